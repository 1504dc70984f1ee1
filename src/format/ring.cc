#include "format/ring.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>

#include "base/file.h"
#include "format/frame.h"

namespace oriel::format {
namespace {

constexpr uint32_t kRingVersion = 1;
constexpr uint64_t kPage = 4096;

bool known_kind(FrameKind kind) {
  return kind >= FrameKind::kScalars && kind <= FrameKind::kDropped;
}

void fill_header(RingHeader* h, uint64_t capacity, const RingIdentity& id,
                 const base::TickAnchor& anchor) {
  h->version = kRingVersion;
  h->writer = static_cast<uint32_t>(id.writer);
  std::memcpy(h->uuid, id.uuid.data(), std::min(id.uuid.size(), sizeof h->uuid));
  h->number = id.number;
  h->generation = id.generation;
  h->capacity = capacity;
  h->anchors[0] = anchor;
  // Last: whoever finds the magic finds a whole ring.
  std::atomic_ref(h->magic).store(kRingMagic, std::memory_order_release);
}

bool is_power_of_two(uint64_t n) {
  return n != 0 && (n & (n - 1)) == 0;
}

}  // namespace

base::Result<std::unique_ptr<Ring>> Ring::map(int fd, const std::string& path, uint64_t capacity,
                                              const RingIdentity& id,
                                              const base::TickAnchor& anchor) {
  const size_t total = kRingDataAt + 2 * capacity;
  void* base = ::mmap(nullptr, total, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) return base::Status::from_errno("cannot reserve memory for a ring");
  auto* bytes = static_cast<uint8_t*>(base);
  const int flags = MAP_SHARED | MAP_FIXED | MAP_POPULATE;
  const bool mapped =
      ::mmap(bytes, kRingDataAt + capacity, PROT_READ | PROT_WRITE, flags, fd, 0) != MAP_FAILED &&
      ::mmap(bytes + kRingDataAt + capacity, capacity, PROT_READ | PROT_WRITE, flags, fd,
             kRingDataAt) != MAP_FAILED;
  if (!mapped) {
    auto failure = base::Status::from_errno("cannot map the ring " + path);
    ::munmap(base, total);
    return failure;
  }
  std::unique_ptr<Ring> ring(new Ring);
  ring->header_ = reinterpret_cast<RingHeader*>(bytes);
  ring->data_ = bytes + kRingDataAt;
  ring->capacity_ = capacity;
  ring->usable_ = capacity - ring_name_room(capacity);
  ring->path_ = path;
  for (size_t i = 0; i < capacity; i += 4096) ring->data_[i] = 0;  // touch: faults happen now
  fill_header(ring->header_, capacity, id, anchor);
  return ring;
}

base::Result<std::unique_ptr<Ring>> Ring::create(const std::string& path, uint64_t capacity,
                                                 const RingIdentity& id,
                                                 const base::TickAnchor& anchor) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return base::Status::from_errno("cannot create the ring " + path);
  const int error = ::posix_fallocate(fd, 0, static_cast<off_t>(kRingDataAt + capacity));
  auto ring = error == 0 ? map(fd, path, capacity, id, anchor)
                         : base::Result<std::unique_ptr<Ring>>(
                               base::Status::from_errno("cannot allocate the ring " + path, error));
  ::close(fd);
  if (!ring.ok()) ::unlink(path.c_str());
  return ring;
}

base::Result<std::unique_ptr<Ring>> Ring::create_private(uint64_t capacity, const RingIdentity& id,
                                                         const base::TickAnchor& anchor) {
  const int fd = ::memfd_create("oriel-ring", MFD_CLOEXEC);
  if (fd < 0) return base::Status::from_errno("cannot create a ring in memory");
  auto ring = ::ftruncate(fd, static_cast<off_t>(kRingDataAt + capacity)) == 0
                  ? map(fd, "", capacity, id, anchor)
                  : base::Result<std::unique_ptr<Ring>>(
                        base::Status::from_errno("cannot allocate a ring in memory"));
  ::close(fd);
  return ring;
}

Ring::~Ring() {
  if (header_ != nullptr) ::munmap(header_, kRingDataAt + 2 * capacity_);
}

