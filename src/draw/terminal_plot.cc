#include "draw/terminal_plot.h"

#include <algorithm>
#include <cmath>

#include "draw/color_map.h"
#include "draw/number_format.h"
#include "draw/terminal_axes.h"
#include "draw/terminal_bars.h"
#include "draw/terminal_canvas.h"
#include "draw/terminal_pictures.h"
#include "draw/terminal_series.h"
#include "draw/terminal_table.h"

namespace oriel::draw {
namespace {

constexpr int kLeastWidth = 24, kLeastHeight = 6;  // of a plot with axes
constexpr uint8_t kShadeLayer = 1, kRawLayer = 2, kLineLayer = 3;

// The noisy curve behind a smooth one, at less than half of its colour.
CellStyle faded(const CellStyle& style, const TerminalTheme& theme) {
  if (style.fg.kind() != Ink::kRgb) return style.with(kDim);
  const int ground = theme.dark ? 24 : 255;
  const auto mix = [&](uint8_t c) { return static_cast<uint8_t>((c * 42 + ground * 58) / 100); };
  return {Ink::rgb(mix(style.fg.r()), mix(style.fg.g()), mix(style.fg.b())), {}, 0};
}

Scale scale_over(const Range& range, bool log, double from, double to) {
  return Scale::over({log ? ScaleKind::kLog : ScaleKind::kLinear, 1}, range, from, to);
}

class PlotPainter {
 public:
  PlotPainter(CellBuffer& out, const CellRect& rect, const figure::Panel& panel,
              const TerminalTheme& theme, const PlotContext& context)
      : out_(out),
        rect_(rect),
        panel_(panel),
        theme_(theme),
        context_(context),
        series_(series_of(panel, theme, context)),
        ranges_(ranges_of(panel)) {}

  void paint() {
    header();
    footer();
    if (ranges_.empty) {
      out_.put(rect_.x, rect_.y, "nothing yet", theme_.muted, rect_.width);
      return;
    }
    frame();
    if (plot_.width < 2 || plot_.height < 1) return;
    ground();
    curves();
    across();
    points();
    names();
  }

 private:
  // Title on the left, legend on the right of it or below.
  void header() {
    const std::vector<TerminalLegendEntry> legend = legend_of(series_);
    int width = 0;
    for (const TerminalLegendEntry& entry : legend) width += entry.width() + 2;
    std::string title = panel_.title;
    if (ranges_.log_y) title += title.empty() ? "log" : " (log)";
    int x = rect_.x;
    if (!title.empty()) x += out_.put(x, rect_.y, title, theme_.title, rect_.width) + 2;
    const bool beside = title.empty() || (!legend.empty() && x + width - 2 <= rect_.right());
    if (!beside && !legend.empty()) {
      take_row();
      x = rect_.x;
    } else if (!title.empty()) {
      x = std::max(x, rect_.right() - width + 2);
    }
    int row = rect_.y;
    for (const TerminalLegendEntry& entry : legend) {
      const int right = rect_.right();
      if (x + std::min(entry.width(), 12) > right && x > rect_.x) {
        out_.put(x - 1, row, theme_.set().ellipsis, theme_.muted, right - x + 1);
        break;
      }
      x += out_.put(x, row, entry.marker, entry.style, right - x) + 1;
      const int value = entry.value.empty() ? 0 : text_width(entry.value) + 1;
      x += out_.put(x, row, entry.label, theme_.muted, std::max(right - x - value, 1)) + 1;
      x += out_.put(x, row, entry.value, theme_.text, right - x) + 2;
    }
    if (!title.empty() || !legend.empty()) take_row();
  }
  void take_row() { ++rect_.y, --rect_.height; }

  // Findings in words, at most two, if the curves keep room.
  void footer() {
    int shown = 0;
    for (const figure::Mark& mark : panel_.marks) {
      const auto* finding = std::get_if<figure::FindingMark>(&mark);
      if (finding == nullptr || finding->state == "cleared" || shown == 2) continue;
      if (rect_.height <= kLeastHeight + 1) return;
      const CellStyle style = theme_.role(finding->role);
      const int y = rect_.bottom() - 1;
      const int x = rect_.x + out_.put(rect_.x, y, theme_.set().flag, style) + 1;
      out_.put(x, y, finding->title, style, rect_.right() - x);
      --rect_.height;
      ++shown;
    }
  }

