#include "window/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/finding.h"
#include "figure/fake_run_test_util.h"

namespace oriel::window {
namespace {

using store::ControlKind;
using store::ControlPhase;
using testing::ElementsAre;
using testing::HasSubstr;

// A training of four epochs of two steps each, validated after each.
std::shared_ptr<figure::FakeRunData> four_epochs() {
  auto run = std::make_shared<figure::FakeRunData>("digits/run_001");
  const double val[] = {0.9, 0.5, 0.6, 0.4};
  for (int e = 1; e <= 4; ++e) {
    for (int b = 0; b < 2; ++b) {
      const int step = (e - 1) * 2 + b;
      run->add("train/loss", step, 1.0 / e);
      run->add("epoch", step, e);
    }
    run->add("val/loss", e * 2 - 1, val[e - 1]);
  }
  return run;
}

std::vector<std::string> texts(const Snapshot& s) {
  std::vector<std::string> out;
  for (const LogLine& line : s.log) out.push_back(line.text + (line.praise.empty() ? "" : "!"));
  return out;
}

std::string top_line(const Metrics& m) {
  std::string out;
  for (const MetricItem& item : metric_items(m)) {
    out += (out.empty() ? "" : " | ") + item.label + ": " + item.value;
  }
  return out;
}

TEST(Snapshot, TheTopLineSaysWhereTheTrainingIs) {
  const auto run = four_epochs();
  run->change_info([](store::RunInfo& info) { info.progress = store::Progress{4, 20, 60.0}; });
  const Snapshot s = take_snapshot({run}, 800);
  ASSERT_EQ(s.runs.size(), 1u);
  EXPECT_EQ(top_line(s.runs[0].metrics),
            "Epoch: 4/20 | Train Loss: 0.2500 | Val Loss: 0.4000 | Gap: +0.1500 | "
            "Improvement: +0.2000 | Best Val Loss: 0.4000 ✓");
  EXPECT_TRUE(s.runs[0].metrics.new_best);
  EXPECT_EQ(metric_items(s.runs[0].metrics).back().role, figure::Role::kBest);
  EXPECT_EQ(s.figure.panels.size(), 4u);
}

TEST(Snapshot, TheLogHasALinePerEpochAndPraisesTheBest) {
  const auto run = four_epochs();
  run->event(3, "new best in epoch 2");  // its epoch says so already
  run->event(5, "learning rate reduced");
  const Snapshot s = take_snapshot({run}, 800);
  EXPECT_THAT(texts(s), ElementsAre("Epoch 1: Train=1.0000, Val=0.9000, Gap=-0.1000!",
                                    "Epoch 2: Train=0.5000, Val=0.5000, Gap=+0.0000!",
                                    "Epoch 3: Train=0.3333, Val=0.6000, Gap=+0.2667",
                                    "Step 5: learning rate reduced",
                                    "Epoch 4: Train=0.2500, Val=0.4000, Gap=+0.1500!"));
}

TEST(Snapshot, ARunWithoutPointsWaits) {
  const auto run = std::make_shared<figure::FakeRunData>("digits/run_001");
  Snapshot s = take_snapshot({run}, 800);
  EXPECT_THAT(texts(s), ElementsAre(HasSubstr("Waiting")));
  EXPECT_TRUE(metric_items(s.runs[0].metrics).empty());
  run->change_info([](store::RunInfo& info) { info.status = store::RunStatus::kFailed; });
  s = take_snapshot({run}, 800);
  EXPECT_THAT(texts(s), ElementsAre(HasSubstr("no losses"), "The training failed"));
}

TEST(Snapshot, WhatIsNotANumberIsToldAsItIs) {
  const auto run = std::make_shared<figure::FakeRunData>("digits/run_001");
  run->add("train/loss", 0, 1.0);
  run->add("train/loss", 1, NAN);
  const Snapshot s = take_snapshot({run}, 800);
  EXPECT_THAT(top_line(s.runs[0].metrics), HasSubstr("Train Loss: NaN"));
  EXPECT_EQ(metric_items(s.runs[0].metrics)[0].role, figure::Role::kError);
}

TEST(Snapshot, ARunWithoutALossShowsWhatItHas) {
  const auto run = std::make_shared<figure::FakeRunData>("rl/run_001");
  for (int step = 0; step < 50; ++step) {
    run->add("reward", step, step);
    run->add("episode_length", step, 2 * step);
  }
  const Snapshot s = take_snapshot({run}, 800);
  EXPECT_GE(s.figure.panels.size(), 1u);
  EXPECT_LE(s.figure.panels.size(), 4u);
}

TEST(Snapshot, SeveralRunsAreToldApart) {
  const auto a = four_epochs();
  const auto b = std::make_shared<figure::FakeRunData>("digits/run_002");
  b->add("train/loss", 0, 3.0);
  b->add("epoch", 0, 1);
  const Snapshot s = take_snapshot({a, b}, 800);
  ASSERT_EQ(s.runs.size(), 2u);
  EXPECT_EQ(s.runs[1].label, "run_002");
  EXPECT_THAT(texts(s), testing::Contains(HasSubstr("run_002  Epoch 1: Train=3.0000")));
  EXPECT_EQ(buttons_for(s).main, Buttons::Main::kClose);
  EXPECT_FALSE(buttons_for(s).ended);
}

TEST(Snapshot, ALongLogKeepsItsEnd) {
  const auto run = std::make_shared<figure::FakeRunData>("long/run_001");
  for (int step = 0; step < 3000; ++step) run->add("train/loss", step, 1.0 / (step + 1));
  const Snapshot s = take_snapshot({run}, 800);
  EXPECT_LE(s.log.size(), kMaxLogLines + 2);
  EXPECT_THAT(s.log.back().text, HasSubstr("Step 2,999"));
}

Snapshot controlled(const std::function<void(store::ControlState&)>& change) {
  Snapshot s;
  s.runs.resize(1);
  s.runs[0].info.control.available = true;
  change(s.runs[0].info.control);
  return s;
}
uint32_t all_kinds() {
  uint32_t kinds = 0;
  for (const auto kind : {ControlKind::kStop, ControlKind::kStopAfterEpoch, ControlKind::kPause,
                          ControlKind::kResume, ControlKind::kCheckpoint}) {
    kinds |= 1u << static_cast<uint32_t>(kind);
  }
  return kinds;
}

TEST(Buttons, StopThenStoppingThenClose) {
  Buttons b = buttons_for(controlled([](auto& c) { c.supported = all_kinds(); }));
  EXPECT_EQ(b.main, Buttons::Main::kStop);
  EXPECT_EQ(b.ask, ControlKind::kStopAfterEpoch);
  EXPECT_EQ(b.pause, ControlKind::kPause);
  EXPECT_TRUE(b.checkpoint);

  b = buttons_for(controlled([](auto& c) {
    c.supported = all_kinds();
    c.phase = ControlPhase::kStoppingAfterEpoch;
    c.epoch = 11;
    c.who = "window";
  }));
  EXPECT_EQ(b.main, Buttons::Main::kStopping);
  EXPECT_EQ(b.label, "Stopping after epoch 12…");
  EXPECT_TRUE(b.stop_now);
  EXPECT_FALSE(b.ask);

  Snapshot ended = controlled([](auto& c) { c.available = false; });
  ended.runs[0].info.status = store::RunStatus::kFinished;
  b = buttons_for(ended);
  EXPECT_EQ(b.main, Buttons::Main::kClose);
  EXPECT_TRUE(b.ended);
}

TEST(Buttons, OfferOnlyWhatTheTrainingTakes) {
  Buttons b = buttons_for(
      controlled([](auto& c) { c.supported = 1u << static_cast<uint32_t>(ControlKind::kStop); }));
  EXPECT_EQ(b.ask, ControlKind::kStop);
  EXPECT_FALSE(b.pause);
  EXPECT_FALSE(b.checkpoint);

  b = buttons_for(controlled([](auto&) {}));
  EXPECT_EQ(b.main, Buttons::Main::kStop);
  EXPECT_FALSE(b.ask);  // disabled
  EXPECT_FALSE(b.hint.empty());

  b = buttons_for(controlled([](auto& c) { c.available = false; }));
  EXPECT_EQ(b.main, Buttons::Main::kClose);
  EXPECT_FALSE(b.ended);

  b = buttons_for(controlled([](auto& c) {
    c.supported = all_kinds();
    c.phase = ControlPhase::kPaused;
  }));
  EXPECT_EQ(b.pause, ControlKind::kResume);
}

TEST(Words, NumbersKeepTheDigitsThatMatter) {
  EXPECT_EQ(loss_text(0.32451), "0.3245");
  EXPECT_EQ(loss_text(0), "0.0000");
  EXPECT_EQ(loss_text(0.00001234), "1.23e-05");
  EXPECT_EQ(loss_text(-INFINITY), "−Inf");
  EXPECT_EQ(signed_loss_text(0.5), "+0.5000");
  EXPECT_EQ(signed_loss_text(-0.5), "-0.5000");
}

}  // namespace
}  // namespace oriel::window
