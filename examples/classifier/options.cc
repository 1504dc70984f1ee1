#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

namespace oriel_train {
namespace {

constexpr size_t kHelpColumn = 32;  // where descriptions begin

const std::map<std::string, LrSchedule> kSchedules = {{"none", LrSchedule::kNone},
                                                      {"plateau", LrSchedule::kPlateau},
                                                      {"cosine", LrSchedule::kCosine},
                                                      {"one-cycle", LrSchedule::kOneCycle}};

// "--batch_size=32" becomes "--batch-size=32"; what stands after "=" is left alone.
std::string with_hyphens(std::string argument) {
  if (argument.rfind("--", 0) != 0) return argument;
  const auto end = argument.begin() + std::min(argument.find('='), argument.size());
  std::replace(argument.begin(), end, '_', '-');
  return argument;
}

// Like CLI::Range, but refuses NaN and leaves the help free of limits.
CLI::Validator between(double low, double high) {
  const auto check = [low, high](const std::string& text) -> std::string {
    double value = 0;
    if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high) return {};
    std::ostringstream message;
    message << text << " is not a number from " << low << " to " << high;
    return message.str();
  };
  return CLI::Validator(check, "");
}

// A name becomes a folder below the logdir.
CLI::Validator relative_name() {
  const auto check = [](std::string& text) -> std::string {
    for (const auto& part : std::filesystem::path(text)) {
      if (part == ".." || part == "." || part == "/" || part.empty()) {
        return "give a name such as digits or group/digits, not " + text;
      }
    }
    return "";
  };
  return CLI::Validator(check, "");
}

// Breaks a description into lines of `width`, at spaces.
std::string wrapped(const std::string& text, size_t width) {
  std::istringstream words(text);
  std::string result;
  size_t used = 0;
  for (std::string word; words >> word;) {
    if (used > 0 && used + 1 + word.size() > width) {
      result += '\n';
      used = 0;
    }
    if (used > 0) result += ' ';
    result += word;
    used += word.size() + 1;
  }
  return result;
}

void add_data_options(CLI::App& app, Options& o) {
  app.add_option(
         "--train", o.train,
         "Rows to learn from: a CSV file, also gzipped; numbers, the class (0, 1, 2, …) last, "
         "a header line if you like")
      ->required()
      ->type_name("FILE");
  app.add_option(
         "--val", o.val,
         "Rows to check on: the model never learns from them, so they tell how well it does "
         "on what it has not seen")
      ->required()
      ->type_name("FILE");
  app.add_option(
         "--classes", o.classes,
         "How many classes there are; a larger label is then an error. Default: the largest "
         "training label + 1")
      ->check(between(2, 10'000))
      ->type_name("N");
  app.add_option("--class-names", o.class_names,
                 "What the classes are called, such as cat,dog; one name per class. Default: their "
                 "numbers")
      ->delimiter(',')
      ->type_name("NAME,...");
  app.add_option(
         "--oversample-target", o.oversample_target,
         "Show rows of rare classes more than once, until each class has N per epoch. Helps "
         "when a class is so rare that the model ignores it; too high, and it learns those "
         "few rows by heart. 0: off")
      ->check(between(0, 10'000'000))
      ->capture_default_str()
      ->type_name("N");
}

void add_model_options(CLI::App& app, Options& o) {
  app.add_option(
         "--model", o.model,
         "conv: a small convolutional net, for square one-channel images; mlp: fully "
         "connected layers, for anything; auto: conv if the columns make a square of 8x8 or "
         "more")
      ->check(CLI::IsMember({"auto", "conv", "mlp"}).description(""))
      ->capture_default_str()
      ->type_name("KIND");
  app.add_option(
         "--hidden", o.hidden,
         "Widths of the hidden layers of an mlp, such as 256,64; wider or more layers learn "
         "harder tasks, and overfit sooner")
      ->delimiter(',')
      ->check(between(1, 65'536))
      ->default_str("128,64")
      ->type_name("N,...");
  app.add_option(
         "--augment", o.augment,
         "How much training inputs are varied: images are shifted, turned, scaled and given "
         "noise, other rows given noise. 0: not at all (more overfitting)")
      ->check(between(0.0, 5.0))
      ->capture_default_str()
      ->type_name("X");
}

void add_stopping_options(CLI::App& app, Options& o) {
  app.add_option(
         "--patience", o.patience,
         "Early stopping: end when validation loss has not improved for N epochs. 0: never, "
         "all epochs are done, which suits a learning rate that falls to the end. The best model "
         "is kept in any case")
      ->check(between(0, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--min-delta", o.min_delta,
                 "Early stopping: an improvement of this much or less does not count")
      ->check(between(0.0, 1e6))
      ->capture_default_str()
      ->type_name("X");
  app.add_flag(
      "--noise-aware", o.noise_aware,
      "Early stopping: out of patience, wait as long as the trend of the last 20 epochs may "
      "still be falling, however much single epochs jump about (at most five times N)");
}

void add_training_options(CLI::App& app, Options& o) {
  app.add_option("--epochs", o.epochs, "Passes over the training rows")
      ->check(between(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option(
         "--lr", o.lr,
         "Learning rate; the highest one, where it changes. Loss jumps about or becomes NaN: "
         "lower it; loss creeps: raise it")
      ->check(between(1e-12, 1e3))
      ->capture_default_str()
      ->type_name("X");
  app.add_option(
         "--lr-schedule", o.lr_schedule,
         "How the learning rate changes. cosine: up over the first tenth of all steps, then down "
         "along a cosine; one-cycle: up over the first 30 %, then down to nearly nothing; plateau: "
         "halved when validation loss has not improved for more than 3 epochs; none: it stays")
      ->transform(CLI::CheckedTransformer(kSchedules, CLI::ignore_case).description(""))
      ->default_str(to_string(o.lr_schedule))
      ->type_name("KIND");
  app.add_option("--batch-size", o.batch_size,
                 "Rows per step. Larger: smoother gradients, fewer steps; raise --lr along with it")
      ->check(between(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--weight-decay", o.weight_decay,
                 "Pulls weights towards zero. Raise it (1e-2) when validation loss rises while "
                 "training loss falls")
      ->check(between(0.0, 10.0))
      ->capture_default_str()
      ->type_name("X");
  app.add_option("--focal-gamma", o.focal_gamma,
                 "Focal loss: weighs rows that are already right less, so that hard and rare ones "
                 "count more; 2 is usual. 0: plain cross-entropy")
      ->check(between(0.0, 20.0))
      ->capture_default_str()
      ->type_name("X");
  add_stopping_options(app, o);
  app.add_option("--seed", o.seed,
                 "Starts the random numbers: the same seed gives the same training on the same "
                 "machine; several seeds show how much of a difference is luck")
      ->capture_default_str()
      ->type_name("N");
  app.add_option(
         "--threads", o.threads,
         "Threads for the arithmetic. Another number rounds differently, so it is fixed and "
         "not taken from the machine")
      ->check(between(1, 1024))
      ->capture_default_str()
      ->type_name("N");
}

void add_output_options(CLI::App& app, Options& o) {
  app.add_option("--out-dir", o.out_dir,
                 "Where best.pt, training_curves.png and training_metrics.json are kept; made if "
                 "missing")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_option("--logdir", o.logdir,
                 "Where the run is recorded. Look at it, during or after, with: oriel serve DIR")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_option("--name", o.name,
                 "The run's name: DIR/NAME/run_001, then run_002, … nothing is overwritten")
      ->check(relative_name())
      ->capture_default_str()
      ->type_name("NAME");
  app.add_flag_callback(
      "--no-plot", [&o] { o.plot = false; }, "Do not draw training_curves.png");
  app.add_flag(
      "--gui", o.gui,
      "Open a window with the curves and a Stop button. It may be closed at any time, which "
      "stops nothing; without a display the training runs as without --gui");
}

}  // namespace

const char* to_string(LrSchedule schedule) {
  for (const auto& [name, value] : kSchedules) {
    if (value == schedule) return name.c_str();
  }
  return "";
}

ParseResult parse(std::vector<std::string> arguments) {
  ParseResult result;
  Options& o = result.options;
  CLI::App app("Trains a classifier on CSV files and records the training with Oriel.\n",
               "oriel-train");
  app.footer(
      "\nExample:\n"
      "  oriel-train --train examples/data/digits/train.csv.gz --val "
      "examples/data/digits/val.csv.gz\n"
      "\nEvery epoch prints a line:\n"
      "  Epoch 10/20 | Train: 0.3245 | Val: 0.3512 | Gap: +0.0267 | Δ: -0.0023\n"
      "Gap is validation minus training loss: when it grows while Train falls, the model learns "
      "rows\nby heart. Δ is the change of Val since the epoch before: below zero it gets better.\n"
      "\nCtrl-C ends the training after the present epoch, a second one after the present step; so "
      "do\n`oriel stop`, the dashboard and the window. Model, curves and report are saved in each "
      "case.\nA third Ctrl-C ends the process as it is. SIGTERM: after the present step.\n"
      "\nExit codes: 0 done, or stopped early or on request, with everything saved; 2 bad usage or "
      "bad\ninput; 1 anything else, such as a loss that became NaN or a full disk.");
  app.get_formatter()->column_width(kHelpColumn);
  add_data_options(app, o);
  add_model_options(app, o);
  add_training_options(app, o);
  add_output_options(app, o);
  for (CLI::Option* option : app.get_options()) {
    option->description(wrapped(option->get_description(), 100 - kHelpColumn));
  }

  std::transform(arguments.begin(), arguments.end(), arguments.begin(), with_hyphens);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
  try {
    app.parse(std::move(arguments));
    result.run = true;
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    result.exit_code = app.exit(error, out, err) == 0 ? 0 : 2;
    result.message = out.str() + (err.str().empty() ? "" : "oriel-train: " + err.str());
  }
  return result;
}

}  // namespace oriel_train
