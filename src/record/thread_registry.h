// Which slot the calling thread has in which recorder, and what happens to them when a thread ends
// or the process forks.
//
// Thread-local, so the common look-up is two loads and a compare; a mutex guards only the list of
// living recorders.
#pragma once

#include <cstdint>

#include "record/thread_slot.h"

namespace oriel::record {

class Recorder;

// The last used pair of this thread.
struct SlotCache {
  uint64_t serial = 0;  // 0: none
  ThreadSlot* slot = nullptr;
};
extern thread_local constinit SlotCache t_slot_cache;

uint64_t register_recorder(Recorder& recorder);  // returns its serial, from 1
void unregister_recorder(Recorder& recorder);

ThreadSlot* find_thread_slot(uint64_t serial);  // null if this thread has none yet
void keep_thread_slot(uint64_t serial, ThreadSlot* slot);

}  // namespace oriel::record
