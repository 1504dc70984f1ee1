#include "draw/png_writer.h"

#include <png.h>

#include <csetjmp>

namespace oriel::draw {
namespace {

void append(png_structp png, png_bytep data, size_t size) {
  auto* out = static_cast<std::vector<uint8_t>*>(png_get_io_ptr(png));
  out->insert(out->end(), data, data + size);
}

// Between setjmp and longjmp nothing with a destructor may live; hence the two buffers from
// outside.
bool write_all(png_structp png, png_infop info, const PngImage& image, uint8_t* row) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_compression_level(png, 1);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR(png, info, image.width, image.height, 8,
               image.alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (image.pixels_per_metre > 0) {
    const auto density = static_cast<png_uint_32>(image.pixels_per_metre + 0.5);
    png_set_pHYs(png, info, density, density, PNG_RESOLUTION_METER);
  }
  png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
  png_write_info(png, info);
  for (uint32_t y = 0; y < image.height; ++y) {
    image.row(y, row);
    png_write_row(png, row);
  }
  png_write_end(png, nullptr);
  return true;
}

}  // namespace

std::vector<uint8_t> write_png(const PngImage& image) {
  std::vector<uint8_t> out;
  if (image.width == 0 || image.height == 0) return out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  if (png == nullptr) return out;
  png_infop info = png_create_info_struct(png);
  std::vector<uint8_t> row(size_t{image.width} * (image.alpha ? 4 : 3));
  out.reserve(row.size() * image.height / 16);
  png_set_write_fn(png, &out, append, nullptr);
  if (info == nullptr || !write_all(png, info, image, row.data())) out.clear();
  png_destroy_write_struct(&png, &info);
  return out;
}

}  // namespace oriel::draw
