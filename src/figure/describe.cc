// Which panels a set of runs can show: see describe_panels() in panels.h.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "figure/names.h"
#include "figure/panels.h"

namespace oriel::figure {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxDescriptors = 2000;

struct Group {
  std::string key, title, tab = "Curves";
  bool log = false;
  std::vector<std::string> names;
};

// Groups that every training knows, in the order in which to show them.
enum Known : size_t { kLoss, kAccuracy, kRate, kThroughput, kGradient, kKnownCount };

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Known> known_group(std::string_view name) {
  const std::vector<std::string_view> parts = parts_of(name);
  const std::string_view last = parts.back();
  if (parts.size() <= 2) {
    if (last == "loss") return kLoss;
    if (is_any(last, {"accuracy", "acc"})) return kAccuracy;
    if (is_any(last, {"lr", "learning_rate"}) || parts.front() == "lr") return kRate;
    if (is_any(last, {"grad_norm", "gradient_norm"})) return kGradient;
    if (last == "throughput" || last.ends_with("_per_s") || last.ends_with("_per_sec") ||
        last.ends_with("_per_second")) {
      return kThroughput;
    }
  }
  return std::nullopt;
}

// "gpu0" -> "gpu*": devices are drawn together.
std::string without_digits(std::string_view part) {
  std::string out;
  for (const char c : part) {
    if (c < '0' || c > '9') {
      out += c;
    } else if (out.empty() || out.back() != '*') {
      out += '*';
    }
  }
  return out;
}

// What series are drawn together: the same NAME of train/NAME and val/NAME; the same statistic of
// every member of a family, such as layer/*/grad/rms or system/gpu*/util.
std::string stem_of(std::string_view name) {
  if (role_of(name) != Role::kNone) return std::string(name.substr(name.find('/') + 1));
  const std::vector<std::string_view> parts = parts_of(name);
  const bool system = parts[0] == "system";
  if (!system && parts.size() < 3) return std::string(name);
  std::string stem(parts[0]);
  for (size_t i = 1; i < parts.size(); ++i) {
    stem += "/" + (system ? without_digits(parts[i]) : i == 1 ? "*" : std::string(parts[i]));
  }
  return stem;
}

int role_order(const std::string& name) {
  switch (role_of(name)) {
    case Role::kTrain:
      return 0;
    case Role::kVal:
      return name.starts_with("test/") ? 2 : 1;
    default:
      return 3;
  }
}

std::set<std::string> all_series(const Runs& runs) {
  std::set<std::string> names;
  for (const auto& run : runs) {
    for (const store::SeriesInfo& info : run->series()) names.insert(info.name);
  }
  return names;
}

std::vector<Group> group_series(const std::set<std::string>& names) {
  std::vector<Group> groups = {{"loss", "Loss", "Curves", false, {}},
                               {"accuracy", "Accuracy", "Curves", false, {}},
                               {"lr", "Learning rate", "Curves", false, {}},
                               {"throughput", "Throughput", "Curves", false, {}},
                               {"grad_norm", "Gradient norm", "Curves", true, {}}};
  std::map<std::string, Group> others;  // by stem
  for (const std::string& name : names) {
    const bool system = name.starts_with("system/");
    if (const auto known = system ? std::nullopt : known_group(name)) {
      groups[*known].names.push_back(name);
      continue;
    }
    const std::string stem = stem_of(name);
    Group& group = others[stem];
    group.tab = system ? "System" : "Curves";
    group.key = "series:" + stem;
    group.names.push_back(name);
  }
  for (auto& [stem, group] : others) {
    group.title = group.names.size() == 1 ? group.names.front() : stem;
    if (group.tab == "System") group.title.erase(0, std::string_view("system/").size());
    groups.push_back(std::move(group));
  }
  return groups;
}

Descriptor describe(Group& group) {
  std::stable_sort(group.names.begin(), group.names.end(),
                   [](const auto& a, const auto& b) { return role_order(a) < role_order(b); });
  if (group.names.size() > kMaxPatterns) group.names.resize(kMaxPatterns);
  Descriptor out;
  out.key = group.key;
  out.title = group.title;
  out.tab = group.tab;
  const std::string& first = group.names.front();
  if (first.find('/') != std::string::npos) out.group = first.substr(0, first.find('/'));
  out.request_json =
      Json({{"panel", "curves"}, {"series", group.names}, {"y", group.log ? "log" : "linear"}})
          .dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

Descriptor describe_stream(const char* panel, const char* tab, const std::string& name, bool wide) {
  Descriptor out;
  out.key = std::string(panel) + ":" + name;
  out.title = name;
  out.tab = tab;
  out.wide = wide;
  if (name.find('/') != std::string::npos) out.group = name.substr(0, name.find('/'));
  out.request_json = Json({{"panel", panel}, {"series", {name}}})
                         .dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

}  // namespace

std::vector<Descriptor> describe_panels(const Runs& runs) {
  std::vector<Descriptor> out;
  std::vector<Descriptor> system;
  for (Group& group : group_series(all_series(runs))) {
    if (group.names.empty()) continue;
    (group.tab == "System" ? system : out).push_back(describe(group));
  }
  std::set<std::string> images, texts, live;
  for (const auto& run : runs) {
    for (const store::StreamInfo& stream : run->streams()) {
      if (stream.kind == store::RecordKind::kImage) images.insert(stream.name);
      if (stream.kind == store::RecordKind::kText) texts.insert(stream.name);
    }
    for (const std::string& name : run->live_streams()) live.insert(name);
  }
  for (const auto& name : live) out.push_back(describe_stream("live_image", "Images", name, false));
  for (const auto& name : images) out.push_back(describe_stream("image", "Images", name, false));
  for (const auto& name : texts) out.push_back(describe_stream("text", "Text", name, true));
  // System panels come last, and are kept where there are more panels than anybody can look at.
  const size_t room = kMaxDescriptors - std::min(system.size(), kMaxDescriptors);
  if (out.size() > room) out.resize(room);
  out.insert(out.end(), system.begin(), system.end());
  if (out.size() > kMaxDescriptors) out.resize(kMaxDescriptors);
  return out;
}

std::string to_json(const std::vector<Descriptor>& descriptors) {
  Json list = Json::array();
  for (const Descriptor& d : descriptors) {
    list.push_back({{"key", d.key},
                    {"title", d.title},
                    {"tab", d.tab},
                    {"size", d.wide ? "wide" : "normal"},
                    {"group", d.group},
                    {"request", Json::parse(d.request_json, nullptr, false)}});
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace oriel::figure
