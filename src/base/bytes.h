// Little-endian bytes: the only place that turns numbers into bytes and back.
//
// ByteWriter appends to a std::vector it owns. ByteReader walks a span it does not own and never
// reads past its end: a short read sets failed() and yields zero, so a parser may read a whole
// structure and check once. Neither is thread-safe; both cost a bounds check per field.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace oriel::base {

static_assert(std::endian::native == std::endian::little, "Oriel's formats are little-endian");

using Bytes = std::span<const uint8_t>;

template <class T>
T load(const void* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store(void* to, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::memcpy(to, &value, sizeof value);
}

constexpr uint64_t align_up(uint64_t n, uint64_t to) {
  return (n + to - 1) / to * to;
}

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class ByteWriter {
 public:
  template <class T>
  void put(T value) {
    const size_t at = bytes_.size();
    bytes_.resize(at + sizeof value);
    store(bytes_.data() + at, value);
  }
  void put_bytes(Bytes bytes) {
    const size_t at = bytes_.size();
    bytes_.resize(at + bytes.size());
    if (!bytes.empty()) std::memcpy(bytes_.data() + at, bytes.data(), bytes.size());
  }
  // A u16 length, then the text (cut at 65,535 bytes).
  void put_text(std::string_view text) {
    text = text.substr(0, UINT16_MAX);
    put(static_cast<uint16_t>(text.size()));
    put_bytes(as_bytes(text));
  }
  void align(size_t to) { bytes_.resize(align_up(bytes_.size(), to)); }
  template <class T>
  void patch(size_t at, T value) {
    store(bytes_.data() + at, value);
  }
  size_t size() const { return bytes_.size(); }
  Bytes bytes() const { return bytes_; }
  std::vector<uint8_t>& vector() { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::vector<uint8_t> bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(Bytes bytes) : bytes_(bytes) {}

  template <class T>
  T get() {
    const Bytes from = get_bytes(sizeof(T));
    return failed_ ? T{} : load<T>(from.data());
  }
  Bytes get_bytes(size_t n) {
    if (n > remaining()) {
      failed_ = true;
      return {};
    }
    const Bytes out = bytes_.subspan(at_, n);
    at_ += n;
    return out;
  }
  std::string_view get_text() { return as_text(get_bytes(get<uint16_t>())); }
  void align(size_t to) { get_bytes(align_up(at_, to) - at_); }

  bool failed() const { return failed_; }
  size_t remaining() const { return failed_ ? 0 : bytes_.size() - at_; }
  size_t position() const { return at_; }

 private:
  Bytes bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace oriel::base
