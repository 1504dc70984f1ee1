// Variations of training inputs: the same digit shifted, turned, scaled, with noise. What the model
// sees is new in every epoch, so that it learns shapes instead of rows.
#pragma once

#include <torch/types.h>

namespace oriel_train {

// Scaled inputs in, varied ones of the same shape out: [rows, 1, side, side] pixels from 0 to 1, or
// [rows, columns]. `strength` 0 returns the inputs, 1 is usual. Random numbers: LibTorch's
// generator.
torch::Tensor augment(const torch::Tensor& inputs, double strength);

}  // namespace oriel_train
