// What the terminal shows of a training: blocks (tables, bars, panels, findings) in one column, or
// two from 120 cells on, and the progress line, always last. Below 48 cells the progress line and
// two numbers remain.
//
// TerminalScreen keeps what the terminal shows and turns the next model into the bytes of one
// write(). It does no I/O, belongs to one thread and reuses its memory. Cost of a 120×40 frame:
// see terminal_bench.cc.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "draw/terminal_bars.h"
#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"
#include "draw/terminal_encoder.h"
#include "draw/terminal_progress.h"
#include "draw/terminal_table.h"
#include "figure/figure.h"

namespace oriel::draw {

// One panel of a figure, which stays as it is while it is shown.
struct PanelView {
  std::shared_ptr<const figure::Figure> figure;
  size_t panel = 0;
};

struct FindingsView {
  struct Finding {
    figure::Role role = figure::Role::kWarn;
    std::string title, text;
  };
  std::vector<Finding> findings;
};

struct ScreenBlock {
  std::variant<TableView, BarsView, PanelView, FindingsView> content;
  bool wide = false;  // across all columns, below them; has a third of the room for sure
};

struct ScreenModel {
  struct Number {
    std::string label, value;
    figure::Role role = figure::Role::kNone;
  };
  std::string heading, heading_note;  // a line on top; none if empty
  std::vector<Number> headline;       // the two numbers that always remain come first
  std::vector<ScreenBlock> blocks;    // the most important first; the last give way
  ProgressState progress;
  bool show_progress = true;
  std::string hint;  // beside nothing else in its row, above the progress line; none if empty
};

inline constexpr int kNarrow = 48, kTwoColumns = 120;

// The rows that the model would like to have, at most `most`.
int screen_height(const ScreenModel& model, int columns, int most);

// Paints onto a blank buffer. `ruled`: a line on top sets it apart from what scrolls above.
void paint_screen(CellBuffer& out, const ScreenModel& model, const TerminalTheme& theme,
                  bool ruled);

class TerminalScreen {
 public:
  enum class Mode : uint8_t { kInline, kFullScreen };

  // `most_rows`: of an inline panel; 0: two thirds of the terminal. Never more than
  // rows − 2, so a terminal of one or two rows shows nothing.
  TerminalScreen(const TerminalCaps& caps, Mode mode, int most_rows = 0);

  // The bytes that bring the terminal from what it shows to the model, set-up included; to be
  // written at once. Empty if nothing has changed. Valid until the next call. An inline panel keeps
  // the greatest height that it has had, so that nothing jumps.
  std::string_view frame(const ScreenModel& model);
  // The same for a picture of one's own, such as a page of help: `paint` gets a blank buffer of the
  // terminal's width and of `height` rows (all rows on the full screen).
  std::string_view frame(int height, const std::function<void(CellBuffer&)>& paint);
  // The terminal has another size, or shows who knows what: the next frame sets up and writes all.
  void resize(int columns, int rows);
  void invalidate() { fresh_ = true; }
  // Puts the terminal right and takes the panel away.
  std::string_view teardown() const;

  const TerminalTheme& theme() const { return theme_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  int height() const { return height_; }  // of the panel now
  // What the terminal shows after the last frame.
  const CellBuffer& shown() const { return shown_; }

 private:
  int most() const;

  TerminalTheme theme_;
  Mode mode_;
  int most_rows_, columns_, rows_;
  int height_ = 0;
  bool fresh_ = true;
  CellBuffer shown_, wanted_;
  std::string out_;
};

}  // namespace oriel::draw
