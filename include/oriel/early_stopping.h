// oriel/early_stopping.h — end a training that no longer gets better.
//
//   oriel::EarlyStopping stop({.patience = 5});
//   for (int epoch = 1; epoch <= epochs; ++epoch) {
//     const double val_loss = train_and_validate();
//     const bool enough = stop.update(epoch, val_loss);
//     if (stop.improved()) save_model("best.pt");
//     if (enough) break;
//   }
//   if (stop.should_restore()) load_model("best.pt");
//
// The plain rule counts evaluations without a new best value and stops at `patience`, as elsewhere.
// Noise alone makes that stop early: on a curve that still falls, but by less per epoch than it
// jumps about, patience 5 ends up to 97 % of all trainings (docs/early_stopping.md has the table).
// With `.noise_aware` it then looks at the trend of the last 20 values, and waits as long as that
// trend may still be a fall worth having.
//
// Owns what it remembers, a fixed 300 bytes or so. An object belongs to one thread at a time.
// update() allocates nothing and cannot fail: some nanoseconds; where `.noise_aware` has to look at
// the trend, some microseconds. Part of the library oriel_kit; this header includes no standard
// one.
#pragma once

#include <oriel/run.h>

namespace oriel {

// Which values are better: small ones (a loss) or large ones (an accuracy).
enum class Mode : uint8_t { kMin, kMax };

struct EarlyStoppingOptions {
  int patience = 5;  // evaluations without improvement after which it stops; 0: it never stops
  double min_delta = 0.0;  // improvements have to be larger than this to count; >= 0
  Mode mode = Mode::kMin;
  bool restore_best = true;  // whether should_restore() may ask for the best model
  bool noise_aware = false;  // out of patience, wait while the trend may still improve …
  int max_patience = 0;      // … but never longer than this without a new best; 0: 5 × patience
};

class EarlyStopping {
 public:
  using Options = EarlyStoppingOptions;

  explicit EarlyStopping(const Options& options = {}) noexcept;

  // The value of an evaluation; true: stop here. Values that are not finite are never better than
  // others, nor ever the best. Going on after true is allowed: a new best makes it false again.
  bool update(int64_t epoch, double value) noexcept;

  bool stopped() const { return stopped_; }    // what update() returned last
  bool improved() const { return improved_; }  // the last value was the best so far
  bool waiting() const { return waiting_; }    // out of patience, but the trend may still improve
  bool has_best() const { return has_best_; }  // false until the first finite value
  double best() const { return best_; }        // NaN while there is none
  int64_t best_epoch() const { return best_epoch_; }  // -1 while there is none
  // Evaluations since the best one; all of them while there is none.
  int64_t epochs_since_best() const { return since_best_; }
  // The model in hand is not the best one, and `.restore_best` says that it should be.
  bool should_restore() const { return options_.restore_best && has_best_ && since_best_ > 0; }

  // To go on after a restart: what it remembers as bytes (versioned, with a checksum), to be stored
  // beside the model. Options are not part of it, except that `mode` has to be the same.
  static constexpr size_t kStateBytes = 256;
  void save(void* bytes) const noexcept;  // writes exactly kStateBytes
  // Refuses anything but what save() wrote, and then changes nothing.
  [[nodiscard]] Error load(const void* bytes, size_t size) noexcept;

 private:
  static constexpr int kWindow = 20;  // values that the trend is taken from
  static constexpr int kFirst = 3;    // values that say where the curve began

  bool may_still_improve() const noexcept;

  Options options_;
  bool stopped_ = false;
  bool improved_ = false;
  bool waiting_ = false;
  bool has_best_ = false;
  double best_;
  int64_t best_epoch_ = -1;
  int64_t since_best_ = 0;
  int64_t updates_ = 0;
  int64_t first_count_ = 0;
  double first_[kFirst] = {};    // the first finite values, turned so that less is better
  double recent_[kWindow] = {};  // the last values likewise: update n lies in n % kWindow
};

}  // namespace oriel
