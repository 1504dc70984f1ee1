// What it costs to diagnose a recorded run: opening one of a million steps and looking when nothing
// is new; and what a training pays per value that it gives by name (<oriel/diagnose.h>).
#include <benchmark/benchmark.h>
#include <oriel/diagnose.h>
#include <oriel/run.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "kit/run_diagnosis.h"

namespace oriel::kit {
namespace {

// A run of a million steps with 1,000 validations, and what has been read of it.
std::shared_ptr<store::RunData> long_run() {
  static const std::shared_ptr<store::RunData> data = [] {
    std::string dir = (std::filesystem::temp_directory_path() / "oriel_bench_XXXXXX").string();
    if (mkdtemp(dir.data()) == nullptr) std::abort();
    {
      Run run({.logdir = dir.c_str(), .name = "long"});
      std::mt19937 random(1);
      std::normal_distribution<double> normal(0, 0.05);
      for (int64_t s = 0; s < 1'000'000; ++s) {
        const double level = 0.3 + std::exp(-static_cast<double>(s) / 2e5);
        run.log(s, {{"train/loss", level * std::exp(normal(random))},
                    {"grad_norm", level * std::exp(normal(random))},
                    {"lr", 0.1}});
        if (s % 1000 == 999) run.log(s, {{"val/loss", level + 0.1}});
      }
    }
    auto opened = store::open_run(dir + "/long/run_001", "long/run_001");
    if (!opened.ok()) std::abort();
    std::filesystem::remove_all(dir);  // its files are mapped
    return *opened;
  }();
  return data;
}

void open_a_million_steps(benchmark::State& state) {
  const auto run = long_run();
  uint64_t points = 0;
  for (auto _ : state) {
    RunDiagnosis diagnosis(run);
    diagnosis.update();
    points = diagnosis.points_read();
  }
  state.counters["points"] = static_cast<double>(points);
}
BENCHMARK(open_a_million_steps)->Unit(benchmark::kMillisecond);

void nothing_new(benchmark::State& state) {
  RunDiagnosis diagnosis(long_run());
  diagnosis.update();
  for (auto _ : state) benchmark::DoNotOptimize(diagnosis.update());
}
BENCHMARK(nothing_new);

void values_by_name(benchmark::State& state) {
  constexpr int kSteps = 1000;
  Diagnosis d;
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 0.05);
  std::vector<double> noise(4096);
  for (double& n : noise) n = std::exp(normal(random));
  int64_t step = 0;
  const auto epoch = [&] {
    const double level = 0.3 + std::exp(-static_cast<double>(step) / 5000);
    for (int i = 0; i < kSteps; ++i, ++step) {
      const auto at = static_cast<size_t>(step);
      d.add(step, {{"lr", 0.1},
                   {"grad_norm", level * noise[at % 4096]},
                   {"train/loss", level * noise[at * 7 % 4096]}});
    }
    d.add(step, {{"val/loss", level + 0.1}});
  };
  for (int i = 0; i < 395; ++i) epoch();
  for (auto _ : state) epoch();
  state.counters["per value"] = benchmark::Counter(
      3 * kSteps, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(values_by_name)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oriel::kit
