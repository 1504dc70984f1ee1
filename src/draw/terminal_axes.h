// The two axes of a terminal plot: their ranges, numbers and lines. Used by draw/terminal_plot
// alone.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "draw/scale.h"
#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"
#include "figure/figure.h"

namespace oriel::draw {

using Range = std::pair<double, double>;

struct AxisTick {
  double value = 0;
  std::string label;
};

// A logarithmic axis wants values above zero; without any it is linear.
struct PlotRanges {
  Range x{0, 1}, y{0, 1};
  bool log_x = false, log_y = false;
  bool empty = true;  // nothing to show
};
PlotRanges ranges_of(const figure::Panel& panel);

// Ticks with their labels; about `count`.
std::vector<AxisTick> axis_ticks(const figure::Axis& axis, const Range& range, bool log,
                                 double count);

// Paints the axis lines and numbers around `plot`; labels that would collide are left out.
void paint_axes(CellBuffer& out, const CellRect& plot, const std::vector<AxisTick>& x,
                const std::vector<AxisTick>& y, const Scale& to_column, const Scale& to_row,
                const TerminalTheme& theme);

}  // namespace oriel::draw
