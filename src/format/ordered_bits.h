// Floating-point bits as signed integers of the same order, −0 just below +0, NaNs at the ends; and
// back: the mapping is its own inverse. Every bit survives.
#pragma once

#include <bit>
#include <cstdint>

namespace oriel::format {

inline int32_t order(int32_t bits) {
  return bits ^ ((bits >> 31) & INT32_MAX);
}
inline int64_t order(int64_t bits) {
  return bits ^ ((bits >> 63) & INT64_MAX);
}

inline int32_t ordered_bits(float v) {
  return order(std::bit_cast<int32_t>(v));
}
inline int64_t ordered_bits(double v) {
  return order(std::bit_cast<int64_t>(v));
}
inline float from_ordered_bits(int32_t o) {
  return std::bit_cast<float>(order(o));
}
inline double from_ordered_bits(int64_t o) {
  return std::bit_cast<double>(order(o));
}

}  // namespace oriel::format
