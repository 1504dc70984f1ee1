#include "draw/trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

#include "draw/sample_figures_test_util.h"

namespace oriel::draw {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct Reach {
  double low = 1e300, high = -1e300;
  void include(double y) {
    low = std::min(low, y);
    high = std::max(high, y);
  }
};

// How far a line reaches in every pixel column, by definition: its points and where it passes from
// one column to the next.
std::map<int, Reach> reaches(const std::vector<Point>& points, double density) {
  std::map<int, Reach> out;
  for (size_t i = 0; i < points.size(); ++i) {
    const Point b = points[i];
    if (std::isnan(b.x)) continue;
    out[static_cast<int>(std::floor(b.x * density))].include(b.y);
    if (i == 0 || std::isnan(points[i - 1].x)) continue;
    const Point a = points[i - 1];
    const int from = static_cast<int>(std::floor(a.x * density));
    const int to = static_cast<int>(std::floor(b.x * density));
    for (int column = from + 1; column <= to; ++column) {
      const double share = (column / density - a.x) / (b.x - a.x);
      const double y = a.y + (b.y - a.y) * share;
      out[column - 1].include(y);
      out[column].include(y);
    }
  }
  return out;
}

TEST(Trace, ReachesInEveryColumnAsFarAsAllPoints) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    sample::Random random(seed);
    const size_t n = static_cast<size_t>(1 + random.below(3000));
    figure::Line line;
    for (size_t i = 0; i < n; ++i) {
      line.x.push_back(random.below(5) == 0 && i > 0 ? line.x.back() : static_cast<double>(i));
      line.y.push_back(random.below(60) == 0 ? kNaN : random.next());
    }
    const Scale x = Scale::over({}, {0, static_cast<double>(n)}, 5, 5 + random.between(10, 300));
    const Scale y = Scale::over({}, {0, 1}, 100, 0);
    const double density = random.below(2) == 0 ? 1 : 2;
    const Trace whole = trace_line(line, x, y, 0);
    const Trace reduced = trace_line(line, x, y, density);
    const auto wanted = reaches(whole.points, density);
    const auto got = reaches(reduced.points, density);
    ASSERT_EQ(wanted.size(), got.size()) << seed;
    for (const auto& [column, reach] : wanted) {
      EXPECT_NEAR(got.at(column).low, reach.low, 1e-3) << seed << " column " << column;
      EXPECT_NEAR(got.at(column).high, reach.high, 1e-3) << seed << " column " << column;
    }
    EXPECT_EQ(whole.dots.size(), reduced.dots.size()) << seed;
    EXPECT_LE(reduced.points.size(), whole.points.size()) << seed;
  }
}

TEST(Trace, KeepsFourPointsAColumn) {
  figure::Line line;
  for (int i = 0; i < 100000; ++i) {
    line.x.push_back(i);
    line.y.push_back(std::sin(i * 0.7));
  }
  const Trace trace =
      trace_line(line, Scale::over({}, {0, 99999}, 0, 200), Scale::over({}, {-1, 1}, 100, 0), 2);
  EXPECT_LE(trace.points.size(), 4U * 401);
  EXPECT_GE(trace.points.size(), 3U * 400);
}

TEST(Trace, NeverBridgesWhatIsNotANumber) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    sample::Random random(seed);
    figure::Line line;
    for (int i = 0; i < 400; ++i) {
      line.x.push_back(i);
      line.y.push_back(random.below(10) == 0 ? kNaN : random.next());
    }
    const Scale x = Scale::over({}, {0, 400}, 0, 100);
    const Scale y = Scale::over({}, {0, 1}, 100, 0);
    const Trace trace = trace_line(line, x, y, 1);
    for (size_t i = 1; i < trace.points.size(); ++i) {
      if (std::isnan(trace.points[i].x) || std::isnan(trace.points[i - 1].x)) continue;
      const auto from = static_cast<size_t>(std::lround(trace.points[i - 1].x * 4));
      const auto to = static_cast<size_t>(std::lround(trace.points[i].x * 4));
      for (size_t k = from; k <= to; ++k)
        ASSERT_TRUE(std::isfinite(line.y[k])) << seed << " at " << k;
    }
  }
}

TEST(Trace, AnIsolatedPointIsADot) {
  figure::Line line;
  line.x = {0, 1, 2, 3, 4};
  line.y = {1, kNaN, 0.5, kNaN, 1};
  const Trace trace =
      trace_line(line, Scale::over({}, {0, 4}, 0, 100), Scale::over({}, {0, 1}, 100, 0), 2);
  ASSERT_EQ(trace.dots.size(), 3U);
  EXPECT_FLOAT_EQ(trace.dots[1].x, 50);
  EXPECT_FLOAT_EQ(trace.dots[1].y, 50);
}

TEST(Trace, WhatALogAxisHasNoPlaceForLiesBelow) {
  figure::Line line;
  line.x = {0, 1, 2};
  line.y = {10, 0, 10};
  const Transform log = {ScaleKind::kLog, 1};
  const Trace trace =
      trace_line(line, Scale::over({}, {0, 2}, 0, 100), Scale::over(log, {1, 100}, 100, 0), 0);
  EXPECT_TRUE(trace.below);
  EXPECT_GT(trace.points[1].y, 100);
}

}  // namespace
}  // namespace oriel::draw
