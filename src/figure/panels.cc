#include "figure/panels.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_set>

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

}  // namespace

base::Result<Request> parse_request(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return bad("the request is not a JSON object");
  Request request;
  const auto panel = json.find("panel");
  if (panel == json.end() || !panel->is_string()) {
    return bad("\"panel\" is missing: curves, image, text or live_image");
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
  return name == "curves" || name == "image" || name == "text" || name == "live_image";
}

base::Result<Figure> make_figure(const Request& request, const Runs& runs) {
  if (request.panel == "curves") return make_curves(request, runs);
  if (request.panel == "image") return make_image(request, runs, false);
  if (request.panel == "live_image") return make_image(request, runs, true);
  if (request.panel == "text") return make_text(request, runs);
  return Status("there is no panel \"" + request.panel.substr(0, 64) +
                "\"; the panels are curves, image, text and live_image");
}

uint64_t data_version(const Runs& runs) {
  // Each version only grows, so their sum tells every change apart.
  uint64_t sum = 0;
  for (const auto& run : runs) sum += run->version();
  return sum;
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

}  // namespace oriel::figure
