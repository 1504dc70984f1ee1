// Values of the kit's tables: "no value here" is a NaN of its own, which no recorded value is,
// since every NaN that is recorded becomes the ordinary one. Pure; any thread.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace oriel::kit {

inline constexpr uint64_t kMissingBits = 0x7FF8'4D69'7373'6E67;  // a quiet NaN

inline double missing() {
  return std::bit_cast<double>(kMissingBits);
}
inline bool is_missing(double value) {
  return std::bit_cast<uint64_t>(value) == kMissingBits;
}
// The value as it is kept.
inline double kept(double value) {
  return value == value ? value : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace oriel::kit
