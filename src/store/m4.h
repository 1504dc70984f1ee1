// M4 columns while they are being gathered, from points and from summaries of many points, in any
// order.
//
// Every contribution carries a place: (x, order), where order breaks ties between equal x (for
// series by sequence number). Finishing gives the answer that points sorted by place would give.
// X is double, or int64_t for steps, which are compared exactly beyond 2^53 too. Costs about 100
// bytes per pixel column. Not thread-safe.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "store/series_view.h"

namespace oriel::store {

// 1 NaN, 2 +Inf, 3 -Inf; 0 for finite values.
inline uint8_t gap_code(double v) {
  if (std::isfinite(v)) return 0;
  return std::isnan(v) ? 1 : v > 0 ? 2 : 3;
}

template <class X>
class M4 {
 public:
  M4(double from, double to, uint32_t width);

  uint32_t column(X x) const { return column_(static_cast<double>(x)); }

  // Points that lie in column c, with their first and last by place. min and max are NaN if none of
  // them is finite. Gaps apart.
  struct Part {
    X x0, x1;
    int64_t order0, order1;
    double first, min, max, last;
    uint64_t count;
  };
  void add(uint32_t c, const Part& part);
  void add_point(X x, int64_t order, double y);

  // The halves of add(), for whoever knows which of them matter.
  void count(uint32_t c, uint64_t n) { columns_[c].count += n; }
  bool wants_first(uint32_t c, X x, int64_t order) const {
    const Column& column = columns_[c];
    return x < column.x0 || (x == column.x0 && order < column.order0);
  }
  bool wants_last(uint32_t c, X x, int64_t order) const {
    const Column& column = columns_[c];
    return x > column.x1 || (x == column.x1 && order > column.order1);
  }
  void set_first(uint32_t c, X x, int64_t order, double y) {
    Column& column = columns_[c];
    column.x0 = x;
    column.order0 = order;
    column.first = y;
  }
  void set_last(uint32_t c, X x, int64_t order, double y) {
    Column& column = columns_[c];
    column.x1 = x;
    column.order1 = order;
    column.last = y;
  }
  // True if values in [low, high] could move the column's extremes.
  bool wants_extremes(uint32_t c, double low, double high) const {
    return !(low >= columns_[c].min) || !(high <= columns_[c].max);
  }
  void add_extremes(uint32_t c, double low, double high) {
    if (!(columns_[c].min <= low) && low == low) columns_[c].min = low;
    if (!(columns_[c].max >= high) && high == high) columns_[c].max = high;
  }

  // True if a gap of this kind at x would be the first one of the column.
  bool wants_gap(uint32_t c, uint8_t code, X x) const {
    return gaps_.empty() || static_cast<double>(x) < gaps_[3 * c + code - 1];
  }
  void add_gap(uint32_t c, uint8_t code, X x);

  uint64_t points() const;
  void finish(Columns& columns, Gaps& gaps) const;

 private:
  struct Column {
    X x0 = std::numeric_limits<X>::max();
    X x1 = std::numeric_limits<X>::lowest();
    int64_t order0 = INT64_MAX, order1 = INT64_MIN;
    double first = 0, last = 0;
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    uint64_t count = 0;
  };

  PixelColumns column_;
  std::vector<Column> columns_;
  std::vector<double> gaps_;  // three per column, +Inf: none; empty while there is none at all
};

}  // namespace oriel::store
