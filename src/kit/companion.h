// Companion: what `oriel serve` does for runs besides showing them. It keeps what is derived from
// them — findings — up to date for all viewers, and writes what a dead writer left in shared memory
// into the run's log, before a reboot would lose it. Each run has one companion at a time, whoever
// else is there: the one that holds derived/lock (Derivation).
//
// Runs that are running are followed, the newest kMaxFollowed of them; one that has ended is looked
// at once more, and one that ended before it was ever diagnosed is diagnosed when its turn comes,
// the newest first, one a look. Files of metrics are diagnosed in the same way, anew when they have
// been replaced. A run that cannot be written is left as it is.
//
// One thread of its own, which looks every second. A look at runs without news costs a few µs each.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "kit/derivation.h"
#include "store/source.h"

namespace oriel::kit {

class Companion {
 public:
  static constexpr size_t kMaxFollowed = 64;

  explicit Companion(store::Source& source);  // must outlive the companion
  ~Companion();

  // One look at all runs; the number of frames that were recovered.
  uint64_t look();

 private:
  void watch();
  uint64_t recover(const store::RunInfo& run);
  void follow(const store::RunInfo& run);
  void catch_up(const store::RunList& list);

  store::Source& source_;
  std::set<std::string> recovered_;
  std::map<std::string, std::unique_ptr<Derivation>> followed_;
  // Ended runs that are up to date (or cannot be), and the time stamp for which that is so.
  std::map<std::string, int64_t> settled_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace oriel::kit
