#include "draw/terminal_capability.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace oriel::draw {
namespace {

class Variables {
 public:
  explicit Variables(const Environment& environment) : environment_(environment) {}
  std::string_view operator[](const char* name) const {
    const auto found = environment_.find(name);
    return found == environment_.end() ? std::string_view{} : found->second;
  }

 private:
  const Environment& environment_;
};

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}
bool on(std::string_view value) {
  return !value.empty() && value != "0" && value != "false";
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

ColorLevel color_of_terminal(const Variables& env) {
  const std::string_view term = env["TERM"], program = env["TERM_PROGRAM"];
  const std::string color = lower(env["COLORTERM"]);
  if (color == "truecolor" || color == "24bit") return ColorLevel::kTrue;
  if (!env["WT_SESSION"].empty() || program == "iTerm.app" || program == "WezTerm" ||
      program == "ghostty" || program == "vscode") {
    return ColorLevel::kTrue;
  }
  if (term.ends_with("-direct") || holds(term, "kitty") || holds(term, "ghostty") ||
      holds(term, "alacritty") || term.starts_with("foot") || holds(term, "wezterm")) {
    return ColorLevel::kTrue;
  }
  if (holds(term, "256color") || program == "Apple_Terminal") return ColorLevel::k256;
  return term.starts_with("vt") ? ColorLevel::kNone : ColorLevel::k16;
}

ColorLevel color_level(const Variables& env, bool capable) {
  const std::string_view force = env["FORCE_COLOR"];
  if (!force.empty()) {
    if (force == "0" || force == "false") return ColorLevel::kNone;
    if (force == "1") return ColorLevel::k16;
    if (force == "2") return ColorLevel::k256;
    if (force == "3") return ColorLevel::kTrue;
    return std::max(color_of_terminal(env), ColorLevel::k16);
  }
  if (!env["NO_COLOR"].empty() || !capable) return ColorLevel::kNone;
  return color_of_terminal(env);
}

Glyphs glyphs_of(const Variables& env) {
  const std::string_view term = env["TERM"];
  if (term == "dumb" || term.starts_with("vt")) return Glyphs::kAscii;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (env[name].empty()) continue;
    const std::string locale = lower(env[name]);
    if (!holds(locale, "utf-8") && !holds(locale, "utf8")) return Glyphs::kAscii;
    break;
  }
  return term == "linux" ? Glyphs::kBlocks : Glyphs::kBraille;  // its font has 256 or 512 glyphs
}

// "15;0": foreground and background out of the 16.
bool dark_ground(std::string_view colors) {
  const size_t last = colors.rfind(';');
  if (last == std::string_view::npos) return true;
  const std::string_view ground = colors.substr(last + 1);
  return ground != "7" && ground != "15";
}

int size_of(int reported, std::string_view variable, int otherwise) {
  if (reported > 0) return std::min(reported, 1000);
  int value = 0;
  for (const char c : variable) {
    if (c < '0' || c > '9') return otherwise;
    value = std::min(value * 10 + (c - '0'), 1000);
  }
  return value > 0 ? value : otherwise;
}

}  // namespace

TerminalCaps detect_terminal(const Environment& environment, bool is_terminal, int columns,
                             int rows) {
  const Variables env(environment);
  TerminalCaps caps;
  const std::string_view compatible = env["TTY_COMPATIBLE"], interactive = env["TTY_INTERACTIVE"];
  bool terminal = compatible.empty() ? is_terminal : on(compatible);
  if (interactive == "1") terminal = true;
  const bool dumb = env["TERM"].empty() || env["TERM"] == "dumb" || env["TERM"] == "unknown";
  const bool capable = terminal && !dumb;
  caps.interactive = capable && (interactive.empty() ? !on(env["CI"]) : on(interactive));
  caps.color = color_level(env, capable);
  caps.glyphs = glyphs_of(env);
  caps.dark = dark_ground(env["COLORFGBG"]);
  caps.columns = size_of(columns, env["COLUMNS"], 80);
  caps.rows = size_of(rows, env["LINES"], 24);
  return caps;
}

Environment terminal_environment() {
  static constexpr std::array kNames = {
      "NO_COLOR",  "FORCE_COLOR", "TERM",         "CI",         "TTY_INTERACTIVE",
      "COLORTERM", "LC_ALL",      "TERM_PROGRAM", "WT_SESSION", "TTY_COMPATIBLE",
      "LC_CTYPE",  "LANG",        "COLORFGBG",    "COLUMNS",    "LINES"};
  Environment environment;
  for (const char* name : kNames) {
    if (const char* value = std::getenv(name)) environment.emplace(name, value);
  }
  return environment;
}

}  // namespace oriel::draw
