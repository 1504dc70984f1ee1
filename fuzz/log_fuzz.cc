// Everything that reads files of a run: the bytes come from the fuzzer, the checksums are made
// right, so that it gets behind them. Nothing may crash, hang or read out of bounds.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "format/chunk.h"
#include "format/columns.h"
#include "format/frame.h"
#include "format/run_files.h"
#include "format/writer_log.h"

namespace {

using namespace oriel;

void read_frames(base::Bytes bytes) {
  while (const auto frame = format::read_frame(bytes)) {
    (void)format::read_name(*frame);
    (void)format::read_record(*frame);
    (void)format::read_event(*frame);
    if (frame->kind == format::FrameKind::kScalars) {
      for (size_t i = 0; i < frame->count; ++i) (void)frame->value(i);
    }
    bytes = bytes.subspan(frame->size);
  }
}

void read_columns(base::Bytes payload) {
  const auto view = format::ColumnsView::parse(payload);
  if (!view) return;
  const auto page = std::make_unique<format::Page>();
  for (size_t b = 0; b < view->blocks().size(); ++b) {
    const base::Bytes data = view->data(b);
    std::vector<int64_t> times;
    (void)format::decode_times(data, view->blocks()[b], times);
    for (const format::Leaf& leaf : view->leaves(b)) {
      if (uint64_t{leaf.offset} + leaf.size > data.size()) continue;
      if (format::decode_page(data.subspan(leaf.offset, leaf.size), format::kAllColumns, *page) &&
          page->count > format::kPageValues) {
        std::abort();
      }
    }
  }
}

void read_payload(base::Bytes payload) {
  if (const auto rows = format::parse_rows(payload)) read_frames(rows->frames);
  (void)format::parse_records(payload);
  (void)format::parse_index(payload);
  (void)format::parse_segment(payload);
  read_columns(payload);
}

// As a file: damaged stretches around and inside an intact chunk.
void scan(base::Bytes bytes) {
  format::ChunkHeader header;
  header.type = format::ChunkType::kRows;
  std::vector<uint8_t> file(bytes.begin(), bytes.begin() + static_cast<int64_t>(bytes.size() / 2));
  format::encode_chunk(header, bytes, file);
  file.insert(file.end(), bytes.begin(), bytes.end());
  format::ChunkScanner scanner(file);
  while (const auto chunk = scanner.next()) {
    (void)format::payload_intact(chunk->header, chunk->payload);
    (void)format::head_intact(chunk->header, chunk->payload);
    read_payload(chunk->payload);
  }
  if (scanner.position() > file.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const base::Bytes bytes(data + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      read_payload(bytes);
      break;
    case 1:
      scan(bytes);
      break;
    case 2:
      read_columns(bytes);
      break;
    case 3:
      read_frames(bytes);
      break;
    default:
      (void)format::parse_run_file(base::as_text(bytes));
      (void)format::parse_writer_file(base::as_text(bytes));
  }
  return 0;
}
