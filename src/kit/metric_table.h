// MetricTable: the rows a MetricsTracker keeps. A ring of rows, each with an episode and a cell per
// metric, in one block of memory: recording touches one or two cache lines.
//
// Not thread-safe. put() of six values costs about 40 ns; it allocates while the ring grows towards
// max_rows, and when a metric is new. Memory: 8 bytes per cell and episode.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "oriel/run.h"

namespace oriel::kit {

class MetricTable {
 public:
  static constexpr size_t kMaxMetrics = 4096;
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit MetricTable(size_t max_rows) : max_rows_(max_rows) {}

  // The number of a metric, which is made if there is room; kNone for a name that cannot be used.
  uint32_t metric(std::string_view name);
  uint32_t find(std::string_view name) const;
  // The same, faster if the names come in the order of the last row.
  uint32_t guess(size_t position, std::string_view name);

  // One row; kNone entries are passed over. A second value of a metric takes the place of the
  // first.
  void put(int64_t episode, std::span<const uint32_t> metrics, std::span<const double> values);

  size_t rows() const { return rows_; }
  uint64_t recorded() const { return recorded_; }
  size_t metrics() const { return names_.size(); }
  const std::string& name(size_t metric) const { return names_[metric]; }
  // Row 0 is the oldest.
  int64_t episode(size_t row) const { return episodes_[slot(row)]; }
  double value(size_t row, size_t metric) const { return cells_[slot(row) * stride_ + metric]; }

  // For loading: the table as if these rows had been the last of `recorded`. Keeps the newest
  // max_rows.
  void assign(std::vector<std::string> names, const std::vector<int64_t>& episodes,
              const std::vector<std::vector<double>>& columns, uint64_t recorded);
  void swap(MetricTable& other);

 private:
  size_t slot(size_t row) const {
    const size_t at = first_ + row;
    return at < capacity_ ? at : at - capacity_;
  }
  size_t new_row(int64_t episode);
  void resize(size_t capacity, size_t stride);
  bool fits_last_row(int64_t episode, std::span<const uint32_t> metrics) const;

  size_t max_rows_;
  std::deque<std::string> names_;  // stay where they are
  std::unordered_map<std::string_view, uint32_t> by_name_;
  std::vector<uint32_t> guesses_;
  std::vector<int64_t> episodes_;
  std::vector<double> cells_;  // of row slot s from s * stride_
  size_t stride_ = 0;
  size_t capacity_ = 0;  // rows
  size_t first_ = 0;     // slot of the oldest row
  size_t rows_ = 0;
  uint64_t recorded_ = 0;
};

bool is_metric_name(std::string_view name);

}  // namespace oriel::kit
