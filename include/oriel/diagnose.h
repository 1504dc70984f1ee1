// oriel/diagnose.h — is this training all right; if not, what is wrong, since when, what to try.
//
//   oriel::Diagnosis diagnosis;
//   for (int64_t step = 0; step < steps; ++step) {
//     diagnosis.add(step, {{"train/loss", loss}, {"lr", rate}, {"grad_norm", norm}});
//     if (evaluated) diagnosis.add(step, {{"val/loss", val_loss}, {"val/accuracy", accuracy}});
//   }
//   std::fputs(diagnosis.report().c_str(), stdout);
//
// or, for curves that are there already: oriel::diagnose(curves). It is the same diagnosis that
// `oriel diagnose`, the dashboard and the window show; docs/diagnosis.md explains every rule and
// how often it is right. Names say what a series is: train/loss, val/loss, train/accuracy,
// val/accuracy, lr, grad_norm, val/recall/<class>, …; others are looked at for NaN and infinite
// values if they are losses or gradients, and else left out.
//
// Pure: the same points in the same order give the same findings. One thread at a time. About 0.2
// µs per value, well below a millisecond per evaluation; memory is bounded however long the
// training is. Part of the library oriel_kit.
#pragma once

#include <oriel/run.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace oriel {

enum class Preset : uint8_t {
  kRobust,   // does not depend on the scale of the loss; thresholds measured on real trainings
  kClassic,  // gap > 0.05; five improvements < 0.001; rolling deviation > 0.1
};

// A rule that may be wrong watches first, and warns only when it has held for a while; exact ones
// (NaN) are confirmed at once.
enum class FindingState : uint8_t { kWatching, kWarning, kConfirmed, kCleared };

struct Evidence {
  std::string name;  // "rise of val/loss since its best"
  double value = 0;
  std::optional<double> limit;  // what it was held against
};

struct Finding {
  std::string rule;  // "overfitting"
  FindingState state = FindingState::kWatching;
  double confidence = 0;              // 0 to 1
  std::vector<std::string> series;    // what it is about; the first is the one to look at
  int64_t since_step = 0;             // where it began to hold
  std::optional<int64_t> until_step;  // where it was cleared; nothing: it still holds
  std::string title;
  std::string explanation;  // plain words, with the numbers
  std::vector<Evidence> evidence;
  std::vector<std::string> remedies;  // the most promising first
  std::string link;                   // where to learn more

  // Still holds, and more than a suspicion: what a person should be told.
  bool is_alarm() const {
    return state == FindingState::kWarning || state == FindingState::kConfirmed;
  }
  // Title, explanation and remedies, a line each.
  std::string text() const;
};

// A diagnosis that follows a training.
class Diagnosis {
 public:
  explicit Diagnosis(Preset preset = Preset::kRobust);
  ~Diagnosis();
  Diagnosis(Diagnosis&&) noexcept;
  Diagnosis& operator=(Diagnosis&&) noexcept;

  // Values at a step, under their names (a handle of a Run has none: it is left out). Steps in
  // ascending order. True if the findings have changed.
  bool add(int64_t step, Samples samples);

  // The validation loss of every sample, the same samples in the same order each time, before the
  // val/loss of the same step is added. With it, overfitting can be told from bad luck.
  void add_val_losses(int64_t step, const float* losses, size_t count);

  // In the order in which they were first seen; cleared ones stay.
  std::vector<Finding> findings() const;

  // For the end of a training: every alarm with what to try, and what is all right. "Stable" is
  // said where the loss has fallen below that of an untrained network, not where merely no rule
  // has anything to say.
  std::string report() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A series with its name; steps in ascending order, one value each.
struct Curve {
  std::string name;
  std::vector<int64_t> steps;
  std::vector<double> values;
};
using Curves = std::vector<Curve>;

std::vector<Finding> diagnose(const Curves& curves, Preset preset = Preset::kRobust);

// The same of findings alone, for a training that is known to have learned something.
std::string report(const std::vector<Finding>& findings);

}  // namespace oriel
