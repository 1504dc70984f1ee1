// Drain: the background of a recorder. One thread empties the rings into the tail every few
// milliseconds and seals columns; another syncs every second, so that a slow disk never stops the
// draining.
//
// The logging threads touch none of this but wake(). Everything the drain thread cannot write stays
// in the rings and is tried again; it never gives up while the run lives. Costs about 0.1 % of a
// core when little is logged.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "format/mailbox.h"
#include "format/writer_log.h"
#include "record/control_door.h"
#include "record/interner.h"
#include "record/run_directory.h"
#include "record/system_monitor.h"
#include "record/thread_slot.h"

namespace oriel::record {

struct DrainOptions {
  uint64_t ring_bytes = 256 << 10;
  uint64_t max_ring_bytes = 64 << 20;
  bool rings_in_run_dir = false;
  uint32_t drain_interval_ms = 5;
  uint32_t sync_interval_ms = 1000;
  uint32_t system_interval_ms = 2000;
};

class Drain {
 public:
  Drain(base::FileSystem& fs, const RunDirectory& directory, const DrainOptions& options,
        Interner& interner, format::MailboxOwner* mailbox, ControlDoor* door);
  ~Drain();  // finish() must have been called, or the process is a forked child

  base::Status start();  // fails if no thread can be had
  // After `open` became false: returns when no logging thread is inside a call any more that still
  // saw it true, or after a second.
  void wait_for_callers();
  // Empties the rings, seals everything, syncs, removes rings and tails. Fails if something could
  // not be written; then the rings stay for recovery.
  base::Status finish();

  // A slot with a ring for a new thread; null if no memory for a ring can be had.
  ThreadSlot* take_slot();
  void give_back(ThreadSlot* slot);
  // Puts a ring of twice the size `than` into slot.next, unless limits or another thread's doing so
  // forbid it. The drain thread does it at half full; the logging thread itself where it would
  // otherwise have to drop: some 100 µs, at most seven times in its life.
  void offer_larger_ring(ThreadSlot& slot, uint64_t than);

  // Any thread: the ring is filling up. A system call only if the drain thread sleeps.
  void wake() {
    if (asleep_.load(std::memory_order_relaxed) && asleep_.exchange(false)) wakeup_.notify_one();
  }

  // Blocks until everything handed over before is on disk.
  base::Status sync();
  // A file that must be on disk before the next sync counts as done.
  void add_unsynced(std::shared_ptr<base::AppendFile> file);

  void count_dropped(uint64_t points) { dropped_.fetch_add(points, std::memory_order_relaxed); }
  uint64_t dropped() const;
  base::Status last_error() const;
  const format::WriterLog& log() const { return log_; }  // after finish()

 private:
  void drain_loop();
  void sync_loop();
  base::Status drain_pass();
  base::Status drain_slot(ThreadSlot& slot);
  void count_private_leftovers();
  base::Status drain_ring(format::Ring& ring);
  void retire_rings(ThreadSlot& slot);
  std::unique_ptr<format::Ring> make_ring(uint64_t capacity);
  base::Status sample_system();
  void note_dropped();
  void note_control(std::vector<std::string> events);
  base::Status sync_files();
  enum Activity { kWriting, kSyncing, kActivities };
  void report(Activity activity, const base::Status& status);
  void note_fallback(const base::Status& status);

  base::FileSystem& fs_;
  const DrainOptions options_;
  const std::string run_dir_;
  const format::WriterFile file_;
  const uint16_t generation_;
  Interner& interner_;
  format::MailboxOwner* mailbox_;
  ControlDoor* door_;
  format::WriterLog log_;
  base::TickClock clock_;  // drain thread
  SystemMonitor monitor_;  // drain thread
  uint64_t next_system_ns_ = 0;
  uint64_t next_anchor_ns_ = 0;
  uint64_t dropped_written_ = 0;

  mutable std::mutex slots_mutex_;  // guards the lists, not what is in a slot
  std::vector<std::unique_ptr<ThreadSlot>> slots_;
  std::vector<ThreadSlot*> free_slots_;
  base::TickAnchor anchor_;  // the latest, for new rings
  uint32_t next_ring_ = 0;
  uint64_t ring_bytes_ = 0;
  uint64_t retired_dropped_ = 0;
  bool closed_ = false;  // no new rings
  std::atomic<uint64_t> dropped_{0};

  std::mutex wake_mutex_;
  std::condition_variable wakeup_;
  std::condition_variable passed_;
  std::atomic<bool> asleep_{false};
  bool stopping_ = false;
  uint64_t passes_begun_ = 0;
  uint64_t passes_done_ = 0;

  std::mutex sync_mutex_;  // one sync at a time
  std::condition_variable sync_wakeup_;
  std::vector<std::shared_ptr<base::AppendFile>> unsynced_;

  mutable std::mutex error_mutex_;
  base::Status error_;
  base::Status failing_[kActivities];  // not ok: since the last good attempt
  bool complained_ = false;            // on stderr, and not yet taken back
  uint64_t failed_ns_ = 0;             // the last time
  std::atomic<bool> fallback_noted_{false};

  std::thread drain_thread_;
  std::thread sync_thread_;
};

}  // namespace oriel::record