  // Finds the plot's place and paints the axes.
  void frame() {
    plot_ = {rect_.x, rect_.y, rect_.width, rect_.height};
    std::vector<AxisTick> x, y;
    if (rect_.height >= 4 && rect_.width >= 16) {
      plot_.height -= 2;
      y = axis_ticks(panel_.y, ranges_.y, ranges_.log_y, std::max(plot_.height / 2.5, 2.0));
      size_t label = 0;
      for (const AxisTick& tick : y) {
        label = std::max(label, static_cast<size_t>(text_width(tick.label)));
      }
      const int left = std::clamp(static_cast<int>(label), 3, rect_.width / 3) + 2;
      plot_.x += left;
      plot_.width -= left;
      x = axis_ticks(panel_.x, ranges_.x, ranges_.log_x, std::max(plot_.width / 10.0, 2.0));
      scales();
      paint_axes(out_, plot_, x, y, in_cells(x_, true), in_cells(y_, false), theme_);
      axis_label();
    } else {
      scales();
    }
  }

  void scales() {
    canvas_ = DotCanvas(plot_.width, plot_.height, theme_.glyphs);
    x_ = scale_over(ranges_.x, ranges_.log_x, 0, canvas_.dots_x() - 1);
    const double bottom = canvas_.dots_y() - 1;
    y_ = panel_.y.reversed ? scale_over(ranges_.y, ranges_.log_y, 0, bottom)
                           : scale_over(ranges_.y, ranges_.log_y, bottom, 0);
  }
  // The same scale in cells; the first and the last dot lie inside of their cells.
  Scale in_cells(const Scale& dots, bool across) const {
    const double per = across ? static_cast<double>(canvas_.dots_x()) / plot_.width
                              : static_cast<double>(canvas_.dots_y()) / plot_.height;
    return Scale::over(dots.transform(), dots.domain(), (dots.from() + 0.5) / per,
                       (dots.to() + 0.5) / per);
  }

  // Right under the axis, if the numbers leave room at its end.
  void axis_label() {
    std::string label = panel_.x.label;
    if (!panel_.x.unit.empty()) label += " (" + panel_.x.unit + ")";
    const int width = text_width(label);
    const int y = plot_.bottom() + 1, x = plot_.right() - width;
    if (label.empty() || width > plot_.width / 3 || y >= out_.rows()) return;
    for (int i = x - 2; i < plot_.right(); ++i) {
      if (i < 0 || i >= out_.columns() || !out_.at(i, y).blank()) return;
    }
    out_.put(x, y, label, theme_.muted);
  }

  int column_of(double x) const { return in_plot(x_.pixel(x), canvas_.dots_x(), true); }
  int row_of(double y) const { return in_plot(y_.pixel(y), canvas_.dots_y(), false); }
  // The cell of a dot; -1 outside.
  int in_plot(double dot, int dots, bool across) const {
    if (!(dot >= -0.5) || dot > dots - 0.5) return -1;
    const double inside = std::clamp(std::round(dot), 0.0, dots - 1.0);
    return across ? canvas_.cell_x(inside) : canvas_.cell_y(inside);
  }

  // What lies behind the curves.
  void ground() {
    for (const figure::Mark& mark : panel_.marks) {
      if (const auto* map = std::get_if<figure::HeatMap>(&mark)) {
        paint_heat_map(out_, plot_, *map, {ranges_.x, ranges_.y, panel_.y.reversed}, theme_);
      } else if (const auto* bars = std::get_if<figure::Bars>(&mark)) {
        columns(*bars);
      } else if (const auto* band = std::get_if<figure::Band>(&mark)) {
        fill(*band);
      } else if (const auto* region = std::get_if<figure::Region>(&mark)) {
        underline(*region);
      }
    }
  }

