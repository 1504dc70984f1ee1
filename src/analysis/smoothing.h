// Smoothing of curves: the de-biased exponential moving average that TensorBoard draws, so that a
// curve looks the same in both.
//
// Pure functions on spans; thread-safe; about 5 ns per value.
#pragma once

#include <cstddef>
#include <span>

namespace oriel::analysis {

// The de-biased EMA of `values` with `weight` in [0, 1) on the past, written to `out` (same size;
// may be the same memory). Non-finite values pass through unsmoothed and do not enter the mean.
void smooth(std::span<const double> values, double weight, std::span<double> out);

// How many finite values before the first one that is shown must be smoothed with it, so that what
// came before them changes the result by at most `tolerance` of the values' range.
size_t smoothing_warm_up(double weight, double tolerance = 1e-6);

}  // namespace oriel::analysis
