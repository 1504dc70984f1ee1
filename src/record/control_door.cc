#include "record/control_door.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/clock.h"
#include "base/file.h"
#include "format/run_files.h"

namespace oriel::record {
namespace {

constexpr int64_t kLookAnywayUs = 1'000'000;  // a viewer may have died before it could ring
constexpr int64_t kLeaderUs = 20'000;         // between two looks at the first writer's status
constexpr size_t kRemembered = 64;            // requests that have been dealt with

using format::ControlKind;

Ask ask_of(ControlKind kind) {
  switch (kind) {
    case ControlKind::kStop:
      return Ask::kStop;
    case ControlKind::kStopAfterEpoch:
      return Ask::kStopAfterEpoch;
    case ControlKind::kCheckpoint:
      return Ask::kCheckpoint;
    default:
      return Ask::kPause;
  }
}

uint32_t bit(Ask ask) {
  return static_cast<uint32_t>(ask);
}

// Anybody may have written it.
std::string plain(std::string text) {
  for (char& c : text) {
    if (static_cast<uint8_t>(c) < 0x20 || static_cast<uint8_t>(c) >= 0x7f) c = '?';
  }
  return text.empty() ? "somebody" : text;
}

const char* noun(ControlKind kind) {
  switch (kind) {
    case ControlKind::kStop:
      return "stop";
    case ControlKind::kStopAfterEpoch:
      return "stop after the epoch";
    case ControlKind::kPause:
      return "pause";
    case ControlKind::kResume:
      return "resuming";
    default:
      return "checkpoint";
  }
}

}  // namespace

ControlDoor::~ControlDoor() {
  if (!child_.load()) return;
  static auto* const kept = new std::vector<std::condition_variable*>;  // reachable: no leak
  kept->push_back(changed_.release());
}

void ControlDoor::open(format::ControlArea* area, const std::string& run_dir, int writer) {
  const std::lock_guard lock(mutex_);
  area_ = area;
  run_dir_ = run_dir;
  leads_ = writer == 0;
  refresh();
}

void ControlDoor::bind(uint32_t* waiting) {
  const std::lock_guard lock(mutex_);
  word_ = waiting;
  refresh();
}

// --- the trainer ---------------------------------------------------------------------------------

bool ControlDoor::should_stop() {
  if (child_.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(mutex_);
  polled(Ask::kStop);
  if (waits(Kind::kStop)) stopped("stopped at once");
  refresh();
  return stopped_;
}

bool ControlDoor::epoch_end(int64_t epoch) {
  if (child_.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(mutex_);
  if (epoch == INT64_MIN) epoch = epoch_ == INT64_MIN ? 1 : epoch_ + 1;
  epoch_ = epoch;
  polled(Ask::kStopAfterEpoch);
  const bool asked = waits(Kind::kStop) || waits(Kind::kStopAfterEpoch) || leader_stops_;
  if (asked && !stopped_) stopped("stopped after epoch " + std::to_string(epoch));
  refresh();
  return stopped_;
}

bool ControlDoor::wait(int64_t timeout_ms) {
  if (child_.load(std::memory_order_relaxed)) return false;
  std::unique_lock lock(mutex_);
  polled(Ask::kPause);
  if (pause_ && status_.phase != Phase::kPaused) {
    const std::string who = status_.who;
    finish(Kind::kPause, Outcome::kDone, "paused");
    enter(Phase::kPaused, who);
    if (leads_) {
      events_.push_back("paused by " + who);
      refresh();
      lock.unlock();  // whoever reads standard error may be slow
      std::fprintf(stderr, "oriel: paused by %s; it goes on with: oriel resume %s\n", who.c_str(),
                   run_dir_.c_str());
      lock.lock();
    }
  }
  refresh();
  const auto over = [this] { return !pause_; };
  if (timeout_ms < 0) {
    changed_->wait(lock, over);
  } else {
    changed_->wait_for(lock, std::chrono::milliseconds(std::min<int64_t>(timeout_ms, 86'400'000)),
                       over);
  }
  return pause_;
}

bool ControlDoor::checkpoint_requested() {
  if (child_.load(std::memory_order_relaxed)) return false;
  const std::lock_guard lock(mutex_);
  polled(Ask::kCheckpoint);
  bool any = false;
  for (Waiting& w : waiting_) {
    if (w.request.kind != Kind::kCheckpoint || w.taken) continue;
    w.taken = any = true;
    answer(w.request, Outcome::kAccepted, "the training is saving");
  }
  refresh();
  return any;
}

void ControlDoor::checkpoint_answer(std::string_view text, bool saved) {
  if (child_.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex_);
  const std::string said = saved ? "saved " + std::string(text) : "not saved: " + std::string(text);
  for (const Waiting& w : waiting_) {
    if (!w.taken) continue;
    answer(w.request, saved ? Outcome::kDone : Outcome::kRefused, said);
    events_.push_back("checkpoint asked by " + w.request.who + ": " + said);
  }
  std::erase_if(waiting_, [](const Waiting& w) { return w.taken; });
  refresh();
}

void ControlDoor::supports(uint32_t asks) {
  if (child_.load(std::memory_order_relaxed)) return;
  const std::lock_guard lock(mutex_);
  declared_ = true;
  declared_asks_ = asks;
  if (pause_ && (asks & bit(Ask::kPause)) == 0) end_pause();
  for (Waiting& w : waiting_) {
    if ((asks & bit(ask_of(w.request.kind))) != 0 && !w.accepted) accept(w);
  }
  std::erase_if(waiting_, [&](const Waiting& w) { return refused_as_unsupported(w.request); });
  if (!stopped_ && !waits(Kind::kStop) && !waits(Kind::kStopAfterEpoch) && !pause_) {
    enter(Phase::kRunning, "");
  }
  refresh();
}

// --- the background thread -----------------------------------------------------------------------

void ControlDoor::look(int64_t now_us) {
  const std::lock_guard lock(mutex_);
  if (!leads_) return follow_leader(now_us);
  if (area_ == nullptr) return;
  const uint32_t bell = area_->bell.load(std::memory_order_acquire);
  if (bell == bell_seen_ && now_us - looked_us_ < kLookAnywayUs && now_us >= looked_us_) return;
  bell_seen_ = bell;
  looked_us_ = now_us;
  for (const format::ControlRequest& request : format::read_requests(*area_)) {
    const bool waits_already = std::any_of(waiting_.begin(), waiting_.end(), [&](const Waiting& w) {
      return w.request.id == request.id;
    });
    if (waits_already) continue;
    const auto known =
        std::find_if(dealt_with_.begin(), dealt_with_.end(),
                     [&](const format::ControlAnswer& a) { return a.id == request.id; });
    if (known != dealt_with_.end()) {
      format::write_answer(*area_, request.slot, *known);  // somebody has overwritten it
      continue;
    }
    take_in(request);
  }
  refresh();
}

void ControlDoor::take_in(const format::ControlRequest& from) {
  format::ControlRequest request = from;
  request.who = plain(std::move(request.who));
  if (closed_) return answer(request, Outcome::kRefused, "the run has ended");
  if (waiting_.size() >= format::kControlSlots) {  // more than there are slots: garbage
    return answer(request, Outcome::kRefused, "too many requests wait already");
  }
  switch (request.kind) {
    case Kind::kStop:
    case Kind::kStopAfterEpoch:
      return take_in_stop(request);
    case Kind::kPause:
      return take_in_pause(request);
    case Kind::kResume:
      return resume(request);
    case Kind::kCheckpoint:
      if (stopped_) return answer(request, Outcome::kRefused, "the training is stopping already");
      if (!refused_as_unsupported(request)) hold(request);
  }
}

void ControlDoor::take_in_stop(const format::ControlRequest& request) {
  if (stopped_ || waits(Kind::kStop)) {
    return answer(request, Outcome::kRefused, "the training is stopping already");
  }
  if (request.kind == Kind::kStopAfterEpoch && waits(Kind::kStopAfterEpoch)) {
    return answer(request, Outcome::kRefused, "the training is stopping already, " + this_epoch());
  }
  if (refused_as_unsupported(request)) return;
  end_pause();  // it could not stop otherwise
  enter(request.kind == Kind::kStop ? Phase::kStoppingNow : Phase::kStoppingAfterEpoch,
        request.who);
  hold(request);
}

void ControlDoor::take_in_pause(const format::ControlRequest& request) {
  if (stopped_ || waits(Kind::kStop) || waits(Kind::kStopAfterEpoch)) {
    return answer(request, Outcome::kRefused, "the training is stopping already");
  }
  if (pause_) {
    return answer(request, Outcome::kRefused,
                  status_.phase == Phase::kPaused ? "the training is paused already"
                                                  : "a pause has been asked for already");
  }
  if (refused_as_unsupported(request)) return;
  pause_ = true;
  enter(Phase::kPausing, request.who);
  hold(request);
}

void ControlDoor::resume(const format::ControlRequest& request) {
  if (!pause_) return answer(request, Outcome::kRefused, "the training is not paused");
  const bool was_paused = status_.phase == Phase::kPaused;
  end_pause();
  enter(Phase::kRunning, "");
  answer(request, Outcome::kDone, "resumed");
  if (!was_paused) return;
  events_.push_back("resumed by " + request.who);
  std::fprintf(stderr, "oriel: resumed by %s\n", request.who.c_str());
}

// Ranks do as the first writer was told; whoever asks them anything asks that one.
void ControlDoor::follow_leader(int64_t now_us) {
  if (closed_ || (now_us - leader_tried_us_ < kLeaderUs && now_us >= leader_tried_us_)) return;
  leader_tried_us_ = now_us;
  if (leader_ == nullptr) {
    auto leader = format::MailboxClient::open(base::join_path(run_dir_, "control/mailbox"));
    if (!leader.ok()) return;
    leader_ = std::move(*leader);
  }
  const auto told = leader_->status();
  const bool gone = !told || told->phase == Phase::kEnded ||
                    (pause_ && !format::WriterLock::is_held(format::lock_path(run_dir_, 0)));
  if (gone) {
    if (pause_) end_pause();
    return refresh();
  }
  leader_stops_ = leader_stops_ || told->phase == Phase::kStoppingAfterEpoch;
  if (told->phase == Phase::kStoppingNow || told->phase == Phase::kStopped) stopped_ = true;
  const bool pause = told->phase == Phase::kPausing || told->phase == Phase::kPaused;
  if (pause && !pause_ && !stopped_) {
    pause_ = true;
    enter(Phase::kPausing, told->who);
  } else if (pause_ && !pause) {
    end_pause();
    enter(Phase::kRunning, "");
  }
  refresh();
}

std::vector<std::string> ControlDoor::take_events() {
  const std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

// --- the ends ------------------------------------------------------------------------------------

void ControlDoor::close() {
  if (child_.load()) return;
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  closed_ = true;
  for (const Waiting& w : waiting_) {
    if (w.taken) {
      answer(w.request, Outcome::kDone, "taken; the training has not said what it saved");
    } else {
      answer(w.request, Outcome::kRefused, "the run has ended");
    }
  }
  waiting_.clear();
  end_pause();
  enter(Phase::kEnded, "");
  if (area_ != nullptr) {
    for (const auto& request : format::read_requests(*area_)) take_in(request);
  }
  refresh();
}

void ControlDoor::become_child() {
  child_.store(true);
  if (word_ != nullptr) __atomic_store_n(word_, 0u, __ATOMIC_RELAXED);
}

// --- what they share, under the mutex ------------------------------------------------------------

bool ControlDoor::refused_as_unsupported(const format::ControlRequest& request) {
  if (!declared_ || (declared_asks_ & bit(ask_of(request.kind))) != 0) return false;
  std::string why = "this training does not support it";
  if (request.kind == Kind::kStopAfterEpoch && (declared_asks_ & bit(Ask::kStop)) != 0) {
    why = "this training cannot stop after an epoch; ask it to stop now";
  } else if (request.kind == Kind::kStop && (declared_asks_ & bit(Ask::kStopAfterEpoch)) != 0) {
    why = "this training cannot stop at once; ask it to stop after the epoch";
  }
  answer(request, Outcome::kRefused, why);
  return true;
}

void ControlDoor::hold(const format::ControlRequest& request) {
  waiting_.push_back({request});
  if ((supported() & bit(ask_of(request.kind))) != 0) accept(waiting_.back());
}

void ControlDoor::accept(Waiting& w) {
  w.accepted = true;
  std::string text = "the training will do so when it comes by";
  if (w.request.kind == Kind::kStopAfterEpoch) text = "the training will stop " + this_epoch();
  answer(w.request, Outcome::kAccepted, text);
  const std::string by = " asked by " + w.request.who;
  if (w.request.kind == Kind::kStop) events_.push_back("stop" + by);
  if (w.request.kind == Kind::kStopAfterEpoch) {
    events_.push_back("stop " + this_epoch() + by);
  }
}

void ControlDoor::answer(const format::ControlRequest& request, Outcome outcome,
                         const std::string& text) {
  const format::ControlAnswer a{request.id, outcome, base::wall_us(), text};
  if (area_ != nullptr) format::write_answer(*area_, request.slot, a);
  if (outcome == Outcome::kAccepted) return;
  dealt_with_.push_back(a);
  if (dealt_with_.size() > kRemembered) dealt_with_.pop_front();
  if (outcome == Outcome::kRefused && request.kind != Kind::kCheckpoint && !closed_) {
    events_.push_back(std::string(noun(request.kind)) + " asked by " + request.who +
                      ", refused: " + text);
  }
}

// Answers all that wait for this kind.
void ControlDoor::finish(Kind kind, Outcome outcome, const std::string& text) {
  for (const Waiting& w : waiting_) {
    if (w.request.kind == kind) answer(w.request, outcome, text);
  }
  std::erase_if(waiting_, [&](const Waiting& w) { return w.request.kind == kind; });
}

void ControlDoor::stopped(const std::string& text) {
  const std::string who = status_.who;
  finish(Kind::kStop, Outcome::kDone, text);
  finish(Kind::kStopAfterEpoch, Outcome::kDone, text);
  stopped_ = true;
  enter(Phase::kStopped, who);
  if (leads_) events_.push_back(text);
}

void ControlDoor::end_pause() {
  if (!std::exchange(pause_, false)) return;
  finish(Kind::kPause, Outcome::kRefused, "something else was asked for before it could pause");
  changed_->notify_all();
}

void ControlDoor::polled(Ask ask) {
  if ((polled_asks_ & bit(ask)) != 0) return;
  polled_asks_ |= bit(ask);
  for (Waiting& w : waiting_) {
    if (ask_of(w.request.kind) == ask && !w.accepted) accept(w);
  }
}

bool ControlDoor::waits(Kind kind) const {
  return std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const Waiting& w) { return w.request.kind == kind; });
}

// Named only where the trainer has shown how it counts.
std::string ControlDoor::this_epoch() const {
  return epoch_ == INT64_MIN ? "after this epoch" : "after epoch " + std::to_string(epoch_ + 1);
}

void ControlDoor::enter(Phase phase, const std::string& who) {
  if (status_.phase == phase) return;
  status_.phase = phase;
  status_.who = who;
  status_.since_us = base::wall_us();
}

// Brings the trainer's word and the status that viewers read up to date.
void ControlDoor::refresh() {
  const bool checkpoint = std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& w) {
    return w.request.kind == Kind::kCheckpoint && !w.taken;
  });
  uint32_t word = ~polled_asks_ & 15u;
  if (stopped_ || waits(Kind::kStop)) word |= bit(Ask::kStop);
  if (pause_) word |= bit(Ask::kPause);
  if (checkpoint) word |= bit(Ask::kCheckpoint);
  if (word_ != nullptr && !child_.load(std::memory_order_relaxed)) {
    __atomic_store_n(word_, word, __ATOMIC_RELAXED);
  }
  if (!leads_ || area_ == nullptr) return;
  format::ControlStatus status = status_;
  status.supported = supported();
  status.declared = declared_;
  status.epoch = epoch_;
  status.checkpoints =
      static_cast<uint32_t>(std::count_if(waiting_.begin(), waiting_.end(), [](const Waiting& w) {
        return w.request.kind == Kind::kCheckpoint;
      }));
  if (status == published_) return;
  published_ = status;
  format::write_status(*area_, status);
}

}  // namespace oriel::record
