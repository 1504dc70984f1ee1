// The mailbox: one small shared file, control/mailbox, through which readers ask and the trainer
// looks when it likes (docs/log_format.md, "The mailbox").
//
// The trainer creates it (MailboxOwner) and reads it; viewers map it for writing (MailboxClient).
// Everything in it is an atomic or is guarded by a per-slot sequence number; nothing in it can make
// the trainer block or crash: whatever it holds is checked before it is believed. watched() on a
// run that nobody looks at costs one relaxed atomic load (`attention`), with a viewer about 64
// loads and a short mutex of the trainer's own. Requests that change the training (stop, pause)
// have an area of their own in it: format/control_area.h.
//
// A process forked from either end must not use its copy; destroying it there changes nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "format/control_area.h"

namespace oriel::format {

inline constexpr uint64_t kMailboxMagic = 0x0a58424d4c524f89;  // "\x89ORLMBX\n"
inline constexpr size_t kMailboxBytes = 65536;
inline constexpr size_t kMaxLeases = 64;
inline constexpr size_t kMaxLeaseName = 512;
// A lease ends this long after it was taken or renewed, whatever was asked for: a viewer that died
// is forgotten, and a trainer never works for a typing error.
inline constexpr int64_t kMaxLeaseUs = 600'000'000;

// A viewer's wish: this live stream, at most so often, until then.
struct LeaseWish {
  std::string stream;
  uint32_t interval_ms = 100;
  int64_t until_wall_us = 0;
};

class MailboxOwner {
 public:
  virtual ~MailboxOwner() = default;
  // Made in the run directory; a file of the same name is replaced. Allocated on disk at once so
  // that a full disk cannot turn a later access into SIGBUS.
  static base::Result<std::unique_ptr<MailboxOwner>> create(const std::string& path);

  // Non-zero while any lease may be held. One relaxed load; any thread.
  virtual uint32_t attention() const = 0;
  // True if a lease on `stream` is held at `now` and its interval has passed since the last true
  // (so that a viewer's rate is honoured). Clears `attention` when no lease is left. Any thread.
  virtual bool wanted(std::string_view stream, int64_t now_wall_us) = 0;
  // What viewers can read without the log: counters for dropped points (the disk may be full).
  virtual void publish_dropped(uint64_t total) = 0;

  // Where viewers ask for something. Lives as long as this.
  virtual ControlArea& control() = 0;
};

class MailboxClient {
 public:
  virtual ~MailboxClient() = default;
  static base::Result<std::unique_ptr<MailboxClient>> open(const std::string& path);

  // Takes or renews this client's lease on the stream, for kMaxLeaseUs at most; one that ends in
  // the past is a release. Follows a mailbox that was replaced because the run was resumed. Fails
  // when all slots are taken by living leases, and when the run has ended. Any thread.
  virtual base::Status lease(const LeaseWish& wish) = 0;
  // Leases that are still held are released by the destructor.
  virtual void release(std::string_view stream) = 0;
  virtual uint64_t dropped() const = 0;

  // Asks the trainer for something; `who` is shown to people ("browser"). Follows a mailbox that
  // was replaced. Fails when the run has ended or takes no requests, and when too many wait.
  virtual base::Result<ControlTicket> ask(ControlKind kind, std::string_view who) = 0;
  // What became of it; nothing where that is not known any more.
  virtual std::optional<ControlAnswer> answer(const ControlTicket& ticket) const = 0;
  // Nothing when the run has ended or takes no requests. Costs a stat().
  virtual std::optional<ControlStatus> status() = 0;
};

}  // namespace oriel::format
