// Watcher: looks after the runs of a window on a thread of its own, so that drawing never waits for
// reading: keeps them up to date, takes a new snapshot when something has changed, and wakes the
// window.
//
// Owns its thread. Threads: everything may be called from any; `wake` is called on the watcher's.
// Polls the runs every 50 ms; takes at most ten snapshots a second and a fifth of the time for
// them.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "store/polled_run.h"
#include "window/snapshot.h"

namespace oriel::window {

// What the last wish came to, for people. Empty text: nothing has been asked.
struct WishState {
  std::string text;
  bool refused = false;
  bool operator==(const WishState&) const = default;
};

class Watcher {
 public:
  Watcher(std::vector<std::shared_ptr<store::PolledRun>> runs, std::function<void()> wake);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  std::shared_ptr<const Snapshot> snapshot() const;
  // From now on figures have this many pixel columns.
  void set_width(uint32_t width);
  // Asks the first run's training for something; its answer shows up in wish().
  void ask(store::ControlKind kind);
  WishState wish() const;

 private:
  void run();
  bool refresh();
  bool poll_answer();

  const std::vector<std::shared_ptr<store::PolledRun>> polled_;
  const figure::Runs runs_;  // the same
  const std::function<void()> wake_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  bool ending_ = false;
  uint32_t width_ = 1000;
  std::shared_ptr<const Snapshot> snapshot_;
  std::optional<store::ControlTicket> ticket_;
  WishState wish_;

  uint32_t drawn_width_ = 0;  // the thread's own
  std::thread thread_;
};

}  // namespace oriel::window
