// The data of a plot: every mark that stands on axes.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "draw/color_map.h"
#include "draw/number_format.h"
#include "draw/plot.h"

namespace oriel::draw {
namespace {

constexpr double kRestless = 5;      // widths of the plot that a line goes up and down
constexpr size_t kMaxRects = 40000;  // cells of a heat map; above, it is a picture

// True if the segment touches the box.
bool touches(Point a, Point b, const Box& box) {
  float from = 0;
  float to = 1;
  const auto clip = [&](float p, float q) {
    if (p == 0) return q >= 0;
    const float t = q / p;
    if (p < 0) from = std::max(from, t);
    if (p > 0) to = std::min(to, t);
    return from <= to;
  };
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  return clip(-dx, a.x - box.x) && clip(dx, right_of(box) - a.x) && clip(-dy, a.y - box.y) &&
         clip(dy, bottom_of(box) - a.y);
}

// How far apart the values are that are written into the cells; 0 if all of them are whole.
double span_of(const figure::HeatMap& map) {
  if (!map.written.empty()) {
    const bool whole = std::all_of(map.written.begin(), map.written.end(),
                                   [](double v) { return v == std::floor(v); });
    if (whole) return 0;
  }
  const bool whole = std::all_of(map.values.begin(), map.values.end(),
                                 [](double v) { return std::isnan(v) || v == std::floor(v); });
  const auto range = heat_range(map);
  return whole && map.written.empty() ? 0 : range.second - range.first;
}

// With the same decimals in all cells: two where values lie between 0 and 1.
std::string cell_text(double value, double span) {
  if (span <= 0 || span < 1e-3 || span > 1e6) return format_short(value);
  const double step = std::pow(10, std::floor(std::log10(span) - 1.99));
  const double rounded = std::round(value / step) * step;
  return format_tick(rounded, std::min(step, 1.0), 0);
}

}  // namespace

Box Plot::span_box(double x0, double x1) const {
  const auto clamp = [&](double at) {
    return std::clamp(static_cast<float>(at), plot_.x, right_of(plot_));
  };
  const float a = clamp(x_.pixel(x0));
  const float b = clamp(x_.pixel(x1));
  return {std::min(a, b), plot_.y, std::abs(b - a), plot_.height};
}

// The time in which findings hold. Where several do, the ground is that of the most serious: many
// on each other would hide the data.
void Plot::draw_finding_grounds() {
  const auto weight = [](figure::Role role) {
    return role == figure::Role::kError      ? 3
           : role == figure::Role::kWarn     ? 2
           : role == figure::Role::kWatching ? 1
                                             : 0;
  };
  struct Span {
    float from, to;
    const figure::FindingMark* mark;
  };
  std::vector<Span> spans;
  std::vector<float> edges;
  for (const figure::Mark& mark : panel_.marks) {
    const auto* finding = std::get_if<figure::FindingMark>(&mark);
    if (finding == nullptr) continue;
    const Box box = span_box(finding->x0, finding->x1.value_or(x_.value(right_of(plot_))));
    if (!(box.width > 0)) continue;
    spans.push_back({box.x, right_of(box), finding});
    edges.insert(edges.end(), {box.x, right_of(box)});
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::stable_sort(spans.begin(), spans.end(), [&](const Span& a, const Span& b) {
    return weight(a.mark->role) > weight(b.mark->role);
  });
  const figure::FindingMark* open = nullptr;
  float from = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    const auto at = std::find_if(spans.begin(), spans.end(), [&](const Span& span) {
      return i + 1 < edges.size() && span.from <= edges[i] && span.to >= edges[i + 1];
    });
    const figure::FindingMark* here = at == spans.end() ? nullptr : at->mark;
    if (here == open) continue;
    if (open != nullptr) {
      const Color color = styled(figure_.style, {open->rule}, role_color(sheet_.theme, open->role));
      sheet_.rect({from, plot_.y, edges[i] - from, plot_.height},
                  with_alpha(color, sheet_.theme.dark ? 0.12 : 0.07));
    }
    open = here;
    from = edges[i];
  }
}

// Regions: ground that means something.
void Plot::draw_ground(const figure::Mark& mark) {
  double left = x_.value(plot_.x);
  double right = x_.value(right_of(plot_));
  const auto* region = std::get_if<figure::Region>(&mark);
  if (region == nullptr) return;
  Box box = span_box(region->x0.value_or(left), region->x1.value_or(right));
  const auto clamp = [&](double at) {
    return std::clamp(static_cast<float>(at), plot_.y, bottom_of(plot_));
  };
  const float a = region->y0 ? clamp(y_.pixel(*region->y0)) : clamp(y_.from());
  const float b = region->y1 ? clamp(y_.pixel(*region->y1)) : clamp(y_.to());
  box.y = std::min(a, b);
  box.height = std::abs(b - a);
  const Color color =
      styled(figure_.style, {region->label}, role_color(sheet_.theme, region->role));
  sheet_.rect(box, with_alpha(color, sheet_.theme.dark ? 0.14 : 0.09));
}

std::pair<double, double> heat_range(const figure::HeatMap& map) {
  if (map.colors && map.colors->second > map.colors->first) return *map.colors;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : map.values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (!(high >= low)) return {0, 1};
  if (map.diverging) {
    const double size = std::max({std::abs(low), std::abs(high), 1e-300});
    return {-size, size};
  }
  return high > low ? std::pair(low, high) : std::pair(low, low + 1);
}

Color heat_color(const figure::HeatMap& map, std::pair<double, double> range, double value) {
  if (std::isnan(value)) return {0, 0, 0, 0};
  const double t = (value - range.first) / (range.second - range.first);
  return map.diverging ? diverging_color(t) : sequential_color(t);
}

void Plot::draw_heat_map(const figure::HeatMap& map) {
  if (map.x.size() < 2 || map.y.size() < 2) return;
  const size_t columns = map.x.size() - 1;
  const size_t rows = map.y.size() - 1;
  if (map.values.size() < columns * rows) return;
  const auto range = heat_range(map);
  // On whole pixels, so that no seam shows between cells.
  const float grid = std::max(1.0F, sheet_.options.density);
  const auto snap = [&](double at, float low, float high) {
    return std::clamp(static_cast<float>(std::round(at * grid)) / grid, low, high);
  };
  std::vector<float> xs, ys;
  for (const double x : map.x) xs.push_back(snap(x_.pixel(x), plot_.x, right_of(plot_)));
  for (const double y : map.y) ys.push_back(snap(y_.pixel(y), plot_.y, bottom_of(plot_)));
  Rects cells;
  const size_t every_x = columns * rows > kMaxRects ? columns / 400 + 1 : 1;
  const size_t every_y = columns * rows > kMaxRects ? rows / 200 + 1 : 1;
  for (size_t r = 0; r < rows; r += every_y) {
    const size_t r1 = std::min(rows, r + every_y);
    for (size_t c = 0; c < columns; c += every_x) {
      const size_t c1 = std::min(columns, c + every_x);
      // Of cells that are smaller than can be seen the largest is shown.
      double value = std::numeric_limits<double>::quiet_NaN();
      for (size_t i = r; i < r1; ++i) {
        for (size_t j = c; j < c1; ++j) {
          const double one = map.values[i * columns + j];
          if (std::isnan(value) || std::abs(one) > std::abs(value)) value = one;
        }
      }
      const Box box = {std::min(xs[c], xs[c1]), std::min(ys[r], ys[r1]), std::abs(xs[c1] - xs[c]),
                       std::abs(ys[r1] - ys[r])};
      if (std::isnan(value) || !(box.width > 0) || !(box.height > 0)) continue;
      cells.boxes.push_back(box);
      cells.colors.push_back(heat_color(map, range, value));
    }
  }
  if (!cells.boxes.empty()) sheet_.add(std::move(cells));
  if (map.show_values) draw_cell_values(map);
}

// All values or none, as large as the tightest cell allows.
void Plot::draw_cell_values(const figure::HeatMap& map) {
  const size_t columns = map.x.size() - 1;
  const auto range = heat_range(map);
  const double span = span_of(map);
  std::vector<std::string> texts;
  float fits = 1.1F;  // of the font
  for (size_t i = 0; i < map.values.size(); ++i) {
    const double written = i < map.written.size() ? map.written[i] : map.values[i];
    texts.push_back(std::isnan(map.values[i]) ? "" : cell_text(written, span));
    const size_t r = i / columns;
    const size_t c = i % columns;
    if (r + 1 >= map.y.size()) break;
    const double width = std::abs(x_.pixel(map.x[c + 1]) - x_.pixel(map.x[c])) - 4;
    const double height = std::abs(y_.pixel(map.y[r + 1]) - y_.pixel(map.y[r])) - 2;
    const float wide = sheet_.width(texts.back(), sheet_.font);
    if (wide > 0) fits = std::min(fits, static_cast<float>(width) / wide);
    fits = std::min(fits, static_cast<float>(height) / (sheet_.font * 1.1F));
  }
  if (fits < 0.7F) return;
  const float size = sheet_.font * std::min(fits, 1.1F);
  for (size_t i = 0; i < texts.size() && i / columns + 1 < map.y.size(); ++i) {
    const size_t r = i / columns;
    const size_t c = i % columns;
    const double x = (x_.pixel(map.x[c]) + x_.pixel(map.x[c + 1])) / 2;
    const double y = (y_.pixel(map.y[r]) + y_.pixel(map.y[r + 1])) / 2;
    sheet_.text(static_cast<float>(x), static_cast<float>(y) + size * 0.36F, texts[i],
                {size, text_on(heat_color(map, range, map.values[i])), Weight::kRegular,
                 Anchor::kMiddle, true});
  }
}

void Plot::draw_bands() {
  for (const SeriesLook& one : series_.series) {
    for (const figure::Band* band : one.bands) {
      const size_t n = std::min({band->x.size(), band->low.size(), band->high.size()});
      // A value that is not a number interrupts the band.
      for (size_t from = 0; from < n;) {
        std::vector<Point> upper, lower;
        size_t i = from;
        for (; i < n; ++i) {
          const auto x = static_cast<float>(x_.pixel(band->x[i]));
          const auto low = static_cast<float>(y_.pixel(band->low[i]));
          const auto high = static_cast<float>(y_.pixel(band->high[i]));
          if (!std::isfinite(x) || !std::isfinite(low) || !std::isfinite(high)) break;
          upper.push_back({x, high});
          lower.push_back({x, low});
        }
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        if (upper.size() >= 4) {
          sheet_.add(
              Polygon{std::move(upper), with_alpha(one.color, sheet_.theme.dark ? 0.28 : 0.2)});
        }
        from = i + 1;
      }
    }
  }
}

void Plot::draw_bars() {
  size_t groups = 0;
  for (const SeriesLook& one : series_.series) groups += one.bars.size();
  for (const SeriesLook& one : series_.series) {
    for (const figure::Bars* bars : one.bars) {
      Rects rects;
      const double log_zero = y_.from();
      for (size_t i = 0; i < std::min({bars->x0.size(), bars->x1.size(), bars->y.size()}); ++i) {
        const double a = x_.pixel(bars->x0[i]);
        const double b = x_.pixel(bars->x1[i]);
        const double zero = std::isnan(y_.pixel(0)) ? log_zero : y_.pixel(0);
        const double top = y_.pixel(bars->y[i]);
        if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(top)) continue;
        const double gap = std::abs(b - a) > 4 ? 0.5 : 0;  // bars are told apart
        rects.boxes.push_back({static_cast<float>(std::min(a, b) + gap),
                               static_cast<float>(std::min(zero, top)),
                               static_cast<float>(std::abs(b - a) - 2 * gap),
                               static_cast<float>(std::abs(top - zero))});
      }
      rects.colors = {with_alpha(one.color, groups > 1 ? 0.6 : 0.85)};
      if (!rects.boxes.empty()) sheet_.add(std::move(rects));
    }
  }
}

