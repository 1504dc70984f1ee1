#include <fmt/format.h>

#include "cli/command.h"
#include "kit/run_diagnosis.h"

namespace oriel::cli {
namespace {

using analysis::Finding;
using analysis::FindingState;

const char* mark_of(FindingState state) {
  switch (state) {
    case FindingState::kWatching:
      return "·";
    case FindingState::kWarning:
    case FindingState::kConfirmed:
      return "⚠️ ";
    case FindingState::kCleared:
      return "✓";
  }
  return "";
}

void print_finding(const Finding& f) {
  std::string where;
  for (const std::string& name : f.series) where += (where.empty() ? "" : ", ") + name;
  if (f.writer != 0) where += fmt::format(" [rank {}]", f.writer);
  std::string state = to_string(f.state);
  if (f.until_step) state += fmt::format(" at step {}", *f.until_step);
  fmt::print("{} {}  ({}, {:.0f} % sure)\n", mark_of(f.state), f.title, state, 100 * f.confidence);
  fmt::print("   {}\n", f.explanation);
  if (!where.empty()) fmt::print("   in {}\n", where);
  for (const analysis::Evidence& e : f.evidence) {
    fmt::print("   · {}: {:.4g}{}\n", e.name, e.value,
               e.limit ? fmt::format(" (limit {:.4g})", *e.limit) : "");
  }
  const bool advise = f.state == FindingState::kWarning || f.state == FindingState::kConfirmed;
  for (const std::string& remedy : f.remedies) {
    if (advise) fmt::print("   → Try: {}\n", remedy);
  }
  fmt::print("   More: {}\n", f.link);
}

// That no rule speaks is no evidence by itself.
const char* words_of_calm(analysis::Standing standing, bool watched) {
  if (standing == analysis::Standing::kTooEarly) {
    return "No alarm, but it is too early to say: fewer than five evaluations of a loss.\n";
  }
  if (standing == analysis::Standing::kNotBelowUntrained) {
    return "No alarm, but no sign either that it does better than an untrained network.\n";
  }
  return watched ? "No alarm; what is watched above may turn out to be harmless.\n"
                 : "✓ Nothing is wrong as far as the curves tell.\n";
}

int run_diagnose(const std::string& path, const std::string& preset, bool json) {
  auto run = open_run_argument(path);
  if (!run.ok()) return fail(run.status());
  kit::RunDiagnosis diagnosis(
      *run, preset == "classic" ? analysis::Preset::kClassic : analysis::Preset::kRobust);
  diagnosis.update();
  const std::vector<Finding>& findings = diagnosis.findings();
  if (json) {
    fmt::print("{}\n", to_json(findings));
    return kDone;
  }
  fmt::print("{}\n", (*run)->info().path);
  bool alarm = false, watched = false;
  for (const Finding& f : findings) {
    print_finding(f);
    watched = watched || f.state == FindingState::kWatching;
    alarm = alarm || f.state == FindingState::kWarning || f.state == FindingState::kConfirmed;
  }
  if (diagnosis.points_read() == 0) {
    fmt::print(
        "Nothing to judge: no series is named like a loss. Log train/loss and val/loss; what else\n"
        "is understood stands in docs/diagnosis.md.\n");
  } else if (!alarm) {
    fmt::print("{}", words_of_calm(diagnosis.standing(), watched));
  }
  return kDone;
}

}  // namespace

void add_diagnose(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "diagnose", "Say what is wrong with a training, since when, how sure that is, what to try");
  auto path = std::make_shared<std::string>();
  auto preset = std::make_shared<std::string>("robust");
  auto json = std::make_shared<bool>(false);
  command->add_option("run", *path, "A run directory, or a directory of runs (the newest is taken)")
      ->required();
  command->add_option("--preset", *preset, "robust, or classic (plain limits)")
      ->check(CLI::IsMember({"robust", "classic"}))
      ->capture_default_str();
  command->add_flag("--json", *json, "The findings as JSON, as derived/findings.json has them");
  command->callback([&action, path, preset, json] {
    action = [=] { return run_diagnose(*path, *preset, *json); };
  });
}

}  // namespace oriel::cli
