// How a page of up to 256 values, steps and sequence numbers becomes bytes, and back
// (docs/log_format.md, "Pages").
//
// Integers are an affine sequence, or packed deltas. Values take the smallest codec that gives
// every bit back (NaN payloads, −0 and denormals included): constant, frame of reference on the
// ordered bits of float or double, packed differences of those bits, scaled decimals, XOR with the
// value before, or raw. The choice is made from cheap estimates: encoding costs about 5–10 ns per
// value, decoding below 1 ns (XOR: a few). Reading trusts nothing. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace oriel::format {

enum class ValueCodec : uint8_t {
  kRaw = 0,
  kConstant = 1,
  kFor32 = 2,    // frame of reference on the ordered bits of floats
  kFor64 = 3,    // the same of doubles
  kDelta32 = 4,  // packed first or second differences of the ordered bits of floats
  kDelta64 = 5,  // the same of doubles
  kDecimal = 6,  // integers divided by a power of ten
  kXor = 7,      // XOR with the value before, in runs of bits
};
const char* to_string(ValueCodec codec);

// A column of 64-bit integers: first + i * delta where width is 0, else packed deltas. Arithmetic
// wraps. n is at least 1 and at most 1,024.
void encode_integers(std::span<const int64_t> values, std::vector<uint8_t>& out);

struct IntegerColumn {
  int64_t first = 0;
  int64_t delta = 0;  // the smallest one; the only one where width is 0
  unsigned width = 0;
  base::Bytes packed;

  bool affine() const { return width == 0; }
  // `out` has room for n rounded up to eight.
  void decode(size_t n, int64_t* out) const;
};
// Reads n integers' column, leaving the reader behind it. Nothing if it is malformed.
std::optional<IntegerColumn> read_integers(base::ByteReader& in, size_t n);

// 1 to 256 values, all spans of one length.
void encode_page(std::span<const double> values, std::span<const int64_t> steps,
                 std::span<const int64_t> seqs, std::vector<uint8_t>& out);

// An encoded page, taken apart but not decoded.
class PageReader {
 public:
  static std::optional<PageReader> parse(base::Bytes page);

  size_t count() const { return count_; }
  ValueCodec codec() const { return codec_; }
  const IntegerColumn& steps() const { return steps_; }
  const IntegerColumn& seqs() const { return seqs_; }

  // All values; `out` has room for 256. False if malformed.
  bool values(double* out) const;
  // True if value(i) is to be had without decoding what is before it.
  bool random_access() const;
  // Needs random_access() and i < count().
  double value(size_t i) const;

 private:
  bool parse_values(base::ByteReader& in);
  template <class U>
  void decode_delta(double* out) const;
  bool decode_xor(double* out) const;
  void decode_for32(double* out) const;
  void decode_for64(double* out) const;
  void decode_decimal(double* out) const;

  size_t count_ = 0;
  IntegerColumn steps_;
  IntegerColumn seqs_;
  ValueCodec codec_ = ValueCodec::kRaw;
  unsigned width_ = 0;
  unsigned shift_ = 0;  // of frame of reference; the order of differences
  unsigned exponent_ = 0;
  bool as_float_ = false;  // decimals that were floats
  uint64_t base_ = 0;
  uint64_t slope_ = 0;      // the first difference of kDelta of order 2
  uint64_t smallest_ = 0;   // the smallest packed difference of kDelta
  base::Bytes packed_;      // what follows the codec's own header
  base::Bytes patch_at_;    // positions of values that the codec does not hold,
  base::Bytes patch_bits_;  // and those values
};

}  // namespace oriel::format
