// A live slot: the latest value of one stream, live/NAME.slot, overwritten in place, never history
// (docs/log_format.md, "Live slots").
//
// Two buffers and a sequence number: the trainer fills the one nobody reads and then publishes it;
// it never waits. A reader that was overtaken tries again. A value larger than the slot makes a
// new, larger file that replaces the old one by rename. One writing thread per slot at a time
// (guarded by the recorder); any number of readers, in any process. Publishing costs a copy of the
// value; announcing, the first value, and one that outgrows the file also make a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace oriel::format {

inline constexpr uint64_t kSlotMagic = 0x0a54534c4c524f89;  // "\x89ORLLST\n"
// A slot's file is never larger than 256 MiB; it holds two values and their headers.
inline constexpr uint64_t kMaxSlotFile = 256u << 20;
inline constexpr uint64_t kMaxLiveBytes = kMaxSlotFile / 2 - 4096;
inline constexpr size_t kMaxLiveName = 512;
inline constexpr size_t kMaxLiveCaption = 1000;

struct LiveValue {
  uint8_t kind = 1;            // record kind: 1 tensor, 3 image
  uint8_t dtype = 0;           // oriel::DType; 0 with kind 3 means u8, which images are
  std::vector<int64_t> shape;  // at most 8; images: height, width, channels
  int64_t step = 0;
  int64_t wall_us = 0;
  std::string caption;  // at most 1,000 bytes; the rest is cut off
  std::vector<uint8_t> bytes;
};

class LiveSlotWriter {
 public:
  virtual ~LiveSlotWriter() = default;
  static std::unique_ptr<LiveSlotWriter> make(const std::string& live_dir, std::string_view stream);
  // Makes the slot's file with nothing in it yet, so that viewers learn the stream's name.
  virtual base::Status announce() = 0;
  // Copies the value in. `bytes` are given apart so that they need not be copied twice; they must
  // be as many as shape and dtype say. Makes live_dir if it is missing.
  virtual base::Status publish(const LiveValue& header, base::Bytes bytes) = 0;
};

// The newest whole value in the slot; nothing if there is none yet. Every field is checked.
std::optional<LiveValue> read_live_slot(const std::string& path);

// live/ + the stream's name with everything but letters, digits, '-', '_' and '.' as %XX, +
// ".slot"; where that is longer than 200 bytes, its first 180 bytes, '~' and 16 digits made from
// the name.
std::string live_slot_path(const std::string& live_dir, std::string_view stream);
// The stream names of the slots in a directory, sorted.
std::vector<std::string> list_live_slots(const std::string& live_dir);

}  // namespace oriel::format
