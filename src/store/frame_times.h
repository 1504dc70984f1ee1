// Frame times: the wall time of every frame of a writer, by sequence number. Shared by all its
// series, since a frame has one time for all of them.
//
// Sealed blocks stay in the mapped log and are decoded when asked for, the last few kept; rows that
// are not sealed yet are kept as they come: 8 bytes each. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "format/writer_reader.h"

namespace oriel::store {

class FrameTimes {
 public:
  void add_block(const format::SealedBlock& block);
  void add_row(uint64_t seq, int64_t wall_us);

  // µs since the epoch; nothing if the frame is unknown or its block is damaged.
  std::optional<int64_t> at(uint64_t seq) const;
  size_t bytes() const;

 private:
  struct Block {
    format::SealedBlock sealed;
  };
  static constexpr size_t kCached = 8;
  struct Cached {
    uint64_t first = 0;
    std::vector<int64_t> times;
    uint64_t used = 0;
  };
  const std::vector<int64_t>* decoded(uint64_t first, const Block& block) const;

  std::map<uint64_t, Block> blocks_;  // by first seq
  // Unsealed stretches, by first seq: sealed ones are forgotten.
  std::map<uint64_t, std::vector<int64_t>> rows_;
  mutable std::vector<Cached> cache_;
  mutable uint64_t clock_ = 0;
};

}  // namespace oriel::store
