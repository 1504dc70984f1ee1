#include "draw/axes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/number_format.h"
#include "draw/ticks.h"

namespace oriel::draw {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kLargest = 1.797e308;  // end of an axis
constexpr double kDecades = 307;        // of a log axis, below one

// Goes through what a panel shows; `Visitor` has include_x and include_y(x0, x1, value).
template <class Visitor>
class Walk {
 public:
  explicit Walk(Visitor& to) : to_(to) {}

  void operator()(const figure::Line& m) {
    if (m.columns) {
      for (size_t i = 0; i < m.min.size(); ++i) {
        to_.x(m.x0[i]);
        to_.x(m.x1[i]);
        to_.y(m.x0[i], m.x1[i], m.min[i]);
        to_.y(m.x0[i], m.x1[i], m.max[i]);
      }
      return;
    }
    for (size_t i = 0; i < std::min(m.x.size(), m.y.size()); ++i) {
      to_.x(m.x[i]);
      to_.y(m.x[i], m.x[i], m.y[i]);
      if (i > 0) to_.crossing(m.x[i - 1], m.y[i - 1], m.x[i], m.y[i]);
    }
  }
  void operator()(const figure::PointSet& m) {
    for (size_t i = 0; i < std::min(m.x.size(), m.y.size()); ++i) {
      to_.x(m.x[i]);
      to_.y(m.x[i], m.x[i], m.y[i]);
    }
  }
  void operator()(const figure::Band& m) {
    for (size_t i = 0; i < m.x.size(); ++i) {
      to_.x(m.x[i]);
      if (i < m.low.size()) to_.y(m.x[i], m.x[i], m.low[i]);
      if (i < m.high.size()) to_.y(m.x[i], m.x[i], m.high[i]);
    }
  }
  void operator()(const figure::Bars& m) {
    for (size_t i = 0; i < m.y.size(); ++i) {
      to_.x(m.x0[i]);
      to_.x(m.x1[i]);
      to_.y(m.x0[i], m.x1[i], m.y[i]);
      to_.y(m.x0[i], m.x1[i], 0);
    }
  }
  void operator()(const figure::HeatMap& m) {
    for (const double x : m.x) to_.x(x);
    for (const double y : m.y) to_.y(-kInf, kInf, y);
  }
  void operator()(const figure::Rule& m) {
    if (m.y) to_.y(-kInf, kInf, *m.y);
  }
  void operator()(const figure::Note& m) { to_.y(m.x, m.x, m.y); }
  void operator()(const figure::Region& m) {
    for (const auto& y : {m.y0, m.y1}) {
      if (y) to_.y(-kInf, kInf, *y);
    }
  }
  void operator()(const figure::MarkBase&) {}

