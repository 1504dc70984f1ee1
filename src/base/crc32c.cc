#include "base/crc32c.h"

#include <array>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace oriel::base {
namespace {

constexpr uint32_t kPolynomial = 0x82f63b78;  // reflected 0x1edc6f41

constexpr std::array<uint32_t, 256> make_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) ? kPolynomial : 0);
    table[i] = crc;
  }
  return table;
}
constexpr auto kTable = make_table();

#if defined(__x86_64__)
// Three independent streams hide the instruction's latency of three cycles; the two partial sums
// are then moved past the bytes that follow them by multiplication with x^(8n) modulo the
// polynomial.
constexpr size_t kStream = 1024;

constexpr uint32_t shift_one_zero_byte(uint32_t crc) {
  return (crc >> 8) ^ kTable[crc & 0xff];
}

constexpr std::array<std::array<uint32_t, 256>, 4> make_shift(size_t zeros) {
  std::array<uint32_t, 32> bit{};
  for (int b = 0; b < 32; ++b) {
    uint32_t crc = 1u << b;
    for (size_t i = 0; i < zeros; ++i) crc = shift_one_zero_byte(crc);
    bit[b] = crc;
  }
  std::array<std::array<uint32_t, 256>, 4> table{};
  for (int byte = 0; byte < 4; ++byte) {
    for (uint32_t v = 0; v < 256; ++v) {
      uint32_t crc = 0;
      for (int b = 0; b < 8; ++b) crc ^= ((v >> b) & 1) ? bit[byte * 8 + b] : 0;
      table[byte][v] = crc;
    }
  }
  return table;
}
const auto& shift_table() {
  static const auto table = make_shift(kStream);
  return table;
}

uint32_t shift(uint32_t crc) {
  const auto& t = shift_table();
  return t[0][crc & 0xff] ^ t[1][(crc >> 8) & 0xff] ^ t[2][(crc >> 16) & 0xff] ^ t[3][crc >> 24];
}

__attribute__((target("sse4.2"))) uint32_t crc32c_sse42(Bytes bytes, uint32_t crc) {
  const uint8_t* p = bytes.data();
  size_t n = bytes.size();
  uint64_t c = ~crc;
  while (n >= 3 * kStream) {
    uint64_t c1 = 0, c2 = 0;
    for (size_t i = 0; i < kStream; i += 8) {
      c = _mm_crc32_u64(c, load<uint64_t>(p + i));
      c1 = _mm_crc32_u64(c1, load<uint64_t>(p + kStream + i));
      c2 = _mm_crc32_u64(c2, load<uint64_t>(p + 2 * kStream + i));
    }
    c = shift(shift(static_cast<uint32_t>(c)) ^ static_cast<uint32_t>(c1)) ^ c2;
    p += 3 * kStream;
    n -= 3 * kStream;
  }
  for (; n >= 8; p += 8, n -= 8) c = _mm_crc32_u64(c, load<uint64_t>(p));
  auto c32 = static_cast<uint32_t>(c);
  for (; n > 0; ++p, --n) c32 = _mm_crc32_u8(c32, *p);
  return ~c32;
}
#endif

}  // namespace

uint32_t crc32c_portable(Bytes bytes, uint32_t crc) {
  crc = ~crc;
  for (const uint8_t byte : bytes) crc = (crc >> 8) ^ kTable[(crc ^ byte) & 0xff];
  return ~crc;
}

uint32_t crc32c(Bytes bytes, uint32_t crc) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2");
  if (has_instruction) return crc32c_sse42(bytes, crc);
#endif
  return crc32c_portable(bytes, crc);
}

}  // namespace oriel::base
