#include "kit/companion.h"

#include <chrono>
#include <cstdio>

#include "base/file.h"
#include "format/run_files.h"
#include "format/writer_reader.h"

namespace oriel::kit {

Companion::Companion(store::Source& source) : source_(source), thread_([this] { watch(); }) {}

Companion::~Companion() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Companion::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    wake_.wait_for(lock, std::chrono::seconds(3), [this] { return stopping_; });
  }
}

uint64_t Companion::look() {
  uint64_t frames = 0;
  for (const auto& run : source_.list().runs) {
    if (run->status != store::RunStatus::kCrashed) {
      done_.erase(run->id);  // it may crash again after a resume
      continue;
    }
    if (!done_.insert(run->id).second) continue;
    base::FileSystem& fs = base::FileSystem::real();
    const std::string derived = base::join_path(run->path, "derived");
    if (!base::make_directories(fs, derived).ok()) continue;
    const auto lock = format::WriterLock::take(base::join_path(derived, "lock"));
    if (!lock.ok()) continue;
    const auto drained = format::drain_orphans(fs, run->path);
    if (!drained.ok()) {
      std::fprintf(stderr, "oriel: what %s left in memory could not be written: %s\n",
                   run->id.c_str(), drained.status().message().c_str());
    } else if (*drained > 0) {
      std::printf("%s has crashed; %llu frames that were still in memory are in its log now\n",
                  run->id.c_str(), static_cast<unsigned long long>(*drained));
      std::fflush(stdout);
      frames += *drained;
    }
  }
  return frames;
}

}  // namespace oriel::kit
