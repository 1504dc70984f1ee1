// What is asked about one series, and the answer: its points, or their M4 reduction.
//
// Plain data and pure functions; no I/O.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
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

// Non-finite values in range, sorted by x; of each kind the first one in every pixel column.
struct Gaps {
  std::vector<double> x;
  std::vector<uint8_t> code;  // 1 NaN, 2 +Inf, 3 -Inf
};

struct SeriesView {
  std::optional<std::pair<double, double>> extent;  // x of all data of the series
  std::pair<double, double> range = {0, 0};         // what was answered
  uint64_t points_in_view = 0;
  bool reduced = false;  // columns is valid, else points
  Points points;         // all in view and one on each side, sorted by x; y as it is
  Columns columns;
  Gaps gaps;
};

// Which of `width` equal pixel columns of [from, to] an x lies in: column i covers
// [from + i w, from + (i + 1) w) with w = (to - from) / width; the last includes `to`. The one
// formula that everybody uses; never decreases with x.
class PixelColumns {
 public:
  PixelColumns(double from, double to, uint32_t width)
      : width_(width > 0 ? width : 1), last_(width_ - 1), halve_(!std::isfinite(to - from)) {
    from_ = halve_ ? from / 2 : from;
    span_ = halve_ ? to / 2 - from / 2 : to - from;
  }
  uint32_t operator()(double x) const {  // needs from <= x <= to
    if (!(span_ > 0)) return 0;
    const double at = ((halve_ ? x / 2 : x) - from_) / span_ * width_;
    return at < last_ ? static_cast<uint32_t>(at) : static_cast<uint32_t>(last_);
  }
  double start_of(uint32_t column) const {  // rounded: may be off by a bit
    const double at = from_ + span_ * (column / width_);
    return halve_ ? at * 2 : at;
  }

 private:
  double from_, span_;
  double width_, last_;
  bool halve_;  // a span that no double holds
};

// The pixel column of x, as above. Needs from <= x <= to.
uint32_t column_of(double x, double from, double to, uint32_t width);

// M4 by definition, over points sorted by x (none of them NaN): the reference the pyramid is tested
// against, and what reduces derived curves (smoothed ones, other x axes). Where the points in range
// are at most 2 per column on average, they are returned as they are. Costs a binary search, and
// 2 ns or so per point in range.
SeriesView reduce(const Points& points, std::pair<double, double> range, uint32_t width);

// The range, its infinite ends replaced by those of the extent.
inline std::pair<double, double> finite_range(std::pair<double, double> range,
                                              std::pair<double, double> extent) {
  if (range.first == -std::numeric_limits<double>::infinity()) range.first = extent.first;
  if (range.second == std::numeric_limits<double>::infinity()) range.second = extent.second;
  return range;
}

// True if this many points in view are shown as they are, in `width` columns.
inline bool fits_as_points(uint64_t points, uint32_t width) {
  return points <= 2 * uint64_t{width};
}

}  // namespace oriel::store
