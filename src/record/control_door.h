// ControlDoor: where what viewers ask for meets the trainer (docs/control.md). Behind
// oriel::Control.
//
// The recorder's background thread looks into the mailbox (look(), every few milliseconds; one
// load while nobody asks), refuses what cannot be done, and sets the bits that the trainer's polls
// read. The trainer takes what it was asked for when it comes by. Decisions are kept here, never in
// the file: garbage there makes at most a request unreadable. What happens is queued as events,
// which the background thread writes into the log.
//
// Any thread. Nothing throws or waits, wait() excepted; the short mutex is taken only by polls that
// have something to do, by epoch_end() and by look().
#pragma once

#include <oriel/run.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "format/mailbox.h"

namespace oriel::record {

class ControlDoor {
 public:
  ControlDoor() = default;
  ~ControlDoor();
  // `area` of this writer's own mailbox, or null. A writer that is not the run's first follows the
  // first one's mailbox in `run_dir` instead of being asked itself.
  void open(format::ControlArea* area, const std::string& run_dir, int writer);
  // The word that the trainer's polls read (Control::waiting_); null until a Run has one.
  void bind(uint32_t* waiting);

  // --- the trainer ---
  bool should_stop();
  bool epoch_end(int64_t epoch);
  bool wait(int64_t timeout_ms);
  bool checkpoint_requested();
  void checkpoint_answer(std::string_view text, bool saved);
  void supports(uint32_t asks);

  // --- the background thread ---
  void look(int64_t now_us);
  // What has happened since the last call, for people.
  std::vector<std::string> take_events();

  // The run ends: whoever waits is told, nobody is held back any more. Idempotent.
  void close();
  void become_child();  // after fork(), in the child: nothing is ever asked of it

 private:
  using Kind = format::ControlKind;
  using Outcome = format::ControlOutcome;
  using Phase = format::ControlPhase;

  struct Waiting {
    format::ControlRequest request;
    bool accepted = false;
    bool taken = false;  // a checkpoint that the trainer is making
  };

  void take_in(const format::ControlRequest& request);
  void take_in_stop(const format::ControlRequest& request);
  void take_in_pause(const format::ControlRequest& request);
  void resume(const format::ControlRequest& request);
  void follow_leader(int64_t now_us);

  bool refused_as_unsupported(const format::ControlRequest& request);
  void hold(const format::ControlRequest& request);
  void accept(Waiting& waiting);
  void answer(const format::ControlRequest& request, Outcome outcome, const std::string& text);
  void finish(Kind kind, Outcome outcome, const std::string& text);
  void stopped(const std::string& text);
  void end_pause();
  void polled(Ask ask);
  bool waits(Kind kind) const;
  uint32_t supported() const { return declared_ ? declared_asks_ : polled_asks_; }
  std::string this_epoch() const;
  void enter(Phase phase, const std::string& who);
  void refresh();

  std::atomic<bool> child_{false};
  std::mutex mutex_;  // guards all that follows
  // In a forked child its waiters do not exist, and its destructor would wait for them.
  std::unique_ptr<std::condition_variable> changed_ = std::make_unique<std::condition_variable>();
  format::ControlArea* area_ = nullptr;
  uint32_t* word_ = nullptr;
  std::string run_dir_;
  bool leads_ = true;  // the run's first writer
  bool closed_ = false;

  uint32_t bell_seen_ = 0;
  int64_t looked_us_ = 0;
  std::deque<format::ControlAnswer> dealt_with_;  // the last answers, by request id
  std::vector<Waiting> waiting_;
  std::vector<std::string> events_;

  bool declared_ = false;
  uint32_t declared_asks_ = 0;
  uint32_t polled_asks_ = 0;
  bool stopped_ = false;  // the trainer has been told
  bool pause_ = false;
  int64_t epoch_ = INT64_MIN;
  format::ControlStatus status_;     // its phase, since when and by whom
  format::ControlStatus published_;  // as it stands in the mailbox

  std::unique_ptr<format::MailboxClient> leader_;  // of a follower
  int64_t leader_tried_us_ = 0;
  bool leader_stops_ = false;  // after an epoch
};

}  // namespace oriel::record
