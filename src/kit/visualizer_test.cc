#include "oriel/visualizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kit/files.h"
#include "kit/kit_test_util.h"
#include "kit/serve_child.h"
#include "oriel/dashboard.h"
#include "oriel/history.h"
#include "store/source.h"

namespace oriel {
namespace {

using kit::TempDir;
using kit::text_of;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void fill(MetricsTracker& tracker, int episodes = 200) {
  for (int e = 1; e <= episodes; ++e) {
    tracker.record(e, {{"loss", std::exp(-e / 50.0) + 0.05 * std::sin(e)},
                       {"accuracy", 1 - std::exp(-e / 40.0)},
                       {"reward", e + 10 * std::sin(e * 0.7)},
                       {"learning_rate", 0.1 / e},
                       {"gradient_norm", 1 + std::fabs(std::sin(e * 0.3))}});
  }
}

bool is_png(const std::string& path) {
  return text_of(path).starts_with("\x89PNG");
}

TEST(Visualizer, DrawsEveryFormatAndStyle) {
  const TempDir dir;
  MetricsTracker tracker;
  fill(tracker);
  TrainingVisualizer visualizer(tracker, {.path = dir.path + "/live.png"});
  ASSERT_FALSE(visualizer.save_plot(dir.path + "/a.png"));
  EXPECT_TRUE(is_png(dir.path + "/a.png"));
  ASSERT_FALSE(visualizer.save_plot(dir.path + "/new/a.svg", {.graph_style = GraphStyle::kLight}));
  EXPECT_THAT(text_of(dir.path + "/new/a.svg"), HasSubstr("<svg"));
  ASSERT_FALSE(visualizer.save_plot(dir.path + "/a.pdf"));
  EXPECT_THAT(text_of(dir.path + "/a.pdf"), StartsWith("%PDF"));
  EXPECT_THAT(visualizer.save_plot(dir.path + "/a.bmp").message(), HasSubstr(".png"));
  EXPECT_THAT(visualizer.save_plot(dir.path + "/a.png", {.line_width = 99}).message(),
              HasSubstr("line width"));
  EXPECT_FALSE(base::file_exists(dir.path + "/live.png")) << "nobody asked for it";
}

TEST(Visualizer, ModesDrawWhenTheySay) {
  const TempDir dir;
  const auto drawn = [&](VisualizerMode mode) {
    MetricsTracker tracker;
    TrainingVisualizer visualizer(
        tracker, {.mode = mode, .update_interval = 4, .path = dir.path + "/live.png"});
    TrainingLoop loop({.epochs = 3, .steps_per_epoch = 8, .tracker = &tracker});
    loop.add(visualizer.callbacks());
    std::string counts;
    loop.add({.on_step =
                  [&](LoopState&) {
                    visualizer.flush();
                    counts += std::to_string(visualizer.drawn());
                  },
              .on_train_end = [&](LoopState&) { counts += std::to_string(visualizer.drawn()); }});
    (void)loop.run([](LoopState& at) { at.record({{"loss", 1.0 / at.step}}); });
    EXPECT_FALSE(visualizer.problem()) << visualizer.problem().message();
    return counts;
  };
  EXPECT_EQ(drawn(VisualizerMode::kRealTime), "0001111222233334444555567");
  // The last epoch's may make room for the final one.
  EXPECT_THAT(drawn(VisualizerMode::kPerEpoch), StartsWith("000000001111111122222222"));
  EXPECT_EQ(drawn(VisualizerMode::kOnDemand), std::string(25, '0'));
  EXPECT_EQ(drawn(VisualizerMode::kPostTraining), std::string(24, '0') + "1");
  EXPECT_TRUE(is_png(dir.path + "/live.png"));
}

TEST(Visualizer, UpdateTakesMetricsWithoutATracker) {
  const TempDir dir;
  MetricsTracker tracker;
  fill(tracker);
  TrainingVisualizer visualizer({.path = dir.path + "/live.png"});
  EXPECT_THAT(visualizer.save_plot(dir.path + "/a.png").message(), HasSubstr("nothing to draw"));
  visualizer.update(tracker.get_metrics());
  visualizer.flush();
  EXPECT_EQ(visualizer.drawn(), 1U);
  EXPECT_TRUE(is_png(dir.path + "/live.png"));
  EXPECT_FALSE(visualizer.save_plot(dir.path + "/a.png"));
}

TEST(Visualizer, SavedMetricsAreDrawnAfterwards) {
  const TempDir dir;
  MetricsTracker tracker;
  fill(tracker);
  ASSERT_FALSE(tracker.save_checkpoint(dir.path + "/m.ckpt"));
  ASSERT_FALSE(tracker.export_json(dir.path + "/m.json"));
  for (const char* name : {"/m.ckpt", "/m.json"}) {
    TrainingVisualizer visualizer;
    ASSERT_FALSE(visualizer.load(dir.path + name));
    EXPECT_FALSE(visualizer.save_plot(dir.path + name + ".png"));
  }
  TrainingVisualizer visualizer;
  EXPECT_TRUE(visualizer.load(dir.path + "/missing"));
  EXPECT_THAT(visualizer.load(dir.path).message(), HasSubstr("is no run"));
}

TEST(Visualizer, UnknownPanelsNameThoseThereAre) {
  MetricsTracker tracker;
  tracker.record(1, {{"entropy", 1}});
  TrainingVisualizer visualizer(tracker);
  for (const char* kind : {"loss", "accuracy", "reward", "learning_rate", "gradient_norm",
                           "training_curves", "entropy", "layer/*/norm", "train/anything"}) {
    EXPECT_FALSE(visualizer.add_panel(kind)) << kind;
  }
  ::testing::internal::CaptureStderr();
  for (const char* kind : {"network", "boundary", "", "image"}) {
    EXPECT_THAT(visualizer.add_panel(kind).message(), HasSubstr("there are accuracy, ")) << kind;
  }
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("no panel \"network\""));
}

// --- the dashboard -------------------------------------------------------------------------------

Settings quiet(const TempDir& dir) {
  Settings settings;
  settings.window_size = {1200, 800};
  settings.logdir = dir.path;
  return settings;
}

TEST(Dashboard, TrainsAndShows) {
  const TempDir dir;
  TrainingDashboard dashboard(quiet(dir));
  EXPECT_FALSE(dashboard.add_panel("loss", {.position = {0, 0}, .size = {600, 400}}));
  EXPECT_FALSE(dashboard.add_panel("reward", {.position = {600, 0}, .size = {600, 800}}));
  EXPECT_FALSE(dashboard.add_panel("accuracy", {.position = {0, 400}, .size = {600, 400}}));
  ::testing::internal::CaptureStderr();
  EXPECT_THAT(dashboard.add_panel("network").message(), HasSubstr("no panel \"network\""));
  EXPECT_THAT(dashboard.add_panel("loss", {.position = {900, 0}, .size = {600, 400}}).message(),
              HasSubstr("must lie in the window of 1200 × 800"));
  ::testing::internal::GetCapturedStderr();
  const LoopResult result = dashboard.train(
      [](LoopState& at) {
        at.record({{"loss", std::exp(-at.step / 30.0)},
                   {"accuracy", 1 - 1.0 / at.step},
                   {"reward", at.step}});
      },
      {.episodes = 100});
  EXPECT_EQ(result.epochs, 100);
  EXPECT_TRUE(result.switched_off.empty());
  const std::string run = kit::to_string(dashboard.run().path());
  EXPECT_TRUE(is_png(run + "/dashboard.png"));
  const auto layout = nlohmann::json::parse(text_of(run + "/dashboard.json"));
  EXPECT_EQ(layout["v"], 1);
  EXPECT_EQ(layout["window_size"], (std::vector<int>{1200, 800}));
  ASSERT_EQ(layout["panels"].size(), 3U);
  EXPECT_EQ(layout["panels"][1]["kind"], "reward");
  EXPECT_EQ(layout["panels"][1]["position"], (std::vector<int>{600, 0}));
  EXPECT_EQ(layout["panels"][1]["request"]["panel"], "curves");
  EXPECT_FALSE(dashboard.save_plot(dir.path + "/d.svg"));
  EXPECT_FALSE(dashboard.save_plot(dir.path + "/d.pdf"));
}

TEST(Dashboard, WithoutPanelsItShowsWhatThereIs) {
  const TempDir dir;
  oriel::Run run({.logdir = dir.path, .name = "mine", .system_interval_ms = 0});
  TrainingDashboard dashboard(run, quiet(dir));
  fill(dashboard.tracker(), 50);
  EXPECT_FALSE(dashboard.save_plot(dir.path + "/all.png"));
  EXPECT_EQ(&dashboard.run(), &run);
}

TEST(Dashboard, AMissingServerIsOneLine) {
  const TempDir dir;
  Settings settings = quiet(dir);
  settings.open = true;
  ::setenv("ORIEL_BIN", (dir.path + "/nowhere").c_str(), 1);
  const char* path = ::getenv("PATH");
  const std::string kept = path == nullptr ? "" : path;
  ::setenv("PATH", dir.path.c_str(), 1);
  ::testing::internal::CaptureStderr();
  TrainingDashboard dashboard(settings);
  const LoopResult result = dashboard.train(
      [](LoopState& at) {
        at.record({{"loss", at.step}});
      },
      {.episodes = 3});
  const std::string said = ::testing::internal::GetCapturedStderr();
  ::setenv("PATH", kept.c_str(), 1);
  ::unsetenv("ORIEL_BIN");
  EXPECT_EQ(result.epochs, 3);
  // Unless an `oriel` lies beside this very test, as it does in a whole build.
  if (dashboard.open().empty()) {
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
  }
}

std::string script(const TempDir& dir, const std::string& body) {
  const std::string path = dir.path + "/server";
  std::ofstream(path) << "#!/bin/sh\n" << body;
  ::chmod(path.c_str(), 0755);
  return path;
}

TEST(ServeChild, SaysTheAddressAndEndsWhenTold) {
  const TempDir dir;
  const std::string program = script(
      dir, "echo \"args $*\" > " + dir.path +
               "/args\necho 'Oriel shows runs at http://127.0.0.1:4321/ — go'\nexec sleep 1000\n");
  kit::ServeChild child;
  const auto address = child.start(program, "some runs");
  ASSERT_TRUE(address.ok()) << address.status().message();
  EXPECT_EQ(*address, "http://127.0.0.1:4321/");
  EXPECT_EQ(text_of(dir.path + "/args"), "args serve some runs --port 0\n");
  EXPECT_TRUE(child.running());
  child.stop();
  EXPECT_FALSE(child.running());
  child.stop();
}

TEST(ServeChild, OneThatEndsAtOnceIsAProblem) {
  const TempDir dir;
  kit::ServeChild child;
  const auto address = child.start(script(dir, "echo no port is free\nexit 1\n"), "runs");
  ASSERT_FALSE(address.ok());
  EXPECT_THAT(address.status().message(), HasSubstr("no port is free"));
  EXPECT_FALSE(child.start(dir.path + "/missing", "runs").ok());
  EXPECT_FALSE(child.running());
}

// --- history -------------------------------------------------------------------------------------

TEST(History, WritesWhatOpensAgain) {
  const TempDir dir;
  TrainingHistory history;
  EXPECT_EQ(history.best_epoch(), 0);
  for (int e = 1; e <= 30; ++e) {
    history.add(e, 1.0 / e, e < 20 ? 1.1 / e : 0.05 + 0.01 * (e - 19), {{"val_accuracy", 0.5}});
  }
  history.add(31, kNaN, kNaN);
  EXPECT_EQ(history.best_epoch(), 19);
  ASSERT_FALSE(history.save_json(dir.path + "/training_metrics.json"));
  const auto json = nlohmann::json::parse(text_of(dir.path + "/training_metrics.json"));
  EXPECT_EQ(json["best_epoch"], 19);
  EXPECT_EQ(json["train_loss"].size(), 31U);
  EXPECT_EQ(json["train_loss"][30], "NaN");
  EXPECT_TRUE(json["val_accuracy"][30].is_null());
  EXPECT_FALSE(json.contains("epoch"));
  const auto run = store::open_run(dir.path + "/training_metrics.json", "x");
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ((*run)->find("train/loss", 0)->points, 31U);
  EXPECT_EQ((*run)->find("val/accuracy", 0)->points, 30U);
  EXPECT_FALSE(history.save_plot(dir.path + "/training_curves.png"));
  EXPECT_TRUE(is_png(dir.path + "/training_curves.png"));
}

TEST(History, EpochsThatAreNotCountedAreTold) {
  TrainingHistory history;
  history.add(5, 2, 2);
  history.add(10, 1, kNaN, {{"epoch", 3}});
  history.add(5, 3, 3);
  EXPECT_EQ(history.size(), 2U);
  const auto json = nlohmann::json::parse(history.json());
  EXPECT_EQ(json["epoch"], (std::vector<int>{5, 10}));
  EXPECT_EQ(json["train_loss"], (std::vector<double>{3, 1}));
  EXPECT_EQ(json["best_epoch"], 5);
  EXPECT_EQ(json["metric/epoch"][1], 3);
  EXPECT_TRUE(nlohmann::json::accept(TrainingHistory().json()));
}

}  // namespace
}  // namespace oriel
