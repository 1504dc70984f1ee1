// MoeFigure: what stands behind a MoeVisualizer and a CombinedVisualizer — the numbers so far, and
// the thread that draws them.
//
// add() takes a lock that nobody holds for longer than one metric takes to copy. Drawing happens in
// the worker, not before twenty times as long has passed as the last figure took.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "kit/worker.h"
#include "oriel/moe.h"
#include "oriel/tracker.h"

namespace oriel::kit {

class MoeFigure {
 public:
  explicit MoeFigure(const MoeOptions& options);

  // The names are those of the recorder: train/loss, expert/3/utilization.
  base::Status add(CustomMetrics metrics, const ExpertShares& shares);
  base::Status add(const TrainingSnapshot& snapshot);

  base::Status draw(const std::string& path) const;
  base::Status close();  // the last state, now
  void set_title(std::string title);

  void flush() { worker_.wait(); }
  std::string problem() const;
  uint64_t drawn() const { return drawn_.load(std::memory_order_relaxed); }

 private:
  using Clock = std::chrono::steady_clock;

  base::Status take_shares(const ExpertShares& shares);
  void take(const TrainingSnapshot& snapshot);
  void put(StringRef name, double value) { samples_.emplace_back(name, value); }
  void measure_throughput(const TrainingSnapshot& snapshot);
  void commit(int64_t step);
  void draw_in_background();
  void say(const base::Status& status);

  const MoeOptions options_;
  MetricsTracker tracker_;

  mutable std::mutex mutex_;
  bool closed_ = false;
  std::string title_;
  std::vector<Sample> samples_;           // scratch
  std::deque<std::string> expert_names_;  // of the series, by expert; they stay where they are
  uint64_t updates_ = 0;
  int64_t rate_step_ = 0;
  Clock::time_point rate_at_;
  std::string problem_;
  std::atomic<int64_t> rest_until_ns_ = 0;  // of Clock
  std::atomic<bool> drawing_ = false;
  std::atomic<uint64_t> drawn_ = 0;
  Worker worker_;  // last: its job uses all of the above
};

}  // namespace oriel::kit
