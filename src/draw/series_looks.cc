#include "draw/series_looks.h"

#include <algorithm>
#include <array>
#include <map>

#include "draw/color_map.h"

namespace oriel::draw {
namespace {

using figure::Role;

int run_of(const figure::Figure& figure, const figure::MarkBase& mark) {
  if (mark.run) return *mark.run;
  if (!mark.entity) return 0;
  for (size_t i = 0; i < figure.runs.size(); ++i) {
    if (figure.runs[i].id == mark.entity->run) return static_cast<int>(i);
  }
  return 0;
}

const std::string& path_of(const figure::MarkBase& mark, const std::string& label) {
  return mark.entity ? mark.entity->path : label;
}

class Gatherer {
 public:
  Gatherer(const figure::Figure& figure, const figure::Panel& panel) : figure_(figure) {
    for (const figure::Mark& mark : panel.marks) {
      if (const auto* line = std::get_if<figure::Line>(&mark)) {
        SeriesLook& one = find(*line, line->label);
        (line->smooth ? one.main : one.raw) = line;
      } else if (const auto* gap = std::get_if<figure::Gap>(&mark)) {
        find(*gap, "").gaps.push_back(gap);
      } else if (const auto* points = std::get_if<figure::PointSet>(&mark)) {
        find(*points, points->label).points.push_back(points);
      } else if (const auto* band = std::get_if<figure::Band>(&mark)) {
        find(*band, band->label).bands.push_back(band);
      } else if (const auto* bars = std::get_if<figure::Bars>(&mark)) {
        find(*bars, bars->label).bars.push_back(bars);
      }
    }
    for (SeriesLook& one : series) {
      if (one.main != nullptr) continue;
      one.main = one.raw;
      one.raw = nullptr;
    }
  }

  std::vector<SeriesLook> series;

 private:
  SeriesLook& find(const figure::MarkBase& mark, const std::string& label) {
    const int run = run_of(figure_, mark);
    const std::string& path = path_of(mark, label);
    const auto [at, added] = index_.try_emplace({run, path}, series.size());
    if (added) {
      SeriesLook one;
      one.run = run;
      one.path = path;
      series.push_back(std::move(one));
    }
    return series[at->second];
  }

  const figure::Figure& figure_;
  std::map<std::pair<int, std::string>, size_t> index_;
};

std::vector<std::string> distinct_paths(const std::vector<SeriesLook>& series) {
  std::vector<std::string> paths;
  for (const SeriesLook& one : series) {
    if (std::find(paths.begin(), paths.end(), one.path) == paths.end()) paths.push_back(one.path);
  }
  return paths;
}

bool has_several_runs(const std::vector<SeriesLook>& series) {
  return std::any_of(series.begin(), series.end(),
                     [&](const SeriesLook& one) { return one.run != series.front().run; });
}

void name_series(std::vector<SeriesLook>& series, const figure::Figure& figure,
                 const std::vector<std::string>& paths) {
  const std::vector<std::string> short_paths = short_names(paths);
  const bool several = has_several_runs(series);
  std::vector<std::string> labels;
  for (const figure::FigureRun& run : figure.runs) labels.push_back(run.label);
  const std::vector<std::string> runs = short_names(labels);
  for (SeriesLook& one : series) {
    const auto at = std::find(paths.begin(), paths.end(), one.path);
    one.order = static_cast<int>(at - paths.begin());
    one.path_label = short_paths[static_cast<size_t>(one.order)];
    const auto run = static_cast<size_t>(std::max(0, one.run));
    if (run < runs.size()) one.run_label = runs[run];
    one.label = !several           ? one.path_label
                : paths.size() > 1 ? one.run_label + " " + one.path_label
                                   : one.run_label;
  }
}

Role role_of(const SeriesLook& one) {
  if (one.main != nullptr) return one.main->role;
  if (!one.bars.empty()) return one.bars.front()->role;
  if (!one.bands.empty()) return one.bands.front()->role;
  return one.points.empty() ? Role::kNone : one.points.front()->role;
}

// Roles that mean the same whatever else is shown.
bool is_absolute(Role role) {
  return role != Role::kNone && role != Role::kTrain && role != Role::kVal;
}

void color_series(std::vector<SeriesLook>& series, const figure::Figure& figure, const Theme& theme,
                  size_t paths, bool several) {
  const int colors = static_cast<int>(theme.runs.size());
  for (SeriesLook& one : series) {
    const auto run = static_cast<size_t>(std::max(0, one.run));
    const bool known = run < figure.runs.size();
    const int slot = several ? (known ? figure.runs[run].color : one.run) : one.order;
    const Role role = role_of(one);
    one.color = theme.runs[static_cast<size_t>(std::max(0, slot) % colors)];
    one.dash = dash_of(slot, several ? one.order : 0, colors);
    one.sign = sign_of(slot, colors);
    if (!several && paths <= 2 && (role == Role::kTrain || role == Role::kVal)) {
      one.color = role_color(theme, role);
      one.dash = Dash::kSolid;
    } else if (is_absolute(role)) {
      one.color = role_color(theme, role);
    }
    one.color = several && known
                    ? styled(figure.style, {one.path, figure.runs[run].id, figure.runs[run].label},
                             one.color)
                    : styled(figure.style, {one.path, one.path_label, to_string(role)}, one.color);
    one.text_color = readable(one.color, theme.text, theme.panel);
  }
}

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> parts;
  size_t from = 0;
  for (size_t at = path.find('/'); at != std::string::npos; at = path.find('/', from)) {
    parts.push_back(path.substr(from, at - from));
    from = at + 1;
  }
  parts.push_back(path.substr(from));
  return parts;
}

}  // namespace

