#include "oriel/training_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "base/file.h"
#include "kit/files.h"
#include "kit/kit_test_util.h"
#include "store/source.h"

namespace oriel {
namespace {

using kit::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(TrainingLoop, CallsInOrder) {
  std::string said;
  TrainingLoop loop({.epochs = 2, .steps_per_epoch = 2});
  const auto say = [&](const char* what) {
    return [&said, what](LoopState& at) {
      said += what + std::to_string(at.epoch) + "." + std::to_string(at.step) + " ";
    };
  };
  loop.add({.on_train_begin = say("begin"),
            .on_epoch_begin = say("epoch"),
            .on_step = say("step"),
            .on_epoch_end = say("end"),
            .on_train_end = say("done")});
  const LoopResult result = loop.run(say("train"));
  EXPECT_EQ(said,
            "begin0.0 epoch1.0 train1.1 step1.1 train1.2 step1.2 end1.2 "
            "epoch2.2 train2.3 step2.3 train2.4 step2.4 end2.4 done2.4 ");
  EXPECT_EQ(result.epochs, 2);
  EXPECT_EQ(result.steps, 4);
  EXPECT_FALSE(result.stopped);
  EXPECT_FALSE(result.problem);
}

TEST(TrainingLoop, RecordsIntoItsTracker) {
  MetricsTracker tracker;
  TrainingLoop loop({.epochs = 2, .steps_per_epoch = 3, .tracker = &tracker});
  loop.add({.on_epoch_end = [](LoopState& at) { at.record({{"val/loss", at.epoch}}); }});
  (void)loop.run([](LoopState& at) { at.record({{"train/loss", 1.0 / at.step}}); });
  EXPECT_EQ(tracker.size(), 6U) << "the validation shares the row of its step";
  EXPECT_THAT(tracker.get_metric("val/loss").episodes, ElementsAre(3, 6));
}

TEST(TrainingLoop, StopsWhereItIsTold) {
  TrainingLoop loop({.epochs = 10, .steps_per_epoch = 5});
  int epochs_ended = 0;
  loop.add({.on_epoch_end = [&](LoopState&) { ++epochs_ended; }});
  LoopResult result = loop.run([](LoopState& at) {
    if (at.step == 7) at.stop("enough");
  });
  EXPECT_TRUE(result.stopped);
  EXPECT_EQ(result.why, "enough");
  EXPECT_EQ(result.steps, 7);
  EXPECT_EQ(result.epochs, 1);
  EXPECT_EQ(epochs_ended, 1) << "the second epoch was left in its middle";
  result = loop.run([](LoopState& at) {
    if (at.step_in_epoch == 2) at.end_epoch();
  });
  EXPECT_EQ(result.epochs, 10);
  EXPECT_EQ(result.steps, 20);
}

TEST(TrainingLoop, ACallbackThatThrowsIsSwitchedOffAndSaid) {
  const TempDir dir;
  oriel::Run run({.logdir = dir.path, .name = "loop", .system_interval_ms = 0});
  TrainingLoop loop({.epochs = 3, .steps_per_epoch = 1, .run = &run});
  int calls = 0, others = 0, ended = 0;
  loop.add({.name = "fragile",
            .on_step =
                [&](LoopState&) {
                  ++calls;
                  throw std::runtime_error("no such file");
                },
            .on_train_end = [&](LoopState&) { ++ended; }});
  loop.add({.name = "strange", .on_epoch_end = [](LoopState&) { throw 7; }});
  loop.add({.on_step = [&](LoopState&) { ++others; }});
  ::testing::internal::CaptureStderr();
  const LoopResult result = loop.run([](LoopState&) {});
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(result.epochs, 3);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(ended, 0) << "all of it is off";
  EXPECT_EQ(others, 3);
  EXPECT_THAT(result.switched_off,
              ElementsAre("fragile (on_step): no such file", HasSubstr("strange (on_epoch_end)")));
  EXPECT_THAT(said, HasSubstr("fragile (on_step): no such file; it is switched off"));
  run.finish();
  const auto data = store::open_run(kit::to_string(run.path()), "x");
  ASSERT_EQ((*data)->events().size(), 2U);
  EXPECT_THAT((*data)->events()[0].text, HasSubstr("callback switched off: fragile"));
}

TEST(TrainingLoop, WhatTheStepThrowsGoesToTheCaller) {
  TrainingLoop loop({.epochs = 3});
  bool ended = false;
  loop.add({.on_train_end = [&](LoopState& at) { ended = at.stopping(); }});
  EXPECT_THROW((void)loop.run([](LoopState&) { throw std::logic_error("mine"); }),
               std::logic_error);
  EXPECT_TRUE(ended);
}

// A toy training: its state is one number. Stopped anywhere and resumed, it ends the same.
struct Toy {
  double weight = 1;
  LoopOptions options(const std::string& path, MetricsTracker& tracker) {
    return {.epochs = 6,
            .steps_per_epoch = 4,
            .tracker = &tracker,
            .checkpoint_path = path,
            .resume = true,
            .save_state =
                [this] {
                  return TrainingState{.blobs = {{"weight", std::to_string(weight)}}};
                },
            .load_state =
                [this](const TrainingState& state) { weight = std::stod(*state.find("weight")); }};
  }
  void step(LoopState& at) {
    weight += static_cast<double>(at.step);
    at.record({{"weight", weight}});
  }
};

TEST(TrainingLoop, GoesOnWhereItsCheckpointStands) {
  const TempDir dir;
  Toy whole;
  MetricsTracker all;
  TrainingLoop undisturbed(whole.options(dir.path + "/whole.ckpt", all));
  (void)undisturbed.run([&](LoopState& at) { whole.step(at); });
  for (int stop_after = 1; stop_after < 6; ++stop_after) {
    const std::string path = dir.path + "/" + std::to_string(stop_after) + ".ckpt";
    {
      Toy first;
      MetricsTracker tracker;
      TrainingLoop loop(first.options(path, tracker));
      loop.add({.on_epoch_end = [&](LoopState& at) {
        if (at.epoch == stop_after) at.stop("power");
      }});
      const LoopResult result = loop.run([&](LoopState& at) { first.step(at); });
      EXPECT_EQ(result.epochs, stop_after);
      EXPECT_FALSE(result.problem) << result.problem.message();
    }
    Toy second;
    MetricsTracker tracker;
    TrainingLoop loop(second.options(path, tracker));
    const LoopResult result = loop.run([&](LoopState& at) { second.step(at); });
    EXPECT_TRUE(result.resumed);
    EXPECT_EQ(result.epochs, 6);
    EXPECT_EQ(result.steps, 24);
    EXPECT_EQ(second.weight, whole.weight);
    EXPECT_EQ(tracker.get("weight"), all.get("weight"));
  }
}

TEST(TrainingLoop, ACheckpointThatCannotBeReadIsNotTrainedOver) {
  const TempDir dir;
  const std::string path = dir.path + "/bad.ckpt";
  std::ofstream(path) << "no checkpoint";
  TrainingLoop loop({.epochs = 2, .checkpoint_path = path, .resume = true});
  int steps = 0;
  const LoopResult result = loop.run([&](LoopState&) { ++steps; });
  EXPECT_TRUE(result.problem);
  EXPECT_THAT(result.problem.message(), HasSubstr("not an Oriel checkpoint"));
  EXPECT_EQ(steps, 0);
  EXPECT_EQ(kit::text_of(path), "no checkpoint");
}

}  // namespace
}  // namespace oriel
