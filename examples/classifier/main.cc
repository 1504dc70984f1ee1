// oriel-train — a complete training that is recorded with Oriel.
//
//   oriel-train --train examples/data/digits/train.csv.gz --val examples/data/digits/val.csv.gz
//   oriel serve runs                                              # look at it, live or later
//
// Where to look for what: csv.h reads the data, model.h has the networks, trainer.cc the loop with
// every call to Oriel, this file what surrounds it: options, the run, signals, exit codes.
#include <oriel/run.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <set>

#include "csv.h"
#include "options.h"
#include "stop_signals.h"
#include "trainer.h"
#include "window.h"

namespace oriel_train {
namespace {

// OpenMP's threads spin while they wait for each other. With the dashboard and a browser on the
// same few cores that makes the training several times slower, so they are told to sleep instead.
// OpenMP reads this before main() begins, hence the fresh start.
void wait_without_spinning(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  setenv("OMP_WAIT_POLICY", "passive", 1);
  execv("/proc/self/exe", argv);  // returns only where it is not possible: then as it is
}

// --class-names, or the numbers of the classes.
std::vector<std::string> names_of(const Options& options, int64_t classes) {
  std::vector<std::string> names = options.class_names;
  if (names.empty()) {
    for (int64_t c = 0; c < classes; ++c) names.push_back(std::to_string(c));
  }
  if (static_cast<int64_t>(names.size()) != classes) {
    throw InputError("--class-names has " + std::to_string(names.size()) + " names for " +
                     std::to_string(classes) + " classes. Try: one name per class");
  }
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) {
    throw InputError("--class-names has the same name twice. Try: a name of its own for each");
  }
  return names;
}

// A JSON list of texts.
std::string as_list(const std::vector<std::string>& names) {
  std::string list = "[";
  for (const std::string& name : names) {
    list += list.size() > 1 ? ",\"" : "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') list += '\\';
      list += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    list += '"';
  }
  return list + "]";
}

oriel::Config config_of(const Options& o, const Table& train, const Table& val,
                        const std::vector<std::string>& names) {
  std::string hidden;
  for (const int width : o.hidden) hidden += (hidden.empty() ? "" : ",") + std::to_string(width);
  const std::string class_names = as_list(names);
  return {{"train", o.train},
          {"val", o.val},
          {"train_rows", train.rows()},
          {"val_rows", val.rows()},
          {"classes", names.size()},
          {"class_names", class_names},
          {"oversample_target", o.oversample_target},
          {"model", o.model},
          {"hidden", hidden},
          {"augment", o.augment},
          {"epochs", o.epochs},
          {"lr", o.lr},
          {"batch_size", o.batch_size},
          {"weight_decay", o.weight_decay},
          {"focal_gamma", o.focal_gamma},
          {"lr_schedule", to_string(o.lr_schedule)},
          {"patience", o.patience},
          {"min_delta", o.min_delta},
          {"noise_aware", o.noise_aware},
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
  const std::vector<std::string> names = names_of(options, classes);
  make_out_dir(options.out_dir);
  watch_stop_signals();

  oriel::Run run({.logdir = options.logdir,
                  .name = options.name,
                  .config = config_of(options, train_table, val_table, names)});
  if (!run.path().empty()) std::printf("Recording to %s\n", run.path().data());
  Window window;
  if (options.gui) window.open({run.path().data(), run.path().size()}, options.logdir);
  try {
    const Outcome outcome = train_classifier(options, train_table, val_table, names, run, window);
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
