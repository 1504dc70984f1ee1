#include "draw/terminal_axes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/number_format.h"
#include "draw/ticks.h"

namespace oriel::draw {
namespace {

using figure::AxisKind;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The finite extent of values; `positive`: of those above zero.
class Extent {
 public:
  void add(double v) {
    if (!std::isfinite(v)) return;
    low_ = std::min(low_, v);
    high_ = std::max(high_, v);
    if (v > 0) least_positive_ = std::min(least_positive_, v);
  }
  void add(const std::vector<double>& values) {
    for (const double v : values) add(v);
  }
  bool any() const { return low_ <= high_; }
  bool positive() const { return least_positive_ < kInfinity; }
  Range range(bool log) const { return {log ? least_positive_ : low_, high_}; }

 private:
  double low_ = kInfinity, high_ = -kInfinity, least_positive_ = kInfinity;
};

struct Extents {
  Extent x, y;

  void operator()(const figure::Line& line) {
    x.add(line.columns ? line.x0 : line.x);
    if (line.columns) x.add(line.x1);
    y.add(line.columns ? line.min : line.y);
    if (line.columns) y.add(line.max);
  }
  void operator()(const figure::PointSet& points) { x.add(points.x), y.add(points.y); }
  void operator()(const figure::Band& band) { x.add(band.x), y.add(band.low), y.add(band.high); }
  void operator()(const figure::Bars& bars) {
    x.add(bars.x0), x.add(bars.x1), y.add(bars.y);
    y.add(0.0);
  }
  void operator()(const figure::HeatMap& map) { x.add(map.x), y.add(map.y); }
  void operator()(const figure::Gap& gap) { x.add(gap.x); }
  void operator()(const figure::Rule& rule) {
    if (rule.y) y.add(*rule.y);
  }
  void operator()(const auto&) {}
};

// A range that an axis can show: a width above zero.
Range widened(Range range, bool log) {
  if (!(range.first < range.second)) {
    const double by = range.first == 0 ? 1 : std::abs(range.first) * 0.1;
    range =
        log ? Range{range.first / 2, range.first * 2} : Range{range.first - by, range.first + by};
  }
  return range;
}

Range axis_range(const figure::Axis& axis, const Extent& extent, bool& log) {
  const auto usable = [&](const std::optional<Range>& range) {
    return range && std::isfinite(range->first) && std::isfinite(range->second) &&
           range->first <= range->second && (!log || range->first > 0);
  };
  if (log && !extent.positive()) log = false;
  if (usable(axis.range)) return widened(*axis.range, log);
  return widened(extent.any() ? extent.range(log) : Range{0, 1}, log);
}

std::string tick_label(AxisKind kind, double value, double step, double largest) {
  switch (kind) {
    case AxisKind::kWall:
      return format_wall_tick(value, step);
    case AxisKind::kRelative:
      return format_duration(value);
    default:
      return step > 0 ? format_tick(value, step, largest) : format_short(value);
  }
}

Ticks ticks_of(AxisKind kind, const Range& range, bool log, double count) {
  if (log) return log_ticks(range.first, range.second, count);
  if (kind == AxisKind::kWall) return wall_ticks(range.first, range.second, count);
  if (kind == AxisKind::kRelative) return relative_ticks(range.first, range.second, count);
  return linear_ticks(range.first, range.second, count, kind == AxisKind::kStep ? 1 : 0);
}

}  // namespace

PlotRanges ranges_of(const figure::Panel& panel) {
  Extents extents;
  for (const figure::Mark& mark : panel.marks) std::visit(extents, mark);
  PlotRanges ranges;
  ranges.log_x = panel.x.log;
  ranges.log_y = panel.y.log;
  ranges.empty = !extents.x.any();
  ranges.x = axis_range(panel.x, extents.x, ranges.log_x);
  ranges.y = axis_range(panel.y, extents.y, ranges.log_y);
  return ranges;
}

std::vector<AxisTick> axis_ticks(const figure::Axis& axis, const Range& range, bool log,
                                 double count) {
  std::vector<AxisTick> ticks;
  if (!axis.categories.empty()) {
    for (size_t i = 0; i < axis.categories.size(); ++i) {
      const auto at = static_cast<double>(i);
      if (at >= range.first && at <= range.second) ticks.push_back({at, axis.categories[i]});
    }
    return ticks;
  }
  const Ticks found = ticks_of(axis.kind, range, log, count);
  const double largest = std::max(std::abs(range.first), std::abs(range.second));
  for (const double value : found.values) {
    ticks.push_back({value, tick_label(axis.kind, value, found.step, largest)});
  }
  return ticks;
}

void paint_axes(CellBuffer& out, const CellRect& plot, const std::vector<AxisTick>& x,
                const std::vector<AxisTick>& y, const Scale& to_column, const Scale& to_row,
                const TerminalTheme& theme) {
  const GlyphSet& set = theme.set();
  const int axis = plot.x - 1;
  for (int row = 0; row < plot.height; ++row) {
    out.set(axis, plot.y + row, glyph_of(set.vertical), theme.rule);
  }
  out.set(axis, plot.bottom(), glyph_of(set.corner), theme.rule);
  for (int column = 0; column < plot.width; ++column) {
    out.set(plot.x + column, plot.bottom(), glyph_of(set.horizontal), theme.rule);
  }
  int taken = plot.bottom() + 1;  // rows from here on hold a number (they come bottom up)
  for (const AxisTick& tick : y) {
    const double at = to_row.pixel(tick.value);
    if (!(at >= 0) || at >= plot.height) continue;
    const int row = plot.y + static_cast<int>(at);
    if (row >= taken) continue;
    taken = row;
    out.set(axis, row, glyph_of(set.tick_left), theme.rule);
    out.put_right(axis - 1, row, tick.label, theme.muted, axis - 1);
  }
  int free = axis - 1;  // columns from here on are free
  for (const AxisTick& tick : x) {
    const double at = to_column.pixel(tick.value);
    if (!(at >= 0) || at >= plot.width) continue;
    const int column = plot.x + static_cast<int>(at);
    const int width = text_width(tick.label);
    const int start = std::clamp(column - width / 2, axis, std::max(plot.right() - width, axis));
    if (start < free) continue;
    out.set(column, plot.bottom(), glyph_of(set.tick_below), theme.rule);
    free = start + out.put(start, plot.bottom() + 1, tick.label, theme.muted) + 2;
  }
}

}  // namespace oriel::draw
