// The file seam: every write, sync, rename and removal that must survive a crash goes through a
// FileSystem, so that tests can fail, tear, delay and replay them. Reading does not: readers map or
// pread files directly (MappedFile, read_file).
//
// FileSystem::real() is the operating system; it is stateless and thread-safe. An AppendFile
// belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/error.h"

namespace oriel::base {

class AppendFile {
 public:
  virtual ~AppendFile() = default;
  // All of the bytes or none: after a failure size() is unchanged and the next append overwrites
  // what half a write may have left. EINTR and short writes are handled. The file is never cut, so
  // that a reader's mapping stays valid.
  virtual Status append(Bytes bytes) = 0;
  // fdatasync. Another thread may call it while one appends. Fails too if the file was deleted
  // meanwhile. After a failure the next call writes again what may have been forgotten.
  virtual Status sync() = 0;
  virtual uint64_t size() const = 0;
  // How far a failed append has written beyond size(); size() if there is nothing.
  virtual uint64_t written_to() const { return size(); }
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  static FileSystem& real();

  // A new file (mode 0644) for appending; fails if the name exists.
  virtual Result<std::unique_ptr<AppendFile>> create(const std::string& path) = 0;
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  virtual Status remove(const std::string& path) = 0;
  // Creates one directory; kExists tells whether it was there already (error_number EEXIST).
  virtual Status make_directory(const std::string& path) = 0;
  virtual Status sync_directory(const std::string& path) = 0;
};

// Creates the directory and its parents; succeeds if it exists.
Status make_directories(FileSystem& fs, const std::string& path);

// Replaces `path` by `bytes`: a temporary file beside it, sync, rename, sync of the directory. A
// reader sees the old or the new content, never a part.
Status replace_file(FileSystem& fs, const std::string& path, Bytes bytes);

// The whole file; fails on files larger than `limit`.
Result<std::vector<uint8_t>> read_file(const std::string& path, uint64_t limit = UINT64_MAX);

// The kernel's name for the time since the machine started; empty where it has none.
std::string boot_id();

bool file_exists(const std::string& path);
std::string join_path(std::string_view a, std::string_view b);

// A read-only view of a file. Oriel's own files only grow, so a view may be opened with room to
// spare: bytes that are appended later appear in it. Bytes past the file's end raise SIGBUS when
// touched; bytes() therefore stops at the size last seen by refresh().
class MappedFile {
 public:
  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // Maps the file and `room` bytes of address space at least.
  static Result<MappedFile> open(const std::string& path, uint64_t room = 0);
  // Asks for the file's size again and returns the view, which stays where it was.
  Bytes refresh();
  Bytes bytes() const { return {data_, size_}; }

 private:
  int fd_ = -1;
  const uint8_t* data_ = nullptr;
  uint64_t mapped_ = 0;
  uint64_t size_ = 0;
};

}  // namespace oriel::base
