// MemoryRun: a run that is no directory but numbers in memory: what a file of metrics holds, or
// what a MetricsTracker has kept. Every panel draws it as it draws any other run.
//
// Owns copies of everything. Any thread: one mutex guards all, as in LocalRun. Memory: 32 bytes per
// point. Points have no wall time: a curve over time has none of them.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/series_run.h"

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

class MemoryRun : public SeriesRun {
 public:
  explicit MemoryRun(const MemoryContent& content);

  // Shows this from now on.
  void replace(const MemoryContent& content);
  bool poll() override { return false; }

  uint64_t version() const override { return version_.load(std::memory_order_acquire); }
  bool loading() const override { return false; }
  RunInfo info() const override;
  std::vector<SeriesInfo> series() const override;
  base::Status scan(const std::string& name, int writer,
                    const std::function<bool(std::span<const RawPoint>)>& take) const override;
  std::vector<Event> events() const override { return {}; }
  std::vector<StreamInfo> streams() const override { return {}; }
  std::optional<RecordData> record(const std::string& /*stream*/,
                                   std::optional<int64_t> /*step*/) const override {
    return std::nullopt;
  }
  std::string derived(const std::string& name) const override;
  // Replaces one such document. True if it was another.
  bool set_derived(const std::string& name, const std::string& text);
  std::vector<std::string> live_streams() const override { return {}; }
  std::optional<RecordData> live(const std::string& /*stream*/) override { return std::nullopt; }

 private:
  using SeriesMap = std::map<std::string, std::unique_ptr<Series>>;
  base::Result<Series*> find_series(const std::string& name, int writer) const override;
  XAxis times_of(int writer) const override;

  std::atomic<uint64_t> version_{0};
  RunInfo info_;
  SeriesMap series_;
  std::map<std::string, std::string> derived_;
};

}  // namespace oriel::store
