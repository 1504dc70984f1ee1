// Metrics of each class: bars at the cursor's step, and the numbers as a table.
#include <algorithm>
#include <cmath>
#include <map>

#include "figure/class_names.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxClasses = 200;
constexpr size_t kMaxGroups = 24;  // of bars: runs × metrics

struct Group {  // bars of one colour: a metric of a run
  size_t run = 0;
  std::string metric;
  std::map<std::string, double> values;  // by class
};

struct Metrics {
  std::vector<std::string> classes;
  std::vector<Group> groups;
  size_t hidden_groups = 0;
  int64_t step = INT64_MIN;  // of the newest value
};

Metrics collect(const Request& request, const Runs& runs) {
  Metrics out;
  for (const PickedSeries& picked : pick_series(request.series, runs)) {
    const auto found = class_metric_of(picked.info.name);
    if (!found || picked.info.writer != 0) continue;
    const auto value = value_at(*runs[picked.run], picked.info, request.cursor);
    if (!value) continue;
    auto group = std::find_if(out.groups.begin(), out.groups.end(), [&](const Group& g) {
      return g.run == picked.run && g.metric == found->metric;
    });
    if (group == out.groups.end()) {
      if (out.groups.size() == kMaxGroups) {
        ++out.hidden_groups;
        continue;
      }
      out.groups.push_back({picked.run, found->metric, {}});
      group = out.groups.end() - 1;
    }
    if (std::find(out.classes.begin(), out.classes.end(), found->cls) == out.classes.end()) {
      out.classes.push_back(found->cls);
    }
    group->values[found->cls] = value->second;
    out.step = std::max(out.step, value->first);
  }
  if (!out.groups.empty()) {
    sort_classes(out.classes, runs[out.groups.front().run]->info().config_json);
  }
  return out;
}

double value_of(const Group& group, const std::string& cls) {
  const auto at = group.values.find(cls);
  return at == group.values.end() ? std::nan("") : at->second;
}

std::vector<std::string> labels_of(const Metrics& metrics, const Runs& runs) {
  const std::vector<std::string> names = short_names(runs);
  std::vector<std::string> labels;
  for (const Group& group : metrics.groups) {
    labels.push_back(runs.size() > 1 ? names[group.run] + " " + group.metric : group.metric);
  }
  return labels;
}

Panel bars_of(const Metrics& metrics, const std::vector<std::string>& labels,
              const Figure& figure) {
  Panel panel;
  panel.title = metrics.groups.size() == 1 ? labels.front() : "By class";
  panel.x.kind = panel.y.kind = AxisKind::kValue;
  panel.x.label = "class";
  panel.x.categories = metrics.classes;
  panel.x.extent = panel.x.range =
      std::pair{-0.5, static_cast<double>(metrics.classes.size()) - 0.5};
  panel.y.label = metrics.groups.size() == 1 ? metrics.groups.front().metric : "value";
  const double width = 0.8 / static_cast<double>(metrics.groups.size());
  for (size_t g = 0; g < metrics.groups.size(); ++g) {
    Bars bars;
    bars.run = static_cast<int>(metrics.groups[g].run);
    bars.role = role_of(metrics.groups[g].metric);
    bars.entity = Entity{"series", figure.runs[metrics.groups[g].run].id, metrics.groups[g].metric};
    bars.label = labels[g];
    for (size_t c = 0; c < metrics.classes.size(); ++c) {
      const double from = static_cast<double>(c) - 0.4 + width * static_cast<double>(g);
      bars.x0.push_back(from);
      bars.x1.push_back(from + width);
      bars.y.push_back(value_of(metrics.groups[g], metrics.classes[c]));
    }
    panel.marks.emplace_back(std::move(bars));
  }
  return panel;
}

Panel table_of(const Metrics& metrics, const std::vector<std::string>& labels) {
  Table table;
  table.columns.push_back({"class", false});
  for (const std::string& label : labels) table.columns.push_back({label, true});
  for (const std::string& cls : metrics.classes) {
    std::vector<std::string> row = {cls};
    for (const Group& group : metrics.groups) {
      const auto at = group.values.find(cls);
      row.push_back(at == group.values.end() ? "" : number_text(at->second));
    }
    table.rows.push_back(std::move(row));
  }
  Panel panel;
  panel.title = "Numbers";
  panel.marks.emplace_back(std::move(table));
  return panel;
}

// "lowest val/recall: 8 0.61, 3 0.72 at step 400".
std::string read(const Metrics& metrics, const std::vector<std::string>& labels) {
  std::vector<std::string> items;
  for (size_t g = 0; g < metrics.groups.size() && items.size() < 3; ++g) {
    std::vector<std::pair<double, std::string>> values;
    for (const auto& [cls, value] : metrics.groups[g].values) {
      if (std::isfinite(value)) values.emplace_back(value, cls);
    }
    if (values.empty()) continue;
    std::sort(values.begin(), values.end());
    std::string text =
        "lowest " + labels[g] + ": " + values[0].second + " " + number_text(values[0].first);
    if (values.size() > 1) {
      text += ", highest: " + values.back().second + " " + number_text(values.back().first);
    }
    items.push_back(text);
  }
  if (items.empty()) return "no finite value of any class";
  return join(items, "; ") + "; at step " + count_text(metrics.step);
}

}  // namespace

Figure make_classes(const Request& request, const Runs& runs) {
  Figure figure = start_figure(request, runs, "Metrics by class");
  Metrics metrics = collect(request, runs);
  if (metrics.groups.empty()) {
    figure.reading = request.cursor && !pick_series(request.series, runs).empty()
                         ? "no metric of a class at or before this step"
                         : nothing_yet(runs, "a metric of a class, such as val/recall/cat");
    return figure;
  }
  if (metrics.hidden_groups > 0) figure.notes.emplace_back("showing the first 24 metrics only");
  if (metrics.classes.size() > kMaxClasses) {
    figure.notes.push_back("showing the first " + std::to_string(kMaxClasses) + " classes of " +
                           std::to_string(metrics.classes.size()));
    metrics.classes.resize(kMaxClasses);
  }
  figure.columns = 2;
  figure.points = metrics.groups.size() * metrics.classes.size();
  const std::vector<std::string> labels = labels_of(metrics, runs);
  figure.panels.push_back(bars_of(metrics, labels, figure));
  figure.panels.push_back(table_of(metrics, labels));
  figure.reading = read(metrics, labels);
  return figure;
}

}  // namespace oriel::figure
