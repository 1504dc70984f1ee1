#include "kit/companion.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <vector>

#include "format/writer_reader.h"
#include "store/derived.h"
#include "store/metrics_file.h"

namespace oriel::kit {

using store::RunStatus;

namespace {

// Findings that were written after the last point of the run.
bool is_up_to_date(const std::string& path, const std::string& derived, int64_t updated_us) {
  if (store::is_metrics_file(path)) return store::has_findings_of(path, updated_us);
  struct stat facts {};
  return ::stat(base::join_path(derived, "findings.json").c_str(), &facts) == 0 &&
         facts.st_mtim.tv_sec * 1'000'000 + facts.st_mtim.tv_nsec / 1000 >= updated_us;
}

}  // namespace

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
    wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
  }
}

uint64_t Companion::look() {
  const store::RunList list = source_.list();
  uint64_t frames = 0;
  for (const auto& run : list.runs) {
    if (run->status == RunStatus::kCrashed) {
      frames += recover(*run);
    } else {
      recovered_.erase(run->id);  // it may crash again after a resume
    }
    const auto known = followed_.find(run->id);
    if (known != followed_.end()) {
      const bool settled = known->second->update().ok() && !known->second->run().loading();
      if (run->status != RunStatus::kRunning && settled) {
        settled_[run->id] = run->updated_us;
        followed_.erase(known);
      }
    }
  }
  if (!list.loading) catch_up(list);
  return frames;
}

uint64_t Companion::recover(const store::RunInfo& run) {
  if (!recovered_.insert(run.id).second) return 0;
  base::FileSystem& fs = base::FileSystem::real();
  const std::string derived = base::join_path(run.path, "derived");
  if (!base::make_directories(fs, derived).ok()) return 0;
  // Our own lock, if we follow the run; nobody else's otherwise.
  format::WriterLock lock;
  if (!followed_.contains(run.id)) {
    auto taken = format::WriterLock::take(base::join_path(derived, "lock"));
    if (!taken.ok()) return 0;
    lock = std::move(*taken);
  }
  const auto drained = format::drain_orphans(fs, run.path);
  if (!drained.ok()) {
    std::fprintf(stderr, "oriel: what %s left in memory could not be written: %s\n", run.id.c_str(),
                 drained.status().message().c_str());
    return 0;
  }
  if (*drained > 0) {
    std::printf("%s has crashed; %llu frames that were still in memory are in its log now\n",
                run.id.c_str(), static_cast<unsigned long long>(*drained));
    std::fflush(stdout);
  }
  return *drained;
}

// The newest first: those that run, then one that has ended.
void Companion::catch_up(const store::RunList& list) {
  std::vector<const store::RunInfo*> runs;
  for (const auto& run : list.runs) runs.push_back(run.get());
  std::sort(runs.begin(), runs.end(), [](const auto* a, const auto* b) {
    const bool a_runs = a->status == RunStatus::kRunning, b_runs = b->status == RunStatus::kRunning;
    return a_runs != b_runs ? a_runs : a->started_us > b->started_us;
  });
  for (const store::RunInfo* run : runs) {
    if (followed_.size() >= kMaxFollowed) return;
    if (followed_.contains(run->id)) continue;
    if (run->status == RunStatus::kRunning) {
      follow(*run);
      continue;
    }
    const auto settled = settled_.find(run->id);
    if (settled != settled_.end() && settled->second == run->updated_us) continue;
    settled_.erase(run->id);
    follow(*run);
    if (followed_.contains(run->id)) return;
  }
}

void Companion::follow(const store::RunInfo& run) {
  // Before the run is opened, which costs more than a look at two files.
  const std::string derived = store::derived_dir(run.path);
  const bool others = format::WriterLock::is_held(base::join_path(derived, "lock"));
  if (run.status != RunStatus::kRunning &&
      (others || is_up_to_date(run.path, derived, run.updated_us))) {
    settled_[run.id] = run.updated_us;
  }
  if (others || settled_.contains(run.id)) return;
  auto data = source_.open(run.id);
  if (data == nullptr) return;
  auto derivation = Derivation::begin(std::move(data), base::FileSystem::real());
  if (derivation.ok()) {
    followed_[run.id] = std::move(*derivation);
  } else if (run.status != RunStatus::kRunning || derivation.status().error_number() != EAGAIN) {
    settled_[run.id] = run.updated_us;  // it cannot be written, or somebody else sees to it
  }
}

}  // namespace oriel::kit
