// Figures by (request, data version), shared by all viewers, so that a figure many people look at
// is made once; and the list of runs, read once for all.
//
// Thread-safe. A figure that is being made is waited for, not made again. Holds at most kMaxBytes
// of encoded figures; the least recently used go first.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "figure/panels.h"
#include "store/source.h"

namespace oriel::serve {

using SharedBytes = std::shared_ptr<const std::vector<uint8_t>>;

struct BuiltFigure {
  SharedBytes bytes;     // as encoded with id 0; nothing on failure
  uint64_t version = 0;  // of the data, or older: what changed since will be noticed
  base::Status status;   // of make_figure()
};

class FigureCache {
 public:
  static constexpr size_t kMaxBytes = 64 << 20;
  static constexpr size_t kMaxFigures = 1024;

  // `key` is request_key(request); `runs` are those of the request.
  BuiltFigure get(const figure::Request& request, const std::string& key, const figure::Runs& runs);

  uint64_t built() const { return built_; }  // how many were really made

 private:
  struct Slot {
    std::mutex mutex;  // held while the figure is made
    std::vector<std::weak_ptr<store::RunData>> runs;
    BuiltFigure figure;
    // Guarded by the cache's mutex:
    size_t counted = 0;
    std::list<std::string>::iterator used;
  };

  BuiltFigure build(const figure::Request& request, const figure::Runs& runs);
  std::shared_ptr<Slot> slot(const std::string& key);
  void account(const std::string& key, const std::shared_ptr<Slot>& slot, size_t bytes);

  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Slot>> slots_;
  std::list<std::string> used_;  // most recent first
  size_t bytes_ = 0;
  std::atomic<uint64_t> built_ = 0;
};

class RunsFeed {
 public:
  explicit RunsFeed(const store::Source& source) : source_(source) {}

  // Reads the list anew unless that was done less than 200 ms ago.
  void refresh(uint64_t now_ns);
  std::shared_ptr<const store::RunList> list() const;  // nothing before the first refresh()
  // Of the list; 0 before the first refresh(). Lock-free.
  uint64_t version() const { return version_; }

 private:
  const store::Source& source_;
  mutable std::mutex mutex_;
  std::shared_ptr<const store::RunList> list_;
  uint64_t read_ns_ = 0;
  uint64_t reads_ = 0;
  std::atomic<uint64_t> version_ = 0;
};

// The runs of these ids. The message names the first that is unknown.
base::Result<figure::Runs> open_runs(store::Source& source, const std::vector<std::string>& ids);

}  // namespace oriel::serve
