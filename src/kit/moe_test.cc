#include "oriel/moe.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "draw/layout.h"
#include "draw/svg_painter.h"
#include "kit/kit_test_util.h"
#include "kit/plots.h"
#include "kit/run_diagnosis.h"

namespace oriel {
namespace {

using kit::TempDir;
using kit::text_of;
using ::testing::HasSubstr;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Eight experts; from step `closed` on the last one gets nothing.
std::map<int, double> shares_at(int64_t step, int64_t closed = 1'000'000, int experts = 8) {
  std::map<int, double> shares;
  double sum = 0;
  for (int e = 0; e < experts; ++e) {
    const double wave =
        std::sin(static_cast<double>(step) / 40 + e) + 0.2 * std::sin(step * 1.7 + e);
    shares[e] = e == experts - 1 && step >= closed ? 0 : 1 + 0.15 * wave;
    sum += shares[e];
  }
  for (auto& [expert, share] : shares) share /= sum;
  return shares;
}

void feed(MoeVisualizer& figure, int64_t steps, int64_t closed = 1'000'000) {
  for (int64_t step = 0; step < steps; ++step) {
    const double loss = 0.2 + std::exp(-static_cast<double>(step) / 60);
    EXPECT_FALSE(figure.update_metrics({{"train_loss", loss},
                                        {"aux_loss", 1.1},
                                        {"position_error", loss / 2},
                                        {"velocity_error", loss / 3},
                                        {"samples_per_sec", 900}},
                                       shares_at(step, closed)));
  }
}

TEST(Moe, TheFigureHasAPanelForEverything) {
  const TempDir dir;
  MoeVisualizer figure = create_moe_visualizer({.n_experts = 8, .path = dir.path + "/moe.png"});
  feed(figure, 200, 80);
  ASSERT_FALSE(figure.save_plot(dir.path + "/moe.svg"));
  const std::string svg = text_of(dir.path + "/moe.svg");
  EXPECT_THAT(svg, HasSubstr("<svg"));
  ASSERT_FALSE(figure.save_plot(dir.path + "/moe.pdf"));
  EXPECT_TRUE(text_of(dir.path + "/moe.pdf").starts_with("%PDF"));
  EXPECT_THAT(figure.save_plot(dir.path + "/moe.gif").message(), HasSubstr(".png"));
  EXPECT_FALSE(figure.close());
  EXPECT_TRUE(text_of(dir.path + "/moe.png").starts_with("\x89PNG"));
  EXPECT_GE(figure.drawn(), 1u);
  const uint64_t drawn = figure.drawn();
  EXPECT_FALSE(figure.update_metrics({{"train_loss", 1}}));  // it is over
  EXPECT_FALSE(figure.close());
  EXPECT_EQ(figure.drawn(), drawn);
}

TEST(Moe, UnknownExpertsAreLeftOutAndSaidOnce) {
  const TempDir dir;
  MoeVisualizer figure({.n_experts = 4, .path = dir.path + "/moe.png"});
  testing::internal::CaptureStderr();
  const Problem problem = figure.update_metrics({{"train_loss", 1}}, {{0, 0.5}, {4, 0.5}});
  EXPECT_THAT(problem.message(), HasSubstr("there is no expert 4: experts are 0 to 3"));
  EXPECT_TRUE(figure.update_metrics({}, {{-1, 0.5}}));
  EXPECT_TRUE(figure.update_metrics({}, {{-1, 0.5}}));
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << said;
  EXPECT_FALSE(figure.update_metrics({{"train_loss", kNaN}, {"word", "text"}}, {{3, kNaN}}));
  EXPECT_FALSE(figure.update_metrics({{"train_loss", INFINITY}}, {{0, -1}, {1, INFINITY}}));
  EXPECT_FALSE(figure.close());
  MoeVisualizer any({.n_experts = 0, .path = ""});  // as many as turn up
  EXPECT_FALSE(any.update_metrics({}, {{0, 0.1}, {200, 0.9}}));
  EXPECT_FALSE(any.save_plot(dir.path + "/any.png"));
  EXPECT_TRUE(any.update_metrics({}, {{1'000'000, 0.9}}));
  MoeVisualizer empty({.path = dir.path + "/empty.png"});
  EXPECT_THAT(empty.save_plot(dir.path + "/empty.png").message(), HasSubstr("nothing to draw yet"));
  EXPECT_FALSE(empty.close());
  EXPECT_FALSE(base::file_exists(dir.path + "/empty.png"));
}

TEST(Moe, AFigureThatCannotBeWrittenDisturbsNobody) {
  const TempDir dir;
  testing::internal::CaptureStderr();
  {
    MoeVisualizer figure({.update = 1, .path = dir.path + "/file.png/moe.png"});
    std::ofstream(dir.path + "/file.png") << "a file where a directory is needed";
    feed(figure, 20);
    figure.flush();
    EXPECT_TRUE(figure.problem());
    EXPECT_EQ(figure.drawn(), 0u);
    EXPECT_TRUE(figure.close());
  }
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("the training goes on"));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
}

// Drawing takes tens of milliseconds; the caller must not see any of it.
TEST(Moe, AnUpdateCostsItsCallerLittle) {
  const TempDir dir;
  MoeVisualizer figure({.update = 1, .path = dir.path + "/moe.png"});
  std::vector<double> us;
  for (int64_t step = 0; step < 2000; ++step) {
    const auto shares = shares_at(step);
    const auto start = std::chrono::steady_clock::now();
    (void)figure.update_metrics({{"train_loss", 1.0}, {"aux_loss", 1.1}, {"error", 0.5}}, shares);
    us.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
                     .count());
  }
  std::nth_element(us.begin(), us.begin() + 1000, us.end());
  EXPECT_LT(us[1000], 100) << "µs, the median";  // a microsecond or two where nothing else runs
  RecordProperty("median_ns", static_cast<int>(us[1000] * 1000));
}

