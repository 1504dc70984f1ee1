// The panels: golden figures over runs in memory, and properties that no golden file shows.
#include "figure/panels.h"

#include <gtest/gtest.h>

#include <cmath>

#include "figure/golden_test_util.h"
#include "figure/panel_kinds.h"

namespace oriel::figure {
namespace {

using nlohmann::json;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::shared_ptr<FakeRunData> small_run(const std::string& id, double offset = 0) {
  auto run = std::make_shared<FakeRunData>(id);
  for (int64_t step = 0; step < 20; ++step) {
    const auto s = static_cast<double>(step);
    run->add("train/loss", step, 2.0 / (1 + s) + offset);
    run->add("epoch", step, std::floor(s / 5));
  }
  for (int64_t step = 4; step < 20; step += 5) {
    const auto s = static_cast<double>(step);
    run->add("val/loss", step, (s - 9) * (s - 9) / 100 + 0.5 + offset);
    run->add("val/accuracy", step, s / 20 - offset);
  }
  run->event(10, "learning rate halved");
  return run;
}

Request curves(std::vector<std::string> runs, std::vector<std::string> series) {
  Request request;
  request.panel = "curves";
  request.runs = std::move(runs);
  request.series = std::move(series);
  request.width = 100;
  return request;
}

template <class M>
std::vector<M> marks(const Figure& figure) {
  std::vector<M> out;
  for (const Panel& panel : figure.panels) {
    for (const Mark& mark : panel.marks) {
      if (const M* m = std::get_if<M>(&mark)) out.push_back(*m);
    }
  }
  return out;
}

TEST(Curves, GoldenOneRun) {
  const auto request = curves({"digits/run_001"}, {"train/loss", "val/*"});
  expect_golden("curves_one_run", dump(make(request, {small_run("digits/run_001")})));
}

TEST(Curves, GoldenSmoothedAndZoomed) {
  auto run = small_run("run_001");
  run->add("train/loss", 20, kNaN);
  run->add("train/loss", 21, HUGE_VAL);
  run->add("train/loss", 22, 0.1);
  Request request = curves({"run_001"}, {"train/loss"});
  request.smoothing = 0.6;
  request.range = {8, 21};
  request.width = 4;
  expect_golden("curves_smoothed", dump(make(request, {run})));
}

TEST(Curves, GoldenSeveralRuns) {
  const auto request = curves({"digits/run_001", "digits/run_002"}, {"*/loss"});
  expect_golden(
      "curves_two_runs",
      dump(make(request, {small_run("digits/run_001"), small_run("digits/run_002", -0.1)})));
}

TEST(Descriptors, Golden) {
  auto run = small_run("run_001");
  for (const char* name :
       {"lr", "perf/samples_per_s", "train/grad_norm", "layer/fc1/grad/rms", "layer/fc2/grad/rms",
        "train/entropy", "val/entropy", "system/cpu_percent", "system/gpu/0/mem_bytes"}) {
    run->add(name, 0, 1);
  }
  run->record("samples", fake_image(1, 2, 2));
  run->record("summary", fake_text(1, "hello"));
  run->offer_live("batch/images");
  expect_golden("descriptors", json::parse(to_json(describe_panels({run}))).dump(1) + "\n");
}

TEST(Curves, EveryDescriptorIsARequest) {
  auto run = small_run("run_001");
  run->record("samples", fake_image(1, 2, 2));
  run->record("summary", fake_text(1, "hello"));
  run->offer_live("batch/images");
  const auto descriptors = describe_panels({run});
  EXPECT_GE(descriptors.size(), 6u);
  for (const Descriptor& descriptor : descriptors) {
    const auto request = parse_request(descriptor.request_json);
    ASSERT_TRUE(request.ok()) << descriptor.request_json;
    EXPECT_FALSE(make(*request, {run}).reading.empty());
  }
}

TEST(Curves, ReadingsInWords) {
  const auto read = [](const Request& request, const Runs& runs) {
    return make(request, runs).reading;
  };
  auto run = small_run("digits/run_001");
  const Request loss = curves({"digits/run_001"}, {"train/loss", "val/loss"});
  EXPECT_EQ(read(loss, {run}),
            "val/loss 1.5, best 0.5 at step 9, not improved for 2 evaluations; train/loss 0.1");
  EXPECT_EQ(read(curves({"digits/run_001"}, {"val/accuracy"}), {run}),
            "val/accuracy 0.95, its best so far");
  EXPECT_EQ(read(curves({"digits/run_001"}, {"nothing"}), {run}),
            "no data yet: waiting for nothing");
  run->change_info([](store::RunInfo& info) { info.status = store::RunStatus::kFinished; });
  EXPECT_EQ(read(curves({"digits/run_001"}, {"nothing"}), {run}),
            "no data: the run has not logged nothing");
  EXPECT_EQ(read(curves({}, {"nothing"}), {}), "no run is selected");
  run->set_loading(true);
  EXPECT_EQ(read(curves({"digits/run_001"}, {"nothing"}), {run}),
            "no data yet: the log is still being read");
  run->add("train/loss", 30, kNaN);
  EXPECT_EQ(read(curves({"digits/run_001"}, {"train/loss"}), {run}),
            "NaN in train/loss, first in view at step 30; train/loss NaN");
  Request away = loss;
  away.range = {1000, 2000};
  EXPECT_TRUE(read(away, {run}).starts_with("nothing in view; val/loss"));

  const Runs two = {small_run("digits/run_001"), small_run("digits/run_002", -0.1)};
  EXPECT_EQ(read(curves({"digits/run_001", "digits/run_002"}, {"*/loss"}), two),
            "best val/loss: run_002 0.4 at step 9, run_001 0.5");
  EXPECT_EQ(read(curves({"digits/run_001", "digits/run_002"}, {"epoch"}), two),
            "latest epoch: run_001 3, run_002 3");
}

TEST(Curves, BestIsMarkedOnEveryAxis) {
  const auto run = small_run("run_001");
  Request request = curves({"run_001"}, {"val/loss"});
  EXPECT_EQ(marks<PointSet>(make(request, {run})).at(0).x.at(0), 9);
  request.x = store::XKind::kRelative;
  EXPECT_EQ(marks<PointSet>(make(request, {run})).at(0).x.at(0), 9);
  request.x = store::XKind::kWall;
  EXPECT_EQ(marks<PointSet>(make(request, {run})).at(0).x.at(0), 1'700'000'009'000'000.0);
  request.x = store::XKind::kSeries;
  request.x_series = "epoch";
  EXPECT_EQ(marks<PointSet>(make(request, {run})).at(0).x.at(0), 1);
  request.range = {2, 3};
  EXPECT_TRUE(marks<PointSet>(make(request, {run})).empty());
}

TEST(Curves, BestIsFoundInsideColumns) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (int64_t step = 0; step < 100'000; ++step) {
    run->add("val/loss", step, step == 77'123 ? 0.25 : 1 + static_cast<double>(step % 7));
  }
  Request request = curves({"run_001"}, {"val/loss"});
  request.x = store::XKind::kRelative;
  EXPECT_EQ(marks<PointSet>(make(request, {run})).at(0).x.at(0), 77'123);
}

// What was smoothed before the view is taken into account: zooming in does not move the curve.
TEST(Curves, SmoothingDoesNotDependOnTheZoom) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (int64_t step = 0; step < 5000; ++step) {
    run->add("train/loss", step, std::sin(static_cast<double>(step) * 0.7));
  }
  Request request = curves({"run_001"}, {"train/loss"});
  request.smoothing = 0.95;
  request.width = 8000;
  const auto whole = marks<Line>(make(request, {run}));
  request.range = {4000, 4100};
  const auto part = marks<Line>(make(request, {run}));
  ASSERT_EQ(whole.size(), 2u);
  ASSERT_EQ(part.size(), 2u);
  ASSERT_TRUE(part[1].smooth);
  EXPECT_EQ(part[1].x.front(), 3999);  // reaches past both edges
  EXPECT_EQ(part[1].x.back(), 4101);
  for (size_t i = 0; i < part[1].x.size(); ++i) {
    const auto step = static_cast<size_t>(part[1].x[i]);
    EXPECT_NEAR(part[1].y[i], whole[1].y[step], 2e-6);
  }
}

TEST(Curves, LongSeriesAreSmoothedAsBlockMeans) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (int64_t step = 0; step < 2'100'000; ++step) {
    run->add("train/loss", step, static_cast<double>(step % 10));
  }
  Request request = curves({"run_001"}, {"train/loss"});
  request.smoothing = 0.99;
  const Figure figure = make(request, {run});
  ASSERT_EQ(figure.notes.size(), 1u);
  EXPECT_EQ(figure.notes[0], "smoothed over block means: 2,100,000 points in view");
  const auto lines = marks<Line>(figure);
  ASSERT_EQ(lines.size(), 2u);
  for (const double v : lines[1].max) EXPECT_NEAR(v, 4.5, 0.2);
}

TEST(Curves, ShowsRanksAndEventsWithinBounds) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (int writer = 0; writer < 3; ++writer) run->add("loss", 100, writer, writer);
  for (int64_t step = 0; step < 80; ++step) run->event(step, "e" + std::to_string(step));
  Request request = curves({"run_001"}, {"**"});
  request.range = {0, 100};
  const Figure figure = make(request, {run});
  const auto lines = marks<Line>(figure);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].label, "loss");
  EXPECT_EQ(lines[2].label, "loss [rank 2]");
  const auto rules = marks<Rule>(figure);
  ASSERT_EQ(rules.size(), 50u);
  EXPECT_EQ(rules.back().label, "e79");
  EXPECT_EQ(figure.notes.at(0), "showing the last 50 events in view; 30 earlier not shown");
}

