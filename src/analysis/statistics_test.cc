#include "analysis/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "analysis/curves.h"
#include "analysis/smoothing.h"

namespace oriel::analysis {
namespace {

using Json = nlohmann::json;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

// Made by make_reference.py with numpy and scipy.
const Json& reference() {
  static const Json json = [] {
    std::ifstream file(ORIEL_GOLDEN_DIR "/analysis/statistics.json");
    return Json::parse(file);
  }();
  return json;
}

void expect_near(double value, const Json& expected, const std::string& what, double scale = 0) {
  if (expected.is_null()) return;
  const double e = expected.get<double>();
  EXPECT_NEAR(value, e, 1e-9 * std::max({std::fabs(e), scale, 1e-300})) << what;
}

void expect_curve(const std::vector<double>& values, const Json& expected, const std::string& what,
                  double scale) {
  ASSERT_EQ(values.size(), expected.size()) << what;
  for (size_t i = 0; i < values.size(); ++i) {
    if (expected[i].is_null()) {
      EXPECT_TRUE(std::isnan(values[i])) << what << " " << i;
    } else {
      expect_near(values[i], expected[i], what + " " + std::to_string(i), scale);
    }
  }
}

TEST(Statistics, AgreeWithNumpyAndScipy) {
  ASSERT_GE(reference()["cases"].size(), 9U);
  for (const Json& c : reference()["cases"]) {
    const std::vector<double> v = c["values"];
    const std::string name = c["name"];
    const double scale = std::fabs(*std::max_element(
        v.begin(), v.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); }));
    const Moments m = moments(v);
    expect_near(m.mean(), c["mean"], name + " mean");
    expect_near(m.variance(), c["variance"], name + " variance", name == "large offset" ? 1000 : 0);
    EXPECT_EQ(m.min(), c["min"].get<double>());
    EXPECT_EQ(m.max(), c["max"].get<double>());
    expect_near(median(v), c["median"], name + " median");
    expect_near(mad(v), c["mad"], name + " mad", name == "large offset" ? 100 : 0);
    expect_near(quantile(v, 0.1), c["q10"], name + " q10");
    expect_near(quantile(v, 0.9), c["q90"], name + " q90");
    const auto slope = theil_sen(v, 0.9);
    ASSERT_TRUE(slope) << name;
    expect_near(slope->slope, c["theil_sen_90"][0], name + " slope");
    expect_near(slope->intercept, c["theil_sen_90"][1], name + " intercept", scale);
    expect_near(slope->low, c["theil_sen_90"][2], name + " low");
    expect_near(slope->high, c["theil_sen_90"][3], name + " high");
    for (const bool corrected : {false, true}) {
      const Json& e = c[corrected ? "mann_kendall_corrected" : "mann_kendall"];
      const auto trend = mann_kendall(v, corrected);
      ASSERT_TRUE(trend) << name;
      expect_near(trend->s, e["s"], name + " s");
      expect_near(trend->variance, e["variance"], name + " variance of s");
      expect_near(trend->z, e["z"], name + " z");
    }
    expect_near(paired_z(v), c["paired_z"], name + " paired z", name == "large offset" ? 1e12 : 0);
    expect_curve(rolling_mean(v, 7), c["rolling_mean_7"], name + " rolling mean", scale);
    // Nine digits before the point leave seven behind it.
    const double digits = name == "large offset" ? 1000 : 0;
    expect_curve(rolling_deviation(v, 9, 1), c["rolling_std_9_ddof1"], name + " std 9", digits);
    std::vector<double> stable = stability(v);
    EXPECT_TRUE(std::isnan(stable[0]));
    stable[0] = 0;  // of one value; a curve does not show it
    expect_curve(stable, c["rolling_std_5"], name + " std 5", digits);
    std::vector<double> out(v.size());
    moving_average(v, 7, out);
    expect_curve(out, c["rolling_mean_7"], name + " moving average", scale);
    exponential_average(v, 0.3, out);
    expect_curve(out, c["ewm_0.3"], name + " ewm", scale);
  }
  for (const Json& pair : reference()["normal_quantile"]) {
    EXPECT_NEAR(normal_quantile(pair[0]), pair[1].get<double>(), 1e-7);
  }
}

std::vector<double> noise(size_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::student_t_distribution<double> t(3);
  std::vector<double> values(n);
  for (double& v : values) v = t(random);
  return values;
}

TEST(Moments, MergingIsTheSameAsAdding) {
  const std::vector<double> v = noise(1000, 5);
  const Moments all = moments(v);
  for (const size_t cut : {0U, 1U, 500U, 999U, 1000U}) {
    Moments a = moments(std::span(v).first(cut));
    a.merge(moments(std::span(v).subspan(cut)));
    EXPECT_EQ(a.count(), all.count());
    EXPECT_NEAR(a.mean(), all.mean(), 1e-12);
    EXPECT_NEAR(a.variance(), all.variance(), 1e-9);
    EXPECT_EQ(a.min(), all.min());
    EXPECT_EQ(a.max(), all.max());
  }
}

