// DisplayList: a figure resolved to what a painter can draw without thinking — eight primitives in
// pixels and colours. Layout makes it (draw/layout.h); painters (cairo, GL) walk it in order.
//
// Coordinates are in points of the page at scale 1, y downwards; a painter multiplies by its own
// scale. Plain data; no I/O, no threads.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "figure/figure.h"

namespace oriel::draw {

struct Point {
  float x = 0, y = 0;
};
struct Size {
  float width = 0, height = 0;
};
struct Box {
  float x = 0, y = 0, width = 0, height = 0;
};

// Not premultiplied, sRGB.
struct Color {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;
};

// The order is that of the browser (web/src/chart/series.ts).
enum class Dash : uint8_t { kSolid, kDash, kDot, kDashDot, kShortDash, kLongDot };
enum class Marker : uint8_t { kCircle, kSquare, kDiamond, kTriangle, kTriangleDown, kCross, kPlus };
enum class Anchor : uint8_t { kStart, kMiddle, kEnd };
enum class Weight : uint8_t { kRegular, kBold };

// Points that are NaN interrupt the line.
struct Polyline {
  std::vector<Point> points;
  Color color;
  float width = 1;
  Dash dash = Dash::kSolid;
};
// Filled; the last point joins the first. May be concave, not self-crossing.
struct Polygon {
  std::vector<Point> points;
  Color color;
};
struct Rects {
  std::vector<Box> boxes;
  std::vector<Color> colors;  // one, or one per box
};
struct Markers {
  std::vector<Point> points;
  Marker shape = Marker::kCircle;
  float size = 6;  // across
  Color color;
  bool filled = true;
};
// Pixels row by row, stretched to the box; nearest: cells stay sharp.
struct Picture {
  Box box;
  uint32_t width = 0, height = 0;
  std::vector<Color> pixels;
  bool nearest = true;
};
// One line of text; (x, y) is its baseline at the anchor. Turned by 90° against the clock if
// `upright` is false.
struct Label {
  float x = 0, y = 0;
  std::string text;
  float size = 12;
  Weight weight = Weight::kRegular;
  Anchor anchor = Anchor::kStart;
  bool upright = true;
  bool tabular = false;  // digits of equal width
  Color color;
};
// What follows is seen inside the box only, until the next Clip; an empty box ends clipping.
struct Clip {
  Box box;
};
// What is under the pointer here; painted by nobody.
struct Hit {
  Box box;
  figure::Entity entity;
};

using Item = std::variant<Polyline, Polygon, Rects, Markers, Picture, Label, Clip, Hit>;

struct DisplayList {
  Size size;
  Color background;
  std::vector<Item> items;
};

}  // namespace oriel::draw
