#include <gtest/gtest.h>
#include <oriel/early_stopping.h>

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "kit/early_stopping_curves_test_util.h"

namespace oriel {
namespace {

using kit::CurveKind;

static_assert(std::is_trivially_copyable_v<EarlyStopping>);  // so it cannot own memory

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr int kNever = 1'000'000;

// The index at which it says stop, or kNever.
int stops_at(EarlyStopping stop, const std::vector<double>& values) {
  for (size_t i = 0; i < values.size(); ++i) {
    if (stop.update(static_cast<int64_t>(i), values[i])) return static_cast<int>(i);
  }
  return kNever;
}

// Stops after 5 evaluations without a new best: the rule of the specification, from the whole
// history each time.
int reference_stop(const std::vector<double>& values, int patience, double min_delta, double sign) {
  for (int now = 0; now < static_cast<int>(values.size()); ++now) {
    double best = kInf;
    int since = now + 1;
    for (int i = 0; i <= now; ++i) {
      const double loss = sign * values[static_cast<size_t>(i)];
      if (std::isfinite(loss) && loss < best - (best == kInf ? 0 : min_delta)) {
        best = loss;
        since = now - i;
      }
    }
    if (patience > 0 && since >= patience) return now;
  }
  return kNever;
}

TEST(EarlyStopping, StopsAfterPatienceEvaluationsWithoutABetterOne) {
  EarlyStopping stop;
  EXPECT_FALSE(stop.has_best());
  EXPECT_EQ(stop.best_epoch(), -1);
  EXPECT_TRUE(std::isnan(stop.best()));
  const std::vector<double> losses = {0.9, 0.7, 0.8, 0.7, 0.75, 0.71, 0.72};
  for (size_t i = 0; i < losses.size(); ++i) {
    const auto epoch = static_cast<int64_t>(i) + 1;
    EXPECT_EQ(stop.update(epoch, losses[i]), epoch == 7) << epoch;
    EXPECT_EQ(stop.improved(), epoch <= 2) << epoch;
  }
  EXPECT_TRUE(stop.stopped());
  EXPECT_EQ(stop.best(), 0.7);
  EXPECT_EQ(stop.best_epoch(), 2);
  EXPECT_EQ(stop.epochs_since_best(), 5);
  EXPECT_TRUE(stop.should_restore());
  EXPECT_FALSE(stop.update(8, 0.6)) << "a new best makes it go on";
  EXPECT_FALSE(stop.should_restore()) << "the model in hand is the best one";
}

TEST(EarlyStopping, AgreesWithTheRuleAppliedToTheWholeHistory) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::vector<double> values(1 + random() % 40);
    for (double& value : values) {
      value = static_cast<double>(static_cast<int64_t>(random() % 9) - 4) / 4;  // many are equal
      if (random() % 8 == 0) value = random() % 2 ? kNan : (random() % 2 ? kInf : -kInf);
    }
    const int patience = static_cast<int>(random() % 7);
    const double min_delta = random() % 2 ? 0 : 0.25;
    const Mode mode = random() % 2 ? Mode::kMin : Mode::kMax;
    const EarlyStopping stop({.patience = patience, .min_delta = min_delta, .mode = mode});
    ASSERT_EQ(stops_at(stop, values),
              reference_stop(values, patience, min_delta, mode == Mode::kMin ? 1 : -1))
        << "round " << round;
  }
}

TEST(EarlyStopping, WhatIsNotFiniteIsNeverTheBest) {
  for (const Mode mode : {Mode::kMin, Mode::kMax}) {
    for (const double odd : {kNan, kInf, -kInf}) {
      EarlyStopping stop({.patience = 3, .mode = mode, .noise_aware = true});
      EXPECT_FALSE(stop.update(1, odd));
      EXPECT_FALSE(stop.improved());
      EXPECT_FALSE(stop.update(2, 0.5));
      EXPECT_TRUE(stop.improved());
      EXPECT_FALSE(stop.update(3, odd));
      EXPECT_FALSE(stop.improved());
      EXPECT_EQ(stop.best(), 0.5);
      EXPECT_EQ(stop.best_epoch(), 2);
      stop.update(4, odd);
      EXPECT_TRUE(stop.update(5, odd));
    }
  }
}

TEST(EarlyStopping, NothingButNaNStopsAfterPatience) {
  for (const bool noise_aware : {false, true}) {
    const EarlyStopping stop({.patience = 4, .noise_aware = noise_aware});
    EXPECT_EQ(stops_at(stop, std::vector<double>(10, kNan)), 3);
  }
}

TEST(EarlyStopping, PatienceZeroNeverStopsButKnowsTheBest) {
  EarlyStopping stop({.patience = 0});
  for (int epoch = 1; epoch < 100; ++epoch) EXPECT_FALSE(stop.update(epoch, epoch == 7 ? 0 : 1));
  EXPECT_EQ(stop.best_epoch(), 7);
  EXPECT_EQ(stops_at(EarlyStopping({.patience = -3}), std::vector<double>(50, 1.0)), kNever);
}

TEST(EarlyStopping, RestoresOnlyWhereAsked) {
  EarlyStopping stop({.restore_best = false});
  stop.update(1, 0.5);
  stop.update(2, 0.6);
  EXPECT_FALSE(stop.should_restore());
}

