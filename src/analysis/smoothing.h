// Smoothing of curves: the de-biased exponential moving average that TensorBoard draws, so that a
// curve looks the same in both; and the plain ones, the simple and the exponential moving average.
//
// Pure functions on spans; thread-safe; about 5 ns per value. Non-finite values pass through
// unsmoothed and do not enter the mean. `out` has the size of `values` and may be the same memory,
// the simple moving average excepted.
#pragma once

#include <cstddef>
#include <span>

namespace oriel::analysis {

// The de-biased EMA with `weight` in [0, 1) on the past. The same curve as TensorBoard's, by a
// recurrence that leaves a constant exactly constant.
void smooth(std::span<const double> values, double weight, std::span<double> out);

// TensorBoard's own arithmetic, operation by operation (its line chart's resmoothing): last = last
// · weight + (1 − weight) · value, shown as last / (1 − weight^n); a series whose values are all
// equal is left as it is. For whoever compares digits; differs from smooth() by rounding only.
void smooth_as_tensorboard(std::span<const double> values, double weight, std::span<double> out);

// The mean of the last `window` finite values, this one included, of fewer at the start.
// `out` must be other memory.
void moving_average(std::span<const double> values, size_t window, std::span<double> out);

// The EMA with `alpha` in (0, 1] on the newest value, starting at the first: pandas' ewm(alpha,
// adjust=False).mean().
void exponential_average(std::span<const double> values, double alpha, std::span<double> out);

// How many finite values before the first one that is shown must be smoothed with it, so that what
// came before them changes the result by at most `tolerance` of the values' range.
size_t smoothing_warm_up(double weight, double tolerance = 1e-6);

}  // namespace oriel::analysis