void Plot::draw_line(const SeriesLook& series, const figure::Line& line, bool behind) {
  Trace trace = trace_line(line, x_, y_, sheet_.options.density);
  const Color color = behind ? with_alpha(series.color, 0.3) : series.color;
  // A line this restless fills an area: finer, and without dashes that nobody could see.
  const bool dense = trace.travel > kRestless * plot_.width;
  const float width =
      dense || behind ? std::min(1.0F, sheet_.options.line_width) : sheet_.options.line_width;
  size_t seen = 0;
  if (!line.columns && (&line != series.main || series.raw == nullptr)) {
    for (const double x : line.x) {
      const double at = x_.pixel(x);
      seen += at >= plot_.x - 0.5F && at <= right_of(plot_) + 0.5F ? 1 : 0;
    }
  }
  const bool few = seen > 0 && static_cast<float>(seen) * 32 < plot_.width;
  if (few || !trace.dots.empty()) {
    Markers dots;
    dots.color = color;
    dots.size = few ? 4.5F : std::max(3.0F, sheet_.options.line_width * 1.7F);
    dots.points = std::move(trace.dots);
    if (few) {
      dots.points.clear();
      for (const Point& point : trace.points) {
        if (!std::isnan(point.x)) dots.points.push_back(point);
      }
    }
    keep_clear(dots.points);
    sheet_.add(std::move(dots));
  }
  ink_.push_back(trace.points);
  sheet_.line(std::move(trace.points), color, width, dense || behind ? Dash::kSolid : series.dash);
}

