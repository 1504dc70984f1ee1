// What EarlyStopping costs, and how often it is wrong: the tables of docs/early_stopping.md.
//
//   build/release/bin/oriel_kit_bench --benchmark_filter=EarlyStopping
#include <benchmark/benchmark.h>
#include <oriel/early_stopping.h>
#include <oriel/schedule.h>

#include <algorithm>
#include <vector>

#include "kit/early_stopping_curves_test_util.h"

namespace oriel {
namespace {

using kit::CurveKind;

void update_plain(benchmark::State& state) {
  EarlyStopping stop;
  int64_t epoch = 0;
  for (auto _ : state) benchmark::DoNotOptimize(stop.update(++epoch, 1.0));
}
BENCHMARK(update_plain)->Name("EarlyStopping/update/patience");

// The dearest case: out of patience in every call, so the trend is looked at each time.
void update_noise_aware(benchmark::State& state) {
  EarlyStopping stop({.noise_aware = true, .max_patience = 2'000'000'000});
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> values(1024);
  for (double& value : values) value = normal(random);
  stop.update(0, -100);
  int64_t epoch = 0;
  for (auto _ : state) {
    ++epoch;
    benchmark::DoNotOptimize(stop.update(epoch, values[static_cast<size_t>(epoch) % 1024]));
  }
}
BENCHMARK(update_noise_aware)->Name("EarlyStopping/update/noise_aware");

void update_reduce(benchmark::State& state) {
  ReduceOnPlateau reduce;
  double lr = 0.1;
  for (auto _ : state) benchmark::DoNotOptimize(lr = reduce.update(1.0, lr));
}
BENCHMARK(update_reduce)->Name("ReduceOnPlateau/update");

// Counters: the share of curves that stop before epoch 60, and the median epoch of stopping.
void stops(benchmark::State& state, CurveKind kind, bool noise_aware, double noise) {
  constexpr int kCurves = 2000;
  const int epochs = kind == CurveKind::kFalling || kind == CurveKind::kLine ? 60 : 120;
  std::vector<int> at;
  for (auto _ : state) {
    std::mt19937_64 random(1);
    at.clear();
    for (int i = 0; i < kCurves; ++i) {
      EarlyStopping stop({.noise_aware = noise_aware});
      const std::vector<double> values = noisy_curve(kind, noise, epochs, random);
      int epoch = 0;
      while (epoch < epochs && !stop.update(epoch, values[static_cast<size_t>(epoch)])) ++epoch;
      at.push_back(epoch);
    }
  }
  std::sort(at.begin(), at.end());
  state.counters["stopped_percent"] =
      100.0 * static_cast<double>(std::lower_bound(at.begin(), at.end(), epochs) - at.begin()) /
      kCurves;
  state.counters["median_epoch"] = at[kCurves / 2];
  state.counters["p5_epoch"] = at[kCurves / 20];
  state.counters["p95_epoch"] = at[kCurves - kCurves / 20];
}

int register_stops() {
  const std::pair<const char*, CurveKind> kinds[] = {{"falling", CurveKind::kFalling},
                                                     {"line", CurveKind::kLine},
                                                     {"plateau", CurveKind::kPlateau},
                                                     {"overfitting", CurveKind::kOverfitting}};
  for (const auto& [name, kind] : kinds) {
    for (const bool noise_aware : {false, true}) {
      for (const double noise : {0.01, 0.03, 0.06}) {
        const std::string full = std::string("EarlyStopping/stops/") + name + "/" +
                                 (noise_aware ? "noise_aware" : "patience") + "/" +
                                 std::to_string(noise).substr(0, 4);
        benchmark::RegisterBenchmark(full.c_str(), stops, kind, noise_aware, noise)
            ->Iterations(1)
            ->Unit(benchmark::kMillisecond);
      }
    }
  }
  return 0;
}
[[maybe_unused]] const int registered = register_stops();

}  // namespace
}  // namespace oriel
