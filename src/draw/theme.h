// Theme: the colours of Oriel, light, dark and for paper; the one table that the browser's
// stylesheet is held against (web/src/styles/tokens.css; draw/theme_test.cc compares them).
#pragma once

#include <array>
#include <cstddef>

#include "draw/display_list.h"
#include "figure/figure.h"

namespace oriel::draw {

struct Theme {
  Color page, panel, text, muted, grid, rule;
  Color train, val, best, warn, error;
  std::array<Color, 6> runs;  // colour-blind safe; past the sixth with dashes
  bool dark = false;
};

const Theme& light_theme();
const Theme& dark_theme();

// kNone and kMuted are the muted colour of text.
Color role_color(const Theme& theme, figure::Role role);

}  // namespace oriel::draw
