// oriel/tracker.h — the metrics of a training, kept in memory, queried, exported, saved.
//
//   oriel::MetricsTracker tracker(run, {.max_history = 10'000, .smooth_window = 20});
//   tracker.record(episode, {{"loss", 0.5}, {"accuracy", 0.8}, {"reward", 15.0}});
//   auto recent = tracker.get("loss", {.last = 100});
//   auto stats = tracker.get_statistics("loss");
//   if (auto problem = tracker.export_csv("metrics.csv")) std::puts(problem.message());
//
// With a Run, record() also logs into it, under the same names, with the episode as the step; what
// max_history lets go here stays in the run. Without one, the tracker stands alone.
//
// Threads. Any function may be called from any thread; one mutex guards the table, held by queries
// for a copy of what they answer. The Run must outlive the tracker. After fork() a child must not
// use its parent's tracker.
//
// Costs. record() of six values: under 100 ns, with a Run; it never throws and never touches a
// disk. Memory: 8 bytes per metric and kept episode, the number of metrics rounded up to a power of
// two. Files are written whole or not at all (docs/checkpoint_format.md); with auto_save by a
// thread of the tracker's own, the newest state winning.
#pragma once

#include <oriel/problem.h>
#include <oriel/run.h>

#include <string>
#include <vector>

namespace oriel {

struct TrackerOptions {
  size_t max_history = 10'000;  // rows that are kept, the newest; 0: all
  uint32_t smooth_window = 20;  // what smoothed() takes if it is not told
  bool auto_save = false;       // a checkpoint every save_interval rows, and at the end
  uint32_t save_interval = 100;
  // Where. Empty: checkpoints/metrics.ckpt in the run's directory, without a run metrics.ckpt.
  std::string checkpoint_path = {};
};

// Which of the values that are kept: the last so many; 0: all.
struct Recent {
  size_t last = 0;
};

// Over the values that get() with the same arguments returns. mean, std, min and max are of the
// finite ones, NaN if there are none; std has n in the denominator, as numpy.std has it.
struct Statistics {
  double mean = 0;
  double std = 0;
  double min = 0;
  double max = 0;
  uint64_t count = 0;       // of values, all of them
  uint64_t non_finite = 0;  // of these: NaN and infinite
};

struct Metric {
  std::string name;
  std::vector<int64_t> episodes;  // one per value
  std::vector<double> values;
};
using Metrics = std::vector<Metric>;

enum class Smoothing : uint8_t {
  kSimple,       // the mean of the last `window` values, of fewer at the start
  kExponential,  // alpha · value + (1 - alpha) · last, starting at the first value
  kDebiased,     // the same started at zero and divided by what is missing: TensorBoard's curve
};
struct SmoothingOptions {
  Smoothing kind = Smoothing::kSimple;
  uint32_t window = 0;  // of kSimple; 0: the tracker's smooth_window
  double alpha = 0;     // of the others, in (0, 1]; 0: 2 / (window + 1)
  size_t last = 0;      // how many of the result; 0: all. All that is kept is smoothed
};

// A training's own state, saved with the metrics and linked to its step: whatever bytes bring the
// model, the optimiser and the random generators back.
struct TrainingState {
  struct Blob {
    std::string name;  // "model"
    std::string bytes;
  };
  int64_t step = 0;
  std::vector<Blob> blobs = {};

  // Null if there is none of this name.
  const std::string* find(StringRef name) const;
};

class MetricsTracker {
 public:
  explicit MetricsTracker(const TrackerOptions& options = {});
  explicit MetricsTracker(Run& run, const TrackerOptions& options = {});
  ~MetricsTracker();  // saves once more if auto_save is on and something is new
  MetricsTracker(const MetricsTracker&) = delete;
  MetricsTracker& operator=(const MetricsTracker&) = delete;

  // One row: the values of an episode (or epoch, or step). A second call for the episode of the
  // last one fills the same row if it brings other metrics. Names are as in Run: any, 1 to 512
  // bytes, no control characters, at most 4,096 different ones; loss, accuracy, reward,
  // learning_rate and gradient_norm have panels of their own. NaN and infinities are data. A value
  // that cannot be kept is counted in dropped().
  void record(int64_t episode, Samples values) noexcept;

  // A handle for record(), as of Run::series(), of this tracker only.
  Series series(StringRef name) noexcept;

  size_t size() const;                     // rows that are kept
  uint64_t recorded() const;               // rows there ever were
  uint64_t dropped() const;                // values that could not be kept
  std::vector<std::string> names() const;  // in the order of their first use

  // The kept values of each metric; rows without it are left out. Empty for an unknown name.
  Metrics get_metrics(const Recent& recent = {}) const;
  Metric get_metric(StringRef name, const Recent& recent = {}) const;
  std::vector<double> get(StringRef name, const Recent& recent = {}) const;
  Statistics get_statistics(StringRef name, const Recent& recent = {}) const;
  // As many values as get() has, non-finite ones unchanged and not part of any mean.
  std::vector<double> smoothed(StringRef name, const SmoothingOptions& options = {}) const;

  // CSV: a row per episode, a column per metric; empty where there is no value; nan, inf, -inf.
  // Names that a spreadsheet would take for a formula begin with an apostrophe.
  [[nodiscard]] Problem export_csv(StringRef path) const;
  // {"episode": […], "loss": […], …}: null where there is no value, "NaN", "Infinity" and
  // "-Infinity" as texts. `oriel plot`, `oriel show` and `oriel serve` open it as a run.
  [[nodiscard]] Problem export_json(StringRef path) const;

  [[nodiscard]] Problem save_checkpoint(StringRef path) const;
  [[nodiscard]] Problem save_checkpoint(StringRef path, const TrainingState& state) const;
  // Takes the place of everything that is kept; nothing changes if it fails. A Run is not told: its
  // log has it already. `state` may be null; it is emptied if the file has none.
  [[nodiscard]] Problem load_checkpoint(StringRef path, TrainingState* state = nullptr);

  // Of the last save that auto_save made, if it failed; each new kind of failure is said once on
  // standard error, too.
  Problem save_problem() const;
  // Blocks until what auto_save has begun is done.
  void flush();

  const TrackerOptions& options() const;
  Run* run() const;

 private:
  struct State;
  State* state_;
};

}  // namespace oriel
