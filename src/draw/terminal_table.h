// A table of text in cells: a title, column heads, rows; numbers to the right, text to the left.
// Columns share the width by need; the widest texts are cut first and end in "…".
//
// Pure; any thread. Cost: two widths per cell of the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"

namespace oriel::draw {

struct TableView {
  struct Column {
    std::string title;
    bool numeric = false;
  };
  struct Value {
    std::string text;
    figure::Role role = figure::Role::kNone;  // kNone: as text
    std::vector<double> spark = {};           // drawn as a sparkline instead of the text
  };
  std::string title;
  std::string note;             // on the right of the title
  std::vector<Column> columns;  // heads are shown if any has a title
  std::vector<std::vector<Value>> rows;
  std::string when_empty = "nothing yet";
  std::optional<size_t> selected;  // this row is marked, and always among those shown
};

// Rows that do not fit are counted in words.
void paint_table(CellBuffer& out, const CellRect& rect, const TableView& view,
                 const TerminalTheme& theme);
int table_height(const TableView& view);
// Cells across in which nothing is cut.
int table_width(const TableView& view);

TableView table_view(const figure::Table& table, std::string title = {});

}  // namespace oriel::draw
