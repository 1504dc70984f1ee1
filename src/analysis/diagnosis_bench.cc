// What the diagnosis costs a running training: per evaluation (the claim is below a millisecond)
// and per point.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "analysis/diagnosis.h"

namespace oriel::analysis {
namespace {

// One epoch of `range(0)` steps after 400 epochs, the most rows that are kept.
void epoch_of_steps(benchmark::State& state) {
  Diagnosis d;
  const int lr = d.series("lr"), grad = d.series("grad_norm"), train = d.series("train/loss"),
            val = d.series("val/loss");
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 0.05);
  int64_t step = 0;
  const auto epoch = [&] {
    for (int64_t i = 0; i < state.range(0); ++i, ++step) {
      const double level = 0.3 + std::exp(-static_cast<double>(step) / 5000);
      d.add(lr, step, 0.1);
      d.add(grad, step, level * std::exp(normal(random)));
      d.add(train, step, level * std::exp(normal(random)));
    }
    d.add(val, step - 1, 0.4 + std::exp(-static_cast<double>(step) / 5000) + 0.1 * normal(random));
  };
  for (int i = 0; i < 395; ++i) epoch();
  for (auto _ : state) {
    epoch();
    benchmark::DoNotOptimize(d.findings().data());
  }
  state.counters["per point"] = benchmark::Counter(
      static_cast<double>(3 * state.range(0)),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(epoch_of_steps)->Arg(1)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace oriel::analysis
