#include "draw/terminal_table.h"

#include <algorithm>
#include <climits>
#include <numeric>

#include "draw/terminal_bars.h"
#include "figure/words.h"

namespace oriel::draw {
namespace {

constexpr int kGap = 2;    // between columns
constexpr int kLeast = 4;  // a column narrower than this says nothing
constexpr int kMostSpark = 16;
constexpr size_t kMeasured = 200;  // rows that widths follow

bool has_heads(const TableView& view) {
  return std::any_of(view.columns.begin(), view.columns.end(),
                     [](const auto& column) { return !column.title.empty(); });
}

int total(const std::vector<int>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0) +
         kGap * std::max(static_cast<int>(widths.size()) - 1, 0);
}

// Takes a cell from the widest column until all fit: text first, then numbers; columns on the right
// go if even that is not enough.
std::vector<int> column_widths(const TableView& view, int width) {
  std::vector<int> widths;
  for (const auto& column : view.columns) widths.push_back(std::max(text_width(column.title), 1));
  for (size_t r = 0; r < std::min(view.rows.size(), kMeasured); ++r) {
    for (size_t c = 0; c < std::min(view.rows[r].size(), widths.size()); ++c) {
      const TableView::Value& value = view.rows[r][c];
      const int spark = std::min(static_cast<int>(value.spark.size()), kMostSpark);
      widths[c] = std::max({widths[c], text_width(value.text), spark});
    }
  }
  for (const bool numbers : {false, true}) {
    while (total(widths) > width) {
      size_t widest = widths.size();
      for (size_t c = 0; c < widths.size(); ++c) {
        if (view.columns[c].numeric != numbers || widths[c] <= kLeast) continue;
        if (widest == widths.size() || widths[c] > widths[widest]) widest = c;
      }
      if (widest == widths.size()) break;
      --widths[widest];
    }
  }
  while (widths.size() > 1 && total(widths) > width) widths.pop_back();
  return widths;
}

class RowPainter {
 public:
  RowPainter(CellBuffer& out, const CellRect& rect, const TableView& view,
             const TerminalTheme& theme)
      : out_(out),
        rect_(rect),
        view_(view),
        theme_(theme),
        widths_(column_widths(view, rect.width)) {}

  void heads(int y) {
    int x = rect_.x;
    for (size_t c = 0; c < widths_.size(); ++c) {
      put(c, x, y, view_.columns[c].title, theme_.muted);
      x += widths_[c] + kGap;
    }
  }

  void row(size_t r, int y) {
    const bool marked = view_.selected == r;
    if (marked) out_.fill({rect_.x, y, rect_.width, 1}, ' ', {{}, {}, kInverse});
    int x = rect_.x;
    for (size_t c = 0; c < std::min(widths_.size(), view_.rows[r].size()); ++c) {
      const TableView::Value& value = view_.rows[r][c];
      CellStyle style = value.role == figure::Role::kNone ? theme_.text : theme_.role(value.role);
      if (marked) style = {{}, {}, static_cast<uint8_t>(style.attributes | kInverse)};
      if (value.spark.empty()) {
        put(c, x, y, value.text, style);
      } else {
        const CellStyle ink = value.role == figure::Role::kNone && !marked ? theme_.bar : style;
        paint_sparkline(out_, x, y, std::min(widths_[c], rect_.right() - x), value.spark, ink,
                        theme_);
      }
      x += widths_[c] + kGap;
    }
  }

 private:
  void put(size_t c, int x, int y, std::string_view text, CellStyle style) {
    const int room = std::min(widths_[c], rect_.right() - x);
    if (room <= 0) return;
    const int inset = view_.columns[c].numeric ? std::max(room - text_width(text), 0) : 0;
    out_.put(x + inset, y, text, style, room);
  }

  CellBuffer& out_;
  const CellRect& rect_;
  const TableView& view_;
  const TerminalTheme& theme_;
  std::vector<int> widths_;
};

}  // namespace

int table_height(const TableView& view) {
  const int rows = std::max(static_cast<int>(view.rows.size()), 1);
  return (view.title.empty() ? 0 : 1) + (has_heads(view) ? 1 : 0) + rows;
}

int table_width(const TableView& view) {
  const int note = view.note.empty() ? 0 : text_width(view.note) + 2;
  return std::max(total(column_widths(view, INT_MAX)), text_width(view.title) + note);
}

void paint_table(CellBuffer& out, const CellRect& rect, const TableView& view,
                 const TerminalTheme& theme) {
  if (rect.width <= 0 || rect.height <= 0) return;
  int y = rect.y;
  if (!view.title.empty()) {
    const int used = out.put(rect.x, y, view.title, theme.title, rect.width);
    out.put_right(rect.right(), y++, view.note, theme.muted, rect.width - used - 2);
  }
  if (view.rows.empty() || view.columns.empty()) {
    if (y < rect.bottom()) out.put(rect.x, y, view.when_empty, theme.muted, rect.width);
    return;
  }
  RowPainter painter(out, rect, view, theme);
  if (has_heads(view) && y < rect.bottom()) painter.heads(y++);
  const size_t room = static_cast<size_t>(std::max(rect.bottom() - y, 0));
  const size_t count = view.rows.size();
  const size_t shown = count > room ? std::max<size_t>(room, 1) - 1 : count;
  size_t first = 0;
  if (view.selected && *view.selected < count && *view.selected >= shown) {
    first = std::min(*view.selected + 1, count) - shown;
  }
  for (size_t r = first; r < first + shown; ++r) painter.row(r, y++);
  if (shown < count && y < rect.bottom()) {
    const auto rest = static_cast<int64_t>(count - shown);
    out.put(rect.x, y, figure::count_text(rest) + " more", theme.muted, rect.width);
  }
}

TableView table_view(const figure::Table& table, std::string title) {
  TableView view;
  view.title = std::move(title);
  for (const auto& column : table.columns) view.columns.push_back({column.title, column.numeric});
  for (const auto& row : table.rows) {
    auto& cells = view.rows.emplace_back();
    for (const std::string& text : row) cells.push_back({text, figure::Role::kNone, {}});
  }
  return view;
}

}  // namespace oriel::draw
