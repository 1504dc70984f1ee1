// Variable-length integers: seven bits a byte, least significant first, the high bit set on all
// bytes but the last. Signed ones are zigzagged, so that small magnitudes are short. Reading never
// passes the end: ByteReader's failed() tells.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace oriel::format {

inline constexpr size_t kMaxVarint = 10;

constexpr uint64_t zigzag(int64_t v) {
  return (static_cast<uint64_t>(v) << 1) ^ static_cast<uint64_t>(v >> 63);
}
constexpr int64_t unzigzag(uint64_t v) {
  return static_cast<int64_t>((v >> 1) ^ (~(v & 1) + 1));
}

// Writes to memory with room for kMaxVarint bytes; returns the end.
inline uint8_t* write_varint(uint8_t* to, uint64_t v) {
  while (v >= 0x80) {
    *to++ = static_cast<uint8_t>(v | 0x80);
    v >>= 7;
  }
  *to++ = static_cast<uint8_t>(v);
  return to;
}

inline void put_varint(base::ByteWriter& out, uint64_t v) {
  uint8_t buffer[kMaxVarint];
  out.put_bytes({buffer, write_varint(buffer, v)});
}

inline uint64_t get_varint(base::ByteReader& in) {
  uint64_t v = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const uint8_t byte = in.get<uint8_t>();
    v |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return v;
}

}  // namespace oriel::format
