// Curves that are made from curves: what the panels of a training show beside the losses.
//
// Pure functions on spans; thread-safe; O(n) but for the rolling deviation, O(n · window). Where an
// input is not finite, so is the result.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace oriel::analysis {

// previous − current: above 0 where a loss got better. The first is NaN: there is nothing before.
std::vector<double> improvement(std::span<const double> losses);

// val − train, of the places that both have.
std::vector<double> generalisation_gap(std::span<const double> train, std::span<const double> val);

// Of the last `window` values (fewer at the start; NaN at the first), with n in the denominator as
// numpy.std has it: spec and console speak of this one.
inline constexpr size_t kStabilityWindow = 5;
std::vector<double> stability(std::span<const double> losses, size_t window = kStabilityWindow);

}  // namespace oriel::analysis
