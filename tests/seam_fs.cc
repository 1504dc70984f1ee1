#include "seam_fs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace oriel::tests {

namespace stdfs = std::filesystem;

class SeamFile final : public base::AppendFile {
 public:
  SeamFile(SeamFs& fs, std::string path, int fd, int inode)
      : fs_(fs), path_(std::move(path)), fd_(fd), inode_(inode) {}
  ~SeamFile() override { ::close(fd_); }

  base::Status append(base::Bytes bytes) override {
    const uint64_t at = size_;
    const int error = fs_.ask(Op::kAppend, path_);
    const size_t n = error == 0
                         ? bytes.size()
                         : static_cast<size_t>(static_cast<double>(bytes.size()) * fs_.tear_);
    if (n > 0) {
      if (::pwrite(fd_, bytes.data(), n, static_cast<off_t>(at)) != static_cast<ssize_t>(n)) {
        return base::Status::from_errno("cannot write " + path_);
      }
      fs_.note({Op::kAppend, path_, "", inode_, at, {bytes.data(), bytes.data() + n}});
      written_to_ = std::max(written_to_, at + n);
    }
    if (error != 0) return base::Status::from_errno("cannot write " + path_, error);
    size_ = at + n;
    return {};
  }
  base::Status sync() override {
    const size_t covers = fs_.journal_size();
    if (const int error = fs_.ask(Op::kSync, path_)) {
      return base::Status::from_errno("cannot sync " + path_, error);
    }
    fs_.note({Op::kSync, path_, "", inode_, 0, {}, covers});
    return {};
  }
  uint64_t size() const override { return size_; }
  uint64_t written_to() const override { return std::max(size_.load(), written_to_); }

 private:
  SeamFs& fs_;
  const std::string path_;
  const int fd_;
  const int inode_;
  std::atomic<uint64_t> size_{0};
  uint64_t written_to_ = 0;
};

void SeamFs::refuse(Refuse refuse) {
  const std::lock_guard lock(mutex_);
  refuse_ = std::move(refuse);
}

int SeamFs::ask(Op op, const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return refuse_ ? refuse_(op, path) : 0;
}

size_t SeamFs::note(Entry entry) {
  const std::lock_guard lock(mutex_);
  if (!keeps_journal_) return 0;
  journal_.push_back(std::move(entry));
  return journal_.size();
}

size_t SeamFs::journal_size() const {
  const std::lock_guard lock(mutex_);
  return journal_.size();
}

base::Result<std::unique_ptr<base::AppendFile>> SeamFs::create(const std::string& path) {
  if (const int error = ask(Op::kCreate, path)) {
    return base::Status::from_errno("cannot create " + path, error);
  }
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return base::Status::from_errno("cannot create " + path);
  int inode = 0;
  {
    const std::lock_guard lock(mutex_);
    inode = next_inode_++;
  }
  note({Op::kCreate, path, "", inode});
  return std::unique_ptr<base::AppendFile>(new SeamFile(*this, path, fd, inode));
}

base::Status SeamFs::rename(const std::string& from, const std::string& to) {
  if (const int error = ask(Op::kRename, to)) {
    return base::Status::from_errno("cannot rename " + from, error);
  }
  auto status = base::FileSystem::real().rename(from, to);
  if (status.ok()) note({Op::kRename, from, to});
  return status;
}

base::Status SeamFs::remove(const std::string& path) {
  if (const int error = ask(Op::kRemove, path)) {
    return base::Status::from_errno("cannot remove " + path, error);
  }
  auto status = base::FileSystem::real().remove(path);
  if (status.ok()) note({Op::kRemove, path});
  return status;
}

base::Status SeamFs::make_directory(const std::string& path) {
  if (const int error = ask(Op::kMakeDirectory, path)) {
    return base::Status::from_errno("cannot create " + path, error);
  }
  auto status = base::FileSystem::real().make_directory(path);
  if (status.ok()) note({Op::kMakeDirectory, path});
  return status;
}

