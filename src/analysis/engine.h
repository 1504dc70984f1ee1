// What stands behind Diagnosis (diagnosis.h): it turns points into rows, lets the rules judge each
// row, and turns verdicts into findings with persistence and hysteresis.
//
// Not thread-safe. Inner to this room.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/diagnosis.h"
#include "analysis/expert_watch.h"
#include "analysis/history.h"
#include "analysis/rule.h"
#include "analysis/step_watch.h"

namespace oriel::analysis {

class DiagnosisEngine {
 public:
  DiagnosisEngine(Preset preset, const DiagnosisOptions& options);

  int series(const std::string& name, const SeriesMeaning& meaning);
  bool add(int series, int64_t step, double value);
  void add_val_losses(int64_t step, std::span<const double> losses);
  void rebase(int64_t step);
  const std::vector<Finding>& findings() const { return findings_; }
  uint64_t evaluations() const { return evaluations_; }
  Standing standing() const { return standing_of(context()); }

 private:
  using Recent = std::vector<std::pair<std::string, std::vector<double>>>;
  struct Named {
    std::string name;
    SeriesMeaning meaning;
    std::optional<size_t> non_finite;  // its finding
    uint64_t bad = 0;
    size_t slot = 0;  // in the table of its role
    ExpertWatch::Place expert;
  };
  // Where a rule stands.
  struct Track {
    const Rule* rule = nullptr;
    int held = 0;    // evaluations in a row in which it would warn
    int absent = 0;  // … in which it said nothing
    std::optional<size_t> finding;
  };

  bool watch_finite(Named& named, int64_t step, double value);
  bool clear_finite(int64_t step);
  bool watch_experts(bool renew);
  void watch_loss(int64_t step, double value);
  void watch_gradient(double value);
  void early_peak(int64_t step, double value);
  bool evaluate();
  bool follow(Track& track, const Verdict& verdict, int64_t step);
  bool forget();
  void remove(size_t finding);
  void show(Track& track, const Verdict& verdict, FindingState state);
  size_t new_finding(const std::string& rule);
  std::string series_of(const std::string& rule) const;
  double trivial_loss() const;
  Context context() const;

  const Preset preset_;
  const DiagnosisOptions options_;
  std::vector<Named> series_;
  History history_;
  StepWatch loss_watch_, gradient_watch_;
  StepFacts facts_;
  double lowest_loss_ = kNoValue;
  double last_gradient_z_ = 0;
  std::vector<double> gradient_start_;
  std::deque<double> gradient_recent_;
  RollingMedian gradient_before_{StepWatch::kWindow};
  std::vector<double> level_, peak_recent_;
  PageHinkley level_test_{0.005, 50};
  Recent recalls_, shares_;
  std::vector<std::pair<std::string, double>> layers_;
  ExpertWatch experts_;
  std::vector<std::optional<size_t>> dead_;  // finding, by block
  std::vector<double> val_losses_, best_val_losses_;
  double best_val_ = kNoValue;
  double paired_z_ = kNoValue;
  std::vector<Track> tracks_;
  std::vector<Finding> findings_;
  uint64_t evaluations_ = 0;
  bool expects_val_ = false;
  uint64_t last_bad_evaluation_ = 0;
};

}  // namespace oriel::analysis
