#include "draw/theme.h"

namespace oriel::draw {
namespace {

constexpr Color rgb(uint32_t hex) {
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8),
          static_cast<uint8_t>(hex), 255};
}
constexpr Color rgba(uint32_t hex) {
  Color color = rgb(hex >> 8);
  color.a = static_cast<uint8_t>(hex);
  return color;
}

}  // namespace

const Theme& light_theme() {
  static const Theme theme{.page = rgb(0xf7f7f5),
                           .panel = rgb(0xffffff),
                           .text = rgb(0x1c1f23),
                           .muted = rgb(0x5d6670),
                           .grid = rgba(0x1c1f2314),
                           .rule = rgba(0x1c1f2333),
                           .train = rgb(0x1f6fd6),
                           .val = rgb(0xcf4a1a),
                           .best = rgb(0x157f4c),
                           .warn = rgb(0x8a5d00),
                           .error = rgb(0xc01f37),
                           .runs = {rgb(0x0072b2), rgb(0xd55e00), rgb(0x009e73), rgb(0xcc79a7),
                                    rgb(0xc08400), rgb(0x3a9ad4)},
                           .dark = false};
  return theme;
}

const Theme& dark_theme() {
  static const Theme theme{.page = rgb(0x111417),
                           .panel = rgb(0x181c20),
                           .text = rgb(0xe8eaed),
                           .muted = rgb(0x98a2ad),
                           .grid = rgba(0xe8eaed14),
                           .rule = rgba(0xe8eaed33),
                           .train = rgb(0x6aa9ff),
                           .val = rgb(0xff8a5c),
                           .best = rgb(0x4cc38a),
                           .warn = rgb(0xe2b340),
                           .error = rgb(0xff6b81),
                           .runs = {rgb(0x4da3e8), rgb(0xff8a4c), rgb(0x34c99a), rgb(0xe39cc4),
                                    rgb(0xf0b83c), rgb(0x9adcff)},
                           .dark = true};
  return theme;
}

Color role_color(const Theme& theme, figure::Role role) {
  using figure::Role;
  switch (role) {
    case Role::kTrain:
      return theme.train;
    case Role::kVal:
      return theme.val;
    case Role::kBest:
      return theme.best;
    case Role::kWatching:
    case Role::kWarn:
      return theme.warn;
    case Role::kError:
      return theme.error;
    case Role::kNone:
    case Role::kMuted:
      break;
  }
  return theme.muted;
}

}  // namespace oriel::draw
