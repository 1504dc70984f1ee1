#include "draw/tessellate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace oriel::draw {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr Color kInk = {10, 20, 30, 255};

double area_of(const std::vector<Point>& polygon) {
  double sum = 0;
  for (size_t i = 0; i < polygon.size(); ++i) {
    const Point a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    sum += double{a.x} * b.y - double{b.x} * a.y;
  }
  return std::abs(sum) / 2;
}

double triangles_area(const std::vector<Point>& t) {
  double sum = 0;
  for (size_t i = 0; i + 2 < t.size(); i += 3) sum += area_of({t[i], t[i + 1], t[i + 2]});
  return sum;
}

bool inside_polygon(const std::vector<Point>& p, Point q) {
  bool in = false;
  for (size_t i = 0, j = p.size() - 1; i < p.size(); j = i++) {
    if ((p[i].y > q.y) != (p[j].y > q.y) &&
        q.x < (p[j].x - p[i].x) * (q.y - p[i].y) / (p[j].y - p[i].y) + p[i].x) {
      in = !in;
    }
  }
  return in;
}

int triangles_over(const std::vector<Point>& t, Point q) {
  int n = 0;
  for (size_t i = 0; i + 2 < t.size(); i += 3) {
    n += inside_polygon({t[i], t[i + 1], t[i + 2]}, q) ? 1 : 0;
  }
  return n;
}

void expect_exact(const std::vector<Point>& polygon, unsigned seed) {
  const std::vector<Point> t = triangulate(polygon);
  ASSERT_EQ(t.size() % 3, 0u);
  EXPECT_NEAR(triangles_area(t), area_of(polygon), 1e-3 * area_of(polygon) + 1e-3);
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> place(-10, 210);
  for (int i = 0; i < 300; ++i) {
    const Point q = {place(random), place(random)};
    ASSERT_EQ(triangles_over(t, q), inside_polygon(polygon, q) ? 1 : 0)
        << "at " << q.x << ", " << q.y << ", seed " << seed;
  }
}

TEST(Triangulate, StarsOfAnyShapeAreCoveredOnce) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> radius(10, 95);
    std::vector<Point> star;
    const int n = 3 + static_cast<int>(seed);
    for (int i = 0; i < n; ++i) {
      const double turn = 2 * std::numbers::pi * i / n * (seed % 2 == 0 ? 1 : -1);
      const float r = radius(random);
      star.push_back({100 + r * static_cast<float>(std::cos(turn)),
                      100 + r * static_cast<float>(std::sin(turn))});
    }
    expect_exact(star, seed);
  }
}

TEST(Triangulate, BandsOfManyPointsAreCoveredOnce) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> value(1, 60);
    std::vector<Point> band;
    for (int i = 0; i <= 200; i += 2) band.push_back({static_cast<float>(i), 100 + value(random)});
    for (int i = 200; i >= 0; i -= 3) band.push_back({static_cast<float>(i), 100 - value(random)});
    expect_exact(band, seed);
  }
}

TEST(Triangulate, ABandWithUprightStepsKeepsItsArea) {
  const std::vector<Point> steps = {{0, 0},   {50, 0},  {50, 20}, {100, 20}, {100, 60},
                                    {60, 60}, {60, 90}, {30, 90}, {30, 70},  {0, 70}};
  expect_exact(steps, 1);
}

TEST(Triangulate, ACombRunsBackAndForth) {
  std::vector<Point> comb = {{0, 0}, {200, 0}};
  for (int i = 19; i >= 0; --i) {
    const auto y = static_cast<float>(10 * (19 - i));
    comb.push_back({i % 2 == 0 ? 20.f : 200.f, y + 10});
    comb.push_back({i % 2 == 0 ? 20.f : 200.f, y + 14});
  }
  expect_exact(comb, 2);
}

TEST(Triangulate, NothingComesOfNothing) {
  EXPECT_TRUE(triangulate({}).empty());
  const std::vector<Point> two = {{0, 0}, {1, 1}};
  EXPECT_TRUE(triangulate(two).empty());
  const std::vector<Point> flat = {{0, 0}, {1, 1}, {1, 1}, {kNaN, 0}};
  EXPECT_DOUBLE_EQ(triangles_area(triangulate(flat)), 0);
}

// Of the quads of a line: where each begins and ends along x, its soft edge taken off.
std::vector<std::pair<float, float>> stretches(const Mesh& mesh) {
  std::vector<std::pair<float, float>> out;
  for (size_t i = 0; i + 3 < mesh.vertices.size(); i += 4) {
    const Vertex& v = mesh.vertices[i];
    // The corner before the start, `t` to the left of it.
    const float start = v.x - v.a[0];
    out.emplace_back(start, start + v.a[2]);
  }
  return out;
}