 private:
  Visitor& to_;
};

struct XVisitor {
  Extent extent;
  void x(double value) { extent.include(value); }
  void y(double, double, double) {}
  void crossing(double, double, double, double) {}
};

struct YVisitor {
  double from, to;
  Extent extent;
  void x(double) {}
  void y(double x0, double x1, double value) {
    if (x1 >= from && x0 <= to) extent.include(value);
  }
  // Where a stroke comes in or goes out at an edge of the range.
  void crossing(double x0, double y0, double x1, double y1) {
    for (const double edge : {from, to}) {
      if (!(x0 < edge && edge < x1)) continue;
      const double share = (edge - x0) / (x1 - x0);
      extent.include(y0 * (1 - share) + y1 * share);
    }
  }
};

template <class Visitor>
void walk(const figure::Panel& panel, Visitor& visitor) {
  Walk<Visitor> walk(visitor);
  for (const figure::Mark& mark : panel.marks) std::visit(walk, mark);
}

template <class Kind>
bool has(const figure::Panel& panel) {
  return std::any_of(panel.marks.begin(), panel.marks.end(),
                     [](const figure::Mark& mark) { return std::holds_alternative<Kind>(mark); });
}

AxisRange oriented(AxisRange range, const figure::Axis& axis) {
  if (axis.reversed) std::swap(range.low, range.high);
  return range;
}

// No axis ends beyond what a double holds: what is computed from its ends stays finite.
AxisRange bounded(AxisRange range) {
  const Transform& t = range.transform;
  const double most = forward(t, kLargest);
  const double least = t.kind == ScaleKind::kLog ? -kDecades : forward(t, -kLargest);
  return {t, std::clamp(range.low, least, most), std::clamp(range.high, least, most)};
}

// A range of `low` to `high`, in values, with a share of it added on both sides.
AxisRange padded(const Transform& t, double low, double high, double share) {
  AxisRange range{t, forward(t, low), forward(t, high)};
  const double half_span = range.high / 2 - range.low / 2;  // the whole may be infinite
  if (!(half_span > 0.5e-12 * std::max(1.0, std::abs(range.high)))) {
    const double even = high == 0 ? 1 : std::max(std::abs(high) * 0.05, 1e-9);
    const double half = t.kind == ScaleKind::kLinear ? even : 0.5;
    return bounded({t, range.high - half, range.high + half});
  }
  range.low -= half_span * (2 * share);
  range.high += half_span * (2 * share);
  return bounded(range);
}

// How an axis that shows `extent` is transformed.
Transform transform_of(const figure::Axis& axis, const Extent& extent) {
  if (!axis.log) return {};
  if (extent.max > 0) return {ScaleKind::kLog, 1};
  const double largest = std::max(std::abs(extent.min), std::abs(extent.max));
  return {ScaleKind::kSymlog,
          symlog_constant(std::isfinite(extent.smallest) ? extent.smallest : 0, largest)};
}

// Ends that are given are kept as they are.
std::optional<AxisRange> given(const figure::Axis& axis, const Transform& t,
                               const std::optional<std::pair<double, double>>& ends) {
  if (!ends) return std::nullopt;
  const double low = forward(t, ends->first);
  const double high = forward(t, ends->second);
  if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return std::nullopt;
  return oriented({t, low, high}, axis);
}

bool is_whole(double value) {
  return value == std::floor(value);
}

// Steps and epochs are counted: between two of them is nothing to name. Epochs may be logged as
// parts of a whole; the ends tell.
bool counts(const figure::Axis& axis) {
  if (axis.kind == figure::AxisKind::kStep) return true;
  if (axis.label != "epoch") return false;
  return !axis.extent || (is_whole(axis.extent->first) && is_whole(axis.extent->second));
}

double half_of_nothing(const figure::Axis& axis, double at) {
  if (counts(axis)) return 1;
  if (axis.kind == figure::AxisKind::kWall) return 1e6;
  return std::max(1e-9, std::abs(at) * 0.01);
}

std::vector<Tick> category_ticks(const figure::Axis& axis, const Scale& scale, double room) {
  std::vector<Tick> ticks;
  const double cell = std::abs(scale.pixel(1) - scale.pixel(0));
  const auto every = static_cast<size_t>(std::max(1.0, std::ceil(room / std::max(cell, 1e-6))));
  for (size_t i = 0; i < axis.categories.size(); i += every) {
    ticks.push_back({static_cast<double>(i), axis.categories[i]});
  }
  return ticks;
}

std::vector<Tick> number_ticks(const figure::Axis& axis, const Scale& scale, double count) {
  auto [low, high] = scale.domain();
  if (low > high) std::swap(low, high);
  const Transform& t = scale.transform();
  const double min_step = counts(axis) ? 1 : 0;
  const Ticks ticks = t.kind == ScaleKind::kLog      ? log_ticks(low, high, count)
                      : t.kind == ScaleKind::kSymlog ? symlog_ticks(t, low, high, count)
                                                     : linear_ticks(low, high, count, min_step);
  const double largest = std::max(std::abs(low), std::abs(high));
  std::vector<Tick> out;
  for (const double value : ticks.values) {
    out.push_back({value, format_tick(value, ticks.step, largest)});
  }
  return out;
}

std::vector<Tick> time_ticks(const figure::Axis& axis, const Scale& scale, double count,
                             std::optional<int> utc_offset) {
  auto [low, high] = scale.domain();
  if (low > high) std::swap(low, high);
  std::vector<Tick> out;
  if (axis.kind == figure::AxisKind::kRelative) {
    for (const double value : relative_ticks(low, high, count).values) {
      out.push_back({value, value == 0 ? "0" : format_duration(value)});
    }
    return out;
  }
  const Ticks ticks =
      utc_offset ? wall_ticks(low, high, count, *utc_offset) : wall_ticks(low, high, count);
  for (const double value : ticks.values) {
    out.push_back({value, format_wall_tick(value, ticks.step, utc_offset)});
  }
  return out;
}

// Ticks whose labels, `sizes` long on the axis, do not come nearer to each other than `gap`.
bool apart(const std::vector<Tick>& ticks, const Scale& scale, const std::vector<float>& sizes,
           double gap) {
  for (size_t i = 1; i < ticks.size(); ++i) {
    const double between = std::abs(scale.pixel(ticks[i].value) - scale.pixel(ticks[i - 1].value));
    if (between < (sizes[i] + sizes[i - 1]) / 2 + gap) return false;
  }
  return true;
}

// Fewer and fewer until they fit; at last every other one goes.
template <class Make, class Measure>
std::vector<Tick> fitting(const Scale& scale, double count, double gap, const Make& make,
                          const Measure& measure) {
  std::vector<Tick> ticks;
  for (int attempt = 0;; ++attempt) {
    ticks = make(count);
    std::vector<float> sizes;
    for (const Tick& tick : ticks) sizes.push_back(measure(tick));
    if (apart(ticks, scale, sizes, gap)) return ticks;
    if (attempt >= 5) break;
    count = std::max(1.0, count * 0.7);
  }
  while (ticks.size() > 1) {
    for (size_t i = 1; i < ticks.size(); ++i) ticks.erase(ticks.begin() + static_cast<long>(i));
    std::vector<float> sizes;
    for (const Tick& tick : ticks) sizes.push_back(measure(tick));
    if (apart(ticks, scale, sizes, gap)) break;
  }
  return ticks;
}

}  // namespace