TEST(Combined, OneSnapshotForBoth) {
  const TempDir dir;
  const std::string lines = dir.path + "/lines.txt";
  const int output = ::open(lines.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  ASSERT_GE(output, 0);
  CombinedOptions options;
  options.terminal.output = output;
  options.figure.path = dir.path + "/both.png";
  CombinedVisualizer both = create_combined_visualizer(options);
  both.update({.step = 1, .train_loss = 9});  // before start(): nothing
  both.start(200, "Both at once");
  for (int64_t step = 1; step <= 200; ++step) {
    both.update({.step = step,
                 .train_loss = 1.0 / static_cast<double>(step),
                 .learning_rate = 0.1,
                 .expert_utilization = shares_at(step),
                 .batch_size = 64,
                 .custom_metrics = {{"position error", 0.5}, {"note", "text"}}});
  }
  ASSERT_FALSE(both.save_plot(dir.path + "/now.svg"));
  EXPECT_THAT(text_of(dir.path + "/now.svg"), HasSubstr("Both at once"));
  both.close();
  both.close();
  ::close(output);
  EXPECT_TRUE(text_of(dir.path + "/both.png").starts_with("\x89PNG"));
  EXPECT_THAT(text_of(lines), HasSubstr("Both at once"));
  EXPECT_FALSE(both.problem()) << both.problem().message();
}

TEST(Moe, PanelsCanBeAskedForByName) {
  for (const char* kind : {"experts", "expert_balance"}) {
    const auto request = kit::panel_request(kind, {});
    ASSERT_TRUE(request.ok()) << kind;
    EXPECT_EQ(request->panel, kind);
    EXPECT_THAT(kit::panel_kinds_text(), HasSubstr(kind));
  }
}

// --- Golden pictures ---------------------------------------------------------------------------

std::shared_ptr<store::MemoryRun> mixture(int experts, int64_t steps) {
  Metrics metrics;
  for (int e = 0; e < experts; ++e) {
    metrics.push_back({"expert/" + std::to_string(e) + "/utilization", {}, {}});
  }
  for (int64_t step = 0; step < steps; ++step) {
    for (const auto& [expert, share] : shares_at(step, steps / 2, experts)) {
      metrics[static_cast<size_t>(expert)].episodes.push_back(step);
      // Rounded, so that the last digits of sin() of some library do not matter.
      metrics[static_cast<size_t>(expert)].values.push_back(std::round(share * 1e4) / 1e4);
    }
  }
  store::MemoryContent content = kit::content_of(metrics, "moe");
  auto run = std::make_shared<store::MemoryRun>(content);
  kit::RunDiagnosis diagnosis(run);
  diagnosis.update();
  content.derived["findings"] = analysis::to_json(diagnosis.findings());
  run->replace(content);
  return run;
}

// Light and dark; ORIEL_UPDATE_GOLDEN=1 writes them anew; look at them before they are kept.
void expect_golden(const std::string& name, const std::string& panel, int experts, int64_t steps,
                   draw::Size size) {
  const auto run = mixture(experts, steps);
  figure::Request request;
  request.panel = panel;
  request.runs = {"moe"};
  request.width = 200;
  const auto figure = figure::make_figure(request, {run});
  ASSERT_TRUE(figure.ok());
  for (const bool dark : {false, true}) {
    draw::LayoutOptions options;
    options.size = size;
    options.theme = dark ? &draw::dark_theme() : &draw::light_theme();
    options.paper = true;
    options.density = 1;
    const std::string svg = draw::paint_svg(draw::layout(*figure, options), figure->title,
                                            figure->reading, draw::SvgText::kText);
    const std::string path =
        std::string(ORIEL_GOLDEN_DIR) + "/draw/" + name + (dark ? "_dark.svg" : "_light.svg");
    if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << svg;
    EXPECT_TRUE(svg == text_of(path)) << path << " has changed; ORIEL_UPDATE_GOLDEN=1 renews it";
  }
}

TEST(MoeGolden, Experts) {
  expect_golden("experts", "experts", 8, 400, {480, 300});
}
TEST(MoeGolden, ExpertsAsAMap) {
  expect_golden("experts_map", "experts", 32, 160, {480, 300});
}
TEST(MoeGolden, ExpertBalance) {
  expect_golden("expert_balance", "expert_balance", 8, 160, {720, 300});
}

}  // namespace
}  // namespace oriel
