// Pictures in cells: heat-maps, images and texts of a panel. Two pixels per cell, one above the
// other, where there are colours; shades of characters otherwise.
//
// Pure; any thread; some ns per cell.
#pragma once

#include <string>

#include "draw/terminal_axes.h"
#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"
#include "figure/figure.h"

namespace oriel::draw {

struct PictureFrame {
  Range x, y;             // what the edges of the plot stand for
  bool reversed = false;  // y grows downwards
};

void paint_heat_map(CellBuffer& out, const CellRect& plot, const figure::HeatMap& map,
                    const PictureFrame& frame, const TerminalTheme& theme);
void paint_image(CellBuffer& out, const CellRect& rect, const figure::ImageMark& image,
                 const std::string& title, const TerminalTheme& theme);
void paint_text(CellBuffer& out, const CellRect& rect, const figure::TextMark& text,
                const std::string& title, const TerminalTheme& theme);

}  // namespace oriel::draw