  // Bars of eighths. A cell shows the highest bar that begins in it.
  void columns(const figure::Bars& bars) {
    const CellStyle style =
        bars.role == figure::Role::kNone ? theme_.bar : mark_style(bars, theme_, context_);
    const Scale column = in_cells(x_, true);
    const Scale row = scale_over(ranges_.y, ranges_.log_y, 0, plot_.height * 8.0);
    const size_t count = std::min({bars.x0.size(), bars.x1.size(), bars.y.size()});
    std::vector<double> heights(static_cast<size_t>(plot_.width), -1);
    for (size_t i = 0; i < count; ++i) {
      if (!std::isfinite(bars.y[i])) continue;
      const double width = plot_.width;
      const double from = column.pixel(bars.x0[i]), to = column.pixel(bars.x1[i]);
      if (!(from < width) || !(to > 0)) continue;  // outside, or nowhere
      const int first = static_cast<int>(std::clamp(std::round(from), 0.0, width - 1));
      const double end = std::clamp(std::round(to) - 1, static_cast<double>(first), width - 1);
      const int last = static_cast<int>(end);
      for (int c = first; c <= last; ++c) {
        double& height = heights[static_cast<size_t>(c)];
        height = std::max(height, std::min(row.pixel(bars.y[i]), plot_.height * 8.0));
      }
    }
    for (int c = 0; c < plot_.width; ++c) {
      const int eighths = static_cast<int>(std::lround(heights[static_cast<size_t>(c)]));
      for (int r = 0; r < plot_.height && eighths > 8 * r; ++r) {
        const int here = std::min(eighths - 8 * r, 8);
        out_.set(plot_.x + c, plot_.bottom() - 1 - r,
                 glyph_of(theme_.set().levels[static_cast<size_t>(here - 1)]), style);
      }
    }
  }

  void fill(const figure::Band& band) {
    const DotCanvas::Pen pen{pen_of(faded(mark_style(band, theme_, context_), theme_)), kShadeLayer,
                             Dash::kSolid};
    const size_t count = std::min({band.x.size(), band.low.size(), band.high.size()});
    for (size_t i = 0; i < count; ++i) {
      const double x = x_.pixel(band.x[i]);
      const double next = i + 1 < count ? x_.pixel(band.x[i + 1]) : x;
      if (!std::isfinite(x) || !std::isfinite(next)) continue;
      const double end = std::min(std::max(next - 1, x), static_cast<double>(canvas_.dots_x()));
      for (double at = std::max(x, 0.0); at <= end; ++at) {
        canvas_.shade(at, y_.pixel(band.low[i]), y_.pixel(band.high[i]), pen);
      }
    }
  }

  // A stretch of the axis that means something.
  void underline(const figure::Region& region) {
    const CellStyle style = theme_.role(region.role);
    const double from = x_.pixel(region.x0.value_or(ranges_.x.first));
    const double to = x_.pixel(region.x1.value_or(ranges_.x.second));
    if (!std::isfinite(from) || !std::isfinite(to)) return;
    const int first = canvas_.cell_x(std::clamp(from, 0.0, canvas_.dots_x() - 1.0));
    const int last = canvas_.cell_x(std::clamp(to, 0.0, canvas_.dots_x() - 1.0));
    for (int c = first; c <= last; ++c) {
      out_.set(plot_.x + c, plot_.bottom(), glyph_of(theme_.set().heavy), style);
    }
  }

  uint8_t pen_of(const CellStyle& style) {
    const auto found = std::find(styles_.begin(), styles_.end(), style);
    if (found != styles_.end()) return static_cast<uint8_t>(found - styles_.begin());
    if (styles_.size() >= 255) return 0;
    styles_.push_back(style);
    return static_cast<uint8_t>(styles_.size() - 1);
  }

  void curves() {
    for (const TerminalSeries& series : series_) {
      const DotCanvas::Pen pen{pen_of(series.raw ? faded(series.style, theme_) : series.style),
                               series.raw ? kRawLayer : kLineLayer, series.dash};
      if (series.line->columns) {
        draw_columns(*series.line, pen);
      } else {
        draw_points(*series.line, pen);
      }
    }
    canvas_.paint(out_, plot_.x, plot_.y, styles_);
  }

