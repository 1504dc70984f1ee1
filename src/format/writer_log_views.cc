// Reading the payloads that WriterLog writes. Nothing in them is trusted.
#include "format/writer_log.h"

namespace oriel::format {
namespace {

bool read_names(base::ByteReader& r, uint32_t count,
                std::vector<std::pair<uint32_t, std::string_view>>& out) {
  for (uint32_t i = 0; i < count && !r.failed(); ++i) {
    const auto id = r.get<uint32_t>();
    const std::string_view name = r.get_text();
    if (!r.failed() && valid_name(name)) out.emplace_back(id, name);
  }
  return !r.failed();
}

}  // namespace

std::optional<RowsView> parse_rows(base::Bytes payload) {
  base::ByteReader r(payload);
  RowsView out;
  out.range.ring = r.get<uint32_t>();
  const auto names = r.get<uint32_t>();
  out.range.from = r.get<uint64_t>();
  out.range.to = r.get<uint64_t>();
  if (!read_names(r, names, out.names)) return std::nullopt;
  r.align(8);
  if (r.failed()) return std::nullopt;
  out.frames = r.get_bytes(r.remaining());
  return out;
}

std::optional<RecordsView> parse_records(base::Bytes payload) {
  base::ByteReader r(payload);
  RecordsView out;
  const auto names = r.get<uint32_t>();
  r.get<uint32_t>();
  if (!read_names(r, names, out.names)) return std::nullopt;
  r.align(8);
  while (!r.failed() && r.remaining() >= 8 + kFrameHeaderSize) {
    const auto seq = r.get<uint64_t>();
    const auto frame = read_frame(payload.subspan(r.position()));
    if (!frame) return std::nullopt;
    r.get_bytes(frame->size);
    out.frames.emplace_back(seq, *frame);
  }
  if (r.failed()) return std::nullopt;
  return out;
}

std::optional<IndexView> parse_index(base::Bytes payload) {
  base::ByteReader r(payload);
  IndexView out;
  out.previous = r.get<uint64_t>();
  const auto chunks = r.get<uint32_t>();
  const auto names = r.get<uint32_t>();
  for (uint32_t i = 0; i < chunks && !r.failed(); ++i) {
    IndexView::Chunk chunk;
    chunk.offset = r.get<uint64_t>();
    chunk.size = r.get<uint32_t>();
    chunk.header.type = static_cast<ChunkType>(r.get<uint16_t>());
    r.get<uint16_t>();
    chunk.header.seq_first = r.get<uint64_t>();
    chunk.header.seq_end = r.get<uint64_t>();
    chunk.header.head_size = r.get<uint32_t>();
    const auto blocks = r.get<uint32_t>();
    if (blocks > r.remaining() / sizeof(BlockEntry)) return std::nullopt;
    for (uint32_t b = 0; b < blocks; ++b) chunk.blocks.push_back(r.get<BlockEntry>());
    out.chunks.push_back(std::move(chunk));
  }
  if (r.failed() || !read_names(r, names, out.names)) return std::nullopt;
  return out;
}

std::optional<SegmentView> parse_segment(base::Bytes payload) {
  base::ByteReader r(payload);
  SegmentView out;
  out.segment = r.get<uint32_t>();
  out.tail = r.get<uint8_t>() != 0;
  out.uuid = r.get_text();
  if (r.failed()) return std::nullopt;
  return out;
}

}  // namespace oriel::format