void Plot::draw_lines() {
  for (const SeriesLook& one : series_.series) {
    if (one.raw != nullptr) draw_line(one, *one.raw, true);
  }
  for (const SeriesLook& one : series_.series) {
    if (one.main != nullptr) draw_line(one, *one.main, false);
  }
}

// On points of the line, each run's at other places.
void Plot::draw_line_signs() {
  constexpr float kEach = 84;
  for (size_t order = 0; order < series_.series.size(); ++order) {
    const SeriesLook& one = series_.series[order];
    if (one.main == nullptr || one.sign == LineSign::kNone) continue;
    const std::vector<double>& xs = one.main->columns ? one.main->x1 : one.main->x;
    const std::vector<double>& ys = one.main->columns ? one.main->last : one.main->y;
    std::vector<Point> points;
    float next = plot_.x + 10 + static_cast<float>(order * 37 % 84);
    for (size_t i = 0; i < std::min(xs.size(), ys.size()); ++i) {
      const auto x = static_cast<float>(x_.pixel(xs[i]));
      const auto y = static_cast<float>(y_.pixel(ys[i]));
      if (!(x >= next && x <= right_of(plot_) + 1)) continue;
      if (!(y >= plot_.y - 1 && y <= bottom_of(plot_) + 1)) continue;
      points.push_back({x, y});
      while (next <= x) next += kEach;
    }
    draw_signs(sheet_, std::move(points), one.sign, one.color);
  }
}

