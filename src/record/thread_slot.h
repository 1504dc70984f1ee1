// ThreadSlot: what one logging thread has in one run: its ring and its names.
//
// The thread produces into current(); the background writer drains `rings` in order and may offer a
// larger ring in `next`, to which the thread switches on its next call: pointers only. A slot
// outlives its thread and is given to a later one.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "format/ring.h"
#include "record/interner.h"

namespace oriel::record {

struct ThreadSlot {
  // --- the logging thread ---
  format::Ring* ring = nullptr;  // == current
  NameCache names;
  NameCache announced;               // live streams whose slots exist
  uint64_t stalled_at = UINT64_MAX;  // ring position at which waiting was in vain

  // --- both ---
  std::atomic<bool> busy{false};                // the thread is inside a call (see Turn)
  std::atomic<format::Ring*> current{nullptr};  // stored by the thread
  std::atomic<format::Ring*> next{nullptr};     // offered to the thread, which takes it
  std::atomic<bool> growing{false};             // somebody is making `next`

  // --- guarded by the drain's mutex ---
  std::vector<std::unique_ptr<format::Ring>> rings;  // oldest first; the last is current or next

  void switch_ring() {
    if (format::Ring* larger = next.exchange(nullptr, std::memory_order_acquire)) {
      ring = larger;
      stalled_at = UINT64_MAX;
      current.store(larger, std::memory_order_release);
    }
  }
};

// Marks a call from its look at `open` to its end, so that finish() can wait for those calls that
// still saw the run open: what they hand over is drained. A plain store and a plain load on this
// side; the barrier between them is finish()'s affair (Drain::wait_for_callers).
class Turn {
 public:
  Turn(ThreadSlot* slot, const std::atomic<bool>& open) : slot_(slot) {
    if (slot_ == nullptr) return;
    slot_->busy.store(true, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    if (!open.load(std::memory_order_acquire)) [[unlikely]] {
      slot_->busy.store(false, std::memory_order_release);
      slot_ = nullptr;
    }
  }
  ~Turn() {
    if (slot_ != nullptr) slot_->busy.store(false, std::memory_order_release);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ThreadSlot* slot() const { return slot_; }

 private:
  ThreadSlot* slot_;
};

}  // namespace oriel::record
