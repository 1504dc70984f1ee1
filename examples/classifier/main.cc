// oriel-train — a complete training that is recorded with Oriel.
//
//   oriel-train --train examples/data/digits/train.csv.gz --val examples/data/digits/val.csv.gz
//   oriel serve runs                                              # look at it, live or later
//
// Where to look for what: csv.h reads the data, model.h has the networks, trainer.cc the loop with
// every call to Oriel, this file what surrounds it: options, the run, signals, exit codes.
#include <oriel/run.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>

#include "csv.h"
#include "options.h"
#include "trainer.h"

namespace oriel_train {
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

// OpenMP's threads spin while they wait for each other. With the dashboard and a browser on the
// same few cores that makes the training several times slower, so they are told to sleep instead.
// OpenMP reads this before main() begins, hence the fresh start.
void wait_without_spinning(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  setenv("OMP_WAIT_POLICY", "passive", 1);
  execv("/proc/self/exe", argv);  // returns only where it is not possible: then as it is
}

oriel::Config config_of(const Options& o, const Table& train, const Table& val, int64_t classes) {
  std::string hidden;
  for (const int width : o.hidden) hidden += (hidden.empty() ? "" : ",") + std::to_string(width);
  return {{"train", o.train},
          {"val", o.val},
          {"train_rows", train.rows()},
          {"val_rows", val.rows()},
          {"classes", classes},
          {"oversample_target", o.oversample_target},
          {"model", o.model},
          {"hidden", hidden},
          {"augment", o.augment},
          {"epochs", o.epochs},
          {"lr", o.lr},
          {"batch_size", o.batch_size},
          {"weight_decay", o.weight_decay},
          {"focal_gamma", o.focal_gamma},
          {"patience", o.patience},
          {"seed", o.seed},
          {"threads", o.threads},
          {"out_dir", o.out_dir},
          {"logdir", o.logdir},
          {"name", o.name}};
}

void make_out_dir(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!std::filesystem::is_directory(path)) {
    throw InputError("--out-dir " + path + ": cannot be made: " + error.message() +
                     ". Try: a directory that you may write to");
  }
}

int train(const Options& options) {
  const Table train_table = read_csv(options.train);
  const Table val_table = read_csv(options.val);
  const int64_t classes = check_tables(train_table, val_table, options.classes);
  if (options.model == "conv" && image_side(train_table.columns) == 0) {
    throw InputError(
        "--model conv: " + std::to_string(train_table.columns) +
        " columns are not the pixels of a square image of 8x8 or more. Try: --model mlp");
  }
  make_out_dir(options.out_dir);
  stop_on_signals();

  oriel::Run run({.logdir = options.logdir,
                  .name = options.name,
                  .config = config_of(options, train_table, val_table, classes)});
  if (!run.path().empty()) std::printf("Recording to %s\n", run.path().data());
  try {
    const Outcome outcome =
        train_classifier(options, train_table, val_table, classes, stop_requested, run);
    if (outcome == Outcome::kDiverged) {
      const char* why = "the training loss is no longer a finite number; try a smaller --lr";
      run.failed(why);
      std::fprintf(stderr, "oriel-train: %s\n", why);
      return 1;
    }
  } catch (const std::exception& error) {
    run.failed(error.what());
    throw;
  }
  run.finish();
  if (run.dropped() > 0) {
    std::fprintf(stderr, "oriel-train: %llu points were not recorded: %s\n",
                 static_cast<unsigned long long>(run.dropped()), run.error().message());
  }
  return 0;
}

}  // namespace
}  // namespace oriel_train

int main(int argc, char** argv) {
  using namespace oriel_train;
  setvbuf(stdout, nullptr, _IOLBF, 0);  // every line at once, also into a pipe
  const ParseResult parsed = parse({argv + 1, argv + argc});
  if (!parsed.run) {
    std::fputs(parsed.message.c_str(), parsed.exit_code == 0 ? stdout : stderr);
    return parsed.exit_code;
  }
  wait_without_spinning(argv);
  try {
    return train(parsed.options);
  } catch (const InputError& error) {
    std::fprintf(stderr, "oriel-train: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "oriel-train: %s\n", error.what());
    return 1;
  }
}
