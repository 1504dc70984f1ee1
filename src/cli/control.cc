// oriel stop, pause, resume, checkpoint: ask a running training and wait for what it says
// (docs/control.md).
#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "cli/command.h"

namespace oriel::cli {
namespace {

using Clock = std::chrono::steady_clock;
using store::ControlKind;
using store::ControlOutcome;

struct ControlArguments {
  std::string run;
  ControlKind kind = ControlKind::kStopAfterEpoch;
  double timeout_s = 30;
};

// What the command is waiting for: that the training will stop after its epoch is answer enough.
bool is_answer(ControlKind kind, ControlOutcome outcome) {
  if (outcome == ControlOutcome::kAccepted) return kind == ControlKind::kStopAfterEpoch;
  return outcome != ControlOutcome::kWaiting;
}

store::ControlAnswer wait_for_answer(store::RunData& run, ControlKind kind,
                                     const store::ControlTicket& ticket, double timeout_s) {
  const auto start = Clock::now();
  bool said = false;
  for (;;) {
    const store::ControlAnswer answer = run.control_answer(ticket);
    const std::chrono::duration<double> waited = Clock::now() - start;
    if (is_answer(kind, answer.outcome) || waited.count() >= timeout_s) return answer;
    if (!said && waited.count() >= 1) {
      said = true;
      fmt::print(stderr, "oriel: asked; waiting up to {:g} s for the training's answer{}\n",
                 timeout_s, answer.text.empty() ? "" : " (" + answer.text + ")");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::string advice(ControlKind kind, const store::RunInfo& info) {
  if (info.status != store::RunStatus::kRunning) {
    return "Only a training that runs can be asked. List what there is with: oriel runs";
  }
  const store::ControlState& state = info.control;
  if (!state.available) return "";
  if (state.phase != store::ControlPhase::kRunning && !state.words().empty()) {
    return "It is " + state.words() + ".";
  }
  if (state.supports(kind) || !state.declared) return "";
  std::string list;
  for (const ControlKind k : {ControlKind::kStop, ControlKind::kStopAfterEpoch, ControlKind::kPause,
                              ControlKind::kCheckpoint}) {
    if (state.supports(k)) list += (list.empty() ? "" : ", ") + std::string(to_string(k));
  }
  return "It supports: " + (list.empty() ? "nothing" : list) + ".";
}

int run_control(const ControlArguments& a) {
  const auto run = open_run_argument(a.run);
  if (!run.ok()) return fail(run.status());
  const store::RunInfo info = (*run)->info();
  const auto ticket = (*run)->control(a.kind, "command line");
  if (!ticket.ok()) {
    return fail(fmt::format("{} was not asked: {}", info.path, ticket.status().message()),
                advice(a.kind, info));
  }
  const store::ControlAnswer answer = wait_for_answer(**run, a.kind, *ticket, a.timeout_s);
  if (answer.outcome == ControlOutcome::kRefused) {
    return fail(fmt::format("{} refused: {}", info.path, answer.text), advice(a.kind, info));
  }
  if (is_answer(a.kind, answer.outcome)) {
    fmt::print("{}: {}\n", info.path, answer.text);
    return kDone;
  }
  fmt::print(stderr, "oriel: no answer from {} within {:g} s.\n", info.path, a.timeout_s);
  fmt::print(stderr, "       {}\n",
             answer.outcome == ControlOutcome::kAccepted
                 ? "Its recorder has taken the request: " + answer.text + "."
                 : "The training has not looked yet; it will see the request when it does.");
  return kNoAnswer;
}

void add_command(CLI::App& app, Action& action, const char* name, const char* help,
                 ControlKind kind) {
  auto* command = app.add_subcommand(name, help);
  auto a = std::make_shared<ControlArguments>();
  a->kind = kind;
  command
      ->add_option("run", a->run, "A run directory, or a directory of runs (the newest is taken)")
      ->required();
  command->add_option("--timeout", a->timeout_s, "Seconds to wait for the training's answer")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  if (kind == ControlKind::kStopAfterEpoch) {
    auto* after = command->add_flag_callback(
        "--after-epoch", [] {}, "When the present epoch ends (the default)");
    command
        ->add_flag_callback(
            "--now", [a] { a->kind = ControlKind::kStop; }, "At the next step that looks")
        ->excludes(after);
  }
  command->callback([&action, a] { action = [a] { return run_control(*a); }; });
}

}  // namespace

void add_control(CLI::App& app, Action& action) {
  add_command(app, action, "stop", "Ask a running training to stop", ControlKind::kStopAfterEpoch);
  add_command(app, action, "pause", "Ask a running training to pause", ControlKind::kPause);
  add_command(app, action, "resume", "Let a paused training go on", ControlKind::kResume);
  add_command(app, action, "checkpoint", "Ask a running training to save what it has",
              ControlKind::kCheckpoint);
}

}  // namespace oriel::cli
