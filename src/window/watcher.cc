#include "window/watcher.h"

#include <algorithm>
#include <chrono>

namespace oriel::window {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kPeriod(50);
constexpr milliseconds kBetweenSnapshots(100);
constexpr int kRest = 4;  // a snapshot may take one part in so many and one of the time

std::string words_of(store::ControlKind kind) {
  switch (kind) {
    case store::ControlKind::kStop:
      return "stop";
    case store::ControlKind::kStopAfterEpoch:
      return "stop after this epoch";
    case store::ControlKind::kPause:
      return "pause";
    case store::ControlKind::kResume:
      return "go on";
    case store::ControlKind::kCheckpoint:
      return "save a checkpoint";
  }
  return "";
}

}  // namespace

Watcher::Watcher(std::vector<std::shared_ptr<store::PolledRun>> runs, std::function<void()> wake)
    : polled_(std::move(runs)),
      runs_(polled_.begin(), polled_.end()),
      wake_(std::move(wake)),
      snapshot_(std::make_shared<const Snapshot>(take_snapshot(runs_, width_))),
      drawn_width_(width_),
      thread_([this] { run(); }) {}

Watcher::~Watcher() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::shared_ptr<const Snapshot> Watcher::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void Watcher::set_width(uint32_t width) {
  const std::lock_guard lock(mutex_);
  width_ = width;
}

void Watcher::ask(store::ControlKind kind) {
  const auto ticket = runs_.front()->control(kind, "window");
  const std::lock_guard lock(mutex_);
  ticket_.reset();
  if (ticket.ok()) {
    ticket_ = *ticket;
    wish_ = {"Asked the training to " + words_of(kind) + "…", false};
  } else {
    wish_ = {"Cannot " + words_of(kind) + ": " + ticket.status().message(), true};
  }
}

WishState Watcher::wish() const {
  const std::lock_guard lock(mutex_);
  return wish_;
}

// True: there is news for the window.
bool Watcher::poll_answer() {
  std::optional<store::ControlTicket> ticket;
  {
    const std::lock_guard lock(mutex_);
    ticket = ticket_;
  }
  if (!ticket) return false;
  const store::ControlAnswer answer = runs_.front()->control_answer(*ticket);
  if (answer.outcome == store::ControlOutcome::kWaiting) return false;
  const std::lock_guard lock(mutex_);
  const WishState now = {answer.text, answer.outcome == store::ControlOutcome::kRefused};
  if (answer.outcome != store::ControlOutcome::kAccepted) ticket_.reset();
  if (now == wish_) return false;
  wish_ = now;
  return true;
}

bool Watcher::refresh() {
  uint32_t width = 0;
  {
    const std::lock_guard lock(mutex_);
    width = width_;
    if (figure::data_version(runs_) == snapshot_->version && width == drawn_width_) return false;
  }
  auto snapshot = std::make_shared<const Snapshot>(take_snapshot(runs_, width));
  drawn_width_ = width;
  const std::lock_guard lock(mutex_);
  snapshot_ = std::move(snapshot);
  return true;
}

void Watcher::run() {
  for (;;) {
    const Clock::time_point start = Clock::now();
    for (const auto& polled : polled_) polled->poll();
    const bool answered = poll_answer();
    const bool news = refresh();
    if (news || answered) wake_();
    const auto rest =
        news ? std::max<Clock::duration>(kBetweenSnapshots, (Clock::now() - start) * kRest)
             : Clock::duration(kPeriod);
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, rest, [this] { return ending_; })) return;
  }
}

}  // namespace oriel::window
