#include "draw/tessellate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace oriel::draw {
namespace {

bool finite(Point p) {
  return std::isfinite(p.x) && std::isfinite(p.y);
}

// Four corners in order around the quad.
void add_quad(Mesh& mesh, const std::array<Vertex, 4>& corners) {
  const auto first = static_cast<uint32_t>(mesh.vertices.size());
  mesh.vertices.insert(mesh.vertices.end(), corners.begin(), corners.end());
  for (const uint32_t i : {0, 1, 2, 0, 2, 3}) mesh.indices.push_back(first + i);
}

Vertex vertex(Point p, Color color, Fragment fragment, uint8_t part = 0) {
  Vertex v;
  v.x = p.x;
  v.y = p.y;
  v.color = color;
  v.fragment = static_cast<uint8_t>(fragment);
  v.part = part;
  return v;
}

// One segment from a to b, with room for its ends and its soft edge.
void add_segment(Mesh& mesh, Point a, Point b, float half, uint8_t ends, Color color) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  const Point along = length > 0 ? Point{(b.x - a.x) / length, (b.y - a.y) / length} : Point{1, 0};
  const Point across = {-along.y, along.x};
  const float room = half + 0.5F;  // beyond, nothing is covered
  const float start = (ends & kFlatStart) != 0 ? 0.5F : room;
  const float end = (ends & kFlatEnd) != 0 ? 0.5F : room;
  const auto corner = [&](float t, float n) {
    Vertex v = vertex({a.x + along.x * t + across.x * n, a.y + along.y * t + across.y * n}, color,
                      Fragment::kLine, ends);
    v.a[0] = t;
    v.a[1] = n;
    v.a[2] = length;
    v.a[3] = half;
    return v;
  };
  add_quad(mesh, {corner(-start, -room), corner(-start, room), corner(length + end, room),
                  corner(length + end, -room)});
}

// Points of one unbroken stretch, none of them where the last one was.
void add_stretch(Mesh& mesh, std::span<const Point> points, float half, Color color) {
  if (points.size() == 1) {
    return add_segment(mesh, points[0], points[0], half, kRoundEnds, color);
  }
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    uint8_t ends = kRoundEnds;  // round where segments meet, flat where the line ends
    if (i == 0) ends |= kFlatStart;
    if (i + 2 == points.size()) ends |= kFlatEnd;
    add_segment(mesh, points[i], points[i + 1], half, ends, color);
  }
}

// Walks along a stretch and cuts it into its dashes.
class Dasher {
 public:
  // Far more than a screen holds: what is longer runs off it and stays whole.
  static constexpr float kMaxDashes = 20'000;

  Dasher(Mesh& mesh, std::span<const float> pattern, float unit, float width, Color color)
      : mesh_(mesh), pattern_(pattern), unit_(unit), width_(width), color_(color) {}

  void walk(std::span<const Point> points) {
    float total = 0, period = 0;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      total += std::hypot(points[i + 1].x - points[i].x, points[i + 1].y - points[i].y);
    }
    for (const float part : pattern_) period += part * unit_;
    if (!(total / period < kMaxDashes)) return add_stretch(mesh_, points, width_ / 2, color_);
    at_ = 0;
    left_ = pattern_[0] * unit_;
    dash_ = {points[0]};
    for (size_t i = 0; i + 1 < points.size(); ++i) segment(points[i], points[i + 1]);
    if (dash_.size() > 1) add_stretch(mesh_, dash_, width_ / 2, color_);
  }

 private:
  bool drawing() const { return at_ % 2 == 0; }

  void segment(Point a, Point b) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    float done = 0;
    while (length - done > left_) {
      done += left_;
      const float part = done / length;
      turn({a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part});
    }
    left_ -= length - done;
    if (drawing()) dash_.push_back(b);
  }

  // From dash to gap or back, at p.
  void turn(Point p) {
    if (drawing()) {
      dash_.push_back(p);
      add_stretch(mesh_, dash_, width_ / 2, color_);
    }
    at_ = (at_ + 1) % pattern_.size();
    left_ = pattern_[at_] * unit_;
    dash_ = {p};
  }

  Mesh& mesh_;
  std::span<const float> pattern_;
  float unit_, width_;
  Color color_;
  size_t at_ = 0;
  float left_ = 0;
  std::vector<Point> dash_;
};

double cross(Point a, Point b, Point c) {
  return (double{b.x} - a.x) * (double{c.y} - a.y) - (double{b.y} - a.y) * (double{c.x} - a.x);
}