void Ring::set_anchor(const base::TickAnchor& anchor) {
  const uint32_t next = 1 - header_->anchor_current.load(std::memory_order_relaxed);
  header_->anchors[next] = anchor;
  header_->anchor_current.store(next, std::memory_order_release);
}

base::Result<OrphanRing> read_orphan_ring(const std::string& path) {
  auto file = base::read_file(path, uint64_t{1} << 32);
  if (!file.ok()) return file.status();
  const auto impossible = [&](const char* what) {
    return base::Status("the ring " + path + " cannot be read: " + what);
  };
  OrphanRing out;
  out.path = path;
  if (file->size() < kRingDataAt || base::load<uint64_t>(file->data()) == 0) return out;
  const uint8_t* h = file->data();
  const auto field = [h]<class T>(T, size_t at) { return base::load<T>(h + at); };
  if (field(uint64_t{}, offsetof(RingHeader, magic)) != kRingMagic) {
    return impossible("it is no ring");
  }
  if (field(uint32_t{}, offsetof(RingHeader, version)) != kRingVersion) {
    return impossible("a newer version wrote it");
  }
  out.id.writer = static_cast<int>(field(uint32_t{}, offsetof(RingHeader, writer)));
  out.id.uuid.assign(reinterpret_cast<const char*>(h) + offsetof(RingHeader, uuid), 32);
  out.id.number = field(uint32_t{}, offsetof(RingHeader, number));
  out.id.generation = static_cast<uint16_t>(field(uint32_t{}, offsetof(RingHeader, generation)));
  out.tail = field(uint64_t{}, offsetof(RingHeader, tail));
  out.head = field(uint64_t{}, offsetof(RingHeader, head));
  out.dropped = field(uint64_t{}, offsetof(RingHeader, dropped));
  const uint32_t current = field(uint32_t{}, offsetof(RingHeader, anchor_current)) & 1;
  out.anchor =
      field(base::TickAnchor{}, offsetof(RingHeader, anchors) + current * sizeof(base::TickAnchor));
  const auto capacity = field(uint64_t{}, offsetof(RingHeader, capacity));
  if (!is_power_of_two(capacity) || file->size() < kRingDataAt + capacity || out.head < out.tail ||
      out.head - out.tail > capacity) {
    return impossible("its positions are out of bounds");
  }
  const uint8_t* data = file->data() + kRingDataAt;
  out.bytes.resize(out.head - out.tail);
  const uint64_t at = out.tail & (capacity - 1);
  const size_t first = std::min<uint64_t>(out.bytes.size(), capacity - at);
  if (!out.bytes.empty()) {
    std::memcpy(out.bytes.data(), data + at, first);
    std::memcpy(out.bytes.data() + first, data, out.bytes.size() - first);
  }
  return out;
}

void keep_whole_frames(OrphanRing& ring, bool suspicious) {
  const base::Bytes all(ring.bytes);
  size_t at = 0, last = 0;
  uint64_t time = 0;
  while (at < all.size()) {
    const auto frame = read_frame(all.subspan(at));
    if (!frame || (suspicious && (frame->time < time || !known_kind(frame->kind)))) break;
    time = frame->time;
    last = at;
    at += frame->size;
  }
  if (at == all.size()) return;
  const uint64_t page = (ring.tail + at) / kPage * kPage;  // where the break is
  if (suspicious && at > 0 && ring.tail + at > page && ring.tail + last < page) at = last;
  ring.bytes.resize(at);
  ring.head = ring.tail + at;
}

std::string ring_path(const std::string& dir, const std::string& uuid, uint32_t number) {
  return base::join_path(dir, "oriel-" + uuid + "-" + std::to_string(number) + ".ring");
}

std::vector<std::string> list_rings(const std::string& dir, const std::string& uuid) {
  std::vector<std::pair<uint32_t, std::string>> found;
  const std::string prefix = "oriel-" + uuid + "-";
  if (DIR* d = ::opendir(dir.c_str())) {
    while (const dirent* entry = ::readdir(d)) {
      const std::string_view name = entry->d_name;
      if (!name.starts_with(prefix) || !name.ends_with(".ring")) continue;
      uint32_t number = 0;
      std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
      found.emplace_back(number, base::join_path(dir, name));
    }
    ::closedir(d);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (auto& [number, path] : found) out.push_back(std::move(path));
  return out;
}

}  // namespace oriel::format
