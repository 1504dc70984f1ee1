// Layout: a figure resolved into a display list. It decides everything that a person sees — the
// grid of panels, ticks, labels that never collide, which series is named where, colours and dashes
// of the theme — so that painters need not think. The browser's layout (web/src/chart) makes the
// same choices; tests/golden/vectors hold both to them.
//
// Pure: the same figure and options give the same list. Any thread, with a measure of its own.
// Cost: one pass over the points (each is reduced to its pixel column), a few hundred text widths.
#pragma once

#include <optional>
#include <vector>

#include "draw/display_list.h"
#include "draw/scale.h"
#include "draw/text_measure.h"
#include "draw/theme.h"
#include "figure/figure.h"

namespace oriel::draw {

struct LayoutOptions {
  Size size{840, 600};
  const Theme* theme = nullptr;  // nothing: light_theme()
  TextMeasure* text = nullptr;   // nothing: a FixedMeasure
  float font_size = 0;           // of tick labels; 0: 9 to 12, as the panels have room
  float line_width = 1.75F;
  bool title = true;       // the figure's title and its reading (panels keep their own titles)
  bool paper = false;      // notes say what is smoothed, reduced or outside the scale
  float density = 2;       // pixel columns per unit to which points are reduced
  bool background = true;  // false: the list's background is transparent
  std::optional<int> utc_offset;  // minutes ahead of UTC, of wall times; nothing: the local zone
};

// Where a panel's data stand, for a viewer that lets people point at them.
struct PlotArea {
  size_t panel = 0;  // index into Figure::panels
  Box plot;
  Scale x, y;
};

// `plots`, if given, receives one entry per panel that has axes.
DisplayList layout(const figure::Figure& figure, const LayoutOptions& options = {},
                   std::vector<PlotArea>* plots = nullptr);

// The smallest page on which every panel of a figure can be read, at the width of `size` and with
// labels of this size (0: as layout chooses).
Size least_size(const figure::Figure& figure, Size size, float font_size);

// How many columns the grid of this figure's panels has: Figure::columns, else chosen for the size
// (four panels: 2×2).
int grid_columns(const figure::Figure& figure, Size size);

}  // namespace oriel::draw
