// Diagnosis: is this training all right, and if not, since when, how sure is that, what to try.
//
// It takes points as they come, judges its rules at every evaluation (a validation loss; without
// one, blocks of the training loss) and keeps findings up to date:
//
//   watching → warning → confirmed → cleared
//
// A rule must hold for several evaluations before it warns (persistence) and be gone for several
// before it is cleared (hysteresis); rules whose measured figures miss the goal never go beyond
// watching (advice.h). NaN and infinite values are exact: confirmed at once. What was only watched
// leaves no trace when it is gone.
//
// Trends start afresh when the learning rate rises (restart, warm-up) and where rebase() says so.
// Everything is a function of the points and their order: the same log gives the same findings,
// read in one go or as it grows. One thread at a time. Cost: about 0.2 µs per point and 0.1 ms
// per evaluation, whatever the length (diagnosis_bench.cc); memory is bounded.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/advice.h"
#include "analysis/finding.h"
#include "analysis/series_roles.h"

namespace oriel::analysis {

struct DiagnosisOptions {
  int writer = 0;  // rank that findings are marked with
  // The loss of a network that knows nothing (ln C, the variance of the target), where the caller
  // knows it; else the first losses, or ln C where there are values per class.
  std::optional<double> trivial_loss;
  // Off for measuring: what a rule would say if its ceiling (advice.h) did not hold it back.
  bool ceilings = true;
};

class Diagnosis {
 public:
  using Options = DiagnosisOptions;

  explicit Diagnosis(Preset preset = Preset::kRobust, Options options = {});
  ~Diagnosis();
  Diagnosis(Diagnosis&&) noexcept;
  Diagnosis& operator=(Diagnosis&&) noexcept;

  // Names a series and says what it is (assign_roles() says so for all of a run); the handle for
  // add(). The second one asks the name alone.
  int series(const std::string& name, const SeriesMeaning& meaning);
  int series(const std::string& name);

  // Points in the order of their steps; at equal steps rates and training losses before validation
  // losses. True if the findings have changed.
  bool add(int series, int64_t step, double value);

  // The validation loss of every sample, the same samples in the same order each time: what proves
  // overfitting. Belongs to the evaluation that add() closes at this step or later.
  void add_val_losses(int64_t step, std::span<const double> losses);

  // The training was resumed or something else has changed: trends start afresh.
  void rebase(int64_t step);

  // The newest last; cleared ones stay (at most 200 in all).
  const std::vector<Finding>& findings() const;
  uint64_t evaluations() const;
  Standing standing() const;

 private:
  std::unique_ptr<class DiagnosisEngine> engine_;
};

// A whole training at once: every curve with its name. Points are taken in the order of steps.
struct NamedCurve {
  std::string name;
  std::vector<int64_t> steps;
  std::vector<double> values;
};
std::vector<Finding> diagnose(std::span<const NamedCurve> curves, Preset preset = Preset::kRobust,
                              const DiagnosisOptions& options = {});

// "Training diagnostics": a line per kind of trouble, healthy included, for the end of a training.
// "Stable" is said only of one that has learned something, where that is known.
std::string report(const std::vector<Finding>& findings, Standing standing = Standing::kLearned);

}  // namespace oriel::analysis
