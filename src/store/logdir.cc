// The Source behind a directory: a catalogue that finds runs by itself, and the runs that somebody
// has opened, polled by one thread.
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/clock.h"
#include "store/catalogue.h"
#include "store/local_run.h"
#include "store/metrics_file.h"
#include "store/polled_run.h"
#include "store/source.h"

namespace oriel::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPollInterval(10);       // of runs that somebody holds
constexpr uint64_t kCatalogueNs = 500'000'000;  // between two looks at the directory
constexpr uint64_t kQuietNs = 1'000'000'000;    // between two polls of a run that nobody holds
constexpr size_t kMaxFollowed = 32;             // living runs that are followed for the run list

class Logdir final : public Source {
 public:
  explicit Logdir(const std::string& path)
      : path_(std::filesystem::absolute(path).lexically_normal().string()), catalogue_(path_) {
    catalogue_thread_ = std::thread([this] { watch_catalogue(); });
    poll_thread_ = std::thread([this] { poll_runs(); });
  }
  ~Logdir() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    catalogue_thread_.join();
    poll_thread_.join();
  }

  std::string description() const override { return path_; }
  RunList list() const override { return catalogue_.list(); }

  std::shared_ptr<RunData> open(const std::string& id) override {
    const std::string path = catalogue_.path_of(id);
    if (path.empty()) return nullptr;
    std::shared_ptr<PolledRun> run;
    {
      const std::lock_guard lock(mutex_);
      auto& slot = open_[id];
      if (slot.run == nullptr) slot.run = make_polled_run(path, id);
      slot.next_poll_ns = 0;
      run = slot.run;
      polled_soon_ = true;
    }
    wake_.notify_all();
    return run;
  }

 private:
  struct Open {
    std::shared_ptr<PolledRun> run;
    uint64_t next_poll_ns = 0;
    uint64_t idle_since_ns = 0;
  };

  void watch_catalogue() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      catalogue_.refresh();
      follow_living_runs();
      lock.lock();
      wake_.wait_for(lock, std::chrono::nanoseconds(kCatalogueNs), [this] { return stopping_; });
    }
  }

  // Living runs are read even if nobody looks at them, so that the list shows their progress; of
  // runs that crashed the log is read once, for their counts.
  void follow_living_runs() {
    size_t followed = 0;
    for (const auto& run : catalogue_.list().runs) {
      const bool alive = run->status == RunStatus::kRunning;
      const bool uncounted = run->status == RunStatus::kCrashed && run->points == 0;
      if (!alive && !uncounted) continue;
      if (++followed > kMaxFollowed) return;
      const std::lock_guard lock(mutex_);
      if (uncounted && !counted_.insert(run->id).second) continue;
      auto& slot = open_[run->id];
      if (slot.run == nullptr) slot.run = make_polled_run(run->path, run->id);
    }
  }

  void poll_runs() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      const auto due = due_runs(base::monotonic_ns());
      polled_soon_ = false;
      lock.unlock();
      for (const auto& run : due) {
        if (run->poll()) catalogue_.set_live(run->info());
      }
      lock.lock();
      wake_.wait_for(lock, kPollInterval, [this] { return stopping_ || polled_soon_; });
    }
  }

  // Under the mutex. Forgets runs that nobody has held for a while and that do not live.
  std::vector<std::shared_ptr<PolledRun>> due_runs(uint64_t now) {
    std::vector<std::shared_ptr<PolledRun>> due;
    for (auto it = open_.begin(); it != open_.end();) {
      Open& open = it->second;
      const bool held = open.run.use_count() > 1;
      if (held) open.idle_since_ns = now;
      const bool ended = !open.run->loading() && open.run->info().status != RunStatus::kRunning;
      if (!held && ended && now - open.idle_since_ns > 10 * kQuietNs) {
        it = open_.erase(it);
        continue;
      }
      if (held || now >= open.next_poll_ns) {
        open.next_poll_ns = now + kQuietNs;
        due.push_back(open.run);
      }
      ++it;
    }
    return due;
  }

  const std::string path_;
  Catalogue catalogue_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  bool polled_soon_ = false;
  std::map<std::string, Open> open_;
  std::set<std::string> counted_;
  std::thread catalogue_thread_;
  std::thread poll_thread_;
};

}  // namespace

std::unique_ptr<Source> open_logdir(const std::string& path) {
  return std::make_unique<Logdir>(path);
}

std::shared_ptr<PolledRun> make_polled_run(const std::string& path, const std::string& id) {
  if (is_metrics_file(path)) return std::make_shared<MetricsFileRun>(path, id);
  return std::make_shared<LocalRun>(path, id);
}

base::Result<std::shared_ptr<RunData>> open_run(const std::string& run_dir, const std::string& id) {
  if (is_metrics_file(run_dir)) {
    auto file = std::make_shared<MetricsFileRun>(run_dir, id);
    if (!file->status().ok()) return file->status();
    return std::shared_ptr<RunData>(std::move(file));
  }
  auto run = std::make_shared<LocalRun>(run_dir, id);
  run->poll();
  return std::shared_ptr<RunData>(std::move(run));
}

}  // namespace oriel::store
