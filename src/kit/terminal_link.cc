#include "kit/terminal_link.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace oriel::kit {

namespace {
constexpr uint64_t kMagic = 0x0a4b4e4c4c524f89;  // "\x89ORLLNK\n"
constexpr uint32_t kVersion = 1;
constexpr size_t kRingAt = 4096;
constexpr size_t kFileBytes = kRingAt + kLinkRingBytes;
constexpr size_t kDescription = 256;
enum Flag : uint32_t {
  kBar = 1,
  kTables = 2,
  kThroughput = 4,
  kSystem = 8,
  kExperts = 16,
  kCurves = 32
};
}  // namespace

struct LinkHeader {
  uint64_t magic;
  uint32_t version;
  uint32_t flags;
  int64_t pid;
  int64_t total_steps;
  int32_t rank;
  int32_t table_interval;
  int32_t refresh_per_second;
  uint32_t description_size;
  char description[kDescription];
  alignas(64) std::atomic<uint64_t> head;     // bytes written so far
  alignas(64) std::atomic<uint64_t> tail;     // bytes taken so far
  alignas(64) std::atomic<uint64_t> dropped;  // records that found no room
  std::atomic<uint32_t> closed;
  std::atomic<uint32_t> drawn;
};
static_assert(sizeof(LinkHeader) <= kRingAt);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

