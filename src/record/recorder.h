// Recorder: what is behind oriel::Run. It hands frames from the caller's thread to the Drain.
//
// log() is the path that must cost nothing: it finds the thread's slot in thread-local storage,
// writes one frame into the slot's ring and publishes it. Everything else is a slow path. No
// function here throws; what cannot be kept is counted.
#pragma once

#include <oriel/run.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/file.h"
#include "format/live_slot.h"
#include "format/mailbox.h"
#include "record/control_door.h"
#include "record/drain.h"
#include "record/interner.h"
#include "record/run_directory.h"
#include "record/thread_slot.h"

namespace oriel::record {

class Recorder {
 public:
  explicit Recorder(const RunOptions& options, base::FileSystem& fs = base::FileSystem::real());
  ~Recorder();

  Error log(int64_t step, Samples samples);
  Series series(std::string_view name);
  void record(int64_t step, std::string_view stream, format::RecordBody& body);
  void event(int64_t step, std::string_view text);

  bool watched(std::string_view stream);
  void live(std::string_view stream, const format::LiveValue& header, base::Bytes bytes);

  ControlDoor& door() { return door_; }

  void change_run_file(const std::function<void(format::RunFile&)>& change);
  Error sync();
  void finish(format::WriterStatus status, std::string_view reason);

  uint64_t dropped() const;
  const std::string& path() const { return path_; }
  Error error() const;

  // Called by the thread-local registry and the fork handlers.
  uint64_t serial() const { return serial_; }
  void give_back(ThreadSlot* slot);
  void become_child();  // after fork(), in the child

 private:
  ThreadSlot* slot();  // this thread's; null: disabled or no memory for a ring. Use it in a Turn.
  ThreadSlot* find_slot();
  void fail_to_open(const base::Status& why);
  Error log_with_new_names(ThreadSlot& slot, int64_t step, Samples samples);
  bool intern(ThreadSlot& slot, std::string_view name, uint32_t* id);
  uint8_t* reserve_slow(ThreadSlot& slot, size_t size);
  void publish(ThreadSlot& slot, size_t size);
  bool push(ThreadSlot& slot, base::Bytes frame);
  bool push_name(ThreadSlot& slot, base::Bytes frame);
  void announce(ThreadSlot& slot, std::string_view stream);
  bool move_to_file(format::RecordBody& body);
  Error drop(ThreadSlot* slot, uint64_t points, ErrorCode code);
  Error refused() const;

  base::FileSystem& fs_;
  uint64_t serial_ = 0;  // of this recorder among all of the process
  std::atomic<bool> open_{false};
  bool child_ = false;
  std::string path_;
  RunDirectory directory_;
  Interner interner_;
  std::unique_ptr<format::MailboxOwner> mailbox_;
  ControlDoor door_;
  std::unique_ptr<Drain> drain_;
  std::atomic<uint64_t> dropped_after_{0};  // while there is no drain
  std::atomic<uint32_t> next_blob_{0};

  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, std::unique_ptr<format::LiveSlotWriter>, std::less<>> live_;
  mutable std::string error_text_;
  base::Status open_error_;
};

}  // namespace oriel::record
