#include "draw/ticks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "draw/number_format.h"
#include "draw/sample_figures_test_util.h"

namespace oriel::draw {
namespace {

void check(const Ticks& ticks, double low, double high, size_t most, uint64_t seed) {
  const double slack = (high - low) * 1e-6;
  EXPECT_GE(ticks.values.size(), 1U) << seed;
  EXPECT_LE(ticks.values.size(), most) << seed;
  std::set<std::string> labels;
  for (size_t i = 0; i < ticks.values.size(); ++i) {
    EXPECT_GE(ticks.values[i], low - slack) << seed;
    EXPECT_LE(ticks.values[i], high + slack) << seed;
    if (i > 0) {
      EXPECT_GT(ticks.values[i], ticks.values[i - 1]) << seed;
    }
    labels.insert(
        format_tick(ticks.values[i], ticks.step, std::max(std::abs(low), std::abs(high))));
  }
  EXPECT_EQ(labels.size(), ticks.values.size()) << "a label twice, seed " << seed;
}

TEST(Ticks, LieInsideAscendAndAreToldApart) {
  for (uint64_t seed = 1; seed <= 3000; ++seed) {
    sample::Random random(seed);
    const double size = std::pow(10, random.between(-8, 12));
    const double low = random.between(-1, 1) * size;
    const double high = low + size * random.between(1e-3, 1);
    const double count = random.between(2, 12);
    check(linear_ticks(low, high, count), low, high, static_cast<size_t>(std::max(6.0, count + 2)),
          seed);
    const double positive = std::abs(low) + size * 1e-6;
    const double far = positive * std::pow(10, random.between(0.1, 14));
    check(log_ticks(positive, far, count), positive, far, 60, seed);
    check(symlog_ticks({ScaleKind::kSymlog, size * 1e-3}, low, high, count), low, high, 60, seed);
  }
}

TEST(Ticks, ClocksAreRound) {
  EXPECT_EQ(relative_ticks(0, 7200, 5).values, (std::vector<double>{0, 1800, 3600, 5400, 7200}));
  // Two hours ahead of UTC, midnight is at 22:00.
  const double midnight = 1.7636e15 - std::fmod(1.7636e15, 86400e6) - 2 * 3600e6;
  for (const double tick : wall_ticks(midnight + 1, midnight + 9 * 86400e6, 6, 120).values) {
    EXPECT_EQ(std::fmod(tick - midnight, 86400e6), 0);
  }
}

TEST(Ticks, NothingToDivideHasOneTick) {
  EXPECT_EQ(linear_ticks(3, 3, 5).values, std::vector<double>{3});
  EXPECT_EQ(relative_ticks(3, 3, 5).values, std::vector<double>{3});
  EXPECT_EQ(log_ticks(0, 10, 5).values.front(), 0) << "not above zero: an even axis";
}

}  // namespace
}  // namespace oriel::draw
