// How WatchView looks: a line about the run, tabs, panels in a grid, the progress line last.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/finding.h"
#include "cli/table.h"
#include "cli/watch_place.h"
#include "cli/watch_view.h"
#include "draw/terminal_plot.h"
#include "draw/terminal_progress.h"
#include "draw/terminal_table.h"

namespace oriel::cli {
namespace {

using draw::CellBuffer;
using draw::CellRect;
using draw::TerminalTheme;
using store::RunStatus;

constexpr int kTwoColumns = 120;  // cells from which on panels stand in pairs
constexpr int kLeastRows = 9;     // of a panel

draw::CellStyle status_style(RunStatus status, const TerminalTheme& theme) {
  switch (status) {
    case RunStatus::kRunning:
      return theme.train;
    case RunStatus::kFinished:
      return theme.best;
    case RunStatus::kFailed:
      return theme.error;
    case RunStatus::kCrashed:
      break;
  }
  return theme.warn;
}

std::string status_text(const store::RunInfo& run, const TerminalTheme& theme) {
  const auto& set = theme.set();
  const std::string words = run.control.words();
  const Whereabouts where = whereabouts(run);
  if (where == Whereabouts::kDeleted) return fmt::format("{} deleted", set.failed);
  if (where != Whereabouts::kHere) {
    const bool seen = run.status == RunStatus::kRunning;
    const std::string what = where == Whereabouts::kCopy ? "goes on elsewhere"
                             : seen                      ? "running on " + run.host
                                                         : "on " + run.host;
    return fmt::format("{} {}; the newest points may be missing", seen ? set.running : set.lost,
                       what);
  }
  switch (run.status) {
    case RunStatus::kRunning:
      return fmt::format("{} {}", set.running, words.empty() ? "running" : words);
    case RunStatus::kFinished:
      return fmt::format("{} finished", set.done);
    case RunStatus::kFailed:
      return fmt::format("{} failed", set.failed);
    case RunStatus::kCrashed:
      break;
  }
  return fmt::format("{} crashed", set.lost);
}

// "2 findings", and how bad the worst is.
std::pair<size_t, figure::Role> count_findings(const figure::Runs& runs) {
  std::pair<size_t, figure::Role> out{0, figure::Role::kMuted};
  for (const auto& run : runs) {
    const std::string text = run->derived("findings");
    const auto findings =
        text.empty()
            ? base::Result<std::vector<analysis::Finding>>(std::vector<analysis::Finding>())
            : analysis::parse_findings(text);
    if (!findings.ok()) continue;
    for (const auto& finding : *findings) {
      using State = analysis::FindingState;
      if (finding.state != State::kWarning && finding.state != State::kConfirmed) continue;
      ++out.first;
      if (finding.state == State::kConfirmed) out.second = figure::Role::kError;
      if (out.second == figure::Role::kMuted) out.second = figure::Role::kWarn;
    }
  }
  return out;
}

}  // namespace

void WatchView::compose(CellBuffer& out, const TerminalTheme& theme, int64_t now_us) {
  refresh();
  derive(now_us);
  out.clear();
  paint_footer(out, theme, now_us);
  if (out.rows() < 2) return;
  paint_header(out, theme);
  switch (page_) {
    case Page::kPanels:
      return paint_panels(out, theme);
    case Page::kRuns:
      return paint_runs(out, theme);
    case Page::kHelp:
      return paint_help(out, theme);
  }
}

void WatchView::paint_header(CellBuffer& out, const TerminalTheme& theme) {
  if (open_.empty()) {
    out.put(0, 0, "Oriel " + runs_.description(), theme.title);
    return;
  }
  const store::RunInfo info = open_[0]->info();
  int right = out.columns();
  const auto [findings, role] = count_findings(open_);
  if (findings > 0) {
    const std::string text =
        fmt::format("{} {} finding{}", theme.set().flag, findings, findings == 1 ? "" : "s");
    right -= out.put_right(right, 0, text, theme.role(role)) + 2;
  }
  if (info.dropped > 0) {
    const std::string text = fmt::format("{} points dropped", info.dropped);
    right -= out.put_right(right, 0, text, theme.warn) + 2;
  }
  int x = out.put(0, 0, info.id, theme.title, right);
  for (size_t i = 1; i < open_.size(); ++i) {
    x += out.put(x, 0, (i == 1 ? " vs " : ", ") + open_[i]->info().label,
                 theme.run(static_cast<int>(i)), right - x);
  }
  x += 2;
  x += out.put(x, 0, status_text(info, theme), status_style(info.status, theme), right - x) + 2;
  if (info.progress) {
    x +=
        out.put(x, 0, fmt::format("epoch {:.4g}/{:g}", info.progress->epoch, info.progress->epochs),
                theme.text, right - x) +
        2;
  }
  if (open_[0]->loading()) out.put(x, 0, "loading", theme.muted, right - x);
}

void WatchView::paint_tabs(CellBuffer& out, const TerminalTheme& theme) {
  int x = 0;
  for (const std::string& tab : tabs()) {
    const bool here = tab == tab_;
    x += out.put(x, 1, here ? "[" + tab + "]" : " " + tab + " ",
                 here ? theme.title.with(draw::kBold) : theme.muted, out.columns() - x) +
         1;
    if (x >= out.columns()) return;
  }
  std::string how;
  if (range_)
    how += fmt::format("  steps {} to {}", count_text(static_cast<int64_t>(range_->first)),
                       count_text(static_cast<int64_t>(range_->second)));
  if (smoothing_ > 0)
    how += fmt::format("  smoothing {}", smoothing_ == 1   ? "0.6"
                                         : smoothing_ == 2 ? "0.9"
                                                           : "0.98");
  if (log_y_) how += "  log";
  if (x + static_cast<int>(how.size()) < out.columns()) {
    out.put_right(out.columns(), 1, how, theme.muted);
  }
}

void WatchView::paint_panels(CellBuffer& out, const TerminalTheme& theme) {
  const auto panels = panels_of_tab();
  const int top = 2, bottom = out.rows() - 1;
  if (panels.empty()) {
    std::string why = "Nothing has been recorded yet.";
    if (open_.empty()) {
      why = list_.loading ? "Looking for runs …"
                          : "No runs here yet. A training that records into " +
                                runs_.description() + " appears by itself.";
    }
    out.put(0, std::min(top, bottom - 1), why, theme.muted);
    return;
  }
  paint_tabs(out, theme);
  if (bottom - top < 3) return;
  const int columns = enlarged_ || out.columns() < kTwoColumns || panels.size() == 1 ? 1 : 2;
  const int fitting = std::max(1, (bottom - top) / kLeastRows);
  const int wanted = static_cast<int>((panels.size() + static_cast<size_t>(columns) - 1)) / columns;
  const int rows = enlarged_ ? 1 : std::min(fitting, wanted);
  const auto focus_row = focus_ / static_cast<size_t>(columns);
  if (focus_row < scroll_) scroll_ = focus_row;
  if (focus_row >= scroll_ + static_cast<size_t>(rows)) {
    scroll_ = focus_row - static_cast<size_t>(rows) + 1;
  }
  const int width = out.columns() / columns;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const size_t i = (scroll_ + static_cast<size_t>(r)) * static_cast<size_t>(columns) +
                       static_cast<size_t>(c);
      if (i >= panels.size()) break;
      const int y = top + (bottom - top) * r / rows;
      const int height = top + (bottom - top) * (r + 1) / rows - y;
      const CellRect rect{c * width + 1, y, width - 2, height};
      const auto& figure = figure_of(panels[i], draw::plot_columns(rect.width, theme.glyphs));
      draw::paint_figure(out, rect, figure, theme);
      if (i == focus_) {
        for (int mark = y; mark < y + height; ++mark)
          out.put(rect.x - 1, mark, theme.set().vertical, theme.train);
      }
    }
  }
}

