// What is asked about one series, and the answer: its points, or their M4 reduction.
//
// Plain data and pure functions; no I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace oriel::store {

enum class XKind : uint8_t {
  kStep,
  kWall,      // µs since the epoch
  kRelative,  // seconds since the run's start
  kSeries,    // the value of another series in the same frame, else its last one before
};

struct SeriesQuery {
  std::string series;
  int writer = 0;
  XKind x = XKind::kStep;
  std::string x_series;                            // of kSeries
  std::optional<std::pair<double, double>> range;  // inclusive, in x units; everything without one
  uint32_t width = 1000;                           // pixel columns
};

struct Points {
  std::vector<double> x;
  std::vector<double> y;
};

struct Columns {
  std::vector<double> x0, x1;                 // x of the column's first and last point
  std::vector<double> first, min, max, last;  // min, max: over finite values, NaN if none
  std::vector<uint32_t> count;                // all values, non-finite ones included
  size_t size() const { return count.size(); }
};

// Non-finite values; at most one of a kind per pixel column.
struct Gaps {
  std::vector<double> x;
  std::vector<uint8_t> code;  // 1 NaN, 2 +Inf, 3 -Inf
};

struct SeriesView {
  std::optional<std::pair<double, double>> extent;  // x of all data of the series
  std::pair<double, double> range = {0, 0};         // what was answered
  uint64_t points_in_view = 0;
  bool reduced = false;  // columns is valid, else points
  Points points;         // all in view and one on each side, sorted by x
  Columns columns;
  Gaps gaps;
};

// M4 by definition, over points sorted by x: the reference the pyramid is tested against, and what
// reduces derived curves (smoothed ones, other x axes). Column i of `width` covers
// [from + i w, from + (i + 1) w) with w = (to - from) / width; the last includes `to`. Where the
// points in range are at most 2 per column on average, they are returned as they are.
SeriesView reduce(const Points& points, std::pair<double, double> range, uint32_t width);

// The pixel column of x, as above; the one formula that everybody uses. Needs from <= x <= to.
uint32_t column_of(double x, double from, double to, uint32_t width);

}  // namespace oriel::store
