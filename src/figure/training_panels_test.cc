// The panels about a training as a whole: the four curves, findings, presets.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/finding.h"
#include "figure/golden_test_util.h"

namespace oriel::figure {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Four steps an epoch, a validation at the end of each: the best one at epoch 4, overfitting after.
std::shared_ptr<FakeRunData> training(const std::string& id, int epochs = 8, double offset = 0) {
  auto run = std::make_shared<FakeRunData>(id);
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    for (int i = 0; i < 4; ++i) {
      const int64_t step = (epoch - 1) * 4 + i;
      run->add("train/loss", step, 1.0 / epoch + 0.01 * (i - 1.5) + offset);
      run->add("epoch", step, epoch - 1 + (i + 1) / 4.0);
    }
    run->add("val/loss", epoch * 4 - 1, 0.3 + 0.02 * (epoch - 4) * (epoch - 4) + offset);
  }
  return run;
}

analysis::Finding finding(const std::string& rule, analysis::FindingState state, int64_t since,
                          std::vector<std::string> series) {
  analysis::Finding out;
  out.rule = rule;
  out.state = state;
  out.confidence = 0.9;
  out.series = std::move(series);
  out.since_step = since;
  out.title = rule + " since step " + std::to_string(since);
  out.explanation = "Words with numbers.";
  out.remedies = {"Try this", "or that"};
  out.link = "docs/diagnosis.md#" + rule;
  return out;
}

Request panel(const std::string& name, std::vector<std::string> runs,
              std::vector<std::string> series = {}) {
  Request request;
  request.panel = name;
  request.runs = std::move(runs);
  request.series = std::move(series);
  request.width = 100;
  return request;
}

TEST(TrainingCurves, GoldenOneRun) {
  auto run = training("digits/run_001");
  run->derive("findings",
              analysis::to_json({finding("overfitting", analysis::FindingState::kWarning, 19,
                                         {"val/loss", "train/loss"})}));
  expect_golden("training_curves", dump(make(panel("training_curves", {"digits/run_001"}), {run})));
}

TEST(TrainingCurves, GoldenTwoRuns) {
  const Runs runs = {training("digits/run_001"), training("digits/run_002", 5, -0.05)};
  expect_golden("training_curves_two_runs",
                dump(make(panel("training_curves", {"digits/run_001", "digits/run_002"}), runs)));
}

// Held to the definitions, written out.
TEST(TrainingCurves, AreWhatTheirNamesSay) {
  const Figure figure = make(panel("training_curves", {"r"}), {training("r")});
  ASSERT_EQ(figure.panels.size(), 4u);
  EXPECT_EQ(figure.columns, 2);
  const auto lines = [&](size_t i) { return marks_of<Line>(figure.panels[i]); };
  const std::vector<double> epochs = {1, 2, 3, 4, 5, 6, 7, 8};
  const Line train = lines(0).at(0), val = lines(0).at(1);
  EXPECT_EQ(train.x, epochs);
  EXPECT_EQ(val.x, epochs);
  EXPECT_EQ(figure.panels[0].x.label, "epoch");
  const Line improvement = lines(1).at(0), gap = lines(2).at(0), deviation = lines(3).at(0);
  for (size_t i = 0; i < 8; ++i) {
    EXPECT_NEAR(train.y[i], 1.0 / static_cast<double>(i + 1), 1e-12);  // mean of four steps
    EXPECT_NEAR(gap.y[i], val.y[i] - train.y[i], 1e-12);
    if (i == 0) continue;
    EXPECT_NEAR(improvement.y[i - 1], val.y[i - 1] - val.y[i], 1e-12);
    const size_t from = i < 4 ? 0 : i - 4;
    double mean = 0, square = 0;
    const auto n = static_cast<double>(i - from + 1);
    for (size_t j = from; j <= i; ++j) mean += val.y[j] / n;
    for (size_t j = from; j <= i; ++j) square += (val.y[j] - mean) * (val.y[j] - mean) / n;
    EXPECT_NEAR(deviation.y[i - 1], std::sqrt(square), 1e-12);
  }
  EXPECT_EQ(improvement.x.front(), 2);  // there is nothing before the first
  const auto best = marks_of<PointSet>(figure.panels[0]);
  ASSERT_EQ(best.size(), 1u);
  EXPECT_EQ(best[0].x, std::vector<double>{4});
  EXPECT_EQ(best[0].role, Role::kBest);
  const auto zone = marks_of<Region>(figure.panels[2]);
  EXPECT_EQ(zone.at(0).role, Role::kError);
  EXPECT_EQ(zone.at(0).y0, 0.05);
  EXPECT_EQ(marks_of<Rule>(figure.panels[3]).at(0).y, 0.1);
  EXPECT_TRUE(figure.reading.starts_with(
      "best val/loss 0.3 at epoch 4, not improved for 4 evaluations; gap +0.495"));
}

