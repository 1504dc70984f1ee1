#include "format/mailbox.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/crc32c.h"

namespace oriel::format {
namespace {

// The file as it lies in memory (docs/log_format.md, "The mailbox"). No fences: what a sequence
// number guards is loaded with acquire and stored with release, so that a reader that meets any
// newer word also meets the newer sequence number. On x86 these are plain moves.
struct Header {
  std::atomic<uint64_t> magic;
  std::atomic<uint32_t> version;
  std::atomic<uint32_t> slot_count;
  std::atomic<uint32_t> slot_size;
  std::atomic<uint32_t> control_offset;
  std::atomic<int64_t> owner_pid;  // 0: the run has ended
  std::atomic<int64_t> created_us;
  uint8_t reserved_1[24];
  std::atomic<uint32_t> attention;  // a cache line of its own: the trainer reads it in every step
  uint8_t reserved_2[60];
  std::atomic<uint64_t> dropped;
  uint8_t reserved_3[3960];
};

struct Slot {
  std::atomic<uint64_t> claim;  // expiry in ms since the epoch << 22 | the client's token; 0: free
  std::atomic<uint32_t> sequence;  // odd while the fields below are being written
  std::atomic<uint32_t> token;     // of the client that wrote them
  std::atomic<uint32_t> interval_ms;
  std::atomic<uint32_t> crc;  // of token, interval, name_size and the name
  std::atomic<uint32_t> name_size;
  uint32_t reserved_1;
  std::atomic<uint64_t> name[kMaxLeaseName / 8];
  uint8_t reserved_2[32];
};

struct File {
  Header header;
  Slot slots[kMaxLeases];
  ControlArea control;
};

static_assert(sizeof(Header) == 4096 && sizeof(Slot) == 576 && sizeof(File) == kMailboxBytes);
static_assert(offsetof(Header, attention) == 64 && offsetof(Header, dropped) == 128);
static_assert(offsetof(Slot, name) == 32 && offsetof(File, control) == 40960);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

constexpr uint32_t kVersion = 1;
constexpr int kTokenBits = 22;
constexpr uint64_t kTokenMask = (1u << kTokenBits) - 1;
constexpr int64_t kMaxLeaseMs = kMaxLeaseUs / 1000;

uint64_t make_claim(int64_t expiry_ms, uint32_t token) {
  return static_cast<uint64_t>(expiry_ms) << kTokenBits | token;
}

// A claim far in the future is garbage, or from before the clock was set back: not alive either.
bool alive(uint64_t claim, int64_t now_us) {
  const auto expiry_ms = static_cast<int64_t>(claim >> kTokenBits);
  const int64_t now_ms = now_us / 1000;
  return (claim & kTokenMask) != 0 && expiry_ms > now_ms && expiry_ms <= now_ms + kMaxLeaseMs + 1;
}

// What a slot says, apart from until when.
struct Content {
  uint32_t token = 0;
  uint32_t interval_ms = 0;
  uint32_t name_size = 0;
  uint64_t name[kMaxLeaseName / 8] = {};

