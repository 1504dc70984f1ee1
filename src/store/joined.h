// A series as a curve over something else than the step: wall time, time since the start, or
// another series, joined by sequence number.
//
// The join is kept and, while points are only added and x is a time, extended; otherwise it is made
// anew after a change (5–20 ns per point). One x at a time: asking for another drops the last.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "store/series_view.h"

namespace oriel::store {

class Series;

// Where the x of a query comes from; what a kind does not need may be null.
struct XAxis {
  // The wall time of a frame of the series' writer, µs since the epoch. Asked in order of seq,
  // mostly; times_version grows when it may answer differently.
  std::function<std::optional<int64_t>(uint64_t seq)> wall_of;
  uint64_t times_version = 0;
  int64_t start_us = 0;        // of the run
  Series* x_series = nullptr;  // of the same writer
};

class Joined {
 public:
  // The points in (step, seq) order. Valid until the next call of anything here.
  const Points& in_order(Series& series, const SeriesQuery& query, const XAxis& axis);
  // The same points sorted by x (equal x in (step, seq) order).
  const Points& by_x(Series& series, const SeriesQuery& query, const XAxis& axis);
  size_t bytes() const;

 private:
  using XOf = std::function<std::optional<double>(uint64_t seq)>;
  struct State {
    XKind kind = XKind::kStep;
    std::string x_series;
    const Series* other = nullptr;
    int64_t start_us = 0;
    uint64_t version = 0;
    uint64_t x_version = 0;
    uint64_t rebuilds = 0;
    size_t pages = 0;      // sealed pages that are joined
    size_t sealed = 0;     // points of them
    uint64_t missing = 0;  // points of them that had no x
    int64_t last_step = INT64_MIN;
    bool in_order = true;  // steps never went back
  };

  void refresh(Series& series, const SeriesQuery& query, const XAxis& axis);
  bool join(Series& series, const XOf& x_of);
  void sort_steps(Series& series, const XOf& x_of);

  State state_;
  bool valid_ = false;
  Points points_;
  Points sorted_;  // by x; empty where points_ are
  bool x_sorted_ = true;
  bool sorted_valid_ = false;
};

}  // namespace oriel::store
