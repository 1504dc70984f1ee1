// What update() costs its caller: the hand-over of a snapshot to whoever draws.
//
// The limit below which no hand-over can go is measured beside it: the same snapshot made by the
// caller and copied as it is into a ring of the same size (BM_MakeAndCopySnapshot), and the one
// locked instruction that lets several threads call (BM_OneExchange). No clock, no system call.
//
// Bursts fit into the ring and it is emptied between them, so that nothing is dropped: a dropped
// snapshot would cost less than one that is taken.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <oriel/terminal.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <vector>

#include "kit/terminal_link.h"

namespace oriel {
namespace {

// Lines into nowhere: the reader is a thread that looks every 50 ms, as the helper does.
VisualizationConfig quiet(int output) {
  VisualizationConfig config;
  config.output = output;
  config.log_interval_seconds = 1e9;
  return config;
}

// `burst` snapshots at a time, of at most `bytes` each.
template <class Update>
void run(benchmark::State& state, int burst, size_t bytes, Update update) {
  if (static_cast<size_t>(burst) * bytes > kit::kLinkRingBytes * 9 / 10) {
    return state.SkipWithError("the burst does not fit into the ring");
  }
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  TerminalVisualizer display(quiet(nowhere));
  display.start(0, "bench");
  int64_t step = 0;
  while (state.KeepRunningBatch(burst)) {
    for (int i = 0; i < burst; ++i) update(display, ++step);
    state.PauseTiming();
    ::usleep(120'000);
    state.ResumeTiming();
  }
  display.close();
  ::close(nowhere);
}

constexpr int kScalarBurst = 8000;
void BM_UpdateScalars(benchmark::State& state) {
  run(state, kScalarBurst, 48, [](TerminalVisualizer& display, int64_t step) {
    display.update({.step = step, .train_loss = 0.5, .val_loss = 0.6, .learning_rate = 1e-3});
  });
}
BENCHMARK(BM_UpdateScalars)->Iterations(10 * kScalarBurst);

constexpr int kLargeBurst = 1500;
void BM_UpdateWithExpertsAndMetrics(benchmark::State& state) {
  const std::vector<ExpertShare> shares(8, ExpertShare{1, 0.125});
  run(state, kLargeBurst, 288, [&](TerminalVisualizer& display, int64_t step) {
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
BENCHMARK(BM_UpdateWithExpertsAndMetrics)->Iterations(20 * kLargeBurst);

// The whole snapshot, as it is: what a copy costs that knows nothing.
class CopyRing {
 public:
  CopyRing() : bytes_(new uint8_t[kit::kLinkRingBytes]()) {}
  [[gnu::noinline]] void update(const TrainingSnapshot& snapshot) noexcept {
    if (at_ + sizeof snapshot > kit::kLinkRingBytes) at_ = 0;
    std::memcpy(bytes_.get() + at_, static_cast<const void*>(&snapshot), sizeof snapshot);
    at_ += sizeof snapshot;
    benchmark::ClobberMemory();
  }

 private:
  std::unique_ptr<uint8_t[]> bytes_;
  size_t at_ = 0;
};
void BM_MakeAndCopySnapshot(benchmark::State& state) {
  CopyRing ring;
  int64_t step = 0;
  for (auto _ : state) {
    ring.update({.step = ++step, .train_loss = 0.5, .val_loss = 0.6, .learning_rate = 1e-3});
  }
  state.counters["bytes"] = sizeof(TrainingSnapshot);
}
BENCHMARK(BM_MakeAndCopySnapshot);

void BM_OneExchange(benchmark::State& state) {
  std::atomic_flag busy;
  for (auto _ : state) {
    while (busy.test_and_set(std::memory_order_acquire)) {
    }
    benchmark::ClobberMemory();
    busy.clear(std::memory_order_release);
  }
}
BENCHMARK(BM_OneExchange);

}  // namespace
}  // namespace oriel
