// Validation losses as trainings have them: a known truth and noise on top, for the test and the
// benchmark of EarlyStopping.
#pragma once

#include <cmath>
#include <random>
#include <vector>

namespace oriel::kit {

// All fall from 2.1 towards 1.0.
enum class CurveKind {
  kFalling,     // to 1.0 in epoch 60, ever more slowly; never flat before
  kLine,        // to 1.0 in epoch 60, evenly
  kPlateau,     // flat (less than a noise of .01 to come) from epoch 37 on, for ever
  kOverfitting  // flat about epoch 30, then it rises by 0.02 per epoch
};

inline double true_loss(CurveKind kind, int epoch) {
  const double t = epoch;
  const double quick = 1 + 1.1 * std::exp(-t / 8);
  switch (kind) {
    case CurveKind::kFalling:
      return 1 + 1.1 * (std::exp(-t / 30) - std::exp(-2)) / (1 - std::exp(-2));
    case CurveKind::kLine:
      return 2.1 - 1.1 * t / 60;
    case CurveKind::kPlateau:
      return quick;
    default:
      return quick + (t > 30 ? 0.02 * (t - 30) : 0);
  }
}

inline std::vector<double> noisy_curve(CurveKind kind, double noise, int epochs,
                                       std::mt19937_64& random) {
  std::normal_distribution<double> normal(0, noise);
  std::vector<double> values;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    values.push_back(true_loss(kind, epoch) + normal(random));
  }
  return values;
}

}  // namespace oriel::kit
