// CRC32C (Castagnoli), the checksum of everything on disk. Hardware instruction where the processor
// has it (SSE4.2, three streams), table otherwise; both give the same number. Pure; thread-safe.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace oriel::base {

// The CRC of `bytes`, going on from `crc` (the result for what came before; 0 at the start).
uint32_t crc32c(Bytes bytes, uint32_t crc = 0);

// The table version, for processors without the instruction and as the test's reference.
uint32_t crc32c_portable(Bytes bytes, uint32_t crc = 0);

}  // namespace oriel::base
