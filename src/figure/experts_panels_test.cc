// The panels about mixtures of experts.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/experts.h"
#include "analysis/finding.h"
#include "figure/golden_test_util.h"

namespace oriel::figure {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Expert e has the share that share(e, step) says.
template <class Share>
std::shared_ptr<FakeRunData> mixture(const std::string& id, const std::string& block, int experts,
                                     int64_t steps, const Share& share) {
  auto run = std::make_shared<FakeRunData>(id);
  for (int64_t step = 0; step < steps; ++step) {
    for (int e = 0; e < experts; ++e) {
      run->add(block + "expert/" + std::to_string(e) + "/utilization", step, share(e, step));
    }
  }
  return run;
}

// Four experts, of which the last fades away.
double fading(int expert, int64_t step) {
  const double last = 0.25 * std::max(0.0, 1 - static_cast<double>(step) / 10);
  return expert == 3 ? last : (1 - last) / 3;
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

std::string dead_finding(const std::string& series, int64_t since) {
  analysis::Finding f;
  f.rule = "dead_expert";
  f.state = analysis::FindingState::kConfirmed;
  f.confidence = 1;
  f.series = {series};
  f.since_step = since;
  f.title = "Dead expert 3 since step " + std::to_string(since);
  f.explanation = "Words with numbers.";
  f.remedies = {"Try this"};
  f.link = "docs/diagnosis.md#dead_expert";
  return analysis::to_json({f});
}

TEST(Experts, Golden) {
  auto run = mixture("moe/run_001", "", 4, 16, fading);
  run->derive("findings", dead_finding("expert/3/utilization", 10));
  expect_golden("experts", dump(make(panel("experts", {"moe/run_001"}), {run})));
  expect_golden("expert_balance", dump(make(panel("expert_balance", {"moe/run_001"}), {run})));
}

TEST(Experts, ALineEachAndWhatWouldBeEven) {
  auto run = mixture("r", "", 4, 16, fading);
  run->derive("findings", dead_finding("expert/3/utilization", 10));
  const Figure figure = make(panel("experts", {"r"}), {run});
  ASSERT_EQ(figure.panels.size(), 1u);
  const auto lines = marks_of<Line>(figure.panels[0]);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[3].label, "expert 3");
  EXPECT_EQ(lines[3].entity->path, "expert/3/utilization");
  for (int64_t step = 0; step < 16; ++step) {
    EXPECT_EQ(lines[3].y[static_cast<size_t>(step)], fading(3, step));
  }
  EXPECT_EQ(marks_of<Rule>(figure.panels[0]).at(0).y, 0.25);
  const auto found = marks_of<FindingMark>(figure.panels[0]);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].x0, 10);
  EXPECT_EQ(found[0].entity->run, "r");
  EXPECT_EQ(figure.reading,
            "Dead expert 3 since step 10 (confirmed); expert 0 gets most, 33.3 %, expert 3 least, "
            "0 %; even is 25 %");
}

TEST(Experts, ManyStepsAreShownAsMeansAndSaySo) {
  const auto jumping = [](int e, int64_t step) { return step % 2 == e ? 1.0 : 0.0; };
  const Figure figure = make(panel("experts", {"r"}), {mixture("r", "", 2, 4000, jumping)});
  const auto lines = marks_of<Line>(figure.panels[0]);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_LE(lines[0].x.size(), 25u);
  for (const double share : lines[0].y) EXPECT_NEAR(share, 0.5, 0.01);
  ASSERT_FALSE(figure.notes.empty());
  EXPECT_EQ(figure.notes[0], "each point is the mean of 160 steps");
  Request zoomed = panel("experts", {"r"});
  zoomed.range = {100, 110};
  const Figure near = make(zoomed, {mixture("r", "", 2, 4000, jumping)});
  EXPECT_EQ(marks_of<Line>(near.panels[0])[0].y[0], 1);  // single steps again
  EXPECT_TRUE(near.notes.empty());
}

TEST(Experts, TooManyForLinesAreAMap) {
  const auto run = mixture("r", "", 64, 10, [](int e, int64_t) { return e == 5 ? 0 : 1 / 63.0; });
  const Figure figure = make(panel("experts", {"r"}), {run});
  ASSERT_EQ(figure.panels.size(), 1u);
  const auto maps = marks_of<HeatMap>(figure.panels[0]);
  ASSERT_EQ(maps.size(), 1u);
  EXPECT_EQ(maps[0].x.size(), 11u);
  EXPECT_EQ(maps[0].y.size(), 65u);
  EXPECT_EQ(maps[0].values[50], 0);
  EXPECT_NEAR(maps[0].values[0], 64.0 / 63, 1e-12);
  EXPECT_EQ(maps[0].colors->second, 2);
}

TEST(Experts, BlocksHavePanelsOfTheirOwn) {
  auto run = mixture("r", "layer/1/", 4, 10, fading);
  for (int64_t step = 0; step < 10; ++step) {
    for (int e = 0; e < 2; ++e) {
      run->add("layer/2/expert/" + std::to_string(e) + "/utilization", step, 0.5);
    }
  }
  const Figure figure = make(panel("experts", {"r"}), {run});
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].title, "Experts: layer/1");
  EXPECT_EQ(marks_of<Line>(figure.panels[1]).size(), 2u);
  const Figure one = make(panel("experts", {"r"}, {"layer/2/expert/*/*"}), {run});
  ASSERT_EQ(one.panels.size(), 1u);
  const Figure balance = make(panel("expert_balance", {"r"}), {run});
  ASSERT_EQ(balance.panels.size(), 2u);
  EXPECT_EQ(marks_of<Line>(balance.panels[0]).size(), 2u);
  EXPECT_TRUE(balance.reading.starts_with("layer/1: entropy ")) << balance.reading;
}