void WatchView::paint_runs(CellBuffer& out, const TerminalTheme& theme) {
  draw::TableView view;
  view.title = "Runs of " + runs_.description();
  view.note = "enter: show   space: compare   r: back";
  view.columns = {{"", false},        {"run", false},      {"status", false},
                  {"started", false}, {"last step", true}, {"points", true}};
  const auto rows = static_cast<size_t>(std::max(1, out.rows() - 5));
  const size_t first = run_focus_ >= rows ? run_focus_ - rows + 1 : 0;
  for (size_t i = first; i < std::min(list_.runs.size(), first + rows); ++i) {
    const store::RunInfo& run = *list_.runs[i];
    const bool chosen = std::find(chosen_.begin(), chosen_.end(), run.id) != chosen_.end();
    const std::string mark = std::string(i == run_focus_ ? ">" : " ") + (chosen ? "*" : " ");
    const auto role = i == run_focus_ ? figure::Role::kTrain : figure::Role::kNone;
    view.rows.push_back({{mark, role},
                         {run.id, role},
                         {to_string(run.status), role},
                         {time_text(run.started_us), role},
                         {count_text(run.last_step), role},
                         {count_text(static_cast<int64_t>(run.points)), role}});
  }
  view.when_empty = list_.loading ? "looking" : "no runs yet";
  draw::paint_table(out, {0, 1, out.columns(), out.rows() - 2}, view, theme);
}

