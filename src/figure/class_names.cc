#include "figure/class_names.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace oriel::figure {
namespace {

// Every list of names that a config has, the most telling first.
std::vector<std::vector<std::string>> lists_of(const std::string& config_json) {
  const auto config = nlohmann::json::parse(config_json, nullptr, false);
  std::vector<std::vector<std::string>> lists;
  for (const char* key : {"class_names", "classes", "labels", "label_names"}) {
    if (!config.is_object() || !config.contains(key)) continue;
    auto list = config[key];
    // A config value may be a list written as a text.
    if (list.is_string()) list = nlohmann::json::parse(list.get<std::string>(), nullptr, false);
    if (!list.is_array()) continue;
    std::vector<std::string> names;
    for (const auto& name : list) {
      if (name.is_string()) names.push_back(name.get<std::string>());
      if (name.is_number_integer()) names.push_back(name.dump());
    }
    if (names.size() == list.size()) lists.push_back(std::move(names));
  }
  return lists;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The run of digits at `at`, without its leading zeros.
std::string_view number_at(std::string_view text, size_t at, size_t& end) {
  end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  while (at + 1 < end && text[at] == '0') ++at;
  return text.substr(at, end - at);
}

}  // namespace

std::vector<std::string> class_names(const std::string& config_json, size_t count) {
  for (std::vector<std::string>& names : lists_of(config_json)) {
    if (names.size() == count) return std::move(names);
  }
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

void sort_classes(std::vector<std::string>& classes, const std::string& config_json) {
  std::sort(classes.begin(), classes.end(), natural_before);
  for (const std::vector<std::string>& names : lists_of(config_json)) {
    const auto place = [&](const std::string& name) {
      return std::find(names.begin(), names.end(), name) - names.begin();
    };
    const auto known = [&](const std::string& name) {
      return place(name) < static_cast<ptrdiff_t>(names.size());
    };
    if (!std::all_of(classes.begin(), classes.end(), known)) continue;
    std::stable_sort(
        classes.begin(), classes.end(),
        [&](const std::string& a, const std::string& b) { return place(a) < place(b); });
    return;
  }
}

bool natural_before(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      size_t a_end = 0, b_end = 0;
      const std::string_view x = number_at(a, i, a_end);
      const std::string_view y = number_at(b, j, b_end);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      i = a_end;
      j = b_end;
      continue;
    }
    if (a[i] != b[j]) return a[i] < b[j];
    ++i;
    ++j;
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;  // "07" and "7"
}

}  // namespace oriel::figure
