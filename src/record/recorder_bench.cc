// What log() costs its caller, and how fast points reach the synced disk.
//
// Bursts fit the ring: 1,500 frames at most, then the drain gets time. Beside it, what a program
// would otherwise do with a point: a line into a buffered file, one write(2) per point, and an
// object per value handed to another thread under a mutex. The physical limit of log() is its clock
// read (about 10 ns) plus the stores.
#include <benchmark/benchmark.h>
#include <oriel/run.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace oriel {
namespace {

using std::chrono::milliseconds;

class Place {
 public:
  Place() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oriel-bench-XXXXXX").string();
    dir = ::mkdtemp(pattern.data());
  }
  ~Place() { std::filesystem::remove_all(dir); }
  RunOptions options() const {
    RunOptions o;
    o.logdir = dir;
    o.system_interval_ms = 0;
    return o;
  }
  std::string dir;
};

// Times bursts of `frames` calls of `log` (each of `scalars`), with rests between them.
template <class Log>
void time_bursts(benchmark::State& state, int frames, double scalars, Log&& log) {
  int64_t step = 0;
  for (int i = 0; i < frames; ++i) log(step++);  // first use: ring, names
  std::this_thread::sleep_for(milliseconds(20));
  for (auto _ : state) {
    const uint64_t start = base::monotonic_ns();
    for (int i = 0; i < frames; ++i) log(step++);
    const uint64_t ns = base::monotonic_ns() - start;
    state.SetIterationTime(static_cast<double>(ns) * 1e-9 / frames);
    std::this_thread::sleep_for(milliseconds(12));
  }
  state.counters["ns_per_scalar"] = benchmark::Counter(
      scalars, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

constexpr int kBursts = 100;

void BM_LogByHandle(benchmark::State& state) {
  const Place place;
  Run run(place.options());
  const auto n = static_cast<size_t>(state.range(0));
  std::vector<Sample> samples;
  for (size_t i = 0; i < n; ++i) samples.emplace_back(run.series("s/" + std::to_string(i)), 0.5);
  // The ring holds 256 KiB; half of it wakes the drain.
  const int frames = std::min<int>(1500, static_cast<int>(120'000 / (24 + 16 * n)));
  time_bursts(state, frames, static_cast<double>(n), [&](int64_t step) { run.log(step, samples); });
  state.counters["dropped"] = static_cast<double>(run.dropped());
}
BENCHMARK(BM_LogByHandle)->Arg(1)->Arg(4)->Arg(16)->Arg(50)->UseManualTime()->Iterations(kBursts);

void BM_LogOneByHandleBraces(benchmark::State& state) {
  const Place place;
  Run run(place.options());
  const Series loss = run.series("train/loss");
  double value = 0;
  time_bursts(state, 1500, 1, [&](int64_t step) { run.log(step, {{loss, value += 1e-3}}); });
}
BENCHMARK(BM_LogOneByHandleBraces)->UseManualTime()->Iterations(kBursts);

void BM_LogOneByName(benchmark::State& state) {
  const Place place;
  Run run(place.options());
  double value = 0;
  time_bursts(state, 1500, 1, [&](int64_t step) {
    run.log(step, {{"train/loss", value += 1e-3}});
  });
}
BENCHMARK(BM_LogOneByName)->UseManualTime()->Iterations(kBursts);

// Every call timed by itself; the cost of reading the counter twice is taken off.
void BM_LogTail(benchmark::State& state) {
  const Place place;
  Run run(place.options());
  const Series loss = run.series("train/loss");
  std::vector<uint64_t> cost;
  uint64_t probe = UINT64_MAX;
  for (int i = 0; i < 1000; ++i) {
    const uint64_t start = base::ticks();
    probe = std::min(probe, base::ticks() - start);
  }
  int64_t step = 0;
  for (; step < 1500; ++step) run.log(step, {{loss, 0.5}});
  std::this_thread::sleep_for(milliseconds(20));
  for (auto _ : state) {
    for (int i = 0; i < 1500; ++i) {
      const uint64_t start = base::ticks();
      run.log(step++, {{loss, 0.5}});
      cost.push_back(base::ticks() - start - probe);
    }
    std::this_thread::sleep_for(milliseconds(12));
  }
  const base::TickClock clock;
  const double ns = clock.now().us_per_tick * 1000;
  std::sort(cost.begin(), cost.end());
  const auto at = [&](double q) {
    return static_cast<double>(
               cost[static_cast<size_t>(q * static_cast<double>(cost.size() - 1))]) *
           ns;
  };
  state.counters["p50_ns"] = at(0.5);
  state.counters["p99_ns"] = at(0.99);
  state.counters["p999_ns"] = at(0.999);
  state.counters["max_ns"] = at(1);
}
BENCHMARK(BM_LogTail)->Iterations(kBursts);

// Points per second from log() to fdatasync, logged as fast as nothing is dropped.
void BM_SustainedToSyncedDisk(benchmark::State& state) {
  const auto n = static_cast<size_t>(state.range(0));
  constexpr int64_t kPoints = 20'000'000;
  for (auto _ : state) {
    const Place place;
    Run run(place.options());
    std::vector<Sample> samples;
    for (size_t i = 0; i < n; ++i) samples.emplace_back(run.series("s/" + std::to_string(i)), 0.5);
    const int64_t frames = kPoints / static_cast<int64_t>(n);
    const uint64_t start = base::monotonic_ns();
    uint64_t refused = 0;
    for (int64_t step = 0; step < frames; ++step) {
      for (size_t i = 0; i < n; ++i) {
        samples[i].value = static_cast<float>(step % 1000) * 0.37f + static_cast<float>(i);
      }
      while (run.try_log(step, samples)) ++refused;
    }
    if (run.sync()) state.SkipWithError("sync failed");
    const double seconds = static_cast<double>(base::monotonic_ns() - start) * 1e-9;
    state.SetIterationTime(seconds);
    state.counters["points_per_s"] =
        static_cast<double>(frames * static_cast<int64_t>(n)) / seconds;
    state.counters["refused_and_repeated"] = static_cast<double>(refused);
  }
}
BENCHMARK(BM_SustainedToSyncedDisk)->Arg(1)->Arg(4)->Arg(16)->UseManualTime()->Iterations(1);

// --- peers ---------------------------------------------------------------------------------------

void BM_PeerFprintf(benchmark::State& state) {
  const Place place;
  std::FILE* file = std::fopen((place.dir + "/x.csv").c_str(), "w");
  double value = 0;
  time_bursts(state, 1500, 1, [&](int64_t step) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    std::fprintf(file, "%lld,%ld,%s,%.9g\n", static_cast<long long>(step), now.tv_sec, "train/loss",
                 value += 1e-3);
  });
  std::fclose(file);
}
BENCHMARK(BM_PeerFprintf)->UseManualTime()->Iterations(kBursts);

void BM_PeerWritePerPoint(benchmark::State& state) {
  const Place place;
  std::FILE* file = std::fopen((place.dir + "/x.bin").c_str(), "w");
  const int fd = ::fileno(file);
  double value = 0;
  time_bursts(state, 1500, 1, [&](int64_t step) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct {
      int64_t step, wall;
      double value;
    } record{step, now.tv_nsec, value += 1e-3};
    if (::write(fd, &record, sizeof record) < 0) state.SkipWithError("write failed");
  });
  std::fclose(file);
}
BENCHMARK(BM_PeerWritePerPoint)->UseManualTime()->Iterations(kBursts);

void BM_PeerMutexQueue(benchmark::State& state) {
  struct Point {
    std::string name;
    int64_t step;
    double value;
    timespec wall;
  };
  std::mutex mutex;
  std::deque<Point> queue;
  double value = 0;
  time_bursts(state, 1500, 1, [&](int64_t step) {
    Point point{"train/loss/of/the/first/head", step, value += 1e-3, {}};
    clock_gettime(CLOCK_REALTIME, &point.wall);
    const std::lock_guard lock(mutex);
    queue.push_back(std::move(point));
    if (queue.size() > 100'000) queue.clear();
  });
}
BENCHMARK(BM_PeerMutexQueue)->UseManualTime()->Iterations(kBursts);

}  // namespace
}  // namespace oriel
