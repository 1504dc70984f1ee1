#include "cli/watch_keys.h"

#include <optional>
#include <utility>

namespace oriel::cli {
namespace {

constexpr size_t kLongestSequence = 32;

std::optional<Key> key_of_final(char final, std::string_view parameters) {
  switch (final) {
    case 'A':
      return Key::kUp;
    case 'B':
      return Key::kDown;
    case 'C':
      return Key::kRight;
    case 'D':
      return Key::kLeft;
    case 'H':
      return Key::kHome;
    case 'F':
      return Key::kEnd;
    case 'Z':
      return Key::kBackTab;
    case 'M':
      return Key::kEnter;
    case '~': {
      const std::string_view number = parameters.substr(0, parameters.find(';'));
      if (number == "1" || number == "7") return Key::kHome;
      if (number == "4" || number == "8") return Key::kEnd;
      if (number == "5") return Key::kPageUp;
      if (number == "6") return Key::kPageDown;
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

std::optional<KeyPress> plain(char c) {
  switch (c) {
    case '\r':
    case '\n':
      return KeyPress{Key::kEnter};
    case '\t':
      return KeyPress{Key::kTab};
    case '\x7f':
    case '\b':
      return KeyPress{Key::kBackspace};
    default:
      if (c >= 0x20 && c < 0x7f) return KeyPress{Key::kCharacter, c};
      return std::nullopt;
  }
}

}  // namespace

std::vector<KeyPress> KeyDecoder::decode(std::string_view bytes) {
  std::string all = std::exchange(pending_, {}) + std::string(bytes);
  std::vector<KeyPress> out;
  size_t at = 0;
  while (at < all.size()) {
    if (all[at] != '\x1b') {
      if (const auto key = plain(all[at])) out.push_back(*key);
      ++at;
      continue;
    }
    const std::string_view rest = std::string_view(all).substr(at);
    if (rest.size() == 1) break;
    if (rest[1] != '[' && rest[1] != 'O') {  // Alt with a key: the key
      out.push_back({Key::kEscape});
      ++at;
      continue;
    }
    size_t end = 2;
    while (end < rest.size() && (rest[end] < 0x40 || rest[end] > 0x7e)) ++end;
    if (end == rest.size()) {
      if (rest.size() > kLongestSequence) at = all.size();  // nothing that a keyboard sends
      break;
    }
    if (const auto key = key_of_final(rest[end], rest.substr(2, end - 2))) out.push_back({*key});
    at += end + 1;
  }
  pending_ = all.substr(at);
  return out;
}

std::vector<KeyPress> KeyDecoder::flush() {
  std::vector<KeyPress> out;
  if (pending_ == "\x1b") out.push_back({Key::kEscape});
  pending_.clear();
  return out;
}

}  // namespace oriel::cli
