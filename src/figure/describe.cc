// Which panels a set of runs can show: see describe_panels() in panels.h.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/experts.h"
#include "figure/class_names.h"
#include "figure/layout.h"
#include "figure/names.h"
#include "figure/panels.h"

namespace oriel::figure {
namespace {

using Json = nlohmann::json;

constexpr size_t kMaxDescriptors = 2000;

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Group {
  std::string key, title, tab = "Curves";
  bool log = false;
  std::vector<std::string> names;
};

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
    if (name == "epoch") continue;  // an axis, not a result
    if (analysis::expert_of(name) || analysis::assignments_of(name)) continue;  // panels of experts
    if (const auto known = system ? std::nullopt : known_of(name)) {
      groups[*known].names.push_back(name);
      continue;
    }
    const auto of_class = system ? std::nullopt : class_metric_of(name);
    const std::string stem = of_class ? of_class->metric + "/*" : stem_of(name);
    Group& group = others[stem];
    group.tab = system ? "System" : of_class ? "Classes" : "Curves";
    if (of_class) group.title = of_class->metric + " of each class";
    group.key = "series:" + stem;
    group.names.push_back(name);
  }
  for (auto& [stem, group] : others) {
    const std::string& name = group.names.size() == 1 ? group.names.front() : stem;
    if (group.tab == "System") {
      group.title = system_title(name);
    } else if (group.title.empty()) {
      group.title = name;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

Descriptor describe(Group& group) {
  std::sort(group.names.begin(), group.names.end(), natural_before);
  std::stable_sort(group.names.begin(), group.names.end(),
                   [](const auto& a, const auto& b) { return role_order(a) < role_order(b); });
  if (group.names.size() > kMaxPatterns) group.names.resize(kMaxPatterns);
  Descriptor out;
  out.key = group.key;
  out.title = group.title;
  out.tab = group.tab;
  const std::string& first = group.names.front();
  // What every training knows comes first, in no group.
  const bool known = !group.key.starts_with("series:");
  if (!known && first.find('/') != std::string::npos) out.group = first.substr(0, first.find('/'));
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

void describe_streams(const Runs& runs, std::vector<Descriptor>& out) {
  std::map<store::RecordKind, std::set<std::string>> streams;
  std::set<std::string> live, matrices;
  for (const auto& run : runs) {
    for (const store::StreamInfo& stream : run->streams()) {
      const std::string_view last = last_part(stream.name);
      const bool matrix = stream.kind == store::RecordKind::kTensor &&
                          is_any(last, {"confusion", "confusion_matrix"});
      (matrix ? matrices : streams[stream.kind]).insert(stream.name);
    }
    for (const std::string& name : run->live_streams()) live.insert(name);
  }
  const auto add = [&](const char* panel, const char* tab, const auto& names, bool wide) {
    for (const auto& name : names) out.push_back(describe_stream(panel, tab, name, wide));
  };
  add("confusion_matrix", "Classes", matrices, false);
  add("histogram", "Histograms", streams[store::RecordKind::kHistogram], true);
  add("tensor", "Tensors", streams[store::RecordKind::kTensor], true);
  add("live_image", "Images", live, false);
  add("image", "Images", streams[store::RecordKind::kImage], false);
  add("text", "Text", streams[store::RecordKind::kText], true);
}

Descriptor describe_whole(const char* panel, const char* title, const char* tab,
                          std::vector<std::string> names) {
  if (names.size() > kMaxPatterns) names.resize(kMaxPatterns);
  Descriptor out;
  out.key = panel;
  out.title = title;
  out.tab = tab;
  out.wide = true;
  Json request = {{"panel", panel}};
  if (!names.empty()) request["series"] = std::move(names);
  out.request_json = request.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

// What looks at a training as a whole.
void describe_diagnosis(const Runs& runs, const std::set<std::string>& names,
                        std::vector<Descriptor>& out) {
  const bool loss = std::any_of(names.begin(), names.end(),
                                [](const std::string& name) { return known_of(name) == kLoss; });
  const bool diagnosed = std::any_of(
      runs.begin(), runs.end(), [](const auto& run) { return !run->derived("findings").empty(); });
  if (loss) out.push_back(describe_whole("training_curves", "Training curves", "Diagnosis", {}));
  if (loss || diagnosed) out.push_back(describe_whole("findings", "Findings", "Diagnosis", {}));
}

// A panel per block of experts, whatever their number, and one of all blocks together.
void describe_experts(const std::set<std::string>& names, std::vector<Descriptor>& out) {
  std::set<std::string> blocks;
  for (const std::string& name : names) {
    if (const auto expert = analysis::expert_of(name)) {
      blocks.insert(name.substr(0, name.rfind('/', name.rfind('/') - 1)));
    }
  }
  for (const std::string& block : blocks) {  // "layer/2/expert"
    const std::string of = block.substr(0, std::max<size_t>(block.rfind('/') + 1, 1) - 1);
    Descriptor one = describe_whole("experts", "Expert utilisation", "Experts", {block + "/*/*"});
    if (blocks.size() > 1) {
      one.key = "experts:" + block;
      one.title = "Experts: " + of;
      one.wide = false;
    }
    out.push_back(std::move(one));
  }
  if (blocks.empty()) return;
  out.push_back(describe_whole("expert_balance", "Expert balance", "Experts", {}));
}

std::vector<std::string> names_that(const std::set<std::string>& names,
                                    bool (*wanted)(const std::string&)) {
  std::vector<std::string> out;
  std::copy_if(names.begin(), names.end(), std::back_inserter(out), wanted);
  return out;
}

}  // namespace

std::vector<Descriptor> describe_panels(const Runs& runs) {
  const std::set<std::string> names = all_series(runs);
  std::vector<Descriptor> out = describe_layout(runs), classes, system;
  for (Group& group : group_series(names)) {
    if (group.names.empty()) continue;
    (group.tab == "System"    ? system
     : group.tab == "Classes" ? classes
                              : out)
        .push_back(describe(group));
  }
  describe_diagnosis(runs, names, out);
  describe_experts(names, out);
  const auto of_classes =
      names_that(names, [](const std::string& name) { return class_metric_of(name).has_value(); });
  if (!of_classes.empty()) {
    out.push_back(describe_whole("per_class", "Metrics by class", "Classes", of_classes));
  }
  out.insert(out.end(), classes.begin(), classes.end());
  describe_streams(runs, out);
  const auto values =
      names_that(names, [](const std::string& name) { return !name.starts_with("system/"); });
  if (!values.empty()) out.push_back(describe_whole("table", "Values", "Table", values));
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
    if (d.place) {
      list.back()["place"] = {d.place->x, d.place->y, d.place->width, d.place->height};
    }
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace oriel::figure
