#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

namespace oriel::base {
namespace {

class RealAppendFile final : public AppendFile {
 public:
  RealAppendFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  ~RealAppendFile() override { ::close(fd_); }

  Status append(Bytes bytes) override {
    const uint64_t at = size_.load(std::memory_order_relaxed);
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t n =
          ::pwrite(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        const int error = n < 0 ? errno : ENOSPC;
        written_to_ = std::max(written_to_, at + done);
        return Status::from_errno("cannot write " + path_, error);
      }
      done += static_cast<size_t>(n);
    }
    size_.store(at + bytes.size(), std::memory_order_release);
    return {};
  }
  Status sync() override {
    struct stat info;
    if (::fstat(fd_, &info) == 0 && info.st_nlink == 0) {
      return Status(path_ + " was deleted while the run was being recorded", ENOENT);
    }
    const uint64_t size = size_.load(std::memory_order_acquire);
    if (suspect_ && !write_again(size)) return Status::from_errno("cannot write again " + path_);
    suspect_ = ::fdatasync(fd_) != 0;
    if (suspect_) return Status::from_errno("cannot sync " + path_);
    synced_ = size;
    return {};
  }
  uint64_t size() const override { return size_.load(std::memory_order_relaxed); }
  uint64_t written_to() const override { return std::max(size(), written_to_); }

 private:
  // A kernel may take pages whose write-back failed for clean: the next fdatasync would succeed
  // without having written them. Writing them anew makes them dirty again.
  bool write_again(uint64_t to) {
    char buffer[65536];
    for (uint64_t at = synced_; at < to;) {
      const size_t want = std::min<uint64_t>(sizeof buffer, to - at);
      const ssize_t n = ::pread(fd_, buffer, want, static_cast<off_t>(at));
      if (n <= 0 || ::pwrite(fd_, buffer, static_cast<size_t>(n), static_cast<off_t>(at)) != n) {
        return false;
      }
      at += static_cast<uint64_t>(n);
    }
    return true;
  }

  int fd_;
  std::string path_;
  std::atomic<uint64_t> size_{0};
  uint64_t written_to_ = 0;  // the appending thread's
  uint64_t synced_ = 0;      // the syncing thread's, as is what follows
  bool suspect_ = false;
};

class RealFileSystem final : public FileSystem {
 public:
  Result<std::unique_ptr<AppendFile>> create(const std::string& path) override {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) return Status::from_errno("cannot create " + path);
    return std::unique_ptr<AppendFile>(new RealAppendFile(fd, path));
  }
  Status rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) {
      return Status::from_errno("cannot rename " + from + " to " + to);
    }
    return {};
  }
  Status remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0) return Status::from_errno("cannot remove " + path);
    return {};
  }
  Status make_directory(const std::string& path) override {
    if (::mkdir(path.c_str(), 0755) != 0) return Status::from_errno("cannot create " + path);
    return {};
  }
  Status sync_directory(const std::string& path) override {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return Status::from_errno("cannot open " + path);
    const int result = ::fsync(fd);
    const int error = errno;
    ::close(fd);
    // Some file systems cannot sync a directory; their entries need no sync.
    if (result != 0 && error != EINVAL) return Status::from_errno("cannot sync " + path, error);
    return {};
  }
};

std::string parent_of(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

FileSystem& FileSystem::real() {
  // Never destroyed: a recorder's threads may run until the very end of the process.
  static auto* fs = new RealFileSystem;
  return *fs;
}

Status make_directories(FileSystem& fs, const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return {};
    return Status("cannot create the directory " + path + ": a file of that name is in the way",
                  ENOTDIR);
  }
  const std::string parent = parent_of(path);
  if (parent != path) {
    if (Status s = make_directories(fs, parent); !s.ok()) return s;
  }
  Status made = fs.make_directory(path);
  if (!made.ok() && made.error_number() == EEXIST) return {};
  return made.ok() ? fs.sync_directory(parent) : made;
}

Status replace_file(FileSystem& fs, const std::string& path, Bytes bytes) {
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".tmp";
  ::unlink(temporary.c_str());  // left by a crash
  auto file = fs.create(temporary);
  if (!file.ok()) return file.status();
  Status status = (*file)->append(bytes);
  if (status.ok()) status = (*file)->sync();
  if (status.ok()) status = fs.rename(temporary, path);
  if (!status.ok()) {
    (void)fs.remove(temporary);
    return status;
  }
  return fs.sync_directory(parent_of(path));
}

Result<std::vector<uint8_t>> read_file(const std::string& path, uint64_t limit) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Status::from_errno("cannot open " + path);
  std::vector<uint8_t> bytes;
  struct stat info;
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
    bytes.reserve(static_cast<size_t>(info.st_size));
  uint8_t buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      Status failure = Status::from_errno("cannot read " + path);
      ::close(fd);
      return failure;
    }
    if (n == 0) break;
    bytes.insert(bytes.end(), buffer, buffer + n);
    if (bytes.size() > limit) {
      ::close(fd);
      return Status("cannot read " + path + ": larger than " + std::to_string(limit) + " bytes",
                    EFBIG);
    }
  }
  ::close(fd);
  return bytes;
}

std::string boot_id() {
  const auto bytes = read_file("/proc/sys/kernel/random/boot_id", 4096);
  std::string text(bytes.ok() ? as_text(*bytes) : std::string_view());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

bool file_exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

std::string join_path(std::string_view a, std::string_view b) {
  std::string out(a);
  if (!out.empty() && out.back() != '/') out += '/';
  return out.append(b);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<uint8_t*>(data_), mapped_);
  if (fd_ >= 0) ::close(fd_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      data_(std::exchange(other.data_, nullptr)),
      mapped_(std::exchange(other.mapped_, 0)),
      size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(data_, other.data_);
  std::swap(mapped_, other.mapped_);
  std::swap(size_, other.size_);
  return *this;
}

Result<MappedFile> MappedFile::open(const std::string& path, uint64_t room) {
  MappedFile file;
  file.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file.fd_ < 0) return Status::from_errno("cannot open " + path);
  struct stat info;
  if (::fstat(file.fd_, &info) != 0) return Status::from_errno("cannot read " + path);
  const auto size = static_cast<uint64_t>(info.st_size);
  const uint64_t length = std::max(size, room);
  if (length == 0) return file;
  void* map = ::mmap(nullptr, length, PROT_READ, MAP_SHARED | MAP_NORESERVE, file.fd_, 0);
  if (map == MAP_FAILED) return Status::from_errno("cannot map " + path);
  file.data_ = static_cast<const uint8_t*>(map);
  file.mapped_ = length;
  file.size_ = size;
  return file;
}

Bytes MappedFile::refresh() {
  struct stat info;
  if (fd_ >= 0 && ::fstat(fd_, &info) == 0) {
    size_ = std::min(static_cast<uint64_t>(info.st_size), mapped_);
  }
  return bytes();
}

}  // namespace oriel::base
