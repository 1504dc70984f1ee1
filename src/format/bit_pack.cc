#include "format/bit_pack.h"

#include <algorithm>
#include <array>
#include <utility>

namespace oriel::format {
namespace {

template <unsigned W>
constexpr uint64_t kMask = W == 64 ? ~uint64_t{0} : (uint64_t{1} << (W % 64)) - 1;

// --- Packing ---------------------------------------------------------------------------------

template <unsigned W, size_t I>
inline void pack_value(const uint64_t* values, uint8_t* out, uint64_t& word) {
  constexpr unsigned used = I * W % 64;
  constexpr size_t at = I * W / 64 * 8;
  const uint64_t v = values[I] & kMask<W>;
  if constexpr (used == 0) {
    word = v;
  } else {
    word |= v << used;
  }
  if constexpr (used + W >= 64) {
    base::store(out + at, word);
    if constexpr (used + W > 64) word = v >> (64 - used);
  }
}

template <unsigned W>
void pack_group(const uint64_t* values, uint8_t* out) {
  if constexpr (W > 0) {
    uint64_t word = 0;
    [&]<size_t... I>(std::index_sequence<I...>) {
      (pack_value<W, I>(values, out, word), ...);
    }
    (std::make_index_sequence<8>());
    if constexpr (W % 8 != 0) std::memcpy(out + W / 8 * 8, &word, W % 8);
  }
}

template <unsigned W>
void pack_groups(const uint64_t* values, size_t groups, uint8_t* out) {
  for (size_t g = 0; g < groups; ++g) pack_group<W>(values + 8 * g, out + W * g);
}

// --- Unpacking -------------------------------------------------------------------------------

template <unsigned W, size_t I, class U>
inline U unpack_value(const uint8_t* in) {
  constexpr size_t byte = I * W / 8;
  constexpr unsigned shift = I * W % 8;
  if constexpr (W == 0) {
    return 0;
  } else if constexpr (shift + W <= 64) {
    return static_cast<U>((base::load<uint64_t>(in + byte) >> shift) & kMask<W>);
  } else {
    const uint64_t low = base::load<uint64_t>(in + byte) >> shift;
    const uint64_t high = static_cast<uint64_t>(in[byte + 8]) << (64 - shift);
    return static_cast<U>((low | high) & kMask<W>);
  }
}

template <unsigned W, class U>
void unpack_groups(const uint8_t* in, size_t groups, U* out) {
  for (size_t g = 0; g < groups; ++g) {
    [&]<size_t... I>(std::index_sequence<I...>) {
      ((out[I] = unpack_value<W, I, U>(in)), ...);
    }
    (std::make_index_sequence<8>());
    in += W;
    out += 8;
  }
}

using PackGroups = void (*)(const uint64_t*, size_t, uint8_t*);
template <class U>
using UnpackGroups = void (*)(const uint8_t*, size_t, U*);

constexpr auto kPack = []<size_t... W>(std::index_sequence<W...>) {
  return std::array<PackGroups, sizeof...(W)>{pack_groups<W>...};
}
(std::make_index_sequence<65>());

template <class U>
constexpr auto kUnpack = []<size_t... W>(std::index_sequence<W...>) {
  return std::array<UnpackGroups<U>, sizeof...(W)>{unpack_groups<W, U>...};
}
(std::make_index_sequence<sizeof(U) * 8 + 1>());

template <class U>
void unpack(base::Bytes in, size_t n, unsigned width, U* out) {
  const auto run = kUnpack<U>[width];
  const size_t groups = (n + 7) / 8;
  // A group's loads reach at most eight bytes past the group.
  size_t direct = groups;
  if (width > 0) {
    direct = in.size() < width + 8 ? 0 : std::min(groups, (in.size() - 8) / width);
  }
  run(in.data(), direct, out);
  for (size_t g = direct; g < groups; ++g) {  // the last few, from a copy with room behind it
    uint8_t padded[64 + 8] = {};
    const size_t from = g * width;
    std::memcpy(padded, in.data() + from, std::min<size_t>(width, in.size() - from));
    run(padded, 1, out + 8 * g);
  }
}

}  // namespace

void pack_bits(const uint64_t* values, size_t n, unsigned width, uint8_t* out) {
  kPack[width](values, (n + 7) / 8, out);
}

void unpack_bits(base::Bytes in, size_t n, unsigned width, uint32_t* out) {
  unpack(in, n, width, out);
}

void unpack_bits(base::Bytes in, size_t n, unsigned width, uint64_t* out) {
  unpack(in, n, width, out);
}

uint64_t unpack_one(base::Bytes in, size_t i, unsigned width) {
  if (width == 0) return 0;
  const size_t byte = i * width / 8;
  const unsigned shift = i * width % 8;
  uint8_t padded[16] = {};
  std::memcpy(padded, in.data() + byte, std::min<size_t>(9, in.size() - byte));
  uint64_t v = base::load<uint64_t>(padded) >> shift;
  if (shift + width > 64) v |= static_cast<uint64_t>(padded[8]) << (64 - shift);
  return width == 64 ? v : v & ((uint64_t{1} << width) - 1);
}

}  // namespace oriel::format
