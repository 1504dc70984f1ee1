// The chunk: the checksummed unit of every log file (docs/log_format.md, "Chunks").
//
// encode_chunk() frames a payload; ChunkScanner walks the chunks of a file, skips what is damaged
// by looking for the next magic whose header checks out, and reports what it skipped. Pure
// functions on bytes: no I/O, thread-safe. Scanning costs one header check (96 bytes) per chunk,
// and the CRC of the payload only where it is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace oriel::format {

inline constexpr uint64_t kChunkMagic = 0x0a4b48434c524f89;  // "\x89ORLCHK\n"
inline constexpr uint16_t kFormatVersion = 1;
inline constexpr size_t kChunkHeaderSize = 96;
inline constexpr uint32_t kMaxPayload = 1u << 30;

enum class ChunkType : uint16_t {
  kSegment = 1,  // first in every file: whose it is
  kRows = 2,     // tail: frames as they were logged
  kColumns = 3,  // log: sealed blocks of series and frame times
  kRecords = 4,  // log: frames that are not scalars
  kIndex = 5,    // log: what the chunks before it hold
  kNothing = 6,  // what a failed write had left, covered
};

struct ChunkHeader {
  ChunkType type = ChunkType::kSegment;  // unknown values are legal and skipped
  uint16_t version = kFormatVersion;
  uint16_t writer = 0;
  uint16_t generation = 0;
  uint32_t payload_size = 0;
  uint32_t head_size = 0;  // bytes at the start of the payload that have a CRC of their own
  uint64_t seq_first = 0;  // frames [seq_first, seq_end)
  uint64_t seq_end = 0;
  int64_t step_min = 0;
  int64_t step_max = 0;
  int64_t wall_min = 0;
  int64_t wall_max = 0;
  uint32_t head_crc = 0;
  uint32_t payload_crc = 0;
  // Columns and records: with this chunk, all frames [sealed_from, sealed_to) are in the log. 48
  // bits each.
  uint64_t sealed_from = 0;
  uint64_t sealed_to = 0;

  uint64_t chunk_size() const { return kChunkHeaderSize + base::align_up(payload_size, 8); }
};

// Appends header, payload and padding to `out`. Fills sizes and CRCs; head_size is the caller's.
void encode_chunk(ChunkHeader header, base::Bytes payload, std::vector<uint8_t>& out);

// The header at the start of `bytes`, if magic and CRC are right.
std::optional<ChunkHeader> decode_header(base::Bytes bytes);

// True if the whole payload (or only its head) is intact.
bool payload_intact(const ChunkHeader& header, base::Bytes payload);
bool head_intact(const ChunkHeader& header, base::Bytes payload);

struct FoundChunk {
  uint64_t offset = 0;  // of the header
  ChunkHeader header;
  base::Bytes payload;
};

// A stretch of the file that holds no readable chunk, with a readable one behind it.
struct SkippedBytes {
  uint64_t offset = 0;
  uint64_t size = 0;
};

class ChunkScanner {
 public:
  explicit ChunkScanner(base::Bytes file, uint64_t from = 0) : file_(file), at_(from) {}

  // The next chunk whose header is intact and whose payload lies within the file; payload CRCs are
  // the caller's to check. At the end nothing; position() is then where an unfinished chunk, or the
  // next one to be appended, starts.
  std::optional<FoundChunk> next();
  uint64_t position() const { return at_; }
  const std::vector<SkippedBytes>& skipped() const { return skipped_; }

 private:
  base::Bytes file_;
  uint64_t at_;
  std::vector<SkippedBytes> skipped_;
};

}  // namespace oriel::format
