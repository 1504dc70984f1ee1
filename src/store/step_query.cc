#include "store/step_query.h"

#include <algorithm>
#include <cmath>

namespace oriel::store {
namespace {

constexpr size_t kAhead = 8;  // pages fetched into the cache before they are needed

bool in(double x, std::pair<double, double> range) {
  return x >= range.first && x <= range.second;
}

// Of finite values; four at a time, so that the comparisons overlap.
std::pair<double, double> extremes_of(std::span<const double> values) {
  double low[4], high[4];
  std::fill_n(low, 4, values[0]);
  std::fill_n(high, 4, values[0]);
  const auto take = [&](size_t lane, double v) {
    low[lane] = v < low[lane] ? v : low[lane];
    high[lane] = v > high[lane] ? v : high[lane];
  };
  size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (size_t lane = 0; lane < 4; ++lane) take(lane, values[i + lane]);
  }
  for (; i < values.size(); ++i) take(0, values[i]);
  return {std::min(std::min(low[0], low[1]), std::min(low[2], low[3])),
          std::max(std::max(high[0], high[1]), std::max(high[2], high[3]))};
}

}  // namespace

int64_t StepQuery::order_of_row(size_t row) const {
  const auto leaf = static_cast<int64_t>(sealed_.leaf_after(rows_[row].seq));
  return (leaf << kOrderBits) - (int64_t{1} << (kOrderBits - 1)) + static_cast<int64_t>(row);
}

template <class Visit>
void StepQuery::for_rows_in(Range range, const Visit& visit) const {
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (in(x_of(rows_[r].step), range)) {
      visit(PlacedPoint{rows_[r].step, order_of_row(r), rows_[r].value});
    }
  }
}

template <class Visit>
bool StepQuery::for_leaves(size_t level, size_t index, Range range, const Visit& visit) {
  const Node node = sealed_.pyramid().node(level, index);
  if (x_of(node.step_max) < range.first || x_of(node.step_min) > range.second) return true;
  if (level == 0) return visit(index, node);
  for (size_t i = index << Pyramid::kFanOutBits; i < children_end(level, index); ++i) {
    if (!for_leaves(level - 1, i, range, visit)) return false;
  }
  return true;
}

template <class Visit>
bool StepQuery::for_leaves(Range range, const Visit& visit) {
  const size_t levels = sealed_.pyramid().levels();
  return levels == 0 || for_leaves(levels - 1, 0, range, visit);
}

bool StepQuery::decode(size_t leaf, unsigned columns) {
  if (sealed_.decode(leaf, columns, page_)) return true;
  damaged_ = true;
  return false;
}

template <class Visit>
bool StepQuery::for_points(size_t leaf, Range range, const Visit& visit) {
  if (!decode(leaf, format::kValues | format::kSteps)) return false;
  const int64_t order = order_of(0, leaf);
  for (size_t i = 0; i < page_.count; ++i) {
    if (in(x_of(page_.steps[i]), range)) {
      visit(PlacedPoint{page_.steps[i], order + static_cast<int64_t>(i), page_.values[i]});
    }
  }
  return true;
}

// --- M4 ------------------------------------------------------------------------------------------

uint64_t StepQuery::columns(Range range, uint32_t width, Columns& columns, Gaps& gaps) {
  M4<int64_t> m4(range.first, range.second, width);
  edges_.clear();
  if (sealed_.pyramid().levels() > 0) {
    const Node root = sealed_.pyramid().root();
    StepColumns steps(range, width, {root.step_min, root.step_max});
    merge_nodes(m4, steps);
    for (size_t e = 0; e < std::min(kAhead, edges_.size()); ++e) sealed_.prefetch(edges_[e]);
    for (size_t e = 0; e < edges_.size() && !damaged_; ++e) {
      if (e + kAhead < edges_.size()) sealed_.prefetch(edges_[e + kAhead]);
      add_edge(m4, steps, range, edges_[e]);
    }
  }
  for_rows_in(range, [&](const PlacedPoint& p) { m4.add_point(p.step, p.order, p.y); });
  m4.finish(columns, gaps);
  return m4.points();
}

