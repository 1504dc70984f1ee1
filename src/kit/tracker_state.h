// What stands behind a MetricsTracker. Any thread; see oriel/tracker.h.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "kit/metric_table.h"
#include "kit/worker.h"
#include "oriel/tracker.h"

namespace oriel {

struct MetricsTracker::State {
  State(Run* run_or_null, const TrackerOptions& wanted);

  // True if a save is due.
  bool record(int64_t episode, Samples values);
  Series series(StringRef name);
  void load(std::vector<std::string> names, const std::vector<int64_t>& episodes,
            const std::vector<std::vector<double>>& columns, uint64_t recorded, uint64_t dropped);

  // Under the mutex:
  uint32_t metric_of(size_t position, const Key& key);
  void intern_handles();
  // Calls visit(row) for the rows with the last so many values of a metric, oldest first.
  template <class Visit>
  void for_recent(uint32_t metric, size_t last, const Visit& visit) const;
  Metric copy(uint32_t metric, size_t last) const;
  std::vector<double> values(uint32_t metric, size_t last) const;
  uint32_t find(StringRef name) const { return table.find({name.data(), name.size()}); }

  // Takes the mutex:
  std::pair<base::ByteWriter, size_t> encode() const;
  void save_now() noexcept;

  Run* const run;
  TrackerOptions options;

  mutable std::mutex mutex;
  kit::MetricTable table;
  uint64_t dropped = 0;
  uint64_t saved_at = 0;            // table.recorded() of the last save that was begun
  std::vector<Series> handles;      // of the run, by metric
  std::vector<uint32_t> by_handle;  // metric by id of a handle that series() gave out
  std::vector<std::pair<uint32_t, std::string>> given_out;
  std::vector<Sample> frame;  // scratch
  std::vector<uint32_t> metrics;
  std::vector<double> numbers;

  mutable std::mutex problem_mutex;
  std::string save_problem;
  kit::Worker worker;  // last: its job uses all of the above
};

}  // namespace oriel