TEST(Curves, ManySeriesAreCappedAndSaidSo) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (int i = 0; i < 600; ++i) run->add("s" + std::to_string(i), 0, i);
  const Figure figure = make(curves({"run_001"}, {"**"}), {run});
  EXPECT_EQ(marks<Line>(figure).size(), 512u);
  EXPECT_EQ(figure.notes.at(0), "showing the first 512 curves of 600");
}

TEST(Curves, UnknownAxisSaysSo) {
  Request request = curves({"run_001"}, {"train/loss"});
  request.x = store::XKind::kSeries;
  request.x_series = "tokens";
  const Figure figure = make(request, {small_run("run_001")});
  EXPECT_EQ(figure.notes.at(0), "run_001: no series tokens");
}

TEST(Images, ShowsTheOneAtTheCursor) {
  auto run = std::make_shared<FakeRunData>("run_001");
  for (const int64_t step : {10, 20, 30}) run->record("samples", fake_image(step, 3, 2, 3));
  Request request;
  request.panel = "image";
  request.runs = {"run_001"};
  request.series = {"samples"};
  expect_golden("image", dump(make(request, {run})));
  request.cursor = 25;
  EXPECT_EQ(marks<ImageMark>(make(request, {run})).at(0).step, 20);
  request.cursor = 5;
  EXPECT_EQ(make(request, {run}).reading, "samples: no image at or before this step");
}