// Twice the signed area.
double doubled_area(std::span<const Point> polygon) {
  double sum = 0;
  for (size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    sum += double{a.x} * b.y - double{b.x} * a.y;
  }
  return sum;
}

// A chain of points with x that never falls, asked from left to right.
class Chain {
 public:
  explicit Chain(std::vector<Point> points) : points_(std::move(points)) {}
  // y just to the right (or left) of x.
  float after(float x) {
    while (at_ + 1 < points_.size() && points_[at_ + 1].x <= x) ++at_;
    return between(at_, x);
  }
  float before(float x) {
    while (at_ + 1 < points_.size() && points_[at_ + 1].x < x) ++at_;
    return between(at_, x);
  }

 private:
  float between(size_t i, float x) const {
    const Point a = points_[i];
    if (i + 1 >= points_.size()) return a.y;
    const Point b = points_[i + 1];
    const float part = b.x > a.x ? (x - a.x) / (b.x - a.x) : 0;
    return a.y + (b.y - a.y) * std::clamp(part, 0.f, 1.f);
  }
  std::vector<Point> points_;
  size_t at_ = 0;
};

// The shape of every band: from one end to the other in x and back. Cut at every x into pieces
// with two upright sides. False: not such a polygon.
bool triangulate_band(std::span<const Point> p, std::vector<Point>& out) {
  const size_t n = p.size();
  const auto by_x = [](Point a, Point b) { return a.x < b.x; };
  const auto left = static_cast<size_t>(std::min_element(p.begin(), p.end(), by_x) - p.begin());
  std::vector<Point> there = {p[left]}, back;
  size_t i = 1;
  for (; i < n && p[(left + i) % n].x >= there.back().x; ++i) there.push_back(p[(left + i) % n]);
  back.push_back(there.back());
  for (; i <= n; ++i) {
    if (p[(left + i) % n].x > back.back().x) return false;
    back.push_back(p[(left + i) % n]);
  }
  std::reverse(back.begin(), back.end());
  std::vector<float> cuts;
  for (const Point q : p) cuts.push_back(q.x);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  Chain high(std::move(there)), low(std::move(back));
  for (size_t c = 0; c + 1 < cuts.size(); ++c) {
    const float x0 = cuts[c], x1 = cuts[c + 1];
    const Point a = {x0, high.after(x0)}, d = {x0, low.after(x0)};
    const Point b = {x1, high.before(x1)}, e = {x1, low.before(x1)};
    out.insert(out.end(), {a, b, e, a, e, d});
  }
  return true;
}

// Cuts off ears. `p` runs against the clock.
void triangulate_ears(std::vector<Point> p, std::vector<Point>& out) {
  const auto is_ear = [&](size_t i) {
    const size_t n = p.size();
    const Point a = p[(i + n - 1) % n], b = p[i], c = p[(i + 1) % n];
    if (cross(a, b, c) <= 0) return false;
    for (size_t j = 0; j + 3 < n; ++j) {
      const Point q = p[(i + 2 + j) % n];
      if (cross(a, b, q) >= 0 && cross(b, c, q) >= 0 && cross(c, a, q) > 0) return false;
    }
    return true;
  };
  const auto is_flat = [&](size_t i) {
    const size_t n = p.size();
    return cross(p[(i + n - 1) % n], p[i], p[(i + 1) % n]) == 0;
  };
  size_t i = 0, misses = 0;
  while (p.size() > 3 && misses < p.size()) {
    i %= p.size();
    const bool ear = is_ear(i);
    if (!ear && !is_flat(i)) {
      ++i;
      ++misses;
      continue;
    }
    if (ear) {
      const size_t n = p.size();
      out.insert(out.end(), {p[(i + n - 1) % n], p[i], p[(i + 1) % n]});
    }
    p.erase(p.begin() + static_cast<ptrdiff_t>(i));
    misses = 0;
    if (i > 0) --i;
  }
  // What has no ear left crosses itself; a fan is as good as anything.
  for (size_t j = 1; j + 1 < p.size(); ++j) out.insert(out.end(), {p[0], p[j], p[j + 1]});
}

}  // namespace

