#include "kit/metric_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "kit/values.h"

namespace oriel::kit {

bool is_metric_name(std::string_view name) {
  return !name.empty() && name.size() <= 512 && std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

uint32_t MetricTable::find(std::string_view name) const {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? kNone : it->second;
}

uint32_t MetricTable::metric(std::string_view name) {
  if (const uint32_t known = find(name); known != kNone) return known;
  if (!is_metric_name(name) || names_.size() >= kMaxMetrics) return kNone;
  const size_t count = names_.size() + 1;
  if (count > stride_) resize(capacity_, std::max<size_t>(8, std::bit_ceil(count)));
  names_.emplace_back(name);
  const auto index = static_cast<uint32_t>(names_.size() - 1);
  by_name_.emplace(names_.back(), index);
  return index;
}

uint32_t MetricTable::guess(size_t position, std::string_view name) {
  if (position < guesses_.size()) [[likely]] {
    const uint32_t metric = guesses_[position];
    if (metric != kNone) {
      const std::string& known = names_[metric];
      if (known.size() == name.size() && std::memcmp(known.data(), name.data(), name.size()) == 0) {
        return metric;
      }
    }
  } else {
    guesses_.resize(position + 1, kNone);
  }
  const uint32_t found = metric(name);
  guesses_[position] = found;
  return found;
}

void MetricTable::resize(size_t capacity, size_t stride) {
  std::vector<double> cells(capacity * stride, missing());
  std::vector<int64_t> episodes(capacity);
  for (size_t row = 0; row < rows_; ++row) {
    const size_t from = slot(row);
    episodes[row] = episodes_[from];
    const double* source = cells_.data() + from * stride_;
    std::copy(source, source + names_.size(), cells.data() + row * stride);
  }
  cells_ = std::move(cells);
  episodes_ = std::move(episodes);
  capacity_ = capacity;
  stride_ = stride;
  first_ = 0;
}

size_t MetricTable::new_row(int64_t episode) {
  if (rows_ == capacity_ && (max_rows_ == 0 || capacity_ < max_rows_)) {
    size_t capacity = std::max<size_t>(64, capacity_ * 2);
    if (max_rows_ != 0) capacity = std::min(capacity, max_rows_);
    resize(capacity, stride_);
  }
  if (rows_ < capacity_) {
    ++rows_;
  } else {
    first_ = first_ + 1 < capacity_ ? first_ + 1 : 0;
  }
  const size_t at = slot(rows_ - 1);
  episodes_[at] = episode;
  double* cells = cells_.data() + at * stride_;
  std::fill(cells, cells + stride_, missing());
  ++recorded_;
  return at;
}

bool MetricTable::fits_last_row(int64_t episode, std::span<const uint32_t> metrics) const {
  if (rows_ == 0) return false;
  const size_t at = slot(rows_ - 1);
  if (episodes_[at] != episode) return false;
  return std::all_of(metrics.begin(), metrics.end(), [&](uint32_t metric) {
    return metric == kNone || is_missing(cells_[at * stride_ + metric]);
  });
}

void MetricTable::put(int64_t episode, std::span<const uint32_t> metrics,
                      std::span<const double> values) {
  const size_t at = fits_last_row(episode, metrics) ? slot(rows_ - 1) : new_row(episode);
  double* cells = cells_.data() + at * stride_;
  for (size_t i = 0; i < metrics.size(); ++i) {
    if (metrics[i] != kNone) cells[metrics[i]] = kept(values[i]);
  }
}

void MetricTable::assign(std::vector<std::string> names, const std::vector<int64_t>& episodes,
                         const std::vector<std::vector<double>>& columns, uint64_t recorded) {
  MetricTable fresh(max_rows_);
  for (const std::string& name : names) fresh.metric(name);
  const size_t all = episodes.size();
  const size_t rows = max_rows_ == 0 ? all : std::min(all, max_rows_);
  fresh.resize(rows, std::max<size_t>(fresh.stride_, 8));
  fresh.rows_ = rows;
  for (size_t row = 0; row < rows; ++row) {
    const size_t from = all - rows + row;
    fresh.episodes_[row] = episodes[from];
    for (size_t m = 0; m < columns.size(); ++m) {
      fresh.cells_[row * fresh.stride_ + m] = columns[m][from];
    }
  }
  fresh.recorded_ = std::max<uint64_t>(recorded, rows);
  swap(fresh);
}

void MetricTable::swap(MetricTable& other) {
  std::swap(max_rows_, other.max_rows_);
  names_.swap(other.names_);
  by_name_.swap(other.by_name_);
  guesses_.swap(other.guesses_);
  episodes_.swap(other.episodes_);
  cells_.swap(other.cells_);
  std::swap(stride_, other.stride_);
  std::swap(capacity_, other.capacity_);
  std::swap(first_, other.first_);
  std::swap(rows_, other.rows_);
  std::swap(recorded_, other.recorded_);
}

}  // namespace oriel::kit
