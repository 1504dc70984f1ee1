#include "draw/terminal_screen.h"

#include <algorithm>

#include "draw/terminal_plot.h"

namespace oriel::draw {
namespace {

constexpr int kColumnGap = 3;
constexpr int kLeastPlot = 7, kLeastTable = 3;

struct Place {
  const ScreenBlock* block = nullptr;
  const ScreenBlock* beside = nullptr;  // a second small table, in the right half
  int height = 0;
  int least = 0;
  bool grows = false;
};

int findings_height(const FindingsView& view, int width) {
  int rows = 0;
  for (const FindingsView::Finding& finding : view.findings) {
    const bool one_line = text_width(finding.title) + text_width(finding.text) + 4 <= width;
    rows += finding.text.empty() || one_line ? 1 : 2;
  }
  return rows;
}

// A table of which less is seen says little.
int at_least_half(int height) {
  return std::min(height, std::max(kLeastTable, (height + 1) / 2));
}

Place measure(const ScreenBlock& block, int width) {
  Place place;
  place.block = &block;
  if (const auto* table = std::get_if<TableView>(&block.content)) {
    place.height = table_height(*table);
    place.least = at_least_half(place.height);
  } else if (const auto* bars = std::get_if<BarsView>(&block.content)) {
    place.height = bars_height(*bars, width);
    place.least = at_least_half(place.height);
  } else if (const auto* findings = std::get_if<FindingsView>(&block.content)) {
    place.height = findings_height(*findings, width);
    place.least = std::min(place.height, 1);
  } else if (const auto* view = std::get_if<PanelView>(&block.content)) {
    if (view->figure == nullptr || view->panel >= view->figure->panels.size()) return place;
    place.height = panel_height(view->figure->panels[view->panel], width);
    place.least = std::min(place.height, kLeastPlot);
    place.grows = true;
  }
  return place;
}

// Two tables in one place, if both are small enough for half of it.
bool join(Place& place, const Place& next, int width) {
  const auto* left = std::get_if<TableView>(&place.block->content);
  const auto* right = std::get_if<TableView>(&next.block->content);
  const int half = (width - kColumnGap) / 2;
  if (left == nullptr || right == nullptr || place.beside != nullptr) return false;
  if (table_width(*left) > half || table_width(*right) > half) return false;
  place.beside = next.block;
  place.height = std::max(place.height, next.height);
  place.least = std::max(place.least, next.least);
  return true;
}

int height_of(const std::vector<Place>& column) {
  int height = 0;
  for (const Place& place : column) height += place.height + (height > 0 ? 1 : 0);
  return height;
}

// Makes the blocks fit into `room` rows: the last blocks go until the others can have their least
// height, then rows are taken from plots, then from the rest.
void shrink(std::vector<Place>& column, int room) {
  const auto least = [&] {
    int rows = 0;
    for (const Place& place : column) rows += place.least + (rows > 0 ? 1 : 0);
    return rows;
  };
  while (!column.empty() && least() > room) column.pop_back();
  int excess = height_of(column) - room;
  for (const bool plots : {true, false}) {
    for (bool taken = true; excess > 0 && taken;) {
      taken = false;
      for (size_t i = column.size(); i-- > 0 && excess > 0;) {
        Place& place = column[i];
        if (place.grows != plots || place.height <= place.least) continue;
        --place.height, --excess;
        taken = true;
      }
    }
  }
}

// Gives the rows that are free to what can grow.
void grow(std::vector<Place>& column, int room) {
  int free = room - height_of(column);
  for (bool given = true; free > 0 && given;) {
    given = false;
    for (Place& place : column) {
      if (!place.grows || free == 0) continue;
      ++place.height, --free;
      given = true;
    }
  }
}

class ScreenLayout {
 public:
  ScreenLayout(const ScreenModel& model, int columns, int most, bool ruled)
      : model_(model), width_(columns) {
    narrow_ = columns < kNarrow;
    progress_ = model.show_progress && most >= 1 ? 1 : 0;
    const int rest = most - progress_;
    headline_ = !model.headline.empty() && (narrow_ || model.blocks.empty()) && rest >= 1 ? 1 : 0;
    if (narrow_) return;
    heading_ = !model.heading.empty() && rest >= 3 ? 1 : 0;
    hint_ = !model.hint.empty() && rest >= 6 ? 1 : 0;
    ruled_ = ruled && !model.blocks.empty() && rest >= 4 ? 1 : 0;
    arrange(rest - headline_ - heading_ - hint_ - ruled_);
  }

