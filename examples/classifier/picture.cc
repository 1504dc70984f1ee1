#include "picture.h"

#include <algorithm>

namespace oriel_train {
namespace {

constexpr int64_t kTileSide = 32;  // what a tiny image is enlarged to, about
constexpr int64_t kGap = 2;        // between images
constexpr float kGapGrey = 0.35f;

}  // namespace

Picture image_grid(const torch::Tensor& images, int64_t per_row) {
  const int64_t count = images.size(0);
  const int64_t zoom = std::max<int64_t>(1, kTileSide / images.size(-1));
  const int64_t step = images.size(-1) * zoom + kGap;
  const int64_t columns = std::min(count, per_row);
  const int64_t rows = (count + columns - 1) / columns;

  torch::Tensor canvas = torch::full({rows * step + kGap, columns * step + kGap}, kGapGrey);
  const torch::Tensor tiles =
      images.squeeze(1).repeat_interleave(zoom, 1).repeat_interleave(zoom, 2);
  for (int64_t i = 0; i < count; ++i) {
    const int64_t y = i / columns * step + kGap;
    const int64_t x = i % columns * step + kGap;
    canvas.slice(0, y, y + step - kGap).slice(1, x, x + step - kGap).copy_(tiles[i]);
  }

  const torch::Tensor bytes = (canvas.clamp(0, 1) * 255).round().to(torch::kByte).contiguous();
  Picture picture;
  picture.pixels.assign(bytes.data_ptr<uint8_t>(), bytes.data_ptr<uint8_t>() + bytes.numel());
  picture.width = static_cast<uint32_t>(canvas.size(1));
  picture.height = static_cast<uint32_t>(canvas.size(0));
  return picture;
}

}  // namespace oriel_train
