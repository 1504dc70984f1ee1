// Source: where runs come from, whatever stands behind it (a logdir today). It answers the three
// questions of every viewer: which runs are there, which series does a run have, what does a series
// look like in [a, b] at w pixels.
//
// Threads: Source and RunData may be used from any thread; each RunData serialises its queries with
// one mutex, held for the time of a query (about a millisecond at most for steps, more where a note
// below says so). Readers never write into a run directory, leases and requests in control/mailbox
// excepted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "store/control.h"
#include "store/series_view.h"

namespace oriel::store {

enum class RunStatus : uint8_t { kRunning, kFinished, kFailed, kCrashed };
const char* to_string(RunStatus status);  // "running", …

struct Progress {
  double epoch = 0;
  double epochs = 0;
  std::optional<double> seconds_left;
};

// What docs/api.md calls Run. Counts are as of the last poll.
struct RunInfo {
  std::string id;     // "digits/run_003"
  std::string name;   // "digits", may be empty
  std::string label;  // "run_003"
  int number = 0;
  std::string path;  // of the directory
  RunStatus status = RunStatus::kRunning;
  std::string reason;
  int64_t started_us = 0;
  std::optional<int64_t> ended_us;
  int64_t updated_us = 0;
  int64_t last_step = 0;
  uint64_t points = 0;
  uint64_t series = 0;
  uint64_t dropped = 0;
  std::optional<Progress> progress;
  std::string host;
  int64_t pid = 0;
  std::vector<std::string> argv;
  std::string git_commit;  // empty outside a repository
  bool git_dirty = false;
  std::string config_json = "{}";
  std::vector<std::string> tags;
  std::string notes;
  int writers = 1;
  std::string damage;  // one sentence, or empty
  ControlState control;
};

struct SeriesInfo {
  std::string name;
  int writer = 0;  // rank
  uint64_t points = 0;
  int64_t step_min = 0;
  int64_t step_max = 0;
  double last = 0;  // value at the largest (step, seq)
  // Extremes over finite values, NaN if there are none, and the steps at which they first occur are
  // not kept: best_of() finds them.
  double min = 0;
  double max = 0;
};

struct RawPoint {
  int64_t step = 0;
  int64_t wall_us = 0;  // 0: unknown
  double value = 0;
};

struct Event {
  int64_t step = 0;
  int64_t wall_us = 0;
  std::string text;
};

enum class RecordKind : uint8_t { kTensor = 1, kHistogram = 2, kImage = 3, kText = 4 };

struct StreamInfo {
  std::string name;
  RecordKind kind = RecordKind::kTensor;
  uint64_t count = 0;
  int64_t step_min = 0;
  int64_t step_max = 0;
};

// A record, or the content of a live slot. Images: shape {height, width, channels}, u8.
struct RecordData {
  RecordKind kind = RecordKind::kTensor;
  uint8_t dtype = 0;  // oriel::DType
  std::vector<int64_t> shape;
  int64_t step = 0;
  int64_t wall_us = 0;
  std::string caption;         // images
  std::vector<uint8_t> bytes;  // text: UTF-8
};

// One run, kept up to date while somebody holds it.
class RunData {
 public:
  virtual ~RunData() = default;

  // Grows by at least one whenever anything below would answer differently. Cheap; lock-free.
  virtual uint64_t version() const = 0;
  // True while the log is being read for the first time: answers are of what has been read so far.
  virtual bool loading() const = 0;
  virtual RunInfo info() const = 0;

  virtual std::vector<SeriesInfo> series() const = 0;  // sorted by name, then writer
  virtual std::optional<SeriesInfo> find(const std::string& name, int writer = 0) const = 0;

  // The M4 reduction of a series, or its points where they fit. Errors: unknown series.
  virtual base::Result<SeriesView> view(const SeriesQuery& query) const = 0;
  // Every point with x in query.range (all if none), in (step, seq) order, preceded by up to
  // `before` points; nothing if they are more than `limit`.
  virtual base::Result<std::optional<Points>> points(const SeriesQuery& query, size_t limit,
                                                     size_t before = 0) const = 0;
  // The same as means over pyramid leaves (x = mean x): for smoothing what is too long for
  // points().
  virtual base::Result<Points> means(const SeriesQuery& query, size_t before = 0) const = 0;
  // The smallest (or largest) finite value and the first step that has it.
  virtual std::optional<std::pair<int64_t, double>> best_of(const std::string& name, bool largest,
                                                            int writer = 0) const = 0;

  // Every point as it was recorded, in the order in which it was, batch by batch, until `take` says
  // no: for exports. Hidden points are left out. Bounded memory.
  virtual base::Status scan(const std::string& name, int writer,
                            const std::function<bool(std::span<const RawPoint>)>& take) const = 0;

  virtual std::vector<Event> events() const = 0;  // sorted by step; at most the last 1,000
  virtual std::vector<StreamInfo> streams() const = 0;
  // The record at the largest step <= `step` (the newest without one).
  virtual std::optional<RecordData> record(const std::string& stream,
                                           std::optional<int64_t> step) const = 0;

  // The text of a small document beside the log: "findings", which the run's companion derives, or
  // "dashboard", the layout that the training wished for. Empty if there is none.
  virtual std::string derived(const std::string& /*name*/) const { return {}; }

  // Names of the live slots the trainer has offered so far.
  virtual std::vector<std::string> live_streams() const = 0;
  // Renews the lease on a slot for two seconds and returns what it holds, if anything yet.
  virtual std::optional<RecordData> live(const std::string& stream) = 0;

  // Asks the training for something; `who` is shown to people ("browser"). The ticket names the
  // request, whose answer comes when the training has looked: never waits. Fails when the run has
  // ended or takes no requests, and when too many wait.
  virtual base::Result<ControlTicket> control(ControlKind /*kind*/, const std::string& /*who*/) {
    return base::Status("this run cannot be controlled from here", ENOTSUP);
  }
  virtual ControlAnswer control_answer(const ControlTicket& /*ticket*/) const {
    return {ControlOutcome::kRefused, "this run cannot be controlled from here"};
  }
};

struct RunList {
  uint64_t version = 0;
  bool loading = false;  // the first scan of the catalogue is still going on
  std::vector<std::shared_ptr<const RunInfo>> runs;  // sorted by id
};

class Source {
 public:
  virtual ~Source() = default;
  virtual std::string description() const = 0;  // "/home/me/runs"
  // A snapshot; costs a shared_ptr copy per run. New runs appear within a second by themselves.
  virtual RunList list() const = 0;
  // Opens a run by its id (never by a path); nothing if the catalogue has no such run. The same
  // object for all callers; it is polled every 10 ms or so while somebody holds it.
  virtual std::shared_ptr<RunData> open(const std::string& id) = 0;
};

// One run by the path of its directory, or of a file of metrics (store/metrics_file.h), read to its
// present end before the call returns; store/polled_run.h has one that grows. `id` is what it will
// call itself.
base::Result<std::shared_ptr<RunData>> open_run(const std::string& run_dir, const std::string& id);

// The runs below a directory. Starts its threads; the directory may not exist yet.
std::unique_ptr<Source> open_logdir(const std::string& path);

}  // namespace oriel::store
