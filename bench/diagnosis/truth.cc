#include "diagnosis/truth.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/statistics.h"

namespace oriel::bench {
namespace {

using analysis::median;

std::vector<double> tests(const Training& t) {
  std::vector<double> v;
  for (const EpochRecord& e : t.epochs) v.push_back(static_cast<double>(e.test_loss));
  return v;
}

bool has_non_finite(const Training& t) {
  const auto bad = [](float v) { return !std::isfinite(v); };
  return std::any_of(t.loss.begin(), t.loss.end(), bad) ||
         std::any_of(t.epochs.begin(), t.epochs.end(),
                     [](const EpochRecord& e) { return !std::isfinite(e.val_loss); });
}

double last_of(const std::vector<double>& v) {
  return median(std::span(v).last(5));
}
double best_of(const std::vector<double>& v) {
  return *std::min_element(v.begin(), v.end());
}
double untrained(const Training& t) {  // loss of the first three batches
  return median(std::vector<double>{static_cast<double>(t.loss[0]), static_cast<double>(t.loss[1]),
                                    static_cast<double>(t.loss[2])});
}
// The same where the first updates may have blown it up.
double before_training(const Training& t) {
  return static_cast<double>(t.untrained_loss);
}
double final_train(const Training& t) {
  return static_cast<double>(t.epochs.back().train_loss);
}

// Of a network that knows nothing, however it was initialised.
double trivial(const Training& t) {
  const bool classes = t.recipe.shape != Shape::kRegression;
  return classes ? std::min(untrained(t), std::log(t.recipe.classes)) : untrained(t);
}

bool healthy(const Training& t) {
  if (t.recipe.fault != Fault::kNone || has_non_finite(t)) return false;
  return last_of(tests(t)) < 0.8 * trivial(t);
}

bool is_worse(const Training& t, const Training& clean, double times) {
  return !(last_of(tests(t)) <= times * last_of(tests(clean)));
}

bool is(const Training& t, std::initializer_list<Fault> faults) {
  return std::find(faults.begin(), faults.end(), t.recipe.fault) != faults.end();
}

Truth overfit(const Training& t) {
  const std::vector<double> test = tests(t);
  const double ratio = last_of(test) / best_of(test);
  if (healthy(t) && ratio <= 1.02) return Truth::kWell;
  const double best = best_of(test);
  // A rise that is nothing beside what was learned (a loss of 1e-7) hurts nobody.
  const bool matters = last_of(test) - best > 0.02 * (untrained(t) - best);
  const bool fits = matters && is(t, {Fault::kNone, Fault::kTenthOfData, Fault::kRandomLabels});
  return fits && ratio > 1.15 && final_train(t) < 0.8 * untrained(t) ? Truth::kSick
                                                                     : Truth::kNeither;
}

// Of the last twenty epochs, on the fresh test set.
Truth flat(const Training& t) {
  const std::vector<double> test = tests(t);
  if (!healthy(t)) return Truth::kNeither;
  const auto slope = analysis::theil_sen(std::span(test).last(20), 0.9);
  const double fall = -slope->slope * 19;
  const double drop = std::max({test[0], test[1], test[2]}) - best_of(test);
  if (fall > 0.15 * drop) return Truth::kWell;
  return std::fabs(fall) < 0.03 * drop ? Truth::kSick : Truth::kNeither;
}

double worst_jumps(const Training& t) {
  const std::vector<double> test = tests(t);
  const double fallen = std::max(untrained(t), test[0]) - best_of(test);
  double worst = 0;
  for (size_t from = 0; from + 15 <= test.size(); ++from) {
    std::vector<double> bends;
    for (size_t i = from + 2; i < from + 15; ++i) {
      bends.push_back(std::fabs(test[i] - 2 * test[i - 1] + test[i - 2]));
    }
    worst = std::max(worst, analysis::kMadToSigma * median(bends) / std::sqrt(6.0));
  }
  return fallen > 0 ? worst / fallen : std::numeric_limits<double>::infinity();
}

Truth unstable(const Training& t) {
  if (has_non_finite(t)) return Truth::kNeither;
  const double jumps = worst_jumps(t);
  if (healthy(t) && jumps < 0.05) return Truth::kWell;
  const bool learned = best_of(tests(t)) < 0.9 * untrained(t);
  return learned && jumps > 0.15 ? Truth::kSick : Truth::kNeither;
}

Truth spiked(const Training& t) {
  if (healthy(t)) return Truth::kWell;
  if (t.burst_step < 0) return Truth::kNeither;
  const double fall = untrained(t) - static_cast<double>(t.burst_before);
  const double rise = static_cast<double>(t.burst_after) - static_cast<double>(t.burst_before);
  return fall > 0 && rise > 0.5 * fall ? Truth::kSick : Truth::kNeither;
}

Truth diverged(const Training& t) {
  if (healthy(t)) return Truth::kWell;
  if (has_non_finite(t)) return Truth::kNeither;
  const double first = before_training(t);
  return last_of(tests(t)) > 1.2 * first && final_train(t) > 1.2 * first ? Truth::kSick
                                                                         : Truth::kNeither;
}

Truth faulty(const Training& t, const Training& clean, std::initializer_list<Fault> faults,
             double times) {
  if (healthy(t)) return Truth::kWell;
  const bool sick =
      is(t, faults) && healthy(clean) && !has_non_finite(t) && is_worse(t, clean, times);
  return sick ? Truth::kSick : Truth::kNeither;
}

// Gradients grew a hundredfold, and it hurt.
Truth exploded(const Training& t, const Training& clean) {
  if (healthy(t)) return Truth::kWell;
  if (has_non_finite(t) || !healthy(clean) || !is_worse(t, clean, 1.5)) return Truth::kNeither;
  const auto norm = [&](size_t from, size_t n) {
    std::vector<double> v;
    for (size_t i = from; i < from + n; ++i) v.push_back(static_cast<double>(t.gradient_norm[i]));
    return median(v);
  };
  const double first = norm(0, 10);
  for (size_t from = 10; from + 40 <= t.gradient_norm.size(); from += 20) {
    if (norm(from, 40) > 100 * first) return Truth::kSick;
  }
  return Truth::kNeither;
}

Truth collapsed(const Training& t) {
  const EpochRecord& last = t.epochs.back();
  if (last.test_recall.size() < 2) return Truth::kNeither;
  size_t lost = 0;
  float least = 1;
  for (size_t c = 0; c < last.test_recall.size(); ++c) {
    least = std::min(least, last.test_recall[c]);
    if (last.test_recall[c] < 0.05F && std::isfinite(last.recall[c])) ++lost;
  }
  if (healthy(t) && least > 0.2F) return Truth::kWell;
  return !has_non_finite(t) && lost * 2 >= last.test_recall.size() ? Truth::kSick : Truth::kNeither;
}

// At its end it does no better than the best constant answer would, and hardly better than at its
// start. (Steps that are too small have a rule of their own.)
Truth learned_nothing(const Training& t) {
  if (healthy(t)) return Truth::kWell;
  if (has_non_finite(t) || is(t, {Fault::kLrDividedBy1000})) return Truth::kNeither;
  const double nothing =
      std::max(0.98 * static_cast<double>(t.guess_loss), 0.95 * before_training(t));
  return last_of(tests(t)) > nothing && final_train(t) > nothing ? Truth::kSick : Truth::kNeither;
}

Truth underfitted(const Training& t, const Training& clean) {
  if (healthy(t)) return Truth::kWell;
  const bool sick = is(t, {Fault::kWidthOne}) && healthy(clean) && is_worse(t, clean, 1.3) &&
                    final_train(t) > 1.3 * final_train(clean);
  return sick ? Truth::kSick : Truth::kNeither;
}

}  // namespace

Truth truth(std::string_view rule, const Training& t, const Training& clean) {
  if (rule == "non_finite") return has_non_finite(t) ? Truth::kSick : Truth::kWell;
  if (rule == "overfitting") return overfit(t);
  if (rule == "plateau") return flat(t);
  if (rule == "instability") return unstable(t);
  if (rule == "loss_spike") return spiked(t);
  if (rule == "divergence") return diverged(t);
  if (rule == "lr_too_high") {
    return faulty(
        t, clean,
        {Fault::kLrTimes100, Fault::kLrTimes30, Fault::kLrTimes1000, Fault::kLrTimes100000}, 1.5);
  }
  if (rule == "lr_too_low") return faulty(t, clean, {Fault::kLrDividedBy1000}, 1.2);
  if (rule == "grad_exploding") return exploded(t, clean);
  if (rule == "grad_vanishing") {
    const Truth worse = faulty(t, clean, {Fault::kDeepSigmoid, Fault::kInitDividedBy100}, 1.2);
    // It still learned: then gradients arrived.
    const bool learned = last_of(tests(t)) < 0.8 * trivial(t);
    return worse == Truth::kSick && learned ? Truth::kNeither : worse;
  }
  if (rule == "not_learning") return learned_nothing(t);
  if (rule == "class_collapse") return collapsed(t);
  if (rule == "underfitting") return underfitted(t, clean);
  return Truth::kNeither;
}

}  // namespace oriel::bench
