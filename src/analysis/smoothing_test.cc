#include "analysis/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace oriel::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

// TensorBoard's loop (tf_line_chart_data/line_chart.ts, resmoothDataset), in long double.
std::vector<double> reference(const std::vector<double>& values, double weight) {
  std::vector<double> out;
  long double last = 0;
  int accumulated = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) {
      out.push_back(value);
      continue;
    }
    last = last * weight + (1 - static_cast<long double>(weight)) * value;
    ++accumulated;
    const long double debias =
        weight == 0 ? 1 : 1 - std::pow(static_cast<long double>(weight), accumulated);
    out.push_back(static_cast<double>(last / debias));
  }
  return out;
}

std::vector<double> noise(size_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(3, 2);
  std::vector<double> values(n);
  for (double& v : values) v = normal(random);
  return values;
}

std::vector<double> smoothed(const std::vector<double>& values, double weight) {
  std::vector<double> out(values.size());
  smooth(values, weight, out);
  return out;
}

void expect_same(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(b[i])) {
      EXPECT_TRUE(std::isnan(a[i])) << i;
    } else if (std::isinf(b[i])) {
      EXPECT_EQ(a[i], b[i]) << i;
    } else {
      EXPECT_NEAR(a[i], b[i], tolerance) << i;
    }
  }
}

TEST(Smoothing, IsTensorBoardsFormula) {
  for (const double weight : {0.0, 0.1, 0.6, 0.9, 0.99, 0.9999}) {
    const std::vector<double> values = noise(5000, 7);
    expect_same(smoothed(values, weight), reference(values, weight), 1e-9);
  }
}

TEST(Smoothing, SkipsNonFiniteValues) {
  std::vector<double> values = noise(1000, 1);
  values[0] = kNaN;
  values[17] = kInf;
  values[18] = -kInf;
  values[999] = kNaN;
  expect_same(smoothed(values, 0.8), reference(values, 0.8), 1e-12);
}

TEST(Smoothing, ZeroWeightChangesNothing) {
  const std::vector<double> values = noise(100, 3);
  expect_same(smoothed(values, 0), values, 1e-15);
}

TEST(Smoothing, AConstantStaysExactlyConstant) {
  const std::vector<double> out = smoothed(std::vector<double>(10000, 0.001), 0.97);
  for (const double v : out) EXPECT_EQ(v, 0.001);
}

TEST(Smoothing, SurvivesHugeValues) {
  const std::vector<double> out = smoothed({1.7e308, -1.7e308, 1.7e308}, 0.5);
  for (const double v : out) EXPECT_TRUE(std::isfinite(v)) << v;
}

TEST(Smoothing, WorksInPlace) {
  std::vector<double> values = noise(100, 4);
  const std::vector<double> expected = smoothed(values, 0.6);
  smooth(values, 0.6, values);
  EXPECT_EQ(values, expected);
}

TEST(Smoothing, TensorBoardsOwnArithmeticGivesTheSameCurve) {
  std::vector<double> values = noise(2000, 8);
  values[5] = kNaN;
  values[6] = kInf;
  for (const double weight : {0.0, 0.6, 0.99}) {
    std::vector<double> out(values.size());
    smooth_as_tensorboard(values, weight, out);
    expect_same(out, reference(values, weight), 1e-9);
    expect_same(out, smoothed(values, weight), 1e-9);
  }
  const std::vector<double> constant(50, 0.1);
  std::vector<double> out(50);
  smooth_as_tensorboard(constant, 0.9, out);
  EXPECT_EQ(out, constant);
}

TEST(MovingAverage, LeavesNothingOfALargeValueBehind) {
  std::vector<double> values(100, 0.1);
  values[10] = 1e17;
  std::vector<double> out(values.size());
  moving_average(values, 5, out);
  for (size_t i = 15; i < values.size(); ++i) EXPECT_DOUBLE_EQ(out[i], 0.1) << i;
}

TEST(MovingAverage, NonFiniteValuesPassThrough) {
  const std::vector<double> values = {kNaN, 2, kInf, 4, 6, -kInf, 8};
  std::vector<double> out(values.size());
  moving_average(values, 2, out);
  expect_same(out, {kNaN, 2, kInf, 3, 5, -kInf, 7}, 0);
  exponential_average(values, 0.5, out);
  expect_same(out, {kNaN, 2, kInf, 3, 4.5, -kInf, 6.25}, 0);
  moving_average({}, 3, {});
  exponential_average({}, 0.5, {});
}

// What the warm-up promises: whatever came before it moves the result by less than 1e-6 of the
// range.
TEST(Smoothing, WarmUpMakesThePastIrrelevant) {
  for (const double weight : {0.3, 0.6, 0.95, 0.999, 0.9999}) {
    const size_t warm_up = smoothing_warm_up(weight);
    std::vector<double> values = noise(3 * warm_up + 500, 11);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double range = *high - *low;
    const std::vector<double> all = smoothed(values, weight);
    const size_t from = values.size() - 100;
    const std::vector<double> part(values.begin() + static_cast<ptrdiff_t>(from - warm_up),
                                   values.end());
    const std::vector<double> late = smoothed(part, weight);
    for (size_t i = 0; i < 100; ++i) {
      EXPECT_NEAR(late[warm_up + i], all[from + i], 1e-6 * range) << weight;
    }
  }
  EXPECT_EQ(smoothing_warm_up(0), 0u);
}

}  // namespace
}  // namespace oriel::analysis
