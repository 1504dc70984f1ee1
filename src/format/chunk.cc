#include "format/chunk.h"

#include <cstring>

#include "base/crc32c.h"

namespace oriel::format {
namespace {

constexpr size_t kHeaderCrcAt = 92;
constexpr uint64_t kMask48 = (uint64_t{1} << 48) - 1;

void write_header(const ChunkHeader& h, uint8_t* to) {
  std::memset(to, 0, kChunkHeaderSize);
  base::store(to, kChunkMagic);
  base::store(to + 8, h.version);
  base::store(to + 10, static_cast<uint16_t>(h.type));
  base::store(to + 12, h.payload_size);
  base::store(to + 16, h.seq_first);
  base::store(to + 24, h.seq_end);
  base::store(to + 32, h.step_min);
  base::store(to + 40, h.step_max);
  base::store(to + 48, h.wall_min);
  base::store(to + 56, h.wall_max);
  base::store(to + 64, h.writer);
  base::store(to + 66, h.generation);
  base::store(to + 68, h.head_size);
  base::store(to + 72, h.head_crc);
  base::store(to + 76, h.payload_crc);
  base::store(to + 80, h.sealed_from | h.sealed_to << 48);
  base::store(to + 88, static_cast<uint32_t>(h.sealed_to >> 16));
  base::store(to + kHeaderCrcAt, base::crc32c({to, kHeaderCrcAt}));
}

// The first offset >= from, a multiple of 8, at which an intact header stands.
std::optional<uint64_t> find_header(base::Bytes file, uint64_t from) {
  for (uint64_t at = base::align_up(from, 8); at + kChunkHeaderSize <= file.size(); at += 8) {
    if (base::load<uint64_t>(file.data() + at) == kChunkMagic && decode_header(file.subspan(at))) {
      return at;
    }
  }
  return std::nullopt;
}

}  // namespace

void encode_chunk(ChunkHeader header, base::Bytes payload, std::vector<uint8_t>& out) {
  header.payload_size = static_cast<uint32_t>(payload.size());
  header.head_crc = base::crc32c(payload.first(header.head_size));
  header.payload_crc = base::crc32c(payload.subspan(header.head_size), header.head_crc);
  const size_t at = out.size();
  out.resize(at + header.chunk_size());
  write_header(header, out.data() + at);
  if (!payload.empty()) {
    std::memcpy(out.data() + at + kChunkHeaderSize, payload.data(), payload.size());
  }
}

std::optional<ChunkHeader> decode_header(base::Bytes bytes) {
  if (bytes.size() < kChunkHeaderSize) return std::nullopt;
  const uint8_t* p = bytes.data();
  if (base::load<uint64_t>(p) != kChunkMagic) return std::nullopt;
  if (base::load<uint32_t>(p + kHeaderCrcAt) != base::crc32c({p, kHeaderCrcAt}))
    return std::nullopt;
  ChunkHeader h;
  h.version = base::load<uint16_t>(p + 8);
  h.type = static_cast<ChunkType>(base::load<uint16_t>(p + 10));
  h.payload_size = base::load<uint32_t>(p + 12);
  h.seq_first = base::load<uint64_t>(p + 16);
  h.seq_end = base::load<uint64_t>(p + 24);
  h.step_min = base::load<int64_t>(p + 32);
  h.step_max = base::load<int64_t>(p + 40);
  h.wall_min = base::load<int64_t>(p + 48);
  h.wall_max = base::load<int64_t>(p + 56);
  h.writer = base::load<uint16_t>(p + 64);
  h.generation = base::load<uint16_t>(p + 66);
  h.head_size = base::load<uint32_t>(p + 68);
  h.head_crc = base::load<uint32_t>(p + 72);
  h.payload_crc = base::load<uint32_t>(p + 76);
  h.sealed_from = base::load<uint64_t>(p + 80) & kMask48;
  h.sealed_to = base::load<uint64_t>(p + 84) >> 16;
  if (h.payload_size > kMaxPayload || h.head_size > h.payload_size) return std::nullopt;
  return h;
}

bool payload_intact(const ChunkHeader& header, base::Bytes payload) {
  return base::crc32c(payload) == header.payload_crc;
}

bool head_intact(const ChunkHeader& header, base::Bytes payload) {
  return payload.size() >= header.head_size &&
         base::crc32c(payload.first(header.head_size)) == header.head_crc;
}

std::optional<FoundChunk> ChunkScanner::next() {
  while (at_ + kChunkHeaderSize <= file_.size()) {
    const auto header = decode_header(file_.subspan(at_));
    if (header) {
      if (at_ + header->chunk_size() > file_.size()) {
        // Either the last write is still on its way, or the file was cut, or (if another chunk
        // follows inside the stated length) the length belongs to something overwritten.
        const auto following = find_header(file_, at_ + 8);
        if (!following) break;
        skipped_.push_back({at_, *following - at_});
        at_ = *following;
        continue;
      }
      FoundChunk found{at_, *header, file_.subspan(at_ + kChunkHeaderSize, header->payload_size)};
      at_ += header->chunk_size();
      return found;
    }
    const auto following = find_header(file_, at_ + 8);
    if (!following) break;
    skipped_.push_back({at_, *following - at_});
    at_ = *following;
  }
  return std::nullopt;
}

}  // namespace oriel::format
