#include "store/series.h"

#include <algorithm>
#include <cmath>

namespace oriel::store {
namespace {

Node to_node(const Row& row) {
  Node node;
  node.first = node.last = row.value;
  node.step_min = node.step_max = row.step;
  node.count = 1;
  if (const uint8_t code = gap_code(row.value); code != 0) {
    node.gaps[code - 1] = 1;
  } else {
    node.min = node.max = node.sum = row.value;
  }
  return node;
}

}  // namespace

void Series::add_block(const format::SealedBlock& block) {
  if (!sealed_.add(block, hidden_)) return;
  ++version_;
  drop_rows(block.entry.seq_first, block.entry.seq_last);
}

// Blocks are sealed in order, so that these are the oldest rows nearly always.
void Series::drop_rows(uint64_t seq_first, uint64_t seq_last) {
  const auto begin = rows_.begin() + static_cast<ptrdiff_t>(rows_from_);
  const auto from = std::lower_bound(begin, rows_.end(), seq_first,
                                     [](const Row& r, uint64_t s) { return r.seq < s; });
  const auto to = std::upper_bound(from, rows_.end(), seq_last,
                                   [](uint64_t s, const Row& r) { return s < r.seq; });
  if (from != begin) {
    rows_.erase(from, to);
    return;
  }
  rows_from_ += static_cast<size_t>(to - from);
  if (2 * rows_from_ >= rows_.size()) {
    rows_.erase(rows_.begin(), to);
    rows_from_ = 0;
  }
}

void Series::add_row(uint64_t seq, uint16_t generation, int64_t step, double value) {
  if (hidden_.hides(generation, step) || sealed_.covers(seq)) return;
  ++version_;
  const Row row{seq, step, value, generation};
  if (rows().empty() || rows_.back().seq <= seq) {
    rows_.push_back(row);
    return;
  }
  rows_.insert(std::upper_bound(rows_.begin() + static_cast<ptrdiff_t>(rows_from_), rows_.end(),
                                seq, [](uint64_t s, const Row& r) { return s < r.seq; }),
               row);
}

void Series::hide(int64_t from_step, uint16_t before_generation) {
  hidden_.add(from_step, before_generation);
  ++version_;
  sealed_.hide(hidden_);
  rows_.erase(rows_.begin(), rows_.begin() + static_cast<ptrdiff_t>(rows_from_));
  rows_from_ = 0;
  std::erase_if(rows_, [&](const Row& r) { return hidden_.hides(r.generation, r.step); });
}

Node Series::summary() const {
  Node all = sealed_.pyramid().root();
  for (const Row& row : rows()) {
    if (all.count == 0) {
      all = to_node(row);
    } else {
      merge(all, to_node(row));
    }
  }
  return all;
}

size_t Series::bytes() const {
  return sizeof *this + sealed_.bytes() + rows_.capacity() * sizeof(Row) + joined_.bytes();
}

bool Series::for_sealed(size_t first_leaf,
                        const std::function<void(uint64_t, int64_t, double)>& visit) {
  format::Page page;
  for (size_t leaf = first_leaf; leaf < sealed_.pyramid().leaves(); ++leaf) {
    if (!sealed_.decode(leaf, format::kAllColumns, page)) {
      sealed_.drop_damaged();
      ++version_;
      return false;
    }
    for (size_t i = 0; i < page.count; ++i) visit(page.seqs[i], page.steps[i], page.values[i]);
  }
  return true;
}

// Asks again while blocks turn out to be damaged; each time at least one is taken out.
template <class Ask>
void Series::ask(const Ask& ask) {
  for (;;) {
    StepQuery query(sealed_, rows());
    ask(query);
    if (!query.damaged()) return;
    sealed_.drop_damaged();
    ++version_;
  }
}

// --- Views ---------------------------------------------------------------------------------------

SeriesView Series::view(const SeriesQuery& query, const XAxis& axis) {
  if (query.x == XKind::kStep) return view_by_step(query.range, query.width);
  const Points& curve = joined_.by_x(*this, query, axis);
  SeriesView empty;
  if (curve.x.empty()) {
    if (query.range) empty.range = *query.range;
    return empty;
  }
  return reduce(curve, query.range.value_or(Range{curve.x.front(), curve.x.back()}), query.width);
}

SeriesView Series::view_by_step(std::optional<Range> range, uint32_t width) {
  SeriesView view;
  ask([&](StepQuery& query) {
    view = SeriesView();
    const Node all = summary();
    if (range) view.range = *range;
    if (all.count == 0) return;
    view.extent = {static_cast<double>(all.step_min), static_cast<double>(all.step_max)};
    view.range = finite_range(range.value_or(*view.extent), *view.extent);
    if (!(view.range.first <= view.range.second)) return;
    view.points_in_view = query.columns(view.range, width, view.columns, view.gaps);
    view.reduced = !fits_as_points(view.points_in_view, width);
    if (view.reduced || query.damaged()) return;
    view.columns = Columns();
    std::vector<PlacedPoint> points = query.before(view.range.first, 1);
    std::vector<PlacedPoint> within;
    query.points(view.range, SIZE_MAX, within);
    points.insert(points.end(), within.begin(), within.end());
    if (const auto after = query.after(view.range.second)) points.push_back(*after);
    for (const PlacedPoint& p : points) {
      view.points.x.push_back(static_cast<double>(p.step));
      view.points.y.push_back(p.y);
    }
  });
  return view;
}

std::optional<Points> Series::points(const SeriesQuery& query, const XAxis& axis, size_t limit,
                                     size_t before) {
  constexpr double kEverything = std::numeric_limits<double>::infinity();
  const Range range = query.range.value_or(Range{-kEverything, kEverything});
  if (query.x == XKind::kStep) {
    std::optional<Points> out;
    ask([&](StepQuery& steps) {
      out.reset();
      std::vector<PlacedPoint> within;
      if (!steps.points(range, limit, within)) return;
      const auto earlier = steps.before(range.first, before);
      if (within.size() + earlier.size() > limit) return;
      out.emplace();
      for (const auto* part : {&earlier, &std::as_const(within)}) {
        for (const PlacedPoint& p : *part) {
          out->x.push_back(static_cast<double>(p.step));
          out->y.push_back(p.y);
        }
      }
    });
    return out;
  }
  const Points& curve = joined_.in_order(*this, query, axis);
  Points out;
  std::optional<size_t> first;
  for (size_t i = 0; i < curve.x.size(); ++i) {
    if (curve.x[i] < range.first || curve.x[i] > range.second) continue;
    if (!first) {
      first = i;
      for (size_t k = i - std::min(i, before); k < i; ++k) {
        out.x.push_back(curve.x[k]);
        out.y.push_back(curve.y[k]);
      }
    }
    out.x.push_back(curve.x[i]);
    out.y.push_back(curve.y[i]);
    if (out.x.size() > limit) return std::nullopt;
  }
  return out;
}

Points Series::means(const SeriesQuery& query, const XAxis& axis, size_t before) {
  constexpr double kEverything = std::numeric_limits<double>::infinity();
  const Range range = query.range.value_or(Range{-kEverything, kEverything});
  Points out;
  if (query.x == XKind::kStep) {
    ask([&](StepQuery& steps) { out = steps.means(range, before); });
    return out;
  }
  const Points& curve = joined_.by_x(*this, query, axis);
  const auto begin = static_cast<size_t>(
      std::lower_bound(curve.x.begin(), curve.x.end(), range.first) - curve.x.begin());
  const auto end = static_cast<size_t>(
      std::upper_bound(curve.x.begin(), curve.x.end(), range.second) - curve.x.begin());
  constexpr size_t kGroup = format::kPageValues;
  size_t i = begin - std::min(begin / kGroup, before) * kGroup;
  while (i < end) {
    const size_t stop = std::min(i + kGroup, i < begin ? begin : end);
    double x = 0, y = 0;
    size_t finite = 0;
    const size_t n = stop - i;
    for (; i < stop; ++i) {
      x += curve.x[i];
      if (!std::isfinite(curve.y[i])) continue;
      y += curve.y[i];
      ++finite;
    }
    out.x.push_back(x / static_cast<double>(n));
    out.y.push_back(finite > 0 ? y / static_cast<double>(finite)
                               : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

std::optional<std::pair<int64_t, double>> Series::best_of(bool largest) {
  std::optional<PlacedPoint> best;
  ask([&](StepQuery& query) {
    const Node all = summary();
    if (all.finite() == 0) {
      best.reset();
      return;
    }
    best = query.first_with(largest ? all.max : all.min, largest);
  });
  if (!best) return std::nullopt;
  return std::pair(best->step, best->y);
}

}  // namespace oriel::store
