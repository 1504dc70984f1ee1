// The ring: frames between one logging thread and the background writer, in memory that outlives
// the process (docs/log_format.md, "Rings").
//
// One thread produces (reserve, publish), one consumes (readable, consume). The data area is mapped
// twice in a row, so that a frame never wraps. Nothing waits: a full ring says so. A ring whose
// process died is read by OrphanRing. Creating one costs some 100 µs (allocation and pre-touching
// of its pages, so that no later access can fault on a full file system); a frame about 5 ns.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/error.h"

namespace oriel::format {

inline constexpr uint64_t kRingMagic = 0x0a474e524c524f89;  // "\x89ORLRNG\n"
inline constexpr size_t kRingDataAt = 4096;
// Only frames that bind names may use the last part of a ring: a name must not be lost because the
// disk is full.
constexpr uint64_t ring_name_room(uint64_t capacity) {
  return capacity / 64;
}

// The first page. Producer and consumer write on cache lines of their own.
struct RingHeader {
  uint64_t magic;
  uint32_t version;
  uint32_t writer;
  char uuid[32];
  uint32_t number;  // of the ring within its writer, never used twice
  uint32_t generation;
  uint64_t capacity;

  // Ticks to wall time: two pairs, of which `anchor_current` names the valid one.
  alignas(64) base::TickAnchor anchors[2];
  std::atomic<uint32_t> anchor_current;

  alignas(64) std::atomic<uint64_t> head;  // published by the producer, in bytes since the start
  std::atomic<uint64_t> dropped;           // points the producer could not hand over

  alignas(64) std::atomic<uint64_t> tail;  // consumed: what lies below is in a file
};
static_assert(sizeof(RingHeader) <= kRingDataAt && sizeof(base::TickAnchor) == 24);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

struct RingIdentity {
  int writer = 0;
  std::string uuid;
  uint32_t number = 0;
  uint16_t generation = 0;
};

class Ring {
 public:
  // `capacity` is a power of two >= 64 KiB. Fails (ENOSPC, EACCES, …) rather than risk SIGBUS
  // later.
  static base::Result<std::unique_ptr<Ring>> create(const std::string& path, uint64_t capacity,
                                                    const RingIdentity& id,
                                                    const base::TickAnchor& anchor);
  // In private memory: for when no file system takes the ring. Does not survive the process.
  static base::Result<std::unique_ptr<Ring>> create_private(uint64_t capacity,
                                                            const RingIdentity& id,
                                                            const base::TickAnchor& anchor);
  ~Ring();
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  // --- producer -------------------------------------------------------------------------------
  // Room for n bytes (a multiple of 8), or null if the ring is full.
  uint8_t* reserve(size_t n) { return reserve_up_to(usable_, n); }
  uint8_t* reserve_for_name(size_t n) { return reserve_up_to(capacity_, n); }
  void publish(size_t n) {
    produced_ += n;
    header_->head.store(produced_, std::memory_order_release);
  }
  // At least this many bytes wait for the consumer, as far as the producer knows.
  uint64_t backlog() const { return produced_ - tail_seen_; }
  uint64_t tail_seen() const { return tail_seen_; }
  void refresh_tail() { tail_seen_ = header_->tail.load(std::memory_order_acquire); }
  void count_dropped(uint64_t points) {
    header_->dropped.store(header_->dropped.load(std::memory_order_relaxed) + points,
                           std::memory_order_relaxed);
  }

  // --- consumer -------------------------------------------------------------------------------
  // Published and not yet consumed; contiguous.
  base::Bytes readable() const {
    const uint64_t head = header_->head.load(std::memory_order_acquire);
    return {data_ + (consumed_ & (capacity_ - 1)), head - consumed_};
  }
  uint64_t consumed() const { return consumed_; }
  void consume(size_t n) {
    consumed_ += n;
    header_->tail.store(consumed_, std::memory_order_release);
  }
  void set_anchor(const base::TickAnchor& anchor);

  // --- any thread -----------------------------------------------------------------------------
  uint64_t dropped() const { return header_->dropped.load(std::memory_order_relaxed); }
  uint64_t capacity() const { return capacity_; }
  uint32_t number() const { return header_->number; }
  const std::string& path() const { return path_; }  // empty: private memory

 private:
  Ring() = default;
  uint8_t* reserve_up_to(uint64_t limit, size_t n) {
    if (produced_ + n - tail_seen_ > limit) [[unlikely]] {
      tail_seen_ = header_->tail.load(std::memory_order_acquire);
      if (produced_ + n - tail_seen_ > limit) return nullptr;
    }
    return data_ + (produced_ & (capacity_ - 1));
  }
  static base::Result<std::unique_ptr<Ring>> map(int fd, const std::string& path, uint64_t capacity,
                                                 const RingIdentity& id,
                                                 const base::TickAnchor& anchor);

  uint8_t* data_ = nullptr;
  uint64_t capacity_ = 0;
  uint64_t usable_ = 0;     // without the room for names
  uint64_t produced_ = 0;   // producer's
  uint64_t tail_seen_ = 0;  // producer's copy of tail
  RingHeader* header_ = nullptr;
  alignas(64) uint64_t consumed_ = 0;  // consumer's
  std::string path_;
};

// What a dead process left in a ring file: a copy of its header and of the unconsumed bytes.
struct OrphanRing {
  std::string path;
  RingIdentity id;
  uint64_t tail = 0;
  uint64_t head = 0;
  uint64_t dropped = 0;
  base::TickAnchor anchor;
  std::vector<uint8_t> bytes;  // [tail, head)
};
// Fails if the file is no ring or states impossible positions. A ring whose process died while
// making it is an empty one: nothing was ever accepted into it.
base::Result<OrphanRing> read_orphan_ring(const std::string& path);
// Cuts `bytes` where they cease to be frames. `suspicious`: pages may be older or newer than others
// (a ring on a disk, after a power failure); then the times must ascend too, and the frame before
// the break must not reach into the page where it is.
void keep_whole_frames(OrphanRing& ring, bool suspicious);

// <dir>/oriel-<uuid>-<number>.ring
std::string ring_path(const std::string& dir, const std::string& uuid, uint32_t number);
// The rings of a writer in a directory, by number.
std::vector<std::string> list_rings(const std::string& dir, const std::string& uuid);

}  // namespace oriel::format
