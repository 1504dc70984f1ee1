// Frames: what one log(), record() or event() call hands over, as bytes. The same bytes stand in
// the rings and in the tail (docs/log_format.md, "Frames"), so that draining is a copy.
//
// FrameView reads one frame and trusts nothing; the append_* functions write one. Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace oriel::format {

enum class FrameKind : uint16_t {
  kScalars = 1,
  kName = 2,  // binds a series or stream number to its name
  kRecord = 3,
  kEvent = 4,
  kDropped = 5,  // the writer's total of dropped points; `step` is the total
};

// size (u32) | kind (u16) | count (u16) | step (i64) | time (u64), then the body.
// `time` is in ticks inside a ring and in µs since the epoch everywhere else.
inline constexpr size_t kFrameHeaderSize = 24;
inline constexpr size_t kScalarSize = 16;  // series (u32) | 0 (u32) | value (f64)
inline constexpr size_t kMaxScalars = 4000;
inline constexpr size_t kMaxName = 512;

inline void write_frame_header(uint8_t* to, uint32_t size, FrameKind kind, uint16_t count,
                               int64_t step, uint64_t time) {
  base::store(to, size);
  base::store(to + 4, static_cast<uint16_t>(kind));
  base::store(to + 6, count);
  base::store(to + 8, step);
  base::store(to + 16, time);
}
inline void write_scalar(uint8_t* to, uint32_t series, double value) {
  base::store(to, static_cast<uint64_t>(series));
  base::store(to + 8, value);
}
inline void set_frame_time(uint8_t* frame, uint64_t time) {
  base::store(frame + 16, time);
}

struct FrameView {
  uint32_t size = 0;
  FrameKind kind = FrameKind::kScalars;
  uint16_t count = 0;
  int64_t step = 0;
  uint64_t time = 0;
  base::Bytes body;

  uint32_t series(size_t i) const { return base::load<uint32_t>(body.data() + i * kScalarSize); }
  double value(size_t i) const { return base::load<double>(body.data() + i * kScalarSize + 8); }
};

// The frame at the start of `bytes`, if it is well formed and lies within them.
std::optional<FrameView> read_frame(base::Bytes bytes);

struct NameBody {
  uint32_t id = 0;
  std::string_view name;
};
std::optional<NameBody> read_name(const FrameView& frame);

enum class RecordKind : uint8_t { kTensor = 1, kHistogram = 2, kImage = 3, kText = 4 };

// A record's description; its bytes follow in the frame, or stand in a file of the run directory.
struct RecordBody {
  uint32_t stream = 0;
  RecordKind kind = RecordKind::kTensor;
  uint8_t dtype = 0;  // oriel::DType
  std::vector<int64_t> shape;
  std::string_view caption;
  std::string_view file;  // relative to the run directory; empty: the bytes are here
  uint32_t file_crc = 0;  // CRC32C of the file's content
  uint64_t file_size = 0;
  base::Bytes bytes;
};
std::optional<RecordBody> read_record(const FrameView& frame);
std::string_view read_event(const FrameView& frame);

// Whole frames, padded to 8 bytes.
std::vector<uint8_t> make_name_frame(uint32_t id, std::string_view name, uint64_t time);
std::vector<uint8_t> make_record_frame(const RecordBody& record, int64_t step, uint64_t time);
std::vector<uint8_t> make_event_frame(std::string_view text, int64_t step, uint64_t time);
std::vector<uint8_t> make_dropped_frame(uint64_t total, uint64_t time);

// A name that may be logged under: 1 to 512 bytes without control characters.
bool valid_name(std::string_view name);

}  // namespace oriel::format
