// Bars of eighths of a cell, rows of bars, and sparklines.
//
// Pure; any thread; a few ns per cell. Values that are not finite are never drawn as numbers: a bar
// shows their name, a sparkline a mark.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"

namespace oriel::draw {

// One row, filled to `fraction` (0…1).
void paint_bar(CellBuffer& out, const CellRect& rect, double fraction, CellStyle style,
               const TerminalTheme& theme);
// A piece that wanders to and fro, where the end is not known.
void paint_unknown_bar(CellBuffer& out, const CellRect& rect, uint32_t frame, CellStyle style,
                       const TerminalTheme& theme);

struct BarsView {
  struct Bar {
    std::string label;
    double value = 0;
    std::string text;  // behind the bar; empty: the value
    figure::Role role = figure::Role::kNone;
  };
  std::string title;
  std::string note;  // on the right of the title
  std::vector<Bar> bars;
  double full = 0;                  // the value of a full bar; 0: the largest
  std::optional<double> reference;  // a tick at this value, such as the mean
};
// In two or more columns if there are more bars than rows; what does not fit is counted in words.
void paint_bars(CellBuffer& out, const CellRect& rect, const BarsView& view,
                const TerminalTheme& theme);
// The rows it would like to have at this width.
int bars_height(const BarsView& view, int width);

// The newest values on the right; with more values than cells each cell shows the mean of
// several, or a mark if any of them is not finite.
void paint_sparkline(CellBuffer& out, int x, int y, int width, std::span<const double> values,
                     CellStyle style, const TerminalTheme& theme);

}  // namespace oriel::draw
