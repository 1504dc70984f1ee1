// CellBuffer: what a terminal (or a part of it) shows, as a grid of cells. Painters write into one;
// the encoder (draw/terminal_encoder.h) turns the difference of two into bytes.
//
// Plain memory, 16 bytes per cell; one thread at a time. Buffers that are compared share one
// GraphemeTable. Writing outside of a buffer is allowed and does nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "draw/terminal_width.h"

namespace oriel::draw {

// A colour: the terminal's own default, one of its 16, of the 256, or any.
struct Ink {
  enum Kind : uint8_t { kDefault, kAnsi, kIndexed, kRgb };
  uint32_t packed = 0;  // kind in the highest byte

  static constexpr Ink ansi(uint8_t index) { return {1U << 24 | index}; }
  static constexpr Ink indexed(uint8_t index) { return {2U << 24 | index}; }
  static constexpr Ink rgb(uint8_t r, uint8_t g, uint8_t b) {
    return {3U << 24 | static_cast<uint32_t>(r) << 16 | static_cast<uint32_t>(g) << 8 | b};
  }
  constexpr Kind kind() const { return static_cast<Kind>(packed >> 24); }
  constexpr uint8_t index() const { return static_cast<uint8_t>(packed); }
  constexpr uint8_t r() const { return static_cast<uint8_t>(packed >> 16); }
  constexpr uint8_t g() const { return static_cast<uint8_t>(packed >> 8); }
  constexpr uint8_t b() const { return static_cast<uint8_t>(packed); }
  constexpr bool operator==(const Ink&) const = default;
};

inline constexpr uint8_t kBold = 1, kDim = 2, kInverse = 4, kUnderline = 8;

struct CellStyle {
  Ink fg, bg;
  uint8_t attributes = 0;
  constexpr bool operator==(const CellStyle&) const = default;
  constexpr CellStyle with(uint8_t more) const {
    return {fg, bg, static_cast<uint8_t>(attributes | more)};
  }
  constexpr CellStyle on(Ink ground) const { return {fg, ground, attributes}; }
};

// UTF-8 of up to four bytes, the first one lowest; longer graphemes are kLong with their index in
// the table above it. (0xFF never occurs in UTF-8.)
using Glyph = uint32_t;
inline constexpr Glyph kLong = 0xFF;
constexpr Glyph glyph_of(std::string_view utf8) {
  Glyph glyph = 0;
  for (size_t i = utf8.size(); i-- > 0;) {
    glyph = glyph << 8 | static_cast<unsigned char>(utf8[i]);
  }
  return glyph;
}
// A character of the basic plane above U+07FF, such as U+2800: three bytes.
constexpr Glyph glyph_of(char32_t c) {
  return (0xE0U | c >> 12) | (0x80U | (c >> 6 & 0x3F)) << 8 | (0x80U | (c & 0x3F)) << 16;
}

struct Cell {
  Glyph glyph = ' ';
  Ink fg, bg;
  uint8_t attributes = 0;
  uint8_t width = 1;  // 2: the next cell belongs to it; 0: belongs to the one before
  uint16_t unused = 0;

  CellStyle style() const { return {fg, bg, attributes}; }
  bool operator==(const Cell&) const = default;
  // Shows nothing but the terminal's own ground.
  bool blank() const { return glyph == ' ' && bg.packed == 0 && attributes == 0 && width == 1; }
};
static_assert(sizeof(Cell) == 16);

// Graphemes of more than four bytes. Grows to kMaxEntries, then knows no more new ones: they are
// shown without their marks.
class GraphemeTable {
 public:
  static constexpr size_t kMaxEntries = 65536;
  Glyph intern(const Grapheme& grapheme);
  // The bytes of any glyph; `small` keeps those of a short one.
  std::string_view text(Glyph glyph, std::array<char, 4>& small) const;

 private:
  std::vector<std::string> entries_;
  std::unordered_map<std::string, uint32_t> index_;
};

struct CellRect {
  int x = 0, y = 0, width = 0, height = 0;
  int right() const { return x + width; }
  int bottom() const { return y + height; }
};

class CellBuffer {
 public:
  // `ascii`: whatever is put is reduced to ASCII.
  CellBuffer(int columns, int rows, std::shared_ptr<GraphemeTable> table = nullptr,
             bool ascii = false);

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  bool ascii() const { return ascii_; }
  const std::shared_ptr<GraphemeTable>& table() const { return table_; }
  std::span<const Cell> row(int y) const {
    return {&cells_[static_cast<size_t>(y) * static_cast<size_t>(columns_)],
            static_cast<size_t>(columns_)};
  }
  const Cell& at(int x, int y) const { return row(y)[static_cast<size_t>(x)]; }

  void clear();
  // All cells are blank afterwards. Sizes below 1 are 1.
  void resize(int columns, int rows);
  // Writes at most `limit` cells of text; a text that is cut ends in "…". Returns the cells used.
  int put(int x, int y, std::string_view text, CellStyle style = {}, int limit = 1 << 20);
  // The same, so that it ends before x.
  int put_right(int x, int y, std::string_view text, CellStyle style = {}, int limit = 1 << 20);
  // One glyph of one cell.
  void set(int x, int y, Glyph glyph, CellStyle style) {
    if (x >= 0 && x < columns_ && y >= 0 && y < rows_) place(x, y, glyph, style, 1);
  }
  void fill(const CellRect& rect, Glyph glyph, CellStyle style);

 private:
  Cell& cell(int x, int y) {
    return cells_[static_cast<size_t>(y) * static_cast<size_t>(columns_) + static_cast<size_t>(x)];
  }
  void place(int x, int y, Glyph glyph, CellStyle style, int width);

  int columns_, rows_;
  bool ascii_;
  std::shared_ptr<GraphemeTable> table_;
  std::vector<Cell> cells_;
};

}  // namespace oriel::draw
