#include "stop_signals.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace oriel_train {
namespace {

std::atomic<int> urgency{0};                           // 1: after the epoch, 2: after the step
static_assert(std::atomic<int>::is_always_lock_free);  // so that a signal handler may set it

// Only what a signal handler may call.
void say(const char* text) {
  const int error = errno;
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text, std::strlen(text));
  errno = error;
}

void on_signal(int signal_number) {
  const bool now = signal_number == SIGTERM || urgency.fetch_add(1) > 0;
  if (!now) {
    say("\nStopping after this epoch, with everything saved. Ctrl-C again: after this step.\n");
    return;
  }
  urgency = 2;
  signal(signal_number, SIG_DFL);  // the next one ends the process
  say("\nStopping after this step, with everything saved. Once more: at once, as it is.\n");
}

}  // namespace

void watch_stop_signals() {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

StopRequest stop_request() {
  const int level = urgency.load(std::memory_order_relaxed);
  return level == 0   ? StopRequest::kNone
         : level == 1 ? StopRequest::kAfterEpoch
                      : StopRequest::kNow;
}

}  // namespace oriel_train
