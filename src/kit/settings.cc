#include "oriel/settings.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "kit/files.h"
#include "kit/metric_table.h"
#include "kit/settings_keys.h"

namespace oriel {
namespace kit {
namespace {

using base::Status;

constexpr const char* kFileName = "oriel.toml";
constexpr std::string_view kPrefix = "--oriel-";

template <class T>
bool whole(std::string_view text, uint64_t least, uint64_t most, T& out) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (value < least || value > most) return false;
  out = static_cast<T>(value);
  return true;
}

bool real(std::string_view text, double least, double most, double& out) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (!(value >= least && value <= most)) return false;
  out = value;
  return true;
}

bool truth(std::string_view text, bool& out) {
  const bool yes = text == "true" || text == "1" || text == "yes" || text == "on";
  if (!yes && text != "false" && text != "0" && text != "no" && text != "off") return false;
  out = yes;
  return true;
}

bool window(std::string_view text, PlotSize& out) {
  const size_t x = text.find('x');
  PlotSize size;
  if (x == std::string_view::npos || !whole(text.substr(0, x), 100, 16384, size.width) ||
      !whole(text.substr(x + 1), 100, 16384, size.height)) {
    return false;
  }
  out = size;
  return true;
}

bool style(std::string_view text, GraphStyle& out) {
  if (text != "dark" && text != "light") return false;
  out = text == "dark" ? GraphStyle::kDark : GraphStyle::kLight;
  return true;
}

bool mode(std::string_view text, VisualizerMode& out) {
  static constexpr std::string_view kNames[] = {"real_time", "per_epoch", "on_demand",
                                                "post_training"};
  const auto at = std::find(std::begin(kNames), std::end(kNames), text);
  if (at == std::end(kNames)) return false;
  out = static_cast<VisualizerMode>(at - std::begin(kNames));
  return true;
}

bool text(std::string_view text, std::string& out) {
  if (!is_metric_name(text)) return false;
  out = text;
  return true;
}

using Text = std::string_view;

constexpr uint64_t kBillion = 1'000'000'000;

constexpr SettingKey kKeys[] = {
    {"update_interval", "a whole number from 1 to 1000000000",
     [](Text t, Settings& s) { return whole(t, 1, kBillion, s.update_interval); }, true, false,
     false, false},
    {"smooth_window", "a whole number from 1 to 1000000",
     [](Text t, Settings& s) { return whole(t, 1, 1'000'000, s.smooth_window); }, true, false,
     false, false},
    {"max_history", "a whole number from 0 (all) to 1000000000",
     [](Text t, Settings& s) { return whole(t, 0, kBillion, s.max_history); }, true, false, false,
     false},
    {"auto_save", "true or false", [](Text t, Settings& s) { return truth(t, s.auto_save); }, false,
     false, true, false},
    {"save_interval", "a whole number from 1 to 1000000000",
     [](Text t, Settings& s) { return whole(t, 1, kBillion, s.save_interval); }, true, false, false,
     false},
    {"graph_style", "\"dark\" or \"light\"",
     [](Text t, Settings& s) { return style(t, s.graph_style); }, false, false, false, false},
    {"line_width", "a number from 0.25 to 20",
     [](Text t, Settings& s) { return real(t, 0.25, 20, s.line_width); }, true, true, false, false},
    {"font_size", "a number from 6 to 48",
     [](Text t, Settings& s) { return real(t, 6, 48, s.font_size); }, true, true, false, false},
    {"mode", "\"real_time\", \"per_epoch\", \"on_demand\" or \"post_training\"",
     [](Text t, Settings& s) { return mode(t, s.mode); }, false, false, false, false},
    {"window_size", "two whole numbers from 100 to 16384, as [1920, 1080] or 1920x1080",
     [](Text t, Settings& s) { return window(t, s.window_size); }, false, false, false, true},
    {"open", "true or false", [](Text t, Settings& s) { return truth(t, s.open); }, false, false,
     true, false},
    {"logdir", "the path of a directory", [](Text t, Settings& s) { return text(t, s.logdir); },
     false, false, false, false},
    {"name", "a name of 1 to 200 bytes without control characters",
     [](Text t, Settings& s) { return t.size() <= 200 && text(t, s.name); }, false, false, false,
     false},
};

// Of two short words.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

std::string key_of(std::string_view text) {
  std::string key(text);
  std::replace(key.begin(), key.end(), '-', '_');
  return key;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

struct Argument {
  const SettingKey* key = nullptr;  // null: the file
  std::string shown;                // "--oriel-smooth-window"
  std::string value;
};

// What is ours of the command line, and what is left of it.
Status read_arguments(int argc, char** argv, std::vector<Argument>& ours,
                      std::vector<char*>& rest) {
  for (int i = 0; i < argc; ++i) {
    const std::string_view text = argv[i];
    if (text == "--") {  // what follows are no options
      for (; i < argc; ++i) rest.push_back(argv[i]);
      break;
    }
    if (i == 0 || !text.starts_with(kPrefix)) {
      rest.push_back(argv[i]);
      continue;
    }
    const size_t equals = text.find('=');
    Argument argument;
    argument.shown = std::string(text.substr(0, equals));
    const std::string name = key_of(text.substr(0, equals).substr(kPrefix.size()));
    argument.key = find_setting(name);
    if (argument.key == nullptr && name != "config") {
      return Status("there is no option " + argument.shown + suggestion(name));
    }
    const bool truth_key = argument.key != nullptr && argument.key->truth;
    const bool next = i + 1 < argc && !std::string_view(argv[i + 1]).starts_with("--");
    bool ignored = false;
    if (equals != std::string_view::npos) {
      argument.value = std::string(text.substr(equals + 1));
    } else if (truth_key) {
      argument.value = next && truth(argv[i + 1], ignored) ? argv[++i] : "true";
    } else if (next) {
      argument.value = argv[++i];
    } else {
      return Status(argument.shown + " needs a value" +
                    (argument.key == nullptr ? "" : std::string(": ") + argument.key->wants));
    }
    ours.push_back(std::move(argument));
  }
  return {};
}

// The file to read, or an empty text.
std::string config_file(const std::vector<Argument>& arguments, const Settings::Sources& sources) {
  for (auto it = arguments.rbegin(); it != arguments.rend(); ++it) {
    if (it->key == nullptr) return it->value;
  }
  if (!sources.file.empty()) return sources.file;
  const char* named = sources.environment ? std::getenv("ORIEL_CONFIG") : nullptr;
  if (named != nullptr && *named != '\0') return named;
  return sources.working_directory && base::file_exists(kFileName) ? kFileName : "";
}

Status load_all(Settings& settings, const std::vector<Argument>& arguments,
                const Settings::Sources& sources) {
  if (const std::string file = config_file(arguments, sources); !file.empty()) {
    if (Status s = read_settings_toml(file, settings); !s.ok()) return s;
  }
  for (const SettingKey& key : setting_keys()) {
    const std::string name = "ORIEL_" + upper(key.name);
    const char* value = sources.environment ? std::getenv(name.c_str()) : nullptr;
    if (value == nullptr || *value == '\0') continue;
    if (Status s = set_setting(key, value, "the environment variable " + name, settings); !s.ok()) {
      return s;
    }
  }
  for (const Argument& argument : arguments) {
    if (argument.key == nullptr) continue;
    if (Status s = set_setting(*argument.key, argument.value, argument.shown, settings); !s.ok()) {
      return s;
    }
  }
  return {};
}

}  // namespace

std::span<const SettingKey> setting_keys() {
  return kKeys;
}

const SettingKey* find_setting(std::string_view name) {
  for (const SettingKey& key : kKeys) {
    if (name == key.name) return &key;
  }
  return nullptr;
}

std::string suggestion(std::string_view unknown) {
  const SettingKey* best = nullptr;
  size_t distance = 4;
  std::string all;
  for (const SettingKey& key : kKeys) {
    all += (all.empty() ? "" : ", ") + std::string(key.name);
    const size_t d = edit_distance(unknown.substr(0, 64), key.name);
    if (d < distance) {
      distance = d;
      best = &key;
    }
  }
  if (best != nullptr) return std::string("; did you mean ") + best->name + "?";
  return "; there are " + all;
}

Status set_setting(const SettingKey& key, std::string_view text, const std::string& where,
                   Settings& settings) {
  if (key.parse(text, settings)) return {};
  return Status(where + " is \"" + std::string(text.substr(0, 100)) + "\" but must be " +
                key.wants);
}

}  // namespace kit

Problem Settings::load(int& argc, char** argv, const Sources& sources) {
  std::vector<kit::Argument> ours;
  std::vector<char*> rest;
  if (auto s = kit::read_arguments(argc, argv, ours, rest); !s.ok()) return kit::to_problem(s);
  Settings fresh = *this;
  if (auto s = kit::load_all(fresh, ours, sources); !s.ok()) return kit::to_problem(s);
  *this = std::move(fresh);
  std::copy(rest.begin(), rest.end(), argv);
  if (static_cast<int>(rest.size()) < argc) argv[rest.size()] = nullptr;
  argc = static_cast<int>(rest.size());
  return {};
}

Problem Settings::load_file(StringRef path) {
  return kit::to_problem(kit::read_settings_toml(kit::to_string(path), *this));
}

}  // namespace oriel
