#include "window/options.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <set>

namespace oriel::window {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHelp =
    R"(Usage: oriel-window RUN… [options]

Shows a training in a window: its curves, its numbers, what is wrong with it, and a button that
stops it. Several runs are compared.

  RUN                a run directory, or a directory of runs (the newest is taken)
  --theme dark|light the colours (dark); T changes them
  --scale S          pixels per point; what the display says without it
  --size WxH         of the window (1280x800)
  --screenshot FILE  write what the window shows as a PNG, then end
  --after-ms N       … so many milliseconds after it has opened (500)
  --bench            draw eight curves of 2,000 points again and again, and print how long it takes
  --version          print the version
  --help             this text

Keys: S twice stops the training, P pauses it, C saves a checkpoint, T changes the theme, F12 saves a
picture of the window, Esc closes it. Closing the window never touches the training.

Exit codes: 0 closed; 1 it could not be done; 2 wrong usage; 5 there is no display.
)";

Answer usage(const std::string& what) {
  return {"oriel-window: " + what + "\n              Try: oriel-window --help\n", kUsage};
}

template <class Number>
bool read_number(const std::string& text, Number& out, Number least, Number most) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || at != end || !(value >= least && value <= most)) return false;
  out = value;
  return true;
}

bool read_size(const std::string& text, Options& o) {
  const size_t x = text.find('x');
  return x != std::string::npos && read_number(text.substr(0, x), o.width, 200, 16384) &&
         read_number(text.substr(x + 1), o.height, 200, 16384);
}

// Empty: taken; else what is wrong.
std::string take(const std::string& name, const std::string& value, Options& o) {
  if (name == "--theme") {
    if (value != "dark" && value != "light") return "--theme takes dark or light, not: " + value;
    o.dark = value == "dark";
  } else if (name == "--scale") {
    if (!read_number(value, o.scale, 0.5, 8.0)) return "--scale takes 0.5 to 8, not: " + value;
  } else if (name == "--size") {
    if (!read_size(value, o)) return "--size takes WIDTHxHEIGHT such as 1280x800, not: " + value;
  } else if (name == "--screenshot") {
    if (value.empty()) return "--screenshot needs the name of a file";
    o.screenshot = value;
  } else if (name == "--after-ms") {
    if (!read_number(value, o.after_ms, 0, 3'600'000)) {
      return "--after-ms takes milliseconds, not: " + value;
    }
  } else {
    return "unknown option: " + name;
  }
  return "";
}

bool is_run(const fs::path& path) {
  std::error_code error;
  return fs::exists(path / "run.json", error) || fs::is_directory(path / "log", error);
}

std::string last_parts(const fs::path& path, int parts) {
  fs::path out = path.filename();
  fs::path rest = path.parent_path();
  for (; parts > 1 && rest.has_filename(); --parts, rest = rest.parent_path()) {
    out = rest.filename() / out;
  }
  return out.string();
}

}  // namespace

std::variant<Options, Answer> parse_options(const std::vector<std::string>& arguments) {
  Options o;
  for (size_t i = 0; i < arguments.size(); ++i) {
    std::string name = arguments[i];
    if (name == "--help" || name == "-h") return Answer{kHelp, kDone};
    if (name == "--version") return Answer{"oriel-window " ORIEL_VERSION "\n", kDone};
    if (name == "--bench") {
      o.bench = true;
      continue;
    }
    if (!name.starts_with("-")) {
      o.runs.push_back(name);
      continue;
    }
    std::string value;
    const size_t equals = name.find('=');
    if (equals != std::string::npos) {
      value = name.substr(equals + 1);
      name.resize(equals);
    } else if (i + 1 < arguments.size()) {
      value = arguments[++i];
    }
    const std::string wrong = take(name, value, o);
    if (!wrong.empty()) return usage(wrong);
  }
  if (o.runs.empty() && !o.bench) return usage("which run? Give its directory");
  return o;
}

base::Result<std::string> find_run(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return base::Status("there is no " + path);
  if (is_run(path) || fs::is_regular_file(path, error)) return path;
  std::string newest;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("run_") || !fs::exists(entry.path() / "run.json", error)) continue;
    // Longer numbers are newer: run_1000 comes after run_999.
    const std::string best = fs::path(newest).filename().string();
    if (std::pair(name.size(), name) > std::pair(best.size(), best)) newest = entry.path().string();
  }
  if (newest.empty()) return base::Status("there is no run in " + path);
  return newest;
}

std::vector<std::string> run_ids(const std::vector<std::string>& paths) {
  std::vector<fs::path> whole;
  for (const std::string& path : paths) {
    std::error_code error;
    whole.push_back(fs::weakly_canonical(path, error));
    if (error) whole.back() = fs::path(path).lexically_normal();
    if (!whole.back().has_filename()) whole.back() = whole.back().parent_path();
  }
  const std::set<fs::path> different(whole.begin(), whole.end());
  constexpr int kMostParts = 8;
  for (int parts = 2;; ++parts) {
    std::vector<std::string> ids;
    for (const fs::path& path : whole) ids.push_back(last_parts(path, parts));
    const std::set<std::string> told(ids.begin(), ids.end());
    if (told.size() == different.size() || parts == kMostParts) return ids;
  }
}

std::string browser_advice(const std::string& run_path) {
  fs::path logdir = fs::path(run_path).lexically_normal();
  if (!logdir.has_filename()) logdir = logdir.parent_path();
  logdir = logdir.parent_path();
  return "look at it in the browser: oriel serve " +
         (logdir.empty() ? std::string(".") : logdir.string()) +
         ", then open http://127.0.0.1:6006/";
}

}  // namespace oriel::window