TEST(TrainingCurves, StepsWhereARunHasNoEpochs) {
  auto run = std::make_shared<FakeRunData>("r");
  for (int64_t step = 0; step < 10; ++step) {
    run->add("train_loss", step, 1.0);
    run->add("val_loss", step, 2.0);
  }
  const Figure figure = make(panel("training_curves", {"r"}), {run});
  EXPECT_EQ(figure.panels[0].x.kind, AxisKind::kStep);
  EXPECT_EQ(marks_of<Line>(figure.panels[0]).size(), 2u);
  Request relative = panel("training_curves", {"r"});
  relative.x = store::XKind::kRelative;
  EXPECT_EQ(make(relative, {run}).panels[0].x.kind, AxisKind::kRelative);
}

TEST(TrainingCurves, WithoutValidationEachEpochIsOnePoint) {
  auto run = std::make_shared<FakeRunData>("r");
  for (int64_t step = 0; step < 12; ++step) {
    run->add("loss", step, static_cast<double>(step));
    run->add("epoch", step, static_cast<double>(step / 4));  // 0, 0, 0, 0, 1, …
  }
  const Figure figure = make(panel("training_curves", {"r"}), {run});
  const auto lines = marks_of<Line>(figure.panels[0]);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].x, (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(lines[0].y, (std::vector<double>{1.5, 5.5, 9.5}));
  EXPECT_TRUE(marks_of<Line>(figure.panels[2]).empty());
  EXPECT_NE(figure.reading.find("no validation loss, so no gap"), std::string::npos);
}

TEST(TrainingCurves, SayWhatIsMissing) {
  const Request request = panel("training_curves", {"r"});
  EXPECT_EQ(make(request, {}).reading, "no run is selected");
  auto run = std::make_shared<FakeRunData>("r");
  EXPECT_EQ(make(request, {run}).reading, "no data yet: waiting for a loss");
  run->change_info([](store::RunInfo& info) { info.status = store::RunStatus::kFinished; });
  EXPECT_EQ(make(request, {run}).reading, "no data: the run has not logged a loss");
  run->add("val/loss", 1, kNaN);
  run->add("val/loss", 2, kNaN);
  const Figure figure = make(request, {run});
  EXPECT_EQ(figure.reading.substr(0, 28), "val/loss has no finite value");
  EXPECT_FALSE(marks_of<Gap>(figure.panels[0]).empty());
}

TEST(TrainingCurves, ALogThatWasResumedKeepsTheLastOfAStep) {
  auto run = training("r", 4);
  run->add("val/loss", 7, 0.2);  // logged again
  const Figure figure = make(panel("training_curves", {"r"}), {run});
  const auto lines = marks_of<Line>(figure.panels[0]);
  EXPECT_EQ(lines.at(1).x, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(lines.at(1).y[1], 0.2);
}

TEST(Findings, StandOnTheCurveTheyAreAbout) {
  auto run = training("r");
  run->derive("findings",
              analysis::to_json(
                  {finding("plateau", analysis::FindingState::kWatching, 23, {"val/loss"}),
                   finding("overfitting", analysis::FindingState::kConfirmed, 20, {"val/loss"}),
                   finding("elsewhere", analysis::FindingState::kConfirmed, 20, {"other"})}));
  Request request = panel("curves", {"r"}, {"train/loss", "val/loss"});
  Figure figure = make(request, {run});
  auto found = marks_of<FindingMark>(figure.panels[0]);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].rule, "overfitting");  // the most serious first
  EXPECT_EQ(found[0].role, Role::kError);
  EXPECT_EQ(found[0].x0, 20);
  EXPECT_EQ(found[0].entity->path, "val/loss");
  EXPECT_EQ(found[1].role, Role::kWatching);
  EXPECT_TRUE(
      figure.reading.starts_with("overfitting since step 20 (confirmed), 1 more finding; val/loss"))
      << figure.reading;
  request.x = store::XKind::kSeries;
  request.x_series = "epoch";
  figure = make(request, {run});
  EXPECT_EQ(marks_of<FindingMark>(figure.panels[0]).at(0).x0, 6);  // the validation after step 20
  figure = make(panel("training_curves", {"r"}), {run});
  EXPECT_EQ(marks_of<FindingMark>(figure.panels[0]).at(0).x0, 6);
  EXPECT_EQ(marks_of<FindingMark>(figure.panels[1]).at(0).rule, "plateau");
  EXPECT_TRUE(
      marks_of<FindingMark>(make(panel("curves", {"r"}, {"epoch"}), {run}).panels[0]).empty());
}

