#include "window/screenshot.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "draw/png_writer.h"

namespace oriel::window {

base::Status save_screenshot(const draw::GlApi& gl, int width, int height,
                             const std::string& path) {
  const auto w = static_cast<size_t>(width), h = static_cast<size_t>(height);
  std::vector<uint8_t> rows(w * h * 4);
  gl.PixelStorei(draw::kGlPackAlignment, 1);
  gl.ReadPixels(0, 0, width, height, draw::kGlRgba, draw::kGlUnsignedByte, rows.data());
  draw::PngImage image;
  image.width = static_cast<uint32_t>(width);
  image.height = static_cast<uint32_t>(height);
  image.row = [&](uint32_t y, uint8_t* out) {
    const uint8_t* row = rows.data() + (h - 1 - y) * w * 4;
    for (size_t x = 0; x < w; ++x) std::copy_n(row + x * 4, 3, out + x * 3);
  };
  const std::vector<uint8_t> png = draw::write_png(image);
  if (png.empty()) return base::Status("cannot make a PNG of the window");
  return base::replace_file(base::FileSystem::real(), path, png);
}

std::string free_name(const std::string& stem, const std::string& suffix) {
  std::string name = stem + suffix;
  std::error_code error;
  for (int i = 2; std::filesystem::exists(name, error); ++i) {
    name = stem + "-" + std::to_string(i) + suffix;
  }
  return name;
}

}  // namespace oriel::window
