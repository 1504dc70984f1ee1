#include "format/live_slot.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstddef>

#include "base/clock.h"
#include "base/crc32c.h"
#include "base/file.h"

namespace oriel::format {
namespace {

// The file as it lies in memory (docs/log_format.md, "Live slots"): a header, then two buffers of
// one BufferHeader and `capacity` bytes each.
struct FileHeader {
  std::atomic<uint64_t> magic;
  std::atomic<uint32_t> version;
  std::atomic<uint32_t> name_size;
  std::atomic<uint64_t> capacity;
  std::atomic<uint64_t> published;  // number of the newest value, in buffer (number & 1); 0: none
  uint8_t reserved[32];
  char name[kMaxLiveName];  // of the stream; never changes
  uint8_t reserved_2[448];
};

// Everything but the sequence is read and written as words (copy_out, copy_in).
struct BufferHeader {
  std::atomic<uint64_t> sequence;  // 2 n - 1 while value n is written, 2 n when it is whole
  int64_t step;
  int64_t wall_us;
  uint64_t size;
  int64_t shape[8];
  uint8_t kind;
  uint8_t dtype;
  uint8_t rank;
  uint8_t reserved;
  uint16_t caption_size;
  uint16_t reserved_2;
  char caption[1000];
  uint32_t crc;  // of all before it but the sequence
  uint32_t reserved_3[5];
};

static_assert(sizeof(FileHeader) == 1024 && offsetof(FileHeader, name) == 64);
static_assert(sizeof(BufferHeader) == 1128 && offsetof(BufferHeader, crc) == 1104);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

constexpr uint32_t kVersion = 1;
constexpr uint64_t kReadLimitNs = 200'000'000;
constexpr uint64_t kHeaders = sizeof(FileHeader) + 2 * sizeof(BufferHeader);
static_assert(kHeaders + 2 * kMaxLiveBytes <= kMaxSlotFile);

uint64_t file_size(uint64_t capacity) {
  return kHeaders + 2 * capacity;
}

// What two processes touch at once is moved in words, stored with release and loaded with acquire:
// a reader that meets any newer word also meets the newer sequence number, and no fence is needed.
void copy_in(uint8_t* to, const uint8_t* from, size_t size) {
  auto* words = reinterpret_cast<uint64_t*>(to);
  for (; size >= 8; size -= 8, from += 8) {
    std::atomic_ref(*words++).store(base::load<uint64_t>(from), std::memory_order_release);
  }
  if (size > 0) {
    uint64_t last = 0;
    std::memcpy(&last, from, size);
    std::atomic_ref(*words).store(last, std::memory_order_release);
  }
}

void copy_out(uint8_t* to, const uint8_t* from, size_t size) {
  // Loading is all that happens to the words: the mapping may be read-only.
  auto* words = reinterpret_cast<uint64_t*>(const_cast<uint8_t*>(from));
  for (; size >= 8; size -= 8, to += 8) {
    base::store(to, std::atomic_ref(*words++).load(std::memory_order_acquire));
  }
  if (size > 0) {
    const uint64_t last = std::atomic_ref(*words).load(std::memory_order_acquire);
    std::memcpy(to, &last, size);
  }
}

// The parts of a BufferHeader behind the sequence, as a reader's or writer's private copy.
struct Fields {
  alignas(8) uint8_t bytes[sizeof(BufferHeader) - 8] = {};

