// Axes: which part of the values a panel shows, and what stands beside it (the twin of
// web/src/chart/domain.ts and layout.ts).
//
// Pure but for the local time zone; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draw/scale.h"
#include "draw/text_measure.h"
#include "figure/figure.h"

namespace oriel::draw {

// Both ends in the transformed space.
struct AxisRange {
  Transform transform;
  double low = 0, high = 1;
};

// What a panel's marks reach.
struct Extent {
  double min = 0, max = 0;
  double positive = 0;  // the smallest value above zero; infinite if there is none
  double smallest = 0;  // the smallest size above zero; likewise
  bool empty = true;
  void include(double value);
};

AxisRange x_range(const figure::Panel& panel);
// Shows all that lies within the shown part of x.
AxisRange y_range(const figure::Panel& panel, const AxisRange& x);

// Says that a panel has values which its y axis does not reach; empty if it reaches all.
std::string outside_scale(const figure::Panel& panel);

struct Tick {
  double value = 0;
  std::string label;
};

// The y axis: as many as fit at `font` into the scale's pixels, never touching each other.
std::vector<Tick> y_ticks(const figure::Axis& axis, const Scale& scale, float font);
// The x axis, likewise, by the width of the labels. Of categories all that fit.
std::vector<Tick> x_ticks(const figure::Axis& axis, const Scale& scale, float font,
                          TextMeasure& measure, std::optional<int> utc_offset);

}  // namespace oriel::draw