void Extent::include(double value) {
  if (!std::isfinite(value)) return;
  if (empty) {
    min = max = value;
    positive = smallest = kInf;
    empty = false;
  }
  min = std::min(min, value);
  max = std::max(max, value);
  if (value > 0) positive = std::min(positive, value);
  if (value != 0) smallest = std::min(smallest, std::abs(value));
}

AxisRange x_range(const figure::Panel& panel) {
  const figure::Axis& axis = panel.x;
  if (!axis.categories.empty()) {
    return oriented({{}, -0.5, static_cast<double>(axis.categories.size()) - 0.5}, axis);
  }
  XVisitor seen;
  walk(panel, seen);
  const auto& ends = axis.range ? axis.range : axis.extent;
  Extent extent = seen.extent;
  if (ends) {
    extent = {};
    extent.include(ends->first);
    extent.include(ends->second);
  }
  const Transform t = transform_of(axis, extent);
  if (auto range = given(axis, t, ends)) return *range;
  if (extent.empty) return oriented({{}, 0, 1}, axis);
  const double low = t.kind == ScaleKind::kLog ? extent.positive : extent.min;
  if (!(extent.max > low) && t.kind == ScaleKind::kLinear) {
    const double half = half_of_nothing(axis, low);
    return oriented({t, low - half, low + half}, axis);
  }
  const bool loose = !has<figure::Line>(panel) && !has<figure::HeatMap>(panel);
  return oriented(padded(t, low, extent.max, loose ? 0.03 : 0), axis);
}

