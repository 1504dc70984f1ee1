#include "draw/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <span>
#include <string>

namespace oriel::draw {
namespace {

constexpr size_t kMaxTicks = 60;

// The double that a person writes so: 3e-5 is not 3 * pow(10, -5).
double written(int lead, int exponent) {
  return std::strtod((std::to_string(lead) + "e" + std::to_string(exponent)).c_str(), nullptr);
}

std::vector<double> multiples(double low, double high, double step) {
  std::vector<double> values;
  constexpr double kSlack = 1e-9;  // of a step
  const double first = std::ceil(low / step - kSlack);
  const double last = std::floor(high / step + kSlack);
  // Dividing by the inverse keeps 0.1, 0.2, 0.3 free of binary dust.
  const double inverse_step = step < 1 ? std::round(1 / step) : 0;
  const bool exact = inverse_step > 0 && std::abs(1 / inverse_step - step) < step * 1e-9;
  for (size_t n = 0; n < kMaxTicks; ++n) {
    const double i = first + static_cast<double>(n);
    if (!(i <= last)) break;
    const double value = i == 0 ? 0 : exact ? i / inverse_step : i * step;
    if (std::isfinite(value)) values.push_back(value);
  }
  return values;
}

std::vector<double> decade_ticks(double low, double high, std::span<const int> leads, int every) {
  std::vector<double> values;
  const int last = static_cast<int>(std::floor(std::log10(high) + 1e-9));
  for (int e = static_cast<int>(std::floor(std::log10(low) - 1e-9)); e <= last; ++e) {
    if (e % every != 0) continue;
    for (const int lead : leads) {
      const double value = written(lead, e);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push_back(value);
    }
  }
  return values;
}

constexpr std::array kSeconds = {0.001,  0.002,  0.005,   0.01,    0.02,    0.05,   0.1,
                                 0.2,    0.5,    1.0,     2.0,     5.0,     10.0,   15.0,
                                 30.0,   60.0,   120.0,   300.0,   600.0,   900.0,  1800.0,
                                 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, 86400.0};

double clock_step(double rough) {
  for (const double step : kSeconds) {
    if (step >= rough) return step;
  }
  return nice_step(rough / 86400) * 86400;
}

}  // namespace

double nice_step(double rough) {
  const int exponent = static_cast<int>(std::floor(std::log10(rough)));
  const double power = written(1, exponent);
  const double lead = rough / power;
  const int nice = lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10;
  return nice * power;
}

Ticks linear_ticks(double low, double high, double count, double min_step) {
  // In halves: from the lowest to the highest double is further than a double reaches.
  const double half = high / 2 - low / 2;
  if (!(half > 0) || !std::isfinite(half)) return {{low}, 0};
  const double rough = half / std::max(1.0, count) * 2;
  double step = rough <= 1e308 ? std::max(nice_step(rough), min_step) : 1e308;
  std::vector<double> values = multiples(low, high, step);
  // One number says nothing about a scale: go down the ladder until there are two.
  while (values.size() < 2 && step > min_step && step > half / 10) {
    step = std::max(nice_step(step / 2.5), min_step);
    values = multiples(low, high, step);
  }
  return {std::move(values), step};
}

Ticks log_ticks(double low, double high, double count) {
  if (!(low > 0) || !(high > low)) return linear_ticks(low, high, count);
  const double decades = std::log10(high) - std::log10(low);
  if (decades < 0.7) return linear_ticks(low, high, count);
  static constexpr std::array kDense = {1, 2, 5};
  static constexpr std::array kHalf = {1, 3};
  static constexpr std::array kWhole = {1};
  const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(1.0, count))));
  if (every > 1) {
    std::vector<double> values = decade_ticks(low, high, kWhole, every);
    if (values.size() >= 2) return {std::move(values), 0};
  }
  // The densest that has room, or else the sparsest that says anything.
  const std::array<std::span<const int>, 3> leads = {kDense, kHalf, kWhole};
  std::array<std::vector<double>, 3> choices;
  for (size_t i = 0; i < 3; ++i) choices[i] = decade_ticks(low, high, leads[i], 1);
  const double room = std::max(3.0, count * 1.3);
  for (std::vector<double>& values : choices) {
    if (values.size() >= 2 && static_cast<double>(values.size()) <= room) {
      return {std::move(values), 0};
    }
  }
  for (size_t i = 3; i-- > 0;) {
    if (choices[i].size() >= 2) return {std::move(choices[i]), 0};
  }
  return linear_ticks(low, high, count);
}

Ticks symlog_ticks(const Transform& t, double low, double high, double count) {
  const double from = forward(t, low);
  const double to = forward(t, high);
  if (!(to > from)) return {{low}, 0};
  const int first = static_cast<int>(std::round(std::log10(t.constant)));
  const double largest = std::max(std::abs(low), std::abs(high));
  const int last = static_cast<int>(std::floor(std::log10(std::max(largest, t.constant)) + 1e-9));
  std::vector<double> candidates = {0};
  for (int e = last; e >= first; --e) {
    candidates.push_back(written(1, e));
    candidates.push_back(-written(1, e));
  }
  const double gap = (to - from) / std::max(1.0, count) / 1.5;
  std::vector<double> kept;
  for (const double value : candidates) {
    if (value < low || value > high) continue;
    const double at = forward(t, value);
    const bool free = std::all_of(kept.begin(), kept.end(), [&](double other) {
      return std::abs(forward(t, other) - at) >= gap;
    });
    if (free) kept.push_back(value);
  }
  if (kept.size() < 2) return linear_ticks(low, high, count);
  std::sort(kept.begin(), kept.end());
  return {std::move(kept), 0};
}

Ticks relative_ticks(double low, double high, double count) {
  const double span = high - low;
  if (!(span > 0) || !std::isfinite(span)) return {{low}, 0};
  const double step = clock_step(span / std::max(1.0, count));
  return {multiples(low, high, step), step};
}

Ticks wall_ticks(double low, double high, double count, int offset_minutes) {
  const double span = (high - low) / 1e6;
  if (!(span > 0) || !std::isfinite(span)) return {{low}, 0};
  const double step = clock_step(span / std::max(1.0, count));
  const double shift = offset_minutes * 60.0;
  std::vector<double> values = multiples(low / 1e6 + shift, high / 1e6 + shift, step);
  for (double& value : values) value = std::round((value - shift) * 1e6);
  return {std::move(values), step};
}

Ticks wall_ticks(double low, double high, double count) {
  const auto seconds = static_cast<std::time_t>(low / 1e6);
  std::tm local{};
  localtime_r(&seconds, &local);
  return wall_ticks(low, high, count, static_cast<int>(local.tm_gmtoff / 60));
}

}  // namespace oriel::draw
