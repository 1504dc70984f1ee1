// Colour maps and what colours need: the sequential map (dark is low), the diverging map (blue,
// neutral at the middle, vermilion), contrast, and the least change that makes a colour readable.
//
// The tables are paths of even lightness in OKLCH, 17 stops each, joined by straight lines in sRGB;
// the browser has the same tables (tests/golden/vectors/color_maps.json holds both to the values).
// Pure; any thread; a few nanoseconds.
#pragma once

#include <string_view>

#include "draw/display_list.h"

namespace oriel::draw {

// t from 0 to 1, clamped; NaN is the colour of 0.
Color sequential_color(double t);
Color diverging_color(double t);

// Contrast ratio of the WCAG, 1 to 21; alpha is ignored.
double contrast(Color a, Color b);
Color mix(Color a, Color b, double share);
Color with_alpha(Color color, double alpha);  // times what it has
// `color`, moved towards `text` only as far as it takes to be read on `ground`.
Color readable(Color color, Color text, Color ground, double wanted = 4.5);
// Near-black or white, whichever is read better on `ground`.
Color text_on(Color ground);

// "#rrggbb" or "#rgb"; false if it is neither.
bool parse_color(std::string_view text, Color& color);

}  // namespace oriel::draw
