// Text in cells: what is shown of it, how wide it is, where it is cut.
#include "draw/terminal_width.h"

#include <gtest/gtest.h>

#include <random>

#include "draw/terminal_cells.h"

namespace oriel::draw {
namespace {

std::vector<std::pair<std::string, int>> split(std::string_view text) {
  Graphemes graphemes(text);
  Grapheme g;
  std::vector<std::pair<std::string, int>> all;
  while (graphemes.next(g)) all.emplace_back(g.text(), g.width);
  return all;
}
using Split = std::vector<std::pair<std::string, int>>;

TEST(TerminalWidth, EveryKindOfCharacter) {
  EXPECT_EQ(split("aZ~"), (Split{{"a", 1}, {"Z", 1}, {"~", 1}}));
  EXPECT_EQ(split("中ﾊあ"), (Split{{"中", 2}, {"ﾊ", 1}, {"あ", 2}}));
  EXPECT_EQ(split("e\u0301x"), (Split{{"e\u0301", 1}, {"x", 1}}));
  EXPECT_EQ(split("🚀"), (Split{{"🚀", 2}}));
  EXPECT_EQ(split("🇩🇪🇫"), (Split{{"🇩🇪", 2}, {"🇫", 1}}));
  EXPECT_EQ(split("한"), (Split{{"한", 2}}));
  EXPECT_EQ(split("\u1112\u1161\u11ab"), (Split{{"\u1112\u1161\u11ab", 2}}));
}

TEST(TerminalWidth, WhatATerminalCouldTakeForACommandIsVisible) {
  EXPECT_EQ(split("\x1b[2J\n\t"),
            (Split{{"␛", 1}, {"[", 1}, {"2", 1}, {"J", 1}, {"␊", 1}, {"␉", 1}}));
  EXPECT_EQ(split("\x7f"), (Split{{"␡", 1}}));
  EXPECT_EQ(split("\u009b"), (Split{{"\uFFFD", 1}}));     // CSI in one character
  EXPECT_EQ(split("\u202eevil\u200d\ufeff").size(), 4U);  // bidi, joiner, BOM are dropped
  EXPECT_EQ(split("\xff\xc3"), (Split{{"\uFFFD", 1}, {"\uFFFD", 1}}));
  EXPECT_EQ(split("a\xe4\xb8"), (Split{{"a", 1}, {"\uFFFD", 1}, {"\uFFFD", 1}}));
  EXPECT_EQ(split("\u0301a"), (Split{{" \u0301", 1}, {"a", 1}}));
}

TEST(TerminalWidth, FamiliesAndSkinTonesStayInTheirCells) {
  EXPECT_EQ(text_width("👨\u200d👩"), 4);  // side by side: no terminal agrees on one
  EXPECT_EQ(text_width("👍🏽"), 2);
  EXPECT_EQ(text_width("☺\ufe0f"), 1);
}

TEST(TerminalWidth, MarksWithoutEndAreCut) {
  std::string text = "a";
  for (int i = 0; i < 1000; ++i) text += "\u0301";
  const Split all = split(text);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_LE(all[0].first.size(), Grapheme::kMaxBytes);
}

TEST(TerminalWidth, FitsAndEndsInAnEllipsis) {
  EXPECT_EQ(fit_text("learning rate", 13), "learning rate");
  EXPECT_EQ(fit_text("learning rate", 8), "learnin…");
  EXPECT_EQ(fit_text("中中中", 5), "中中…");
  EXPECT_EQ(fit_text("中中中", 4), "中…");
  EXPECT_EQ(fit_text("中", 1), "…");
  EXPECT_EQ(fit_text("abc", 0), "");
  EXPECT_EQ(fit_text("abc", 1, "..."), "");
}

TEST(TerminalWidth, AFittedTextIsNeverTooWide) {
  std::mt19937 random(7);
  const std::vector<std::string> pool = {"a", "中", "e\u0301", "🚀", "\x1b", "\xff", " ", "🇩🇪", "ب"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (unsigned i = random() % 12; i > 0; --i) text += pool[random() % pool.size()];
    const int width = static_cast<int>(random() % 10);
    const std::string fitted = fit_text(text, width);
    EXPECT_LE(text_width(fitted), width);
    if (text_width(text) <= width) {
      EXPECT_EQ(text_width(fitted), text_width(text));
    }
    EXPECT_EQ(fit_text(fitted, width), fitted);
    for (const std::string& line : wrap_text(text, std::max(width, 2), 50)) {
      EXPECT_LE(text_width(line), std::max(width, 2));
    }
  }
}

TEST(TerminalWidth, WrapsAtSpaces) {
  EXPECT_EQ(wrap_text("stop early or add dropout", 11, 9),
            (std::vector<std::string>{"stop early", "or add", "dropout"}));
  EXPECT_EQ(wrap_text("abcdefgh", 3, 9), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(wrap_text("a\n\nb", 5, 9), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(wrap_text("a b c d", 1, 2).size(), 2U);
}

std::string row_text(const CellBuffer& buffer, int y) {
  std::string text;
  std::array<char, 4> small;
  for (const Cell& cell : buffer.row(y)) {
    if (cell.width > 0) text += buffer.table()->text(cell.glyph, small);
  }
  return text;
}

TEST(TerminalCells, HalfAWideCharacterIsNeverLeft) {
  CellBuffer buffer(6, 1);
  buffer.put(1, 0, "中中");
  EXPECT_EQ(row_text(buffer, 0), " 中中 ");
  buffer.put(2, 0, "x");
  EXPECT_EQ(row_text(buffer, 0), "  x中 ");
  buffer.put(0, 0, "abcd");
  EXPECT_EQ(row_text(buffer, 0), "abcd  ");
  buffer.put(4, 0, "中");
  buffer.put(3, 0, "文");
  EXPECT_EQ(row_text(buffer, 0), "abc文 ");
}

TEST(TerminalCells, NothingLeavesTheBuffer) {
  CellBuffer buffer(3, 2);
  EXPECT_EQ(buffer.put(2, 0, "中"), 1);  // does not fit: the ellipsis
  EXPECT_EQ(row_text(buffer, 0), "  …");
  EXPECT_EQ(buffer.put(5, 0, "x"), 0);
  EXPECT_EQ(buffer.put(0, 2, "x"), 0);
  EXPECT_EQ(buffer.put(0, -1, "x"), 0);
  buffer.put(-1, 1, "abc");
  EXPECT_EQ(row_text(buffer, 1), "bc ");
  buffer.fill({-5, -5, 100, 100}, '#', {});
  EXPECT_EQ(row_text(buffer, 1), "###");
}

TEST(TerminalCells, AsciiHasNothingElse) {
  CellBuffer buffer(12, 1, nullptr, true);
  buffer.put(0, 0, "µ−…中é x");
  EXPECT_EQ(row_text(buffer, 0), "u-.?? x     ");
}

TEST(TerminalCells, ManyGraphemesDegradeToTheirBase) {
  GraphemeTable table;
  std::array<char, 4> small;
  Grapheme g;
  for (uint32_t i = 0; i < GraphemeTable::kMaxEntries + 10; ++i) {
    std::string text = "中";
    for (int k = 0; k < 6; ++k) {  // six marks out of eight: 2^18 different
      text += "\xcc";
      text += static_cast<char>(0x80 + ((i >> 3 * k) & 7));
    }
    Graphemes graphemes(text);
    ASSERT_TRUE(graphemes.next(g));
    const Glyph glyph = table.intern(g);
    EXPECT_EQ(table.text(glyph, small), i < GraphemeTable::kMaxEntries ? text : "中");
  }
}

}  // namespace
}  // namespace oriel::draw
