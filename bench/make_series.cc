// Makes a finished run of one long series: make_series --dir RUN_DIR --points N. Prints JSON.
#include <cstdio>

#include "synthetic_run.h"

int main(int argc, char** argv) {
  using namespace oriel;
  const std::string dir = bench::text_argument(argc, argv, "--dir");
  if (dir.empty()) {
    std::fprintf(stderr, "make_series: where to?\n  Try: make_series --dir RUN_DIR --points N\n");
    return 2;
  }
  const double points = bench::number_argument(argc, argv, "--points", 1e8);
  const uint64_t start = base::monotonic_ns();
  bench::NoisyLoss loss(points);
  bench::WallTimes times;
  bench::SyntheticRun run(dir);
  for (double step = 0; step < points; ++step) {
    run.add(static_cast<int64_t>(step), times.next(), loss(step));
  }
  run.finish();
  std::printf("{\"points\": %.0f, \"seconds\": %.3f}\n", points,
              static_cast<double>(base::monotonic_ns() - start) * 1e-9);
}
