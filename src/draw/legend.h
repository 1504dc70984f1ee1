// Legend: rows of samples with names above a plot, or above all of them; it covers nothing.
// Internal to layout.
#pragma once

#include <string>
#include <vector>

#include "draw/series_looks.h"
#include "draw/sheet.h"

namespace oriel::draw {

struct LegendEntry {
  enum class Sample : uint8_t { kLine, kBox, kMarker };
  std::string name;
  Color color, text_color;
  Dash dash = Dash::kSolid;
  Sample sample = Sample::kLine;
  Marker shape = Marker::kCircle;
  LineSign sign = LineSign::kNone;  // of a line
};

// Of a panel whose series are not named at their ends.
std::vector<LegendEntry> series_legend(const PanelSeries& series, bool lines_too);

// Of all panels of a figure that compares runs: colours are runs, dashes are series.
std::vector<LegendEntry> shared_legend(const figure::Figure& figure,
                                       const std::vector<PanelSeries>& panels, const Theme& theme);

// Draws the entries from the left, in as many rows as they need and `max_rows` at most; the height
// that they took.
float draw_legend(Sheet& sheet, const std::vector<LegendEntry>& entries, const Box& box,
                  int max_rows);

}  // namespace oriel::draw
