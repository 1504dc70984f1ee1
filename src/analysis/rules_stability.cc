// Rules about staying calm: instability, divergence, spikes, gradients that explode.
#include <algorithm>
#include <cmath>

#include "analysis/rule.h"
#include "analysis/statistics.h"
#include "analysis/step_watch.h"

namespace oriel::analysis {
namespace {

constexpr size_t kRoughWindow = 15;
constexpr double kRough = 0.10;  // of what the loss has fallen
constexpr double kSpikeShare = 0.25;
constexpr double kShotUp = 2;  // of the untrained loss

// The lowest median of three in a row: one lucky value is no level.
double lowest(const std::vector<double>& v, size_t* where = nullptr) {
  double low = kNoValue;
  for (size_t i = 0; i + 3 <= v.size(); ++i) {
    const double m = median(std::span(v).subspan(i, 3));
    if (m >= low || std::isnan(m)) continue;
    low = m;
    if (where != nullptr) *where = i + 1;
  }
  return low;
}

}  // namespace

double roughness(std::span<const double> v) {
  std::vector<double> bends;
  for (size_t i = 2; i < v.size(); ++i) bends.push_back(std::fabs(v[i] - 2 * v[i - 1] + v[i - 2]));
  return kMadToSigma * median(bends) / std::sqrt(6.0);
}

Jumps jumps_of(const Context& c) {
  Jumps jumps;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < kRoughWindow) return jumps;
  const bool val = c.history.has_val();
  const std::vector<double> loss = column(rows, val ? &Row::val_loss : &Row::train_loss);
  // What a loss that shot up with the first updates came down from was never learned.
  const double untrained = c.history.first_loss();
  double first = std::fmax(untrained, loss.front());
  if (untrained > 0) first = std::fmin(first, kShotUp * untrained);
  // A training that never got anywhere is held against a tenth of where it began.
  jumps.fallen = std::fmax(first - lowest(loss), 0.1 * std::fabs(first));
  jumps.size = roughness(std::span(loss).last(kRoughWindow));
  jumps.share = jumps.fallen > 0 ? jumps.size / jumps.fallen : kNoValue;
  jumps.since = rows[rows.size() - kRoughWindow].step;
  return jumps;
}

Verdict instability(const Context& c) {
  Verdict verdict;
  const Jumps jumps = jumps_of(c);
  if (!(jumps.share > kRough)) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = std::min(0.9, 0.6 + jumps.share);
  verdict.since = jumps.since;
  verdict.what =
      std::string("From evaluation to evaluation the ") +
      (c.history.has_val() ? "validation" : "training") + " loss jumps by about " +
      say(jumps.size) + ", " +
      (jumps.share > 10 ? printed("%.3g times", jumps.share) : percent(jumps.share) + " of") +
      " all that it has fallen (" + say(jumps.fallen) + ").";
  verdict.evidence = {{"jumps as a share of the fall", jumps.share, kRough}};
  return verdict;
}

Verdict divergence(const Context& c) {
  constexpr double kAbove = 1.1, kGivenBack = 0.5;
  Verdict verdict;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < 3) return verdict;
  const std::vector<double> train = column(rows, &Row::train_loss);
  const double first = c.history.first_loss();
  const double now = median(std::span(train).last(3));
  size_t at = 0;
  const double best = std::fmin(lowest(train, &at), first);
  if (!std::isfinite(now) || !std::isfinite(first)) return verdict;
  const double given_back = first > best ? (now - best) / (first - best) : HUGE_VAL;
  const double scale = std::fmax(std::fabs(first), 1e-12);
  const double above = (now - first) / scale;
  // Above the start and above where it has been: a start that was merely lucky comes down from
  // there. From twice the start no luck does.
  const bool blown_up = above > kShotUp - 1;
  const bool higher =
      blown_up || (above > kAbove - 1 && now - std::fmax(best, lowest(train)) > 0.1 * scale);
  const bool back = given_back > kGivenBack && now - best > 0.3 * scale;
  if (!higher && !back) return verdict;
  const bool confirmed = above > 1 && rows.size() >= 5;
  verdict.level = confirmed ? Level::kConfirmed : Level::kWarning;
  verdict.confidence = confirmed ? 0.95 : 0.8;
  verdict.since = lowest(train) > first ? rows.front().step : rows[at].step;
  verdict.what = "The training loss is " + say(now) + ", " +
                 (higher ? "above the " + say(first) + " of the untrained network"
                         : "back on its way to the " + say(first) + " of the untrained network") +
                 "; its best was " + say(best) + ".";
  verdict.evidence = {{"loss now / untrained loss", now / first, kAbove}};
  if (std::isfinite(given_back)) {
    verdict.evidence.push_back({"share of the fall that is given back", given_back, kGivenBack});
  }
  return verdict;
}

