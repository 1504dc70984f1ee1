#include "draw/terminal_encoder.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "draw/terminal_color.h"

namespace oriel::draw {
namespace {

// A number in decimal has this many digits.
int digits(int n) {
  return n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : n < 10000 ? 4 : 5;
}

class Encoder {
 public:
  Encoder(const FrameTarget& target, const GraphemeTable& table, std::string& out)
      : target_(target), table_(table), out_(out) {}

  void encode(const CellBuffer* shown, const CellBuffer& wanted) {
    for (int y = 0; y < wanted.rows(); ++y) {
      const std::span<const Cell> now = wanted.row(y);
      if (shown == nullptr) {
        write_row(y, {}, now);
      } else if (std::memcmp(shown->row(y).data(), now.data(), now.size_bytes()) != 0) {
        write_row(y, shown->row(y), now);
      }
    }
  }

 private:
  static bool same(std::span<const Cell> was, std::span<const Cell> now, size_t x) {
    return !was.empty() && was[x] == now[x];
  }

  void write_row(int y, std::span<const Cell> was, std::span<const Cell> now) {
    const size_t size = now.size();
    size_t end = size;  // of what differs
    while (end > 0 && same(was, now, end - 1)) --end;
    size_t tail = size;  // where the blank end of the row begins
    while (tail > 0 && now[tail - 1].blank()) --tail;
    const bool erase = end > tail + 3;
    const size_t stop = erase ? tail : end;
    for (size_t x = 0; x < stop;) {
      if (same(was, now, x)) {
        ++x;
        continue;
      }
      const size_t run = blank_run(was, now, x, stop);
      move(static_cast<int>(x), y, now);
      if (run >= 12) {  // an erasure and a move cost about as much as ten blanks
        set_style({});
        command(static_cast<int>(run), 'X');
        x += run;
        continue;
      }
      write(now[x], static_cast<int>(size));
      x += now[x].width == 2 ? 2 : 1;
    }
    if (!erase) return;
    move(static_cast<int>(tail), y, now);
    set_style({});
    out_ += "\x1b[K";
  }

  // Blank cells from x on, of which the last one differs.
  static size_t blank_run(std::span<const Cell> was, std::span<const Cell> now, size_t x,
                          size_t stop) {
    size_t run = 0, changed = 0;
    while (x + run < stop && now[x + run].blank()) {
      if (!same(was, now, x + run)) changed = run + 1;
      ++run;
    }
    return changed;
  }

  void move(int x, int y, std::span<const Cell> now) {
    if (y == row_ && x == column_) return;
    if (y == row_ && column_ >= 0 && x > column_) {
      const int gap = x - column_;
      const int jump = gap == 1 ? 3 : 3 + digits(gap);
      if (rewrite(x, jump, now)) return;
      const int absolute = 3 + digits(x + 1);
      if (jump <= absolute) {
        command(gap, 'C');
      } else {
        command(x + 1, 'G');
      }
    } else if (y == row_) {
      command(x + 1, 'G');
    } else if (y == row_ + 1 && row_ >= 0 && x == 0) {
      out_ += "\x1b[E";
    } else if (y == row_ + 1 && row_ >= 0 && x == column_) {
      out_ += "\x1b[B";
    } else {
      out_ += "\x1b[";
      number(target_.top + y);
      if (x > 0) {
        out_ += ';';
        number(x + 1);
      }
      out_ += 'H';
    }
    row_ = y;
    column_ = x;
  }

  // Writes the cells up to x once more, if that takes fewer bytes than to jump over them.
  bool rewrite(int x, int jump, std::span<const Cell> now) {
    size_t bytes = 0;
    for (int i = column_; i < x; ++i) {
      const Cell& cell = now[static_cast<size_t>(i)];
      if (cell.width != 1 || (cell.glyph & 0xFF) == kLong || !fits(cell)) return false;
      bytes += text_size(cell.glyph);
      if (bytes >= static_cast<size_t>(jump)) return false;
    }
    for (int i = column_; i < x; ++i) append(now[static_cast<size_t>(i)].glyph);
    column_ = x;
    return true;
  }

  // Looks right in the style that is set.
  bool fits(const Cell& cell) const {
    return reduced(cell.style()) == style_ ||
           (cell.glyph == ' ' && reduced(cell.style()).bg == style_.bg &&
            ((cell.attributes | style_.attributes) & (kInverse | kUnderline)) == 0);
  }
  static size_t text_size(Glyph glyph) {
    return glyph < 0x100 ? 1 : glyph < 0x10000 ? 2 : glyph < 0x1000000 ? 3 : 4;
  }

  void write(const Cell& cell, int columns) {
    if (!fits(cell)) set_style(reduced(cell.style()));
    append(cell.glyph);
    column_ += cell.width;
    // At the edge a terminal waits to wrap; how wide emoji and sequences are, terminals disagree
    // on.
    if (column_ >= columns || (cell.glyph & 0xFF) == kLong ||
        (cell.width == 2 && cell.glyph >> 24 != 0)) {
      column_ = -1;
    }
  }

