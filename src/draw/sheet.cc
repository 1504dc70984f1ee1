#include "draw/sheet.h"

namespace oriel::draw {

bool overlaps(const Box& a, const Box& b) {
  return a.x < right_of(b) && b.x < right_of(a) && a.y < bottom_of(b) && b.y < bottom_of(a);
}

Box text_box(TextMeasure& measure, float x, float baseline, std::string_view text,
             const TextStyle& style) {
  const float width = measure.width(text, style.size, style.weight);
  const float before = style.anchor == Anchor::kStart ? 0
                       : style.anchor == Anchor::kEnd ? width
                                                      : width / 2;
  return {x - before, baseline - style.size * kAscent, width, style.size * (kAscent + kDescent)};
}

Box Sheet::text(float x, float baseline, std::string text, const TextStyle& style) {
  if (text.empty()) return {x, baseline, 0, 0};
  const Box box = text_box(measure, x, baseline, text, style);
  Label label;
  label.x = x;
  label.y = baseline;
  label.text = std::move(text);
  label.size = style.size;
  label.weight = style.weight;
  label.anchor = style.anchor;
  label.tabular = style.tabular;
  label.color = style.color;
  add(std::move(label));
  return box;
}

void draw_signs(Sheet& sheet, std::vector<Point> points, LineSign sign, Color color) {
  if (sign == LineSign::kNone || points.empty()) return;
  const Marker shape = sign == LineSign::kSquare ? Marker::kSquare : Marker::kCircle;
  sheet.add(Markers{points, shape, 9, sheet.theme.panel, true});
  sheet.add(Markers{std::move(points), shape, 7, color, sign != LineSign::kRing});
}

void Sheet::turned_text(float x, float y, std::string text, const TextStyle& style) {
  if (text.empty()) return;
  Label label;
  label.x = x;
  label.y = y;
  label.text = std::move(text);
  label.size = style.size;
  label.weight = style.weight;
  label.anchor = style.anchor;
  label.upright = false;
  label.color = style.color;
  add(std::move(label));
}

void Sheet::line(std::vector<Point> points, Color color, float width, Dash dash) {
  if (points.size() < 2) return;
  add(Polyline{std::move(points), color, width, dash});
}

void Sheet::rect(const Box& box, Color color) {
  if (!(box.width > 0) || !(box.height > 0)) return;
  add(Rects{{box}, {color}});
}

}  // namespace oriel::draw
