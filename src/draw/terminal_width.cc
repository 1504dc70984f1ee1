#include "draw/terminal_width.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace oriel::draw {
namespace {

constexpr int32_t kReplacement = 0xFFFD;

bool regional(int32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}
bool variation_selector(int32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}
// Vowels and finals that join the Hangul consonant before them.
bool jamo_tail(int32_t c) {
  return (c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF);
}
bool skin_tone(int32_t c) {
  return c >= 0x1F3FB && c <= 0x1F3FF;
}

enum class Kind { kShown, kMark, kDropped };

// What becomes of a code point; `c` may be replaced.
Kind classify(int32_t& c) {
  if (c >= 0x20 && c < 0x7F) return Kind::kShown;
  if (c < 0x20) {
    c += 0x2400;  // its picture
    return Kind::kShown;
  }
  if (c == 0x7F) {
    c = 0x2421;
    return Kind::kShown;
  }
  if (variation_selector(c)) return Kind::kDropped;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CS:
      c = kReplacement;
      return Kind::kShown;
    case UTF8PROC_CATEGORY_CF:
      return Kind::kDropped;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      if (c != 0x3000) c = ' ';  // the ideographic space is wide
      return Kind::kShown;
    default:
      break;
  }
  return utf8proc_charwidth(c) == 0 || jamo_tail(c) ? Kind::kMark : Kind::kShown;
}

void append(Grapheme& out, int32_t c) {
  std::array<utf8proc_uint8_t, 4> encoded;
  const auto size = static_cast<size_t>(utf8proc_encode_char(c, encoded.data()));
  if (out.size + size > Grapheme::kMaxBytes) return;
  for (size_t i = 0; i < size; ++i) out.bytes[out.size++] = static_cast<char>(encoded[i]);
}

}  // namespace

// The next code point; a byte that is none is U+FFFD.
int32_t Graphemes::decode(size_t& length) const {
  int32_t c = 0;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest_.data()),
                                  static_cast<utf8proc_ssize_t>(rest_.size()), &c);
  length = n > 0 ? static_cast<size_t>(n) : 1;
  return n > 0 && c >= 0 ? c : kReplacement;
}

bool Graphemes::next(Grapheme& out) {
  out.size = 0;
  bool flag = false;  // a regional indicator that waits for its second half
  while (!rest_.empty()) {
    const auto byte = static_cast<unsigned char>(rest_[0]);
    const bool last = rest_.size() == 1 || static_cast<unsigned char>(rest_[1]) < 0x80;
    if (out.size == 0 && byte >= 0x20 && byte < 0x7F && last) {  // nothing can join it
      out.bytes[0] = rest_[0];
      out.size = out.width = 1;
      out.simple = true;
      rest_.remove_prefix(1);
      return true;
    }
    size_t length = 0;
    int32_t c = decode(length);
    Kind kind = classify(c);
    if (out.size > 0) {
      if (skin_tone(c) && out.width == 2) kind = Kind::kDropped;
      if (flag && regional(c)) {
        append(out, c);
        out.width = 2;
        out.simple = false;
        rest_.remove_prefix(length);
        return true;
      }
      if (kind == Kind::kShown) return true;
    }
    rest_.remove_prefix(length);
    if (kind == Kind::kDropped) continue;
    if (out.size == 0) {
      out.simple = kind == Kind::kShown;
      if (kind == Kind::kMark) append(out, ' ');  // a mark on nothing stands on a space
      append(out, c);
      out.width = kind == Kind::kShown && utf8proc_charwidth(c) == 2 ? 2 : 1;
      flag = regional(c);
    } else {
      append(out, c);
      out.simple = false;
    }
  }
  return out.size > 0;
}

int text_width(std::string_view text) {
  if (plain_ascii(text)) return static_cast<int>(text.size());
  Graphemes graphemes(text);
  Grapheme g;
  int width = 0;
  while (graphemes.next(g)) width += g.width;
  return width;
}

std::string fit_text(std::string_view text, int width, std::string_view ellipsis) {
  if (width <= 0) return {};
  const int tail = text_width(ellipsis);
  Graphemes graphemes(text);
  Grapheme g;
  std::string out;
  size_t cut = 0;  // bytes of `out` that leave room for the ellipsis
  int used = 0;
  while (graphemes.next(g)) {
    if (used + g.width > width) {
      out.resize(cut);
      if (tail <= width) out += ellipsis;
      return out;
    }
    used += g.width;
    out += g.text();
    if (used <= width - tail) cut = out.size();
  }
  return out;
}

std::vector<std::string> wrap_text(std::string_view text, int width, size_t most) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < most) {
    const std::string_view paragraph = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(paragraph.size() + 1, text.size()));
    Graphemes graphemes(paragraph);
    Grapheme g;
    std::string line;
    size_t space = 0;  // bytes before the last space; 0: none
    int used = 0;
    while (graphemes.next(g) && lines.size() < most) {
      if (used + g.width > width && !line.empty()) {
        const std::string rest = space > 0 ? line.substr(space + 1) : std::string{};
        if (space > 0) line.resize(space);
        lines.push_back(std::move(line));
        line = rest;
        used = text_width(line);
        space = 0;
        if (line.empty() && g.text() == " ") continue;
      }
      if (g.text() == " ") space = line.size();
      line += g.text();
      used += g.width;
    }
    if (lines.size() < most) lines.push_back(std::move(line));
  }
  return lines;
}

char ascii_for(std::string_view grapheme) {
  if (grapheme.size() == 1) return grapheme[0];
  static constexpr std::pair<std::string_view, char> kNear[] = {
      {"…", '.'}, {"·", '.'},  {"×", 'x'},  {"−", '-'}, {"–", '-'}, {"—", '-'}, {"─", '-'},
      {"│", '|'}, {"’", '\''}, {"‘", '\''}, {"“", '"'}, {"”", '"'}, {"≤", '<'}, {"≥", '>'},
      {"→", '>'}, {"←", '<'},  {"↑", '^'},  {"↓", 'v'}, {"✓", '+'}, {"✕", 'x'}, {"●", 'o'},
      {"µ", 'u'}, {"°", 'o'},  {"∞", 'i'},  {"±", '+'}, {"█", '#'}, {"⚑", '!'}, {"◆", '*'}};
  for (const auto& [from, to] : kNear) {
    if (from == grapheme) return to;
  }
  return '?';
}

}  // namespace oriel::draw