  size_t words() const { return (name_size + 7) / 8; }
  std::string_view text() const { return {reinterpret_cast<const char*>(name), name_size}; }
  uint32_t crc() const {
    const uint32_t head[] = {token, interval_ms, name_size};
    const uint32_t crc = base::crc32c({reinterpret_cast<const uint8_t*>(head), sizeof head});
    return base::crc32c(base::as_bytes(text()), crc);
  }
};

void write_content(Slot& slot, const Content& content) {
  // Whatever a writer that died left: the next odd number.
  const uint32_t odd = (slot.sequence.load(std::memory_order_relaxed) + 1) | 1;
  slot.sequence.store(odd, std::memory_order_release);
  slot.token.store(content.token, std::memory_order_release);
  slot.interval_ms.store(content.interval_ms, std::memory_order_release);
  slot.name_size.store(content.name_size, std::memory_order_release);
  for (size_t i = 0; i < content.words(); ++i) {
    slot.name[i].store(content.name[i], std::memory_order_release);
  }
  slot.crc.store(content.crc(), std::memory_order_release);
  slot.sequence.store(odd + 1, std::memory_order_release);
}

// The content, if it is whole and makes sense. Gives up after a few tries: never waits.
bool read_content(const Slot& slot, Content& out) {
  for (int attempt = 0; attempt < 4; ++attempt) {
    const uint32_t sequence = slot.sequence.load(std::memory_order_acquire);
    if (sequence % 2 != 0) continue;
    out.token = slot.token.load(std::memory_order_acquire);
    out.interval_ms = slot.interval_ms.load(std::memory_order_acquire);
    out.name_size = slot.name_size.load(std::memory_order_acquire);
    if (out.name_size == 0 || out.name_size > kMaxLeaseName) continue;
    for (size_t i = 0; i < out.words(); ++i) {
      out.name[i] = slot.name[i].load(std::memory_order_acquire);
    }
    const uint32_t crc = slot.crc.load(std::memory_order_acquire);
    if (slot.sequence.load(std::memory_order_relaxed) == sequence && crc == out.crc()) return true;
  }
  return false;
}

// The mapping of one mailbox file.
class Mapping {
 public:
  Mapping() = default;
  ~Mapping() {
    if (file_ != nullptr) ::munmap(file_, kMailboxBytes);
  }
  Mapping(Mapping&& other) noexcept : info_(other.info_) { std::swap(file_, other.file_); }
  Mapping& operator=(Mapping&& other) noexcept {
    std::swap(file_, other.file_);
    info_ = other.info_;
    return *this;
  }

  // Takes the descriptor's file and closes the descriptor.
  static base::Result<Mapping> map(int fd, const std::string& path) {
    Mapping out;
    void* at = MAP_FAILED;
    int error = ::fstat(fd, &out.info_) == 0 ? 0 : errno;
    if (error == 0) {
      at = ::mmap(nullptr, kMailboxBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (at == MAP_FAILED) error = errno;
    }
    ::close(fd);
    if (error != 0) return base::Status::from_errno("cannot map the mailbox " + path, error);
    out.file_ = static_cast<File*>(at);
    return out;
  }

  File* operator->() const { return file_; }
  // False if `path` names another file by now, or none.
  bool is_still(const std::string& path) const {
    struct stat now;
    return ::stat(path.c_str(), &now) == 0 && now.st_ino == info_.st_ino &&
           now.st_dev == info_.st_dev;
  }

 private:
  File* file_ = nullptr;
  struct stat info_ = {};
};

void fill_header(Header& header) {
  header.version.store(kVersion);
  header.slot_count.store(kMaxLeases);
  header.slot_size.store(sizeof(Slot));
  header.control_offset.store(offsetof(File, control));
  header.owner_pid.store(::getpid());
  header.created_us.store(base::wall_us());
  header.magic.store(kMailboxMagic);
}

class Owner final : public MailboxOwner {
 public:
  explicit Owner(Mapping file) : file_(std::move(file)), pid_(::getpid()) {}
  ~Owner() override {
    if (pid_ == ::getpid()) file_->header.owner_pid.store(0);
  }

  uint32_t attention() const override {
    return file_->header.attention.load(std::memory_order_relaxed);
  }

  bool wanted(std::string_view stream, int64_t now_wall_us) override {
    if (attention() == 0) return false;
    const std::lock_guard lock(mutex_);
    // Loaded before the slots: a client claims first and rings (adds to `attention`) afterwards, so
    // that a claim which the loop below misses makes the exchange fail.
    uint32_t bell = file_->header.attention.load(std::memory_order_seq_cst);
    bool any = false;
    std::optional<uint32_t> interval_ms;
    for (const Slot& slot : file_->slots) {
      const uint64_t claim = slot.claim.load(std::memory_order_seq_cst);
      if (!alive(claim, now_wall_us)) continue;
      any = true;
      if (slot.name_size.load(std::memory_order_relaxed) != stream.size()) continue;
      if (!read_content(slot, content_) || content_.token != (claim & kTokenMask)) continue;
      if (content_.text() != stream) continue;
      interval_ms = std::min(content_.interval_ms, interval_ms.value_or(UINT32_MAX));
    }
    if (!any) {
      served_.clear();
      file_->header.attention.compare_exchange_strong(bell, 0);
    }
    return interval_ms && due(stream, *interval_ms, now_wall_us);
  }

