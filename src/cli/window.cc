#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "cli/command.h"
#include "kit/program.h"

namespace oriel::cli {
namespace {

constexpr int kNoDisplay = 5;  // of oriel-window (window/options.h)

struct WindowArguments {
  std::vector<std::string> runs;
  std::string theme, scale, screenshot;
};

// Its exit code, or why it could not be started.
base::Result<int> run_program(std::vector<std::string> command) {
  std::vector<char*> argv;
  for (std::string& part : command) argv.push_back(part.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int error = posix_spawn(&child, argv[0], nullptr, nullptr, argv.data(), environ);
  if (error != 0) return base::Status(std::strerror(error), error);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return base::Status::from_errno("cannot wait for oriel-window");
  }
  if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
  return WEXITSTATUS(status);
}

int run_window(const WindowArguments& a) {
  const std::string program = kit::find_program("oriel-window");
  if (program.empty()) {
    return fail("oriel-window is not installed",
                "Build it with -DORIEL_WINDOW=ON, or look at the run in the browser: oriel serve");
  }
  std::vector<std::string> command = {program};
  for (const std::string& path : a.runs) {
    auto run = find_run(path);
    if (!run.ok()) return fail(run.status());
    command.push_back(*run);
  }
  const auto pass = [&](const char* name, const std::string& value) {
    if (!value.empty()) command.insert(command.end(), {name, value});
  };
  pass("--theme", a.theme);
  pass("--scale", a.scale);
  pass("--screenshot", a.screenshot);
  const auto code = run_program(std::move(command));
  return code.ok() ? *code : fail("cannot start oriel-window: " + code.status().message());
}

}  // namespace

void add_window(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("window", "Show a training in a window, with a Stop button");
  command->footer(
      fmt::format("Exit codes: those of oriel, and {} where there is no display.", kNoDisplay));
  auto a = std::make_shared<WindowArguments>();
  command
      ->add_option("runs", a->runs,
                   "A run directory, or a directory of runs (the newest is taken); several are "
                   "compared")
      ->required();
  command->add_option("--theme", a->theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}));
  command->add_option("--scale", a->scale, "Pixels per point; what the display says without it");
  command->add_option("--screenshot", a->screenshot,
                      "Write what the window shows as a PNG, then end");
  command->callback([&action, a] { action = [a] { return run_window(*a); }; });
}

}  // namespace oriel::cli
