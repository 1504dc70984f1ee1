// Catalogue: which runs lie below a directory, kept up to date by looking.
//
// A run is a directory with run.json, or a file called training_metrics.json in a directory that is
// none. refresh() lists again only directories whose modification
// time has changed, and reads again only the small files of runs that have: a refresh without news
// costs one stat() per directory of runs, plus a few per living run. It never opens a log: counts
// of runs that have not ended come from whoever reads them (set_live()).
//
// One thread calls refresh(); list() and path_of() may be called by any.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/source.h"

namespace oriel::store {

// RunInfo from the small files of a run directory alone.
RunInfo read_run_info(const std::string& path, const std::string& id);

class Catalogue {
 public:
  explicit Catalogue(std::string logdir);

  // Looks once. True if anything has changed.
  bool refresh();
  RunList list() const;
  // The directory of a run that is in the catalogue; empty if it is not.
  std::string path_of(const std::string& id) const;
  // What a reader of the log knows better; kept until the run's files say it has ended.
  void set_live(const RunInfo& info);

 private:
  struct Directory {
    int64_t changed = -1;  // modification time, ns
    bool settled = false;  // not changed within the last seconds: its listing is complete
    std::vector<std::string> folders;
    bool metrics = false;  // it holds a training_metrics.json
  };
  struct Entry {
    std::string path;
    int64_t stamp = -1;  // of its small files
    bool ended = false;  // finished or failed by its own word
    std::shared_ptr<const RunInfo> info;
  };

  bool look_into(const std::string& path, const std::string& id, int depth);
  bool look_at_run(const std::string& path, const std::string& id);
  bool look_at_metrics(const std::string& path, const std::string& id);
  bool forget_missing();

  const std::string logdir_;
  std::map<std::string, Directory> directories_;  // by path; refresh()'s own
  std::map<std::string, bool> seen_;              // run ids of this refresh

  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by id
  uint64_t version_ = 1;
  bool loading_ = true;
};

}  // namespace oriel::store
