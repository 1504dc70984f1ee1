#include "store/series_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace oriel::store {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

// M4 once more, column by column, each from all points: slow, and nothing shared but column_of().
SeriesView reduce_slowly(const Points& points, std::pair<double, double> range, uint32_t width) {
  SeriesView view;
  const auto in_range = [&](size_t i) {
    return points.x[i] >= range.first && points.x[i] <= range.second;
  };
  for (size_t i = 0; i < points.x.size(); ++i) view.points_in_view += in_range(i);
  view.reduced = view.points_in_view > 2 * uint64_t{width};
  for (uint32_t c = 0; c < width; ++c) {
    std::vector<size_t> members;
    for (size_t i = 0; i < points.x.size(); ++i) {
      if (in_range(i) && column_of(points.x[i], range.first, range.second, width) == c) {
        members.push_back(i);
      }
    }
    if (members.empty()) continue;
    double low = std::nan(""), high = std::nan("");
    std::vector<std::pair<double, int>> gaps;
    for (const size_t i : members) {
      const double y = points.y[i];
      if (std::isfinite(y)) {
        low = std::fmin(low, y);
        high = std::fmax(high, y);
        continue;
      }
      const int code = std::isnan(y) ? 1 : y > 0 ? 2 : 3;
      if (std::none_of(gaps.begin(), gaps.end(), [&](auto& g) { return g.second == code; })) {
        gaps.emplace_back(points.x[i], code);
      }
    }
    std::sort(gaps.begin(), gaps.end());
    for (const auto& [x, code] : gaps) {
      view.gaps.x.push_back(x);
      view.gaps.code.push_back(static_cast<uint8_t>(code));
    }
    if (!view.reduced) continue;
    view.columns.x0.push_back(points.x[members.front()]);
    view.columns.x1.push_back(points.x[members.back()]);
    view.columns.first.push_back(points.y[members.front()]);
    view.columns.last.push_back(points.y[members.back()]);
    view.columns.min.push_back(low);
    view.columns.max.push_back(high);
    view.columns.count.push_back(static_cast<uint32_t>(members.size()));
  }
  return view;
}

void expect_same(const std::vector<double>& a, const std::vector<double>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) ASSERT_TRUE(same(a[i], b[i])) << i << " " << a[i] << b[i];
}

TEST(Reduce, AgreesWithTheDefinition) {
  std::mt19937_64 random(21);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 400; ++round) {
    Points points;
    const size_t n = 1 + random() % 300;
    const double scale = std::pow(10.0, static_cast<double>(random() % 20) - 10);
    for (size_t i = 0; i < n; ++i) {
      points.x.push_back(scale * (random() % 3 == 0 ? std::round(normal(random)) : normal(random)));
      const unsigned odd = random() % 20;
      points.y.push_back(odd == 0   ? std::nan("")
                         : odd == 1 ? kInf
                         : odd == 2 ? -kInf
                                    : normal(random));
    }
    std::sort(points.x.begin(), points.x.end());
    double from = scale * normal(random), to = scale * normal(random);
    if (random() % 4 == 0) from = points.x[random() % n];
    if (random() % 4 == 0) to = points.x[random() % n];
    if (from > to) std::swap(from, to);
    const auto width = static_cast<uint32_t>(1 + random() % 60);
    const SeriesView got = reduce(points, {from, to}, width);
    const SeriesView want = reduce_slowly(points, {from, to}, width);
    ASSERT_EQ(got.points_in_view, want.points_in_view);
    ASSERT_EQ(got.reduced, want.reduced);
    expect_same(got.columns.x0, want.columns.x0);
    expect_same(got.columns.x1, want.columns.x1);
    expect_same(got.columns.first, want.columns.first);
    expect_same(got.columns.min, want.columns.min);
    expect_same(got.columns.max, want.columns.max);
    expect_same(got.columns.last, want.columns.last);
    ASSERT_EQ(got.columns.count, want.columns.count);
    expect_same(got.gaps.x, want.gaps.x);
    ASSERT_EQ(got.gaps.code, want.gaps.code);
    ASSERT_EQ(got.extent, std::pair(points.x.front(), points.x.back()));
    if (got.reduced) continue;
    // All points in view, and one on each side.
    size_t begin = 0, end = 0;
    for (const double x : points.x) {
      begin += x < from;
      end += x <= to;
    }
    begin -= begin > 0;
    end += end < n;
    ASSERT_EQ(got.points.x, std::vector<double>(points.x.begin() + static_cast<ptrdiff_t>(begin),
                                                points.x.begin() + static_cast<ptrdiff_t>(end)));
  }
}

TEST(Reduce, EmptyInputsAndRanges) {
  EXPECT_EQ(reduce({}, {0, 1}, 10).points_in_view, 0u);
  const Points one = {{5}, {7}};
  EXPECT_EQ(reduce(one, {6, 4}, 10).points_in_view, 0u);
  EXPECT_EQ(reduce(one, {5, 5}, 10).points_in_view, 1u);
  EXPECT_EQ(reduce(one, {6, 7}, 10).points.x, std::vector<double>{5});
}

TEST(PixelColumns, CoverTheRangeInOrder) {
  std::mt19937_64 random(22);
  for (int round = 0; round < 300; ++round) {
    const double exponent = static_cast<double>(random() % 600) - 300;
    double from = std::bit_cast<double>(random() & 0x7fefffffffffffff);
    double to = std::bit_cast<double>(random() & 0xffefffffffffffff);
    if (round % 2 == 0) from = 1 + std::pow(10, exponent), to = -1;
    if (from > to) std::swap(from, to);
    const auto width = static_cast<uint32_t>(1 + random() % 2000);
    EXPECT_EQ(column_of(from, from, to, width), 0u);
    EXPECT_EQ(column_of(to, from, to, width), to > from ? width - 1 : 0);
    uint32_t last = 0;
    for (int i = 0; i <= 1000; ++i) {
      const double x = std::min(to, from * (1 - i / 1000.0) + to * (i / 1000.0));
      if (x < from) continue;
      const uint32_t c = column_of(x, from, to, width);
      ASSERT_LT(c, width);
      ASSERT_GE(c, last);
      ASSERT_NEAR(c, width * (i / 1000.0), 1.001);
      last = c;
    }
  }
  EXPECT_EQ(column_of(3, 3, 3, 10), 0u);
}

}  // namespace
}  // namespace oriel::store
