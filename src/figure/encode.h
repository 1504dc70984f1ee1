// The figure message of docs/api.md: JSON header and raw little-endian arrays.
//
// Pure; any thread; costs a copy of the arrays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "figure/figure.h"

namespace oriel::figure {

// `id` is the subscription the figure answers (0 over HTTP).
std::vector<uint8_t> encode(const Figure& figure, uint32_t id);

// The id stands at the same place in every message and has the same width, so that viewers share
// the bytes and only the head differs: the first kHeadBytes, made for `id`, go before the rest.
inline constexpr size_t kHeadBytes = 36;
void write_id(std::span<uint8_t, kHeadBytes> head, uint32_t id);

}  // namespace oriel::figure
