// Bytes per point and nanoseconds per value of column blocks, for what trainings log. A point is
// value, step and sequence number with its share of leaf and directory; the peer is 16 raw bytes
// (value and step), which carry no summary. Prints: bytes_per_point, and the time per value.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
#include <random>

#include "format/columns.h"

namespace oriel::format {
namespace {

constexpr size_t kBlocks = 64;
constexpr size_t kPoints = kBlocks * kBlockValues;

struct Input {
  std::vector<double> values;
  std::vector<int64_t> steps;
  std::vector<uint64_t> seqs;
};

std::mt19937_64& random_bits() {
  static std::mt19937_64 random(1);
  return random;
}
double normal() {
  static std::normal_distribution<double> distribution;
  return distribution(random_bits());
}

using Metric = double (*)(double at);

double noisy_loss(double at) {
  return static_cast<float>(0.3 + 2 * std::exp(-at / 2e4) + 0.02 * normal());
}
double gradient_norm(double) {
  return static_cast<float>(std::exp(0.5 * normal()));
}
double float64_average(double at) {
  return 0.3 + 2 * std::exp(-at / 2e4) + 0.001 * normal();
}
double accuracy(double at) {
  return std::round(512 * std::min(1.0, 0.9 - 0.6 * std::exp(-at / 1e4) + 0.02 * normal())) / 512;
}
double two_decimals(double) {
  return std::round(9500 + 100 * normal()) / 100;
}
double stepped_rate(double at) {
  return 0.1 * std::pow(0.1, std::floor(at / 20'000));
}
double cosine_rate(double at) {
  return 5e-4 * (1 + std::cos(3.141592653589793 * at / kPoints));
}
double float_cosine_rate(double at) {
  return static_cast<float>(cosine_rate(at));
}

Input make(Metric metric) {
  Input in;
  for (size_t i = 0; i < kPoints; ++i) {
    in.values.push_back(metric(static_cast<double>(i)));
    in.steps.push_back(static_cast<int64_t>(i));
    in.seqs.push_back(i);
  }
  return in;
}

void build(const Input& in, ColumnsBuilder& builder) {
  for (size_t at = 0; at < kPoints; at += kBlockValues) {
    builder.add_series(1, "train/loss", std::span(in.values).subspan(at, kBlockValues),
                       std::span(in.steps).subspan(at, kBlockValues),
                       std::span(in.seqs).subspan(at, kBlockValues));
  }
}

void per_value(benchmark::State& state, size_t values) {
  state.counters["per_value"] = benchmark::Counter(
      static_cast<double>(values),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void encode(benchmark::State& state, Metric metric) {
  const Input in = make(metric);
  size_t bytes = 0;
  for (auto _ : state) {
    ColumnsBuilder builder;
    build(in, builder);
    bytes = builder.finish().first.size();
  }
  per_value(state, kPoints);
  state.counters["bytes_per_point"] = static_cast<double>(bytes) / kPoints;
}

void decode(benchmark::State& state, Metric metric, unsigned columns) {
  ColumnsBuilder builder;
  build(make(metric), builder);
  const auto payload = builder.finish().first;
  const auto view = ColumnsView::parse(payload);
  const auto page = std::make_unique<Page>();
  for (auto _ : state) {
    for (size_t b = 0; b < view->blocks().size(); ++b) {
      const base::Bytes data = view->data(b);
      for (const Leaf& leaf : view->leaves(b)) {
        if (!decode_page(data.subspan(leaf.offset, leaf.size), columns, *page)) std::abort();
        benchmark::DoNotOptimize(page->values[3]);
        benchmark::ClobberMemory();
      }
    }
  }
  per_value(state, kPoints);
}

// The peer: value and step as they are.
void raw_copy(benchmark::State& state) {
  const Input in = make(noisy_loss);
  std::vector<uint8_t> out(16 * kPoints);
  for (auto _ : state) {
    for (size_t i = 0; i < kPoints; ++i) {
      std::memcpy(&out[16 * i], &in.values[i], 8);
      std::memcpy(&out[16 * i + 8], &in.steps[i], 8);
    }
    benchmark::ClobberMemory();
  }
  per_value(state, kPoints);
  state.counters["bytes_per_point"] = 16;
}

void wall_times(benchmark::State& state, bool uniform) {
  std::vector<int64_t> times;
  int64_t at = 1'763'716'000'000'000;
  for (size_t i = 0; i < kPoints; ++i) {
    at += uniform ? 8'000 + static_cast<int64_t>(random_bits()() % 4001)
                  : 10'000 + static_cast<int64_t>(500 * normal());
    times.push_back(at);
  }
  size_t bytes = 0;
  for (auto _ : state) {
    ColumnsBuilder builder;
    for (size_t i = 0; i < kPoints; i += kBlockValues) {
      builder.add_times(i, std::span(times).subspan(i, kBlockValues));
    }
    bytes = builder.finish().first.size();
  }
  per_value(state, kPoints);
  state.counters["bytes_per_point"] = static_cast<double>(bytes) / kPoints;
}

BENCHMARK(raw_copy);
BENCHMARK_CAPTURE(encode, noisy_float_loss, noisy_loss);
BENCHMARK_CAPTURE(encode, float_gradient_norm, gradient_norm);
BENCHMARK_CAPTURE(encode, accuracy_of_512, accuracy);
BENCHMARK_CAPTURE(encode, percent_2_decimals, two_decimals);
BENCHMARK_CAPTURE(encode, stepped_rate, stepped_rate);
BENCHMARK_CAPTURE(encode, cosine_rate_double, cosine_rate);
BENCHMARK_CAPTURE(encode, cosine_rate_float, float_cosine_rate);
BENCHMARK_CAPTURE(encode, average_double, float64_average);
BENCHMARK_CAPTURE(wall_times, uniform_10ms_2ms, true);
BENCHMARK_CAPTURE(wall_times, normal_10ms_half_ms, false);
BENCHMARK_CAPTURE(decode, noisy_float_loss_values, noisy_loss, kValues);
BENCHMARK_CAPTURE(decode, noisy_float_loss_all, noisy_loss, kAllColumns);
BENCHMARK_CAPTURE(decode, accuracy_values, accuracy, kValues);
BENCHMARK_CAPTURE(decode, percent_2_decimals_values, two_decimals, kValues);
BENCHMARK_CAPTURE(decode, cosine_rate_double_values, cosine_rate, kValues);
BENCHMARK_CAPTURE(decode, average_double_values, float64_average, kValues);

}  // namespace
}  // namespace oriel::format
