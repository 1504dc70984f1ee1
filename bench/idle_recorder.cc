// What a recorder costs that has nothing to record: idle_recorder LOGDIR SECONDS
//
// Prints JSON: CPU of the process as a share of one core, with the system monitor and without.
#include <oriel/run.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double share(const char* logdir, double seconds, uint32_t system_interval_ms) {
  oriel::Run run({.logdir = logdir, .system_interval_ms = system_interval_ms});
  run.log(0, {{"train/loss", 1.0}});
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // opening is over
  const double start = cpu_seconds();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  return (cpu_seconds() - start) / seconds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "idle_recorder: usage: idle_recorder LOGDIR SECONDS\n");
    return 2;
  }
  const double seconds = std::atof(argv[2]);
  std::printf("{\"with_monitor\": %.6f, \"without\": %.6f}\n", share(argv[1], seconds, 2000),
              share(argv[1], seconds, 0));
}
