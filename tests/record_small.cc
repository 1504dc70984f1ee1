// Records a small run for tests of the commands: record_small LOGDIR STEPS
#include <oriel/run.h>

#include <cstdlib>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  oriel::Run run(
      {.logdir = argv[1], .name = "t", .config = {{"lr", 0.001}}, .system_interval_ms = 0});
  const auto loss = run.series("train/loss");
  for (int64_t step = 0; step < std::atoi(argv[2]); ++step) {
    // As fast as points are taken: a refused one is offered again.
    while (run.try_log(step, {{loss, 1.0 / static_cast<double>(step + 1)}})) {
    }
  }
  run.log((int64_t{1} << 53) + 1, {{"big step", 1}});
  run.event(5, "an event");
  run.record(1, "note", oriel::Text{"a text"});
  return 0;
}
