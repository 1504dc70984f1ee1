// What a display costs while a training shows itself: terminal_display ORIEL_DIRECTORY SECONDS
//
// A training of 100 steps a second on a pseudo-terminal of 120×40, with the real helper. Prints
// JSON: processor time of the helper and of the training as shares of one core in steady state (of
// a long run, less what a run of two seconds costs: starting is not part of it), bytes per second
// on the terminal, and what starting and ending cost the helper once. The training is measured
// without a display, too.
#include <fcntl.h>
#include <oriel/terminal.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int kStep_us = 10'000;
constexpr double kShort = 2;

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}
double cpu(const rusage& use) {
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

[[noreturn]] void train(double duration, bool shown) {
  oriel::TerminalVisualizer display({.output = STDOUT_FILENO});
  const auto steps = static_cast<int64_t>(duration * 1e6 / kStep_us);
  if (shown) display.start(steps, "Training digits");
  const auto began = std::chrono::steady_clock::now();
  const std::vector<oriel::ExpertShare> experts = {{0, 0.2}, {1, 0.3}, {2, 0.25}, {3, 0.25}};
  for (int64_t step = 1; step <= steps; ++step) {
    const double x = static_cast<double>(step);
    display.update({.step = step,
                    .train_loss = std::exp(-x / 300) + 0.05 * std::sin(x),
                    .val_loss = std::exp(-x / 350) + 0.1,
                    .learning_rate = 1e-3,
                    .expert_utilization = experts,
                    .batch_size = 32,
                    .custom_metrics = {{"accuracy", 1 - std::exp(-x / 300)}}});
    const auto next = began + std::chrono::microseconds(step * kStep_us);
    const auto left = next - std::chrono::steady_clock::now();
    if (left.count() > 0) {
      ::usleep(static_cast<useconds_t>(
          std::chrono::duration_cast<std::chrono::microseconds>(left).count()));
    }
  }
  display.close();
  std::exit(0);
}

struct Cost {
  double helper = 0, training = 0, bytes = 0;
};

Cost measure(double duration, bool shown) {
  winsize size{};
  size.ws_col = 120;
  size.ws_row = 40;
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) train(duration, shown);
  Cost cost;
  // The helper is nobody's child and so becomes this process's.
  int left = shown ? 2 : 1;
  while (left > 0) {
    pollfd ready{terminal, POLLIN, 0};
    char buffer[65536];
    if (::poll(&ready, 1, 20) > 0) {
      const ssize_t n = ::read(terminal, buffer, sizeof buffer);
      if (n > 0) cost.bytes += static_cast<double>(n);
      if (n <= 0) ::usleep(10'000);
    }
    rusage use{};
    const pid_t ended = ::wait4(-1, nullptr, WNOHANG, &use);
    if (ended < 0) break;
    if (ended == 0) continue;
    (ended == child ? cost.training : cost.helper) += cpu(use);
    --left;
  }
  ::close(terminal);
  return cost;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "terminal_display: usage: terminal_display ORIEL_DIRECTORY SECONDS\n");
    return 2;
  }
  ::setenv("ORIEL_BIN", argv[1], 1);
  ::setenv("TERM", "xterm-256color", 1);
  ::setenv("LANG", "C.UTF-8", 1);
  for (const char* name : {"CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}) {
    ::unsetenv(name);
  }
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const double duration = std::atof(argv[2]);
  const Cost start = measure(kShort, true);
  const Cost all = measure(kShort + duration, true);
  const Cost start_bare = measure(kShort, false);
  const Cost bare = measure(kShort + duration, false);
  if (start.helper <= 0 || all.bytes <= start.bytes) {
    std::fprintf(stderr, "terminal_display: there was no display\n");
    return 1;
  }
  std::printf(
      "{\"helper\": %.6f, \"training\": %.6f, \"bare_training\": %.6f, \"bytes_per_second\": %.0f, "
      "\"once_seconds\": %.6f}\n",
      (all.helper - start.helper) / duration, (all.training - start.training) / duration,
      (bare.training - start_bare.training) / duration, (all.bytes - start.bytes) / duration,
      start.helper);
}
