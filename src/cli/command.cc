#include "cli/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "format/run_files.h"
#include "store/metrics_file.h"

namespace oriel::cli {

namespace fs = std::filesystem;

int fail(const std::string& what, const std::string& advice) {
  fmt::print(stderr, "oriel: {}\n", what);
  if (!advice.empty()) fmt::print(stderr, "       {}\n", advice);
  return kFailed;
}

std::string version() {
  return ORIEL_VERSION;
}

base::Result<std::string> find_run(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return base::Status("there is no " + path);
  if (store::is_metrics_file(path)) return path;
  if (fs::exists(format::run_file_path(path), error) || fs::is_directory(path + "/log", error)) {
    return path;
  }
  std::string newest;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("run_") || !fs::exists(entry.path() / "run.json", error)) continue;
    // Longer numbers are newer: run_1000 comes after run_999.
    const std::string best = fs::path(newest).filename().string();
    if (std::pair(name.size(), name) > std::pair(best.size(), best)) newest = entry.path().string();
  }
  if (newest.empty()) return base::Status("there is no run in " + path);
  return newest;
}

base::Result<std::shared_ptr<store::RunData>> open_run_argument(const std::string& path) {
  auto run = find_run(path);
  if (!run.ok()) return run.status();
  return store::open_run(*run, *run);
}

int run_cli(int argc, const char* const* argv) {
  CLI::App app{"See your neural networks learn: live in a browser, and afterwards.", "oriel"};
  app.footer(
      "Start with:  oriel serve runs\n"
      "Exit codes:  0 done; 1 it could not be done; 2 wrong usage; 3 doctor found damage; "
      "4 no answer yet.");
  app.require_subcommand(1);
  app.set_version_flag("--version", version());
  Action action;
  add_serve(app, action);
  add_runs(app, action);
  add_show(app, action);
  add_export(app, action);
  add_plot(app, action);
  add_diagnose(app, action);
  add_doctor(app, action);
  add_control(app, action);
  add_watch(app, action);
  add_window(app, action);
  add_terminal_helper(app, action);
  add_version(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? kDone : kUsage;
  }
  return action();
}

}  // namespace oriel::cli
