// Whether anything is being learned at all: the one thing that must be seen before a training may
// be called all right.
#include <algorithm>
#include <cmath>

#include "analysis/rule.h"
#include "analysis/statistics.h"

namespace oriel::analysis {
namespace {

constexpr size_t kLeastRows = 5;
constexpr size_t kSettled = 8;      // slow starters among the sound ones stir by then
constexpr double kNoBetter = 0.97;  // of the loss of a network that knows nothing
constexpr double kBetter = 0.95;
constexpr double kSkill = 0.15;  // above chance, of what there is above chance
constexpr double kShotUp = 1.5;  // the early peak / the untrained loss
constexpr size_t kTrendRows = 10;
constexpr double kFalling = -2.3;

double level(const std::vector<double>& v, size_t n) {
  return median(std::span(v).last(std::min(n, v.size())));
}

// The mean recall of the classes over the last evaluations: 1 / C by chance, however many samples
// each class has. NaN if it is not known.
double mean_recall(const Context& c) {
  Moments all;
  for (const auto& [name, recent] : c.recalls) {
    const double own = moments(std::span(recent).last(std::min<size_t>(5, recent.size()))).mean();
    if (std::isfinite(own)) all.add(own);
  }
  return all.count() >= 2 ? all.mean() : kNoValue;
}

// 0: chance, 1: all right. NaN if it is not known.
double skill_of(const Context& c) {
  const double chance = 1 / static_cast<double>(std::max(c.recalls.size(), c.shares.size()));
  if (!(chance <= 0.5)) return kNoValue;
  double right = mean_recall(c);
  if (!std::isfinite(right) && !c.history.rows().empty()) {
    right = c.history.rows().back().val_accuracy;
  }
  return (right - chance) / (1 - chance);
}

}  // namespace

// ln C holds for a plain cross-entropy; of a loss on another scale it says nothing, which shows
// where the classes are recognised all the same.
double untrained_loss(const Context& c) {
  const double first = c.history.first_loss();
  return skill_of(c) > kSkill ? first : std::fmin(first, c.trivial_loss);
}

// No matter how it came about. A loss that is still coming down from a high start is left alone,
// but for one that shot up with the first updates.
Verdict not_learning(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  // One that shot up has lost what a slow start would need.
  const bool shot_up = c.steps.early_peak > kShotUp;
  if (rows.size() < (shot_up ? kLeastRows : kSettled)) return verdict;
  const double untrained = std::isfinite(c.trivial_loss) ? c.trivial_loss : c.history.first_loss();
  const std::vector<double> train = column(rows, &Row::train_loss);
  const std::vector<double> val = column(rows, &Row::val_loss);
  const double now = level(train, 3), now_val = level(val, 3);
  if (!(untrained > 0) || !(now >= kNoBetter * untrained) || now_val < kNoBetter * untrained) {
    return verdict;
  }
  const double skill = skill_of(c);
  if (skill > kSkill) return verdict;
  const std::vector<double>& curve = c.history.has_val() ? val : train;
  const auto trend =
      mann_kendall(std::span(curve).last(std::min<size_t>(kTrendRows, curve.size())));
  if (!shot_up && trend && trend->z < kFalling) return verdict;
  // Proof: ln C is known, the classes are not told apart, and it is plain how that came about.
  const bool proven = shot_up && std::isfinite(skill) && std::isfinite(c.trivial_loss);
  verdict.level = proven ? Level::kConfirmed : Level::kWarning;
  verdict.confidence = proven ? 0.95 : std::isfinite(skill) ? 0.8 : 0.6;
  verdict.since = rows.front().step;
  verdict.what = "After " + std::to_string(rows.size()) + " evaluations the training loss is " +
                 say(now) + ", no better than the " + say(untrained) +
                 " of a network that knows nothing";
  verdict.evidence = {{"training loss / untrained loss", now / untrained, kNoBetter}};
  if (std::isfinite(now_val)) {
    verdict.evidence.push_back(
        {"validation loss / untrained loss", now_val / untrained, kNoBetter});
  }
  if (std::isfinite(skill)) {
    verdict.what += ", and classes are told apart no better than by chance";
    verdict.evidence.push_back({"share recognised beyond chance", skill, kSkill});
  }
  verdict.what += ".";
  if (shot_up) {
    verdict.what += " The loss shot up to " + printed("%.3g", c.steps.early_peak) +
                    " times the untrained one as soon as the updates began (step " +
                    std::to_string(c.steps.early_peak_step) +
                    "): most often the learning rate is far too high.";
    verdict.evidence.push_back(
        {"highest early loss / untrained loss", c.steps.early_peak, kShotUp});
  }
  return verdict;
}

namespace {

// Below a half and no higher than it began: what guessing gives, however many classes there are. Of
// a loss that is only logged once per epoch the untrained one is not known.
bool accuracy_is_stuck(const std::vector<Row>& rows) {
  std::vector<double> accuracy = column(rows, &Row::val_accuracy);
  if (!std::isfinite(median(accuracy))) accuracy = column(rows, &Row::train_accuracy);
  const double first = median(std::span(accuracy).first(3)), now = level(accuracy, 3);
  const double whole = moments(accuracy).max() > 1 ? 100 : 1;  // per cent
  return now < 0.5 * whole && now < 1.1 * first;
}

}  // namespace

Standing standing_of(const Context& c) {
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kLeastRows) return Standing::kTooEarly;
  if (accuracy_is_stuck(rows)) return Standing::kNotBelowUntrained;
  const bool trains = std::isfinite(level(column(rows, &Row::train_loss), 3));
  const double now = level(column(rows, trains ? &Row::train_loss : &Row::val_loss), 3);
  const double untrained = untrained_loss(c);
  return untrained - now > (1 - kBetter) * std::fabs(untrained) ? Standing::kLearned
                                                                : Standing::kNotBelowUntrained;
}

}  // namespace oriel::analysis
