// Rules about getting on: a plateau, a learning rate that is too high or too low, gradients that do
// not reach the first layers.
#include <algorithm>
#include <cmath>

#include "analysis/rule.h"
#include "analysis/statistics.h"

namespace oriel::analysis {
namespace {

constexpr size_t kPlateauWindow = 20;
constexpr double kPlateauShare = 0.10;  // of what the loss has fallen so far
constexpr double kEarlyPeak = 1.5;
constexpr double kEarlyRow = 1.25;   // the highest early row / the median row
constexpr double kNoProgress = 0.9;  // of the untrained loss
constexpr double kShotUp = 2;        // the first evaluations / the untrained loss

double level_now(const std::vector<double>& v, size_t n = 5) {
  return median(std::span(v).last(std::min(n, v.size())));
}

}  // namespace

// "No change was found" is not "there is no change": the most optimistic slope that the data allow
// must be too flat to matter.
Verdict plateau(const Context& c) {
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < c.history.base() + kPlateauWindow) return verdict;
  const bool val = c.history.has_val();
  const std::vector<double> loss = column(rows, val ? &Row::val_loss : &Row::train_loss);
  const size_t head = std::min<size_t>(3, loss.size());
  const double high = *std::max_element(loss.begin(), loss.begin() + static_cast<ptrdiff_t>(head));
  // What a loss that shot up has come down from was never learned.
  const double first = c.history.first_loss();
  const double start = first > 0 ? std::fmin(high, kShotUp * first) : high;
  double best = kNoValue;
  for (size_t i = 0; i + 5 <= loss.size(); ++i) {
    best = std::fmin(best, median(std::span(loss).subspan(i, 5)));
  }
  const double drop = start - best;
  if (!(drop > 3 * noise_of(loss))) return verdict;  // it never learned: other rules speak of that
  const auto slope = theil_sen(std::span(loss).last(kPlateauWindow), 0.9);
  if (!slope) return verdict;
  const double hope = -slope->low * (kPlateauWindow - 1);
  const double rise = slope->slope * (kPlateauWindow - 1);
  if (!(hope < kPlateauShare * drop) || rise > kPlateauShare * drop) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = 0.9;
  verdict.since = rows[rows.size() - kPlateauWindow].step;
  verdict.what = "Over the last " + std::to_string(kPlateauWindow) + " evaluations the " +
                 (val ? "validation" : "training") + " loss can have fallen by " +
                 say(std::max(hope, 0.0)) + " at most, " + percent(std::max(hope, 0.0) / drop) +
                 " of what it fell before (" + say(start) + " to " + say(best) + ").";
  verdict.evidence = {
      {"most optimistic fall over the window (Theil-Sen, 90 %)", hope, kPlateauShare * drop},
      {"fall since the start", drop, std::nullopt}};
  return verdict;
}

// Outcome: it has not got (far) below an untrained network. Cause: the loss shot up as soon as the
// updates began, or the validation loss (which no dropout disturbs) jumps about.
Verdict lr_too_high(const Context& c) {
  constexpr size_t kLeast = 5;
  constexpr double kJumps = 0.15, kHigh = 0.3;
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kLeast) return verdict;
  const std::vector<double> train = column(rows, &Row::train_loss);
  const double first = c.history.first_loss();
  const double now = level_now(train);
  if (!(first > 0) || !std::isfinite(now)) return verdict;
  const double peak = c.steps.early_peak;
  const double untrained = untrained_loss(c);
  const double left = now / untrained;
  // Batches are noisy: the means of whole rows must show it as well.
  const auto early = train.begin() + static_cast<ptrdiff_t>(std::min<size_t>(10, train.size()));
  const double row_peak = *std::max_element(train.begin(), early) / median(train);
  const bool shot_up =
      rows.size() >= 10 && peak > kEarlyPeak && row_peak > kEarlyRow && left > kNoProgress;
  const Jumps jumps = c.history.has_val() ? jumps_of(c) : Jumps();
  const bool restless = jumps.share > kJumps && left > kHigh;
  if (!shot_up && !restless) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = shot_up ? std::min(0.95, 0.6 + 0.1 * std::log2(peak)) : 0.7;
  verdict.since = shot_up ? c.steps.early_peak_step : jumps.since;
  if (shot_up) {
    verdict.what = "The loss shot up to " + printed("%.3g", peak) +
                   " times that of the untrained "
                   "network (" +
                   say(first) + ") as soon as the updates began, and is " + say(now) + " after " +
                   std::to_string(rows.size()) + " evaluations.";
    verdict.evidence = {{"highest early loss / untrained loss", peak, kEarlyPeak},
                        {"highest early evaluation / the usual one", row_peak, kEarlyRow},
                        {"loss now / untrained loss", left, kNoProgress}};
  } else {
    verdict.what = "The validation loss jumps by about " + say(jumps.size) +
                   " from evaluation to evaluation, " + percent(jumps.share) +
                   " of all that it has fallen, and the training loss is still " + percent(left) +
                   " of the untrained network's.";
    verdict.evidence = {{"jumps as a share of the fall", jumps.share, kJumps},
                        {"loss now / untrained loss", left, kHigh}};
  }
  return verdict;
}

