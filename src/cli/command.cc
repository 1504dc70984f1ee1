#include "cli/command.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <tuple>
#include <vector>

#include "format/run_files.h"
#include "store/catalogue.h"
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
  if (!fs::exists(path, error)) return base::Status("there is no " + path, ENOENT);
  if (fs::exists(format::run_file_path(path), error) || fs::is_directory(path + "/log", error)) {
    return path;
  }
  if (!fs::is_directory(path, error)) {
    if (store::is_metrics_file(path)) return path;
    return base::Status(path + " is neither a run directory nor a file of metrics", ENOENT);
  }
  store::Catalogue catalogue(path);
  catalogue.refresh();
  std::shared_ptr<const store::RunInfo> newest;
  bool names = false;  // a directory of several trainings, not of one training's runs
  const auto age = [](const store::RunInfo& run) {
    return std::tuple(run.started_us, run.id.size(), run.id);
  };
  const store::RunList list = catalogue.list();
  for (const auto& run : list.runs) {
    names = names || run->id.find('/') != std::string::npos;
    if (newest == nullptr || age(*newest) < age(*run)) newest = run;
  }
  if (newest == nullptr) return base::Status("there is no run in " + path, ENOENT);
  if (names && list.runs.size() > 1) {
    fmt::print(stderr, "oriel: {}, the newest of {} runs\n", newest->path, list.runs.size());
  }
  return newest->path;
}

base::Result<std::shared_ptr<store::RunData>> open_run_argument(const std::string& path) {
  auto run = find_run(path);
  if (!run.ok()) return run.status();
  return store::open_run(*run, *run);
}

int fail(const base::Status& status) {
  const bool missing = status.error_number() == ENOENT;
  return fail(status.message(), missing ? "List what there is with: oriel runs DIRECTORY" : "");
}

namespace {

// The command whose letters are nearest, if it is near.
std::string nearest_command(const CLI::App& app, const std::string& word) {
  const auto distance = [&](const std::string& name) {
    std::vector<size_t> row(word.size() + 1);
    for (size_t i = 0; i <= word.size(); ++i) row[i] = i;
    for (size_t i = 1; i <= name.size(); ++i) {
      size_t diagonal = row[0]++;
      for (size_t j = 1; j <= word.size(); ++j) {
        const size_t swap = diagonal + (name[i - 1] == word[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, swap});
      }
    }
    return row.back();
  };
  std::string best;
  size_t least = 3;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_group().empty()) continue;  // hidden
    if (const size_t d = distance(command->get_name()); d < least) {
      least = d;
      best = command->get_name();
    }
  }
  return best;
}

int wrong_usage(const CLI::App& app, int argc, const char* const* argv, const CLI::Error& error) {
  const std::string word = argc > 1 ? argv[1] : "";
  const bool named = !word.empty() && word[0] != '-';
  const auto is_it = [&](const CLI::App* command) { return command->get_name() == word; };
  if (named && app.get_subcommands(is_it).empty()) {
    const std::string near = nearest_command(app, word);
    fail("there is no command " + word,
         near.empty() ? "List the commands with: oriel --help" : "Did you mean: oriel " + near);
  } else if (named) {
    fail(error.what(), "How it is used: oriel " + word + " --help");
  } else {
    fail("no command was given", "List the commands with: oriel --help");
  }
  return kUsage;
}

}  // namespace

int run_cli(int argc, const char* const* argv) {
  CLI::App app{"See your neural networks learn: live in a browser, and afterwards.", "oriel"};
  app.footer(
      "Start with:  oriel serve runs\n"
      "Exit codes:  0 done; 1 it could not be done; 2 wrong usage; 3 doctor found damage; "
      "4 no answer yet;\n             5 there is no display for the window.");
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
    if (e.get_exit_code() != 0) return wrong_usage(app, argc, argv, e);
    app.exit(e);  // prints the help or the version
    return kDone;
  }
  return action();
}

}  // namespace oriel::cli
