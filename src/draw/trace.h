// Trace: a line mark in pixels, reduced to what can be seen. Of every pixel column the first,
// lowest, highest and last point are kept (M4), so that what is painted is exactly what painting
// every point would give; the line is interrupted at every value that is not a number.
//
// Pure; any thread; one pass, about 10 ns per point.
#pragma once

#include <vector>

#include "draw/display_list.h"
#include "draw/scale.h"
#include "figure/figure.h"

namespace oriel::draw {

struct Trace {
  std::vector<Point> points;  // NaN between pieces
  std::vector<Point> dots;    // points without a neighbour to be joined to
  bool below = false;  // some value has no place on the axis: it is not above zero on a log one
  double travel = 0;   // how far the line goes up and down
};

// `density` pixel columns per unit; 0 keeps every point.
Trace trace_line(const figure::Line& line, const Scale& x, const Scale& y, double density);

}  // namespace oriel::draw
