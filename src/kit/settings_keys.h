// The keys of Settings, each with how a text and a TOML value become its value: one table for the
// file, the environment and the command line. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "oriel/settings.h"

namespace oriel::kit {

struct SettingKey {
  const char* name;   // "smooth_window"
  const char* wants;  // "a whole number from 1 to 1000000"
  // False if the text is not what it wants.
  bool (*parse)(std::string_view text, Settings& settings);
  bool whole, number, truth, pair;  // the TOML types it takes beside texts; none: a text
};

std::span<const SettingKey> setting_keys();
const SettingKey* find_setting(std::string_view name);
// ", did you mean "smooth_window"?", or the list of all keys.
std::string suggestion(std::string_view unknown);
// A text from the command line or the environment; `where` names it in the error.
base::Status set_setting(const SettingKey& key, std::string_view text, const std::string& where,
                         Settings& settings);

// Reads a TOML file into settings; unchanged if it fails. In a source file of its own
// (settings_toml.cc), because the parser is large.
base::Status read_settings_toml(const std::string& path, Settings& settings);
base::Status parse_settings_toml(std::string_view text, const std::string& name,
                                 Settings& settings);

}  // namespace oriel::kit