Verdict loss_spike(const Context& c) {
  Verdict verdict;
  constexpr int64_t kForget = 400;
  const StepFacts& s = c.steps;
  if (s.spikes.empty() || s.points - s.last_spike_point > kForget) return verdict;
  const StepFacts::Spike* worst = nullptr;
  for (const StepFacts::Spike& spike : s.spikes) {
    if (worst == nullptr || spike.share > worst->share) worst = &spike;
  }
  if (!(worst->share > kSpikeShare)) return verdict;
  const bool severe = worst->gradient || worst->recovered_after < 0 || worst->recovered_after > 3 ||
                      worst->share > 1;
  verdict.level = severe ? Level::kWarning : Level::kWatching;
  verdict.confidence = std::min(0.95, 0.5 + 0.02 * worst->z);
  verdict.since = s.spikes.front().step;
  verdict.what = "At step " + std::to_string(worst->step) + " the training loss jumped from " +
                 say(worst->median) + " to " + say(worst->value);
  if (worst->gradient) verdict.what += ", together with the gradient norm";
  verdict.what += worst->recovered_after < 0
                      ? "; it has not come back yet."
                      : "; it was back after " + std::to_string(worst->recovered_after) +
                            (worst->recovered_after == 1 ? " step." : " steps.");
  if (s.spike_count > 1) {
    verdict.what += " There were " + std::to_string(s.spike_count) + " jumps in all.";
  }
  verdict.evidence = {{"height in robust deviations", worst->z, StepWatch::kSpikeZ},
                      {"height as a share of the fall so far", worst->share, kSpikeShare}};
  return verdict;
}

Verdict grad_exploding(const Context& c) {
  constexpr double kTimes = 10;
  Verdict verdict;
  const StepFacts& s = c.steps;
  const std::vector<Row>& rows = c.history.rows();
  if (rows.size() < 3) return verdict;
  const double times = s.gradient_now / s.gradient_before;
  const double start = s.gradient_now / s.gradient_first;
  const std::vector<double> train = column(rows, &Row::train_loss);
  const double now = median(std::span(train).last(2));
  const double best = lowest(train);
  const bool worse = now > best * 1.2 && now > 0;
  const bool grown = (times > kTimes && s.gradient_z > StepWatch::kSpikeZ) || start > 10 * kTimes;
  if (!grown || !worse) return verdict;
  const double shown = std::fmax(times, start);
  verdict.level = Level::kWarning;
  verdict.confidence = std::min(0.95, 0.6 + 0.1 * std::log10(shown));
  verdict.since = rows.back().step;
  verdict.what = "The gradient norm is " + say(s.gradient_now) + ", " + printed("%.3g", shown) +
                 " times what it was" + (start > times ? " at the start" : " just before") +
                 ", and the loss got worse (" + say(best) + " to " + say(now) + ").";
  verdict.evidence = {{"gradient norm now / before", shown, kTimes},
                      {"robust deviations of its logarithm", s.gradient_z, StepWatch::kSpikeZ}};
  return verdict;
}

}  // namespace oriel::analysis
