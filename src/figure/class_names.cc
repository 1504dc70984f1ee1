#include "figure/class_names.h"

#include <nlohmann/json.hpp>

namespace oriel::figure {

std::vector<std::string> class_names(const std::string& config_json, size_t count) {
  const auto config = nlohmann::json::parse(config_json, nullptr, false);
  std::vector<std::string> names;
  for (const char* key : {"class_names", "classes", "labels", "label_names"}) {
    if (!config.is_object() || !config.contains(key)) continue;
    auto list = config[key];
    // A config value may be a list written as a text.
    if (list.is_string()) list = nlohmann::json::parse(list.get<std::string>(), nullptr, false);
    if (!list.is_array() || list.size() != count) continue;
    for (const auto& name : list) {
      if (name.is_string()) names.push_back(name.get<std::string>());
      if (name.is_number_integer()) names.push_back(name.dump());
    }
    if (names.size() == count) return names;
    names.clear();
  }
  for (size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace oriel::figure
