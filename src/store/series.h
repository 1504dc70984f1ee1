// One series of one writer in memory: its sealed blocks, its rows that are not sealed yet, what a
// resume has hidden of it, and the answers to every question about it.
//
// A sealed block takes the place of the rows whose sequence numbers it covers, whichever comes
// first. Memory: about 0.33 bytes per sealed point, 32 per unsealed one; a view whose x is not the
// step keeps 16 bytes per point more (32 where that x goes back and forth), for one such x at a
// time. A view by step costs about a millisecond at most, whatever the length; by any other x its
// first one after a change costs 5–20 ns per point of the series. Not thread-safe: queries change
// caches.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "format/writer_reader.h"
#include "store/joined.h"
#include "store/sealed_blocks.h"
#include "store/series_view.h"
#include "store/step_query.h"

namespace oriel::store {

class Series {
 public:
  void add_block(const format::SealedBlock& block);
  void add_row(uint64_t seq, uint16_t generation, int64_t step, double value);
  // From now on, points of earlier generations at this step and after it are hidden, those that
  // arrive later included.
  void hide(int64_t from_step, uint16_t before_generation);

  // Grows with everything that changes an answer.
  uint64_t version() const { return version_; }
  Node summary() const;  // of all visible points; count is 0 if there are none
  uint64_t damaged_blocks() const { return sealed_.damaged_blocks(); }
  uint64_t damaged_points() const { return sealed_.damaged_points(); }
  size_t bytes() const;  // of memory, about
  size_t pyramid_bytes() const { return sealed_.pyramid().bytes(); }

  // The query's series and writer have been looked up by the caller; `axis` is what x needs beyond
  // the step. Points without an x (or with one that is not finite) are left out.
  SeriesView view(const SeriesQuery& query, const XAxis& axis);
  std::optional<Points> points(const SeriesQuery& query, const XAxis& axis, size_t limit,
                               size_t before);
  Points means(const SeriesQuery& query, const XAxis& axis, size_t before);
  // The extreme finite value and the first step that has it.
  std::optional<std::pair<int64_t, double>> best_of(bool largest);

  // Every visible point as it was recorded: sealed pages 0 to sealed_pages(), then rows(). False if
  // the page is damaged; what else it holds is then undefined.
  bool sealed_page(size_t page, unsigned columns, format::Page& out) {
    return sealed_.decode(page, columns, out);
  }
  // Calls visit(seq, step, value) for every visible point of the sealed pages from `first_leaf` on.
  // False if damage was found and taken out: start again.
  bool for_sealed(size_t first_leaf, const std::function<void(uint64_t, int64_t, double)>& visit);
  std::span<const Row> rows() const { return std::span(rows_).subspan(rows_from_); }
  size_t sealed_pages() const { return sealed_.pyramid().leaves(); }
  uint64_t rebuilds() const { return sealed_.rebuilds(); }

 private:
  using Range = std::pair<double, double>;
  void drop_rows(uint64_t seq_first, uint64_t seq_last);
  template <class Ask>
  void ask(const Ask& ask);
  SeriesView view_by_step(std::optional<Range> range, uint32_t width);

  SealedBlocks sealed_;
  std::vector<Row> rows_;  // in order of seq; those before rows_from_ are sealed
  size_t rows_from_ = 0;
  HiddenSteps hidden_;
  uint64_t version_ = 0;
  Joined joined_;
};

}  // namespace oriel::store
