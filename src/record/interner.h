// Interner: the names of one writer's series and streams and their numbers.
//
// Interner is shared by all threads of a run (a mutex; used once per name and thread). NameCache is
// one thread's copy: a look-up by content, about 10 ns, no lock. Names never move or go away while
// the Interner lives.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace oriel::record {

class Interner {
 public:
  struct Interned {
    uint32_t id = 0;
    std::string_view name;  // stable
    bool is_new = false;
  };
  Interned intern(std::string_view name);
  std::string_view name(uint32_t id) const;  // empty if unknown
  // Numbers below are taken. No lock.
  uint32_t size() const { return size_.load(std::memory_order_relaxed); }
  // Takes a number over from an earlier life of the writer.
  void restore(uint32_t id, std::string_view name);

 private:
  std::atomic<uint32_t> size_{0};
  mutable std::mutex mutex_;
  std::deque<std::string> names_;
  std::unordered_map<std::string_view, uint32_t> ids_;
};

class NameCache {
 public:
  static constexpr uint32_t kUnknown = UINT32_MAX;
  uint32_t find(std::string_view name) const;
  void insert(std::string_view stable_name, uint32_t id);

 private:
  struct Entry {
    uint64_t hash = 0;
    std::string_view name;
    uint32_t id = kUnknown;
  };
  void grow();

  std::vector<Entry> table_;  // open addressing; a power of two; at most half full
  size_t used_ = 0;
};

}  // namespace oriel::record
