#include "store/joined.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "store/series.h"

namespace oriel::store {
namespace {

// Another series' value in the same frame, else its last one before: two arrays in order of seq.
class LastValue {
 public:
  explicit LastValue(Series& series) {
    const auto take = [this](uint64_t seq, int64_t, double value) {
      seqs_.push_back(seq);
      values_.push_back(value);
    };
    do {
      seqs_.clear();
      values_.clear();
    } while (!series.for_sealed(0, take));
    const size_t sealed = seqs_.size();
    for (const Row& row : series.rows()) take(row.seq, row.step, row.value);
    if (sealed > 0 && sealed < seqs_.size() && seqs_[sealed] < seqs_[sealed - 1]) sort();
  }

  std::optional<double> at(uint64_t seq) {
    // Asked in order of seq, mostly.
    if (next_ > 0 && seqs_[next_ - 1] > seq) {
      next_ =
          static_cast<size_t>(std::upper_bound(seqs_.begin(), seqs_.end(), seq) - seqs_.begin());
    }
    while (next_ < seqs_.size() && seqs_[next_] <= seq) ++next_;
    if (next_ == 0) return std::nullopt;
    return values_[next_ - 1];
  }

 private:
  void sort() {
    std::vector<size_t> order(seqs_.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](size_t a, size_t b) { return seqs_[a] < seqs_[b]; });
    std::vector<uint64_t> seqs;
    std::vector<double> values;
    for (const size_t i : order) {
      seqs.push_back(seqs_[i]);
      values.push_back(values_[i]);
    }
    seqs_ = std::move(seqs);
    values_ = std::move(values);
  }

  std::vector<uint64_t> seqs_;
  std::vector<double> values_;
  size_t next_ = 0;  // the first whose seq is larger than the last one asked for
};

}  // namespace

const Points& Joined::in_order(Series& series, const SeriesQuery& query, const XAxis& axis) {
  refresh(series, query, axis);
  return points_;
}

const Points& Joined::by_x(Series& series, const SeriesQuery& query, const XAxis& axis) {
  refresh(series, query, axis);
  if (!sorted_valid_) {
    sorted_valid_ = true;
    sorted_ = Points();
    x_sorted_ = std::is_sorted(points_.x.begin(), points_.x.end());
    if (!x_sorted_) {
      std::vector<uint32_t> order(points_.x.size());
      std::iota(order.begin(), order.end(), 0u);
      std::stable_sort(order.begin(), order.end(),
                       [this](uint32_t a, uint32_t b) { return points_.x[a] < points_.x[b]; });
      for (const uint32_t i : order) {
        sorted_.x.push_back(points_.x[i]);
        sorted_.y.push_back(points_.y[i]);
      }
    }
  }
  return x_sorted_ ? points_ : sorted_;
}

void Joined::refresh(Series& series, const SeriesQuery& query, const XAxis& axis) {
  const bool by_series = query.x == XKind::kSeries;
  const auto x_version_now = [&]() {
    if (!by_series) return axis.times_version;
    return axis.x_series != nullptr ? axis.x_series->version() : 0;
  };
  const bool same_axis = valid_ && state_.kind == query.x && state_.x_series == query.x_series &&
                         state_.other == (by_series ? axis.x_series : nullptr) &&
                         state_.start_us == axis.start_us;
  if (same_axis && state_.version == series.version() && state_.x_version == x_version_now()) {
    return;
  }
  const bool extends = same_axis && !by_series && state_.rebuilds == series.rebuilds() &&
                       state_.missing == 0 && state_.in_order;
  if (!extends) {
    state_ = State();
    state_.rebuilds = series.rebuilds();
    points_ = Points();
  }
  XOf x_of;
  std::optional<LastValue> last;
  if (by_series && axis.x_series != nullptr) {
    last.emplace(*axis.x_series);
    x_of = [&](uint64_t seq) { return last->at(seq); };
  } else if (!by_series && axis.wall_of) {
    x_of = [&](uint64_t seq) -> std::optional<double> {
      const auto wall = axis.wall_of(seq);
      if (!wall) return std::nullopt;
      return query.x == XKind::kWall ? static_cast<double>(*wall)
                                     : static_cast<double>(*wall - axis.start_us) * 1e-6;
    };
  } else {
    x_of = [](uint64_t) { return std::optional<double>(); };
  }
  while (!join(series, x_of)) {  // blocks turned out to be damaged and were taken out
    state_ = State();
    points_ = Points();
    state_.rebuilds = series.rebuilds();
  }
  state_.kind = query.x;
  state_.x_series = query.x_series;
  state_.other = by_series ? axis.x_series : nullptr;
  state_.start_us = axis.start_us;
  state_.version = series.version();
  state_.x_version = x_version_now();
  valid_ = true;
  sorted_valid_ = false;
}

// Adds the sealed pages that are new, then the rows.
bool Joined::join(Series& series, const XOf& x_of) {
  points_.x.resize(state_.sealed);
  points_.y.resize(state_.sealed);
  bool in_order = state_.in_order;
  int64_t last_step = state_.last_step;
  uint64_t missing = state_.missing;
  const auto take = [&](uint64_t seq, int64_t step, double value) {
    in_order = in_order && step >= last_step;
    last_step = step;
    const auto x = x_of(seq);
    if (!x || !std::isfinite(*x)) {
      ++missing;
      return;
    }
    points_.x.push_back(*x);
    points_.y.push_back(value);
  };
  if (!series.for_sealed(state_.pages, take)) return false;
  state_.pages = series.sealed_pages();
  state_.sealed = points_.x.size();
  state_.last_step = last_step;
  state_.in_order = in_order;
  state_.missing = missing;
  for (const Row& row : series.rows()) take(row.seq, row.step, row.value);
  if (!in_order) {
    state_.in_order = false;  // made anew next time
    sort_steps(series, x_of);
  }
  return true;
}

void Joined::sort_steps(Series& series, const XOf& x_of) {
  struct Placed {
    int64_t step;
    uint64_t seq;
    double x, y;
  };
  std::vector<Placed> all;
  const auto take = [&](uint64_t seq, int64_t step, double value) {
    const auto x = x_of(seq);
    if (x && std::isfinite(*x)) all.push_back({step, seq, *x, value});
  };
  if (!series.for_sealed(0, take)) return;  // cannot happen: everything was just read
  for (const Row& row : series.rows()) take(row.seq, row.step, row.value);
  std::stable_sort(all.begin(), all.end(), [](const Placed& a, const Placed& b) {
    return a.step != b.step ? a.step < b.step : a.seq < b.seq;
  });
  points_ = Points();
  for (const Placed& p : all) {
    points_.x.push_back(p.x);
    points_.y.push_back(p.y);
  }
}

size_t Joined::bytes() const {
  return 8 * (points_.x.capacity() + points_.y.capacity() + sorted_.x.capacity() +
              sorted_.y.capacity());
}

}  // namespace oriel::store
