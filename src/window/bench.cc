#include "window/bench.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "draw/layout.h"

namespace oriel::window {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kFrames = 30;
constexpr int kCurves = 8, kPoints = 2000;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Of all threads: on a machine that does other things too, and for software GL, which has its own.
double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// Four panels of two noisy curves each, as a training shows them.
figure::Figure eight_curves() {
  figure::Figure figure;
  figure.columns = 2;
  figure.runs = {{"bench", "bench", 0, "finished", 0}};
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0, 0.05);
  for (int p = 0; p < kCurves / 2; ++p) {
    figure::Panel panel;
    panel.title = "Panel " + std::to_string(p + 1);
    panel.x.label = "epoch";
    panel.x.range = panel.x.extent = {1, kPoints};
    for (const figure::Role role : {figure::Role::kTrain, figure::Role::kVal}) {
      figure::Line line;
      line.role = role;
      line.run = 0;
      line.label = role == figure::Role::kTrain ? "train/loss" : "val/loss";
      line.entity = figure::Entity{"series", "bench", line.label};
      for (int i = 1; i <= kPoints; ++i) {
        line.x.push_back(i);
        line.y.push_back(std::exp(-i / 600.0) + 0.2 + noise(random));
      }
      panel.marks.emplace_back(std::move(line));
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

struct Times {
  std::vector<double> layout, set, paint, cpu;
  double whole(size_t i) const { return layout[i] + set[i] + paint[i]; }
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure(draw::GlPainter& painter, const figure::Figure& figure, int width, int height) {
  constexpr float scale = 1;
  const draw::GlApi& gl = painter.gl();
  draw::LayoutOptions options;
  options.size = {static_cast<float>(width) / scale, static_cast<float>(height) / scale};
  options.theme = &draw::dark_theme();
  options.text = &painter.text();
  options.title = false;
  Times times;
  for (int i = 0; i < kFrames + 3; ++i) {
    const Clock::time_point start = Clock::now();
    const double cpu = cpu_ms();
    const draw::DisplayList list = draw::layout(figure, options);
    const double laid_out = ms_since(start);
    painter.set(list, scale);
    const double set = ms_since(start) - laid_out;
    painter.paint({0, 0, 0, width, height});
    gl.Finish();
    if (i < 3) continue;  // fonts, shaders, caches
    times.layout.push_back(laid_out);
    times.cpu.push_back(cpu_ms() - cpu);
    times.set.push_back(set);
    times.paint.push_back(ms_since(start) - laid_out - set);
  }
  std::vector<double> whole;
  for (size_t i = 0; i < times.layout.size(); ++i) whole.push_back(times.whole(i));
  std::printf("%4d x %-4d            %7.2f = %5.2f + %5.2f + %6.2f   %7.2f   %8zu %6zu\n", width,
              height, median(whole), median(times.layout), median(times.set), median(times.paint),
              median(times.cpu), painter.stats().vertices, painter.stats().draws);
}

}  // namespace

int run_bench(draw::GlPainter& painter, GLFWwindow& window) {
  glfwSwapInterval(0);
  int width = 0, height = 0;
  glfwGetFramebufferSize(&window, &width, &height);
  std::printf("%s\n", draw::describe_gl(painter.gl()).c_str());
  std::printf("%d curves of %d points in four panels; median of %d frames, ms\n", kCurves, kPoints,
              kFrames);
  std::printf(
      "framebuffer           new figure = layout + mesh + drawing   CPU time   vertices  draws\n");
  const figure::Figure figure = eight_curves();
  measure(painter, figure, width, height);
  std::fflush(stdout);
  return 0;
}

}  // namespace oriel::window
