#include "kit/plots.h"

#include <algorithm>
#include <array>

#include "figure/names.h"
#include "kit/files.h"

namespace oriel::kit {
namespace {

using base::Status;
using figure::Request;

constexpr size_t kMaxPanels = 12;
constexpr size_t kMaxExpertPanels = 4;
constexpr uint32_t kWindowsToSmooth = 3;  // points of a curve, in windows, that it is smoothed

// Kinds that figure/ calls otherwise, or makes of curves.
struct Alias {
  const char* kind;
  const char* panel;
  std::array<const char*, 3> series;
};
constexpr Alias kAliases[] = {
    {"gradient_norm", "grad_norm", {}},
    {"reward", "curves", {"reward", "*/reward", "episode_reward"}},
};

// Panels that cannot be asked for by their kind alone: they need the name of something.
constexpr std::array kNeedNames = {"curves", "table", "histogram",  "tensor",
                                   "image",  "text",  "live_image", "grad_norm"};

bool needs_name(std::string_view panel) {
  return std::find(kNeedNames.begin(), kNeedNames.end(), panel) != kNeedNames.end();
}

// A schedule is what it is: a smoothed one would show rates that were never used.
bool is_schedule(const Request& request) {
  const auto is_rate = [](const std::string& name) {
    const std::string_view last = figure::last_part(name);
    return last == "lr" || last == "learning_rate";
  };
  return request.panel == "learning_rate" ||
         (!request.series.empty() &&
          std::all_of(request.series.begin(), request.series.end(), is_rate));
}

// Curves, and behind the first of them what there is to say about experts. Tables and the like have
// viewers of their own.
std::vector<Request> all_panels(const figure::Runs& runs) {
  std::vector<Request> out, experts;
  for (const figure::Descriptor& d : figure::describe_panels(runs)) {
    auto request = figure::parse_request(d.request_json);
    if (!request.ok() || d.tab == "System") continue;
    if (d.tab == "Experts" && experts.size() < kMaxExpertPanels) {
      experts.push_back(std::move(*request));
    } else if (request->panel == "curves") {
      out.push_back(std::move(*request));
    }
  }
  out.insert(out.begin() + (out.empty() ? 0 : 1), experts.begin(), experts.end());
  if (out.size() > kMaxPanels) out.resize(kMaxPanels);
  return out;
}

// Smoothed, a curve of a few points lags so far behind them that it shows something else.
bool too_few(const store::RunData& run, const Request& request, uint32_t window) {
  return std::any_of(request.series.begin(), request.series.end(), [&](const std::string& name) {
    const auto info = run.find(name);
    return info && info->points < uint64_t{kWindowsToSmooth} * window;
  });
}

}  // namespace

std::vector<std::string> panel_kinds() {
  std::vector<std::string> out;
  for (const Alias& alias : kAliases) out.emplace_back(alias.kind);
  for (const char* kind : {"loss", "accuracy", "learning_rate", "training_curves", "findings",
                           "confusion_matrix", "per_class", "experts", "expert_balance"}) {
    if (figure::is_panel(kind)) out.emplace_back(kind);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string panel_kinds_text() {
  std::string out;
  for (const std::string& kind : panel_kinds()) out += (out.empty() ? "" : ", ") + kind;
  return out;
}

base::Result<Request> panel_request(std::string_view kind, const std::vector<std::string>& names) {
  Request request;
  for (const Alias& alias : kAliases) {
    if (kind != alias.kind) continue;
    request.panel = alias.panel;
    for (const char* series : alias.series) {
      if (series != nullptr) request.series.emplace_back(series);
    }
    return request;
  }
  const std::string name(kind);
  if (figure::is_panel(name) && !needs_name(name)) {
    request.panel = name;
    return request;
  }
  const bool known = std::find(names.begin(), names.end(), name) != names.end();
  const bool named = kind.size() <= figure::kMaxNameBytes &&
                     (known || figure::is_glob(kind) || kind.find('/') != std::string_view::npos);
  if (named) {
    request.panel = "curves";
    request.series = {name};
    return request;
  }
  return Status("there is no panel \"" + name.substr(0, 64) + "\"; there are " +
                panel_kinds_text() +
                ", the name of a metric that was recorded, and globs such as \"layer/*/norm\"");
}

double smoothing_weight(uint32_t window) {
  if (window <= 1) return 0;
  return std::min(1 - 2 / (window + 1.0), figure::kMaxSmoothing);
}

store::MemoryContent content_of(const Metrics& metrics, const std::string& id) {
  store::MemoryContent content;
  content.info.id = id;
  content.info.label = id;
  content.info.status = store::RunStatus::kFinished;
  if (!metrics.empty()) content.steps = metrics.front().episodes;
  for (const Metric& metric : metrics) {
    store::MemoryColumn column;
    column.name = metric.name;
    column.values = metric.values;
    // Metrics of the same episodes share their rows.
    const bool shared = metric.episodes == metrics.front().episodes;
    const size_t first = shared ? 0 : content.steps.size();
    if (!shared) {
      content.steps.insert(content.steps.end(), metric.episodes.begin(), metric.episodes.end());
    }
    for (size_t i = 0; i < metric.values.size(); ++i) {
      column.rows.push_back(static_cast<uint32_t>(first + i));
    }
    content.columns.push_back(std::move(column));
  }
  return content;
}

base::Result<figure::Figure> make_panels(const std::shared_ptr<store::RunData>& run,
                                         std::vector<Request> requests, uint32_t smooth_window,
                                         const PlotSize& size) {
  const figure::Runs runs = {run};
  if (requests.empty()) requests = all_panels(runs);
  if (requests.empty()) return Status("there is nothing to draw yet: no metric was recorded");
  figure::Figure out;
  std::vector<std::string> readings;
  for (Request& request : requests) {
    request.runs = {run->info().id};
    const bool plain = is_schedule(request) || too_few(*run, request, smooth_window);
    request.smoothing = plain ? 0 : smoothing_weight(smooth_window);
    request.width = std::clamp<uint32_t>(static_cast<uint32_t>(std::max(size.width, 1)), 100,
                                         figure::kMaxWidth);
    auto figure = figure::make_figure(request, runs);
    if (!figure.ok()) return figure.status();
    if (out.runs.empty()) out.runs = figure->runs;
    out.points += figure->points;
    if (!figure->reading.empty()) readings.push_back(figure->reading);
    for (std::string& note : figure->notes) out.notes.push_back(std::move(note));
    for (figure::Panel& panel : figure->panels) {
      if (panel.title.empty()) panel.title = figure->title;
      out.panels.push_back(std::move(panel));
    }
  }
  out.title = run->info().label;
  if (readings.size() == 1) out.reading = readings.front();
  return out;
}

Problem save_training_curves(const store::MemoryContent& content, const std::string& path,
                             const PlotOptions& options) {
  const auto run = std::make_shared<store::MemoryRun>(content);
  Request request;
  request.panel = "training_curves";
  request.runs = {content.info.id};
  request.width = std::clamp<uint32_t>(static_cast<uint32_t>(std::max(options.size.width, 1)), 100,
                                       figure::kMaxWidth);
  const auto figure = figure::make_figure(request, {run});
  if (!figure.ok()) return to_problem(figure.status());
  return to_problem(save_figure(*figure, path, options));
}

}  // namespace oriel::kit
