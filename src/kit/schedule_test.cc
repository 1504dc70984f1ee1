#include <gtest/gtest.h>
#include <oriel/schedule.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace oriel {
namespace {

static_assert(std::is_trivially_copyable_v<ReduceOnPlateau>);  // so it cannot own memory

struct PlateauCase {
  ReduceOnPlateau::Options options;
  std::vector<double> values;
  std::vector<double> rates;  // after each value
};

// What torch's schedulers answer (tests/golden/torch_schedules.py). All start at a rate of 0.1.
struct Reference {
  std::vector<PlateauCase> plateaus;
  std::map<std::string, std::vector<std::vector<double>>> rates;  // by the kind of schedule
};

std::vector<double> numbers(std::istream& in) {
  std::string line;
  std::getline(in, line);
  std::istringstream words(line);
  std::vector<double> values;
  for (std::string word; words >> word;) values.push_back(std::strtod(word.c_str(), nullptr));
  return values;
}

const Reference& reference() {
  static const Reference read = [] {
    Reference result;
    std::ifstream in(std::string(ORIEL_GOLDEN_DIR) + "/torch_schedules.txt");
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string kind, mode, relative;
      ReduceOnPlateau::Options o;
      words >> kind >> mode >> o.factor >> o.patience >> o.cooldown >> o.min_lr >> o.threshold >>
          relative;
      if (kind != "plateau") {
        result.rates[kind].push_back(numbers(in));
        continue;
      }
      o.mode = mode == "min" ? Mode::kMin : Mode::kMax;
      o.threshold_mode = relative == "rel" ? ThresholdMode::kRelative : ThresholdMode::kAbsolute;
      const std::vector<double> values = numbers(in);
      result.plateaus.push_back({o, values, numbers(in)});
    }
    return result;
  }();
  return read;
}

TEST(ReduceOnPlateau, AnswersAsTorchDoes) {
  int reductions = 0;
  ASSERT_EQ(reference().plateaus.size(), 20u);
  for (size_t c = 0; c < reference().plateaus.size(); ++c) {
    const PlateauCase& expected = reference().plateaus[c];
    ReduceOnPlateau reduce(expected.options);
    double lr = 0.1;
    for (size_t i = 0; i < expected.values.size(); ++i) {
      const double before = lr;
      lr = reduce.update(expected.values[i], lr);
      EXPECT_EQ(lr, expected.rates[i]) << "case " << c << ", value " << i;
      EXPECT_EQ(reduce.reduced(), lr < before);
      reductions += reduce.reduced();
    }
  }
  EXPECT_GT(reductions, 50) << "the reference hardly tests anything";
}

TEST(ReduceOnPlateau, AFactorThatReducesNothingIsReplaced) {
  for (const double factor : {0.0, -1.0, 1.0, 3.0, std::numeric_limits<double>::quiet_NaN()}) {
    ReduceOnPlateau reduce({.factor = factor, .patience = 0});
    EXPECT_EQ(reduce.update(1, 0.1), 0.1);
    EXPECT_EQ(reduce.update(1, 0.1), 0.05) << factor;
  }
}

TEST(ReduceOnPlateau, GoesOnFromASavedState) {
  for (const PlateauCase& expected : reference().plateaus) {
    ReduceOnPlateau reduce(expected.options);
    double lr = 0.1;
    for (size_t i = 0; i < expected.values.size(); ++i) {
      uint8_t state[ReduceOnPlateau::kStateBytes];
      reduce.save(state);
      ReduceOnPlateau next(expected.options);
      ASSERT_FALSE(next.load(state, sizeof state));
      reduce = next;
      lr = reduce.update(expected.values[i], lr);
      ASSERT_EQ(lr, expected.rates[i]);
    }
  }
}

TEST(ReduceOnPlateau, RefusesDamagedStates) {
  ReduceOnPlateau reduce;
  reduce.update(1, 0.1);
  uint8_t state[ReduceOnPlateau::kStateBytes];
  reduce.save(state);
  for (size_t i = 0; i < sizeof state; ++i) {
    state[i] ^= 0x10;
    ReduceOnPlateau other;
    EXPECT_TRUE(other.load(state, sizeof state)) << "byte " << i;
    EXPECT_TRUE(std::isinf(other.best()));
    state[i] ^= 0x10;
  }
  EXPECT_TRUE(ReduceOnPlateau().load(state, sizeof state - 1));
  EXPECT_TRUE(ReduceOnPlateau().load(nullptr, sizeof state));
  EXPECT_TRUE(ReduceOnPlateau({.mode = Mode::kMax}).load(state, sizeof state));
  EXPECT_FALSE(ReduceOnPlateau().load(state, sizeof state));
}

template <class Schedule>
void expect_rates(const std::vector<double>& expected, const Schedule& schedule) {
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(learning_rate(schedule, static_cast<int64_t>(i)), expected[i], 1e-12) << i;
  }
}

TEST(Schedules, AnswerAsTorchDoes) {
  const auto& cosine = reference().rates.at("cosine").at(0);
  const auto& one_cycle = reference().rates.at("one_cycle");
  const auto& step = reference().rates.at("step").at(0);
  ASSERT_EQ(cosine.size(), 40u);
  expect_rates(cosine, CosineSchedule{.peak = 0.1, .steps = 40, .lowest = 1e-5});
  ASSERT_EQ(one_cycle.at(0).size(), 49u);
  expect_rates(one_cycle.at(0), OneCycleSchedule{.peak = 0.1, .steps = 50});
  ASSERT_EQ(one_cycle.at(1).size(), 29u);
  expect_rates(
      one_cycle.at(1),
      OneCycleSchedule{
          .peak = 0.01, .steps = 30, .rise_share = 0.5, .start_divisor = 10, .end_divisor = 100});
  ASSERT_EQ(step.size(), 25u);
  expect_rates(step, StepSchedule{.initial = 0.1, .every = 7, .factor = 0.3});
}

TEST(Schedules, WarmUpRisesAlongALineAndMeetsTheCosine) {
  const CosineSchedule schedule{.peak = 1, .steps = 100, .warmup = 10, .lowest = 0.2};
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 0), 0.2);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 5), 0.6);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 10), 1);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 55), 0.6);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 100), 0.2);
  for (int64_t step = 11; step <= 100; ++step) {
    EXPECT_LT(learning_rate(schedule, step), learning_rate(schedule, step - 1));
  }
}

// Whatever a training asks for, it gets a rate between the ends of the schedule.
TEST(Schedules, StayWithinTheirBoundsForAnyStep) {
  const int64_t steps[] = {INT64_MIN, -1, 0, 1, 2, 3, 100, INT64_MAX};
  for (const int64_t total :
       {INT64_MIN, int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{2}, int64_t{1'000'000'000'000}}) {
    for (const int64_t step : steps) {
      for (const int64_t warmup : {int64_t{0}, int64_t{5}, INT64_MAX}) {
        const double cosine = learning_rate(CosineSchedule{.steps = total, .warmup = warmup}, step);
        EXPECT_TRUE(cosine >= 0 && cosine <= 1e-3) << cosine << " at " << step << " of " << total;
      }
      for (const double share : {0.0, 0.3, 1.0}) {
        const double cycle =
            learning_rate(OneCycleSchedule{.steps = total, .rise_share = share}, step);
        EXPECT_TRUE(cycle > 0 && cycle <= 1e-3) << cycle << " at " << step << " of " << total;
      }
      const double falling = learning_rate(StepSchedule{.every = total}, step);
      EXPECT_TRUE(falling >= 0 && falling <= 1e-3) << falling;
    }
  }
}

}  // namespace
}  // namespace oriel
