#include "analysis/smoothing.h"

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

// The influence of everything before the last k values is weight^k.
size_t smoothing_warm_up(double weight, double tolerance) {
  if (weight <= 0) return 0;
  return static_cast<size_t>(std::ceil(std::log(tolerance) / std::log(weight)));
}

}  // namespace oriel::analysis