  void draw_points(const figure::Line& line, const DotCanvas::Pen& pen) {
    double last_x = NAN, last_y = NAN;
    for (size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      const double x = x_.pixel(line.x[i]), y = y_.pixel(line.y[i]);
      const bool joined = std::isfinite(last_x) && std::isfinite(last_y);
      canvas_.line(joined ? last_x : x, joined ? last_y : y, x, y, pen);
      last_x = x, last_y = y;
    }
  }

  // The exact reduction: every column's true extremes are seen.
  void draw_columns(const figure::Line& line, const DotCanvas::Pen& pen) {
    const size_t count = std::min({line.x0.size(), line.x1.size(), line.first.size(),
                                   line.min.size(), line.max.size(), line.last.size()});
    double last_x = NAN, last_y = NAN;
    for (size_t i = 0; i < count; ++i) {
      const double x0 = x_.pixel(line.x0[i]), x1 = x_.pixel(line.x1[i]);
      const double first = y_.pixel(line.first[i]), last = y_.pixel(line.last[i]);
      canvas_.line(last_x, last_y, x0, first, pen);
      double low = y_.pixel(line.min[i]);
      const double high = y_.pixel(line.max[i]);
      if (std::isnan(low) && std::isfinite(high)) low = canvas_.dots_y();  // below a log axis
      canvas_.line((x0 + x1) / 2, low, (x0 + x1) / 2, high, pen);
      last_x = x1, last_y = last;
    }
  }

  // Rules and findings: dotted lines where no curve is.
  void across() {
    for (const figure::Mark& mark : panel_.marks) {
      if (const auto* rule = std::get_if<figure::Rule>(&mark)) {
        if (rule->y) {
          horizontal(row_of(*rule->y), mark_style(*rule, theme_, context_));
        } else {
          vertical(column_of(rule->x), mark_style(*rule, theme_, context_), {});
        }
      } else if (const auto* finding = std::get_if<figure::FindingMark>(&mark)) {
        vertical(column_of(finding->x0), theme_.role(finding->role), theme_.set().flag);
      }
    }
  }

  bool free_cell(int column, int row) const {
    return out_.at(plot_.x + column, plot_.y + row).blank();
  }

  void vertical(int column, const CellStyle& style, std::string_view head) {
    if (column < 0) return;
    for (int r = 0; r < plot_.height; ++r) {
      if (!free_cell(column, r)) continue;
      out_.set(plot_.x + column, plot_.y + r, glyph_of(theme_.set().dotted), style);
    }
    if (!head.empty()) out_.put(plot_.x + column, plot_.y, head, style, 1);
  }

  void horizontal(int row, const CellStyle& style) {
    if (row < 0) return;
    for (int c = 0; c < plot_.width; ++c) {
      if (!free_cell(c, row)) continue;
      out_.set(plot_.x + c, plot_.y + row, glyph_of(theme_.set().dotted_across), style);
    }
  }

  // The name of a horizontal rule, above it at the right end.
  void above(int row, std::string_view label) {
    const int width = std::min(text_width(label), plot_.width / 2);
    const int free_row = row > 0 ? row - 1 : row + 1;
    if (row < 0 || free_row >= plot_.height || !free(plot_.width - width, width, free_row)) return;
    out_.put(plot_.right() - width, plot_.y + free_row, label, theme_.muted, width);
  }

  // The name of a rule, right of it in the highest row that has room, else left of it.
  void beside(int column, std::string_view label) {
    if (column < 0) return;
    const int width = std::min(text_width(label), plot_.width / 3);
    for (int r = 0; r < std::min(plot_.height, 3); ++r) {
      for (const int c : {column + 1, column - width}) {
        if (c < 0 || c + width > plot_.width || !free(c, width, r)) continue;
        out_.put(plot_.x + c, plot_.y + r, label, theme_.muted, width);
        return;
      }
    }
  }
  bool free(int column, int width, int row) const {
    for (int c = column; c < column + width; ++c) {
      if (c < 0 || c >= plot_.width || !free_cell(c, row)) return false;
    }
    return true;
  }

