#include "figure/layout.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace oriel::figure {
namespace {

using Json = nlohmann::json;

// A pair of numbers in [low, high].
std::optional<std::pair<double, double>> read_pair(const Json& json, const char* key, double low,
                                                   double high) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array() || found->size() != 2) return std::nullopt;
  std::pair<double, double> out;
  for (size_t i = 0; i < 2; ++i) {
    if (!(*found)[i].is_number()) return std::nullopt;
    const double value = (*found)[i].get<double>();
    if (!(value >= low && value <= high)) return std::nullopt;
    (i == 0 ? out.first : out.second) = value;
  }
  return out;
}

std::optional<Place> read_place(const Json& panel, std::pair<double, double> window) {
  const auto position = read_pair(panel, "position", 0, 1e6);
  const auto size = read_pair(panel, "size", 1, 1e6);
  if (!position || !size) return std::nullopt;
  if (position->first + size->first > window.first) return std::nullopt;
  if (position->second + size->second > window.second) return std::nullopt;
  const double unit = window.first;
  return Place{position->first / unit, position->second / unit, size->first / unit,
               size->second / unit};
}

// "learning_rate": "Learning rate"; names of series stay as they are.
std::string title_of(const std::string& kind) {
  if (kind.empty() || kind.find_first_of("/*") != std::string::npos) return kind;
  std::string title = kind;
  std::replace(title.begin(), title.end(), '_', ' ');
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::optional<Descriptor> read_panel(const Json& panel, std::pair<double, double> window,
                                     size_t index) {
  if (!panel.is_object()) return std::nullopt;
  const auto kind = panel.find("kind");
  const auto wanted = panel.find("request");
  const auto place = read_place(panel, window);
  const bool named = kind != panel.end() && kind->is_string();
  if (!named || !place || wanted == panel.end() || !wanted->is_object()) return std::nullopt;
  auto request = parse_request(wanted->dump(-1, ' ', false, Json::error_handler_t::replace));
  if (!request.ok() || !is_panel(request->panel)) return std::nullopt;
  const auto name = kind->get<std::string>();
  if (name.size() > kMaxNameBytes) return std::nullopt;
  Descriptor out;
  out.key = "dashboard:" + std::to_string(index) + ":" + name;
  out.title = title_of(name);
  out.tab = "Dashboard";
  out.place = place;
  // Smoothing is the viewer's to choose: the curves themselves are what was recorded.
  Json json = {{"panel", request->panel}};
  if (!request->series.empty()) json["series"] = request->series;
  out.request_json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

}  // namespace

std::vector<Descriptor> parse_layout(const std::string& text) {
  std::vector<Descriptor> out;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("v", Json()) != 1) return out;
  const auto window = read_pair(json, "window_size", 1, 1e6);
  const auto panels = json.find("panels");
  if (!window || panels == json.end() || !panels->is_array()) return out;
  for (const Json& panel : *panels) {
    if (out.size() == kMaxPlacedPanels) break;
    if (auto one = read_panel(panel, *window, out.size())) out.push_back(std::move(*one));
  }
  return out;
}

std::vector<Descriptor> describe_layout(const Runs& runs) {
  for (const auto& run : runs) {
    const std::string text = run->derived("dashboard");
    if (text.empty()) continue;
    if (auto out = parse_layout(text); !out.empty()) return out;
  }
  return {};
}

}  // namespace oriel::figure
