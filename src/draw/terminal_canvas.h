// DotCanvas: lines in the dots of cells — 2×4 of braille, 1×2 of half blocks or of ASCII.
//
// Each cell has one colour, the last of its highest layer; what lies on a lower layer gives way, so
// that a smooth curve is not drowned in its raw one. One thread; a few ns per dot.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "draw/display_list.h"
#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"

namespace oriel::draw {

class DotCanvas {
 public:
  struct Pen {
    uint8_t ink = 0;    // index into the styles given to paint()
    uint8_t layer = 1;  // 1 and up
    Dash dash = Dash::kSolid;
  };

  DotCanvas(int columns, int rows, Glyphs glyphs);

  int dots_x() const { return columns_ * per_column_; }
  int dots_y() const { return rows_ * per_row_; }
  int cell_x(double dot) const { return static_cast<int>(dot) / per_column_; }
  int cell_y(double dot) const { return static_cast<int>(dot) / per_row_; }

  void dot(int x, int y, const Pen& pen);
  // In dots; parts outside are cut off. NaN draws nothing.
  void line(double x0, double y0, double x1, double y1, const Pen& pen);
  // Every second dot.
  void shade(double x, double y0, double y1, const Pen& pen);

  bool empty(int column, int row) const { return cells_[index(column, row)].dots == 0; }
  // Cells without a dot are left as they are.
  void paint(CellBuffer& out, int x, int y, std::span<const CellStyle> styles) const;

 private:
  struct Cell {
    uint8_t dots = 0, ink = 0, layer = 0;
  };
  size_t index(int column, int row) const {
    return static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column);
  }

  int columns_, rows_, per_column_, per_row_;
  Glyphs glyphs_;
  std::vector<Cell> cells_;
};

}  // namespace oriel::draw
