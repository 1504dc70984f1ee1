#include "options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace oriel_moe {
namespace {

// "--batch_size=32" becomes "--batch-size=32"; what stands after "=" is left alone.
std::string with_hyphens(std::string argument) {
  if (argument.rfind("--", 0) != 0) return argument;
  const auto end =
      argument.begin() + static_cast<ptrdiff_t>(std::min(argument.find('='), argument.size()));
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

void add_options(CLI::App& app, Options& o) {
  app.add_option("--steps", o.steps, "Optimiser steps")->check(between(1, 1e9));
  app.add_option("--batch-size", o.batch_size, "Trajectories per step")->check(between(4, 1e6));
  app.add_option("--experts", o.experts, "Small nets to choose from")->check(between(2, 256));
  app.add_option("--active", o.active, "Experts that each trajectory is given to")
      ->check(between(1, 256));
  app.add_option("--width", o.width, "Units of an expert's layers")->check(between(4, 4096));
  app.add_option("--lr", o.lr, "Peak learning rate (Adam; warm-up, then a cosine)")
      ->check(between(0, 100));
  app.add_option("--balance", o.balance,
                 "Weight of the loss that spreads the work over the experts")
      ->check(between(0, 1000));
  app.add_flag(
      "--collapse", o.collapse,
      "Leave that loss out and start with a router that has favourites: watch experts die");
  app.add_option("--val-every", o.val_every, "Steps between validations")->check(between(1, 1e9));
  app.add_option("--seed", o.seed, "The same seed gives the same training");
  app.add_option("--threads", o.threads, "Processor cores to use")->check(between(1, 1024));
  app.add_flag("!--no-plot", o.plot, "Draw no moe_training.png into the run's directory");
  app.add_option("--log-format", o.log_format, "Lines where this is not a terminal: text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option("--logdir", o.logdir, "Where the recording goes");
  app.add_option("--name", o.name, "What the run is called");
}

}  // namespace

ParseResult parse(std::vector<std::string> arguments) {
  ParseResult result;
  CLI::App app(
      "Trains a small mixture of experts to predict trajectories in space, and records it "
      "with Oriel.\nLook at it with: oriel serve runs   or: oriel watch runs/moe",
      "oriel-moe");
  app.option_defaults()->always_capture_default();
  add_options(app, result.options);
  app.footer("Exit codes: 0 trained or stopped on request, 1 the training failed, 2 bad usage.");
  std::transform(arguments.begin(), arguments.end(), arguments.begin(), with_hyphens);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    app.parse(arguments);
    if (result.options.active > result.options.experts) {
      throw CLI::ValidationError("--active", "cannot be more than --experts");
    }
    result.run = true;
  } catch (const CLI::CallForHelp&) {
    result.message = app.help();
  } catch (const CLI::ParseError& error) {
    result.exit_code = 2;
    result.message = std::string("oriel-moe: ") + error.what() + "\n  Try: oriel-moe --help\n";
  }
  return result;
}

}  // namespace oriel_moe
