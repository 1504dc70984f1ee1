// The bytes of a frame, on a terminal of the tests' own: it must show exactly what was wanted,
// whatever it showed before, and leave everybody else's output alone.
#include "draw/terminal_encoder.h"

#include <gtest/gtest.h>

#include <random>

#include "draw/terminal_color.h"
#include "draw/vt_test_util.h"

namespace oriel::draw {
namespace {

std::string ink_name(Ink ink) {
  switch (ink.kind()) {
    case Ink::kAnsi:
      return std::to_string(ink.index());
    case Ink::kIndexed:
      return "i" + std::to_string(ink.index());
    case Ink::kRgb:
      return "r" + std::to_string(ink.r()) + "," + std::to_string(ink.g()) + "," +
             std::to_string(ink.b());
    case Ink::kDefault:
      break;
  }
  return "";
}

// Empty if the terminal shows the buffer with its row 0 in row `top` (from 0).
std::string difference(const vt::Terminal& terminal, const CellBuffer& buffer, int top,
                       ColorLevel level) {
  std::array<char, 4> small;
  for (int y = 0; y < buffer.rows(); ++y) {
    for (int x = 0; x < buffer.columns(); ++x) {
      const Cell& want = buffer.at(x, y);
      const vt::Cell& got = terminal.at(x, y + top);
      const std::string where = " at " + std::to_string(x) + "," + std::to_string(y);
      if (want.width != got.width) return "width" + where;
      if (want.width == 0) continue;
      const std::string text(buffer.table()->text(want.glyph, small));
      if (text != got.text) return "'" + got.text + "' for '" + text + "'" + where;
      const bool seen = text != " " || (want.attributes & (kInverse | kUnderline)) != 0;
      if (ink_name(reduce(want.bg, level)) != got.style.bg) return "ground" + where;
      if (((want.attributes & kInverse) != 0) != got.style.inverse) return "inverse" + where;
      if (((want.attributes & kUnderline) != 0) != got.style.underline) return "underline" + where;
      if (!seen) continue;
      if (ink_name(reduce(want.fg, level)) != got.style.fg) return "colour" + where;
      if (((want.attributes & kBold) != 0) != got.style.bold) return "bold" + where;
      if (((want.attributes & kDim) != 0) != got.style.dim) return "dim" + where;
    }
  }
  return "";
}

class Scribbler {
 public:
  explicit Scribbler(unsigned seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(std::max(n, 1))); }

  CellStyle style() {
    const auto ink = [&]() -> Ink {
      const auto c = [&] { return static_cast<uint8_t>(below(256)); };
      switch (below(6)) {
        case 0:
          return Ink::ansi(static_cast<uint8_t>(below(16)));
        case 1:
          return Ink::indexed(c());
        case 2:
          return Ink::rgb(c(), c(), c());
        default:
          return {};
      }
    };
    return {ink(), below(3) == 0 ? ink() : Ink{},
            static_cast<uint8_t>(below(3) == 0 ? below(16) : 0)};
  }

  std::string text() {
    static const std::vector<std::string> pool = {
        "loss ", "0.123", "      ",          "中",   "文字", "e\u0301", "🚀",  "🇩🇪",
        "⣿",     "█",     "\x1b[2J",         "\xff", "\n",   "x",       "가", "👨\u200d👩",
        "─",     "ﾊ",     "                "};
    std::string out;
    for (int i = below(6); i >= 0; --i)
      out += pool[static_cast<size_t>(below(static_cast<int>(pool.size())))];
    return out;
  }

  void change(CellBuffer& buffer) {
    for (int i = below(8); i > 0; --i) {
      const int x = below(buffer.columns() + 4) - 2, y = below(buffer.rows());
      if (below(4) == 0) {
        buffer.fill({x, y, below(20), below(3)}, below(2) == 0 ? ' ' : glyph_of(U'▄'), style());
      } else {
        buffer.put(x, y, text(), style(), below(3) == 0 ? below(9) : 1000);
      }
    }
    if (below(20) == 0) buffer.clear();
  }

