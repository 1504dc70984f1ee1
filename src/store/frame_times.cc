#include "store/frame_times.h"

#include <algorithm>

namespace oriel::store {

void FrameTimes::add_block(const format::SealedBlock& block) {
  blocks_[block.entry.seq_first].sealed = block;
  // Rows that lie wholly below the end of what is sealed are not needed any more.
  while (!rows_.empty()) {
    const auto& [first, times] = *rows_.begin();
    if (first + times.size() > block.entry.seq_last + 1) break;
    rows_.erase(rows_.begin());
  }
}

void FrameTimes::add_row(uint64_t seq, int64_t wall_us) {
  constexpr size_t kStretch = 1024;  // as long as a block, so that sealing frees them soon
  if (!rows_.empty()) {
    auto& [first, times] = *rows_.rbegin();
    if (first + times.size() == seq && times.size() < kStretch) {
      times.push_back(wall_us);
      return;
    }
  }
  rows_[seq].push_back(wall_us);
}

const std::vector<int64_t>* FrameTimes::decoded(uint64_t first, const Block& block) const {
  for (Cached& c : cache_) {
    if (c.first == first) {
      c.used = ++clock_;
      return &c.times;
    }
  }
  std::vector<int64_t> times;
  if (!format::block_intact(block.sealed.entry, block.sealed.data) ||
      !format::decode_times(block.sealed.data, block.sealed.entry, times)) {
    times.clear();
  }
  if (cache_.size() < kCached) {
    cache_.push_back({first, std::move(times), ++clock_});
    return &cache_.back().times;
  }
  auto oldest = std::min_element(cache_.begin(), cache_.end(),
                                 [](const auto& a, const auto& b) { return a.used < b.used; });
  *oldest = {first, std::move(times), ++clock_};
  return &oldest->times;
}

std::optional<int64_t> FrameTimes::at(uint64_t seq) const {
  auto after = blocks_.upper_bound(seq);
  if (after != blocks_.begin()) {
    const auto& [first, block] = *std::prev(after);
    if (seq <= block.sealed.entry.seq_last) {
      const auto* times = decoded(first, block);
      if (seq - first < times->size()) return (*times)[seq - first];
    }
  }
  auto row = rows_.upper_bound(seq);
  if (row != rows_.begin()) {
    const auto& [first, times] = *std::prev(row);
    if (seq - first < times.size()) return times[seq - first];
  }
  return std::nullopt;
}

size_t FrameTimes::bytes() const {
  size_t n = blocks_.size() * (sizeof(Block) + 48);
  for (const auto& [first, times] : rows_) n += times.capacity() * sizeof(int64_t) + 64;
  return n;
}

}  // namespace oriel::store
