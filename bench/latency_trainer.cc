// Logs one point every 150 to 250 ms, far from the last: latency_trainer LOGDIR POINTS
//
// Prints `step wall_us` with the wall time just before each log(). bench/latency.mjs looks for the
// pixels.
#include <oriel/run.h>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "latency_trainer: usage: latency_trainer LOGDIR POINTS\n");
    return 2;
  }
  const int points = std::atoi(argv[2]);
  oriel::Run run({.logdir = argv[1], .name = "latency", .system_interval_ms = 0});
  const oriel::Series loss = run.series("train/loss");
  std::mt19937 random(3);
  for (int step = 0; step < points; ++step) {
    timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    run.log(step, {{loss, step % 2 == 0 ? 0.1 : 0.9}});
    std::printf("%d %lld\n", step, static_cast<long long>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000);
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::milliseconds(150 + random() % 101));
  }
}