  void publish_dropped(uint64_t total) override {
    file_->header.dropped.store(total, std::memory_order_relaxed);
  }

  ControlArea& control() override { return file_->control; }

 private:
  struct Served {
    std::string stream;
    int64_t at_us;
  };

  bool due(std::string_view stream, uint32_t interval_ms, int64_t now_us) {
    for (Served& served : served_) {
      if (served.stream != stream) continue;
      const bool set_back = now_us < served.at_us;
      if (!set_back && now_us - served.at_us < int64_t{interval_ms} * 1000) return false;
      served.at_us = now_us;
      return true;
    }
    if (served_.size() >= kMaxLeases) served_.clear();  // viewers came and went
    served_.push_back({std::string(stream), now_us});
    return true;
  }

  Mapping file_;
  const pid_t pid_;
  std::mutex mutex_;  // guards what follows
  Content content_;
  std::vector<Served> served_;
};

base::Status not_a_mailbox(const std::string& path) {
  return base::Status(path + " is not a mailbox of this version of Oriel", EINVAL);
}

base::Result<Mapping> open_mailbox(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return base::Status::from_errno("cannot open the mailbox " + path);
  struct stat info;
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
      info.st_size != static_cast<off_t>(kMailboxBytes)) {
    ::close(fd);
    return not_a_mailbox(path);
  }
  auto file = Mapping::map(fd, path);
  if (!file.ok()) return file.status();
  const Header& header = (*file)->header;
  if (header.magic.load() != kMailboxMagic || header.version.load() != kVersion ||
      header.slot_count.load() != kMaxLeases || header.slot_size.load() != sizeof(Slot)) {
    return not_a_mailbox(path);
  }
  return file;
}

uint32_t random_token() {
  uint32_t token = 0;
  if (::getrandom(&token, sizeof token, GRND_NONBLOCK) != sizeof token) {
    token = static_cast<uint32_t>(base::monotonic_ns() ^ static_cast<uint64_t>(::getpid()) << 8);
  }
  token &= kTokenMask;
  return token != 0 ? token : 1;
}

class Client final : public MailboxClient {
 public:
  Client(Mapping file, std::string path)
      : file_(std::move(file)), path_(std::move(path)), pid_(::getpid()), token_(random_token()) {}
  ~Client() override {
    if (pid_ != ::getpid()) return;
    for (const Held& held : held_) give_back(held);
  }

  base::Status lease(const LeaseWish& wish) override {
    if (wish.stream.empty() || wish.stream.size() > kMaxLeaseName) {
      return base::Status("cannot watch a stream whose name has " +
                              std::to_string(wish.stream.size()) + " bytes: 1 to 512 are possible",
                          EINVAL);
    }
    const std::lock_guard lock(mutex_);
    if (base::Status s = follow(); !s.ok()) return s;
    const int64_t now = base::wall_us();
    if (wish.until_wall_us <= now) {
      release_locked(wish.stream);
      return {};
    }
    const int64_t until = std::min(wish.until_wall_us, now + kMaxLeaseUs);
    const uint64_t claim = make_claim((until + 999) / 1000, token_);
    const Content content = content_of(wish);
    if (!renew(content, claim) && !take(content, claim, now)) {
      return base::Status("cannot watch " + wish.stream + ": all " + std::to_string(kMaxLeases) +
                              " places of this run are taken; close another viewer",
                          EBUSY);
    }
    // Always, even if it is up already: the trainer may be about to clear it.
    std::atomic<uint32_t>& attention = file_->header.attention;
    if (attention.fetch_add(1) == UINT32_MAX) attention.fetch_add(1);
    return {};
  }

  void release(std::string_view stream) override {
    const std::lock_guard lock(mutex_);
    release_locked(stream);
  }

  uint64_t dropped() const override {
    const std::lock_guard lock(mutex_);
    return file_->header.dropped.load(std::memory_order_relaxed);
  }

  base::Result<ControlTicket> ask(ControlKind kind, std::string_view who) override {
    const std::lock_guard lock(mutex_);
    if (base::Status s = follow("the run has ended"); !s.ok()) return s;
    return put_request(file_->control, kind, who, token_, base::wall_us());
  }

