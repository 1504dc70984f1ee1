// Keys: what a person pressed, from the bytes that a terminal sends.
//
// Pure; any bytes are taken, what means nothing is left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oriel::cli {

enum class Key : uint8_t {
  kCharacter,
  kUp,
  kDown,
  kLeft,
  kRight,
  kEnter,
  kEscape,
  kTab,
  kBackTab,
  kPageUp,
  kPageDown,
  kHome,
  kEnd,
  kBackspace,
};

struct KeyPress {
  Key key = Key::kCharacter;
  char character = 0;  // of kCharacter: printable ASCII
  bool operator==(const KeyPress&) const = default;
};

// Keeps the beginning of a sequence whose end has not come yet.
class KeyDecoder {
 public:
  std::vector<KeyPress> decode(std::string_view bytes);
  // No more came for a while: an escape that stands alone is the key.
  std::vector<KeyPress> flush();

 private:
  std::string pending_;
};

}  // namespace oriel::cli
