// A FileSystem that tests look into: it can refuse any operation, tear writes, and keeps a journal
// from which the state of the disk after a power failure is made up.
//
// Files are real files below a real directory. Thread-safe: a recorder writes and syncs from two
// threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"

namespace oriel::tests {

enum class Op : uint8_t {
  kCreate,
  kAppend,
  kSync,
  kRename,
  kRemove,
  kMakeDirectory,
  kSyncDirectory
};

class SeamFs final : public base::FileSystem {
 public:
  // 0, or the errno with which the operation fails. Called before it is done.
  using Refuse = std::function<int(Op, const std::string& path)>;
  void refuse(Refuse refuse);
  // A refused append has written this much of its bytes all the same.
  void tear(double part) { tear_ = part; }

  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override;
  base::Status rename(const std::string& from, const std::string& to) override;
  base::Status remove(const std::string& path) override;
  base::Status make_directory(const std::string& path) override;
  base::Status sync_directory(const std::string& path) override;

  // --- the journal ----------------------------------------------------------------------------
  void forget() { keeps_journal_ = false; }  // for long tests: it holds all that is written
  size_t journal_size() const;
  struct PowerLoss {
    size_t prefix = 0;   // operations that were done
    double kept = 0.5;   // chance of each thing that was not synced to be on the disk
    size_t piece = 512;  // bytes that are kept or lost together
    bool zeros = false;  // files have their full length, lost pieces are zeros
    uint64_t seed = 0;
  };
  // Makes `to` what `from` (where all has happened) would be after that power loss.
  void replay(const PowerLoss& loss, const std::string& from, const std::string& to) const;

 private:
  friend class SeamFile;
  struct Entry {
    Op op;
    std::string path;
    std::string to = {};
    int inode = -1;
    uint64_t offset = 0;
    std::vector<uint8_t> bytes = {};
    size_t covers = 0;  // of a sync: entries before this one are on the disk
  };
  int ask(Op op, const std::string& path) const;
  size_t note(Entry entry);

  mutable std::mutex mutex_;
  Refuse refuse_;
  std::atomic<double> tear_{0};
  std::vector<Entry> journal_;
  int next_inode_ = 0;
  bool keeps_journal_ = true;
};

}  // namespace oriel::tests
