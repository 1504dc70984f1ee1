#include "analysis/experts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "analysis/diagnosis.h"

namespace oriel::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(ExpertNames, AreReadFromSeries) {
  const auto plain = expert_of("expert/3/utilization");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->block, "");
  EXPECT_EQ(plain->expert, 3);
  const auto deep = expert_of("layer/moe.2/expert/17/utilization");
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->block, "layer/moe.2");
  EXPECT_EQ(deep->expert, 17);
  EXPECT_TRUE(expert_of("experts/0/load"));
  for (const char* name :
       {"", "utilization", "3/utilization", "expert/utilization", "expert/x/utilization",
        "expert/-1/utilization", "expert/3x/utilization", "expert/3/loss", "expert//utilization",
        "expert/3/utilization/mean", "expert/99999999999999999999/utilization"}) {
    EXPECT_FALSE(expert_of(name)) << name;
  }
  EXPECT_EQ(assignments_of("expert/assignments"), std::string());
  EXPECT_EQ(assignments_of("layer/2/expert/assignments"), std::string("layer/2"));
  EXPECT_FALSE(assignments_of("assignments"));
}

// Worked out by hand.
TEST(Balance, IsWhatItsDefinitionSays) {
  const double even[] = {0.25, 0.25, 0.25, 0.25};
  ExpertBalance b = balance_of(even);
  EXPECT_DOUBLE_EQ(b.entropy, 1);
  EXPECT_DOUBLE_EQ(b.effective, 4);
  EXPECT_DOUBLE_EQ(b.max_over_mean, 1);
  EXPECT_DOUBLE_EQ(b.max_vio, 0);
  const double two[] = {0.5, 0.5, 0, 0};
  b = balance_of(two);
  EXPECT_DOUBLE_EQ(b.entropy, 0.5);  // ln 2 / ln 4
  EXPECT_DOUBLE_EQ(b.effective, 2);
  EXPECT_DOUBLE_EQ(b.max_over_mean, 2);
  EXPECT_DOUBLE_EQ(b.max_vio, 1);
  const double skewed[] = {7, 1};  // counts do as well
  b = balance_of(skewed);
  EXPECT_NEAR(b.entropy, -(0.875 * std::log2(0.875) + 0.125 * std::log2(0.125)), 1e-15);
  EXPECT_DOUBLE_EQ(b.max_vio, 0.75);
}

TEST(Balance, LeavesOutWhatIsNoShare) {
  const double odd[] = {0.5, kNaN, 0.5, kInf, -1, -kInf};
  const ExpertBalance b = balance_of(odd);
  EXPECT_EQ(b.experts, 2u);
  EXPECT_DOUBLE_EQ(b.entropy, 1);
  for (const std::vector<double>& none :
       {std::vector<double>{}, {0.3}, {0, 0}, {kNaN, 1}, {1e-320, kNaN}}) {
    EXPECT_FALSE(balance_of(none).known());
  }
  const double tiny[] = {5e-324, 1};
  EXPECT_GE(balance_of(tiny).entropy, 0);
}

// The formula against the product it stands for.
TEST(Dead, ChanceIsAProduct) {
  for (const size_t n : {2, 8, 64}) {
    for (const double k : {1.0, 2.0}) {
      double product = 1;
      for (int t = 0; t < 20; ++t) product *= 1 - k / static_cast<double>(n);
      EXPECT_NEAR(std::exp(log_chance_of_none(20, n, k)), product, 1e-12) << n << " " << k;
    }
  }
  EXPECT_EQ(log_chance_of_none(5, 2, 2), -kInf);  // both are always chosen
  EXPECT_EQ(log_chance_of_none(0, 8), 0);
}

