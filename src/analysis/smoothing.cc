#include "analysis/smoothing.h"

#include <algorithm>
#include <cmath>

namespace oriel::analysis {

// TensorBoard keeps last_n = w last_{n-1} + (1 - w) v and shows last_n / (1 - w^n). That is the
// same as moving the mean m by (1 - w) / (1 - w^n) of its distance to v, which leaves a constant
// curve exactly constant: no rounding noise for an automatic y axis to blow up.
void smooth(std::span<const double> values, double weight, std::span<double> out) {
  double mean = 0;
  double power = 1;  // weight^n
  for (size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    if (!std::isfinite(value)) {
      out[i] = value;
      continue;
    }
    power *= weight;
    const double share = (1 - weight) / (1 - power);
    const double distance = value - mean;
    mean = std::isfinite(distance) ? mean + share * distance : mean * (1 - share) + value * share;
    out[i] = mean;
  }
}

void smooth_as_tensorboard(std::span<const double> values, double weight, std::span<double> out) {
  const bool constant =
      std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); });
  double last = 0;
  double count = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    if (constant || !std::isfinite(value)) {
      out[i] = value;
      continue;
    }
    last = last * weight + (1 - weight) * value;
    ++count;
    const double debias = weight == 1 ? 1 : 1 - std::pow(weight, count);
    out[i] = last / debias;
  }
}

// Neumaier's sum, so that a large value that has left the window leaves nothing behind.
void moving_average(std::span<const double> values, size_t window, std::span<double> out) {
  window = std::max<size_t>(window, 1);
  double sum = 0, lost = 0;
  size_t oldest = 0, inside = 0;
  const auto add = [&](double v) {
    const double total = sum + v;
    lost += std::fabs(sum) >= std::fabs(v) ? (sum - total) + v : (v - total) + sum;
    sum = total;
  };
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      out[i] = values[i];
      continue;
    }
    add(values[i]);
    ++inside;
    for (; inside > window; ++oldest) {
      if (!std::isfinite(values[oldest])) continue;
      add(-values[oldest]);
      --inside;
    }
    out[i] = (sum + lost) / static_cast<double>(inside);
  }
}

void exponential_average(std::span<const double> values, double alpha, std::span<double> out) {
  bool started = false;
  double mean = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    if (!std::isfinite(value)) {
      out[i] = value;
      continue;
    }
    mean = started ? (1 - alpha) * mean + alpha * value : value;
    started = true;
    out[i] = mean;
  }
}

// The influence of everything before the last k values is weight^k.
size_t smoothing_warm_up(double weight, double tolerance) {
  if (weight <= 0) return 0;
  return static_cast<size_t>(std::ceil(std::log(tolerance) / std::log(weight)));
}

}  // namespace oriel::analysis