 private:
  std::mt19937 random_;
};

void expect_clean(std::string_view bytes) {
  for (const char* forbidden : {"\x1b[J", "\x1b[0J", "\x1b[1J", "\x1b[2J", "\x1b[3J",
                                "\x1b"
                                "c"}) {
    EXPECT_EQ(bytes.find(forbidden), std::string_view::npos) << forbidden + 1;
  }
}

constexpr std::array kLevels = {ColorLevel::kNone, ColorLevel::k16, ColorLevel::k256,
                                ColorLevel::kTrue};

TEST(TerminalEncoder, TheScreenIsWhatWasWanted) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Scribbler scribbler(seed);
    const int columns = 1 + scribbler.below(90), rows = 1 + scribbler.below(20);
    const FrameTarget target{kLevels[seed % 4], 1, false};
    vt::Terminal terminal(columns, rows);
    CellBuffer shown(columns, rows), wanted(columns, rows, shown.table());
    bool known = false;
    for (int frame = 0; frame < 40; ++frame) {
      scribbler.change(wanted);
      std::string out;
      encode_frame(known ? &shown : nullptr, wanted, target, out);
      expect_clean(out);
      terminal.write(out);
      ASSERT_TRUE(terminal.errors().empty()) << terminal.errors().front();
      ASSERT_EQ(difference(terminal, wanted, 0, target.color), "");
      ASSERT_FALSE(terminal.in_update());
      shown = wanted;
      known = true;
    }
  }
}

TEST(TerminalEncoder, NothingNewIsNoByte) {
  CellBuffer a(40, 4);
  a.put(3, 2, "loss 0.123", {Ink::ansi(4), {}, kBold});
  std::string out;
  encode_frame(&a, a, {ColorLevel::kTrue, 1, true}, out);
  EXPECT_EQ(out, "");
}

TEST(TerminalEncoder, ADigitCostsADigit) {
  CellBuffer a(80, 4), b(80, 4, a.table());
  a.put(3, 2, "loss 0.123");
  b.put(3, 2, "loss 0.124");
  std::string out;
  encode_frame(&a, b, {ColorLevel::kTrue, 21, true}, out);
  EXPECT_EQ(out,
            "\x1b[?2026h\x1b"
            "7\x1b[m\x1b[23;13H4\x1b"
            "8\x1b[?2026l");
}

// What the program itself prints, with colours that it leaves set.
std::string chatter(Scribbler& scribbler) {
  static const std::vector<std::string> pool = {
      "epoch 3 done\n",
      "\x1b[31mwarning\x1b[m: slow\n",
      "no line end",
      "\x1b[1;32m",
      "\n\n",
      "a rather long line that will have to wrap somewhere on its way, whatever the width is\n",
      "12345678\r",
      "中文字 output\n"};
  return pool[static_cast<size_t>(scribbler.below(static_cast<int>(pool.size())))];
}

// A terminal without any panel, as high as the region, is the reference.
TEST(TerminalEncoder, OtherOutputScrollsAboveThePanelUnharmed) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Scribbler scribbler(seed);
    const int columns = 20 + scribbler.below(60), rows = 6 + scribbler.below(20);
    const int height = 1 + scribbler.below(rows - 2);
    const FrameTarget target{kLevels[seed % 4], rows - height + 1, true};
    vt::Terminal terminal(columns, rows), reference(columns, rows - height);
    CellBuffer shown(columns, height), wanted(columns, height, shown.table());
    bool known = false;
    for (int frame = 0; frame < 30; ++frame) {
      scribbler.change(wanted);
      std::string out;
      encode_frame(known ? &shown : nullptr, wanted, target, out,
                   known ? "" : setup_inline(rows, height));
      expect_clean(out);
      terminal.write(out);
      shown = wanted;
      known = true;
      for (int i = scribbler.below(4); i > 0; --i) {
        const std::string text = chatter(scribbler);
        terminal.write(text);
        reference.write(text);
      }
      ASSERT_TRUE(terminal.errors().empty()) << terminal.errors().front();
      ASSERT_EQ(difference(terminal, wanted, rows - height, target.color), "");
      for (int y = 0; y < rows - height; ++y) ASSERT_EQ(terminal.line(y), reference.line(y));
      ASSERT_EQ(terminal.scrollback(), reference.scrollback());
      ASSERT_EQ(std::pair(terminal.x(), terminal.y()), std::pair(reference.x(), reference.y()));
      ASSERT_EQ(terminal.wrap_pending(), reference.wrap_pending());
      ASSERT_EQ(terminal.pen(), reference.pen());
    }
    const std::string before = reference.history();
    terminal.write(teardown_inline());
    terminal.write("\x1b[m\n$ ");
    EXPECT_EQ(terminal.history().substr(0, before.find_last_not_of("\n") + 1),
              before.substr(0, before.find_last_not_of("\n") + 1));
    EXPECT_EQ(terminal.top(), 0);
    EXPECT_EQ(terminal.bottom(), rows - 1);
    EXPECT_TRUE(terminal.cursor_visible());
    EXPECT_EQ(terminal.line(terminal.y()), "$");
    for (int y = terminal.y() + 1; y < rows; ++y) EXPECT_EQ(terminal.line(y), "");
  }
}

