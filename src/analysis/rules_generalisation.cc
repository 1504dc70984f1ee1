// Rules about what a network learns: overfitting, underfitting, a class that is never predicted.
#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/rule.h"
#include "analysis/statistics.h"

namespace oriel::analysis {
namespace {

constexpr size_t kOverfitWindow = 15;
constexpr size_t kOverfitLeast = 10;
constexpr double kOverfitZ = 2.3;
constexpr double kOverfitRise = 0.05;  // of the best
constexpr double kUnderfitLevel = 0.6;
constexpr size_t kUnderfitRows = 20;

// The median of the values around each place, five of them, and where it is lowest.
struct Best {
  double value = kNoValue;
  size_t row = 0;
};
Best best_median(const std::vector<double>& v) {
  Best best;
  for (size_t i = 0; i + 5 <= v.size(); ++i) {
    const double m = median(std::span(v).subspan(i, 5));
    if (!(m >= best.value)) best = {m, i + 2};
  }
  return best;
}

constexpr size_t kHold = 5;  // evaluations in a row in which classes are lost

// The largest share of the predictions that one class has, at the evaluation where it is smallest;
// and the classes that had it.
struct Favourite {
  double top = kNoValue;
  std::set<std::string> classes;
};
Favourite favourite_of(const Context& c) {
  Favourite favourite;
  for (size_t back = 1; back <= kHold; ++back) {
    double largest = kNoValue;
    const std::string* of = nullptr;
    for (const auto& [name, recent] : c.shares) {
      if (recent.size() < kHold) continue;
      const double share = recent[recent.size() - back];
      if (std::isfinite(share) && !(share <= largest)) largest = share, of = &name;
    }
    if (of == nullptr) return {};
    if (!(largest >= favourite.top)) favourite.top = largest;
    favourite.classes.insert(*of);
  }
  return favourite;
}

}  // namespace

// A fixed validation set errs persistently, not independently: a rising curve alone is no proof,
// and the rise must be large as well. Proof is the same samples being worse than they were.
Verdict overfitting(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (!c.history.has_val() || rows.size() < c.history.base() + kOverfitLeast) return verdict;
  const size_t window = std::min(kOverfitWindow, rows.size() - c.history.base());
  const size_t from = rows.size() - window;
  const std::vector<double> val = column(rows, &Row::val_loss);
  const std::vector<double> train = column(rows, &Row::train_loss, from);
  auto rising = mann_kendall(std::span(val).subspan(from));
  auto training = mann_kendall(train);
  if (rows.size() >= c.history.base() + 2 * kOverfitWindow) {  // slowly, under more noise
    const auto longer = mann_kendall(std::span(val).last(2 * kOverfitWindow));
    if (longer && (!rising || longer->z > rising->z)) {
      rising = longer;
      training = mann_kendall(column(rows, &Row::train_loss, rows.size() - 2 * kOverfitWindow));
    }
  }
  const Best best = best_median(val);
  const double now = median(std::span(val).last(std::min<size_t>(5, val.size())));
  const double rise = now - best.value;
  const double sigma = noise_of(val);
  if (!(rise > 2 * sigma) || !(rise > 0)) return verdict;
  const double share = rise / std::max(std::fabs(best.value), 1e-12);
  verdict.lingers = share > kOverfitRise;  // a curve that has levelled off far above its best
  if (!rising || rising->z <= kOverfitZ || (training && training->z >= 1)) return verdict;
  verdict.level = Level::kWatching;
  if (share > kOverfitRise) verdict.level = Level::kWarning;
  if (share > kOverfitRise && c.paired_z > 3) verdict.level = Level::kConfirmed;
  verdict.confidence = verdict.level == Level::kConfirmed ? 0.95
                       : verdict.level == Level::kWarning ? std::min(0.9, 0.7 + share / 2)
                                                          : 0.4;
  verdict.since = rows[best.row].step;
  verdict.what = "The validation loss was lowest around step " +
                 std::to_string(rows[best.row].step) + " (" + say(best.value) +
                 ") and has risen by " + percent(share) + " to " + say(now) +
                 " since, while the training loss has not risen.";
  verdict.evidence = {{"trend of the validation loss (Mann-Kendall z)", rising->z, kOverfitZ},
                      {"rise since the best, as a share of it", share, kOverfitRise},
                      {"rise in units of the curve's noise", sigma > 0 ? rise / sigma : 0, 2}};
  if (training) {
    verdict.evidence.push_back({"trend of the training loss (Mann-Kendall z)", training->z, 1});
  }
  if (std::isfinite(c.paired_z)) {
    verdict.evidence.push_back(
        {"the same validation samples, now against then (paired z)", c.paired_z, 3});
    if (verdict.level == Level::kConfirmed) {
      verdict.what += " Sample by sample the validation set is worse than it was (z = " +
                      printed("%.1f", c.paired_z) + ").";
    }
  }
  return verdict;
}

Verdict underfitting(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < c.history.base() + kUnderfitRows) return verdict;
  const double trivial = std::isfinite(c.trivial_loss) ? c.trivial_loss : c.history.first_loss();
  const std::vector<double> train = column(rows, &Row::train_loss, rows.size() - kUnderfitRows);
  const double now = median(std::span(train).last(5));
  if (!(trivial > 0) || !(now > kUnderfitLevel * trivial) || !(now < 1.2 * trivial)) return verdict;
  const auto slope = theil_sen(train, 0.9);
  if (!slope || -slope->low * kUnderfitRows > 0.05 * now) return verdict;  // it still learns
  if (slope->slope * kUnderfitRows > 0.05 * now) return verdict;           // it unlearns
  verdict.level = Level::kWarning;
  verdict.confidence = 0.6;
  verdict.since = rows[rows.size() - kUnderfitRows].step;
  verdict.what = "The training loss has settled at " + say(now) + ", " + percent(now / trivial) +
                 " of the " + say(trivial) + " of a network that knows nothing.";
  verdict.evidence = {
      {"training loss as a share of the untrained one", now / trivial, kUnderfitLevel},
      {"most that it may still fall over 20 evaluations", -slope->low * kUnderfitRows, 0.05 * now}};
  return verdict;
}