void Plot::draw_best(const figure::PointSet& points) {
  Markers halo, best;
  halo.shape = best.shape = Marker::kDiamond;
  halo.size = 13;
  best.size = 9;
  halo.color = sheet_.theme.panel;
  best.color = styled(figure_.style, {"best"}, sheet_.theme.best);
  for (size_t i = 0; i < std::min(points.x.size(), points.y.size()); ++i) {
    const Point at = {static_cast<float>(x_.pixel(points.x[i])),
                      static_cast<float>(y_.pixel(points.y[i]))};
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
    if (at.x < plot_.x - 0.5F || at.x > right_of(plot_) + 0.5F) continue;
    halo.points.push_back(at);
    best.points.push_back(at);
    taken_.push_back({at.x - 6, at.y - 6, 12, 12});
  }
  if (best.points.empty()) return;
  sheet_.add(std::move(halo));
  sheet_.add(std::move(best));
}

void Plot::draw_points() {
  for (const SeriesLook& one : series_.series) {
    for (const figure::PointSet* points : one.points) {
      if (points->role == figure::Role::kBest) {
        draw_best(*points);
        continue;
      }
      Markers markers;
      markers.shape = one.shape;
      markers.color = with_alpha(one.color, points->x.size() > 1000 ? 0.6 : 0.9);
      markers.size = points->x.size() > 1000 ? 3 : points->x.size() > 100 ? 4.5F : 6;
      for (size_t i = 0; i < std::min(points->x.size(), points->y.size()); ++i) {
        const double x = x_.pixel(points->x[i]);
        const double y = y_.pixel(points->y[i]);
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        if (x < plot_.x - 3 || x > right_of(plot_) + 3) continue;
        markers.points.push_back({static_cast<float>(x), static_cast<float>(y)});
      }
      if (!markers.points.empty()) sheet_.add(std::move(markers));
    }
  }
}

