// WatchView: what `oriel watch` shows and how its keys change it. A run or several, their panels,
// the list of runs, help. It asks the store and the figures, and paints into cells; it knows
// nothing of the terminal itself.
//
// One thread. compose() costs a figure per visible panel whose run has news, and their cells.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/watch_keys.h"
#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"
#include "figure/panels.h"
#include "kit/derivation.h"
#include "store/polled_run.h"
#include "store/source.h"

namespace oriel::cli {

// What can be watched: one run, or all below a directory.
class WatchedRuns {
 public:
  explicit WatchedRuns(std::shared_ptr<store::PolledRun> run) : only_(std::move(run)) {}
  explicit WatchedRuns(std::unique_ptr<store::Source> source) : source_(std::move(source)) {}

  bool single() const { return only_ != nullptr; }
  store::RunList list() const;  // reads what is new of a single run
  std::shared_ptr<store::RunData> open(const std::string& id);
  std::string description() const;

 private:
  std::shared_ptr<store::PolledRun> only_;
  std::unique_ptr<store::Source> source_;
};

class WatchView {
 public:
  explicit WatchView(WatchedRuns runs);

  void press(const KeyPress& key);
  bool done() const { return done_; }
  // The first look at the runs is still going on.
  bool loading() const;
  // Differs whenever compose() could paint something else, the time aside.
  uint64_t version() const;
  void compose(draw::CellBuffer& out, const draw::TerminalTheme& theme, int64_t now_us);

 private:
  enum class Page : uint8_t { kPanels, kRuns, kHelp };
  struct Shown {  // a figure and what it was made of
    std::string request;
    uint64_t version = 0;
    figure::Figure figure;
  };

  void choose_runs();
  void refresh();
  void derive(int64_t now_us);
  std::vector<figure::Descriptor> panels_of_tab() const;
  std::vector<std::string> tabs() const;
  const figure::Figure& figure_of(const figure::Descriptor& panel, uint32_t width);
  void press_in_panels(const KeyPress& key);
  void press_in_runs(const KeyPress& key);
  void zoom(double factor);
  void pan(double share);
  std::optional<std::pair<double, double>> whole_range() const;
  void ask(store::ControlKind kind);
  void hear_answer();

  void paint_header(draw::CellBuffer& out, const draw::TerminalTheme& theme);
  void paint_tabs(draw::CellBuffer& out, const draw::TerminalTheme& theme);
  void paint_panels(draw::CellBuffer& out, const draw::TerminalTheme& theme);
  void paint_runs(draw::CellBuffer& out, const draw::TerminalTheme& theme);
  void paint_help(draw::CellBuffer& out, const draw::TerminalTheme& theme);
  void paint_footer(draw::CellBuffer& out, const draw::TerminalTheme& theme, int64_t now_us);

  WatchedRuns runs_;
  store::RunList list_;
  std::vector<std::string> chosen_;  // ids; the first is the one that keys ask
  figure::Runs open_;                // of chosen_
  // Of the runs that nobody else derives findings for.
  std::vector<std::unique_ptr<kit::Derivation>> derivations_;
  int64_t derived_us_ = 0;
  std::vector<figure::Descriptor> panels_;
  uint64_t panels_version_ = 0;

  Page page_ = Page::kPanels;
  std::string tab_;
  size_t focus_ = 0;   // panel of the tab
  size_t scroll_ = 0;  // first row of panels that is shown
  size_t run_focus_ = 0;
  bool enlarged_ = false;
  bool log_y_ = false;
  size_t smoothing_ = 0;
  std::optional<std::pair<double, double>> range_;
  std::map<std::string, Shown> shown_;

  std::optional<store::ControlKind> question_;  // waits for y or n
  std::optional<store::ControlTicket> ticket_;
  std::string message_;
  uint64_t presses_ = 0;
  bool done_ = false;
};

}  // namespace oriel::cli
