// What a frame of the terminal costs: a screen of 120×40 with the progress line, a table of twelve
// rows and two curves, from the model to the bytes; and how many bytes a change takes.
// bench/terminal_peers.py measures rich and tqdm on the same machine.
#include <benchmark/benchmark.h>

#include "draw/terminal_sample_test_util.h"
#include "draw/terminal_screen.h"

namespace oriel::draw {
namespace {

TerminalCaps caps() {
  TerminalCaps caps;
  caps.columns = 120;
  caps.rows = 40;
  caps.color = ColorLevel::k256;
  caps.glyphs = Glyphs::kBraille;
  return caps;
}

// The model of step `step`: a training and a validation curve, the table, the progress line.
ScreenModel two_curves(int64_t step) {
  ScreenModel model = sample::model(step, 5000);
  model.blocks.clear();
  auto figure = sample::loss_figure(step, 5000, false);
  figure->panels[0].marks.erase(figure->panels[0].marks.begin());  // the raw one: two curves
  model.blocks.push_back({PanelView{figure, 0}});
  model.blocks.push_back({sample::status_table(step)});
  return model;
}

void BM_FrameBuildDiffEncode(benchmark::State& state) {
  std::vector<ScreenModel> models;
  for (int i = 0; i < 40; ++i) models.push_back(two_curves(3000 + i * 25));
  TerminalScreen screen(caps(), TerminalScreen::Mode::kFullScreen);
  screen.frame(models[0]);
  size_t i = 0, bytes = 0, most = 0;
  for (auto _ : state) {
    const std::string_view out = screen.frame(models[++i % models.size()]);
    benchmark::DoNotOptimize(out.data());
    if (i % models.size() == 0) continue;  // back to the first one: not a step of training
    bytes += out.size();
    most = std::max(most, out.size());
  }
  state.counters["bytes/frame"] =
      benchmark::Counter(static_cast<double>(bytes) / static_cast<double>(state.iterations()));
  state.counters["most_bytes"] = static_cast<double>(most);
}
BENCHMARK(BM_FrameBuildDiffEncode);

// The whole sample: four panels, raw and smooth curves, experts, findings.
void BM_FrameOfEverything(benchmark::State& state) {
  std::vector<ScreenModel> models;
  for (int i = 0; i < 40; ++i) models.push_back(sample::model(3100 + i * 25, 5000));
  TerminalScreen screen(caps(), TerminalScreen::Mode::kFullScreen);
  size_t i = 0, bytes = 0;
  for (auto _ : state) bytes += screen.frame(models[++i % models.size()]).size();
  state.counters["bytes/frame"] =
      benchmark::Counter(static_cast<double>(bytes) / static_cast<double>(state.iterations()));
}
BENCHMARK(BM_FrameOfEverything);

void BM_FrameWithoutChange(benchmark::State& state) {
  const ScreenModel model = two_curves(4000);
  TerminalScreen screen(caps(), TerminalScreen::Mode::kFullScreen);
  for (auto _ : state) benchmark::DoNotOptimize(screen.frame(model).data());
}
BENCHMARK(BM_FrameWithoutChange);

void BM_FirstFrame(benchmark::State& state) {
  const ScreenModel model = two_curves(4000);
  TerminalScreen screen(caps(), TerminalScreen::Mode::kFullScreen);
  size_t bytes = 0;
  for (auto _ : state) {
    screen.invalidate();
    bytes = screen.frame(model).size();
  }
  state.counters["bytes/frame"] = static_cast<double>(bytes);
}
BENCHMARK(BM_FirstFrame);

void BM_ProgressLineOnly(benchmark::State& state) {
  ScreenModel model = two_curves(4000);
  model.blocks.clear();
  TerminalScreen screen(caps(), TerminalScreen::Mode::kInline);
  size_t bytes = 0;
  for (auto _ : state) {
    ++model.progress.step;
    bytes += screen.frame(model).size();
  }
  state.counters["bytes/frame"] =
      benchmark::Counter(static_cast<double>(bytes) / static_cast<double>(state.iterations()));
}
BENCHMARK(BM_ProgressLineOnly);

}  // namespace
}  // namespace oriel::draw
