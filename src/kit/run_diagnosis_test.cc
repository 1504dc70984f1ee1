#include "kit/run_diagnosis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "figure/fake_run_test_util.h"

namespace oriel::kit {
namespace {

using analysis::Finding;
using analysis::FindingState;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A training that overfits: 60 epochs of 20 steps, validation worse from epoch 15 on.
struct Training {
  std::shared_ptr<figure::FakeRunData> run = std::make_shared<figure::FakeRunData>("a/run_001");
  std::mt19937 random{4};
  int writer = 0;

  void step(int64_t s) {
    std::normal_distribution<double> noise(0, 0.03);
    const double level = 0.1 + 1.9 * std::exp(-static_cast<double>(s) / 200);
    run->add("lr", s, 0.1, writer);
    run->add("train/loss", s, level * std::exp(noise(random)), writer);
    if (s % 20 != 19) return;
    const double epoch = static_cast<double>(s) / 20;
    const double val = 0.3 + 1.7 * std::exp(-epoch / 6) + 0.02 * std::max(0.0, epoch - 15);
    run->add("val/loss", s, val + 0.2 * noise(random) * 0.1, writer);
  }
};

void expect_same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  EXPECT_EQ(analysis::to_json(a), analysis::to_json(b));
}

const Finding* find(const std::vector<Finding>& findings, const std::string& rule) {
  for (const Finding& f : findings) {
    if (f.rule == rule) return &f;
  }
  return nullptr;
}

TEST(RunDiagnosis, GivesTheSameLiveAndAfterwards) {
  Training t;
  RunDiagnosis live(t.run);
  EXPECT_TRUE(live.update());
  EXPECT_FALSE(live.update());
  for (int64_t s = 0; s < 1200; ++s) {
    t.step(s);
    if (s % 7 == 0) live.update();
  }
  live.update();
  RunDiagnosis after(t.run);
  after.update();
  ASSERT_NE(find(after.findings(), "overfitting"), nullptr);
  EXPECT_EQ(find(after.findings(), "overfitting")->series[0], "val/loss");
  expect_same(live.findings(), after.findings());
  EXPECT_FALSE(live.update());
}

TEST(RunDiagnosis, NamesTheFirstNaN) {
  Training t;
  RunDiagnosis diagnosis(t.run);
  for (int64_t s = 0; s < 100; ++s) t.step(s);
  diagnosis.update();
  EXPECT_EQ(find(diagnosis.findings(), "non_finite"), nullptr);
  t.run->add("train/loss", 100, kNaN);
  t.run->add("val/loss", 119, kNaN);
  EXPECT_TRUE(diagnosis.update());
  const Finding* f = find(diagnosis.findings(), "non_finite");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->state, FindingState::kConfirmed);
  EXPECT_EQ(f->since_step, 100);
  EXPECT_EQ(f->series, (std::vector<std::string>{"train/loss", "val/loss"}));
}

TEST(RunDiagnosis, PointsBehindWhatWasReadAreReadAgain) {
  Training t;
  RunDiagnosis live(t.run);
  for (int64_t s = 100; s < 900; ++s) t.step(s);
  live.update();
  for (int64_t s = 0; s < 100; ++s) t.step(s);
  EXPECT_TRUE(live.update());
  RunDiagnosis after(t.run);
  after.update();
  expect_same(live.findings(), after.findings());
}

TEST(RunDiagnosis, EveryRankIsJudged) {
  Training zero, two;
  two.run = zero.run;
  two.writer = 2;
  for (int64_t s = 0; s < 40; ++s) zero.step(s);
  for (int64_t s = 0; s < 40; ++s) two.step(s);
  two.run->add("train/loss", 40, kNaN, 2);
  RunDiagnosis diagnosis(zero.run);
  diagnosis.update();
  const Finding* f = find(diagnosis.findings(), "non_finite");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->writer, 2);
}

TEST(RunDiagnosis, ARunWithoutLossesHasNoFindings) {
  auto run = std::make_shared<figure::FakeRunData>("a/run_001");
  RunDiagnosis diagnosis(run);
  EXPECT_TRUE(diagnosis.update());
  run->add("cpu/percent", 1, kNaN);
  diagnosis.update();
  EXPECT_TRUE(diagnosis.findings().empty());
}

}  // namespace
}  // namespace oriel::kit
