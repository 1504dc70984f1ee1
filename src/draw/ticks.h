// Ticks: the few round values that an axis names (the twin of web/src/chart/ticks.ts). Linear axes
// climb the 1-2-5 ladder, log axes the powers of ten, time axes the ladder of clocks.
//
// Pure; any thread; at most 60 values. They ascend and lie within [low, high], give or take a
// billionth of a step. An axis without an extent has one tick.
#pragma once

#include <vector>

#include "draw/scale.h"

namespace oriel::draw {

struct Ticks {
  std::vector<double> values;
  double step = 0;  // between neighbours on an even axis; 0 on others. Of wall time in seconds.
};

// The round number nearest above `rough`: 1, 2 or 5 times a power of ten.
double nice_step(double rough);

// About `count` of them, `min_step` apart at least.
Ticks linear_ticks(double low, double high, double count, double min_step = 0);
// Powers of ten, thinned or filled up with 2 and 5 to come near `count`.
Ticks log_ticks(double low, double high, double count);
// Zero and the signed powers of ten from the turning point outwards.
Ticks symlog_ticks(const Transform& t, double low, double high, double count);
// A duration in seconds: whole minutes and hours, never 1.39 h.
Ticks relative_ticks(double low, double high, double count);
// Wall time in microseconds, round in a zone that is so many minutes ahead of UTC.
Ticks wall_ticks(double low, double high, double count, int offset_minutes);
// The same, round in the local zone.
Ticks wall_ticks(double low, double high, double count);

}  // namespace oriel::draw
