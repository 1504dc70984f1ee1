#include "store/m4.h"

#include <algorithm>
#include <array>
#include <limits>

namespace oriel::store {

template <class X>
M4<X>::M4(double from, double to, uint32_t width)
    : column_(from, to, width), columns_(std::max<uint32_t>(width, 1)) {}

template <class X>
void M4<X>::add(uint32_t c, const Part& part) {
  if (wants_first(c, part.x0, part.order0)) set_first(c, part.x0, part.order0, part.first);
  if (wants_last(c, part.x1, part.order1)) set_last(c, part.x1, part.order1, part.last);
  add_extremes(c, part.min, part.max);
  count(c, part.count);
}

template <class X>
void M4<X>::add_point(X x, int64_t order, double y) {
  const uint32_t c = column_(x);
  if (wants_first(c, x, order)) set_first(c, x, order, y);
  if (wants_last(c, x, order)) set_last(c, x, order, y);
  const uint8_t code = gap_code(y);
  if (code == 0) {
    add_extremes(c, y, y);
  } else {
    add_gap(c, code, x);
  }
  count(c, 1);
}

template <class X>
void M4<X>::add_gap(uint32_t c, uint8_t code, X x) {
  if (gaps_.empty()) gaps_.assign(3 * columns_.size(), std::numeric_limits<double>::infinity());
  double& known = gaps_[3 * c + code - 1];
  known = std::min(known, static_cast<double>(x));
}

template <class X>
uint64_t M4<X>::points() const {
  uint64_t n = 0;
  for (const Column& c : columns_) n += c.count;
  return n;
}

template <class X>
void M4<X>::finish(Columns& out, Gaps& gaps) const {
  for (const Column& c : columns_) {
    if (c.count == 0) continue;
    out.x0.push_back(static_cast<double>(c.x0));
    out.x1.push_back(static_cast<double>(c.x1));
    out.first.push_back(c.first);
    out.min.push_back(c.min);
    out.max.push_back(c.max);
    out.last.push_back(c.last);
    out.count.push_back(static_cast<uint32_t>(std::min<uint64_t>(c.count, UINT32_MAX)));
  }
  for (size_t at = 0; at < gaps_.size(); at += 3) {
    std::array<std::pair<double, uint8_t>, 3> found;
    for (uint8_t k = 0; k < 3; ++k) found[k] = {gaps_[at + k], static_cast<uint8_t>(k + 1)};
    std::sort(found.begin(), found.end());
    for (const auto& [x, code] : found) {
      if (x == std::numeric_limits<double>::infinity()) continue;
      gaps.x.push_back(x);
      gaps.code.push_back(code);
    }
  }
}

template class M4<double>;
template class M4<int64_t>;

}  // namespace oriel::store