  template <class T>
  T get(size_t offset) const {
    return base::load<T>(bytes + offset - 8);
  }
  template <class T>
  void set(size_t offset, T value) {
    base::store(bytes + offset - 8, value);
  }
  uint32_t crc() const { return base::crc32c({bytes, offsetof(BufferHeader, crc) - 8}); }
};

uint64_t element_size(uint8_t dtype) {
  constexpr uint8_t kSizes[] = {0, 4, 8, 2, 2, 1, 1, 2, 2, 4, 4, 8, 8};  // by oriel::DType
  return dtype < sizeof kSizes ? kSizes[dtype] : 0;
}

constexpr uint8_t kTensor = 1;
constexpr uint8_t kImage = 3;
constexpr uint8_t kU8 = 5;

// True if kind, dtype and shape belong together and describe `size` bytes.
bool describes(uint8_t kind, uint8_t dtype, std::span<const int64_t> shape, uint64_t size) {
  if (kind != kTensor && kind != kImage) return false;
  uint64_t bytes = element_size(dtype);
  if (bytes == 0 || shape.size() > 8) return false;
  for (int64_t dim : shape) {
    if (dim < 0 || __builtin_mul_overflow(bytes, static_cast<uint64_t>(dim), &bytes)) return false;
  }
  if (bytes != size) return false;
  if (kind == kTensor) return true;
  if (dtype != kU8 || shape.size() != 3) return false;
  return shape[2] == 1 || shape[2] == 3 || shape[2] == 4;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

void append_hex(std::string& out, uint64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) out += "0123456789ABCDEF"[value >> (4 * i) & 15];
}

// A mapped slot file; owns the mapping.
class Mapping {
 public:
  Mapping() = default;
  ~Mapping() {
    if (data_ != nullptr) ::munmap(data_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  // Maps all of the file and closes the descriptor.
  bool map(int fd, uint64_t size, int protection) {
    void* at = ::mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
    const int error = errno;
    ::close(fd);
    errno = error;
    if (at == MAP_FAILED) return false;
    data_ = static_cast<uint8_t*>(at);
    size_ = size;
    return true;
  }
  void swap(Mapping& other) {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  explicit operator bool() const { return data_ != nullptr; }
  uint64_t size() const { return size_; }
  FileHeader& header() const { return *reinterpret_cast<FileHeader*>(data_); }
  uint64_t capacity() const { return (size_ - kHeaders) / 2; }
  BufferHeader& buffer(uint64_t number) const {
    const uint64_t each = sizeof(BufferHeader) + capacity();
    return *reinterpret_cast<BufferHeader*>(data_ + sizeof(FileHeader) + (number & 1) * each);
  }

 private:
  uint8_t* data_ = nullptr;
  uint64_t size_ = 0;
};

uint8_t* fields_of(BufferHeader& buffer) {
  return reinterpret_cast<uint8_t*>(&buffer) + sizeof buffer.sequence;
}

uint8_t* payload_of(BufferHeader& buffer) {
  return reinterpret_cast<uint8_t*>(&buffer) + sizeof(BufferHeader);
}

class Writer final : public LiveSlotWriter {
 public:
  Writer(std::string live_dir, std::string_view stream)
      : live_dir_(std::move(live_dir)), stream_(stream), path_(live_slot_path(live_dir_, stream)) {}

  base::Status announce() override {
    return file_ ? base::Status() : replace(kSmallest, [](const Mapping&) {});
  }

  base::Status publish(const LiveValue& value, base::Bytes bytes) override {
    const uint8_t dtype = value.kind == kImage && value.dtype == 0 ? kU8 : value.dtype;
    if (base::Status s = check(value, dtype, bytes.size()); !s.ok()) return s;
    if (file_ && bytes.size() <= file_.capacity()) {
      write(file_, value, dtype, bytes);
      return {};
    }
    uint64_t capacity = base::align_up(std::max<uint64_t>(bytes.size(), 8), kSmallest);
    if (file_) capacity = std::max(capacity, 2 * file_.capacity());  // it grows: not for long
    return replace(std::min(capacity, kMaxLiveBytes),
                   [&](const Mapping& fresh) { write(fresh, value, dtype, bytes); });
  }

 private:
  base::Status check(const LiveValue& value, uint8_t dtype, uint64_t size) const {
    const std::string what = "cannot show " + stream_.substr(0, kMaxLiveName) + " live: ";
    if (stream_.empty() || stream_.size() > kMaxLiveName) {
      return base::Status(what + "its name must have 1 to 512 bytes", EINVAL);
    }
    if (size > kMaxLiveBytes) {
      return base::Status(what + std::to_string(size) + " bytes are more than the " +
                              std::to_string(kMaxLiveBytes) + " of a live value; show a part of it",
                          EFBIG);
    }
    if (!describes(value.kind, dtype, value.shape, size)) {
      return base::Status(what + std::to_string(size) + " bytes do not fit its type and shape",
                          EINVAL);
    }
    return {};
  }

  void write(const Mapping& file, const LiveValue& value, uint8_t dtype, base::Bytes bytes) {
    Fields fields;
    fields.set(offsetof(BufferHeader, step), value.step);
    fields.set(offsetof(BufferHeader, wall_us), value.wall_us);
    fields.set(offsetof(BufferHeader, size), uint64_t{bytes.size()});
    for (size_t i = 0; i < value.shape.size(); ++i) {
      fields.set(offsetof(BufferHeader, shape) + 8 * i, value.shape[i]);
    }
    fields.set(offsetof(BufferHeader, kind), value.kind);
    fields.set(offsetof(BufferHeader, dtype), dtype);
    fields.set(offsetof(BufferHeader, rank), static_cast<uint8_t>(value.shape.size()));
    const size_t caption = std::min(value.caption.size(), kMaxLiveCaption);
    fields.set(offsetof(BufferHeader, caption_size), static_cast<uint16_t>(caption));
    std::memcpy(fields.bytes + offsetof(BufferHeader, caption) - 8, value.caption.data(), caption);
    fields.set(offsetof(BufferHeader, crc), fields.crc());

    const uint64_t number = ++number_;
    BufferHeader& buffer = file.buffer(number);
    buffer.sequence.store(2 * number - 1, std::memory_order_release);
    copy_in(fields_of(buffer), fields.bytes, sizeof fields.bytes);
    copy_in(payload_of(buffer), bytes.data(), bytes.size());
    buffer.sequence.store(2 * number, std::memory_order_release);
    file.header().published.store(number, std::memory_order_release);
  }

  static constexpr uint64_t kSmallest = 4096;

  // A new file, filled before anybody sees it, takes the place of the old one; readers keep either.
  template <class Fill>
  base::Status replace(uint64_t capacity, Fill fill) {
    Mapping fresh;
    const std::string temporary = path_ + "." + std::to_string(::getpid()) + ".tmp";
    base::Status status = create(temporary, capacity, fresh);
    if (!status.ok()) return status;
    fill(fresh);
    if (::rename(temporary.c_str(), path_.c_str()) != 0) {
      status = base::Status::from_errno("cannot rename " + temporary + " to " + path_);
      ::unlink(temporary.c_str());
      return status;
    }
    file_.swap(fresh);
    return {};
  }

  base::Status create(const std::string& path, uint64_t capacity, Mapping& out) {
    if (::mkdir(live_dir_.c_str(), 0755) != 0 && errno != EEXIST) {
      return base::Status::from_errno("cannot create " + live_dir_);
    }
    ::unlink(path.c_str());  // left by a crash
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return base::Status::from_errno("cannot create " + path);
    const uint64_t size = file_size(capacity);
    // All of it now: a disk that fills up later must not end the training by SIGBUS.
    if (const int error = ::posix_fallocate(fd, 0, static_cast<off_t>(size)); error != 0) {
      ::close(fd);
      ::unlink(path.c_str());
      return base::Status::from_errno("cannot make room for " + path, error);
    }
    if (!out.map(fd, size, PROT_READ | PROT_WRITE)) {
      const base::Status failure = base::Status::from_errno("cannot map " + path);
      ::unlink(path.c_str());
      return failure;
    }
    FileHeader& header = out.header();
    header.version.store(kVersion);
    header.name_size.store(static_cast<uint32_t>(stream_.size()));
    header.capacity.store(capacity);
    std::memcpy(header.name, stream_.data(), stream_.size());
    header.magic.store(kSlotMagic);
    return {};
  }

  const std::string live_dir_;
  const std::string stream_;
  const std::string path_;
  Mapping file_;
  uint64_t number_ = 0;
};

// Maps the file if its header says what its name and size say.
bool open_slot(const std::string& path, Mapping& out) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  struct stat info;
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_size < static_cast<off_t>(kHeaders) ||
      info.st_size > static_cast<off_t>(kMaxSlotFile)) {
    ::close(fd);
    return false;
  }
  if (!out.map(fd, static_cast<uint64_t>(info.st_size), PROT_READ)) return false;
  const FileHeader& header = out.header();
  const uint64_t capacity = header.capacity.load();
  return header.magic.load() == kSlotMagic && header.version.load() == kVersion &&
         capacity <= kMaxLiveBytes && capacity % 8 == 0 && out.size() == file_size(capacity) &&
         header.name_size.load() <= kMaxLiveName;
}

// The header's fields as a value without its bytes, if they make sense.
std::optional<LiveValue> decode(const Fields& fields, uint64_t capacity) {
  const auto size = fields.get<uint64_t>(offsetof(BufferHeader, size));
  const auto rank = fields.get<uint8_t>(offsetof(BufferHeader, rank));
  const auto caption = fields.get<uint16_t>(offsetof(BufferHeader, caption_size));
  if (fields.get<uint32_t>(offsetof(BufferHeader, crc)) != fields.crc()) return std::nullopt;
  if (size > capacity || rank > 8 || caption > kMaxLiveCaption) return std::nullopt;
  LiveValue value;
  value.kind = fields.get<uint8_t>(offsetof(BufferHeader, kind));
  value.dtype = fields.get<uint8_t>(offsetof(BufferHeader, dtype));
  for (size_t i = 0; i < rank; ++i) {
    value.shape.push_back(fields.get<int64_t>(offsetof(BufferHeader, shape) + 8 * i));
  }
  if (!describes(value.kind, value.dtype, value.shape, size)) return std::nullopt;
  value.step = fields.get<int64_t>(offsetof(BufferHeader, step));
  value.wall_us = fields.get<int64_t>(offsetof(BufferHeader, wall_us));
  const uint8_t* text = fields.bytes + offsetof(BufferHeader, caption) - 8;
  value.caption.assign(reinterpret_cast<const char*>(text), caption);
  return value;
}

}  // namespace

std::unique_ptr<LiveSlotWriter> LiveSlotWriter::make(const std::string& live_dir,
                                                     std::string_view stream) {
  return std::make_unique<Writer>(live_dir, stream);
}

std::optional<LiveValue> read_live_slot(const std::string& path) {
  Mapping file;
  if (!open_slot(path, file)) return std::nullopt;
  // Overtaken only if two more values were published during the copy: rare, and the second try
  // finds its memory ready. The bounds are for a file whose numbers never settle.
  std::vector<uint8_t> bytes;
  const uint64_t deadline = base::monotonic_ns() + kReadLimitNs;
  for (int i = 0; i < 1000 && (i < 2 || base::monotonic_ns() < deadline); ++i) {
    const uint64_t number = file.header().published.load(std::memory_order_acquire);
    if (number == 0) return std::nullopt;
    BufferHeader& buffer = file.buffer(number);
    if (buffer.sequence.load(std::memory_order_acquire) != 2 * number) continue;
    Fields fields;
    copy_out(fields.bytes, fields_of(buffer), sizeof fields.bytes);
    if (buffer.sequence.load(std::memory_order_acquire) != 2 * number) continue;
    std::optional<LiveValue> value = decode(fields, file.capacity());
    if (!value) return std::nullopt;
    bytes.resize(fields.get<uint64_t>(offsetof(BufferHeader, size)));
    copy_out(bytes.data(), payload_of(buffer), bytes.size());
    if (buffer.sequence.load(std::memory_order_acquire) != 2 * number) continue;
    value->bytes = std::move(bytes);
    return value;
  }
  return std::nullopt;
}

std::string live_slot_path(const std::string& live_dir, std::string_view stream) {
  std::string name;
  uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (char c : stream) {
    const auto byte = static_cast<uint8_t>(c);
    hash = (hash ^ byte) * 0x100000001b3;
    if (is_plain(c)) {
      name += c;
    } else {
      name += '%';
      append_hex(name, byte, 2);
    }
  }
  if (name.size() > 200) {
    name.resize(180);
    name += '~';
    append_hex(name, hash, 16);
  }
  return base::join_path(live_dir, name + ".slot");
}

std::vector<std::string> list_live_slots(const std::string& live_dir) {
  std::vector<std::string> out;
  DIR* dir = ::opendir(live_dir.c_str());
  if (dir == nullptr) return out;
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (!name.ends_with(".slot")) continue;
    const std::string path = base::join_path(live_dir, name);
    Mapping file;
    if (!open_slot(path, file)) continue;
    const std::string stream(file.header().name, file.header().name_size.load());
    if (live_slot_path(live_dir, stream) == path) out.push_back(stream);
  }
  ::closedir(dir);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace oriel::format
