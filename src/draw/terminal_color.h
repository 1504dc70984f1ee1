// The roles of a figure in a terminal's colours, and the glyphs it may use.
//
// With 256 or all colours they are those of draw/theme; with 16 the terminal's own, so that they
// follow the user's own scheme; without colour, attributes and marks alone tell things apart.
// Plain data, pure functions, any thread.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "draw/display_list.h"
#include "draw/terminal_capability.h"
#include "draw/terminal_cells.h"
#include "figure/figure.h"

namespace oriel::draw {

// What stands for what, in UTF-8 or in ASCII; all of one cell.
struct GlyphSet {
  std::span<const std::string_view> spinner;
  std::span<const std::string_view> eighths;  // a bar's end: 1/8 … 8/8, left to right
  std::span<const std::string_view> levels;   // a column: 1/8 … 8/8, bottom up
  std::span<const std::string_view> shades;   // from empty to full
  std::span<const std::string_view> markers;  // one per series
  std::string_view horizontal, vertical, corner, tick_left, tick_below, dotted, dotted_across;
  std::string_view heavy, gap, up, down, best, flag, running, done, failed, lost;
  std::string_view thin, thin_half, thin_rest;  // a bar among bars, so that rows do not touch
  std::string_view bar_left, bar_right, bar_rest, separator, ellipsis;
};
const GlyphSet& glyph_set(Glyphs glyphs);

struct TerminalTheme {
  ColorLevel color = ColorLevel::kNone;
  Glyphs glyphs = Glyphs::kAscii;
  bool dark = true;
  CellStyle text, muted, title, rule, train, val, best, watching, warn, error;
  CellStyle bar, track;  // the done and the undone part
  std::array<CellStyle, 6> runs;

  const GlyphSet& set() const { return glyph_set(glyphs); }
  CellStyle role(figure::Role role) const;
  CellStyle run(int index) const { return runs[static_cast<size_t>(index < 0 ? 0 : index) % 6]; }
  // A cell of a heat-map at t in [0, 1]; nothing but the default without colours.
  Ink heat(double t, bool diverging) const;
};
TerminalTheme terminal_theme(const TerminalCaps& caps);

// The nearest colour that the terminal has.
Ink reduce(Ink ink, ColorLevel level);

// "#rrggbb" or "#rgb"; the default for anything else.
Ink parse_ink(std::string_view text);

}  // namespace oriel::draw
