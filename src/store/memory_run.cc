#include "store/memory_run.h"

#include <algorithm>

namespace oriel::store {
namespace {}  // namespace

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
    if (const Node all = s->summary(); all.count > 0) out.push_back(describe(name, 0, all));
  }
  return out;
}

base::Result<Series*> MemoryRun::find_series(const std::string& name, int writer) const {
  const auto it = series_.find(name);
  if (writer == 0 && it != series_.end()) return it->second.get();
  return base::Status(info_.id + " has no series \"" + name + "\"");
}

XAxis MemoryRun::times_of(int /*writer*/) const {
  XAxis axis;
  axis.wall_of = [](uint64_t) { return std::optional<int64_t>(); };
  axis.start_us = info_.started_us;
  return axis;
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

bool MemoryRun::set_derived(const std::string& name, const std::string& text) {
  const std::lock_guard lock(mutex_);
  std::string& now = derived_[name];
  if (now == text) return false;
  now = text;
  version_.fetch_add(1, std::memory_order_acq_rel);
  return true;
}

std::string MemoryRun::derived(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto it = derived_.find(name);
  return it == derived_.end() ? std::string() : it->second;
}

}  // namespace oriel::store