const SeriesLook* PanelSeries::find(const figure::MarkBase& mark, const std::string& label) const {
  for (const SeriesLook& one : series) {
    if (one.path == path_of(mark, label) && (!mark.run || one.run == *mark.run)) return &one;
  }
  return nullptr;
}

std::vector<std::string> short_names(const std::vector<std::string>& paths) {
  if (paths.size() < 2) return paths;
  std::vector<std::vector<std::string>> parts;
  size_t shortest = SIZE_MAX;
  for (const std::string& path : paths) {
    parts.push_back(split(path));
    shortest = std::min(shortest, parts.back().size());
  }
  const auto same = [&](auto at) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const auto& part) { return at(part) == at(parts.front()); });
  };
  size_t head = 0;
  while (head + 1 < shortest && same([&](const auto& part) { return part[head]; })) ++head;
  size_t tail = 0;
  while (tail + 1 + head < shortest &&
         same([&](const auto& part) { return part[part.size() - 1 - tail]; })) {
    ++tail;
  }
  std::vector<std::string> names;
  for (const auto& part : parts) {
    std::string name;
    for (size_t i = head; i < part.size() - tail; ++i) name += (i > head ? "/" : "") + part[i];
    names.push_back(std::move(name));
  }
  return names;
}

Dash dash_of(int color, int order, int colors) {
  static constexpr std::array kDashes = {Dash::kSolid,   Dash::kDash,      Dash::kDot,
                                         Dash::kDashDot, Dash::kShortDash, Dash::kLongDot};
  const int round = std::max(0, color) / colors;
  return kDashes[static_cast<size_t>(order + round * 3) % kDashes.size()];
}

LineSign sign_of(int color, int colors) {
  return static_cast<LineSign>(std::max(0, color) / (2 * colors) % 4);
}

Color styled(const figure::Style& style, std::initializer_list<std::string_view> names,
             Color color) {
  for (const std::string_view name : names) {
    for (const auto& [key, value] : style.colors) {
      if (key == name && parse_color(value, color)) return color;
    }
  }
  return color;
}

PanelSeries gather_series(const figure::Figure& figure, const figure::Panel& panel,
                          const Theme& theme) {
  PanelSeries out;
  out.series = std::move(Gatherer(figure, panel).series);
  if (out.series.empty()) return out;
  // Colours follow runs as soon as the figure compares them, even where this panel shows but one.
  const bool several = has_several_runs(out.series) || figure.runs.size() > 1;
  out.several_runs = has_several_runs(out.series);
  const std::vector<std::string> paths = distinct_paths(out.series);
  name_series(out.series, figure, paths);
  static constexpr std::array kShapes = {Marker::kCircle,  Marker::kSquare,       Marker::kTriangle,
                                         Marker::kDiamond, Marker::kTriangleDown, Marker::kPlus,
                                         Marker::kCross};
  for (SeriesLook& one : out.series) {
    one.shape = kShapes[static_cast<size_t>(one.order) % kShapes.size()];
  }
  color_series(out.series, figure, theme, paths.size(), several);
  return out;
}

}  // namespace oriel::draw
