#include "store/pyramid.h"

#include <algorithm>

namespace oriel::store {

Node to_node(const format::Leaf& leaf) {
  Node node;
  node.min = leaf.min;
  node.max = leaf.max;
  node.first = leaf.first;
  node.last = leaf.last;
  node.sum = leaf.sum;
  node.step_min = leaf.step_min;
  node.step_max = leaf.step_max;
  node.count = leaf.count;
  node.gaps[0] = leaf.nan;
  node.gaps[1] = leaf.pos_inf;
  node.gaps[2] = leaf.neg_inf;
  return node;
}

void merge(Node& into, const Node& later) {
  // The comparisons are true for a NaN on the left and false for one on the right.
  if (!(into.min <= later.min) && later.min == later.min) into.min = later.min;
  if (!(into.max >= later.max) && later.max == later.max) into.max = later.max;
  if (later.step_min < into.step_min) {
    into.step_min = later.step_min;
    into.first = later.first;
  }
  if (later.step_max >= into.step_max) {
    into.step_max = later.step_max;
    into.last = later.last;
  }
  into.sum += later.sum;
  into.count += later.count;
  for (int k = 0; k < 3; ++k) into.gaps[k] += later.gaps[k];
}

void Pyramid::push(const Node& leaf, uint32_t offset) {
  PackedLeaf packed{leaf.min,      leaf.max, leaf.first, leaf.last, leaf.sum, leaf.step_min,
                    leaf.step_max, 0,        0,          0,         0,        0};
  packed.count = leaf.count & 0x3ff;
  packed.nan = leaf.gaps[0] & 0x1ff;
  packed.pos_inf = leaf.gaps[1] & 0x1ff;
  packed.neg_inf = leaf.gaps[2] & 0x1ff;
  packed.offset = offset & kMaxOffset;
  size_t index = leaves_.size();
  leaves_.push_back(packed);
  for (size_t level = 1;; ++level) {
    index >>= kFanOutBits;
    if (level > upper_.size()) {
      if (size(level - 1) < 2) return;
      upper_.emplace_back();
      Node both = node(level - 1, 0);
      merge(both, node(level - 1, 1));
      upper_.back().push_back(both);
    } else if (index == upper_[level - 1].size()) {
      upper_[level - 1].push_back(leaf);
    } else {
      merge(upper_[level - 1][index], leaf);
    }
  }
}

Node Pyramid::leaf(size_t index) const {
  const PackedLeaf& packed = leaves_[index];
  Node node;
  node.min = packed.min;
  node.max = packed.max;
  node.first = packed.first;
  node.last = packed.last;
  node.sum = packed.sum;
  node.step_min = packed.step_min;
  node.step_max = packed.step_max;
  node.count = packed.count;
  node.gaps[0] = packed.nan;
  node.gaps[1] = packed.pos_inf;
  node.gaps[2] = packed.neg_inf;
  return node;
}

void Pyramid::prefetch_children(size_t level, size_t index) const {
  const size_t begin = index << kFanOutBits;
  const size_t end = std::min(begin + kFanOut, size(level - 1));
  for (size_t i = begin; i < end; ++i) {
    __builtin_prefetch(level == 1 ? static_cast<const void*>(&leaves_[i])
                                  : static_cast<const void*>(&upper_[level - 2][i]));
  }
}

size_t Pyramid::bytes() const {
  size_t n = leaves_.bytes();
  for (const auto& level : upper_) n += level.bytes();
  return n;
}

}  // namespace oriel::store