TEST(TerminalEncoder, SetUpMakesRoomWhereverTheCursorIs) {
  for (int lines = 0; lines < 14; ++lines) {
    vt::Terminal terminal(30, 10);
    std::string printed;
    for (int i = 0; i < lines; ++i) printed += "line " + std::to_string(i) + "\n";
    terminal.write(printed + "partial");
    terminal.write(setup_inline(10, 4));
    EXPECT_EQ(terminal.bottom(), 5);
    EXPECT_LE(terminal.y(), 5);
    EXPECT_EQ(terminal.x(), 7);
    EXPECT_EQ(terminal.line(terminal.y()), "partial");
    const std::string all = terminal.history();
    EXPECT_EQ(all.substr(0, printed.size() + 7), printed + "partial");
    for (int y = 6; y < 10; ++y) EXPECT_EQ(terminal.line(y), "");
  }
}

TEST(TerminalEncoder, ATornFrameIsPutRight) {
  CellBuffer wanted(30, 3);
  for (int y = 0; y < 3; ++y) wanted.put(0, y, "panel 中 panel", {Ink::ansi(1), {}, kBold});
  std::string out;
  encode_frame(nullptr, wanted, {ColorLevel::kTrue, 8, true}, out);
  const size_t saved = out.find(
                           "\x1b"
                           "7") +
                       2;
  for (size_t cut = saved; cut < out.size() - 10; ++cut) {
    vt::Terminal terminal(30, 10);
    terminal.write("training\nstep 1\n" + setup_inline(10, 3) + out.substr(0, cut));
    terminal.write(teardown_inline_torn());
    terminal.write("$ ");
    EXPECT_EQ(terminal.text().substr(0, 18), "training\nstep 1\n$\n") << cut;
    EXPECT_EQ(terminal.line(9), "");
    EXPECT_FALSE(terminal.in_update());
    EXPECT_EQ(terminal.pen(), vt::Style{});
  }
}

TEST(TerminalEncoder, TheOtherScreenIsLeft) {
  vt::Terminal terminal(30, 10);
  terminal.write("before\n");
  terminal.write(setup_full_screen());
  EXPECT_TRUE(terminal.alternate());
  EXPECT_FALSE(terminal.cursor_visible());
  terminal.write("\x1b[3;3H\x1b[31mpanel");
  terminal.write(teardown_full_screen());
  EXPECT_FALSE(terminal.alternate());
  EXPECT_TRUE(terminal.cursor_visible());
  EXPECT_EQ(terminal.line(0), "before");
  EXPECT_EQ(terminal.line(2), "");
  EXPECT_EQ(terminal.y(), 1);
}

TEST(TerminalColors, ReducedToTheNearest) {
  EXPECT_EQ(reduce(Ink::rgb(255, 0, 0), ColorLevel::k256), Ink::indexed(196));
  EXPECT_EQ(reduce(Ink::rgb(118, 118, 118), ColorLevel::k256), Ink::indexed(243));
  EXPECT_EQ(reduce(Ink::rgb(255, 10, 10), ColorLevel::k16), Ink::ansi(9));
  EXPECT_EQ(reduce(Ink::indexed(196), ColorLevel::k16), Ink::ansi(9));
  EXPECT_EQ(reduce(Ink::ansi(3), ColorLevel::kNone), Ink{});
  EXPECT_EQ(reduce(Ink::rgb(1, 2, 3), ColorLevel::kTrue), Ink::rgb(1, 2, 3));
  EXPECT_EQ(parse_ink("#ff8000"), Ink::rgb(255, 128, 0));
  EXPECT_EQ(parse_ink("red"), Ink{});
}

// The nearest of the 240 by exhaustive search.
TEST(TerminalColors, NoOtherOfThe256IsNearer) {
  std::mt19937 random(3);
  const auto channel = [](int v) { return v == 0 ? 0 : 55 + 40 * v; };
  for (int i = 0; i < 2000; ++i) {
    const int r = static_cast<int>(random() % 256), g = static_cast<int>(random() % 256),
              b = static_cast<int>(random() % 256);
    const auto distance = [&](int index) {
      int cr = 8 + 10 * (index - 232), cg = cr, cb = cr;
      if (index < 232) {
        cr = channel((index - 16) / 36), cg = channel((index - 16) / 6 % 6);
        cb = channel((index - 16) % 6);
      }
      return (cr - r) * (cr - r) + (cg - g) * (cg - g) + (cb - b) * (cb - b);
    };
    int least = 1 << 30;
    for (int index = 16; index < 256; ++index) least = std::min(least, distance(index));
    const auto u8 = [](int v) { return static_cast<uint8_t>(v); };
    const Ink got = reduce(Ink::rgb(u8(r), u8(g), u8(b)), ColorLevel::k256);
    EXPECT_EQ(distance(got.index()), least) << r << "," << g << "," << b;
  }
}

}  // namespace
}  // namespace oriel::draw