TEST(Dead, NeedsAsManyAssignmentsAsTheTestSays) {
  // Of 8 experts: ln 10⁻⁶ / ln(7/8) = 103.5, and a little more for every place where such a
  // stretch could have begun.
  ExpertUse use;
  int64_t step = 0;
  while (!use.dead(8)) use.add(step++, 0, 1);
  EXPECT_GE(step, 104);
  EXPECT_LE(step, 130);
  EXPECT_EQ(use.idle_since(), 0);
  use.add(step, 0.01, 1);
  EXPECT_FALSE(use.dead(8));
  use.add(step + 1, 0, 1);
  EXPECT_EQ(use.idle_since(), step + 1);
  // An expert that has never had much is not missed so soon.
  ExpertUse rare;
  for (int i = 0; i < 100; ++i) rare.add(i, 0.004, 512);
  for (int i = 100; i < 149; ++i) rare.add(i, 0, 60);
  EXPECT_FALSE(rare.dead(8));
  for (int i = 149; i < 200; ++i) rare.add(i, 0, 60);
  EXPECT_TRUE(rare.dead(8));
  EXPECT_EQ(rare.idle_since(), 100);
  // Steps count, not tokens alone; and one that came back before is given more of them.
  ExpertUse starved;
  for (int i = 0; i < 100; ++i) starved.add(i, i % 40 == 39 ? 0.01 : 0, 100'000);
  for (int i = 100; i < 180; ++i) {
    starved.add(i, 0, 100'000);
    EXPECT_FALSE(starved.dead(8)) << i;
  }
  for (int i = 180; i < 240; ++i) starved.add(i, 0, 100'000);
  EXPECT_TRUE(starved.dead(8));
  ExpertUse unknown;
  for (int i = 0; i < 1000; ++i) unknown.add(i, kNaN, 512);
  EXPECT_FALSE(unknown.dead(8));
  EXPECT_FALSE(ExpertUse().dead(1));
}

// --- The rules, on simulated routers -------------------------------------------------------------

struct Router {
  size_t experts = 8;
  int assignments = 64;        // per step
  bool told = true;            // the run logs them
  std::vector<double> odds;    // empty: balanced
  int64_t closed_from = -1;    // expert 1 gets nothing from here …
  int64_t closed_until = 1e9;  // … to here
  int64_t steps = 300;
  std::string block;  // "layer/1/"
};

std::vector<Finding> simulate(const Router& r, std::mt19937& random) {
  DiagnosisOptions free;
  free.ceilings = false;
  Diagnosis diagnosis(Preset::kRobust, free);
  std::vector<int> shares;
  for (size_t e = 0; e < r.experts; ++e) {
    shares.push_back(diagnosis.series(r.block + "expert/" + std::to_string(e) + "/utilization"));
  }
  const int told = diagnosis.series(r.block + "expert/assignments");
  const int train = diagnosis.series("train/loss"), val = diagnosis.series("val/loss");
  std::vector<double> odds = r.odds.empty() ? std::vector<double>(r.experts, 1) : r.odds;
  std::vector<double> closed = odds;
  closed[1] = 0;
  std::discrete_distribution<size_t> open_choice(odds.begin(), odds.end());
  std::discrete_distribution<size_t> closed_choice(closed.begin(), closed.end());
  for (int64_t step = 0; step < r.steps; ++step) {
    const bool shut = r.closed_from >= 0 && step >= r.closed_from && step < r.closed_until;
    std::vector<int> counts(r.experts);
    for (int a = 0; a < r.assignments; ++a) {
      ++counts[shut ? closed_choice(random) : open_choice(random)];
    }
    if (r.told) diagnosis.add(told, step, r.assignments);
    for (size_t e = 0; e < r.experts; ++e) {
      diagnosis.add(shares[e], step, static_cast<double>(counts[e]) / r.assignments);
    }
    const double loss = 0.3 + std::exp(-static_cast<double>(step) / 80);
    diagnosis.add(train, step, loss);
    if (step % 10 == 9) diagnosis.add(val, step, loss);
  }
  return diagnosis.findings();
}

size_t count_of(const std::vector<Finding>& findings, const std::string& rule) {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(),
                                           [&](const Finding& f) { return f.rule == rule; }));
}

// Balanced routers, batches down to a single token: the bound is 10⁻⁶ per expert and training.
TEST(Rules, BalancedRoutersAreLeftAlone) {
  std::mt19937 random(20240815);
  int trainings = 0;
  for (const size_t experts : {2, 4, 8, 64}) {
    for (const int assignments : {1, 4, 32, 256}) {
      for (int repeat = 0; repeat < 25; ++repeat) {
        Router router;
        router.experts = experts;
        router.assignments = assignments;
        router.told = repeat % 2 == 0;
        const auto findings = simulate(router, random);
        EXPECT_EQ(count_of(findings, "dead_expert"), 0u) << experts << " " << assignments;
        EXPECT_EQ(count_of(findings, "expert_imbalance"), 0u) << experts << " " << assignments;
        ++trainings;
      }
    }
  }
  EXPECT_EQ(trainings, 400);
}

// Popularity and batches as they are in practice: some experts get a tenth of what others get.
TEST(Rules, UnevenButLivelyRoutersAreNotCalledDead) {
  std::mt19937 random(7);
  for (int repeat = 0; repeat < 60; ++repeat) {
    Router router;
    router.assignments = 512;
    router.steps = 100;
    for (size_t e = 0; e < router.experts; ++e) {
      router.odds.push_back(std::uniform_real_distribution<double>(0.1, 1)(random));
    }
    EXPECT_EQ(count_of(simulate(router, random), "dead_expert"), 0u);
  }
}

TEST(Rules, AClosedExpertIsAlwaysFound) {
  std::mt19937 random(3);
  for (const size_t experts : {2, 4, 8, 64}) {
    for (const bool told : {false, true}) {
      Router router;
      router.experts = experts;
      router.told = told;
      router.closed_from = 100;
      router.block = experts == 64 ? "layer/1/" : "";
      const auto findings = simulate(router, random);
      ASSERT_EQ(count_of(findings, "dead_expert"), 1u) << experts << told;
      const Finding& f = *std::find_if(findings.begin(), findings.end(), [](const Finding& one) {
        return one.rule == "dead_expert";
      });
      EXPECT_EQ(f.state, FindingState::kConfirmed);
      EXPECT_EQ(f.series, std::vector<std::string>{router.block + "expert/1/utilization"});
      EXPECT_LE(f.since_step, 100);
      EXPECT_GE(f.since_step, 90);  // chance may have left it out for the steps before
      EXPECT_EQ(f.title, "Dead expert 1" + std::string(experts == 64 ? " of layer/1" : "") +
                             " since step " + std::to_string(f.since_step));
      EXPECT_EQ(f.link, "docs/diagnosis.md#dead_expert");
      EXPECT_FALSE(f.remedies.empty());
    }
  }
}

TEST(Rules, AnExpertThatIsUsedAgainIsCleared) {
  std::mt19937 random(5);
  Router router;
  router.closed_from = 50;
  router.closed_until = 120;
  const auto findings = simulate(router, random);
  ASSERT_EQ(count_of(findings, "dead_expert"), 1u);
  const Finding& f = *std::find_if(findings.begin(), findings.end(),
                                   [](const Finding& one) { return one.rule == "dead_expert"; });
  EXPECT_EQ(f.state, FindingState::kCleared);
  EXPECT_GE(*f.until_step, 120);
  EXPECT_LE(*f.until_step, 122);
}

TEST(Rules, BlocksAreJudgedOneByOne) {
  Diagnosis diagnosis;
  std::vector<int> handles;
  for (const char* block : {"layer/1/", "layer/2/"}) {
    for (int e = 0; e < 4; ++e) {
      handles.push_back(
          diagnosis.series(std::string(block) + "expert/" + std::to_string(e) + "/utilization"));
    }
  }
  for (int64_t step = 0; step < 200; ++step) {
    for (size_t i = 0; i < 8; ++i) {
      const bool shut = step >= 20 && (i == 1 || i == 3);  // of the first block
      diagnosis.add(handles[i], step, shut ? 0 : i < 4 && step >= 20 ? 0.5 : 0.25);
    }
  }
  ASSERT_EQ(diagnosis.findings().size(), 1u);
  const Finding& f = diagnosis.findings().front();
  EXPECT_EQ(f.title, "2 dead experts of layer/1 since step 20");
  EXPECT_EQ(f.series.size(), 2u);
  EXPECT_NE(f.explanation.find("Experts 1, 3 of 4 have been given nothing"), std::string::npos)
      << f.explanation;
}

TEST(Rules, WorkThatFewExpertsDoIsImbalance) {
  std::mt19937 random(11);
  Router router;
  router.odds = {8, 8, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
  const auto findings = simulate(router, random);
  ASSERT_EQ(count_of(findings, "expert_imbalance"), 1u);
  const Finding& f = *std::find_if(findings.begin(), findings.end(), [](const Finding& one) {
    return one.rule == "expert_imbalance";
  });
  EXPECT_EQ(f.state, FindingState::kWarning);  // without its ceiling
  EXPECT_TRUE(f.series.front() == "expert/0/utilization" ||
              f.series.front() == "expert/1/utilization");
  // A router that merely has preferences is not blamed.
  router.odds = {4, 3, 2, 1, 1, 1, 1, 1};
  EXPECT_EQ(count_of(simulate(router, random), "expert_imbalance"), 0u);
}

}  // namespace
}  // namespace oriel::analysis
