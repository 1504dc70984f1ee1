#include "store/memory_run.h"

#include <algorithm>

namespace oriel::store {
namespace {

SeriesInfo describe(const std::string& name, const Node& all) {
  SeriesInfo info;
  info.name = name;
  info.points = all.count;
  info.step_min = all.step_min;
  info.step_max = all.step_max;
  info.last = all.last;
  info.min = all.min;
  info.max = all.max;
  return info;
}

}  // namespace

void add_epochs(MemoryContent& content) {
  MemoryColumn epochs{"epoch", {}, {}};
  for (const MemoryColumn& column : content.columns) {
    if (column.name == epochs.name) return;
  }
  for (size_t i = 0; i < content.steps.size(); ++i) {
    epochs.rows.push_back(static_cast<uint32_t>(i));
    epochs.values.push_back(static_cast<double>(content.steps[i]));
  }
  content.columns.push_back(std::move(epochs));
}

MemoryRun::MemoryRun(const MemoryContent& content) {
  replace(content);
}

void MemoryRun::replace(const MemoryContent& content) {
  SeriesMap series;
  RunInfo info = content.info;
  info.points = 0;
  info.series = 0;
  info.last_step = 0;
  bool first = true;
  for (const MemoryColumn& column : content.columns) {
    auto one = std::make_unique<Series>();
    for (size_t i = 0; i < column.rows.size(); ++i) {
      const uint32_t row = column.rows[i];
      one->add_row(row + uint64_t{1}, 0, content.steps[row], column.values[i]);
    }
    if (const Node all = one->summary(); all.count > 0) {
      info.points += all.count;
      ++info.series;
      info.last_step = first ? all.step_max : std::max(info.last_step, all.step_max);
      first = false;
    }
    series[column.name] = std::move(one);
  }
  const std::lock_guard lock(mutex_);
  info_ = std::move(info);
  series_ = std::move(series);
  derived_ = content.derived;
  version_.fetch_add(1, std::memory_order_acq_rel);
}

RunInfo MemoryRun::info() const {
  const std::lock_guard lock(mutex_);
  return info_;
}

std::vector<SeriesInfo> MemoryRun::series() const {
  const std::lock_guard lock(mutex_);
  std::vector<SeriesInfo> out;
  for (const auto& [name, s] : series_) {
    if (const Node all = s->summary(); all.count > 0) out.push_back(describe(name, all));
  }
  return out;
}

base::Result<Series*> MemoryRun::find_series(const std::string& name, int writer) const {
  const auto it = series_.find(name);
  if (writer == 0 && it != series_.end()) return it->second.get();
  return base::Status(info_.id + " has no series \"" + name + "\"");
}

std::optional<SeriesInfo> MemoryRun::find(const std::string& name, int writer) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, writer);
  if (!found.ok()) return std::nullopt;
  const Node all = (*found)->summary();
  if (all.count == 0) return std::nullopt;
  return describe(name, all);
}

base::Result<XAxis> MemoryRun::axis_of(const SeriesQuery& query) const {
  XAxis axis;
  axis.wall_of = [](uint64_t) { return std::optional<int64_t>(); };
  axis.start_us = info_.started_us;
  if (query.x == XKind::kSeries) {
    const auto other = find_series(query.x_series, query.writer);
    if (!other.ok()) return other.status();
    axis.x_series = *other;
  }
  return axis;
}

base::Result<SeriesView> MemoryRun::view(const SeriesQuery& query) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->view(query, *axis);
}

base::Result<std::optional<Points>> MemoryRun::points(const SeriesQuery& query, size_t limit,
                                                      size_t before) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->points(query, *axis, limit, before);
}

base::Result<Points> MemoryRun::means(const SeriesQuery& query, size_t before) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->means(query, *axis, before);
}

std::optional<std::pair<int64_t, double>> MemoryRun::best_of(const std::string& name, bool largest,
                                                             int writer) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, writer);
  if (!found.ok()) return std::nullopt;
  return (*found)->best_of(largest);
}

base::Status MemoryRun::scan(const std::string& name, int writer,
                             const std::function<bool(std::span<const RawPoint>)>& take) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, writer);
  if (!found.ok()) return found.status();
  std::vector<RawPoint> batch;
  for (const Row& row : (*found)->rows()) {
    batch.push_back({row.step, 0, row.value});
    if (batch.size() < 4096) continue;
    if (!take(batch)) return {};
    batch.clear();
  }
  if (!batch.empty()) take(batch);
  return {};
}

std::string MemoryRun::derived(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto it = derived_.find(name);
  return it == derived_.end() ? std::string() : it->second;
}

}  // namespace oriel::store
