// oriel/plot.h — how a figure on paper looks: what every save_plot() of the kit takes.
//
//   history.save_plot("training_curves.png", {.graph_style = oriel::GraphStyle::kDark});
//
// Plain data. The ending of the path chooses the format: .png, .svg or .pdf.
#pragma once

#include <stdint.h>

namespace oriel {

enum class GraphStyle : uint8_t { kLight, kDark };

// Pixels of a PNG. An SVG or PDF is as large in points (1/72 inch) as these divided by the scale.
struct PlotSize {
  int width = 1680;
  int height = 1200;
};

struct PlotOptions {
  GraphStyle graph_style = GraphStyle::kLight;
  PlotSize size = {};
  double line_width = 2.0;  // of curves, in points, 0.25 to 20
  double font_size = 12;    // of labels, in points, 6 to 48
  double scale = 2;         // pixels per point, 0.5 to 8
};

}  // namespace oriel
