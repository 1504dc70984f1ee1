#include "record/thread_registry.h"

#include <pthread.h>

#include <map>
#include <mutex>
#include <vector>

#include "record/recorder.h"

namespace oriel::record {

thread_local constinit SlotCache t_slot_cache;

namespace {

struct Registry {
  std::mutex mutex;
  std::map<uint64_t, Recorder*> recorders;
  uint64_t last_serial = 0;
};

// Never destroyed: threads may end after main() has returned.
Registry& registry() {
  static auto* instance = new Registry;
  return *instance;
}

struct ThreadSlots {
  std::vector<SlotCache> slots;
  ~ThreadSlots() {
    t_slot_cache = {};
    const std::lock_guard lock(registry().mutex);
    for (const SlotCache& s : slots) {
      const auto it = registry().recorders.find(s.serial);
      if (it != registry().recorders.end()) it->second->give_back(s.slot);
    }
  }
};
thread_local ThreadSlots t_slots;

void before_fork() {
  registry().mutex.lock();
}
void after_fork_in_parent() {
  registry().mutex.unlock();
}
void after_fork_in_child() {
  for (const auto& [serial, recorder] : registry().recorders) recorder->become_child();
  t_slot_cache = {};
  t_slots.slots.clear();
  registry().mutex.unlock();
}

}  // namespace

uint64_t register_recorder(Recorder& recorder) {
  static const int installed =
      pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
  (void)installed;
  const std::lock_guard lock(registry().mutex);
  const uint64_t serial = ++registry().last_serial;
  registry().recorders[serial] = &recorder;
  return serial;
}

void unregister_recorder(Recorder& recorder) {
  const std::lock_guard lock(registry().mutex);
  registry().recorders.erase(recorder.serial());
}

ThreadSlot* find_thread_slot(uint64_t serial) {
  for (const SlotCache& s : t_slots.slots) {
    if (s.serial == serial) {
      t_slot_cache = s;
      return s.slot;
    }
  }
  return nullptr;
}

void keep_thread_slot(uint64_t serial, ThreadSlot* slot) {
  t_slots.slots.push_back({serial, slot});
  t_slot_cache = {serial, slot};
}

}  // namespace oriel::record