base::Status SeamFs::sync_directory(const std::string& path) {
  const size_t covers = journal_size();
  if (const int error = ask(Op::kSyncDirectory, path)) {
    return base::Status::from_errno("cannot sync " + path, error);
  }
  note({Op::kSyncDirectory, path, "", -1, 0, {}, covers});
  return {};
}

// --- power loss ----------------------------------------------------------------------------------

namespace {

std::string parent_of(const std::string& path) {
  return path.substr(0, path.find_last_of('/'));
}

struct Disk {
  std::map<std::string, int> names;  // file -> inode
  std::set<std::string> directories;
};

}  // namespace

void SeamFs::replay(const PowerLoss& loss, const std::string& from, const std::string& to) const {
  const std::lock_guard lock(mutex_);
  std::mt19937_64 random(loss.seed);
  const auto lucky = [&] { return static_cast<double>(random() % 1000) < loss.kept * 1000; };
  const size_t prefix = std::min(loss.prefix, journal_.size());

  // Until which entry everything of a file, or of a directory's names, is on the disk.
  std::map<int, size_t> synced;
  std::map<std::string, size_t> synced_names;
  for (size_t i = 0; i < prefix; ++i) {
    const Entry& e = journal_[i];
    if (e.op == Op::kSync) synced[e.inode] = std::max(synced[e.inode], e.covers);
    if (e.op == Op::kSyncDirectory) {
      synced_names[e.path] = std::max(synced_names[e.path], e.covers);
    }
  }

  Disk now, disk;  // as programs see it; as it is on the disk
  std::map<int, std::vector<uint8_t>> content;
  std::map<int, uint64_t> length;
  disk.directories.insert(from);
  for (size_t i = 0; i < prefix; ++i) {
    const Entry& e = journal_[i];
    const std::string& name = e.op == Op::kRename ? e.to : e.path;
    const bool there = i < synced_names[parent_of(name)] || lucky();
    switch (e.op) {
      case Op::kCreate:
        now.names[e.path] = e.inode;
        if (there) disk.names[e.path] = e.inode;
        break;
      case Op::kMakeDirectory:
        if (there) disk.directories.insert(e.path);
        break;
      case Op::kRename:
        now.names[e.to] = now.names[e.path];
        now.names.erase(e.path);
        if (there) {
          disk.names[e.to] = now.names[e.to];
          disk.names.erase(e.path);
        }
        break;
      case Op::kRemove:
        now.names.erase(e.path);
        if (there) disk.names.erase(e.path);
        break;
      case Op::kAppend: {
        auto& bytes = content[e.inode];
        length[e.inode] = std::max<uint64_t>(length[e.inode], e.offset + e.bytes.size());
        const bool safe = i < synced[e.inode];
        for (uint64_t at = e.offset; at < e.offset + e.bytes.size();) {
          const uint64_t end =
              std::min<uint64_t>((at / loss.piece + 1) * loss.piece, e.offset + e.bytes.size());
          if (safe || lucky()) {
            if (bytes.size() < end) bytes.resize(end);
            std::copy(e.bytes.begin() + static_cast<ptrdiff_t>(at - e.offset),
                      e.bytes.begin() + static_cast<ptrdiff_t>(end - e.offset),
                      bytes.begin() + static_cast<ptrdiff_t>(at));
          }
          at = end;
        }
        break;
      }
      default:
        break;
    }
  }

  stdfs::remove_all(to);
  const auto moved = [&](const std::string& path) { return to + path.substr(from.size()); };
  for (const std::string& directory : disk.directories) {  // parents come first
    std::error_code ignored;
    stdfs::create_directory(moved(directory), ignored);
  }
  for (const auto& [path, inode] : disk.names) {
    std::vector<uint8_t> bytes = content[inode];
    if (loss.zeros) bytes.resize(length[inode]);
    std::ofstream(moved(path), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }
}

}  // namespace oriel::tests
