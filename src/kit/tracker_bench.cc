// What MetricsTracker claims (docs/kit.md): recording, exports and checkpoints of 10,000 episodes
// of ten metrics, and the memory they take.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>

#include "oriel/tracker.h"

namespace oriel {
namespace {

constexpr const char* kNames[] = {"loss",           "accuracy",   "reward",       "learning_rate",
                                  "gradient_norm",  "val/loss",   "val/accuracy", "entropy",
                                  "episode_length", "weight_norm"};

std::string temporary(const char* name) {
  return (std::filesystem::temp_directory_path() / name).string();
}

void six(MetricsTracker& tracker, int64_t episode, double v) {
  tracker.record(episode, {{"loss", v},
                           {"accuracy", 1 - v},
                           {"reward", 10 * v},
                           {"learning_rate", 0.001},
                           {"gradient_norm", 2.5},
                           {"val/loss", v + 0.1}});
}

void record_six(benchmark::State& state) {
  MetricsTracker tracker;
  int64_t episode = 0;
  for (auto _ : state) six(tracker, episode++, 0.5);
}
BENCHMARK(record_six);

// In bursts that fit the run's ring, as the recorder's own benchmark has it.
void record_six_with_a_run(benchmark::State& state) {
  const std::string dir = temporary("oriel-tracker-bench");
  {
    Run run({.logdir = dir, .ring_bytes = 16 << 20, .system_interval_ms = 0});
    MetricsTracker tracker(run);
    int64_t episode = 0;
    for (auto _ : state) {
      six(tracker, episode++, 0.5);
      if (episode % 20'000 == 0) {
        state.PauseTiming();
        (void)run.sync();
        state.ResumeTiming();
      }
    }
    state.counters["dropped"] = static_cast<double>(run.dropped());
  }
  std::filesystem::remove_all(dir);
}
BENCHMARK(record_six_with_a_run);

void fill(MetricsTracker& tracker) {
  for (int64_t e = 0; e < 10'000; ++e) {
    std::vector<Sample> samples;
    for (size_t m = 0; m < std::size(kNames); ++m) {
      samples.emplace_back(kNames[m],
                           std::sin(static_cast<double>(e) * 0.01 + static_cast<double>(m)));
    }
    tracker.record(e, samples);
  }
}

// Resident memory in kB.
long resident() {
  long total = 0, pages = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(f, "%ld %ld", &total, &pages) != 2) pages = 0;
    std::fclose(f);
  }
  return pages * 4;
}

void memory(benchmark::State& state) {
  for (auto _ : state) {
    const long before = resident();
    MetricsTracker tracker;
    fill(tracker);
    state.counters["kB"] = static_cast<double>(resident() - before);
  }
}
BENCHMARK(memory)->Iterations(1);

template <class Save>
void save(benchmark::State& state, const char* name, Save save_to) {
  const std::string path = temporary(name);
  MetricsTracker tracker;
  fill(tracker);
  for (auto _ : state) {
    if (const Problem problem = save_to(tracker, path)) state.SkipWithError(problem.message());
  }
  state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(path));
  std::filesystem::remove(path);
}

void export_csv(benchmark::State& state) {
  save(state, "oriel-bench.csv", [](auto& t, auto& path) { return t.export_csv(path); });
}
BENCHMARK(export_csv)->Unit(benchmark::kMillisecond)->UseRealTime();

void export_json(benchmark::State& state) {
  save(state, "oriel-bench.json", [](auto& t, auto& path) { return t.export_json(path); });
}
BENCHMARK(export_json)->Unit(benchmark::kMillisecond)->UseRealTime();

void save_checkpoint(benchmark::State& state) {
  save(state, "oriel-bench.ckpt", [](auto& t, auto& path) { return t.save_checkpoint(path); });
}
BENCHMARK(save_checkpoint)->Unit(benchmark::kMillisecond)->UseRealTime();

void load_checkpoint(benchmark::State& state) {
  save(state, "oriel-bench-load.ckpt", [first = true](auto& t, auto& path) mutable {
    return std::exchange(first, false) ? t.save_checkpoint(path) : t.load_checkpoint(path);
  });
}
BENCHMARK(load_checkpoint)->Unit(benchmark::kMillisecond)->UseRealTime();

void get_metrics(benchmark::State& state) {
  MetricsTracker tracker;
  fill(tracker);
  for (auto _ : state) benchmark::DoNotOptimize(tracker.get_metrics());
}
BENCHMARK(get_metrics)->Unit(benchmark::kMillisecond);

void get_statistics(benchmark::State& state) {
  MetricsTracker tracker;
  fill(tracker);
  for (auto _ : state) benchmark::DoNotOptimize(tracker.get_statistics("loss"));
}
BENCHMARK(get_statistics)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oriel
