#include "record/interner.h"

#include "base/bytes.h"

namespace oriel::record {
namespace {

__extension__ using Wide = unsigned __int128;

// Eight bytes at a time, multiply and fold: names are short and hashed on every call by name.
uint64_t hash_of(std::string_view s) {
  uint64_t h = 0x9e3779b97f4a7c15u ^ s.size();
  const char* p = s.data();
  size_t n = s.size();
  const auto mix = [&h](uint64_t v) {
    const Wide m = static_cast<Wide>(h ^ v) * 0xa0761d6478bd642fu;
    h = static_cast<uint64_t>(m) ^ static_cast<uint64_t>(m >> 64);
  };
  for (; n >= 8; p += 8, n -= 8) mix(base::load<uint64_t>(p));
  uint64_t rest = 0;
  if (n > 0) std::memcpy(&rest, p, n);
  mix(rest ^ 0x8ebc6af09c88c6e3u);
  return h;
}

}  // namespace

Interner::Interned Interner::intern(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (const auto it = ids_.find(name); it != ids_.end()) return {it->second, it->first, false};
  const auto id = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  ids_.emplace(names_.back(), id);
  size_.store(id + 1, std::memory_order_relaxed);
  return {id, names_.back(), true};
}

std::string_view Interner::name(uint32_t id) const {
  const std::lock_guard lock(mutex_);
  return id < names_.size() ? std::string_view(names_[id]) : std::string_view();
}

void Interner::restore(uint32_t id, std::string_view name) {
  const std::lock_guard lock(mutex_);
  while (names_.size() <= id) names_.emplace_back();
  names_[id] = name;
  ids_[names_[id]] = id;
  size_.store(static_cast<uint32_t>(names_.size()), std::memory_order_relaxed);
}

uint32_t NameCache::find(std::string_view name) const {
  if (table_.empty()) return kUnknown;
  const uint64_t hash = hash_of(name);
  for (size_t i = hash & (table_.size() - 1);; i = (i + 1) & (table_.size() - 1)) {
    const Entry& e = table_[i];
    if (e.id == kUnknown) return kUnknown;
    if (e.hash == hash && e.name == name) return e.id;
  }
}

void NameCache::insert(std::string_view stable_name, uint32_t id) {
  if (2 * (used_ + 1) > table_.size()) grow();
  const uint64_t hash = hash_of(stable_name);
  size_t i = hash & (table_.size() - 1);
  while (table_[i].id != kUnknown) i = (i + 1) & (table_.size() - 1);
  table_[i] = {hash, stable_name, id};
  ++used_;
}

void NameCache::grow() {
  std::vector<Entry> old = std::move(table_);
  table_.assign(old.empty() ? 64 : 2 * old.size(), Entry{});
  used_ = 0;
  for (const Entry& e : old) {
    if (e.id != kUnknown) insert(e.name, e.id);
  }
}

}  // namespace oriel::record
