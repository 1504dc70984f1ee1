// MemoryRun: a run that is no directory but numbers in memory: what a file of metrics holds, or
// what a MetricsTracker has kept. Every panel draws it as it draws any other run.
//
// Owns copies of everything. Any thread: one mutex guards all, as in LocalRun. Memory: 32 bytes per
// point. Points have no wall time: a curve over time has none of them.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/polled_run.h"
#include "store/series.h"

namespace oriel::store {

// One series of a MemoryRun; values[i] is that of row rows[i] (ascending), at steps[rows[i]].
struct MemoryColumn {
  std::string name;
  std::vector<uint32_t> rows;
  std::vector<double> values;
};

struct MemoryContent {
  RunInfo info;  // its counts are filled in by MemoryRun
  std::vector<int64_t> steps;
  std::vector<MemoryColumn> columns;  // names differ
  std::map<std::string, std::string> derived;
};

// The steps are epochs: adds the series `epoch`, unless there is one, so that viewers can say so.
void add_epochs(MemoryContent& content);

class MemoryRun : public PolledRun {
 public:
  explicit MemoryRun(const MemoryContent& content);

  // Shows this from now on.
  void replace(const MemoryContent& content);
  bool poll() override { return false; }

  uint64_t version() const override { return version_.load(std::memory_order_acquire); }
  bool loading() const override { return false; }
  RunInfo info() const override;
  std::vector<SeriesInfo> series() const override;
  std::optional<SeriesInfo> find(const std::string& name, int writer) const override;
  base::Result<SeriesView> view(const SeriesQuery& query) const override;
  base::Result<std::optional<Points>> points(const SeriesQuery& query, size_t limit,
                                             size_t before) const override;
  base::Result<Points> means(const SeriesQuery& query, size_t before) const override;
  std::optional<std::pair<int64_t, double>> best_of(const std::string& name, bool largest,
                                                    int writer) const override;
  base::Status scan(const std::string& name, int writer,
                    const std::function<bool(std::span<const RawPoint>)>& take) const override;
  std::vector<Event> events() const override { return {}; }
  std::vector<StreamInfo> streams() const override { return {}; }
  std::optional<RecordData> record(const std::string& /*stream*/,
                                   std::optional<int64_t> /*step*/) const override {
    return std::nullopt;
  }
  std::string derived(const std::string& name) const override;
  std::vector<std::string> live_streams() const override { return {}; }
  std::optional<RecordData> live(const std::string& /*stream*/) override { return std::nullopt; }

 private:
  using SeriesMap = std::map<std::string, std::unique_ptr<Series>>;
  base::Result<Series*> find_series(const std::string& name, int writer) const;
  base::Result<XAxis> axis_of(const SeriesQuery& query) const;

  std::atomic<uint64_t> version_{0};
  mutable std::mutex mutex_;
  RunInfo info_;
  SeriesMap series_;
  std::map<std::string, std::string> derived_;
};

}  // namespace oriel::store