// Level by level from the top: what lies in one column is merged, the rest is looked into on the
// next level, and what is left of the lowest one is edges_.
void StepQuery::merge_nodes(M4<int64_t>& m4, StepColumns& columns) {
  const Pyramid& pyramid = sealed_.pyramid();
  const StepColumns::Interval inside = columns.inside();
  if (inside.last < inside.first) return;
  StepColumns::Interval here;  // the steps of column c
  uint32_t c = 0;
  std::vector<uint32_t> open;
  const auto look_at = [&](size_t level, size_t index) {
    const auto [low, high] = pyramid.steps(level, index);
    if (high < inside.first || low > inside.last) return;
    if (!here.holds(low, high) && inside.holds(low, high)) {
      c = columns.of(low);
      here = columns.steps_of(c);
    }
    if (!here.holds(low, high)) {
      edges_.push_back(static_cast<uint32_t>(index));
      return;
    }
    const Node node = pyramid.node(level, index);
    const int64_t order = order_of(level, index);
    m4.add(c, {low, high, order, order, node.first, node.min, node.max, node.last, node.count});
    if (node.finite() != node.count) find_gaps(m4, c, level, index, node);
  };
  size_t level = pyramid.levels() - 1;
  look_at(level, 0);
  while (level > 0 && !edges_.empty()) {
    open.swap(edges_);
    edges_.clear();
    for (size_t k = 0; k < open.size(); ++k) {
      if (k + 2 < open.size()) pyramid.prefetch_children(level, open[k + 2]);
      const size_t end = children_end(level, open[k]);
      for (size_t i = size_t{open[k]} << Pyramid::kFanOutBits; i < end; ++i) look_at(level - 1, i);
    }
    --level;
  }
}

// Where in a node that lies in column c its non-finite values begin: only looked for where they may
// be the column's first.
void StepQuery::find_gaps(M4<int64_t>& m4, uint32_t c, size_t level, size_t index,
                          const Node& node) {
  bool look = false;
  for (uint8_t k = 0; k < 3; ++k) {
    const auto code = static_cast<uint8_t>(k + 1);
    if (node.gaps[k] == 0 || !m4.wants_gap(c, code, node.step_min)) continue;
    if (node.gaps[k] == node.count) {
      m4.add_gap(c, code, node.step_min);
    } else {
      look = true;
    }
  }
  if (!look || damaged_) return;
  if (level > 0) {
    for (size_t i = index << Pyramid::kFanOutBits; i < children_end(level, index); ++i) {
      find_gaps(m4, c, level - 1, i, sealed_.pyramid().node(level - 1, i));
    }
    return;
  }
  if (!decode(index, format::kValues | format::kSteps)) return;
  for (size_t i = 0; i < page_.count; ++i) {
    if (const uint8_t code = gap_code(page_.values[i]); code != 0) {
      m4.add_gap(c, code, page_.steps[i]);
    }
  }
}

void StepQuery::add_edge(M4<int64_t>& m4, StepColumns& columns, Range range, size_t leaf) {
  const auto page = sealed_.page(leaf);
  if (!page) {
    damaged_ = true;
    return;
  }
  const Node node = sealed_.pyramid().leaf(leaf);
  const format::IntegerColumn& steps = page->steps();
  const auto last = static_cast<int64_t>(static_cast<uint64_t>(steps.first) +
                                         static_cast<uint64_t>(steps.delta) * (page->count() - 1));
  if (steps.affine() && steps.delta > 0 && steps.first == node.step_min && last == node.step_max) {
    add_sorted_edge(m4, columns, leaf, node, *page);
    return;
  }
  for_points(leaf, range, [&](const PlacedPoint& p) { m4.add_point(p.step, p.order, p.y); });
}

// Steps first, first + delta, …: the page falls into runs of one column each. Values are decoded
// only where they matter: as first or last of a column, or where the page's extremes reach beyond
// what the column has.
void StepQuery::add_sorted_edge(M4<int64_t>& m4, StepColumns& columns, size_t leaf,
                                const Node& node, const format::PageReader& page) {
  const auto first = static_cast<uint64_t>(page.steps().first);
  const auto delta = static_cast<uint64_t>(page.steps().delta);
  const auto step = [&](size_t i) { return static_cast<int64_t>(first + delta * i); };
  // How many of the page's steps are below s, which is not below the first one.
  const auto below = [&](int64_t s) {
    const uint64_t distance = static_cast<uint64_t>(s) - first;
    return delta == 1 ? distance : distance / delta + (distance % delta != 0);
  };
  const StepColumns::Interval inside = columns.inside();
  size_t i = inside.first > node.step_min ? below(inside.first) : 0;
  const size_t end = inside.last < node.step_max ? below(inside.last + 1) : page.count();
  const bool finite = node.finite() == node.count;
  const double* values = nullptr;
  const auto value = [&](size_t at) {
    if (values == nullptr && page.random_access()) return page.value(at);
    if (values == nullptr && page.values(page_.values)) values = page_.values;
    return values != nullptr ? values[at] : 0;
  };
  while (i < end) {
    const uint32_t c = columns.of(step(i));
    const int64_t last = columns.steps_of(c).last;
    const size_t j = last < step(end - 1) ? below(last + 1) : end;
    const int64_t a = order_of(0, leaf) + static_cast<int64_t>(i);
    const int64_t b = order_of(0, leaf) + static_cast<int64_t>(j - 1);
    const bool extremes = !finite || m4.wants_extremes(c, node.min, node.max);
    if (extremes && values == nullptr) {
      if (!page.values(page_.values)) {
        damaged_ = true;
        return;
      }
      values = page_.values;
    }
    m4.count(c, j - i);
    if (m4.wants_first(c, step(i), a)) m4.set_first(c, step(i), a, value(i));
    if (m4.wants_last(c, step(j - 1), b)) m4.set_last(c, step(j - 1), b, value(j - 1));
    if (extremes && finite) {
      const auto [low, high] = extremes_of(std::span(values + i, j - i));
      m4.add_extremes(c, low, high);
    } else if (extremes) {
      for (size_t k = i; k < j; ++k) {
        const uint8_t code = gap_code(values[k]);
        if (code == 0) {
          m4.add_extremes(c, values[k], values[k]);
        } else {
          m4.add_gap(c, code, step(k));
        }
      }
    }
    i = j;
  }
}