TEST(Images, RefusesWhatIsNotOne) {
  auto run = std::make_shared<FakeRunData>("run_001");
  auto broken = fake_image(1, 4, 4);
  broken.bytes.pop_back();
  run->record("samples", broken);
  Request request;
  request.panel = "image";
  request.runs = {"run_001"};
  request.series = {"samples"};
  EXPECT_EQ(make(request, {run}).reading, "samples holds an image whose pixels are incomplete");
  broken.shape = {INT64_MAX, INT64_MAX, 1};
  run->record("samples", broken);
  EXPECT_EQ(make(request, {run}).reading, "samples holds an image of a kind that cannot be shown");
}

TEST(Images, HugeOnesAreShrunkAndSaidSo) {
  auto run = std::make_shared<FakeRunData>("run_001");
  auto image = fake_image(1, 5001, 3001);
  std::fill(image.bytes.begin(), image.bytes.end(), uint8_t{200});
  run->record("samples", image);
  Request request;
  request.panel = "image";
  request.runs = {"run_001"};
  request.series = {"samples"};
  const Figure figure = make(request, {run});
  const auto shown = marks<ImageMark>(figure).at(0);
  EXPECT_EQ(shown.width, 2501u);
  EXPECT_EQ(shown.height, 1501u);
  EXPECT_EQ(shown.pixels, std::vector<uint8_t>(2501 * 1501, 200));
  EXPECT_EQ(figure.notes.at(0), "samples is shown at 1/2 of its size (5001 × 3001 pixels)");
}

TEST(Images, LiveSlotsAreLeased) {
  auto run = std::make_shared<FakeRunData>("run_001");
  run->offer_live("batch");
  Request request;
  request.panel = "live_image";
  request.runs = {"run_001"};
  request.series = {"batch"};
  EXPECT_EQ(make(request, {run}).reading, "batch: waiting for the training to show it");
  EXPECT_EQ(run->leases(), 1);
  run->show_live("batch", fake_image(7, 2, 2));
  EXPECT_EQ(make(request, {run}).reading, "batch at step 7, 2 × 2 pixels");
}

TEST(Texts, AreCutBetweenCharacters) {
  auto run = std::make_shared<FakeRunData>("run_001");
  std::string text = "x";
  while (text.size() < (300 << 10)) text += "é";
  run->record("notes", fake_text(3, text));
  Request request;
  request.panel = "text";
  request.runs = {"run_001"};
  request.series = {"notes"};
  const Figure figure = make(request, {run});
  EXPECT_EQ(marks<TextMark>(figure).at(0).text.size(), (256u << 10) - 1);
  EXPECT_EQ(figure.reading, "notes at step 3");
  EXPECT_EQ(figure.notes.size(), 1u);
}

TEST(Panels, UnknownOnesAreAnError) {
  Request request;
  request.panel = "hologram";
  const auto figure = make_figure(request, {});
  ASSERT_FALSE(figure.ok());
  EXPECT_NE(figure.status().message().find("hologram"), std::string::npos);
}

TEST(Panels, TheVersionChangesWithTheData) {
  const auto a = small_run("a"), b = small_run("b");
  const uint64_t before = data_version({a, b});
  b->add("x", 1, 1);
  EXPECT_NE(data_version({a, b}), before);
}

}  // namespace
}  // namespace oriel::figure