TEST(Statistics, LeaveOutWhatIsNotFinite) {
  const std::vector<double> clean = noise(40, 9);
  std::vector<double> dirty = clean;
  dirty.insert(dirty.begin() + 7, kNaN);
  dirty.insert(dirty.begin() + 20, kInf);
  dirty.push_back(-kInf);
  EXPECT_EQ(median(dirty), median(clean));
  EXPECT_EQ(mad(dirty), mad(clean));
  EXPECT_EQ(moments(dirty).mean(), moments(clean).mean());
  EXPECT_EQ(moments(dirty).non_finite(), 3U);
  EXPECT_EQ(mann_kendall(dirty)->z, mann_kendall(clean)->z);
  EXPECT_EQ(paired_z(dirty), paired_z(clean));
  EXPECT_TRUE(std::isfinite(theil_sen(dirty)->slope));
}

TEST(Statistics, EmptyAndShortInputsAreNotErrors) {
  const std::vector<double> none, one = {2.5}, bad = {kNaN, kInf};
  for (const auto& v : {none, bad}) {
    EXPECT_TRUE(std::isnan(median(v)));
    EXPECT_TRUE(std::isnan(mad(v)));
    EXPECT_TRUE(std::isnan(moments(v).mean()));
    EXPECT_TRUE(std::isnan(moments(v).min()));
    EXPECT_FALSE(theil_sen(v));
    EXPECT_FALSE(mann_kendall(v));
    EXPECT_TRUE(std::isnan(paired_z(v)));
    EXPECT_EQ(rolling_mean(v, 3).size(), v.size());
    EXPECT_EQ(improvement(v).size(), v.size());
  }
  EXPECT_EQ(median(one), 2.5);
  EXPECT_EQ(mad(one), 0);
  EXPECT_EQ(moments(one).mean(), 2.5);
  EXPECT_TRUE(std::isnan(moments(one).variance()));
  EXPECT_EQ(moments(one).variance(0), 0);
  EXPECT_FALSE(theil_sen(one));
  EXPECT_TRUE(std::isnan(stability(one)[0]));
  EXPECT_TRUE(std::isnan(improvement(one)[0]));
  EXPECT_TRUE(generalisation_gap(one, none).empty());
  EXPECT_EQ(mann_kendall(std::vector<double>(20, 1.0), true)->z, 0);
}

TEST(Curves, ImprovementIsPositiveWhereALossFalls) {
  const std::vector<double> train = {3, 2, 2.5}, val = {3.5, 3, 4};
  EXPECT_EQ(improvement(train)[1], 1);
  EXPECT_EQ(improvement(train)[2], -0.5);
  EXPECT_EQ(generalisation_gap(train, val), (std::vector<double>{0.5, 1, 1.5}));
}

// Under no trend z is standard normal: |z| > 1.96 in 5 % of the cases, whatever the noise.
TEST(MannKendall, KeepsItsLevel) {
  int rejected = 0;
  for (uint32_t seed = 0; seed < 1000; ++seed) {
    if (std::fabs(mann_kendall(noise(20, seed))->z) > 1.96) ++rejected;
  }
  EXPECT_GT(rejected, 20);
  EXPECT_LT(rejected, 80);
}

TEST(RollingMedian, IsTheMedianOfTheWindow) {
  const std::vector<double> v = noise(600, 3);
  for (const size_t window : {1U, 2U, 9U, 128U, 129U}) {
    RollingMedian rolling(window);
    for (size_t i = 0; i < v.size(); ++i) {
      rolling.add(std::round(v[i] * 4));  // with ties
      const size_t n = std::min(window, i + 1);
      std::vector<double> part;
      for (size_t j = i + 1 - n; j <= i; ++j) part.push_back(std::round(v[j] * 4));
      ASSERT_EQ(rolling.size(), n);
      ASSERT_EQ(rolling.median(), median(part)) << window << " " << i;
      ASSERT_EQ(rolling.mad(), mad(part)) << window << " " << i;
    }
    rolling.clear();
    EXPECT_EQ(rolling.size(), 0U);
    EXPECT_TRUE(std::isnan(rolling.median()));
  }
}

TEST(PageHinkley, FindsARiseAndNothingElse) {
  PageHinkley test(0.005, 50);
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 1);
  for (int i = 0; i < 500; ++i) ASSERT_FALSE(test.add(normal(random)));
  int delay = 1;
  while (!test.add(3 + normal(random))) ++delay;
  EXPECT_LT(delay, 40);
  test.reset();
  EXPECT_EQ(test.statistic(), 0);
  EXPECT_FALSE(test.add(kNaN));
}

TEST(Cusum, SumsWhatLiesAboveTheDrift) {
  const std::vector<double> v = {1, 3, 0, kNaN, 5};
  EXPECT_EQ(cusum(v, 1), (std::vector<double>{0, 2, 1, 1, 5}));
}

}  // namespace
}  // namespace oriel::analysis