namespace {

base::Result<LinkHeader*> map(int file, const std::string& path, int how = 0) {
  void* at = ::mmap(nullptr, kFileBytes, PROT_READ | PROT_WRITE, MAP_SHARED | how, file, 0);
  if (at == MAP_FAILED) return base::Status("cannot map " + path, errno);
  return static_cast<LinkHeader*>(at);
}

void describe(LinkHeader& header, const LinkSettings& s) {
  header.version = kVersion;
  const std::pair<bool, Flag> flags[] = {{s.progress_bar, kBar},      {s.tables, kTables},
                                         {s.throughput, kThroughput}, {s.system, kSystem},
                                         {s.experts, kExperts},       {s.curves, kCurves}};
  for (const auto& [set, flag] : flags) header.flags |= set ? flag : 0U;
  header.pid = s.pid;
  header.rank = s.rank;
  header.total_steps = s.total_steps;
  header.table_interval = s.table_interval;
  header.refresh_per_second = s.refresh_per_second;
  header.description_size = static_cast<uint32_t>(std::min(s.description.size(), kDescription));
  std::memcpy(header.description, s.description.data(), header.description_size);
}

LinkSettings settings_of(const LinkHeader& header) {
  LinkSettings s;
  s.pid = header.pid;
  s.rank = header.rank;
  s.total_steps = header.total_steps;
  s.description.assign(header.description, std::min<size_t>(header.description_size, kDescription));
  const uint32_t flags = header.flags;
  s.progress_bar = (flags & kBar) != 0;
  s.tables = (flags & kTables) != 0;
  s.throughput = (flags & kThroughput) != 0;
  s.system = (flags & kSystem) != 0;
  s.experts = (flags & kExperts) != 0;
  s.curves = (flags & kCurves) != 0;
  s.table_interval = std::clamp(header.table_interval, 1, 1'000'000'000);
  s.refresh_per_second = std::clamp(header.refresh_per_second, 1, 60);
  return s;
}

}  // namespace

// --- Writing ----------------------------------------------------------------------------------

LinkWriter::~LinkWriter() {
  if (header_ != nullptr) ::munmap(header_, kFileBytes);
}

base::Result<std::unique_ptr<LinkWriter>> LinkWriter::create(const std::string& path,
                                                             const LinkSettings& settings) {
  // Complete before it has its name: a reader never sees the half of it.
  const std::string unfinished = path + ".new";
  const int file = ::open(unfinished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return base::Status("cannot make " + unfinished, errno);
  const int refused = ::posix_fallocate(file, 0, static_cast<off_t>(kFileBytes));
  // All of its pages at once: the training would stumble over every one.
  auto header =
      refused != 0 ? base::Status("no room for " + path, refused) : map(file, path, MAP_POPULATE);
  ::close(file);
  if (!header.ok()) {
    ::unlink(unfinished.c_str());
    return header.status();
  }
  std::unique_ptr<LinkWriter> writer(new LinkWriter);
  writer->path_ = path;
  writer->header_ = *header;
  writer->published_ = &(*header)->head;
  writer->ring_ = reinterpret_cast<uint8_t*>(*header) + kRingAt;
  describe(**header, settings);
  (*header)->magic = kMagic;
  if (::rename(unfinished.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(unfinished.c_str());
    return base::Status("cannot make " + path, error);
  }
  return writer;
}

// At the end of the ring, or as far as the reader was when it was last looked at.
uint8_t* LinkWriter::reserve_slowly(size_t bytes) {
  const size_t at = head_ % kLinkRingBytes;
  const size_t skip = at + bytes > kLinkRingBytes ? kLinkRingBytes - at : 0;
  if (head_ + skip + bytes - tail_ > kLinkRingBytes) {
    tail_ = header_->tail.load(std::memory_order_acquire);
    const uint64_t waiting = head_ - tail_;  // of a tail that is nonsense: too many
    if (waiting > kLinkRingBytes || waiting + skip + bytes > kLinkRingBytes) return nullptr;
  }
  if (skip > 0) {
    const uint32_t size = static_cast<uint32_t>(skip);
    std::memcpy(ring_ + at, &size, sizeof size);
    if (skip >= 8) std::memcpy(ring_ + at + 4, &kFillerRecord, sizeof kFillerRecord);
    head_ += skip;
  }
  return ring_ + head_ % kLinkRingBytes;
}

void LinkWriter::drop() {
  header_->dropped.fetch_add(1, std::memory_order_relaxed);
}
void LinkWriter::close() {
  header_->closed.store(1, std::memory_order_release);
}
bool LinkWriter::drawn_to_the_end() const {
  return header_->drawn.load(std::memory_order_acquire) != 0;
}

// --- Reading ----------------------------------------------------------------------------------

LinkReader::~LinkReader() {
  if (header_ != nullptr) ::munmap(header_, kFileBytes);
}

base::Result<std::unique_ptr<LinkReader>> LinkReader::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return base::Status("cannot open " + path, errno);
  struct stat facts {};
  const bool whole = ::fstat(file, &facts) == 0 && facts.st_size == off_t{kFileBytes};
  auto header = whole ? map(file, path) : base::Status(path + " is not a display's link");
  ::close(file);
  if (!header.ok()) return header.status();
  std::unique_ptr<LinkReader> reader(new LinkReader);
  reader->header_ = *header;
  reader->ring_ = reinterpret_cast<uint8_t*>(*header) + kRingAt;
  if ((*header)->magic != kMagic || (*header)->version != kVersion) {
    return base::Status(path + " is not a display's link of this version");
  }
  reader->settings_ = settings_of(**header);
  return reader;
}

bool LinkReader::next() {
  const uint64_t head = header_->head.load(std::memory_order_acquire);
  uint64_t tail = header_->tail.load(std::memory_order_relaxed);
  while (tail != head) {
    const size_t at = tail % kLinkRingBytes;
    uint32_t bytes = 0;
    std::memcpy(&bytes, ring_ + at, sizeof bytes);
    const bool sound = head - tail <= kLinkRingBytes && bytes >= 8 && bytes % 8 == 0 &&
                       bytes <= kLinkRingBytes - at && bytes <= head - tail;
    if (!sound) {  // nothing in here can be believed any more
      header_->tail.store(head, std::memory_order_release);
      return false;
    }
    const bool good = parse(ring_ + at, bytes);
    tail += bytes;
    header_->tail.store(tail, std::memory_order_release);
    if (good) return true;
  }
  return false;
}

bool LinkReader::parse(const uint8_t* record, size_t bytes) {
  LinkRecord head;
  if (bytes < sizeof head) return false;
  std::memcpy(&head, record, sizeof head);
  kind_ = head.kind;
  const uint8_t* at = record + sizeof head;
  const uint8_t* end = record + bytes;
  const auto take = [&](void* to, size_t n) {
    if (static_cast<size_t>(end - at) < n) return false;
    std::memcpy(to, at, n);
    at += n;
    return true;
  };
  if (kind_ == kTableRecord) {
    uint32_t size = 0;
    if (!take(&size, sizeof size) || size > static_cast<size_t>(end - at)) return false;
    table_.assign(reinterpret_cast<const char*>(at), size);
    return true;
  }
  if (kind_ != kSnapshotRecord) return false;
  snapshot_.step = head.step;
  snapshot_.present = head.present & ((1U << kFields) - 1);
  for (int f = 0; f < kFields; ++f) {
    if (snapshot_.has(static_cast<Field>(f)) && !take(&snapshot_.fields[f], 8)) return false;
  }
  snapshot_.experts.resize(std::min<size_t>(head.experts, kMaxExperts));
  for (auto& [expert, share] : snapshot_.experts) {
    if (!take(&expert, 8) || !take(&share, 8)) return false;
  }
  snapshot_.custom.resize(std::min<size_t>(head.custom, kMaxCustom));
  for (LinkSnapshot::Custom& custom : snapshot_.custom) {
    uint16_t sizes[4] = {};  // of the name, of the text; two to keep what follows aligned
    double number = 0;
    if (!take(sizes, sizeof sizes) || !take(&number, 8)) return false;
    const size_t text = sizes[1] == kNotText ? 0 : sizes[1];
    const size_t room = (sizes[0] + text + 7) & ~size_t{7};
    if (static_cast<size_t>(end - at) < room) return false;
    const char* characters = reinterpret_cast<const char*>(at);
    custom.name.assign(characters, sizes[0]);
    if (sizes[1] == kNotText) {
      custom.value = number;
    } else {
      custom.value = std::string(characters + sizes[0], text);
    }
    at += room;
  }
  return true;
}

bool LinkReader::closed() const {
  return header_->closed.load(std::memory_order_acquire) != 0;
}
uint64_t LinkReader::dropped() const {
  return header_->dropped.load(std::memory_order_relaxed);
}
void LinkReader::acknowledge_end() {
  header_->drawn.store(1, std::memory_order_release);
}

}  // namespace oriel::kit
