#include "augment.h"

#include <torch/nn.h>

#include <cmath>

namespace oriel_train {
namespace {

// At strength 1, deviations from the original, each drawn evenly from [-x, x] …
constexpr double kShift = 0.12;  // of the image's width
constexpr double kTurn = 18 * M_PI / 180;
constexpr double kScale = 0.15;
// … and the standard deviation of the noise, in pixels from 0 to 1 or in columns of deviation 1.
constexpr double kPixelNoise = 0.06;
constexpr double kColumnNoise = 0.05;

torch::Tensor evenly(int64_t rows, double limit) {
  return (torch::rand({rows}) * 2 - 1) * limit;
}

// For every image the 2x3 matrix that says where each of its new pixels comes from; coordinates run
// from -1 to 1.
torch::Tensor random_maps(int64_t rows, double strength) {
  const torch::Tensor angle = evenly(rows, kTurn * strength);
  const torch::Tensor scale = torch::exp(evenly(rows, kScale * strength));
  const torch::Tensor c = torch::cos(angle) * scale;
  const torch::Tensor s = torch::sin(angle) * scale;
  const torch::Tensor dx = evenly(rows, 2 * kShift * strength);
  const torch::Tensor dy = evenly(rows, 2 * kShift * strength);
  return torch::stack({c, -s, dx, s, c, dy}, 1).reshape({rows, 2, 3});
}

}  // namespace

torch::Tensor augment(const torch::Tensor& inputs, double strength) {
  if (strength <= 0) return inputs;
  if (inputs.dim() != 4) return inputs + torch::randn_like(inputs) * (kColumnNoise * strength);

  namespace F = torch::nn::functional;
  const torch::Tensor grid = F::affine_grid(random_maps(inputs.size(0), strength),
                                            inputs.sizes().vec(), /*align_corners=*/false);
  const torch::Tensor moved = F::grid_sample(
      inputs, grid, F::GridSampleFuncOptions().mode(torch::kBilinear).align_corners(false));
  return (moved + torch::randn_like(moved) * (kPixelNoise * strength)).clamp(0, 1);
}

}  // namespace oriel_train