TEST(Findings, AreNamedByThePlaceOnTheirAxis) {
  auto run = training("digits/run_001");
  run->derive("findings",
              analysis::to_json({finding("overfitting", analysis::FindingState::kWarning, 19,
                                         {"val/loss", "train/loss"})}));
  const auto title_of = [](const Figure& figure) {
    for (const Panel& one : figure.panels) {
      for (const Mark& mark : one.marks) {
        if (const auto* found = std::get_if<FindingMark>(&mark)) return found->title;
      }
    }
    return std::string();
  };
  const Figure curves = make(panel("training_curves", {"digits/run_001"}), {run});
  EXPECT_EQ(title_of(curves), "overfitting since epoch 5");
  EXPECT_TRUE(curves.reading.starts_with("overfitting since epoch 5 (warning)")) << curves.reading;
  const Request loss = panel("loss", {"digits/run_001"});
  EXPECT_EQ(title_of(make(loss, {run})), "overfitting since step 19");
}

TEST(Findings, GoldenPanel) {
  auto run = training("digits/run_001");
  auto cleared = finding("instability", analysis::FindingState::kCleared, 8, {"train/loss"});
  cleared.until_step = 16;
  run->derive("findings",
              analysis::to_json({cleared, finding("nan", analysis::FindingState::kConfirmed, 30,
                                                  {"train/loss"})}));
  expect_golden("findings", dump(make(panel("findings", {"digits/run_001"}), {run})));
}

TEST(Findings, NothingFoundIsNotTheSameAsNotLooked) {
  auto run = training("r");
  const Request request = panel("findings", {"r"});
  EXPECT_EQ(make(request, {run}).reading,
            "no diagnosis yet: nothing has looked at this training so far");
  run->derive("findings", analysis::to_json({}));
  EXPECT_EQ(make(request, {run}).reading, "nothing suspicious holds now");
  run->derive("findings", "{ broken");
  const Figure figure = make(request, {run});
  EXPECT_TRUE(figure.notes.at(0).starts_with("r: its findings cannot be read"));
}

TEST(Presets, PickTheirSeriesByName) {
  auto run = training("r");
  run->add("lr", 1, 0.001);
  run->add("train/grad_norm", 1, 2);
  run->add("val/accuracy", 1, 0.5);
  const auto labels = [&](const std::string& name) {
    const Figure figure = make(panel(name, {"r"}), {run});
    std::string text = figure.title + ":";
    for (const Line& line : marks_of<Line>(figure.panels[0])) text += " " + line.label;
    return text;
  };
  EXPECT_EQ(labels("loss"), "Loss: train/loss val/loss");
  EXPECT_EQ(labels("accuracy"), "Accuracy: val/accuracy");
  EXPECT_EQ(labels("learning_rate"), "Learning rate: lr");
  EXPECT_EQ(labels("grad_norm"), "Gradient norm: train/grad_norm");
  EXPECT_TRUE(make(panel("grad_norm", {"r"}), {run}).panels[0].y.log);
  EXPECT_EQ(make(panel("accuracy", {"q"}), {training("q")}).reading,
            "no data yet: waiting for an accuracy");
}

}  // namespace
}  // namespace oriel::figure
