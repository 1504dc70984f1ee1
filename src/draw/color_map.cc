#include "draw/color_map.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace oriel::draw {
namespace {

using Stops = std::array<uint32_t, 17>;

constexpr Stops kSequential = {0x360657, 0x361a6b, 0x312c7e, 0x263d8d, 0x074f99, 0x056195,
                               0x017196, 0x098098, 0x05909b, 0x049f9c, 0x09af9a, 0x0bc091,
                               0x4ecc85, 0x7ed678, 0xa8de6b, 0xcfe561, 0xf5ea5c};
constexpr Stops kDiverging = {0x014b95, 0x1e5faa, 0x3f74b5, 0x5c88c0, 0x789ccb, 0x95b1d5,
                              0xb1c5df, 0xcfdae9, 0xeceff2, 0xebd6cd, 0xe3beb0, 0xdba692,
                              0xd28f75, 0xc87757, 0xbd5f38, 0xb1450d, 0x983703};

Color color_of(uint32_t hex) {
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8),
          static_cast<uint8_t>(hex), 255};
}

Color along(const Stops& stops, double t) {
  const double at = (t > 0 ? std::min(t, 1.0) : 0) * (stops.size() - 1);
  const size_t i = std::min(static_cast<size_t>(at), stops.size() - 2);
  return mix(color_of(stops[i]), color_of(stops[i + 1]), at - static_cast<double>(i));
}

double luminance(Color color) {
  const auto linear = [](uint8_t c) {
    const double s = c / 255.0;
    return s <= 0.03928 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

Color sequential_color(double t) {
  return along(kSequential, t);
}

Color diverging_color(double t) {
  return along(kDiverging, t);
}

double contrast(Color a, Color b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Color mix(Color a, Color b, double share) {
  const auto part = [&](uint8_t x, uint8_t y) {
    return static_cast<uint8_t>(std::floor(x + (y - x) * share + 0.5));
  };
  return {part(a.r, b.r), part(a.g, b.g), part(a.b, b.b), 255};
}

Color with_alpha(Color color, double alpha) {
  color.a = static_cast<uint8_t>(std::lround(color.a * alpha));
  return color;
}

Color readable(Color color, Color text, Color ground, double wanted) {
  for (int i = 0; i < 20; ++i) {
    const Color mixed = mix(color, text, i * 0.05);
    if (contrast(mixed, ground) >= wanted) return mixed;
  }
  return text;
}

Color text_on(Color ground) {
  constexpr Color kDark = {0x1c, 0x1f, 0x23, 255};
  constexpr Color kLight = {255, 255, 255, 255};
  return contrast(kDark, ground) >= contrast(kLight, ground) ? kDark : kLight;
}

bool parse_color(std::string_view text, Color& color) {
  if (!text.starts_with('#') || (text.size() != 4 && text.size() != 7)) return false;
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (text.size() == 4) {
    value = ((value & 0xf00) << 8 | (value & 0xf0) << 4 | (value & 0xf)) * 0x11;
  }
  color = color_of(value);
  return true;
}

}  // namespace oriel::draw