  void points() {
    // Without colour the markers tell curves apart, so there are more of them.
    const bool only_one = series_.size() < 2;
    for (size_t i = 0; i < series_.size(); ++i) {
      const TerminalSeries& series = series_[i];
      if (series.raw || (only_one && theme_.color != ColorLevel::kNone)) continue;
      if (const auto last = last_point(*series.line)) {
        mark(last->first, last->second, series.marker, series.style);
      }
    }
    for (const figure::Mark& m : panel_.marks) {
      if (const auto* set = std::get_if<figure::PointSet>(&m)) {
        const bool best = set->role == figure::Role::kBest;
        const std::string_view glyph = best ? theme_.set().best : theme_.set().markers[0];
        for (size_t i = 0; i < std::min(set->x.size(), set->y.size()); ++i) {
          mark(set->x[i], set->y[i], glyph, mark_style(*set, theme_, context_));
        }
      } else if (const auto* gap = std::get_if<figure::Gap>(&m)) {
        gaps(*gap);
      }
    }
  }

  void mark(double x, double y, std::string_view glyph, const CellStyle& style) {
    const int column = column_of(x), row = row_of(y);
    if (column < 0 || row < 0) return;
    out_.set(plot_.x + column, plot_.y + row, glyph_of(glyph), style);
  }

  // NaN at the foot, the infinities where they point to.
  void gaps(const figure::Gap& gap) {
    const GlyphSet& set = theme_.set();
    for (size_t i = 0; i < std::min(gap.x.size(), gap.code.size()); ++i) {
      const int column = column_of(gap.x[i]);
      if (column < 0) continue;
      const int row = gap.code[i] == 2 ? plot_.y : plot_.bottom() - 1;
      const std::string_view glyph = gap.code[i] == 2   ? set.up
                                     : gap.code[i] == 3 ? set.down
                                                        : set.gap;
      out_.set(plot_.x + column, row, glyph_of(glyph), theme_.error);
    }
  }

  // Words last, where they hide nothing.
  void names() {
    for (const figure::Mark& m : panel_.marks) {
      if (const auto* rule = std::get_if<figure::Rule>(&m)) {
        if (rule->label.empty()) continue;
        if (rule->y) {
          above(row_of(*rule->y), rule->label);
        } else {
          beside(column_of(rule->x), rule->label);
        }
      } else if (const auto* note = std::get_if<figure::Note>(&m)) {
        const int column = column_of(note->x), row = row_of(note->y);
        const int width = text_width(note->text);
        if (column < 0 || row < 0) continue;
        const int at = std::clamp(column, 0, std::max(plot_.width - width, 0));
        if (free(at, width, row)) out_.put(plot_.x + at, plot_.y + row, note->text, theme_.muted);
      }
    }
  }