// Against the definitions, step by step.
TEST(ExpertBalance, IsWhatTheSharesSay) {
  const Figure figure = make(panel("expert_balance", {"r"}), {mixture("r", "", 4, 16, fading)});
  ASSERT_EQ(figure.panels.size(), 2u);
  const Line entropy = marks_of<Line>(figure.panels[0]).at(0);
  const Line load = marks_of<Line>(figure.panels[1]).at(0);
  ASSERT_EQ(entropy.y.size(), 16u);
  for (int64_t step = 0; step < 16; ++step) {
    double h = 0, most = 0;
    for (int e = 0; e < 4; ++e) {
      const double share = fading(e, step);
      if (share > 0) h -= share * std::log(share);
      most = std::max(most, share);
    }
    EXPECT_NEAR(entropy.y[static_cast<size_t>(step)], h / std::log(4), 1e-12);
    EXPECT_NEAR(load.y[static_cast<size_t>(step)], 4 * most, 1e-12);
  }
  EXPECT_EQ(figure.reading,
            "entropy 0.7925 of 1, the busiest expert has 1.333 times the mean (MaxVio 0.3333)");
}

TEST(ExpertBalance, ManyBlocksAreSummedUp) {
  auto run = std::make_shared<FakeRunData>("r");
  for (int layer = 0; layer < 20; ++layer) {
    for (int64_t step = 0; step < 5; ++step) {
      const double share = 0.5 + 0.02 * layer;
      const std::string block = "layer/" + std::to_string(layer) + "/expert/";
      run->add(block + "0/utilization", step, share);
      run->add(block + "1/utilization", step, 1 - share);
    }
  }
  const Figure figure = make(panel("expert_balance", {"r"}), {run});
  const auto lines = marks_of<Line>(figure.panels[1]);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].label, "median of 20 blocks");
  EXPECT_NEAR(lines[0].y[0], 2 * 0.70, 1e-12);
  EXPECT_NEAR(lines[1].y[0], 2 * 0.86, 1e-12);
}

TEST(Experts, TakeWhatIsMissingOrNoNumber) {
  const Request experts = panel("experts", {"r"});
  EXPECT_EQ(make(experts, {}).reading, "no run is selected");
  auto run = std::make_shared<FakeRunData>("r");
  EXPECT_EQ(make(experts, {run}).reading,
            "no data yet: waiting for the share of an expert, such as expert/0/utilization");
  run->add("expert/0/utilization", 1, kNaN);
  run->add("expert/1/utilization", 2, kNaN);
  EXPECT_EQ(make(experts, {run}).reading, "no share that is a number");
  EXPECT_TRUE(make(panel("expert_balance", {"r"}), {run}).reading.empty());
  run->add("expert/0/utilization", 3, 0.5);
  run->add("expert/1/utilization", 3, 0.5);
  run->add("expert/1/utilization", 1, 0.5);  // late, and out of order
  const Figure figure = make(experts, {run});
  EXPECT_EQ(marks_of<Line>(figure.panels[0])[1].x, (std::vector<double>{1, 2, 3}));
  for (const store::XKind x : {store::XKind::kWall, store::XKind::kRelative}) {
    Request other = experts;
    other.x = x;
    EXPECT_EQ(make(other, {run}).panels.size(), 1u);
  }
}

TEST(Experts, SeveralRunsStandSideBySide) {
  const Runs runs = {mixture("moe/run_001", "", 4, 16, fading),
                     mixture("moe/run_002", "", 4, 16, [](int, int64_t) { return 0.25; })};
  const Figure figure = make(panel("experts", {"moe/run_001", "moe/run_002"}), runs);
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].title, "Experts: run_001");
  const Figure balance = make(panel("expert_balance", {"moe/run_001", "moe/run_002"}), runs);
  EXPECT_EQ(marks_of<Line>(balance.panels[0]).size(), 2u);
  EXPECT_TRUE(balance.reading.starts_with("run_001: ")) << balance.reading;
}

// However many experts there are, they do not fill the page.
TEST(Experts, AreOfferedOncePerBlock) {
  const auto keys = [](const Runs& runs) {
    std::string text;
    for (const Descriptor& d : describe_panels(runs)) {
      if (d.tab != "Table") text += d.key + " ";
    }
    return text;
  };
  auto run = mixture("r", "", 64, 2, [](int, int64_t) { return 1 / 64.0; });
  run->add("expert/assignments", 1, 512);
  EXPECT_EQ(keys({run}), "experts expert_balance ");
  const auto two = mixture("q", "layer/1/", 8, 2, [](int, int64_t) { return 0.125; });
  two->add("layer/2/expert/0/utilization", 1, 1);
  EXPECT_EQ(keys({two}), "experts:layer/1/expert experts:layer/2/expert expert_balance ");
  for (const Descriptor& d : describe_panels({two})) {
    if (d.tab != "Experts") continue;
    const auto request = parse_request(d.request_json);
    ASSERT_TRUE(request.ok());
    EXPECT_FALSE(make(*request, {two}).panels.empty()) << d.key;
  }
}

}  // namespace
}  // namespace oriel::figure