// A class whose samples are (almost) never recognised while nearly everything is taken for another
// one; or nearly everything for one class, and for another at the next evaluation, which no sound
// network does. A few samples missed by chance do not make it: it must hold in each of the last
// evaluations.
Verdict class_collapse(const Context& c) {
  constexpr size_t kSettle = 8;
  constexpr double kLost = 0.05, kTop = 0.9;
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kSettle) return verdict;
  size_t classes = 0, lost = 0;
  std::string names;
  for (const auto& [name, recent] : c.recalls) {
    if (recent.size() < kHold || !std::isfinite(recent.back())) continue;
    ++classes;
    if (*std::max_element(recent.end() - kHold, recent.end()) < kLost) {
      ++lost;
      if (lost <= 5) names += (names.empty() ? "" : ", ") + name;
    }
  }
  const auto [top, favoured] = favourite_of(c);
  const bool by_recall = classes >= 2 && lost * 2 >= classes && (c.shares.empty() || top > 0.5);
  const bool by_share = c.recalls.empty() && c.shares.size() >= 2 && top > 0.98;
  const bool by_turns = favoured.size() > 1 && top > kTop;
  if (!by_recall && !by_share && !by_turns) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = top > kTop ? 0.9 : 0.75;
  verdict.since = rows[rows.size() - kHold].step;
  if (by_recall) {
    verdict.what = std::to_string(lost) + " of " + std::to_string(classes) +
                   " classes are practically never recognised (" + names + (lost > 5 ? ", …" : "") +
                   ")";
    verdict.evidence.push_back({"share of classes with a recall below 5 %",
                                static_cast<double>(lost) / static_cast<double>(classes), 0.5});
  } else {
    verdict.what = "Practically everything is taken for one class";
  }
  if (std::isfinite(top)) {
    verdict.what += "; " + percent(top) + " of all predictions are " +
                    (favoured.size() == 1 ? *favoured.begin() : "of one class, now this, now that");
    verdict.evidence.push_back({"share of the class that is predicted most", top, kTop});
  }
  verdict.what += ", for " + std::to_string(kHold) + " evaluations in a row.";
  return verdict;
}

}  // namespace oriel::analysis
