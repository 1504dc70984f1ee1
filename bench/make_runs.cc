// Makes a logdir of many small finished runs, recorded like any other: make_runs LOGDIR N
#include <oriel/run.h>

#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "make_runs: where to, and how many?\n  Try: make_runs LOGDIR N\n");
    return 2;
  }
  const int runs = std::atoi(argv[2]);
  for (int i = 0; i < runs; ++i) {
    const std::string name = "group_" + std::to_string(i % 10);
    oriel::Run run({.logdir = argv[1],
                    .name = name,
                    .config = {{"lr", 1e-3 / (1 + i)}, {"layers", i % 7}, {"optimiser", "adam"}},
                    .tags = {"bench"},
                    .drain_interval_ms = 1000,  // finish() drains; no need to wake before
                    .system_interval_ms = 0});
    const oriel::Series loss = run.series("train/loss");
    for (int step = 0; step < 20; ++step) run.log(step, {{loss, 1.0 / (1 + step)}});
  }
}