  CellBuffer& out_;
  CellRect rect_;
  const figure::Panel& panel_;
  const TerminalTheme& theme_;
  const PlotContext& context_;
  std::vector<TerminalSeries> series_;
  PlotRanges ranges_;
  CellRect plot_;
  DotCanvas canvas_{1, 1, Glyphs::kAscii};
  Scale x_, y_;
  std::vector<CellStyle> styles_;
};

// Where there is no room for axes: the name, the curve as a sparkline, the newest value.
void paint_small(CellBuffer& out, const CellRect& rect, const figure::Panel& panel,
                 const TerminalTheme& theme, const PlotContext& context) {
  int y = rect.y;
  for (const TerminalSeries& series : series_of(panel, theme, context)) {
    if (series.raw || y >= rect.bottom()) continue;
    const figure::Line& line = *series.line;
    const auto last = last_point(line);
    const std::string value = last ? format_value(last->second) : "";
    int x = rect.x;
    x += out.put(x, y, line.label.empty() ? panel.title : line.label, theme.muted,
                 std::max(rect.width / 3, 4)) +
         1;
    const int right = rect.right() - text_width(value);
    out.put(right, y, value, theme.text);
    paint_sparkline(out, x, y, right - 1 - x, line.columns ? line.last : line.y, series.style,
                    theme);
    ++y;
  }
}

template <typename M>
const M* find_mark(const figure::Panel& panel) {
  for (const figure::Mark& mark : panel.marks) {
    if (const M* found = std::get_if<M>(&mark)) return found;
  }
  return nullptr;
}

// Bars of categories read better lying.
const figure::Bars* lying_bars(const figure::Panel& panel) {
  return panel.x.categories.empty() ? nullptr : find_mark<figure::Bars>(panel);
}

BarsView bars_view(const figure::Panel& panel, const figure::Bars& bars) {
  BarsView view;
  view.title = panel.title;
  const size_t count = std::min({bars.x0.size(), bars.x1.size(), bars.y.size()});
  for (size_t i = 0; i < count; ++i) {
    const auto at = std::lround((bars.x0[i] + bars.x1[i]) / 2);
    const bool named = at >= 0 && static_cast<size_t>(at) < panel.x.categories.size();
    view.bars.push_back({named ? panel.x.categories[static_cast<size_t>(at)] : std::to_string(i),
                         bars.y[i], "", bars.role});
  }
  return view;
}

}  // namespace

void paint_panel(CellBuffer& out, const CellRect& rect, const figure::Panel& panel,
                 const TerminalTheme& theme, const PlotContext& context) {
  if (rect.width <= 0 || rect.height <= 0) return;
  if (const auto* table = find_mark<figure::Table>(panel)) {
    paint_table(out, rect, table_view(*table, panel.title), theme);
  } else if (const auto* bars = lying_bars(panel)) {
    paint_bars(out, rect, bars_view(panel, *bars), theme);
  } else if (const auto* image = find_mark<figure::ImageMark>(panel)) {
    paint_image(out, rect, *image, panel.title, theme);
  } else if (const auto* text = find_mark<figure::TextMark>(panel)) {
    paint_text(out, rect, *text, panel.title, theme);
  } else if (rect.width < kLeastWidth || rect.height < kLeastHeight) {
    paint_small(out, rect, panel, theme, context);
  } else {
    PlotPainter(out, rect, panel, theme, context).paint();
  }
}

int panel_height(const figure::Panel& panel, int width) {
  if (const auto* table = find_mark<figure::Table>(panel)) {
    return table_height(table_view(*table, panel.title));
  }
  if (const auto* bars = lying_bars(panel)) return bars_height(bars_view(panel, *bars), width);
  return std::clamp(width / 5, 10, 16);
}

uint32_t plot_columns(int width, Glyphs glyphs) {
  const int inner = std::max(width - 8, 2);  // about what the numbers leave
  return static_cast<uint32_t>(glyphs == Glyphs::kBraille ? 2 * inner : inner);
}

void paint_figure(CellBuffer& out, const CellRect& rect, const figure::Figure& figure,
                  const TerminalTheme& theme) {
  int y = rect.y;
  if (!figure.title.empty() && figure.panels.size() != 1) {
    out.put(rect.x, y++, figure.title, theme.title, rect.width);
  }
  const bool reading = !figure.reading.empty() && rect.height >= 10;
  const int bottom = rect.bottom() - (reading ? 1 : 0);
  if (reading) out.put(rect.x, bottom, figure.reading, theme.muted, rect.width);
  if (figure.panels.empty() || bottom <= y) return;
  const int count = static_cast<int>(figure.panels.size());
  const int most = std::max(1, std::min(rect.width / 56, count));
  const int columns = figure.columns > 0 ? std::min(figure.columns, most) : most;
  const int rows = (count + columns - 1) / columns;
  const int width = (rect.width + 3) / columns - 3;
  for (int i = 0; i < count; ++i) {
    const int top = y + (bottom - y) * (i / columns) / rows;
    const int end = y + (bottom - y) * (i / columns + 1) / rows;
    figure::Panel panel = figure.panels[static_cast<size_t>(i)];
    if (panel.title.empty() && count == 1) panel.title = figure.title;
    paint_panel(out, {rect.x + (i % columns) * (width + 3), top, width, end - top}, panel, theme,
                {figure.runs, &figure.style});
  }
}

}  // namespace oriel::draw
