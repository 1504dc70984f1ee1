// oriel/schedule.h — learning rates over a training.
//
//   oriel::ReduceOnPlateau reduce({.factor = 0.5, .patience = 3});
//   lr = reduce.update(val_loss, lr);                       // after every evaluation
//
//   const oriel::CosineSchedule cosine{.peak = 1e-3, .steps = steps, .warmup = steps / 10};
//   for (int64_t step = 0; step < steps; ++step) set_lr(oriel::learning_rate(cosine, step));
//
// Schedules are plain data and learning_rate() is a pure function of them and of the step: nothing
// has to be saved, any thread may ask for any step, and a resumed training asks for the step it is
// at. A ReduceOnPlateau remembers what it saw; it belongs to one thread at a time. Neither
// allocates; a call costs some nanoseconds. Part of the library oriel_kit; this header includes no
// standard one.
#pragma once

#include <oriel/early_stopping.h>

namespace oriel {

// Counts as an improvement: less than best × (1 - threshold), or best - threshold; for Mode::kMax
// more than best × (1 + threshold), or best + threshold.
enum class ThresholdMode : uint8_t { kRelative, kAbsolute };

// The same meaning as in torch.optim.lr_scheduler.ReduceLROnPlateau; defaults differ (there: factor
// 0.1, patience 10).
struct ReduceOnPlateauOptions {
  double factor = 0.5;      // the new rate is rate × factor; in (0, 1)
  int patience = 3;         // evaluations without improvement that are still accepted
  double min_lr = 0.0;      // never below this
  int cooldown = 0;         // evaluations after a reduction that do not count against patience
  double threshold = 1e-4;  // smaller improvements do not count
  ThresholdMode threshold_mode = ThresholdMode::kRelative;
  Mode mode = Mode::kMin;
  double eps = 1e-8;  // smaller reductions are not made
};

class ReduceOnPlateau {
 public:
  using Options = ReduceOnPlateauOptions;

  // A factor outside (0, 1) is replaced by the default.
  explicit ReduceOnPlateau(const Options& options = {}) noexcept;

  // The value of an evaluation and the present rate; returns the rate from here on. NaN is no
  // improvement.
  double update(double value, double lr) noexcept;

  bool reduced() const { return reduced_; }  // the last update() lowered the rate
  int64_t reductions() const { return reductions_; }
  double best() const { return best_; }  // ±infinity while there is none
  int64_t bad_epochs() const { return bad_epochs_; }
  int64_t cooldown_left() const { return cooldown_left_; }

  // As those of EarlyStopping.
  static constexpr size_t kStateBytes = 64;
  void save(void* bytes) const noexcept;
  [[nodiscard]] Error load(const void* bytes, size_t size) noexcept;

 private:
  bool is_better(double value) const noexcept;

  Options options_;
  double best_;
  int64_t bad_epochs_ = 0;
  int64_t cooldown_left_ = 0;
  int64_t reductions_ = 0;
  bool reduced_ = false;
};

// Up along a line during `warmup` steps, then down along a half cosine, reaching the lowest rate at
// `steps`. Without warm-up this is torch's CosineAnnealingLR.
struct CosineSchedule {
  double peak = 1e-3;
  int64_t steps = 1;
  int64_t warmup = 0;
  double lowest = 0.0;  // the rate at the end, and with warm-up at the start
};

// Up along a half cosine to the peak, then down along another to nearly nothing: torch's OneCycleLR
// (two phases, cosine).
struct OneCycleSchedule {
  double peak = 1e-3;
  int64_t steps = 1;
  double rise_share = 0.3;    // of the steps
  double start_divisor = 25;  // starts at peak / start_divisor …
  double end_divisor = 1e4;   // … and ends at that / end_divisor
};

// × factor after every `every` steps (torch's StepLR).
struct StepSchedule {
  double initial = 1e-3;
  int64_t every = 1;
  double factor = 0.1;
};

// The rate at a step, counted from 0. Before the first step it is that of the first, after the last
// that of the last.
double learning_rate(const CosineSchedule& schedule, int64_t step) noexcept;
double learning_rate(const OneCycleSchedule& schedule, int64_t step) noexcept;
double learning_rate(const StepSchedule& schedule, int64_t step) noexcept;

}  // namespace oriel
