// Companion: what `oriel serve` does for runs whose own process is gone. It writes what a dead
// writer left in shared memory into the run's log, before a reboot would lose it; once per run,
// whoever else is there: it holds derived/lock meanwhile, and recovery itself is exactly-once.
//
// One thread of its own, which looks every few seconds. A run that cannot be written is left as it
// is: viewers read its rings in memory.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "store/source.h"

namespace oriel::kit {

class Companion {
 public:
  explicit Companion(store::Source& source);  // must outlive the companion
  ~Companion();

  // One look at all runs; the number of frames that were recovered.
  uint64_t look();

 private:
  void watch();

  store::Source& source_;
  std::set<std::string> done_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace oriel::kit
