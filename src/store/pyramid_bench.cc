// Views of a series of 10^8 points at 1,920 pixel columns: the whole, and windows of every size at
// random places, beside a scan of all values in memory (which knows the steps without storing
// them). ORIEL_BENCH_POINTS sets another length. Printed once: memory of the pyramid and of the
// series.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>

#include "base/clock.h"
#include "store/series.h"

namespace oriel::store {
namespace {

constexpr uint32_t kWidth = 1920;

size_t length() {
  const char* text = std::getenv("ORIEL_BENCH_POINTS");
  return text != nullptr ? static_cast<size_t>(std::strtoull(text, nullptr, 10)) : 100'000'000;
}

// Noise that is cheap to make: the sum of four uniform numbers.
float noisy_loss(size_t i, std::mt19937_64& random) {
  const uint64_t bits = random();
  double noise = -2;
  for (int k = 0; k < 4; ++k) noise += static_cast<double>((bits >> (16 * k)) & 0xffff) / 65536;
  return static_cast<float>(0.3 + 2 * std::exp(-static_cast<double>(i) / 2e7) + 0.03 * noise);
}

struct Long {
  Series series;
  std::vector<float> raw;
  size_t data_bytes = 0;
  double seconds = 0;

  Long() {
    const size_t n = length();
    std::mt19937_64 random(7);
    raw.reserve(n);
    for (size_t i = 0; i < n; ++i) raw.push_back(noisy_loss(i, random));
    const uint64_t start = base::monotonic_ns();
    for (size_t i = 0; i < n;) {
      format::ColumnsBuilder builder;  // a chunk of 40 blocks, as a log has it
      for (int b = 0; b < 40 && i < n; ++b) i = add_block(builder, i);
      const auto payload = std::make_shared<const std::vector<uint8_t>>(builder.finish().first);
      data_bytes += payload->size();
      const auto view = format::ColumnsView::parse(*payload);
      for (size_t b = 0; b < view->blocks().size(); ++b) {
        const auto leaves = view->leaves(b);
        series.add_block(
            {payload, view->blocks()[b], {leaves.begin(), leaves.end()}, view->data(b), 0});
      }
    }
    seconds = static_cast<double>(base::monotonic_ns() - start) * 1e-9;
    const double points = static_cast<double>(n);
    const double memory = static_cast<double>(series.bytes());
    const double pyramid = static_cast<double>(series.pyramid_bytes());
    std::printf(
        "%.0f points: %.2f bytes/point on disk, sealed and read in %.1f s (%.1f ns/point)\n",
        points, static_cast<double>(data_bytes) / points, seconds, seconds / points * 1e9);
    std::printf(
        "memory of the pyramid: %.3f bytes/point, %.2f %% of 8-byte values, %.2f %% of 16-byte "
        "points\n",
        pyramid / points, pyramid / points / 8 * 100, pyramid / points / 16 * 100);
    std::printf(
        "memory of the series: %.3f bytes/point, %.2f %% of 8-byte values, %.2f %% of "
        "16-byte points, %.1f %% of the disk\n",
        memory / points, memory / points / 8 * 100, memory / points / 16 * 100,
        memory / static_cast<double>(data_bytes) * 100);
  }

  size_t add_block(format::ColumnsBuilder& builder, size_t from) {
    const size_t n = std::min(format::kBlockValues, raw.size() - from);
    std::vector<double> values(n);
    std::vector<int64_t> steps(n);
    std::vector<uint64_t> seqs(n);
    for (size_t i = 0; i < n; ++i) {
      values[i] = raw[from + i];
      steps[i] = static_cast<int64_t>(from + i);
      seqs[i] = from + i;
    }
    builder.add_series(0, "loss", values, steps, seqs);
    return from + n;
  }
};

Long& fixture() {
  static Long fixture;
  return fixture;
}

SeriesQuery query_of(double from, double to) {
  SeriesQuery query;
  query.range = {from, to};
  query.width = kWidth;
  return query;
}

void whole(benchmark::State& state) {
  Series& series = fixture().series;
  const SeriesQuery query = query_of(0, static_cast<double>(length() - 1));
  for (auto _ : state) benchmark::DoNotOptimize(series.view(query, {}).columns.count.size());
}

// Of this thread: on a busy machine, waiting for a core is not ours.
uint64_t cpu_ns() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
}

// Windows between 2,000 points and everything, their logarithm uniform. Reports mean and worst.
void random_windows(benchmark::State& state) {
  Series& series = fixture().series;
  std::mt19937_64 random(9);
  const double n = static_cast<double>(length() - 1);
  const auto uniform = [&]() { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<double> ms, cpu;
  for (auto _ : state) {
    const double size = n * std::pow(2000 / n, uniform());
    const double from = (n - size) * uniform();
    const uint64_t start = base::monotonic_ns(), cpu_start = cpu_ns();
    const SeriesView view = series.view(query_of(from, from + size), {});
    ms.push_back(static_cast<double>(base::monotonic_ns() - start) * 1e-6);
    cpu.push_back(static_cast<double>(cpu_ns() - cpu_start) * 1e-6);
    benchmark::DoNotOptimize(view.points_in_view);
  }
  std::sort(ms.begin(), ms.end());
  std::sort(cpu.begin(), cpu.end());
  state.counters["p99_ms"] = ms[ms.size() * 99 / 100];
  state.counters["worst_ms"] = ms.back();
  state.counters["p99_cpu_ms"] = cpu[cpu.size() * 99 / 100];
  state.counters["worst_cpu_ms"] = cpu.back();
}

// Windows of one size at random places.
void windows_of(benchmark::State& state) {
  Series& series = fixture().series;
  std::mt19937_64 random(9);
  const double size = static_cast<double>(state.range(0));
  const double n = static_cast<double>(length() - 1);
  for (auto _ : state) {
    const double from = std::max(0.0, n - size) * (static_cast<double>(random() >> 11) * 0x1p-53);
    benchmark::DoNotOptimize(series.view(query_of(from, from + size), {}).points_in_view);
  }
}

// The peer: every value in memory, read once.
void full_scan(benchmark::State& state) {
  const std::vector<float>& raw = fixture().raw;
  for (auto _ : state) {
    Columns columns;
    for (uint64_t c = 0; c < kWidth; ++c) {
      const size_t from = raw.size() * c / kWidth, to = raw.size() * (c + 1) / kWidth;
      if (from >= to) continue;
      float low[8], high[8];
      std::fill_n(low, 8, raw[from]);
      std::fill_n(high, 8, raw[from]);
      size_t i = from;
      for (; i + 8 <= to; i += 8) {
        for (size_t k = 0; k < 8; ++k) {
          low[k] = raw[i + k] < low[k] ? raw[i + k] : low[k];
          high[k] = raw[i + k] > high[k] ? raw[i + k] : high[k];
        }
      }
      for (; i < to; ++i) {
        low[0] = std::min(low[0], raw[i]);
        high[0] = std::max(high[0], raw[i]);
      }
      columns.first.push_back(raw[from]);
      columns.min.push_back(*std::min_element(low, low + 8));
      columns.max.push_back(*std::max_element(high, high + 8));
      columns.last.push_back(raw[to - 1]);
    }
    benchmark::DoNotOptimize(columns.first.data());
  }
}

BENCHMARK(random_windows)->Unit(benchmark::kMillisecond)->Iterations(3000);
BENCHMARK(whole)->Unit(benchmark::kMillisecond);
BENCHMARK(windows_of)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(500'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(full_scan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace oriel::store
