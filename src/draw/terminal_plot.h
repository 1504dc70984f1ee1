// A figure's panel in cells: curves in dots with axis numbers, a legend, points, gaps, events and
// findings; bars, heat-maps, pictures, tables and texts likewise. A reduction, not a replica: what
// has no room is left out, the least important first, and never shown wrong.
//
// Pure: the same panel gives the same cells. Any thread. Cost: a few ns per dot, some µs per panel.
#pragma once

#include <cstdint>
#include <span>

#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"
#include "figure/figure.h"

namespace oriel::draw {

// What the panel's marks refer to.
struct PlotContext {
  std::span<const figure::FigureRun> runs;
  const figure::Style* style = nullptr;  // a user's own colours
};

void paint_panel(CellBuffer& out, const CellRect& rect, const figure::Panel& panel,
                 const TerminalTheme& theme, const PlotContext& context = {});

// Title, reading and notes of the figure, then its panels in a grid.
void paint_figure(CellBuffer& out, const CellRect& rect, const figure::Figure& figure,
                  const TerminalTheme& theme);

// The rows a panel would like to have at this width; with half of them it can still be read.
int panel_height(const figure::Panel& panel, int width);

// The width in pixel columns to ask of figure::Request for a panel of so many cells.
uint32_t plot_columns(int width, Glyphs glyphs);

}  // namespace oriel::draw
