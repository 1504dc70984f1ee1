// A rule of the diagnosis: a function from what a training has done so far to a verdict.
//
// Rules are pure and know nothing of time: persistence, hysteresis and ceilings are the engine's
// (diagnosis.h). Cost: a few microseconds each, whatever the length of the training.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/expert_watch.h"
#include "analysis/finding.h"
#include "analysis/history.h"

namespace oriel::analysis {

enum class Level : uint8_t { kNothing, kWatching, kWarning, kConfirmed };

struct Verdict {
  Level level = Level::kNothing;
  double confidence = 0;
  int64_t since = 0;
  std::string what;  // what is shown, in words with the numbers
  std::vector<Evidence> evidence;
  bool lingers = false;  // no longer shown by a trend, but the damage is still there
};

// What StepWatch has seen so far (a summary that rules can read).
struct StepFacts {
  struct Spike {
    int64_t step = 0;
    double value = 0, median = 0, z = 0;
    double share = 0;          // its height as a share of all that the loss has fallen so far
    bool gradient = false;     // the gradient norm jumped as well
    int64_t point = 0;         // which point of the training loss it was
    int recovered_after = -1;  // points until the loss was back, three in a row; -1: not yet
    int calm = 0;              // points in a row that were back
  };
  std::vector<Spike> spikes;  // those of the present episode, at most the last 50
  uint64_t spike_count = 0;
  int64_t last_spike_point = 0;  // as numbers of points of the training loss
  int64_t points = 0;
  double early_peak = 0;  // highest of the early training losses / what an untrained net does
  int64_t early_peak_step = 0;
  // The gradient norm: median of the last nine against the median of the 129 before.
  double gradient_now = kNoValue, gradient_before = kNoValue, gradient_z = 0;
  double gradient_first = kNoValue;  // median of its first nine
  bool level_rise = false;           // Page and Hinkley, on the standardised logarithm of the loss
  int64_t level_rise_step = 0;
};

struct Context {
  const History& history;
  const StepFacts& steps;
  // Newest values per class and layer, in the order in which they appeared.
  const std::vector<std::pair<std::string, std::vector<double>>>& recalls;  // last few evaluations
  const std::vector<std::pair<std::string, std::vector<double>>>& shares;
  const std::vector<std::pair<std::string, double>>& layer_gradients;
  const ExpertWatch& experts;
  double paired_z = kNoValue;      // of validation losses per sample against those at the best row
  double trivial_loss = kNoValue;  // of a network that knows nothing, where it is known
};

struct Rule {
  const char* name;
  Verdict (*judge)(const Context&);
};

// In the order in which findings are shown. non_finite and dead_expert are the engine's: they are
// exact.
const std::vector<Rule>& robust_rules();
const std::vector<Rule>& classic_rules();

// Rules one by one, for the tables above.
Verdict overfitting(const Context&);
Verdict underfitting(const Context&);
Verdict class_collapse(const Context&);
Verdict plateau(const Context&);
Verdict lr_too_high(const Context&);
Verdict lr_too_low(const Context&);
Verdict grad_vanishing(const Context&);
Verdict grad_exploding(const Context&);
Verdict instability(const Context&);
Verdict divergence(const Context&);
Verdict loss_spike(const Context&);
Verdict expert_imbalance(const Context&);
Verdict not_learning(const Context&);

// What a finding says of the experts of a block that are dead; nothing if none is.
void describe_dead(const ExpertWatch::Block& block, Finding& finding);
// The block that makes the least of its experts; null if none is known.
const ExpertWatch::Block* narrowest(const ExpertWatch& watch);

// Whether there is evidence that a training does what it should. That no rule speaks is none.
enum class Standing : uint8_t {
  kTooEarly,           // fewer than five evaluations
  kNotBelowUntrained,  // the loss is not (5 %) below that of a network that knows nothing, or the
                       // accuracy is below a half and has not risen
  kLearned,
};
Standing standing_of(const Context& context);

// Helpers of the rules.
// What a network does that knows nothing: the first losses, and ln C where that is lower and the
// classes are not told apart better than by chance.
double untrained_loss(const Context& context);
std::vector<double> column(const std::vector<Row>& rows, double Row::*member, size_t from = 0);
// Standard deviation of what is not trend: MAD of the differences / √2, scaled.
double noise_of(const std::vector<double>& values);
// The spread of second differences: what neither level nor slope explains.
double roughness(std::span<const double> values);
// How much the validation loss (the training loss without one) jumps from row to row.
struct Jumps {
  double size = kNoValue;
  double share = kNoValue;  // of all that the loss has fallen
  double fallen = kNoValue;
  int64_t since = 0;
};
Jumps jumps_of(const Context& context);
std::string say(double value);                // "0.0312"
std::string percent(double share);            // "12 %"
std::string printed(const char* format, ...)  // snprintf into a string
    __attribute__((format(printf, 1, 2)));

}  // namespace oriel::analysis
