#include <fmt/format.h>

#include "cli/command.h"
#include "cli/table.h"

namespace oriel::cli {
namespace {

void print_facts(const store::RunInfo& info) {
  const auto line = [](const char* what, const std::string& value) {
    if (!value.empty()) fmt::print("  {:<10} {}\n", what, value);
  };
  fmt::print("{}\n", info.path);
  line("status",
       std::string(to_string(info.status)) + (info.reason.empty() ? "" : " (" + info.reason + ")"));
  line("control", info.control.words());
  line("started", time_text(info.started_us));
  line("duration", duration_text(info.ended_us.value_or(info.updated_us) - info.started_us));
  if (info.progress) {
    line("epoch", fmt::format("{:.4g} of {:g}", info.progress->epoch, info.progress->epochs));
  }
  line("last step", count_text(info.last_step));
  line("points", count_text(static_cast<int64_t>(info.points)));
  if (info.dropped > 0) line("dropped", count_text(static_cast<int64_t>(info.dropped)) + " points");
  if (!info.host.empty()) line("host", fmt::format("{}, process {}", info.host, info.pid));
  std::string command;
  for (const std::string& arg : info.argv) command += (command.empty() ? "" : " ") + arg;
  line("command", command);
  if (!info.git_commit.empty()) {
    line("git", info.git_commit + (info.git_dirty ? " with uncommitted changes" : ""));
  }
  line("config", info.config_json);
  std::string tags;
  for (const std::string& tag : info.tags) tags += (tags.empty() ? "" : ", ") + tag;
  line("tags", tags);
  line("notes", info.notes);
  line("damage", info.damage);
}

int run_show(const std::string& path) {
  auto run = open_run_argument(path);
  if (!run.ok()) return fail(run.status());
  print_facts((*run)->info());
  Table table({"series", "points", "first step", "last step", "last", "min", "max"});
  for (const store::SeriesInfo& s : (*run)->series()) {
    const std::string rank = s.writer == 0 ? "" : fmt::format(" [rank {}]", s.writer);
    table.add({s.name + rank, count_text(static_cast<int64_t>(s.points)), count_text(s.step_min),
               count_text(s.step_max), number_text(s.last), number_text(s.min),
               number_text(s.max)});
  }
  fmt::print("\n{}", table.text());
  const auto streams = (*run)->streams();
  if (!streams.empty()) {
    Table records({"records", "count", "first step", "last step"});
    for (const store::StreamInfo& s : streams) {
      records.add({s.name, count_text(static_cast<int64_t>(s.count)), count_text(s.step_min),
                   count_text(s.step_max)});
    }
    fmt::print("\n{}", records.text());
  }
  const auto events = (*run)->events();
  if (!events.empty()) fmt::print("\nevents\n");
  for (const store::Event& e : events) fmt::print("  step {}: {}\n", count_text(e.step), e.text);
  return kDone;
}

}  // namespace

void add_show(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("show", "Summarise a run: its facts, series, records, events");
  auto path = std::make_shared<std::string>();
  command->add_option("run", *path, "A run directory, or a directory of runs (the newest is taken)")
      ->required();
  command->callback([&action, path] { action = [=] { return run_show(*path); }; });
}

}  // namespace oriel::cli
