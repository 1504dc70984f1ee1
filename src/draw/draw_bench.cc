// What a figure costs: the four panels of a training, two curves of a thousand points each, on
// 1680×1200 pixels — and its parts. bench/paper_peer.py draws the same with matplotlib.
#include <benchmark/benchmark.h>

#include "draw/cairo_painter.h"
#include "draw/layout.h"
#include "draw/paper.h"
#include "draw/sample_figures_test_util.h"
#include "draw/svg_painter.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

figure::Figure four_panels(size_t points) {
  sample::Random random(1);
  figure::Figure out;
  out.title = "Training curves";
  out.reading = "val/loss 0.412, best 0.391 at epoch 31";
  out.columns = 2;
  out.runs = {{"run_0", "digits/run_003", 0, "finished", 0}};
  for (const char* name : {"Loss", "Accuracy", "Improvement", "Gap"}) {
    out.panels.push_back(
        sample::panel(name, static_cast<double>(points - 1),
                      {sample::line("train/x", figure::Role::kTrain, 0,
                                    sample::loss_curve(points, 2.3, 0.1, 0.1, random)),
                       sample::line("val/x", figure::Role::kVal, 0,
                                    sample::loss_curve(points, 2.3, 0.3, 0.15, random))}));
  }
  return out;
}

PaperOptions options() {
  PaperOptions out;
  out.size = {840, 600};
  return out;
}

void layout_only(benchmark::State& state) {
  const figure::Figure figure = four_panels(static_cast<size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(lay_on_paper(figure, options()));
}
BENCHMARK(layout_only)->Arg(1000)->Arg(20000)->Unit(benchmark::kMillisecond);

void png(benchmark::State& state) {
  const figure::Figure figure = four_panels(static_cast<size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(render_png(figure, options()));
}
BENCHMARK(png)->Arg(100)->Arg(1000)->Arg(20000)->Unit(benchmark::kMillisecond);

void svg(benchmark::State& state) {
  const figure::Figure figure = four_panels(static_cast<size_t>(state.range(0)));
  size_t bytes = 0;
  for (auto _ : state) bytes = render_svg(figure, options()).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(svg)->Arg(1000)->Arg(20000)->Unit(benchmark::kMillisecond);

void pdf(benchmark::State& state) {
  const figure::Figure figure = four_panels(static_cast<size_t>(state.range(0)));
  size_t bytes = 0;
  for (auto _ : state) bytes = render_pdf(figure, options())->size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(pdf)->Arg(1000)->Arg(20000)->Unit(benchmark::kMillisecond);

// An empty sheet of the same size: what encoding costs at least.
void png_blank(benchmark::State& state) {
  DisplayList list;
  list.size = {840, 600};
  list.background = {255, 255, 255, 255};
  for (auto _ : state) benchmark::DoNotOptimize(paint_png(list, 2));
}
BENCHMARK(png_blank)->Unit(benchmark::kMillisecond);

void scatter_png(benchmark::State& state) {
  figure::Panel panel = sample::panel("Latent space", 1, {});
  sample::Random random(2);
  for (int c = 0; c < 8; ++c) {
    figure::PointSet set;
    set.label = "class " + std::to_string(c);
    for (int i = 0; i < state.range(0) / 8; ++i) {
      set.x.push_back(c + random.next() * 2);
      set.y.push_back(random.next() * 5);
    }
    panel.marks.emplace_back(std::move(set));
  }
  const figure::Figure figure = sample::single(std::move(panel));
  for (auto _ : state) benchmark::DoNotOptimize(render_png(figure, options()));
}
BENCHMARK(scatter_png)->Arg(800)->Arg(8000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace oriel::draw
