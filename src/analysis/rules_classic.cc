// The preset classic: plain limits, to the letter, judged anew at every evaluation. Known to fire
// on many healthy trainings (docs/diagnosis.md has the figures); for those who want exactly them.
#include <algorithm>
#include <cmath>

#include "analysis/curves.h"
#include "analysis/rule.h"

namespace oriel::analysis {
namespace {

constexpr double kGap = 0.05;
constexpr double kImprovement = 0.001;
constexpr size_t kFlatEpochs = 5;
constexpr double kDeviation = 0.1;

Verdict overfitting_classic(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.empty()) return verdict;
  const Row& row = rows.back();
  const double gap = row.val_loss - row.train_loss;
  if (!(gap > kGap)) return verdict;
  size_t first = rows.size() - 1;
  while (first > 0 && rows[first - 1].val_loss - rows[first - 1].train_loss > kGap) --first;
  verdict = {Level::kWarning, 0.5, rows[first].step, "", {{"val loss - train loss", gap, kGap}}};
  verdict.what = "The validation loss is " + say(gap) + " above the training loss (" +
                 say(row.val_loss) + " against " + say(row.train_loss) + ").";
  return verdict;
}

Verdict plateau_classic(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (!c.history.has_val() || rows.size() < kFlatEpochs + 1) return verdict;
  const std::vector<double> gains = improvement(column(rows, &Row::val_loss));
  const auto flat = [&](size_t i) { return gains[i] < kImprovement; };
  size_t first = rows.size();
  while (first > 1 && flat(first - 1)) --first;
  if (rows.size() - first < kFlatEpochs) return verdict;
  const double most = *std::max_element(gains.end() - kFlatEpochs, gains.end());
  verdict = {Level::kWarning, 0.5, rows[first].step, "", {}};
  verdict.evidence = {{"largest of the last five improvements", most, kImprovement}};
  verdict.what = "Val loss not improving: " + std::to_string(rows.size() - first) +
                 " improvements in a row below 0.001.";
  return verdict;
}

Verdict instability_classic(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kStabilityWindow) return verdict;
  double worst = kNoValue;
  for (const auto member : {&Row::train_loss, &Row::val_loss}) {
    worst = std::fmax(worst, stability(column(rows, member)).back());
  }
  if (!(worst > kDeviation)) return verdict;
  verdict = {Level::kWarning, 0.5, rows[rows.size() - kStabilityWindow].step, "", {}};
  verdict.evidence = {{"standard deviation of the last five losses", worst, kDeviation}};
  verdict.what = "The standard deviation of the last five losses is " + say(worst) + ".";
  return verdict;
}

}  // namespace

const std::vector<Rule>& classic_rules() {
  static const std::vector<Rule> rules = {{"overfitting", overfitting_classic},
                                          {"plateau", plateau_classic},
                                          {"instability", instability_classic}};
  return rules;
}

const std::vector<Rule>& robust_rules() {
  static const std::vector<Rule> rules = {{"divergence", divergence},
                                          {"lr_too_high", lr_too_high},
                                          {"not_learning", not_learning},
                                          {"grad_exploding", grad_exploding},
                                          {"loss_spike", loss_spike},
                                          {"overfitting", overfitting},
                                          {"grad_vanishing", grad_vanishing},
                                          {"lr_too_low", lr_too_low},
                                          {"class_collapse", class_collapse},
                                          {"expert_imbalance", expert_imbalance},
                                          {"instability", instability},
                                          {"underfitting", underfitting},
                                          {"plateau", plateau}};
  return rules;
}

}  // namespace oriel::analysis
