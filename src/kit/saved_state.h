// What EarlyStopping and ReduceOnPlateau remember, as bytes of a fixed size: magic, version, mode,
// little-endian fields, zeros, and a CRC32C of it all at the end. Any thread; no allocation.
#pragma once

#include <oriel/run.h>

#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/crc32c.h"

namespace oriel::kit {

inline constexpr uint16_t kStateVersion = 1;

inline Error bad_state() {
  return {ErrorCode::kIo,
          "this is not a saved state of this kind, or it is damaged. Try: an older copy of it, or "
          "start anew"};
}

class StateWriter {
 public:
  // `bytes` has room for `size` bytes; everything put has to fit.
  StateWriter(void* bytes, size_t size, uint32_t magic, uint8_t mode)
      : start_(static_cast<uint8_t*>(bytes)), size_(size) {
    std::memset(start_, 0, size_);
    put(magic);
    put(kStateVersion);
    put<uint16_t>(mode);
  }
  template <class T>
  void put(T value) {
    if (at_ + sizeof value + sizeof(uint32_t) > size_)
      __builtin_trap();  // kStateBytes is too small
    base::store(start_ + at_, value);
    at_ += sizeof value;
  }
  void seal() {
    const size_t body = size_ - sizeof(uint32_t);
    base::store(start_ + body, base::crc32c({start_, body}));
  }

 private:
  uint8_t* start_;
  size_t size_;
  size_t at_ = 0;
};

class StateReader {
 public:
  StateReader(const void* bytes, size_t size, size_t expected, uint32_t magic, uint8_t mode)
      : start_(static_cast<const uint8_t*>(bytes)) {
    if (bytes == nullptr || size != expected) {
      error_ = bad_state();
      return;
    }
    const size_t body = size - sizeof(uint32_t);
    if (get<uint32_t>() != magic ||
        base::load<uint32_t>(start_ + body) != base::crc32c({start_, body})) {
      error_ = bad_state();
    } else if (get<uint16_t>() != kStateVersion) {
      error_ = {ErrorCode::kIo,
                "the saved state was written by another version of Oriel. Try: that version, or "
                "start anew"};
    } else if (get<uint16_t>() != mode) {
      error_ = {ErrorCode::kIo,
                "the saved state was kept with another mode (kMin or kMax). Try: that mode"};
    }
  }
  Error error() const { return error_; }
  template <class T>
  T get() {
    const T value = base::load<T>(start_ + at_);
    at_ += sizeof value;
    return value;
  }

 private:
  const uint8_t* start_;
  size_t at_ = 0;
  Error error_;
};

}  // namespace oriel::kit
