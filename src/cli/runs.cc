#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "cli/command.h"
#include "cli/table.h"
#include "serve/run_json.h"

namespace oriel::cli {
namespace {

// The catalogue scans in the background; a command wants all of it. What a run that has not ended
// holds stands in its log only: a few milliseconds each.
store::RunList whole_list(store::Source& source) {
  store::RunList list = source.list();
  while (list.loading) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    list = source.list();
  }
  for (auto& info : list.runs) {
    if (info->ended_us && info->status != store::RunStatus::kCrashed) continue;
    const auto run = store::open_run(info->path, info->id);
    if (run.ok()) info = std::make_shared<const store::RunInfo>((*run)->info());
  }
  return list;
}

// "running", or what somebody has asked of it: "paused by browser".
std::string status_text(const store::RunInfo& run) {
  const bool running = run.status == store::RunStatus::kRunning;
  const std::string words = running ? run.control.words() : "";
  return words.empty() ? to_string(run.status) : words;
}

int run_runs(const std::string& logdir, bool json) {
  std::error_code error;
  if (!std::filesystem::is_directory(logdir, error)) {
    return fail("there is no directory " + logdir,
                "Give the .logdir of your trainings, such as: oriel runs runs");
  }
  const auto source = store::open_logdir(logdir);
  const store::RunList list = whole_list(*source);
  if (json) {
    const std::string description = source->description();
    fmt::print("{}\n", serve::runs_message(list, &description));
    return kDone;
  }
  if (list.runs.empty()) {
    fmt::print("no runs in {} yet\n", logdir);
    return kDone;
  }
  Table table({"run", "status", "started", "duration", "last step", "points", "dropped", "tags"});
  for (const auto& run : list.runs) {
    std::string tags;
    for (const std::string& tag : run->tags) tags += (tags.empty() ? "" : ",") + tag;
    const int64_t end = run->ended_us.value_or(run->updated_us);
    table.add({run->id, status_text(*run), time_text(run->started_us),
               duration_text(end - run->started_us), count_text(run->last_step),
               count_text(static_cast<int64_t>(run->points)),
               count_text(static_cast<int64_t>(run->dropped)), tags});
  }
  fmt::print("{}", table.text());
  return kDone;
}

}  // namespace

void add_runs(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("runs", "List the runs below a directory");
  auto logdir = std::make_shared<std::string>("runs");
  auto json = std::make_shared<bool>(false);
  command->add_option("logdir", *logdir, "The directory")->capture_default_str();
  command->add_flag("--json", *json, "Print everything that is known, as JSON");
  command->callback([&action, logdir, json] { action = [=] { return run_runs(*logdir, *json); }; });
}

}  // namespace oriel::cli
