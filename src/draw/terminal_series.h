// How the curves of one panel are told apart in a terminal: a style, a marker and a dash each, and
// what the legend says. Used by draw/terminal_plot alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draw/display_list.h"
#include "draw/terminal_color.h"
#include "draw/terminal_plot.h"

namespace oriel::draw {

struct TerminalSeries {
  const figure::Line* line = nullptr;
  CellStyle style;
  std::string_view marker;
  Dash dash = Dash::kSolid;
  bool raw = false;  // the noisy one behind a smooth one: no entry in the legend
};

std::vector<TerminalSeries> series_of(const figure::Panel& panel, const TerminalTheme& theme,
                                      const PlotContext& context);

// What a mark that is no line is drawn with.
CellStyle mark_style(const figure::MarkBase& mark, const TerminalTheme& theme,
                     const PlotContext& context);

// The newest finite value; nothing if there is none.
std::optional<std::pair<double, double>> last_point(const figure::Line& line);

struct TerminalLegendEntry {
  std::string_view marker;
  CellStyle style;
  std::string label, value;
  int width() const;
};
std::vector<TerminalLegendEntry> legend_of(const std::vector<TerminalSeries>& series);

}  // namespace oriel::draw
