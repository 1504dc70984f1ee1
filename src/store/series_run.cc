#include "store/series_run.h"

namespace oriel::store {

SeriesInfo SeriesRun::describe(const std::string& name, int writer, const Node& all) {
  SeriesInfo info;
  info.name = name;
  info.writer = writer;
  info.points = all.count;
  info.step_min = all.step_min;
  info.step_max = all.step_max;
  info.last = all.last;
  info.min = all.min;
  info.max = all.max;
  return info;
}

base::Result<XAxis> SeriesRun::axis_of(const SeriesQuery& query) const {
  XAxis axis = times_of(query.writer);
  if (query.x == XKind::kSeries) {
    const auto other = find_series(query.x_series, query.writer);
    if (!other.ok()) return other.status();
    axis.x_series = *other;
  }
  return axis;
}

std::optional<SeriesInfo> SeriesRun::find(const std::string& name, int writer) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, writer);
  if (!found.ok()) return std::nullopt;
  const Node all = (*found)->summary();
  if (all.count == 0) return std::nullopt;
  return describe(name, writer, all);
}

base::Result<SeriesView> SeriesRun::view(const SeriesQuery& query) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->view(query, *axis);
}

base::Result<std::optional<Points>> SeriesRun::points(const SeriesQuery& query, size_t limit,
                                                      size_t before) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->points(query, *axis, limit, before);
}

base::Result<Points> SeriesRun::means(const SeriesQuery& query, size_t before) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(query.series, query.writer);
  if (!found.ok()) return found.status();
  const auto axis = axis_of(query);
  if (!axis.ok()) return axis.status();
  return (*found)->means(query, *axis, before);
}

std::optional<std::pair<int64_t, double>> SeriesRun::best_of(const std::string& name, bool largest,
                                                             int writer) const {
  const std::lock_guard lock(mutex_);
  const auto found = find_series(name, writer);
  if (!found.ok()) return std::nullopt;
  return (*found)->best_of(largest);
}

}  // namespace oriel::store
