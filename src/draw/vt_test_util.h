// A small terminal for tests: takes the bytes that a program sends and knows what the screen shows.
// It is written after the VT documents and shares no code with the encoder; what it does not know
// is an error, so that a test sees it.
#pragma once

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace oriel::vt {

struct Style {
  // "" is the default; "3" and "11" of 16; "i200" of 256; "r1,2,3".
  std::string fg, bg;
  bool bold = false, dim = false, underline = false, inverse = false;
  bool operator==(const Style&) const = default;
};

struct Cell {
  std::string text = " ";
  Style style;
  int width = 1;  // 0: the right half of the one before
  bool operator==(const Cell&) const = default;
};

class Terminal {
 public:
  Terminal(int columns, int rows) : columns_(columns), rows_(rows), bottom_(rows - 1) {
    screen_.assign(static_cast<size_t>(rows), blank_row());
  }

  void write(std::string_view bytes) {
    for (const char c : bytes) feed(static_cast<unsigned char>(c));
  }

  // Lines below the cursor go first when it shrinks, then those on top move into the scrollback; as
  // most terminals do it. The scroll region is gone.
  void resize(int columns, int rows) {
    while (static_cast<int>(screen_.size()) > rows) {
      if (y_ < static_cast<int>(screen_.size()) - 1) {
        screen_.pop_back();
      } else {
        scrollback_.push_back(text_of(screen_.front()));
        screen_.erase(screen_.begin());
        --y_;
      }
    }
    columns_ = columns;
    while (static_cast<int>(screen_.size()) < rows) screen_.push_back(blank_row());
    for (auto& row : screen_) {
      row.resize(static_cast<size_t>(columns));
      if (!row.empty() && row.back().width == 2) row.back() = Cell{};
    }
    rows_ = rows;
    top_ = 0, bottom_ = rows - 1;
    x_ = std::min(x_, columns - 1);
    pending_ = false;
  }

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  int x() const { return x_; }
  int y() const { return y_; }
  bool cursor_visible() const { return cursor_visible_; }
  bool alternate() const { return alternate_; }
  bool in_update() const { return in_update_; }
  bool wrap_pending() const { return pending_; }
  int top() const { return top_; }
  int bottom() const { return bottom_; }
  const Style& pen() const { return pen_; }
  const std::vector<std::string>& errors() const { return errors_; }
  const std::vector<std::string>& scrollback() const { return scrollback_; }
  const Cell& at(int x, int y) const {
    return screen_[static_cast<size_t>(y)][static_cast<size_t>(x)];
  }
  std::string line(int y) const { return text_of(screen_[static_cast<size_t>(y)]); }
  // All lines, without the spaces at their ends.
  std::string text() const {
    std::string all;
    for (const auto& row : screen_) all += text_of(row) + "\n";
    return all;
  }
  // Everything that has scrolled away and what is there.
  std::string history() const {
    std::string all;
    for (const std::string& line : scrollback_) all += line + "\n";
    return all + text();
  }

 private:
  using Row = std::vector<Cell>;
  struct Saved {  // what ESC 7 keeps
    int x = 0, y = 0;
    bool pending = false;
    Style pen;
  };

  Row blank_row() const { return Row(static_cast<size_t>(columns_), erased()); }
  Cell erased() const {
    Cell cell;
    cell.style.bg = pen_.bg;
    return cell;
  }
  static std::string text_of(const Row& row) {
    std::string line;
    for (const Cell& cell : row) {
      if (cell.width > 0) line += cell.text;
    }
    while (line.ends_with(' ')) line.pop_back();
    return line;
  }

  void feed(unsigned char c) {
    if (c == 0x18) {
      sequence_.clear(), state_ = State::kGround, partial_.clear();
      return;
    }
    switch (state_) {
      case State::kGround:
        return ground(c);
      case State::kEscape:
        return escape(c);
      case State::kControl:
        if (c >= 0x40 && c <= 0x7E) {
          state_ = State::kGround;
          control(static_cast<char>(c));
        } else {
          sequence_ += static_cast<char>(c);
        }
    }
  }

  void ground(unsigned char c) {
    if (c == 0x1B) {
      state_ = State::kEscape;
    } else if (c == '\n') {
      index();
      x_ = 0;  // as the kernel's onlcr makes it
    } else if (c == '\r') {
      x_ = 0, pending_ = false;
    } else if (c < 0x20 || c == 0x7F) {
      error("control character " + std::to_string(c));
    } else {
      partial_ += static_cast<char>(c);
      decode();
    }
  }

  void decode() {
    const auto first = static_cast<unsigned char>(partial_[0]);
    const size_t need = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (partial_.size() < need) return;
    int32_t c = 0;
    if (utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(partial_.data()),
                         static_cast<utf8proc_ssize_t>(partial_.size()), &c) < 0) {
      error("invalid UTF-8");
    } else {
      print(c, partial_);
    }
    partial_.clear();
  }

  void print(int32_t c, const std::string& text) {
    const int width = utf8proc_charwidth(c);
    const bool indicator = c >= 0x1F1E6 && c <= 0x1F1FF;
    if (width == 0 || (indicator && joins_flag())) {
      if (last_x_ < 0) return error("a mark on nothing");
      Cell& base = cell(last_x_, last_y_);
      base.text += text;
      if (indicator && base.width == 1) {  // the flag takes two cells
        break_wide(last_x_ + 1);
        base.width = 2;
        cell(last_x_ + 1, last_y_) = {" ", base.style, 0};
        x_ = std::min(last_x_ + 2, columns_ - 1);
      }
      return;
    }
    if (pending_ || x_ + width > columns_) {
      x_ = 0;
      index();
    }
    for (int i = 0; i < width; ++i) break_wide(x_ + i);
    cell(x_, y_) = {text, pen_, width};
    if (width == 2) cell(x_ + 1, y_) = {" ", pen_, 0};
    last_x_ = x_, last_y_ = y_;
    x_ += width;
    pending_ = x_ >= columns_;
    if (pending_) x_ = columns_ - 1;
  }
  bool joins_flag() const {
    if (last_x_ < 0) return false;
    const std::string& before =
        screen_[static_cast<size_t>(last_y_)][static_cast<size_t>(last_x_)].text;
    return before.size() == 4 && before.starts_with("\xF0\x9F\x87") && x_ == last_x_ + 1;
  }

  // A wide character that is overwritten in one half is gone.
  void break_wide(int x) {
    if (cell(x, y_).width == 0) cell(x - 1, y_) = Cell{};
    if (cell(x, y_).width == 2) cell(x + 1, y_) = Cell{};
  }

  Cell& cell(int x, int y) { return screen_[static_cast<size_t>(y)][static_cast<size_t>(x)]; }

  void index() {
    pending_ = false;
    if (y_ == bottom_) {
      scroll_up(top_, true);
    } else if (y_ < rows_ - 1) {
      ++y_;
    }
  }
  void scroll_up(int from, bool keep) {
    if (keep && from == 0 && !alternate_) scrollback_.push_back(text_of(screen_.front()));
    screen_.erase(screen_.begin() + from);
    screen_.insert(screen_.begin() + bottom_, blank_row());
  }

  void escape(unsigned char c) {
    state_ = State::kGround;
    last_x_ = -1;
    if (c == '[') {
      sequence_.clear();
      state_ = State::kControl;
    } else if (c == '7') {
      saved_ = {x_, y_, pending_, pen_};
    } else if (c == '8') {
      x_ = std::min(saved_.x, columns_ - 1), y_ = std::min(saved_.y, rows_ - 1);
      pending_ = saved_.pending;
      pen_ = saved_.pen;
    } else if (c == 'D') {
      index();
    } else {
      error(std::string("ESC ") + static_cast<char>(c));
    }
  }

  std::vector<int> numbers() const {
    std::vector<int> all;
    std::string_view rest = sequence_;
    while (true) {
      const size_t end = rest.find(';');
      all.push_back(std::atoi(std::string(rest.substr(0, end)).c_str()));
      if (end == std::string_view::npos) return all;
      rest.remove_prefix(end + 1);
    }
  }

  void control(char what) {
    if (sequence_.starts_with('?')) return mode(what);
    const std::vector<int> n = numbers();
    const int one = std::max(n[0], 1);
    if (what != 'm') last_x_ = -1;
    switch (what) {
      case 'H':
        go(n.size() > 1 ? std::max(n[1], 1) - 1 : 0, one - 1);
        break;
      case 'G':
        go(one - 1, y_);
        break;
      case 'C':
        go(x_ + one, y_);
        break;
      case 'A':
        go(x_, y_ >= top_ ? std::max(y_ - one, top_) : y_ - one);
        break;
      case 'B':
        go(x_, y_ <= bottom_ ? std::min(y_ + one, bottom_) : y_ + one);
        break;
      case 'E':
        go(0, y_ <= bottom_ ? std::min(y_ + one, bottom_) : y_ + one);
        break;
      case 'K':
        if (n[0] != 0) return error("CSI " + sequence_ + "K");
        erase(columns_ - x_);
        break;
      case 'X':
        erase(std::min(one, columns_ - x_));
        break;
      case 'M':
        for (int i = 0; i < std::min(one, rows_) && y_ >= top_ && y_ <= bottom_; ++i) {
          scroll_up(y_, false);
        }
        x_ = 0, pending_ = false;
        break;
      case 'r':
        region(n);
        break;
      case 'm':
        for (size_t i = 0; i < n.size(); ++i) i += attribute(n, i);
        break;
      default:
        error("CSI " + sequence_ + what);
    }
  }

  void go(int x, int y) {
    x_ = std::clamp(x, 0, columns_ - 1);
    y_ = std::clamp(y, 0, rows_ - 1);
    pending_ = false;
  }
  void erase(int count) {
    break_wide(x_);
    if (x_ + count < columns_) break_wide(x_ + count - 1);
    for (int i = 0; i < count; ++i) cell(x_ + i, y_) = erased();
    pending_ = false;
  }
  void region(const std::vector<int>& n) {
    const int top = std::max(n[0], 1) - 1;
    const int bottom = n.size() > 1 && n[1] > 0 ? std::min(n[1], rows_) - 1 : rows_ - 1;
    if (top >= bottom) return error("region of one line");
    top_ = top, bottom_ = bottom;
    go(0, 0);
  }

  // Returns how many further numbers it has used.
  size_t attribute(const std::vector<int>& n, size_t i) {
    const int v = n[i];
    if (v == 0) {
      pen_ = {};
    } else if (v == 1) {
      pen_.bold = true;
    } else if (v == 2) {
      pen_.dim = true;
    } else if (v == 4) {
      pen_.underline = true;
    } else if (v == 7) {
      pen_.inverse = true;
    } else if (v == 22) {
      pen_.bold = pen_.dim = false;
    } else if (v == 24) {
      pen_.underline = false;
    } else if (v == 27) {
      pen_.inverse = false;
    } else {
      return color(n, i);
    }
    return 0;
  }
  size_t color(const std::vector<int>& n, size_t i) {
    const int v = n[i];
    std::string& ink = (v >= 40 && v < 50) || v >= 100 ? pen_.bg : pen_.fg;
    const int low = v % 10;
    if (v >= 90 && v <= 107) {
      ink = std::to_string(low + 8);
    } else if (v >= 30 && v < 50 && low < 8) {
      ink = std::to_string(low);
    } else if ((v == 38 || v == 48) && i + 2 < n.size() && n[i + 1] == 5) {
      ink = "i" + std::to_string(n[i + 2]);
      return 2;
    } else if ((v == 38 || v == 48) && i + 4 < n.size() && n[i + 1] == 2) {
      ink = "r" + std::to_string(n[i + 2]) + "," + std::to_string(n[i + 3]) + "," +
            std::to_string(n[i + 4]);
      return 4;
    } else if (v == 39 || v == 49) {
      ink.clear();
    } else {
      error("SGR " + std::to_string(v));
    }
    return 0;
  }

  void mode(char what) {
    const bool on = what == 'h';
    if (what != 'h' && what != 'l') return error("CSI " + sequence_ + what);
    if (sequence_ == "?25") {
      cursor_visible_ = on;
    } else if (sequence_ == "?2026") {
      in_update_ = on;
    } else if (sequence_ == "?1049") {
      if (on && !alternate_) {
        main_screen_ = screen_;
        main_cursor_ = {x_, y_, pending_, pen_};
        screen_.assign(static_cast<size_t>(rows_), blank_row());
      } else if (!on && alternate_) {
        screen_ = main_screen_;
        x_ = main_cursor_.x, y_ = main_cursor_.y, pending_ = main_cursor_.pending;
        pen_ = main_cursor_.pen;
      }
      alternate_ = on;
    } else {
      error("mode " + sequence_);
    }
  }

  void error(std::string what) { errors_.push_back(std::move(what)); }

  enum class State { kGround, kEscape, kControl };
  State state_ = State::kGround;
  std::string sequence_, partial_;
  int columns_, rows_;
  int x_ = 0, y_ = 0, top_ = 0, bottom_;
  int last_x_ = -1, last_y_ = 0;  // where a mark would go
  bool pending_ = false, cursor_visible_ = true, alternate_ = false, in_update_ = false;
  Style pen_;
  Saved saved_, main_cursor_;
  std::vector<Row> screen_, main_screen_;
  std::vector<std::string> scrollback_, errors_;
};

}  // namespace oriel::vt
