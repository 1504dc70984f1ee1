// The pyramid of a series: summaries of its pages, sixteen of which make one of the next level, and
// so on up to a single one. It answers "what is in this stretch" without touching the data.
//
// Order within a level is by sequence number; nothing is assumed of steps. It owns its nodes:
// 64 bytes per page of 256 values (0.25 bytes per point) and 6 % more above them. Appending costs
// about 20 ns per page. Not thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "format/columns.h"

namespace oriel::store {

// A summary of consecutive values. `first` and `last` are the values at the smallest and largest
// (step, seq); min, max and sum are over finite values, NaN (sum: 0) if there are none.
struct Node {
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
  double first = std::numeric_limits<double>::quiet_NaN();
  double last = std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  int64_t step_min = 0;
  int64_t step_max = 0;
  uint64_t count = 0;
  uint64_t gaps[3] = {};  // NaN, +Inf, -Inf

  uint64_t finite() const { return count - gaps[0] - gaps[1] - gaps[2]; }
};

Node to_node(const format::Leaf& leaf);
// `later` follows in order of sequence numbers.
void merge(Node& into, const Node& later);

// An array that grows without moving what it holds, and without half of it being spare.
template <class T>
class ChunkedArray {
 public:
  static constexpr size_t kChunk = 256;

  void push_back(const T& value) {
    if (size_ % kChunk == 0) {
      chunks_.emplace_back();
      if (size_ > 0) chunks_.back().reserve(kChunk);  // short arrays stay short
    }
    chunks_.back().push_back(value);
    ++size_;
  }
  T& operator[](size_t i) { return chunks_[i / kChunk][i % kChunk]; }
  const T& operator[](size_t i) const { return chunks_[i / kChunk][i % kChunk]; }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }
  size_t size() const { return size_; }
  size_t bytes() const {
    size_t n = chunks_.capacity() * sizeof(chunks_[0]);
    for (const auto& chunk : chunks_) n += chunk.capacity() * sizeof(T);
    return n;
  }

 private:
  std::vector<std::vector<T>> chunks_;
  size_t size_ = 0;
};

class Pyramid {
 public:
  static constexpr size_t kFanOut = 16;
  static constexpr size_t kFanOutBits = 4;
  static constexpr uint32_t kMaxOffset = (1u << 20) - 1;

  // `offset`, up to kMaxOffset, is kept for the caller: where the page is.
  void push(const Node& leaf, uint32_t offset);

  size_t leaves() const { return leaves_.size(); }
  size_t levels() const { return leaves_.size() == 0 ? 0 : 1 + upper_.size(); }
  size_t size(size_t level) const { return level == 0 ? leaves_.size() : upper_[level - 1].size(); }
  // Level 0 is the pages; the last level has one node.
  Node node(size_t level, size_t index) const {
    return level == 0 ? leaf(index) : upper_[level - 1][index];
  }
  Node leaf(size_t index) const;
  std::pair<int64_t, int64_t> steps(size_t level, size_t index) const {
    if (level == 0) return {leaves_[index].step_min, leaves_[index].step_max};
    const Node& node = upper_[level - 1][index];
    return {node.step_min, node.step_max};
  }
  // Fetches what is below a node (level 1 or above) into the cache.
  void prefetch_children(size_t level, size_t index) const;
  uint32_t offset(size_t leaf) const { return leaves_[leaf].offset; }
  // All of it; count is 0 if there is nothing.
  Node root() const { return leaves_.size() == 0 ? Node() : node(levels() - 1, 0); }
  size_t bytes() const;

 private:
  struct PackedLeaf {
    double min, max, first, last, sum;
    int64_t step_min, step_max;
    uint64_t count : 10, nan : 9, pos_inf : 9, neg_inf : 9, offset : 20;
  };
  static_assert(sizeof(PackedLeaf) == 64);

  ChunkedArray<PackedLeaf> leaves_;
  std::vector<ChunkedArray<Node>> upper_;
};

}  // namespace oriel::store