// Outcome: little has been learned. Cause: what is learned comes in an even, quiet trickle — per
// unit of learning rate hardly less at the end than at the start. The validation loss shows it
// best: the same samples, no dropout, so that nothing but the weights moves it.
Verdict lr_too_low(const Context& c) {
  constexpr size_t kLeast = 10;
  constexpr double kLittle = 0.2, kEven = 0.3, kQuiet = 0.006;
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < c.history.base() + kLeast) return verdict;
  const auto member = c.history.has_val() ? &Row::val_loss : &Row::train_loss;
  const std::vector<double> loss = column(rows, member);
  const double first = loss[0], now = level_now(loss, 3);
  if (*std::max_element(loss.begin(), loss.end()) > 1.1 * first) return verdict;  // it shot up
  if (first > kShotUp * c.history.first_loss()) return verdict;  // before the first evaluation
  const double fall = first - now;
  // Little of what there is to learn: by the fall, or because guessing would do as well.
  const bool little = fall < kLittle * first || now > 0.95 * c.trivial_loss;
  if (!(first > 0) || !little || !(fall > 0)) return verdict;
  const auto trend = mann_kendall(loss);
  if (!trend || trend->z > -3.5) return verdict;
  double total = 0, half = 0;
  for (const Row& row : rows) total += std::isfinite(row.lr_sum) ? row.lr_sum : 1;
  size_t middle = 0;
  while (middle + 1 < rows.size() && half < total / 2) {
    half += std::isfinite(rows[middle].lr_sum) ? rows[middle].lr_sum : 1;
    ++middle;
  }
  const size_t from = std::clamp<size_t>(middle, 1, rows.size() - 2) - 1;
  const double at_half = median(std::span(loss).subspan(from, 3));
  const double even = first > at_half ? (at_half - now) / (first - at_half) : 0;
  const double quiet = roughness(loss) / fall;
  if (!(even > kEven) || !(quiet < kQuiet)) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = 0.75;
  verdict.since = rows.front().step;
  verdict.what = "In " + std::to_string(rows.size()) + " evaluations the loss fell by " +
                 percent(fall / first) + " only (" + say(first) + " to " + say(now) +
                 "), quietly and at an even pace: the steps are too small.";
  verdict.evidence = {
      {"fall of the loss, as a share", fall / first, kLittle},
      {"fall in the second half of the learning rate spent / in the first", even, kEven},
      {"roughness of the curve / its fall", quiet, kQuiet},
      {"trend of the loss (Mann-Kendall z)", trend->z, -3.5}};
  return verdict;
}

Verdict grad_vanishing(const Context& c) {
  constexpr size_t kLeast = 5;
  constexpr double kRatio = 1e-3, kNothing = 1e-5, kReach = 2e-4, kFall = 1e-3;
  // The first losses are few, and batches differ; ln C is exact.
  const double still = std::isfinite(c.trivial_loss) ? 1.1 : 2;
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kLeast) return verdict;
  const std::vector<double> train = column(rows, &Row::train_loss);
  const double first = std::isfinite(c.trivial_loss) ? c.trivial_loss : c.history.first_loss();
  const double now = level_now(train, 3);
  if (!(first > 0)) return verdict;
  double ratio = kNoValue;
  if (c.layer_gradients.size() >= 3) {
    ratio = c.layer_gradients.front().second / c.layer_gradients.back().second;
    // Nothing arrives anywhere: no matter which layer has least.
    if (c.layer_gradients.front().second == 0) ratio = 0;
  }
  // Where practically nothing arrives, the output layer alone may learn a little.
  const double stuck = ratio < kNothing ? 0.5 : kNoProgress;
  // Far above the untrained network's it was blown up, whatever the gradients are since.
  if (!(now > stuck * first) || now > still * first) return verdict;
  const double fall = c.steps.gradient_now / c.steps.gradient_first;
  // Nothing arrives at any weight: the norm is that of the last bias alone. (Of a layer of n
  // weights the RMS is 1/√n of its norm; 2e-4 would be 25 million.)
  double largest = 0;
  for (const auto& [name, rms] : c.layer_gradients) largest = std::fmax(largest, rms);
  const double reach = c.layer_gradients.empty() ? kNoValue : largest / c.steps.gradient_now;
  const bool layers = ratio < kRatio, nowhere = reach < kReach, norm = fall < kFall;
  if (!layers && !nowhere && !norm) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = layers ? 0.85 : 0.6;
  verdict.since = rows.front().step;
  if (layers) {
    verdict.what = "The gradient in " + c.layer_gradients.front().first + " is " +
                   printed("%.1e", ratio) + " times that in " + c.layer_gradients.back().first;
    verdict.evidence.push_back({"first layer's gradient / last layer's (RMS)", ratio, kRatio});
  } else if (nowhere) {
    verdict.what = "Hardly any gradient reaches the weights: the largest layer's RMS is " +
                   printed("%.1e", reach) + " of the gradient norm";
    verdict.evidence.push_back({"largest layer's gradient (RMS) / gradient norm", reach, kReach});
  } else {
    verdict.what =
        "The gradient norm has fallen to " + printed("%.1e", fall) + " of what it was at the start";
    verdict.evidence.push_back({"gradient norm now / at the start", fall, kFall});
  }
  verdict.what += ", and the loss has hardly moved: " + say(now) + " against " + say(first) +
                  " of an untrained network.";
  verdict.evidence.push_back({"loss now / untrained loss", now / first, stuck});
  return verdict;
}

}  // namespace oriel::analysis