std::span<const float> dash_pattern(Dash dash) {
  static constexpr std::array<float, 2> kDashes = {7, 4};
  static constexpr std::array<float, 2> kDots = {2, 3};
  static constexpr std::array<float, 4> kBoth = {11, 3, 2, 3};
  static constexpr std::array<float, 2> kShort = {4, 2};
  static constexpr std::array<float, 4> kLong = {1, 2, 6, 2};
  switch (dash) {
    case Dash::kDash:
      return kDashes;
    case Dash::kDot:
      return kDots;
    case Dash::kDashDot:
      return kBoth;
    case Dash::kShortDash:
      return kShort;
    case Dash::kLongDot:
      return kLong;
    case Dash::kSolid:
      break;
  }
  return {};
}

void add_polyline(Mesh& mesh, std::span<const Point> points, float width, Dash dash, Color color,
                  float scale) {
  if (!(width > 0)) return;
  std::vector<Point> stretch;
  const auto finish = [&] {
    if (stretch.empty()) return;
    if (dash == Dash::kSolid || stretch.size() == 1) {
      add_stretch(mesh, stretch, width / 2, color);
    } else {
      Dasher(mesh, dash_pattern(dash), std::max(scale, width / 1.75F), width, color).walk(stretch);
    }
    stretch.clear();
  };
  for (const Point p : points) {
    if (!finite(p)) {
      finish();
    } else if (stretch.empty() || stretch.back().x != p.x || stretch.back().y != p.y) {
      stretch.push_back(p);
    }
  }
  finish();
}

void add_polygon(Mesh& mesh, std::span<const Point> points, Color color) {
  const std::vector<Point> triangles = triangulate(points);
  if (triangles.empty()) return;
  for (const Point p : triangles) {
    mesh.indices.push_back(static_cast<uint32_t>(mesh.vertices.size()));
    mesh.vertices.push_back(vertex(p, color, Fragment::kSolid));
  }
  for (size_t i = 0; i < points.size(); ++i) {
    const Point a = points[i], b = points[(i + 1) % points.size()];
    if (finite(a) && finite(b)) add_segment(mesh, a, b, 0, kFlatStart | kFlatEnd, color);
  }
}

void add_box(Mesh& mesh, const Box& box, Color color) {
  const float hw = box.width / 2, hh = box.height / 2;
  if (!(hw > 0) || !(hh > 0)) return;
  const Point middle = {box.x + hw, box.y + hh};
  const auto corner = [&](float x, float y) {
    Vertex v = vertex({middle.x + x, middle.y + y}, color, Fragment::kBox);
    v.a[0] = x;
    v.a[1] = y;
    v.a[2] = hw;
    v.a[3] = hh;
    return v;
  };
  const float w = hw + 0.5F, h = hh + 0.5F;
  add_quad(mesh, {corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)});
}

void add_marker(Mesh& mesh, Point at, Marker shape, float size, float stroke, Color color) {
  if (!finite(at)) return;
  const float room = size / 2 + stroke + 2;
  const auto corner = [&](float x, float y) {
    Vertex v = vertex({at.x + x, at.y + y}, color, Fragment::kMarker, static_cast<uint8_t>(shape));
    v.a[0] = x;
    v.a[1] = y;
    v.a[2] = size / 2;
    v.a[3] = stroke;
    return v;
  };
  add_quad(mesh,
           {corner(-room, -room), corner(room, -room), corner(room, room), corner(-room, room)});
}

void add_textured(Mesh& mesh, Fragment fragment, const Box& box, const Box& uv, Color color,
                  Point at, bool turned) {
  const auto corner = [&](float right, float down) {
    const Point p = {box.x + box.width * right, box.y + box.height * down};
    const Point q = turned ? Point{p.y, -p.x} : p;
    Vertex v = vertex({at.x + q.x, at.y + q.y}, color, fragment);
    v.a[0] = uv.x + uv.width * right;
    v.a[1] = uv.y + uv.height * down;
    return v;
  };
  add_quad(mesh, {corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)});
}

std::vector<Point> triangulate(std::span<const Point> polygon) {
  std::vector<Point> p, out;
  for (const Point q : polygon) {
    if (finite(q) && (p.empty() || p.back().x != q.x || p.back().y != q.y)) p.push_back(q);
  }
  while (p.size() > 1 && p.front().x == p.back().x && p.front().y == p.back().y) p.pop_back();
  if (p.size() < 3) return out;
  if (triangulate_band(p, out)) return out;
  out.clear();
  if (doubled_area(p) < 0) std::reverse(p.begin(), p.end());
  triangulate_ears(std::move(p), out);
  return out;
}

}  // namespace oriel::draw