// Shares of curves, in percent, that stop before `epochs` are over.
double stopped_percent(const EarlyStoppingOptions& options, CurveKind kind, double noise,
                       int epochs) {
  constexpr int kCurves = 400;
  std::mt19937_64 random(20);
  int stopped = 0;
  for (int i = 0; i < kCurves; ++i) {
    stopped += stops_at(EarlyStopping(options), noisy_curve(kind, noise, epochs, random)) < epochs;
  }
  return 100.0 * stopped / kCurves;
}

// The table of docs/early_stopping.md is made by oriel_kit_bench; this holds it.
TEST(EarlyStoppingNoise, WaitsWhileTheLossStillFalls) {
  EXPECT_GT(stopped_percent({}, CurveKind::kFalling, 0.06, 60), 85) << "patience alone";
  EXPECT_GT(stopped_percent({}, CurveKind::kFalling, 0.03, 60), 40) << "patience alone";
  for (const double noise : {0.01, 0.03, 0.06}) {
    for (const CurveKind kind : {CurveKind::kFalling, CurveKind::kLine}) {
      EXPECT_LE(stopped_percent({.noise_aware = true}, kind, noise, 60), 2) << noise;
    }
  }
}

TEST(EarlyStoppingNoise, StopsWhenThereIsNothingToWaitFor) {
  for (const double noise : {0.01, 0.03, 0.06}) {
    EXPECT_GE(stopped_percent({.noise_aware = true}, CurveKind::kPlateau, noise, 70), 95) << noise;
    EXPECT_GE(stopped_percent({.noise_aware = true}, CurveKind::kOverfitting, noise, 45), 95)
        << noise;
  }
}

TEST(EarlyStoppingNoise, DependsOnNeitherScaleNorOffsetNorDirection) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 100; ++i) {
    const auto kind = static_cast<CurveKind>(i % 4);
    const std::vector<double> losses = noisy_curve(kind, 0.05, 80, random);
    std::vector<double> scores;
    for (const double loss : losses) scores.push_back(64 - 128 * loss);
    EXPECT_EQ(stops_at(EarlyStopping({.noise_aware = true}), losses),
              stops_at(EarlyStopping({.mode = Mode::kMax, .noise_aware = true}), scores));
  }
}

// However noisy: at max_patience it ends.
TEST(EarlyStoppingNoise, NeverWaitsLongerThanMaxPatience) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 200; ++i) {
    std::vector<double> values = noisy_curve(CurveKind::kLine, 3.0, 400, random);
    EarlyStopping stop({.patience = 4, .noise_aware = true, .max_patience = 9});
    for (size_t e = 0; e < values.size(); ++e) {
      if (stop.update(static_cast<int64_t>(e), values[e])) break;
      EXPECT_LT(stop.epochs_since_best(), 9);
      EXPECT_EQ(stop.waiting(), stop.epochs_since_best() >= 4);
    }
    EXPECT_TRUE(stop.stopped());
    EXPECT_LE(stop.epochs_since_best(), 9);
  }
}

TEST(EarlyStoppingState, GoesOnFromWhereItWas) {
  std::mt19937_64 random(6);
  for (const bool noise_aware : {false, true}) {
    const EarlyStopping::Options options{.patience = 3, .noise_aware = noise_aware};
    EarlyStopping whole(options);
    EarlyStopping resumed(options);
    for (int epoch = 0; epoch < 60; ++epoch) {
      uint8_t state[EarlyStopping::kStateBytes];
      resumed.save(state);
      resumed = EarlyStopping(options);
      ASSERT_FALSE(resumed.load(state, sizeof state));
      const double value =
          epoch % 13 == 5 ? kNan : noisy_curve(CurveKind::kFalling, 0.1, 60, random)[0];
      EXPECT_EQ(whole.update(epoch, value), resumed.update(epoch, value));
      EXPECT_EQ(whole.best_epoch(), resumed.best_epoch());
      EXPECT_EQ(whole.improved(), resumed.improved());
      EXPECT_EQ(whole.waiting(), resumed.waiting());
      EXPECT_EQ(whole.epochs_since_best(), resumed.epochs_since_best());
    }
  }
}

TEST(EarlyStoppingState, RefusesWhatItDidNotSave) {
  EarlyStopping stop;
  stop.update(1, 0.5);
  uint8_t state[EarlyStopping::kStateBytes];
  stop.save(state);
  for (size_t i = 0; i < sizeof state; ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      state[i] ^= static_cast<uint8_t>(1 << bit);
      EarlyStopping other;
      EXPECT_TRUE(other.load(state, sizeof state)) << "byte " << i;
      EXPECT_FALSE(other.has_best());
      state[i] ^= static_cast<uint8_t>(1 << bit);
    }
  }
  EXPECT_TRUE(EarlyStopping().load(state, sizeof state - 1));
  EXPECT_TRUE(EarlyStopping().load(nullptr, 0));
  const Error error = EarlyStopping({.mode = Mode::kMax}).load(state, sizeof state);
  EXPECT_TRUE(error);
  EXPECT_NE(std::string(error.message()).find("mode"), std::string::npos) << error.message();
  EXPECT_FALSE(EarlyStopping().load(state, sizeof state));
}

}  // namespace
}  // namespace oriel
