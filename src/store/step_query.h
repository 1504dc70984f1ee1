// Questions about a series by step, answered from its pyramid, its pages and its unsealed rows.
//
// A node that lies wholly in one pixel column is merged, one outside the range is passed over,
// anything else is looked into; so nothing is assumed of the order of steps, and steps that grow
// cost about two nodes and one page per pixel column. Pages are decoded last: most of them can no
// longer change the minimum or maximum of their columns, and are then not decoded. Lives for one
// query on a Series, whose blocks it may find damaged: see damaged().
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "store/m4.h"
#include "store/sealed_blocks.h"
#include "store/step_columns.h"

namespace oriel::store {

// A point that is in no sealed block yet.
struct Row {
  uint64_t seq = 0;
  int64_t step = 0;
  double value = 0;
  uint16_t generation = 0;
};

// A point with its place in (step, seq) order.
struct PlacedPoint {
  int64_t step;
  int64_t order;
  double y;
  bool operator<(const PlacedPoint& other) const {
    return step != other.step ? step < other.step : order < other.order;
  }
};

class StepQuery {
 public:
  using Range = std::pair<double, double>;  // inclusive

  // Both must outlive the query; rows are in order of seq.
  StepQuery(SealedBlocks& sealed, std::span<const Row> rows) : sealed_(sealed), rows_(rows) {}

  // The columns and gaps of the range, and how many points are in it.
  uint64_t columns(Range range, uint32_t width, Columns& columns, Gaps& gaps);
  // The points in range, in order; false if they are more than limit.
  bool points(Range range, size_t limit, std::vector<PlacedPoint>& out);
  // Up to n points before `from`, the nearest ones, in order.
  std::vector<PlacedPoint> before(double from, size_t n);
  // The first point after `to`.
  std::optional<PlacedPoint> after(double to);
  // Means of pages, those on the edges of the range cut to it; (x, y) sorted by x, preceded by up
  // to n means before the range.
  Points means(Range range, size_t n);
  // The first point whose value is `target`, which is the series' minimum or maximum.
  std::optional<PlacedPoint> first_with(double target, bool largest);

  // True if a block turned out to be damaged: the answer is not to be used. Ask again after
  // SealedBlocks::drop_damaged().
  bool damaged() const { return damaged_; }

 private:
  static constexpr int kOrderBits = 24;  // below them the position within a page

  static double x_of(int64_t step) { return static_cast<double>(step); }
  int64_t order_of(size_t level, size_t index) const {
    return static_cast<int64_t>(index << (Pyramid::kFanOutBits * level)) << kOrderBits;
  }
  int64_t order_of_row(size_t row) const;
  size_t children_end(size_t level, size_t index) const {
    return std::min((index + 1) << Pyramid::kFanOutBits, sealed_.pyramid().size(level - 1));
  }
  template <class Visit>
  void for_rows_in(Range range, const Visit& visit) const;
  // Calls visit(leaf, node) for every page that may have points in range, until it returns false.
  template <class Visit>
  bool for_leaves(size_t level, size_t index, Range range, const Visit& visit);
  template <class Visit>
  bool for_leaves(Range range, const Visit& visit);
  template <class Visit>
  bool for_points(size_t leaf, Range range, const Visit& visit);
  bool decode(size_t leaf, unsigned columns);

  void merge_nodes(M4<int64_t>& m4, StepColumns& columns);
  void find_gaps(M4<int64_t>& m4, uint32_t c, size_t level, size_t index, const Node& node);
  void add_edge(M4<int64_t>& m4, StepColumns& columns, Range range, size_t leaf);
  void add_sorted_edge(M4<int64_t>& m4, StepColumns& columns, size_t leaf, const Node& node,
                       const format::PageReader& page);
  void keep_nearest(std::vector<PlacedPoint>& heap, double from, size_t n, size_t level,
                    size_t index);
  void find_after(std::optional<PlacedPoint>& best, double to, size_t level, size_t index);
  void find_value(std::optional<PlacedPoint>& best, double target, bool largest, size_t level,
                  size_t index);

  SealedBlocks& sealed_;
  std::span<const Row> rows_;
  std::vector<uint32_t> edges_;  // pages that lie in more than one column
  format::Page page_;
  bool damaged_ = false;
};

}  // namespace oriel::store
