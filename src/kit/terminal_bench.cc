// What update() costs its caller: the hand-over of a snapshot to whoever draws. The ring is emptied
// outside of the measured time, so that nothing is dropped.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <oriel/terminal.h>
#include <unistd.h>

#include <vector>

namespace oriel {
namespace {

// Lines into nowhere: the reader is a thread that looks every 50 ms, as the helper does.
VisualizationConfig quiet(int output) {
  VisualizationConfig config;
  config.output = output;
  config.log_interval_seconds = 1e9;
  return config;
}

constexpr int kBurst = 2000;  // snapshots that surely fit

template <class Update>
void run(benchmark::State& state, Update update) {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  TerminalVisualizer display(quiet(nowhere));
  display.start(0, "bench");
  int64_t step = 0;
  while (state.KeepRunningBatch(kBurst)) {
    for (int i = 0; i < kBurst; ++i) update(display, ++step);
    state.PauseTiming();
    ::usleep(120'000);
    state.ResumeTiming();
  }
  display.close();
  ::close(nowhere);
}

void BM_UpdateScalars(benchmark::State& state) {
  run(state, [](TerminalVisualizer& display, int64_t step) {
    display.update({.step = step, .train_loss = 0.5, .val_loss = 0.6, .learning_rate = 1e-3});
  });
}
BENCHMARK(BM_UpdateScalars)->Iterations(20 * kBurst);

void BM_UpdateWithExpertsAndMetrics(benchmark::State& state) {
  const std::vector<ExpertShare> shares(8, ExpertShare{1, 0.125});
  run(state, [&](TerminalVisualizer& display, int64_t step) {
    display.update({.step = step,
                    .train_loss = 0.5,
                    .learning_rate = 1e-3,
                    .expert_utilization = shares,
                    .custom_metrics = {{"position_error", 0.1},
                                       {"velocity_error", 0.2},
                                       {"routing_entropy", 1.7},
                                       {"note", "fine"}}});
  });
}
BENCHMARK(BM_UpdateWithExpertsAndMetrics)->Iterations(20 * kBurst);

}  // namespace
}  // namespace oriel
