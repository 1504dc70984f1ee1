#include "draw/trace.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace oriel::draw {
namespace {

constexpr double kFar = 1e5;  // painters lose precision far outside
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

double near(double pixel) {
  return std::clamp(pixel, -kFar, kFar);
}

// What cannot be placed on a log axis lies infinitely deep: below the edge where the axis begins.
double place(const Scale& y, double value) {
  const double pixel = y.pixel(value);
  if (!std::isnan(pixel)) return near(pixel);
  return y.from() + (y.from() >= y.to() ? 40 : -40);
}

// Collects the points of a pixel column and gives on the four that matter, in their order.
class ColumnPen {
 public:
  ColumnPen(Trace& out, double density) : out_(out), density_(density) {}

  void put(double x, double y) {
    const double column = density_ > 0 ? std::floor(x * density_) : next_++;
    const Seen point = {x, y, count_++};
    if (down_ && column == column_) {
      if (point.y < low_.y) low_ = point;
      if (point.y > high_.y) high_ = point;
      last_ = point;
      return;
    }
    flush();
    if (!down_ && !out_.points.empty()) out_.points.push_back({kNaN, kNaN});
    down_ = true;
    column_ = column;
    first_ = low_ = high_ = last_ = point;
  }

  // Ends the piece. True if there was one.
  bool lift() {
    const bool was_down = down_;
    flush();
    down_ = false;
    last_y_ = kNaN;
    return was_down;
  }

 private:
  struct Seen {
    double x = 0, y = 0;
    size_t order = 0;
  };

  void flush() {
    if (!down_) return;
    const Seen& inner = low_.order < high_.order ? low_ : high_;
    const Seen& outer = low_.order < high_.order ? high_ : low_;
    emit(first_);
    if (inner.order > first_.order && inner.order < last_.order) emit(inner);
    if (outer.order > inner.order && outer.order > first_.order && outer.order < last_.order) {
      emit(outer);
    }
    if (last_.order > first_.order) emit(last_);
  }

  void emit(const Seen& point) {
    out_.points.push_back({static_cast<float>(point.x), static_cast<float>(point.y)});
    if (!std::isnan(last_y_)) out_.travel += std::abs(point.y - last_y_);
    last_y_ = point.y;
  }

  Trace& out_;
  double density_;
  double next_ = 0;
  double column_ = 0;
  double last_y_ = kNaN;
  size_t count_ = 0;
  bool down_ = false;
  Seen first_, low_, high_, last_;
};

void trace_points(const figure::Line& line, const Scale& x, const Scale& y, ColumnPen& pen,
                  Trace& out) {
  const bool log = y.transform().kind == ScaleKind::kLog;
  const size_t n = std::min(line.x.size(), line.y.size());
  size_t joined = 0;
  Point at;
  const auto lift = [&] {
    pen.lift();
    if (joined == 1) out.dots.push_back(at);
    joined = 0;
  };
  for (size_t i = 0; i < n; ++i) {
    const double px = x.pixel(line.x[i]);
    if (!std::isfinite(line.y[i]) || !std::isfinite(px)) {
      lift();
      continue;
    }
    out.below = out.below || (log && line.y[i] <= 0);
    const double py = place(y, line.y[i]);
    at = {static_cast<float>(near(px)), static_cast<float>(py)};
    pen.put(near(px), py);
    ++joined;
  }
  lift();
}

void trace_columns(const figure::Line& line, const Scale& x, const Scale& y, ColumnPen& pen,
                   Trace& out) {
  const bool log = y.transform().kind == ScaleKind::kLog;
  bool down = false;
  for (size_t i = 0; i < line.min.size(); ++i) {
    const double min = line.min[i];
    const double max = line.max[i];
    const double left = near(x.pixel(line.x0[i]));
    const double right = near(x.pixel(line.x1[i]));
    if (!std::isfinite(min) || !std::isfinite(max) || std::isnan(left) || std::isnan(right)) {
      pen.lift();
      down = false;
      continue;
    }
    out.below = out.below || (log && min <= 0);
    const double first = line.first[i];
    const double last = line.last[i];
    if (!std::isfinite(first)) {
      pen.lift();
      down = false;
    }
    const bool came = down;
    const double start = std::isfinite(first) ? first : min;
    pen.put(left, place(y, start));
    down = true;
    if (max > min) {
      // The nearer end first, so that the pen does not cross the column twice.
      const bool up_first = std::abs(start - min) > std::abs(start - max);
      pen.put((left + right) / 2, place(y, up_first ? max : min));
      pen.put((left + right) / 2, place(y, up_first ? min : max));
    }
    if (std::isfinite(last)) {
      pen.put(right, place(y, last));
    } else {
      pen.lift();
      down = false;
    }
    const bool goes_on = down && i + 1 < line.min.size() && std::isfinite(line.min[i + 1]) &&
                         std::isfinite(line.first[i + 1]);
    if (!came && !goes_on && !(max > min) && left == right) {
      out.dots.push_back({static_cast<float>(left), static_cast<float>(place(y, start))});
    }
  }
  pen.lift();
}

}  // namespace

Trace trace_line(const figure::Line& line, const Scale& x, const Scale& y, double density) {
  Trace out;
  ColumnPen pen(out, density);
  if (line.columns) {
    trace_columns(line, x, y, pen, out);
  } else {
    trace_points(line, x, y, pen, out);
  }
  return out;
}

}  // namespace oriel::draw