TEST(Polyline, HasAQuadPerSegmentAndNoneAcrossNaN) {
  const std::vector<Point> points = {{0, 5},  {10, 5},    {10, 5}, {20, 5}, {kNaN, 5},
                                     {30, 5}, {40, kNaN}, {50, 5}, {60, 5}};
  Mesh mesh;
  add_polyline(mesh, points, 2, Dash::kSolid, kInk);
  const std::vector<std::pair<float, float>> expected = {{0, 10}, {10, 20}, {30, 30}, {50, 60}};
  EXPECT_EQ(stretches(mesh), expected);  // {30, 30}: alone, a dot
  EXPECT_EQ(mesh.indices.size(), 6 * expected.size());
  EXPECT_EQ(mesh.vertices[0].part, kFlatStart);
  EXPECT_EQ(mesh.vertices[4].part, kFlatEnd);
  EXPECT_EQ(mesh.vertices[8].part, kRoundEnds);
  for (const uint32_t i : mesh.indices) EXPECT_LT(i, mesh.vertices.size());
}

TEST(Polyline, ALineOfNoWidthIsNothing) {
  Mesh mesh;
  const std::vector<Point> points = {{0, 0}, {10, 0}};
  add_polyline(mesh, points, 0, Dash::kDash, kInk);
  add_polyline(mesh, points, kNaN, Dash::kSolid, kInk);
  add_polyline(mesh, {}, 2, Dash::kSolid, kInk);
  EXPECT_TRUE(mesh.vertices.empty());
}

TEST(Dashes, FollowTheirPatternAcrossCorners) {
  for (const Dash dash : {Dash::kDash, Dash::kDot, Dash::kDashDot}) {
    const std::span<const float> pattern = dash_pattern(dash);
    float on = 0, period = 0;
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (i % 2 == 0) on += pattern[i];
      period += pattern[i];
    }
    // A hundred periods, in pieces of any length.
    const float width = 3.5f, total = 100 * period * 2;  // twice as wide as curves are
    std::vector<Point> points;
    for (float x = 0; x < total; x += 7.3f) points.push_back({x, 0});
    points.push_back({total, 0});
    Mesh mesh;
    add_polyline(mesh, points, width, dash, kInk);
    double drawn = 0;
    float last = 0;
    for (const auto& [from, to] : stretches(mesh)) {
      EXPECT_GE(from, last - 0.01f);
      drawn += to - from;
      last = to;
    }
    EXPECT_NEAR(drawn, total * on / period, 0.01 * total);
  }
}

TEST(Dashes, AnEndlessLineStaysALine) {
  Mesh mesh;
  const std::vector<Point> points = {{0, 0}, {1e9f, 0}};
  add_polyline(mesh, points, 1, Dash::kDot, kInk);
  EXPECT_EQ(mesh.vertices.size(), 4u);
}

TEST(Quads, BoxesAndMarkersCoverWhatTheyStandFor) {
  Mesh mesh;
  add_box(mesh, {10, 20, 30, 40}, kInk);
  add_marker(mesh, {100, 100}, Marker::kDiamond, 8, 0, kInk);
  add_box(mesh, {0, 0, 0, 5}, kInk);
  add_marker(mesh, {kNaN, 0}, Marker::kCircle, 8, 0, kInk);
  ASSERT_EQ(mesh.vertices.size(), 8u);
  for (size_t i = 0; i < 4; ++i) {
    const Vertex& v = mesh.vertices[i];
    EXPECT_FLOAT_EQ(v.x - v.a[0], 25);
    EXPECT_FLOAT_EQ(v.y - v.a[1], 40);
    EXPECT_GT(std::abs(v.a[0]), v.a[2]);
    EXPECT_GT(std::abs(v.a[1]), v.a[3]);
  }
}

TEST(Quads, ATurnedGlyphRunsUpwards) {
  Mesh mesh;
  add_textured(mesh, Fragment::kGlyph, {5, -10, 4, 10}, {0, 0, 4, 10}, kInk, {100, 100}, true);
  ASSERT_EQ(mesh.vertices.size(), 4u);
  // What was up (y = -10) is left, what was right (x = 9) is up.
  EXPECT_FLOAT_EQ(mesh.vertices[0].x, 90);
  EXPECT_FLOAT_EQ(mesh.vertices[0].y, 95);
  EXPECT_FLOAT_EQ(mesh.vertices[1].x, 90);
  EXPECT_FLOAT_EQ(mesh.vertices[1].y, 91);
  EXPECT_FLOAT_EQ(mesh.vertices[2].x, 100);
}

}  // namespace
}  // namespace oriel::draw
