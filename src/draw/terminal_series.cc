#include "draw/terminal_series.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "draw/number_format.h"

namespace oriel::draw {
namespace {

using figure::Line;
using figure::Role;

// The colour that the user gave to the role or the run.
std::optional<CellStyle> own_style(const figure::MarkBase& mark, const PlotContext& context) {
  if (context.style == nullptr) return std::nullopt;
  for (const auto& [key, color] : context.style->colors) {
    bool fits = mark.role != Role::kNone && key == to_string(mark.role);
    if (mark.run && *mark.run >= 0 && static_cast<size_t>(*mark.run) < context.runs.size()) {
      const figure::FigureRun& run = context.runs[static_cast<size_t>(*mark.run)];
      fits = fits || key == run.id || key == run.label;
    }
    const Ink ink = parse_ink(color);
    if (fits && ink.packed != 0) return CellStyle{ink, {}, 0};
  }
  return std::nullopt;
}

bool many_runs(const PlotContext& context) {
  return context.runs.size() > 1;
}

int color_of(const figure::MarkBase& mark, const PlotContext& context) {
  const auto run = static_cast<size_t>(mark.run.value_or(0));
  return run < context.runs.size() ? context.runs[run].color : static_cast<int>(run);
}

bool same_entity(const Line& a, const Line& b) {
  return a.entity && b.entity && a.entity->run == b.entity->run && a.entity->path == b.entity->path;
}

bool has_smooth(const figure::Panel& panel, const Line& raw) {
  return std::any_of(panel.marks.begin(), panel.marks.end(), [&](const figure::Mark& mark) {
    const Line* line = std::get_if<Line>(&mark);
    return line != nullptr && line->smooth && same_entity(*line, raw);
  });
}

// The colour of its role, if no other curve of the panel has it; else the next free one.
CellStyle style_of(const Line& line, const std::vector<TerminalSeries>& earlier, int& next,
                   const TerminalTheme& theme, const PlotContext& context) {
  if (const auto own = own_style(line, context)) return *own;
  for (const TerminalSeries& series : earlier) {
    if (same_entity(*series.line, line)) return series.style;
  }
  if (many_runs(context)) return theme.run(color_of(line, context));
  if (line.role != Role::kNone) {
    const CellStyle style = theme.role(line.role);
    if (std::none_of(earlier.begin(), earlier.end(),
                     [&](const TerminalSeries& series) { return series.style == style; })) {
      return style;
    }
  }
  return theme.run(next++);
}

constexpr std::array kDashes = {Dash::kSolid, Dash::kDash, Dash::kDashDot, Dash::kDot};

}  // namespace

std::vector<TerminalSeries> series_of(const figure::Panel& panel, const TerminalTheme& theme,
                                      const PlotContext& context) {
  std::vector<TerminalSeries> all;
  int next = 0;
  size_t number = 0;  // of the curve, raw ones not counted
  for (const figure::Mark& mark : panel.marks) {
    const Line* line = std::get_if<Line>(&mark);
    if (line == nullptr) continue;
    TerminalSeries series;
    series.line = line;
    series.raw = !line->smooth && has_smooth(panel, *line);
    series.style = style_of(*line, all, next, theme, context);
    if (!series.raw) {
      series.marker = theme.set().markers[number % theme.set().markers.size()];
      // Without colours dashes must tell; past the sixth colour, too.
      const size_t dash = theme.color == ColorLevel::kNone ? number : number / 6;
      series.dash = kDashes[dash % kDashes.size()];
      if (many_runs(context) && line->role == Role::kVal) series.dash = Dash::kDash;
      ++number;
    }
    all.push_back(series);
  }
  return all;
}

CellStyle mark_style(const figure::MarkBase& mark, const TerminalTheme& theme,
                     const PlotContext& context) {
  if (const auto own = own_style(mark, context)) return *own;
  if (mark.role != Role::kNone || !mark.run || !many_runs(context)) return theme.role(mark.role);
  return theme.run(color_of(mark, context));
}

std::optional<std::pair<double, double>> last_point(const Line& line) {
  const std::vector<double>& x = line.columns ? line.x1 : line.x;
  const std::vector<double>& y = line.columns ? line.last : line.y;
  for (size_t i = std::min(x.size(), y.size()); i-- > 0;) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) return std::pair{x[i], y[i]};
  }
  return std::nullopt;
}

int TerminalLegendEntry::width() const {
  return 2 + text_width(label) + (value.empty() ? 0 : 1 + text_width(value));
}

std::vector<TerminalLegendEntry> legend_of(const std::vector<TerminalSeries>& series) {
  std::vector<TerminalLegendEntry> entries;
  for (const TerminalSeries& s : series) {
    if (s.raw || s.line->label.empty()) continue;
    const auto last = last_point(*s.line);
    entries.push_back({s.marker, s.style, s.line->label, last ? format_value(last->second) : ""});
  }
  return entries;
}

}  // namespace oriel::draw
