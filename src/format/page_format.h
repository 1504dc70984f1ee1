// What page_codec.cc (reading) and page_encode.cc (writing) must agree on. Private to the two.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace oriel::format {

inline constexpr size_t kPageRoom = 256;        // values of a page at most, a multiple of eight
inline constexpr uint8_t kPatched = 0x80;       // flag of the codec byte
inline constexpr uint8_t kDecimalFloat = 0x80;  // flag of a decimal's exponent byte
inline constexpr unsigned kMaxExponent = 15;
inline constexpr double kPowersOfTen[kMaxExponent + 1] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// A bit string, least significant bit first. Reading past the end gives zeros and failed().
class BitReader {
 public:
  explicit BitReader(base::Bytes bytes) : bytes_(bytes) {}

  uint64_t get(unsigned n) {  // n from 1 to 64
    const size_t byte = at_ / 8;
    const unsigned shift = at_ % 8;
    at_ += n;
    if (at_ > 8 * bytes_.size()) {
      failed_ = true;
      return 0;
    }
    uint64_t v;
    unsigned high = 0;
    if (byte + 9 <= bytes_.size()) [[likely]] {
      v = base::load<uint64_t>(bytes_.data() + byte);
      high = bytes_[byte + 8];
    } else {
      uint8_t padded[9] = {};
      std::memcpy(padded, bytes_.data() + byte, bytes_.size() - byte);
      v = base::load<uint64_t>(padded);
      high = padded[8];
    }
    v >>= shift;
    if (shift != 0) v |= static_cast<uint64_t>(high) << (64 - shift);
    return n == 64 ? v : v & ((uint64_t{1} << n) - 1);
  }
  bool failed() const { return failed_; }

 private:
  base::Bytes bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace oriel::format