  std::optional<ControlAnswer> answer(const ControlTicket& ticket) const override {
    const std::lock_guard lock(mutex_);
    return find_answer(file_->control, ticket);
  }

  std::optional<ControlStatus> status() override {
    const std::lock_guard lock(mutex_);
    if (!follow("").ok()) return std::nullopt;
    return read_status(file_->control);
  }

 private:
  struct Held {
    size_t slot;
    uint64_t claim;
    std::string stream;
  };

  base::Status follow(const char* if_ended = "nothing live to watch: the run has ended") {
    if (!file_.is_still(path_)) {
      auto file = open_mailbox(path_);
      if (!file.ok()) return file.status();
      file_ = std::move(*file);
      held_.clear();
    }
    if (file_->header.owner_pid.load() == 0) {
      return base::Status(if_ended, ESRCH);
    }
    return {};
  }

  Content content_of(const LeaseWish& wish) const {
    Content content;
    content.token = token_;
    content.interval_ms = wish.interval_ms;
    content.name_size = static_cast<uint32_t>(wish.stream.size());
    std::memcpy(content.name, wish.stream.data(), wish.stream.size());
    return content;
  }

  bool renew(const Content& content, uint64_t claim) {
    for (auto held = held_.begin(); held != held_.end(); ++held) {
      if (held->stream != content.text()) continue;
      Slot& slot = file_->slots[held->slot];
      uint64_t expected = held->claim;
      if (!slot.claim.compare_exchange_strong(expected, claim)) {
        held_.erase(held);  // it ran out and another client took the slot
        return false;
      }
      held->claim = claim;
      Content there;
      const bool same = read_content(slot, there) && there.crc() == content.crc();
      if (!same) write_content(slot, content);
      return true;
    }
    return false;
  }

  bool take(const Content& content, uint64_t claim, int64_t now_us) {
    for (size_t i = 0; i < kMaxLeases; ++i) {
      Slot& slot = file_->slots[i];
      uint64_t old = slot.claim.load();
      if (alive(old, now_us) || !slot.claim.compare_exchange_strong(old, claim)) continue;
      write_content(slot, content);
      held_.push_back({i, claim, std::string(content.text())});
      return true;
    }
    return false;
  }

  void give_back(const Held& held) {
    uint64_t expected = held.claim;
    file_->slots[held.slot].claim.compare_exchange_strong(expected, 0);
  }

  void release_locked(std::string_view stream) {
    std::erase_if(held_, [&](const Held& held) {
      if (held.stream != stream) return false;
      give_back(held);
      return true;
    });
  }

  mutable std::mutex mutex_;  // guards all of this
  Mapping file_;
  const std::string path_;
  const pid_t pid_;
  const uint32_t token_;
  std::vector<Held> held_;
};

}  // namespace

base::Result<std::unique_ptr<MailboxOwner>> MailboxOwner::create(const std::string& path) {
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".tmp";
  ::unlink(temporary.c_str());  // left by a crash
  const int fd = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return base::Status::from_errno("cannot create the mailbox " + temporary);
  if (const int error = ::posix_fallocate(fd, 0, kMailboxBytes); error != 0) {
    ::close(fd);
    ::unlink(temporary.c_str());
    return base::Status::from_errno("cannot make room for the mailbox " + temporary, error);
  }
  auto file = Mapping::map(fd, temporary);
  base::Status status = file.status();
  if (status.ok()) {
    fill_header((*file)->header);
    open_control((*file)->control);
    if (::rename(temporary.c_str(), path.c_str()) == 0) {
      return std::unique_ptr<MailboxOwner>(new Owner(std::move(*file)));
    }
    status = base::Status::from_errno("cannot rename " + temporary + " to " + path);
  }
  ::unlink(temporary.c_str());
  return status;
}

base::Result<std::unique_ptr<MailboxClient>> MailboxClient::open(const std::string& path) {
  auto file = open_mailbox(path);
  if (!file.ok()) return file.status();
  return std::unique_ptr<MailboxClient>(new Client(std::move(*file), path));
}

}  // namespace oriel::format
