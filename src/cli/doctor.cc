#include "format/doctor.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "format/writer_reader.h"
#include "store/metrics_file.h"

namespace oriel::cli {
namespace {

int run_doctor(const std::string& path, bool repair) {
  const auto run = find_run(path);
  if (!run.ok()) return fail(run.status());
  if (store::is_metrics_file(*run)) {
    return fail(*run + " is a file of metrics, not a recorded run",
                "Show it with: oriel show " + *run);
  }
  if (repair) {
    const auto drained = format::drain_orphans(base::FileSystem::real(), *run);
    if (!drained.ok()) {
      return fail("cannot repair " + *run + ": " + drained.status().message(),
                  "Make the directory writable and free some space, then try again.");
    }
    fmt::print("{}\n", *drained == 0
                           ? "nothing to repair: no frames were left in memory"
                           : fmt::format("repaired: {} frames were still in memory and are in the "
                                         "log now",
                                         *drained));
  }
  const format::Examination e = format::examine(*run);
  if (!e.is_run)
    return fail(e.findings.front(), "Give a run directory, such as runs/digits/run_001.");
  fmt::print("{}\n", *run);
  for (const std::string& fact : e.facts) fmt::print("  {}\n", fact);
  for (const std::string& finding : e.findings) fmt::print("  DAMAGE {}\n", finding);
  for (const std::string& advice : e.advice) fmt::print("  note: {}\n", advice);
  if (!e.damaged()) {
    fmt::print("  healthy: every checksum is right\n");
    return kDone;
  }
  fmt::print(
      "  What is listed as damaged is lost; everything else reads as before. Copy the run\n"
      "  directory to a sound disk if this one failed.\n");
  return kDamaged;
}

}  // namespace

void add_doctor(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "doctor", "Say what a run still holds and what is lost; exit 3 on real damage");
  auto path = std::make_shared<std::string>();
  auto repair = std::make_shared<bool>(false);
  command->add_option("run", *path, "A run directory, or a directory of runs (the newest is taken)")
      ->required();
  command->add_flag("--repair", *repair,
                    "Write what a crashed training left in memory into the log, before a reboot "
                    "would lose it");
  command->callback(
      [&action, path, repair] { action = [=] { return run_doctor(*path, *repair); }; });
}

}  // namespace oriel::cli
