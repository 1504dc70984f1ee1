// What belongs together and how it looks: a panel's marks gathered by the series they are about,
// each with a name, a colour and a dash (the twin of web/src/chart/series.ts). Colour follows the
// run where several are compared, role or order where one is shown; dashes and names repeat the
// colour.
//
// Pure; any thread; the pointers live as long as the panel.
#pragma once

#include <string>
#include <vector>

#include "draw/display_list.h"
#include "draw/theme.h"
#include "figure/figure.h"

namespace oriel::draw {

// Signs along a line, a third way to tell runs apart. No triangles, no crosses: they say Inf, NaN.
enum class LineSign : uint8_t { kNone, kDisc, kSquare, kRing };

struct SeriesLook {
  std::string label;      // what tells it from the others of its panel
  std::string run_label;  // its two halves
  std::string path_label;
  std::string path;
  int run = 0;
  int order = 0;  // of its path among those of the panel
  Color color, text_color;
  Dash dash = Dash::kSolid;
  LineSign sign = LineSign::kNone;
  Marker shape = Marker::kCircle;      // of scattered points
  const figure::Line* raw = nullptr;   // behind a smoothed one
  const figure::Line* main = nullptr;  // what is read and named
  std::vector<const figure::Gap*> gaps;
  std::vector<const figure::PointSet*> points;
  std::vector<const figure::Band*> bands;
  std::vector<const figure::Bars*> bars;
};

struct PanelSeries {
  std::vector<SeriesLook> series;
  bool several_runs = false;
  const SeriesLook* find(const figure::MarkBase& mark, const std::string& label) const;
};

PanelSeries gather_series(const figure::Figure& figure, const figure::Panel& panel,
                          const Theme& theme);

// "train" and "val" of "train/loss" and "val/loss".
std::vector<std::string> short_names(const std::vector<std::string>& paths);

// Past the palette's colours the same return with other dashes, and past those with signs: 48 runs
// of three series each are told apart.
Dash dash_of(int color, int order, int colors);
LineSign sign_of(int color, int colors);

// A user's own colour for any of these names, or else `color`.
Color styled(const figure::Style& style, std::initializer_list<std::string_view> names,
             Color color);

}  // namespace oriel::draw
