#include "analysis/curves.h"

#include <algorithm>
#include <limits>

#include "analysis/statistics.h"

namespace oriel::analysis {

std::vector<double> improvement(std::span<const double> losses) {
  std::vector<double> out(losses.size(), std::numeric_limits<double>::quiet_NaN());
  for (size_t i = 1; i < losses.size(); ++i) out[i] = losses[i - 1] - losses[i];
  return out;
}

std::vector<double> generalisation_gap(std::span<const double> train, std::span<const double> val) {
  std::vector<double> out(std::min(train.size(), val.size()));
  for (size_t i = 0; i < out.size(); ++i) out[i] = val[i] - train[i];
  return out;
}

std::vector<double> stability(std::span<const double> losses, size_t window) {
  std::vector<double> out = rolling_deviation(losses, window, 0);
  if (!out.empty()) out.front() = std::numeric_limits<double>::quiet_NaN();
  return out;
}

}  // namespace oriel::analysis