  int height() const {
    const int body = body_height();
    return ruled_ + heading_ + body + (body > 0 ? 1 : 0) + headline_ + hint_ + progress_;
  }

  // Fills `rows` rows.
  void paint(CellBuffer& out, const TerminalTheme& theme) {
    int bottom = out.rows();
    if (progress_ != 0) paint_progress(out, 0, --bottom, width_, model_.progress, theme);
    if (hint_ != 0) out.put(0, --bottom, model_.hint, theme.muted, width_);
    if (headline_ != 0) paint_headline(out, --bottom, theme);
    int top = 0;
    if (ruled_ != 0) {
      out.fill({0, top++, width_, 1}, glyph_of(theme.set().horizontal), theme.rule);
    }
    if (heading_ != 0) {
      const int used = out.put(0, top, model_.heading, theme.title, width_);
      out.put_right(width_, top++, model_.heading_note, theme.muted, width_ - used - 2);
    }
    if (body_height() > 0) paint_body(out, top, bottom - 1 - top, theme);
  }

 private:
  int body_height() const {
    int columns = 0;
    for (const auto& column : columns_) columns = std::max(columns, height_of(column));
    const int wide = height_of(wide_);
    return columns + wide + (columns > 0 && wide > 0 ? 1 : 0);
  }

  void arrange(int room) {
    --room;  // a blank row above the progress line
    const bool two = width_ >= kTwoColumns;
    column_width_ = two ? (width_ - kColumnGap) / 2 : width_;
    columns_.resize(two ? 2 : 1);
    for (const ScreenBlock& block : model_.blocks) {
      const bool wide = block.wide;
      const Place place = measure(block, wide ? width_ : column_width_);
      if (place.height <= 0) continue;
      if (wide) {
        wide_.push_back(place);
        continue;
      }
      auto* shortest = &columns_.front();
      for (auto& column : columns_) {
        if (height_of(column) < height_of(*shortest)) shortest = &column;
      }
      const bool joined =
          !two && !shortest->empty() && join(shortest->back(), place, column_width_);
      if (!joined) shortest->push_back(place);
    }
    shrink(wide_, std::max(room / 3, 0));
    const int wide = height_of(wide_);
    for (auto& column : columns_) shrink(column, room - (wide > 0 ? wide + 1 : 0));
  }

  void paint_body(CellBuffer& out, int top, int room, const TerminalTheme& theme) {
    const int wide = height_of(wide_);
    const int rest = room - (wide > 0 ? wide + 1 : 0);
    int x = 0;
    for (auto& column : columns_) {
      grow(column, rest);
      paint_column(out, column, x, top, column_width_, theme);
      x += column_width_ + kColumnGap;
    }
    paint_column(out, wide_, 0, top + room - wide, width_, theme);
  }

  static void paint_column(CellBuffer& out, const std::vector<Place>& column, int x, int y,
                           int width, const TerminalTheme& theme) {
    for (const Place& place : column) {
      const int left = place.beside == nullptr ? width : (width - kColumnGap) / 2;
      paint_block(out, {x, y, left, place.height}, *place.block, theme);
      if (place.beside != nullptr) {
        const int from = left + kColumnGap;
        paint_block(out, {x + from, y, width - from, place.height}, *place.beside, theme);
      }
      y += place.height + 1;
    }
  }

  static void paint_block(CellBuffer& out, const CellRect& rect, const ScreenBlock& block,
                          const TerminalTheme& theme) {
    if (const auto* table = std::get_if<TableView>(&block.content)) {
      paint_table(out, rect, *table, theme);
    } else if (const auto* bars = std::get_if<BarsView>(&block.content)) {
      paint_bars(out, rect, *bars, theme);
    } else if (const auto* findings = std::get_if<FindingsView>(&block.content)) {
      paint_findings(out, rect, *findings, theme);
    } else if (const auto* view = std::get_if<PanelView>(&block.content)) {
      const figure::Figure& figure = *view->figure;
      paint_panel(out, rect, figure.panels[view->panel], theme, {figure.runs, &figure.style});
    }
  }

