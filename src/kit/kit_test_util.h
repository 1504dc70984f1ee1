// What the kit's tests share: a directory that goes away, a disk that is full.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>

#include "base/file.h"

namespace oriel::kit {

struct TempDir {
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "oriel-kit-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TempDir() { std::filesystem::remove_all(path); }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  std::string path;
};

inline std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The real file system, but one kind of operation fails for want of space.
class FaultyFileSystem final : public base::FileSystem {
 public:
  enum Fault { kCreate, kAppend, kSync, kRename };
  explicit FaultyFileSystem(Fault fault) : fault_(fault) {}

  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override {
    if (fault_ == kCreate) return full("cannot create " + path);
    auto file = real().create(path);
    if (!file.ok()) return file.status();
    return std::unique_ptr<base::AppendFile>(std::make_unique<File>(std::move(*file), fault_));
  }
  base::Status rename(const std::string& from, const std::string& to) override {
    return fault_ == kRename ? full("cannot rename " + from) : real().rename(from, to);
  }
  base::Status remove(const std::string& path) override { return real().remove(path); }
  base::Status make_directory(const std::string& path) override {
    return real().make_directory(path);
  }
  base::Status sync_directory(const std::string& path) override {
    return real().sync_directory(path);
  }

 private:
  static base::Status full(const std::string& what) {
    return base::Status::from_errno(what, ENOSPC);
  }
  class File final : public base::AppendFile {
   public:
    File(std::unique_ptr<base::AppendFile> file, Fault fault)
        : file_(std::move(file)), fault_(fault) {}
    base::Status append(base::Bytes bytes) override {
      return fault_ == kAppend ? full("cannot write") : file_->append(bytes);
    }
    base::Status sync() override { return fault_ == kSync ? full("cannot sync") : file_->sync(); }
    uint64_t size() const override { return file_->size(); }

   private:
    std::unique_ptr<base::AppendFile> file_;
    Fault fault_;
  };
  const Fault fault_;
};

}  // namespace oriel::kit