void WatchView::paint_help(CellBuffer& out, const TerminalTheme& theme) {
  draw::TableView view;
  view.title = "Keys";
  view.note = "any key: back";
  view.columns = {{"", false}, {"", false}};
  for (const auto& [key, what] : std::initializer_list<std::pair<const char*, const char*>>{
           {"tab, shift+tab", "next, previous group of panels"},
           {"up, down", "choose a panel"},
           {"enter", "enlarge it, or back to all"},
           {"+ -", "zoom in to the newest steps, zoom out"},
           {"left, right", "earlier, later steps"},
           {"0, esc", "all steps"},
           {"s", "smoothing: off, 0.6, 0.9, 0.98"},
           {"l", "logarithmic y axis"},
           {"r", "list of runs; space there compares several"},
           {"p", "pause the training, or let it go on"},
           {"k", "checkpoint now"},
           {"x, X", "stop after this epoch, stop now"},
           {"q", "leave; the training goes on"}}) {
    view.rows.push_back({{key, figure::Role::kTrain}, {what}});
  }
  draw::paint_table(out, {1, 1, out.columns() - 2, out.rows() - 2}, view, theme);
}

void WatchView::paint_footer(CellBuffer& out, const TerminalTheme& theme, int64_t now_us) {
  const int y = out.rows() - 1;
  if (question_) {
    out.put(0, y,
            *question_ == store::ControlKind::kStop ? "Stop the training now? y / n"
                                                    : "Stop the training after this epoch? y / n",
            theme.warn);
    return;
  }
  if (!message_.empty()) {
    out.put(0, y, message_, theme.warn, out.columns());
    return;
  }
  if (open_.empty()) {
    out.put(0, y, "? keys   q leave", theme.muted);
    return;
  }
  const store::RunInfo info = open_[0]->info();
  draw::ProgressState state;
  state.description = info.label;
  state.step = info.last_step;
  const int64_t end = info.ended_us.value_or(
      info.status == RunStatus::kRunning ? std::max(now_us, info.updated_us) : info.updated_us);
  state.elapsed_s = static_cast<double>(end - info.started_us) * 1e-6;
  if (info.progress) {
    state.left_s = info.progress->seconds_left;
    if (info.progress->epoch > 0 && info.last_step > 0) {
      state.total = static_cast<int64_t>(std::llround(
          static_cast<double>(info.last_step) / info.progress->epoch * info.progress->epochs));
    }
  }
  state.status =
      info.status == RunStatus::kRunning
          ? (info.control.phase == store::ControlPhase::kPaused ? draw::ProgressStatus::kPaused
                                                                : draw::ProgressStatus::kRunning)
      : info.status == RunStatus::kFinished ? draw::ProgressStatus::kFinished
      : info.status == RunStatus::kFailed   ? draw::ProgressStatus::kFailed
                                            : draw::ProgressStatus::kLost;
  if (info.status == RunStatus::kFinished) state.total = info.last_step;
  state.frame = static_cast<uint32_t>(now_us / 250'000);
  const std::string keys = "? keys";
  const bool room = out.columns() >= 60;
  if (room) out.put_right(out.columns(), y, keys, theme.muted);
  draw::paint_progress(out, 0, y, out.columns() - (room ? static_cast<int>(keys.size()) + 2 : 0),
                       state, theme);
}

}  // namespace oriel::cli
