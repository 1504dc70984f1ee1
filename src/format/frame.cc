#include "format/frame.h"

namespace oriel::format {
namespace {

constexpr size_t kMaxShape = 8;
constexpr uint8_t kInFile = 1;

std::vector<uint8_t> finish_frame(base::ByteWriter& w, FrameKind kind, int64_t step,
                                  uint64_t time) {
  w.align(8);
  write_frame_header(w.vector().data(), static_cast<uint32_t>(w.size()), kind, 0, step, time);
  return std::move(w.vector());
}

base::ByteWriter begin_frame() {
  base::ByteWriter w;
  w.vector().resize(kFrameHeaderSize);
  return w;
}

}  // namespace

std::optional<FrameView> read_frame(base::Bytes bytes) {
  if (bytes.size() < kFrameHeaderSize) return std::nullopt;
  FrameView f;
  f.size = base::load<uint32_t>(bytes.data());
  f.kind = static_cast<FrameKind>(base::load<uint16_t>(bytes.data() + 4));
  f.count = base::load<uint16_t>(bytes.data() + 6);
  f.step = base::load<int64_t>(bytes.data() + 8);
  f.time = base::load<uint64_t>(bytes.data() + 16);
  if (f.size < kFrameHeaderSize || f.size % 8 != 0 || f.size > bytes.size()) return std::nullopt;
  f.body = bytes.subspan(kFrameHeaderSize, f.size - kFrameHeaderSize);
  if (f.kind == FrameKind::kScalars && f.count * kScalarSize > f.body.size()) return std::nullopt;
  return f;
}

std::optional<NameBody> read_name(const FrameView& frame) {
  base::ByteReader r(frame.body);
  NameBody out;
  out.id = r.get<uint32_t>();
  out.name = r.get_text();
  if (r.failed() || !valid_name(out.name)) return std::nullopt;
  return out;
}

std::optional<RecordBody> read_record(const FrameView& frame) {
  base::ByteReader r(frame.body);
  RecordBody out;
  out.stream = r.get<uint32_t>();
  out.kind = static_cast<RecordKind>(r.get<uint8_t>());
  out.dtype = r.get<uint8_t>();
  const auto rank = r.get<uint8_t>();
  const auto flags = r.get<uint8_t>();
  if (r.failed() || rank > kMaxShape) return std::nullopt;
  for (int i = 0; i < rank; ++i) out.shape.push_back(r.get<int64_t>());
  out.caption = r.get_text();
  if ((flags & kInFile) != 0) {
    out.file = r.get_text();
    out.file_crc = r.get<uint32_t>();
    out.file_size = r.get<uint64_t>();
  } else {
    out.bytes = r.get_bytes(r.get<uint32_t>());
  }
  if (r.failed()) return std::nullopt;
  return out;
}

std::string_view read_event(const FrameView& frame) {
  base::ByteReader r(frame.body);
  return r.get_text();
}

std::vector<uint8_t> make_name_frame(uint32_t id, std::string_view name, uint64_t time) {
  auto w = begin_frame();
  w.put(id);
  w.put_text(name);
  return finish_frame(w, FrameKind::kName, 0, time);
}

std::vector<uint8_t> make_record_frame(const RecordBody& record, int64_t step, uint64_t time) {
  auto w = begin_frame();
  w.put(record.stream);
  w.put(static_cast<uint8_t>(record.kind));
  w.put(record.dtype);
  const size_t rank = std::min(record.shape.size(), kMaxShape);
  w.put(static_cast<uint8_t>(rank));
  w.put(static_cast<uint8_t>(record.file.empty() ? 0 : kInFile));
  for (size_t i = 0; i < rank; ++i) w.put(record.shape[i]);
  w.put_text(record.caption);
  if (!record.file.empty()) {
    w.put_text(record.file);
    w.put(record.file_crc);
    w.put(record.file_size);
  } else {
    w.put(static_cast<uint32_t>(record.bytes.size()));
    w.put_bytes(record.bytes);
  }
  return finish_frame(w, FrameKind::kRecord, step, time);
}

std::vector<uint8_t> make_event_frame(std::string_view text, int64_t step, uint64_t time) {
  auto w = begin_frame();
  w.put_text(text);
  return finish_frame(w, FrameKind::kEvent, step, time);
}

std::vector<uint8_t> make_dropped_frame(uint64_t total, uint64_t time) {
  auto w = begin_frame();
  return finish_frame(w, FrameKind::kDropped, static_cast<int64_t>(total), time);
}

bool valid_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxName) return false;
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

}  // namespace oriel::format