void Plot::keep_clear(const std::vector<Point>& dots) {
  for (size_t i = 0; i < std::min<size_t>(dots.size(), 64); ++i) {
    taken_.push_back({dots[i].x - 4, dots[i].y - 4, 8, 8});
  }
}

void Plot::draw_horizontal_rules() {
  for (const figure::Mark& mark : panel_.marks) {
    const auto* rule = std::get_if<figure::Rule>(&mark);
    if (rule == nullptr || !rule->y) continue;
    const double at = y_.pixel(*rule->y);
    if (!(at >= plot_.y - 1 && at <= bottom_of(plot_) + 1)) continue;
    const auto y = static_cast<float>(std::floor(at)) + 0.5F;
    const Color color = with_alpha(role_color(sheet_.theme, rule->role), 0.8);
    sheet_.line({{plot_.x, y}, {right_of(plot_), y}}, color, 1.25F, Dash::kDash);
    ink_.push_back({{plot_.x, y}, {right_of(plot_), y}});
  }
}

bool Plot::crosses_ink(const Box& box) const {
  for (const std::vector<Point>& line : ink_) {
    for (size_t i = 1; i < line.size(); ++i) {
      if (std::isnan(line[i - 1].x) || std::isnan(line[i].x)) continue;
      if (touches(line[i - 1], line[i], box)) return true;
    }
  }
  return false;
}

bool Plot::place_words(Point at, const std::string& text, const TextStyle& style, Reach reach) {
  const float width = sheet_.width(text, style.size, style.weight);
  const float size = style.size;
  if (text.empty() || width + 4 > plot_.width) return false;
  struct Place {
    float x, baseline;
  };
  const float left = std::clamp(at.x - width / 2, plot_.x + 2, right_of(plot_) - width - 2);
  const std::array places = {
      Place{left, at.y - size * 0.8F},      Place{left, at.y + size * 1.6F},
      Place{at.x + 9, at.y + size * 0.36F}, Place{at.x - 9 - width, at.y + size * 0.36F},
      Place{at.x + 8, at.y - size * 0.7F},  Place{at.x - 8 - width, at.y - size * 0.7F},
      Place{at.x + 8, at.y + size * 1.4F},  Place{at.x - 8 - width, at.y + size * 1.4F},
      Place{left, at.y - size * 2.2F},      Place{left, at.y + size * 3.0F}};
  const size_t tried = reach == Reach::kNear ? 8 : places.size();
  const Place* second = nullptr;
  const auto draw = [&](const Place& place) {
    taken_.push_back(sheet_.text(place.x, place.baseline, text, style));
    return true;
  };
  for (size_t i = 0; i < tried; ++i) {
    const Place& place = places.at(i);
    const Box box = {place.x, place.baseline - size * kAscent, width, size};
    if (box.x < plot_.x || right_of(box) > right_of(plot_)) continue;
    if (box.y < plot_.y - 2 || bottom_of(box) > bottom_of(plot_)) continue;
    const Box wide = {box.x - 2, box.y - 1, box.width + 4, box.height + 2};
    if (std::any_of(taken_.begin(), taken_.end(),
                    [&](const Box& b) { return overlaps(b, wide); })) {
      continue;
    }
    if (!crosses_ink(wide)) return draw(place);
    if (second == nullptr) second = &place;
  }
  return reach == Reach::kMust && second != nullptr && draw(*second);
}