AxisRange y_range(const figure::Panel& panel, const AxisRange& x) {
  const figure::Axis& axis = panel.y;
  if (!axis.categories.empty()) {
    return oriented({{}, -0.5, static_cast<double>(axis.categories.size()) - 0.5}, axis);
  }
  double from = inverse(x.transform, x.low);
  double to = inverse(x.transform, x.high);
  if (from > to) std::swap(from, to);
  YVisitor seen{from, to, {}};
  walk(panel, seen);
  Extent extent = seen.extent;
  if (axis.range) {
    extent.include(axis.range->first);
    extent.include(axis.range->second);
  }
  if (extent.empty) return oriented({{}, 0, 1}, axis);
  const Transform t = transform_of(axis, extent);
  if (auto range = given(axis, t, axis.range)) return *range;
  const double low = t.kind == ScaleKind::kLog ? extent.positive : extent.min;
  const bool exact = has<figure::HeatMap>(panel);
  AxisRange range = padded(t, low, extent.max, exact ? 0 : 0.06);
  // A floor at zero is worth a line: do not pad a positive quantity into the negative.
  const bool linear = t.kind == ScaleKind::kLinear;
  if (linear && extent.min >= 0 && range.low < 0) range.low = 0;
  if (linear && extent.max <= 0 && extent.min < 0 && range.high > 0) range.high = 0;
  return oriented(range, axis);
}

std::string outside_scale(const figure::Panel& panel) {
  const AxisRange x = x_range(panel);
  const AxisRange y = y_range(panel, x);
  double from = inverse(x.transform, x.low);
  double to = inverse(x.transform, x.high);
  if (from > to) std::swap(from, to);
  YVisitor seen{from, to, {}};
  walk(panel, seen);
  if (seen.extent.empty || !panel.y.categories.empty()) return "";
  if (y.transform.kind == ScaleKind::kLog) {
    return seen.extent.min <= 0 ? "values of zero and below lie outside the log scale" : "";
  }
  const double low = std::min(inverse(y.transform, y.low), inverse(y.transform, y.high));
  const double high = std::max(inverse(y.transform, y.low), inverse(y.transform, y.high));
  const bool out = seen.extent.min < low || seen.extent.max > high;
  return out ? "some values lie outside the scale" : "";
}

std::vector<Tick> y_ticks(const figure::Axis& axis, const Scale& scale, float font) {
  const double length = std::abs(scale.to() - scale.from());
  if (!axis.categories.empty()) return category_ticks(axis, scale, font * 1.15);
  const double count = std::max(2.0, length / (font * 38 / 12));
  return fitting(
      scale, count, font * 0.4, [&](double n) { return number_ticks(axis, scale, n); },
      [&](const Tick&) { return font; });
}

std::vector<Tick> x_ticks(const figure::Axis& axis, const Scale& scale, float font,
                          TextMeasure& measure, std::optional<int> utc_offset) {
  const double length = std::abs(scale.to() - scale.from());
  const auto size = [&](const Tick& tick) { return measure.width(tick.label, font); };
  if (!axis.categories.empty()) {
    double widest = 0;
    for (const Tick& tick : category_ticks(axis, scale, 0)) {
      widest = std::max(widest, static_cast<double>(size(tick)));
    }
    return category_ticks(axis, scale, widest + font * 0.5);
  }
  const bool wall = axis.kind == figure::AxisKind::kWall;
  const bool clock = wall || axis.kind == figure::AxisKind::kRelative;
  const double count = std::max(2.0, length / ((wall ? 96.0 : clock ? 72.0 : 56.0) * font / 12));
  return fitting(
      scale, count, font * 0.8,
      [&](double n) {
        return clock ? time_ticks(axis, scale, n, utc_offset) : number_ticks(axis, scale, n);
      },
      size);
}

}  // namespace oriel::draw
