// Numbers and times as they are read at a glance (the twin of web/src/chart/format.ts): four
// significant digits, real minus signs, thousands apart, units spelled out.
//
// Pure but for the local time zone; any thread; under a microsecond.
#pragma once

#include <optional>
#include <string>

namespace oriel::draw {

std::string format_integer(double value);
// A value as it is read off a curve; "NaN", "+Inf", "−Inf".
std::string format_value(double value, int digits = 4);
// Where room is short: three digits, and M, G, T for millions and more.
std::string format_short(double value);
// The label of a tick, with just the decimals that its step needs; `largest` picks k, M, G for all
// labels of an axis.
std::string format_tick(double value, double step, std::optional<double> largest = std::nullopt);
// In its two largest units: "2 h 05 m", "1 m 20 s", "8.4 s".
std::string format_duration(double seconds);
// As much of the clock as the step in seconds needs, in a zone so many minutes ahead of UTC or, if
// none is given, in the local one.
std::string format_wall_tick(double micros, double step,
                             std::optional<int> offset_minutes = std::nullopt);

}  // namespace oriel::draw