Color Plot::tint(figure::Role role) const {
  if (role == figure::Role::kNone) return sheet_.theme.muted;
  return readable(role_color(sheet_.theme, role), sheet_.theme.text, sheet_.theme.panel);
}

// What is said in brackets goes first where there is no room.
std::string Plot::brief(const std::string& label) {
  return label.substr(0, label.find(" ("));
}

void Plot::place_rule_name(const figure::Rule& rule) {
  const float font = sheet_.font;
  const auto y = static_cast<float>(y_.pixel(*rule.y));
  if (!std::isfinite(y)) return;
  for (const std::string& text : {rule.label, brief(rule.label)}) {
    const float half = sheet_.width(text, font) / 2;
    const float middle = plot_.x + plot_.width / 2;
    for (const float x : {right_of(plot_) - half - 4, plot_.x + half + 4, middle}) {
      if (place_words({x, y + font * 0.3F}, text, {font, tint(rule.role)}, Reach::kNear)) return;
    }
  }
}

void Plot::place_region_name(const figure::Region& region) {
  const double right = x_.value(right_of(plot_));
  const Box span = span_box(region.x0.value_or(x_.value(plot_.x)), region.x1.value_or(right));
  const float font = sheet_.font;
  const float end = bottom_of(plot_);
  const float top = std::max(plot_.y, region.y1 ? static_cast<float>(y_.pixel(*region.y1)) : 0);
  const float bottom = std::min(end, region.y0 ? static_cast<float>(y_.pixel(*region.y0)) : end);
  if (!(bottom > plot_.y) || !(top < end)) return;  // out of sight
  const TextStyle style{font, tint(region.role)};
  // A zone that warns is named even far away, or where its name crosses a line.
  const bool warns = region.role == figure::Role::kError || region.role == figure::Role::kWarn;
  const std::array ys = {top - font * 0.3F, (top + bottom) / 2 - font * 1.2F, bottom + font / 2,
                         end + font / 2};
  for (const std::string& text : {region.label, brief(region.label)}) {
    const float half = sheet_.width(text, font) / 2;
    const std::array xs = {span.x + half + 4, right_of(span) - half - 4, span.x + span.width / 2};
    for (size_t i = 0; i < (warns ? 4U : 3U); ++i) {
      for (const float x : xs) {
        if (place_words({x, ys.at(i)}, text, style, Reach::kFar)) return;
      }
    }
  }
  if (!warns) return;
  const std::string text = clip_text(sheet_.measure, brief(region.label), plot_.width - 8, font);
  const float half = sheet_.width(text, font) / 2;
  place_words({span.x + half + 4, ys[0]}, text, style, Reach::kMust);
}

void Plot::place_best_names() {
  if (series_.several_runs) return;  // they would be many and alike
  for (const SeriesLook& one : series_.series) {
    for (const figure::PointSet* points : one.points) {
      if (points->role != figure::Role::kBest || points->x.size() != 1) continue;
      const Point at = {static_cast<float>(x_.pixel(points->x[0])),
                        static_cast<float>(y_.pixel(points->y[0]))};
      if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
      place_words(at, "best " + format_short(points->y[0]),
                  {sheet_.font, tint(figure::Role::kBest)}, Reach::kFar);
    }
  }
}

// Words among the data, the most important first: notes, limits, regions, best values.
void Plot::draw_texts() {
  for (const figure::Mark& mark : panel_.marks) {
    const auto* note = std::get_if<figure::Note>(&mark);
    if (note == nullptr) continue;
    const Point at = {static_cast<float>(x_.pixel(note->x)), static_cast<float>(y_.pixel(note->y))};
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) continue;
    place_words(at, note->text, {sheet_.font, sheet_.theme.text}, Reach::kMust);
  }
  for (const figure::Mark& mark : panel_.marks) {
    if (const auto* rule = std::get_if<figure::Rule>(&mark); rule != nullptr && rule->y) {
      place_rule_name(*rule);
    }
    if (const auto* region = std::get_if<figure::Region>(&mark)) place_region_name(*region);
  }
  place_best_names();
}

}  // namespace oriel::draw
