#include "figure/panels.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "figure/class_names.h"
#include "figure/names.h"
#include "figure/panel_kinds.h"

namespace oriel::figure {
namespace {

using Json = nlohmann::json;
using base::Status;

constexpr const char* kTry = "; see docs/api.md, \"Request\"";

Status bad(const std::string& what) {
  return Status(what + kTry);
}

Status read_texts(const Json& json, const char* field, size_t limit, size_t max_bytes,
                  std::vector<std::string>& out) {
  const auto at = json.find(field);
  if (at == json.end() || at->is_null()) return {};
  const std::string name = std::string("\"") + field + "\"";
  if (!at->is_array()) return bad(name + " must be a list of texts");
  if (at->size() > limit) {
    return bad(name + " has " + std::to_string(at->size()) + " entries; at most " +
               std::to_string(limit) + " are allowed");
  }
  for (const Json& item : *at) {
    if (!item.is_string()) return bad(name + " must be a list of texts");
    if (item.get_ref<const std::string&>().size() > max_bytes) {
      return bad("a text in " + name + " is longer than " + std::to_string(max_bytes) + " bytes");
    }
    out.push_back(item.get<std::string>());
  }
  return {};
}

Status read_x(const Json& json, Request& request) {
  const auto at = json.find("x");
  if (at == json.end() || at->is_null()) return {};
  const std::string text = at->is_string() ? at->get<std::string>() : "";
  if (text == "step") {
    request.x = store::XKind::kStep;
  } else if (text == "wall") {
    request.x = store::XKind::kWall;
  } else if (text == "relative") {
    request.x = store::XKind::kRelative;
  } else if (text.starts_with("series:") && text.size() > 7 && text.size() <= 7 + kMaxNameBytes) {
    request.x = store::XKind::kSeries;
    request.x_series = text.substr(7);
  } else {
    return bad("\"x\" must be \"step\", \"wall\", \"relative\" or \"series:NAME\"");
  }
  return {};
}

Status read_range(const Json& json, Request& request) {
  const auto at = json.find("range");
  if (at == json.end() || at->is_null()) return {};
  const bool pair =
      at->is_array() && at->size() == 2 && (*at)[0].is_number() && (*at)[1].is_number();
  if (!pair) return bad("\"range\" must be two numbers [from, to], or null for everything");
  const auto from = (*at)[0].get<double>();
  const auto to = (*at)[1].get<double>();
  if (!std::isfinite(from) || !std::isfinite(to) || from > to) {
    return bad("\"range\" must be finite, the smaller number first");
  }
  request.range = {from, to};
  return {};
}

Status read_numbers(const Json& json, Request& request) {
  if (const auto at = json.find("width"); at != json.end() && !at->is_null()) {
    const double width = at->is_number() ? at->get<double>() : 0;
    if (!(width >= 1 && width <= kMaxWidth)) {
      return bad("\"width\" must be a number of pixel columns from 1 to 8192");
    }
    request.width = static_cast<uint32_t>(width);
  }
  if (const auto at = json.find("smoothing"); at != json.end() && !at->is_null()) {
    const double weight = at->is_number() ? at->get<double>() : -1;
    if (!(weight >= 0 && weight <= kMaxSmoothing)) {
      return bad("\"smoothing\" must be a number from 0 (none) to 0.9999");
    }
    request.smoothing = weight;
  }
  if (const auto at = json.find("cursor"); at != json.end() && !at->is_null()) {
    const double cursor = at->is_number() ? at->get<double>() : HUGE_VAL;
    if (!(std::fabs(cursor) < 9.2e18)) return bad("\"cursor\" must be a step, or null");
    request.cursor =
        at->is_number_integer() ? at->get<int64_t>() : static_cast<int64_t>(std::floor(cursor));
  }
  if (const auto at = json.find("y"); at != json.end() && !at->is_null()) {
    if (*at != "linear" && *at != "log") return bad("\"y\" must be \"linear\" or \"log\"");
    request.log_y = *at == "log";
  }
  return {};
}

struct Kind {
  std::string_view name;
  Figure (*make)(const Request&, const Runs&);
};

template <Known known>
Figure make_known_as(const Request& request, const Runs& runs) {
  return make_known(request, runs, known);
}

// The panels, in the order in which an error lists them.
constexpr Kind kKinds[] = {
    {"curves", make_curves},
    {"loss", make_known_as<kLoss>},
    {"accuracy", make_known_as<kAccuracy>},
    {"learning_rate", make_known_as<kRate>},
    {"grad_norm", make_known_as<kGradient>},
    {"training_curves", make_training},
    {"findings", make_findings},
    {"experts", make_experts},
    {"expert_balance", make_expert_balance},
    {"confusion_matrix", make_confusion},
    {"per_class", make_classes},
    {"table", make_table},
    {"histogram", make_histogram},
    {"tensor", make_tensor},
    {"image", [](const Request& r, const Runs& runs) { return make_image(r, runs, false); }},
    {"live_image", [](const Request& r, const Runs& runs) { return make_image(r, runs, true); }},
    {"text", make_text},
};

}  // namespace

base::Result<Request> parse_request(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return bad("the request is not a JSON object");
  Request request;
  const auto panel = json.find("panel");
  if (panel == json.end() || !panel->is_string()) {
    return bad("\"panel\" is missing; the panels are " + panel_names());
  }
  request.panel = panel->get<std::string>();
  for (const Status& status :
       {read_texts(json, "runs", kMaxRuns, 4096, request.runs),
        read_texts(json, "series", kMaxPatterns, kMaxNameBytes, request.series),
        read_x(json, request), read_range(json, request), read_numbers(json, request)}) {
    if (!status.ok()) return status;
  }
  return request;
}

std::string request_key(const Request& request) {
  Json json = {{"panel", request.panel},         {"runs", request.runs},
               {"series", request.series},       {"x", static_cast<int>(request.x)},
               {"x_series", request.x_series},   {"width", request.width},
               {"smoothing", request.smoothing}, {"log", request.log_y}};
  if (request.range) json["range"] = {request.range->first, request.range->second};
  if (request.cursor) json["cursor"] = *request.cursor;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_panel(const std::string& name) {
  return std::any_of(std::begin(kKinds), std::end(kKinds),
                     [&](const Kind& kind) { return kind.name == name; });
}

std::string panel_names() {
  std::string text;
  for (const Kind& kind : kKinds) {
    if (!text.empty()) text += &kind == std::end(kKinds) - 1 ? " and " : ", ";
    text += kind.name;
  }
  return text;
}

base::Result<Figure> make_figure(const Request& request, const Runs& runs) {
  for (const Kind& kind : kKinds) {
    if (kind.name == request.panel) return kind.make(request, runs);
  }
  return Status("there is no panel \"" + request.panel.substr(0, 64) + "\"; the panels are " +
                panel_names());
}

uint64_t data_version(const Runs& runs) {
  // Each version only grows, so their sum tells every change apart.
  uint64_t sum = 0;
  for (const auto& run : runs) sum += run->version();
  return sum;
}

void fill(Line& line, store::SeriesView&& view) {
  line.columns = view.reduced;
  if (!view.reduced) {
    line.x = std::move(view.points.x);
    line.y = std::move(view.points.y);
    return;
  }
  line.x0 = std::move(view.columns.x0);
  line.x1 = std::move(view.columns.x1);
  line.first = std::move(view.columns.first);
  line.min = std::move(view.columns.min);
  line.max = std::move(view.columns.max);
  line.last = std::move(view.columns.last);
  line.count = std::move(view.columns.count);
}

void describe_x(const Request& request, Axis& x) {
  switch (request.x) {
    case store::XKind::kStep:
      x.kind = AxisKind::kStep;
      x.label = "step";
      break;
    case store::XKind::kWall:
      x.kind = AxisKind::kWall;
      x.label = "time";
      break;
    case store::XKind::kRelative:
      x.kind = AxisKind::kRelative;
      x.label = "time since start";
      x.unit = "s";
      break;
    case store::XKind::kSeries:
      x.kind = AxisKind::kValue;
      x.label = request.x_series;
      x.unit = unit_of(request.x_series);
      break;
  }
}

Figure start_figure(const Request& request, const Runs& runs, std::string title) {
  Figure figure;
  figure.title = std::move(title);
  for (size_t i = 0; i < runs.size(); ++i) {
    const store::RunInfo info = runs[i]->info();
    FigureRun run;
    run.id = i < request.runs.size() ? request.runs[i] : info.id;
    run.label = run.id;
    run.color = static_cast<int>(i);
    run.status = to_string(info.status);
    run.dropped = info.dropped;
    figure.runs.push_back(std::move(run));
    figure.loading = figure.loading || runs[i]->loading();
    if (!info.damage.empty()) figure.notes.push_back(info.label + ": " + info.damage);
  }
  return figure;
}

std::vector<std::string> short_names(const Runs& runs) {
  std::vector<store::RunInfo> infos;
  for (const auto& run : runs) infos.push_back(run->info());
  const bool one_name = std::all_of(infos.begin(), infos.end(), [&](const store::RunInfo& info) {
    return info.name == infos.front().name;
  });
  std::vector<std::string> names;
  for (const store::RunInfo& info : infos) {
    names.push_back(one_name && !info.label.empty() ? info.label : info.id);
  }
  return names;
}

std::vector<std::string> match_names(const std::vector<std::string>& patterns,
                                     const std::vector<std::string>& names) {
  const std::unordered_set<std::string_view> known(names.begin(), names.end());
  std::unordered_set<std::string_view> taken;
  std::vector<std::string> out;
  for (const std::string& pattern : patterns) {
    if (known.contains(pattern) || !is_glob(pattern)) {
      if (known.contains(pattern) && taken.insert(pattern).second) out.push_back(pattern);
      continue;
    }
    for (const std::string& name : names) {
      if (!taken.contains(name) && glob_match(pattern, name)) {
        taken.insert(name);
        out.push_back(name);
      }
    }
  }
  return out;
}

std::vector<store::StreamInfo> match_streams(const std::vector<std::string>& patterns,
                                             const store::RunData& run, store::RecordKind kind) {
  std::vector<store::StreamInfo> streams = run.streams();
  std::erase_if(streams, [&](const store::StreamInfo& stream) { return stream.kind != kind; });
  if (patterns.empty()) return streams;
  std::vector<std::string> names;
  for (const store::StreamInfo& stream : streams) names.push_back(stream.name);
  std::vector<store::StreamInfo> out;
  for (const std::string& name : match_names(patterns, names)) {
    out.push_back(*std::find_if(streams.begin(), streams.end(),
                                [&](const store::StreamInfo& s) { return s.name == name; }));
  }
  return out;
}

std::vector<PickedSeries> pick_series(const std::vector<std::string>& patterns, const Runs& runs) {
  std::vector<PickedSeries> out;
  for (size_t r = 0; r < runs.size(); ++r) {
    std::map<std::string, std::vector<store::SeriesInfo>> writers;
    for (store::SeriesInfo& info : runs[r]->series()) {
      if (info.points == 0) continue;
      std::string name = info.name;
      writers[std::move(name)].push_back(std::move(info));
    }
    std::vector<std::string> names;
    for (const auto& [name, infos] : writers) names.push_back(name);
    std::sort(names.begin(), names.end(), natural_before);
    for (const std::string& name : patterns.empty() ? names : match_names(patterns, names)) {
      for (store::SeriesInfo& info : writers[name]) out.push_back({r, std::move(info)});
    }
  }
  return out;
}

namespace {

// The largest steps round up to what no integer of 64 bits holds.
int64_t step_of(double x) {
  return x < 0x1p63 ? static_cast<int64_t>(x) : INT64_MAX;
}

}  // namespace

std::string label_of(const store::SeriesInfo& info) {
  if (info.writer == 0) return info.name;
  return info.name + " [rank " + std::to_string(info.writer) + "]";
}

std::optional<std::pair<int64_t, double>> value_at(const store::RunData& run,
                                                   const store::SeriesInfo& info,
                                                   std::optional<int64_t> step) {
  if (!step || *step >= info.step_max) return std::pair{info.step_max, info.last};
  if (*step < info.step_min) return std::nullopt;
  store::SeriesQuery query;
  query.series = info.name;
  query.writer = info.writer;
  query.width = 1;
  query.range = {static_cast<double>(info.step_min), static_cast<double>(*step)};
  const auto view = run.view(query);
  if (!view.ok() || view->points_in_view == 0) return std::nullopt;
  if (view->reduced) {
    return std::pair{step_of(view->columns.x1.back()), view->columns.last.back()};
  }
  const store::Points& points = view->points;  // with a neighbour on each side
  size_t i = points.x.size();
  while (i > 0 && points.x[i - 1] > query.range->second) --i;
  if (i == 0) return std::nullopt;
  return std::pair{step_of(points.x[i - 1]), points.y[i - 1]};
}

std::string nothing_yet(const Runs& runs, const std::string& what) {
  if (runs.empty()) return "no run is selected";
  bool loading = false;
  bool running = false;
  for (const auto& run : runs) {
    loading = loading || run->loading();
    running = running || run->info().status == store::RunStatus::kRunning;
  }
  if (loading) return "no data yet: the log is still being read";
  if (running) return "no data yet: waiting for " + what;
  return "no data: the " + std::string(runs.size() == 1 ? "run has" : "runs have") +
         " not logged " + what;
}

}  // namespace oriel::figure
