// oriel-moe — a mixture of experts in training, recorded with Oriel.
//
//   oriel-moe                 # a few minutes; --help says what can be changed
//   oriel-moe --collapse      # what it looks like when experts die
//
// Where to look for what: trajectories.h makes the data, mixture.h has the net, trainer.cc the loop
// with every call to Oriel.
#include <oriel/moe.h>
#include <oriel/run.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "options.h"
#include "trainer.h"

namespace oriel_moe {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may set it

// The first Ctrl-C asks; the second one, back at its default, ends the process at once.
void stop_on_signals() {
  struct sigaction action = {};
  action.sa_handler = [](int) { stop_requested = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// OpenMP's threads spin while they wait for each other, which starves everybody else on the same
// few cores. OpenMP reads this before main() begins, hence the fresh start.
void wait_without_spinning(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  setenv("OMP_WAIT_POLICY", "passive", 1);
  execv("/proc/self/exe", argv);  // returns only where it is not possible: then as it is
}

std::string text(oriel::StringRef s) {
  return {s.data(), s.size()};
}

int run(const Options& o) {
  stop_on_signals();
  oriel::Run run({.logdir = o.logdir,
                  .name = o.name,
                  .config = {{"steps", o.steps},
                             {"batch_size", o.batch_size},
                             {"experts", o.experts},
                             {"active", o.active},
                             {"width", o.width},
                             {"lr", o.lr},
                             {"balance", o.collapse ? 0.0 : o.balance},
                             {"collapse", o.collapse},
                             {"seed", o.seed}}});
  if (!run.path().empty()) std::printf("Recording to %s\n", run.path().data());
  oriel::CombinedOptions looks;
  looks.terminal.log_format =
      o.log_format == "json" ? oriel::LogFormat::kJson : oriel::LogFormat::kText;
  looks.figure.n_experts = static_cast<int>(o.experts);
  looks.figure.path = o.plot && !run.path().empty() ? text(run.path()) + "/moe_training.png" : "";
  oriel::CombinedVisualizer display(looks);
  display.start(o.steps, "Mixture of " + std::to_string(o.experts) + " experts");
  try {
    const Outcome outcome = train(o, stop_requested, run, display);
    display.close();
    if (!looks.figure.path.empty() && !display.problem()) {
      std::printf("The figure is %s\n", looks.figure.path.c_str());
    }
    if (outcome == Outcome::kDiverged) {
      const char* why = "the training loss is no longer a finite number; try a smaller --lr";
      run.failed(why);
      std::fprintf(stderr, "oriel-moe: %s\n", why);
      return 1;
    }
  } catch (const std::exception& error) {
    run.failed(error.what());
    throw;
  }
  run.finish();
  return 0;
}

}  // namespace
}  // namespace oriel_moe

int main(int argc, char** argv) {
  using namespace oriel_moe;
  setvbuf(stdout, nullptr, _IOLBF, 0);  // every line at once, also into a pipe
  const ParseResult parsed = parse({argv + 1, argv + argc});
  if (!parsed.run) {
    std::fputs(parsed.message.c_str(), parsed.exit_code == 0 ? stdout : stderr);
    return parsed.exit_code;
  }
  wait_without_spinning(argv);
  try {
    return run(parsed.options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "oriel-moe: %s\n", error.what());
    return 1;
  }
}
