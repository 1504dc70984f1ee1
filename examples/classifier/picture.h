// Many small images as one picture, for Run::record() and Run::live().
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace oriel_train {

struct Picture {
  std::vector<uint8_t> pixels;  // grey, row by row
  uint32_t width = 0;
  uint32_t height = 0;
};

// Images [count, 1, side, side] with values from 0 (dark) to 1 (light), from left to right and top
// to bottom, `per_row` in a row, enlarged where they are tiny. At least one image.
Picture image_grid(const torch::Tensor& images, int64_t per_row);

}  // namespace oriel_train