// --- Points --------------------------------------------------------------------------------------

bool StepQuery::points(Range range, size_t limit, std::vector<PlacedPoint>& out) {
  // What lies wholly in range is counted before anything is decoded.
  uint64_t sure = 0;
  const bool few = for_leaves(range, [&](size_t, const Node& node) {
    if (in(x_of(node.step_min), range) && in(x_of(node.step_max), range)) sure += node.count;
    return sure <= limit;
  });
  if (!few) return false;
  const auto take = [&](const PlacedPoint& p) { out.push_back(p); };
  for_leaves(range, [&](size_t leaf, const Node&) {
    return for_points(leaf, range, take) && out.size() <= limit;
  });
  for_rows_in(range, take);
  if (out.size() > limit) return false;
  if (!std::is_sorted(out.begin(), out.end())) std::sort(out.begin(), out.end());
  return true;
}

namespace {
// A heap with the least place on top.
bool later(const PlacedPoint& a, const PlacedPoint& b) {
  return b < a;
}
}  // namespace

void StepQuery::keep_nearest(std::vector<PlacedPoint>& heap, double from, size_t n, size_t level,
                             size_t index) {
  const Node node = sealed_.pyramid().node(level, index);
  if (damaged_ || x_of(node.step_min) >= from) return;
  if (heap.size() == n &&
      (node.step_max < heap.front().step ||
       (node.step_max == heap.front().step && order_of(level, index + 1) <= heap.front().order))) {
    return;
  }
  if (level > 0) {
    const size_t begin = index << Pyramid::kFanOutBits;
    for (size_t i = children_end(level, index); i > begin; --i) {
      keep_nearest(heap, from, n, level - 1, i - 1);
    }
    return;
  }
  if (!decode(index, format::kValues | format::kSteps)) return;
  for (size_t i = page_.count; i > 0; --i) {
    if (x_of(page_.steps[i - 1]) >= from) continue;
    const PlacedPoint p{page_.steps[i - 1], order_of(0, index) + static_cast<int64_t>(i - 1),
                        page_.values[i - 1]};
    if (heap.size() == n) {
      if (p < heap.front()) continue;
      std::pop_heap(heap.begin(), heap.end(), later);
      heap.pop_back();
    }
    heap.push_back(p);
    std::push_heap(heap.begin(), heap.end(), later);
  }
}

std::vector<PlacedPoint> StepQuery::before(double from, size_t n) {
  std::vector<PlacedPoint> heap;
  if (n == 0) return heap;
  if (const size_t levels = sealed_.pyramid().levels(); levels > 0) {
    keep_nearest(heap, from, n, levels - 1, 0);
  }
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (x_of(rows_[r].step) < from)
      heap.push_back({rows_[r].step, order_of_row(r), rows_[r].value});
  }
  std::sort(heap.begin(), heap.end());
  if (heap.size() > n) heap.erase(heap.begin(), heap.end() - static_cast<ptrdiff_t>(n));
  return heap;
}

