#include "draw/terminal_cells.h"

#include <algorithm>

namespace oriel::draw {

Glyph GraphemeTable::intern(const Grapheme& grapheme) {
  if (grapheme.size <= 4) return glyph_of(grapheme.text());
  std::string key(grapheme.text());
  if (const auto found = index_.find(key); found != index_.end()) return kLong | found->second << 8;
  if (entries_.size() >= kMaxEntries) {  // its first code point has four bytes at most
    size_t first = 1;
    while (first < key.size() && (static_cast<unsigned char>(key[first]) & 0xC0) == 0x80) ++first;
    return glyph_of(std::string_view(key).substr(0, first));
  }
  const auto index = static_cast<uint32_t>(entries_.size());
  entries_.push_back(key);
  index_.emplace(std::move(key), index);
  return kLong | index << 8;
}

std::string_view GraphemeTable::text(Glyph glyph, std::array<char, 4>& small) const {
  if ((glyph & 0xFF) == kLong) return entries_[glyph >> 8];
  size_t size = 0;
  do {
    small[size++] = static_cast<char>(glyph);
    glyph >>= 8;
  } while (glyph != 0);
  return {small.data(), size};
}

CellBuffer::CellBuffer(int columns, int rows, std::shared_ptr<GraphemeTable> table, bool ascii)
    : ascii_(ascii), table_(table ? std::move(table) : std::make_shared<GraphemeTable>()) {
  resize(columns, rows);
}

void CellBuffer::clear() {
  std::fill(cells_.begin(), cells_.end(), Cell{});
}

void CellBuffer::resize(int columns, int rows) {
  columns_ = std::max(columns, 1);
  rows_ = std::max(rows, 1);
  cells_.assign(static_cast<size_t>(columns_) * static_cast<size_t>(rows_), Cell{});
}

// A wide character that loses one half is blank in the other.
void CellBuffer::place(int x, int y, Glyph glyph, CellStyle style, int width) {
  Cell& first = cell(x, y);
  if (first.width == 0) cell(x - 1, y) = Cell{};
  const int end = x + std::max(int{first.width}, width);
  if (end < columns_ && cell(end, y).width == 0) cell(end, y) = Cell{};
  if (first.width == 2) cell(x + 1, y) = Cell{};
  // What is not seen must not make cells differ.
  if (glyph == ' ' && (style.attributes & (kInverse | kUnderline)) == 0) {
    style.fg = {};
    style.attributes = 0;
  }
  first = {glyph, style.fg, style.bg, style.attributes, static_cast<uint8_t>(width), 0};
  if (width == 2) cell(x + 1, y) = {' ', style.fg, style.bg, style.attributes, 0, 0};
}

int CellBuffer::put(int x, int y, std::string_view text, CellStyle style, int limit) {
  if (y < 0 || y >= rows_ || limit <= 0) return 0;
  const int room = std::min(limit, columns_ - x);
  if (room <= 0) return 0;
  if (x >= 0 && static_cast<int>(text.size()) <= room && plain_ascii(text)) {
    for (const char c : text) place(x++, y, static_cast<unsigned char>(c), style, 1);
    return static_cast<int>(text.size());
  }
  std::string cut;
  if (static_cast<int>(text.size()) > room && text_width(text) > room) {
    text = cut = fit_text(text, room, ascii_ ? "." : "…");
  }
  Graphemes graphemes(text);
  Grapheme g;
  int used = 0;
  while (graphemes.next(g)) {
    Glyph glyph = g.size == 1 ? static_cast<unsigned char>(g.bytes[0]) : table_->intern(g);
    int width = g.width;
    if (ascii_ && g.size > 1) {
      glyph = static_cast<unsigned char>(ascii_for(g.text()));
      width = 1;
    }
    if (used + width > room) break;
    if (x + used >= 0) place(x + used, y, glyph, style, width);
    used += width;
  }
  return used;
}

int CellBuffer::put_right(int x, int y, std::string_view text, CellStyle style, int limit) {
  const int width = std::min(text_width(text), limit);
  return put(x - width, y, text, style, width);
}

void CellBuffer::fill(const CellRect& rect, Glyph glyph, CellStyle style) {
  for (int y = std::max(rect.y, 0); y < std::min(rect.bottom(), rows_); ++y) {
    for (int x = std::max(rect.x, 0); x < std::min(rect.right(), columns_); ++x) {
      place(x, y, glyph, style, 1);
    }
  }
}

}  // namespace oriel::draw