  void append(Glyph glyph) {
    if (glyph < 0x80) {
      out_ += static_cast<char>(glyph);
      return;
    }
    std::array<char, 4> small;
    out_ += table_.text(glyph, small);
  }

  CellStyle reduced(const CellStyle& style) const {
    if (style == last_.first) return last_.second;
    last_ = {style,
             {reduce(style.fg, target_.color), reduce(style.bg, target_.color), style.attributes}};
    return last_.second;
  }

  void set_style(const CellStyle& style) {
    if (style == style_) return;
    if (style == CellStyle{}) {
      out_ += "\x1b[m";
      style_ = style;
      return;
    }
    out_ += "\x1b[";
    const size_t start = out_.size();
    const int lost = style_.attributes & ~style.attributes;
    if ((lost & (kBold | kDim)) != 0) {
      parameter(22);
      style_.attributes &= static_cast<uint8_t>(~(kBold | kDim));
    }
    if ((lost & kUnderline) != 0) parameter(24);
    if ((lost & kInverse) != 0) parameter(27);
    const int gained = style.attributes & ~style_.attributes;
    if ((gained & kBold) != 0) parameter(1);
    if ((gained & kDim) != 0) parameter(2);
    if ((gained & kUnderline) != 0) parameter(4);
    if ((gained & kInverse) != 0) parameter(7);
    if (style.fg != style_.fg) color(style.fg, 30);
    if (style.bg != style_.bg) color(style.bg, 40);
    if (out_.size() > start) {
      out_.back() = 'm';  // was the last ';'
    } else {
      out_.resize(start - 2);
    }
    style_ = style;
  }

  void color(Ink ink, int base) {
    switch (ink.kind()) {
      case Ink::kDefault:
        return parameter(base + 9);
      case Ink::kAnsi:
        return parameter(ink.index() < 8 ? base + ink.index() : base + 52 + ink.index());
      case Ink::kIndexed:
        parameter(base + 8), parameter(5), parameter(ink.index());
        return;
      case Ink::kRgb:
        parameter(base + 8), parameter(2), parameter(ink.r()), parameter(ink.g());
        parameter(ink.b());
    }
  }

  void parameter(int n) {
    number(n);
    out_ += ';';
  }
  void command(int n, char what) {
    out_ += "\x1b[";
    if (n != 1) number(n);
    out_ += what;
  }
  void number(int n) {
    std::array<char, 12> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), n).ptr;
    out_.append(text.data(), end);
  }

  const FrameTarget& target_;
  const GraphemeTable& table_;
  std::string& out_;
  int row_ = -1, column_ = -1;  // of the cursor; -1: not known
  CellStyle style_;
  mutable std::pair<CellStyle, CellStyle> last_;
};

}  // namespace

void encode_frame(const CellBuffer* shown, const CellBuffer& wanted, const FrameTarget& target,
                  std::string& out, std::string_view before) {
  if (shown != nullptr &&
      (shown->columns() != wanted.columns() || shown->rows() != wanted.rows())) {
    shown = nullptr;
  }
  const size_t start = out.size();
  out += kBeginUpdate;
  out += before;
  if (target.keep_cursor)
    out +=
        "\x1b"
        "7";
  out += "\x1b[m";  // whatever colour the other output has left
  const size_t content = out.size();
  Encoder(target, *wanted.table(), out).encode(shown, wanted);
  if (out.size() == content && before.empty()) {
    out.resize(start);
    return;
  }
  if (target.keep_cursor)
    out +=
        "\x1b"
        "8";
  out += kEndUpdate;
}

// ESC D moves down and scrolls at the end of the screen, ESC [ M deletes lines from the cursor on.
std::string setup_inline(int rows, int height) {
  const int room = std::clamp(height, 0, std::max(rows - 2, 0));
  std::string out =
      "\x1b"
      "7\x1b[r\x1b"
      "8";
  for (int i = 0; i < room; ++i)
    out +=
        "\x1b"
        "D";
  if (room > 0) {
    out += "\x1b[" + std::to_string(room) + "A";
    out +=
        "\x1b"
        "7\x1b[m\x1b[B\r\x1b[999M";
    out += "\x1b[1;" + std::to_string(rows - room) +
           "r\x1b"
           "8";
  }
  return out;
}

std::string_view setup_full_screen() {
  return "\x1b[?1049h\x1b[?25l\x1b[m";
}

std::string_view teardown_inline() {
  return "\x1b"
         "7\x1b[r\x1b"
         "8\x1b[m"
         "\x1b"
         "D\x1b[A\x1b"
         "7\x1b[B\r\x1b[999M\x1b"
         "8\x1b[m\x1b[?25h\x1b[?2026l";
}
std::string_view teardown_inline_torn() {
  return "\x18\x1b"
         "8\x1b"
         "7\x1b[r\x1b"
         "8\x1b[m"
         "\x1b"
         "D\x1b[A\x1b"
         "7\x1b[B\r\x1b[999M\x1b"
         "8\x1b[m\x1b[?25h\x1b[?2026l";
}
std::string_view teardown_full_screen() {
  return "\x18\x1b[m\x1b[r\x1b[?25h\x1b[?2026l\x1b[?1049l";
}

}  // namespace oriel::draw
