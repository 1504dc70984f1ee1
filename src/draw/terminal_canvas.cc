#include "draw/terminal_canvas.h"

#include <algorithm>
#include <cmath>

namespace oriel::draw {
namespace {

constexpr uint8_t kBraille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

bool dash_gap(Dash dash, int at) {
  switch (dash) {
    case Dash::kDash:
      return at % 6 >= 4;
    case Dash::kDot:
      return at % 3 != 0;
    case Dash::kDashDot:
      return at % 9 == 5 || at % 9 == 6 || at % 9 == 8;
    case Dash::kShortDash:
      return at % 4 >= 2;
    case Dash::kLongDot:
      return at % 7 == 1 || at % 7 == 6;
    case Dash::kSolid:
      break;
  }
  return false;
}

// One edge of Liang and Barsky's clipping.
bool clip_edge(double p, double q, double& enter, double& leave) {
  if (p == 0) return q >= 0;
  const double t = q / p;
  if (p < 0) {
    enter = std::max(enter, t);
  } else {
    leave = std::min(leave, t);
  }
  return enter <= leave;
}

}  // namespace

DotCanvas::DotCanvas(int columns, int rows, Glyphs glyphs)
    : columns_(std::max(columns, 1)),
      rows_(std::max(rows, 1)),
      per_column_(glyphs == Glyphs::kBraille ? 2 : 1),
      per_row_(glyphs == Glyphs::kBraille ? 4 : 2),
      glyphs_(glyphs),
      cells_(static_cast<size_t>(columns_) * static_cast<size_t>(rows_)) {}

void DotCanvas::dot(int x, int y, const Pen& pen) {
  if (x < 0 || y < 0 || x >= dots_x() || y >= dots_y()) return;
  Cell& cell = cells_[index(x / per_column_, y / per_row_)];
  if (cell.layer > pen.layer) return;
  const uint8_t bit =
      glyphs_ == Glyphs::kBraille ? kBraille[y % 4][x % 2] : static_cast<uint8_t>(1 << y % 2);
  cell.dots = static_cast<uint8_t>(cell.layer < pen.layer ? bit : cell.dots | bit);
  cell.ink = pen.ink;
  cell.layer = pen.layer;
}

void DotCanvas::line(double x0, double y0, double x1, double y1, const Pen& pen) {
  const double dx = x1 - x0, dy = y1 - y0;
  if (!std::isfinite(dx) || !std::isfinite(dy)) return;
  double enter = 0, leave = 1;
  const double right = dots_x() - 0.51, bottom = dots_y() - 0.51;
  if (!clip_edge(-dx, x0 + 0.49, enter, leave) || !clip_edge(dx, right - x0, enter, leave) ||
      !clip_edge(-dy, y0 + 0.49, enter, leave) || !clip_edge(dy, bottom - y0, enter, leave)) {
    return;
  }
  // Half a dot more, so that cutting off the fraction rounds.
  double x = x0 + enter * dx + 0.5, y = y0 + enter * dy + 0.5;
  const double way_x = (leave - enter) * dx, way_y = (leave - enter) * dy;
  const int steps = static_cast<int>(std::ceil(std::max(std::abs(way_x), std::abs(way_y)) - 1e-9));
  const double step_x = steps > 0 ? way_x / steps : 0, step_y = steps > 0 ? way_y / steps : 0;
  for (int i = 0; i <= steps; ++i, x += step_x, y += step_y) {
    const int column = static_cast<int>(x);
    if (pen.dash != Dash::kSolid && dash_gap(pen.dash, column)) continue;
    dot(column, static_cast<int>(y), pen);
  }
}

void DotCanvas::shade(double x, double y0, double y1, const Pen& pen) {
  if (!std::isfinite(x) || !std::isfinite(y0) || !std::isfinite(y1)) return;
  const int column = static_cast<int>(std::lround(x));
  const int from = static_cast<int>(std::lround(std::clamp(std::min(y0, y1), 0.0, dots_y() - 1.0)));
  const int to = static_cast<int>(std::lround(std::clamp(std::max(y0, y1), 0.0, dots_y() - 1.0)));
  for (int y = from; y <= to; ++y) {
    if ((column + y) % 2 == 0) dot(column, y, pen);
  }
}

void DotCanvas::paint(CellBuffer& out, int x, int y, std::span<const CellStyle> styles) const {
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const Cell& cell = cells_[index(column, row)];
      if (cell.dots == 0) continue;
      Glyph glyph = 0;
      if (glyphs_ == Glyphs::kBraille) {
        glyph = glyph_of(static_cast<char32_t>(0x2800 + cell.dots));
      } else if (glyphs_ == Glyphs::kBlocks) {
        glyph = glyph_of(cell.dots == 1 ? U'▀' : cell.dots == 2 ? U'▄' : U'█');
      } else {
        glyph = static_cast<Glyph>(cell.dots == 1 ? '\'' : cell.dots == 2 ? '.' : ':');
      }
      out.set(x + column, y + row, glyph, styles[cell.ink]);
    }
  }
}

}  // namespace oriel::draw
