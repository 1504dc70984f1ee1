// What a trainer pays for asking "does anybody want something?" in every step: one relaxed load.
// Beside it, an empty loop (what the harness costs), and the load of an atomic of its own.
#include <benchmark/benchmark.h>
#include <oriel/run.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace oriel {
namespace {

std::string temporary() {
  std::string pattern = (std::filesystem::temp_directory_path() / "oriel-bench-XXXXXX").string();
  return ::mkdtemp(pattern.data());
}

struct Training {
  std::string dir = temporary();
  Run run{RunOptions{.logdir = dir, .system_interval_ms = 0}};
  ~Training() {
    run.finish();
    std::filesystem::remove_all(dir);
  }
};

void BM_Nothing(benchmark::State& state) {
  for (auto _ : state) benchmark::ClobberMemory();
}
BENCHMARK(BM_Nothing);

void BM_AtomicLoad(benchmark::State& state) {
  std::atomic<uint32_t> word{0};
  for (auto _ : state) {
    benchmark::DoNotOptimize(word.load(std::memory_order_relaxed));
    benchmark::ClobberMemory();
  }
}
BENCHMARK(BM_AtomicLoad);

void BM_ShouldStop(benchmark::State& state) {
  Training t;
  for (auto _ : state) {
    benchmark::DoNotOptimize(t.run.control().should_stop());
    benchmark::ClobberMemory();
  }
}
BENCHMARK(BM_ShouldStop);

void BM_AllThreeOfAStep(benchmark::State& state) {
  Training t;
  for (auto _ : state) {
    benchmark::DoNotOptimize(t.run.control().wait_if_paused());
    benchmark::DoNotOptimize(t.run.control().should_stop());
    benchmark::DoNotOptimize(t.run.control().checkpoint_requested());
    benchmark::ClobberMemory();
  }
}
BENCHMARK(BM_AllThreeOfAStep);

void BM_EpochEnd(benchmark::State& state) {
  Training t;
  for (auto _ : state) benchmark::DoNotOptimize(t.run.control().epoch_end());
}
BENCHMARK(BM_EpochEnd);

}  // namespace
}  // namespace oriel