void StepQuery::find_after(std::optional<PlacedPoint>& best, double to, size_t level,
                           size_t index) {
  const Node node = sealed_.pyramid().node(level, index);
  if (damaged_ || x_of(node.step_max) <= to) return;
  if (best && (node.step_min > best->step ||
               (node.step_min == best->step && order_of(level, index) > best->order))) {
    return;
  }
  if (level > 0) {
    for (size_t i = index << Pyramid::kFanOutBits; i < children_end(level, index); ++i) {
      find_after(best, to, level - 1, i);
    }
    return;
  }
  if (!decode(index, format::kValues | format::kSteps)) return;
  for (size_t i = 0; i < page_.count; ++i) {
    if (x_of(page_.steps[i]) <= to) continue;
    const PlacedPoint p{page_.steps[i], order_of(0, index) + static_cast<int64_t>(i),
                        page_.values[i]};
    if (!best || p < *best) best = p;
  }
}

std::optional<PlacedPoint> StepQuery::after(double to) {
  std::optional<PlacedPoint> best;
  if (const size_t levels = sealed_.pyramid().levels(); levels > 0) {
    find_after(best, to, levels - 1, 0);
  }
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (x_of(rows_[r].step) <= to) continue;
    const PlacedPoint p{rows_[r].step, order_of_row(r), rows_[r].value};
    if (!best || p < *best) best = p;
  }
  return best;
}

// --- Means and extremes --------------------------------------------------------------------------

Points StepQuery::means(Range range, size_t n) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::pair<double, double>> found;
  const Range so_far{-std::numeric_limits<double>::infinity(), range.second};
  std::vector<std::pair<double, double>> earlier;
  double x = 0, y = 0;
  size_t all = 0, finite = 0;
  const auto add = [&](const PlacedPoint& p) {
    x += x_of(p.step);
    ++all;
    if (!std::isfinite(p.y)) return;
    y += p.y;
    ++finite;
  };
  const auto flush = [&]() {
    if (all > 0) {
      found.emplace_back(x / static_cast<double>(all),
                         finite > 0 ? y / static_cast<double>(finite) : kNone);
    }
    x = y = 0;
    all = finite = 0;
  };
  for_leaves(so_far, [&](size_t leaf, const Node& node) {
    const double x0 = x_of(node.step_min), x1 = x_of(node.step_max);
    const std::pair<double, double> mean{
        x0 + (x1 - x0) / 2,
        node.finite() > 0 ? node.sum / static_cast<double>(node.finite()) : kNone};
    if (x1 < range.first) {
      if (n > 0) earlier.push_back(mean);
    } else if (x0 >= range.first && x1 <= range.second) {
      found.push_back(mean);
    } else {
      if (!for_points(leaf, range, add)) return false;
      flush();
    }
    return true;
  });
  for_rows_in(range, [&](const PlacedPoint& p) {
    add(p);
    if (all == format::kPageValues) flush();
  });
  flush();
  const auto by_x = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(earlier.begin(), earlier.end(), by_x);
  std::stable_sort(found.begin(), found.end(), by_x);
  Points out;
  const auto put = [&](const std::pair<double, double>& mean) {
    out.x.push_back(mean.first);
    out.y.push_back(mean.second);
  };
  std::for_each(earlier.end() - static_cast<ptrdiff_t>(std::min(n, earlier.size())), earlier.end(),
                put);
  std::for_each(found.begin(), found.end(), put);
  return out;
}

void StepQuery::find_value(std::optional<PlacedPoint>& best, double target, bool largest,
                           size_t level, size_t index) {
  const Node node = sealed_.pyramid().node(level, index);
  if (damaged_ || (largest ? node.max : node.min) != target) return;
  if (best && (node.step_min > best->step ||
               (node.step_min == best->step && order_of(level, index) > best->order))) {
    return;
  }
  if (level > 0) {
    for (size_t i = index << Pyramid::kFanOutBits; i < children_end(level, index); ++i) {
      find_value(best, target, largest, level - 1, i);
    }
    return;
  }
  if (!decode(index, format::kValues | format::kSteps)) return;
  for (size_t i = 0; i < page_.count; ++i) {
    if (page_.values[i] != target) continue;
    const PlacedPoint p{page_.steps[i], order_of(0, index) + static_cast<int64_t>(i), target};
    if (!best || p < *best) best = p;
  }
}

std::optional<PlacedPoint> StepQuery::first_with(double target, bool largest) {
  std::optional<PlacedPoint> best;
  if (const size_t levels = sealed_.pyramid().levels(); levels > 0) {
    find_value(best, target, largest, levels - 1, 0);
  }
  for (size_t r = 0; r < rows_.size(); ++r) {
    if (rows_[r].value != target) continue;
    const PlacedPoint p{rows_[r].step, order_of_row(r), target};
    if (!best || p < *best) best = p;
  }
  return best;
}

}  // namespace oriel::store
