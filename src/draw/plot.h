// Plot: one panel with axes, laid out into a box — margins from measured labels, grid, marks, and
// the texts among them, none on another. Internal to layout; one use, one thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draw/axes.h"
#include "draw/series_looks.h"
#include "draw/sheet.h"
#include "draw/trace.h"

namespace oriel::draw {

struct PlotStyle {
  bool direct = true;         // series are named at their ends
  float left = 0, right = 0;  // margins at least this wide: plots above each other are aligned
};

class Plot {
 public:
  Plot(Sheet& sheet, const figure::Figure& figure, const figure::Panel& panel,
       const PanelSeries& series, const PlotStyle& style, const Box& box);

  void draw();
  const Box& plot() const { return plot_; }
  float left_margin() const { return plot_.x - box_.x; }
  float right_margin() const { return box_.x + box_.width - right_of(plot_); }
  // Arranges again, with margins at least this wide.
  void align(float left, float right);
  const Scale& x() const { return x_; }
  const Scale& y() const { return y_; }

 private:
  struct EndLabel {
    const SeriesLook* series;
    std::string name, value;
    double x, y;
  };
  // A rule or a finding: a line with its words in the strip above the plot.
  struct StripItem {
    double at = 0;  // pixel
    std::string text;
    Color color, line_color;
    Dash dash = Dash::kDot;
    bool finding = false, hollow = false;
    int rank = 0;  // the most important has its words first
    int row = -1;  // -1: no room for the words
    float text_x = 0;
  };

  // Where a series is not a number, in pixels.
  struct GapSpan {
    const SeriesLook* series = nullptr;
    uint8_t code = 1;
    float from = 0, to = 0;
    int row = 0;  // counted away from the data
  };

  // plot.cc: where everything stands.
  void arrange();
  float bottom_margin(float left, float right);
  float wanted_right_margin();
  void find_end_labels();
  void collect_strip();
  void collect_finding(const figure::FindingMark& mark);
  void pack_strip();
  bool fits_in_row(const StripItem& item, float width, int row) const;
  const figure::HeatMap* heat_map() const;

  // plot_frame.cc: what is behind and beside the data.
  void draw_grid();
  void draw_x_axis();
  void draw_turned_categories();
  void draw_axis_labels();
  void draw_strip_lines();
  void draw_strip_words();
  void draw_end_labels();
  void draw_color_bar(const figure::HeatMap& map);

  // plot_gaps.cc: what is no number.
  std::vector<GapSpan> gap_spans() const;
  void place_gaps();
  void draw_gaps();

  // plot_marks.cc: the data.
  void draw_finding_grounds();
  void draw_ground(const figure::Mark& mark);
  void draw_heat_map(const figure::HeatMap& map);
  void draw_cell_values(const figure::HeatMap& map);
  void draw_bars();
  void draw_bands();
  void draw_lines();
  void draw_line(const SeriesLook& series, const figure::Line& line, bool behind);
  void draw_line_signs();
  void draw_points();
  void draw_best(const figure::PointSet& points);
  void draw_horizontal_rules();
  void draw_texts();
  // Words near a place of the plot where nothing else stands; false if there is none.
  enum class Reach {
    kNear,
    kFar,
    kMust
  };  // kMust: where it harms least, if there is no free place
  bool place_words(Point at, const std::string& text, const TextStyle& style, Reach reach);
  static std::string brief(const std::string& label);
  void place_rule_name(const figure::Rule& rule);
  void place_region_name(const figure::Region& region);
  void keep_clear(const std::vector<Point>& dots);  // of words
  void place_best_names();
  Color tint(figure::Role role) const;  // of words about something of this role
  bool crosses_ink(const Box& box) const;

  Box span_box(double x0, double x1) const;

  Sheet& sheet_;
  const figure::Figure& figure_;
  const figure::Panel& panel_;
  const PanelSeries& series_;
  PlotStyle style_;
  Box box_, plot_;
  AxisRange x_axis_, y_axis_;
  Scale x_, y_;
  std::vector<Tick> y_ticks_;
  bool turned_ = false;   // names of x categories stand upright
  bool x_label_ = false;  // there is room for it
  float label_rows_ = 0;  // height of what is below the plot
  int strip_rows_ = 0;
  float strip_row_ = 0;  // height
  std::vector<StripItem> strip_;
  std::vector<EndLabel> ends_;
  std::vector<GapSpan> gaps_;
  float gap_room_ = 0;                   // height of the gaps' marks above the plot
  std::vector<Box> taken_;               // by words
  std::vector<std::vector<Point>> ink_;  // by lines
};

// Curves are named by their panel's title and subtitle; other things have the name of y beside the
// axis, as that of x stands below it.
bool turns_y_label(const figure::Panel& panel);

// The colour of a heat map's value, and what its colour map spans.
std::pair<double, double> heat_range(const figure::HeatMap& map);
Color heat_color(const figure::HeatMap& map, std::pair<double, double> range, double value);

}  // namespace oriel::draw
