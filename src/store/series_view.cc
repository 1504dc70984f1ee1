#include "store/series_view.h"

#include <algorithm>

#include "store/m4.h"

namespace oriel::store {

uint32_t column_of(double x, double from, double to, uint32_t width) {
  return PixelColumns(from, to, width)(x);
}

SeriesView reduce(const Points& points, std::pair<double, double> range, uint32_t width) {
  SeriesView view;
  view.range = range;
  const auto& x = points.x;
  if (x.empty()) return view;
  view.extent = {x.front(), x.back()};
  const auto [from, to] = view.range = finite_range(range, *view.extent);
  if (!(from <= to)) return view;
  const auto begin = static_cast<size_t>(std::lower_bound(x.begin(), x.end(), from) - x.begin());
  const auto end = static_cast<size_t>(std::upper_bound(x.begin(), x.end(), to) - x.begin());
  view.points_in_view = end - begin;
  M4<double> m4(from, to, width);
  view.reduced = !fits_as_points(view.points_in_view, width);
  if (view.reduced) {
    for (size_t i = begin; i < end; ++i) m4.add_point(x[i], static_cast<int64_t>(i), points.y[i]);
  } else {
    for (size_t i = begin; i < end; ++i) {
      if (const uint8_t code = gap_code(points.y[i]); code != 0) {
        m4.add_gap(m4.column(x[i]), code, x[i]);
      }
    }
    const size_t left = begin > 0 ? begin - 1 : 0;
    const size_t right = std::min(end + 1, x.size());
    view.points.x.assign(x.begin() + static_cast<ptrdiff_t>(left),
                         x.begin() + static_cast<ptrdiff_t>(right));
    view.points.y.assign(points.y.begin() + static_cast<ptrdiff_t>(left),
                         points.y.begin() + static_cast<ptrdiff_t>(right));
  }
  m4.finish(view.columns, view.gaps);
  return view;
}

}  // namespace oriel::store
