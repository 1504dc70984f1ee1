// What oriel-window is asked to do: its command line, parsed; and which run a path means.
//
// Pure but for find_run(), which looks into directories.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/error.h"

namespace oriel::window {

// Those of the `oriel` command, and one more for a caller that goes on without a window.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kNoDisplay = 5;

struct Options {
  std::vector<std::string> runs;
  bool dark = true;
  double scale = 0;  // pixels per point; 0: what the display says
  int width = 1280, height = 800;
  std::string screenshot;  // write a PNG, then end
  int after_ms = 500;      // … so long after the window has opened
  bool bench = false;
};

// What to do at once instead: print this and end with the code.
struct Answer {
  std::string text;
  int code = kDone;
};

std::variant<Options, Answer> parse_options(const std::vector<std::string>& arguments);

// A run directory, a directory of runs (its newest), or a file of metrics, as `oriel` takes them.
base::Result<std::string> find_run(const std::string& path);
// What to call them: the last two parts of each path, "digits/run_003", or as many as tell them
// apart.
std::vector<std::string> run_ids(const std::vector<std::string>& paths);

// One line for whoever has no display: how to look at these runs in the browser.
std::string browser_advice(const std::string& run_path);

}  // namespace oriel::window
