// A command of the `oriel` binary: how it is called and what it does. One file per command.
//
// Exit codes, the same for all: 0 done; 1 it could not be done (the message says why and what to
// try); 2 the command line makes no sense; 3 doctor found real damage; 4 a training that was asked
// for something has not answered yet. Messages go to standard error, results to standard output.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "store/source.h"

namespace oriel::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kDamaged = 3;
inline constexpr int kNoAnswer = 4;

// Each adds its subcommand; its callback stores what to run in `action`.
using Action = std::function<int()>;
void add_serve(CLI::App& app, Action& action);
void add_runs(CLI::App& app, Action& action);
void add_show(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_plot(CLI::App& app, Action& action);
void add_diagnose(CLI::App& app, Action& action);
void add_doctor(CLI::App& app, Action& action);
void add_control(CLI::App& app, Action& action);  // stop, pause, resume, checkpoint
void add_watch(CLI::App& app, Action& action);
void add_window(CLI::App& app, Action& action);
void add_terminal_helper(CLI::App& app, Action& action);
void add_version(CLI::App& app, Action& action);

int run_cli(int argc, const char* const* argv);

// "oriel: <what>", then the advice on a line of its own. Returns kFailed.
int fail(const std::string& what, const std::string& advice = "");

// The same for what has no run: with the advice to list those there are.
int fail(const base::Status& status);

// RUN as people give it: a run directory, a file of metrics, or a directory of runs, of which the
// newest is meant; where it is one among several trainings, standard error says which. Errors:
// ENOENT where there is no run.
base::Result<std::string> find_run(const std::string& path);
// The same, opened; its id is the path.
base::Result<std::shared_ptr<store::RunData>> open_run_argument(const std::string& path);

std::string version();

}  // namespace oriel::cli
