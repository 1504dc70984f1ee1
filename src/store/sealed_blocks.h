// The sealed blocks of one series, in order of sequence numbers, with their pyramid.
//
// Blocks stay where they are, in mapped files; this keeps 48 bytes per block, the pyramid, and the
// files alive: about 0.32 bytes of memory per point in full blocks. A block's checksum is verified
// when its data is first touched; a damaged one is counted and taken out, never shown. Points that
// a resumed run hides are left out by writing the blocks they stand in anew, in memory. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "format/columns.h"
#include "format/page_codec.h"
#include "format/writer_reader.h"
#include "store/pyramid.h"

namespace oriel::store {

// Which points a resume has hidden: generations below `before_generation`, steps from `from_step`.
class HiddenSteps {
 public:
  void add(int64_t from_step, uint16_t before_generation) {
    rules_.push_back({from_step, before_generation});
  }
  bool hides(uint16_t generation, int64_t step) const {
    for (const Rule& rule : rules_) {
      if (generation < rule.before_generation && step >= rule.from_step) return true;
    }
    return false;
  }

 private:
  struct Rule {
    int64_t from_step;
    uint16_t before_generation;
  };
  std::vector<Rule> rules_;
};

class SealedBlocks {
 public:
  // False if it is known already. Costs about 0.2 µs, more where something of it is hidden or it
  // comes out of order.
  bool add(const format::SealedBlock& block, const HiddenSteps& hidden);
  // Applies rules that are new to the blocks that are here.
  void hide(const HiddenSteps& hidden);

  const Pyramid& pyramid() const { return pyramid_; }
  size_t blocks() const { return blocks_.size(); }
  bool covers(uint64_t seq) const;
  // The first page behind a point of this seq that no block covers.
  size_t leaf_after(uint64_t seq) const;

  // A page; nothing if its block turns out to be damaged: drop_damaged() then takes it out.
  std::optional<format::PageReader> page(size_t leaf);
  bool decode(size_t leaf, unsigned columns, format::Page& out);
  void prefetch(size_t leaf) const;
  // True if something was taken out: pages have other numbers now, and a query must start again.
  bool drop_damaged();

  uint64_t damaged_blocks() const { return damaged_blocks_; }
  uint64_t damaged_points() const { return damaged_points_; }
  // Grows when blocks were changed other than by appending.
  uint64_t rebuilds() const { return rebuilds_; }
  size_t first_leaf(size_t block) const {
    return block < blocks_.size() ? blocks_[block].first_leaf : pyramid_.leaves();
  }
  size_t bytes() const;

 private:
  struct Block {
    const uint8_t* data = nullptr;
    uint64_t seq_first = 0;
    uint64_t seq_last = 0;
    uint32_t size = 0;
    uint32_t crc = 0;
    uint32_t first_leaf = 0;
    uint32_t owner = 0;
    uint16_t generation = 0;
    uint16_t leaves = 0;  // none: all of it hidden or damaged, but covered
    bool checked = false;
    bool damaged = false;
  };
  struct Page {
    Node node;
    uint32_t offset = 0;
  };

  size_t block_of(size_t leaf) const;
  base::Bytes page_bytes(size_t leaf);
  void mark_damaged(size_t block);
  uint32_t own(std::shared_ptr<const void> owner);
  std::vector<Page> pages_of(const Block& block) const;
  // Writes the block anew without what is hidden.
  void filter(Block& block, std::vector<Page>& pages, const HiddenSteps& hidden);
  void append(Block block, const std::vector<Page>& pages);
  void rebuild(std::vector<Block> blocks, const std::vector<std::vector<Page>>& pages);

  std::vector<Block> blocks_;
  std::vector<std::shared_ptr<const void>> owners_;
  Pyramid pyramid_;
  mutable size_t cursor_ = 0;  // the block last asked for
  bool found_damage_ = false;
  uint64_t damaged_blocks_ = 0;
  uint64_t damaged_points_ = 0;
  uint64_t rebuilds_ = 0;
};

}  // namespace oriel::store
