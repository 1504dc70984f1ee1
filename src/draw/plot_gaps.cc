// Where a series is not a number: signs above the plot, never a stroke among the data.
#include <algorithm>
#include <array>
#include <cmath>

#include "draw/plot.h"

namespace oriel::draw {
namespace {

constexpr float kGlyph = 9;  // marks of gaps nearer than this to each other become one span

}  // namespace

std::vector<Plot::GapSpan> Plot::gap_spans() const {
  std::vector<GapSpan> spans;
  for (const SeriesLook& one : series_.series) {
    for (const figure::Gap* gap : one.gaps) {
      std::array<size_t, 4> open = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX};
      for (size_t i = 0; i < std::min(gap->x.size(), gap->code.size()); ++i) {
        const auto at = static_cast<float>(x_.pixel(gap->x[i]));
        if (!(at >= plot_.x - 0.5F && at <= right_of(plot_) + 0.5F)) continue;
        const uint8_t code = gap->code[i] == 2 || gap->code[i] == 3 ? gap->code[i] : uint8_t{1};
        if (open[code] != SIZE_MAX && at - spans[open[code]].to < kGlyph) {
          spans[open[code]].to = at;
          continue;
        }
        open[code] = spans.size();
        spans.push_back({&one, code, at, at, 0});
      }
    }
  }
  return spans;
}

// In rows, where several stand at one place: above the frame, and −Inf at its bottom.
void Plot::place_gaps() {
  gaps_.clear();
  gap_room_ = 0;
  for (GapSpan span : gap_spans()) {
    const bool low = span.code == 3;
    const auto occupied = [&](const GapSpan& other) {
      return other.row == span.row && (other.code == 3) == low && span.from < other.to + kGlyph &&
             span.to > other.from - kGlyph;
    };
    while (span.row <= 2 && std::any_of(gaps_.begin(), gaps_.end(), occupied)) ++span.row;
    if (span.row > 2) continue;
    if (!low) gap_room_ = std::max(gap_room_, static_cast<float>(span.row + 1) * kGlyph + 1);
    gaps_.push_back(span);
  }
}

// ✕ for NaN and ▲ for +Inf above the plot, ▼ for −Inf at its bottom, in the series' colour. Where
// they stand shoulder to shoulder a row of small ones says from where to where: never a stroke,
// which would look like data.
void Plot::draw_gaps() {
  for (const GapSpan& span : gaps_) {
    const bool low = span.code == 3;
    const float away = static_cast<float>(span.row) * kGlyph;
    const float y = low ? bottom_of(plot_) - 6 - away : plot_.y - 6 - away;
    Markers marks;
    marks.shape = span.code == 2 ? Marker::kTriangle : low ? Marker::kTriangleDown : Marker::kCross;
    marks.size = span.code == 1 ? 6 : 8;
    marks.filled = span.code != 1;
    marks.color = span.series->text_color;
    marks.points.push_back({span.from, y});
    if (span.to - span.from > kGlyph) {
      Markers small = marks;
      small.size /= 2;
      small.points.clear();
      const auto pieces = static_cast<int>(std::round((span.to - span.from) / kGlyph));
      for (int i = 1; i < pieces; ++i) {
        const float share = static_cast<float>(i) / static_cast<float>(pieces);
        small.points.push_back({span.from + (span.to - span.from) * share, y});
      }
      if (!small.points.empty()) sheet_.add(std::move(small));
      marks.points.push_back({span.to, y});
    }
    sheet_.add(std::move(marks));
  }
}

}  // namespace oriel::draw