  static void paint_findings(CellBuffer& out, const CellRect& rect, const FindingsView& view,
                             const TerminalTheme& theme) {
    int y = rect.y;
    for (const FindingsView::Finding& finding : view.findings) {
      if (y >= rect.bottom()) return;
      const CellStyle style = theme.role(finding.role);
      int x = rect.x + out.put(rect.x, y, theme.set().flag, style) + 1;
      x += out.put(x, y, finding.title, style, rect.right() - x) + 2;
      if (finding.text.empty()) {
        ++y;
        continue;
      }
      const bool below = x + text_width(finding.text) > rect.right() && y + 1 < rect.bottom();
      if (below) x = rect.x + 2, ++y;
      out.put(x, y++, finding.text, theme.muted, rect.right() - x);
    }
  }

  // As many numbers as have room.
  void paint_headline(CellBuffer& out, int y, const TerminalTheme& theme) {
    int x = 0;
    size_t shown = 0;
    for (const ScreenModel::Number& number : model_.headline) {
      const int value = text_width(number.value);
      const int label = std::min(text_width(number.label), narrow_ ? 12 : 24);
      if (shown > 0 && (x + label + 1 + value > width_ || (narrow_ && shown == 2))) return;
      x += out.put(x, y, number.label, theme.muted, std::min(label, width_ - value - 1)) + 1;
      const CellStyle style =
          number.role == figure::Role::kNone ? theme.title : theme.role(number.role);
      x += out.put(x, y, number.value, style, width_ - x) + 2;
      ++shown;
    }
  }

  const ScreenModel& model_;
  int width_;
  bool narrow_ = false;
  int progress_ = 0, headline_ = 0, heading_ = 0, hint_ = 0, ruled_ = 0;
  int column_width_ = 0;
  std::vector<std::vector<Place>> columns_;
  std::vector<Place> wide_;
};

}  // namespace

int screen_height(const ScreenModel& model, int columns, int most) {
  return std::clamp(ScreenLayout(model, columns, most, true).height(), 0, std::max(most, 0));
}

void paint_screen(CellBuffer& out, const ScreenModel& model, const TerminalTheme& theme,
                  bool ruled) {
  ScreenLayout(model, out.columns(), out.rows(), ruled).paint(out, theme);
}

TerminalScreen::TerminalScreen(const TerminalCaps& caps, Mode mode, int most_rows)
    : theme_(terminal_theme(caps)),
      mode_(mode),
      most_rows_(most_rows),
      columns_(std::max(caps.columns, 1)),
      rows_(std::max(caps.rows, 1)),
      shown_(1, 1, nullptr, caps.glyphs == Glyphs::kAscii),
      wanted_(1, 1, shown_.table(), caps.glyphs == Glyphs::kAscii) {}

int TerminalScreen::most() const {
  const int most = most_rows_ > 0 ? most_rows_ : std::max(rows_ * 2 / 3, 2);
  return std::clamp(most, 0, std::max(rows_ - 2, 0));
}

void TerminalScreen::resize(int columns, int rows) {
  columns_ = std::max(columns, 1);
  rows_ = std::max(rows, 1);
  height_ = 0;
  fresh_ = true;
}

std::string_view TerminalScreen::frame(const ScreenModel& model) {
  const bool full = mode_ == Mode::kFullScreen;
  const int height = full ? rows_ : screen_height(model, columns_, most());
  return frame(height, [&](CellBuffer& out) { paint_screen(out, model, theme_, !full); });
}

std::string_view TerminalScreen::frame(int wanted_height,
                                       const std::function<void(CellBuffer&)>& paint) {
  out_.clear();
  const bool full = mode_ == Mode::kFullScreen;
  const int height = full ? rows_ : std::max(height_, std::min(wanted_height, most()));
  if (height <= 0) return {};
  const bool fresh = fresh_ || height != height_;
  height_ = height;
  if (wanted_.columns() != columns_ || wanted_.rows() != height) {
    wanted_.resize(columns_, height);
  } else {
    wanted_.clear();
  }
  paint(wanted_);
  const FrameTarget target{theme_.color, full ? 1 : rows_ - height + 1, !full};
  const std::string setup = !fresh ? std::string{}
                            : full ? std::string(setup_full_screen())
                                   : setup_inline(rows_, height);
  encode_frame(fresh ? nullptr : &shown_, wanted_, target, out_, setup);
  std::swap(shown_, wanted_);
  fresh_ = false;
  return out_;
}

std::string_view TerminalScreen::teardown() const {
  return mode_ == Mode::kInline ? teardown_inline() : teardown_full_screen();
}

}  // namespace oriel::draw
