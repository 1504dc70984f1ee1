// What one WebSocket viewer has asked for, and what to send it next (docs/api.md, "WebSocket").
//
// No sockets, no clock and no threads here: text messages, results and the time come in; jobs for a
// worker and messages for the client come out. So it can be tested and fuzzed. A Session belongs to
// one thread; run_job() runs on any.
//
// The trainer may share this machine: a viewer's figures take at most about a fifth of a core, so
// that costly ones come less often, down to four times a second.
//
// Memory per viewer is bounded: one job and one unsent answer per subscription, one run list, and
// kMaxQueued short messages, past which the viewer is dropped.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figure/panels.h"
#include "serve/figure_cache.h"

namespace oriel::serve {

// Work for another thread. Plain data; run_job() does it.
struct Job {
  enum class Kind : uint8_t { kFigure, kPanels, kRuns } kind = Kind::kFigure;
  uint32_t id = 0;
  uint64_t generation = 0;
  figure::Request request;  // for panels, only its runs count
  std::string key;
  figure::Runs runs;                           // as opened by an earlier job; empty before
  std::shared_ptr<const store::RunList> from;  // what the client knows
};

struct JobResult {
  Job::Kind kind = Job::Kind::kFigure;
  uint32_t id = 0;
  uint64_t generation = 0;
  figure::Runs runs;
  uint64_t version = 0;
  SharedBytes figure;
  std::string text;    // a message, or the JSON of the panels
  std::string error;   // error JSON; empty on success
  bool retry = false;  // the catalogue is still being read: the run may yet appear
  std::shared_ptr<const store::RunList> list;
  uint64_t took_ns = 0;
};

JobResult run_job(Job job, store::Source& source, FigureCache& cache, RunsFeed& feed,
                  uint64_t now_ns);

struct Outgoing {
  std::string text;    // a text message, unless there is a figure
  SharedBytes figure;  // to be sent with `id` in its head
  uint32_t id = 0;
};

class Session {
 public:
  static constexpr size_t kMaxSubscriptions = 256;
  static constexpr size_t kMaxJobs = 32;
  static constexpr size_t kMaxQueued = 1024;  // messages
  static constexpr size_t kMaxMessage = 1 << 20;
  static constexpr uint64_t kFrameNs = 16'000'000;       // between two figures of a subscription
  static constexpr uint64_t kSlowFrameNs = 250'000'000;  // where making them takes long
  static constexpr uint64_t kRunsNs = 250'000'000;       // between two changes of the run list
  static constexpr uint64_t kPanelsNs = 500'000'000;     // between two looks at what can be shown
  static constexpr uint64_t kLiveNs = 50'000'000;        // between two looks at a live image
  static constexpr uint64_t kStillNs = 100'000'000;      // where the last look showed nothing new
  static constexpr uint64_t kRetryNs = 250'000'000;      // after a run was not in the catalogue yet
  static constexpr uint64_t kQuietNs = 5'000'000'000;    // then a sign of life

  explicit Session(const std::string& logdir);

  void on_message(std::string_view text);
  void on_result(JobResult result, uint64_t now_ns);

  // Work that is due. Cheap: a look at version numbers.
  std::vector<Job> due(uint64_t now_ns, uint64_t runs_version);
  // The next message, if any; what it returns counts as sent.
  std::optional<Outgoing> next(uint64_t now_ns);

  // True once the client has broken the rules so that nothing but closing helps.
  bool broken() const { return broken_; }
  bool wants_runs() const { return wants_runs_; }
  size_t subscriptions() const { return subscriptions_.size(); }

 private:
  struct Subscription {
    bool panels = false;
    figure::Request request;
    std::string key;
    uint64_t generation = 0;
    uint64_t job = 0;  // generation of the job that is being done; 0: none
    figure::Runs runs;
    bool awaiting_ack = false;  // a figure was sent and is not drawn yet
    SharedBytes unsent;         // a figure
    std::string unsent_text;    // a panels message
    uint64_t version = 0;       // of the data last answered
    bool answered = false;
    uint64_t asked_ns = 0;  // when the last job was given out
    uint64_t took_ns = 0;   // the last job
    uint64_t sent_ns = 0;
    size_t sent_hash = 0;
    bool sent = false;
    bool still = false;  // the last look showed nothing new
    std::string sent_panels;
    bool retry = false;
  };

  void subscribe(uint32_t id, Subscription next);
  void error(std::optional<uint32_t> id, std::string_view code, std::string_view message,
             std::string_view attempt);
  void queue(std::string text);
  bool is_due(const Subscription& subscription, uint64_t now_ns, uint64_t pace) const;
  Job make_job(uint32_t id, Subscription& subscription, uint64_t now_ns);
  uint64_t pace_ns() const;
  void take_figure(Subscription& subscription, JobResult& result);

  std::map<uint32_t, Subscription> subscriptions_;
  std::deque<std::string> queue_;
  size_t jobs_ = 0;
  uint64_t generations_ = 0;
  uint32_t next_due_ = 0;  // where the next round begins, so that none starves
  uint32_t next_send_ = 0;
  uint64_t last_sent_ns_ = 0;
  bool broken_ = false;

  bool wants_runs_ = false;
  bool runs_in_flight_ = false;
  uint64_t runs_version_ = 0;
  uint64_t runs_asked_ns_ = 0;
  std::shared_ptr<const store::RunList> runs_known_;
  bool runs_queued_ = false;  // the last change has not been sent yet
};

}  // namespace oriel::serve
