#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace oriel_train {
namespace {

constexpr size_t kHelpColumn = 32;  // where descriptions begin

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

void add_training_options(CLI::App& app, Options& o) {
  app.add_option("--epochs", o.epochs, "Passes over the training rows")
      ->check(between(1, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
  app.add_option(
         "--lr", o.lr,
         "Peak learning rate: it rises over the first tenth of the steps, then falls along a "
         "cosine. Loss jumps about or becomes NaN: lower it; loss creeps: raise it")
      ->check(between(1e-12, 1e3))
      ->capture_default_str()
      ->type_name("X");
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
  app.add_option("--patience", o.patience,
                 "Stop when validation loss has not improved for N epochs; 5 is usual. 0: never, "
                 "since a falling learning rate often finds its best at the end")
      ->check(between(0, 1'000'000))
      ->capture_default_str()
      ->type_name("N");
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
  app.add_option("--out-dir", o.out_dir, "Where best_model.pt is kept; made if missing")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_option("--logdir", o.logdir,
                 "Where the run is recorded. Look at it, during or after, with: oriel serve DIR")
      ->capture_default_str()
      ->type_name("DIR");
  app.add_option("--name", o.name,
                 "The run's name: DIR/NAME/run_001, then run_002, … nothing is overwritten")
      ->capture_default_str()
      ->type_name("NAME");
}

}  // namespace

ParseResult parse(std::vector<std::string> arguments) {
  ParseResult result;
  Options& o = result.options;
  CLI::App app("Trains a classifier on CSV files and records the training with Oriel.\n",
               "oriel-train");
  app.footer(
      "\nExample:\n"
      "  oriel-train --train examples/data/digits/train.csv.gz --val "
      "examples/data/digits/val.csv.gz\n"
      "\nCtrl-C ends the training after the current step, with the best model saved.\n"
      "Exit codes: 0 done or stopped on request, 2 bad usage or bad input, 1 anything else.");
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
