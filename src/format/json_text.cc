#include "format/json_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace oriel::format {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

// The length of the valid UTF-8 sequence at the start of `text`, or 0.
size_t utf8_length(std::string_view text) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char c = at(0);
  if (c < 0x80) return 1;
  size_t length = 0;
  uint32_t point = 0;
  uint32_t least = 0;
  if ((c & 0xE0) == 0xC0) {
    length = 2, point = c & 0x1F, least = 0x80;
  } else if ((c & 0xF0) == 0xE0) {
    length = 3, point = c & 0x0F, least = 0x800;
  } else if ((c & 0xF8) == 0xF0) {
    length = 4, point = c & 0x07, least = 0x10000;
  }
  if (length == 0 || length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(at(i))) return 0;
    point = point << 6 | (at(i) & 0x3F);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point < least || point > 0x10FFFF || surrogate ? 0 : length;
}

// The end of the string literal that starts at `from` (a quote): past its closing quote.
size_t skip_string(std::string_view text, size_t from) {
  size_t i = from + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

bool is_number_char(char c) {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

bool overflows(std::string_view number) {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  return error == std::errc::result_out_of_range && number.find("e-") == std::string_view::npos &&
         number.find("E-") == std::string_view::npos;
}

// The length of a number at the start of `text` that JSON cannot hold, or 0.
size_t non_finite_length(std::string_view text) {
  for (std::string_view word : {"-Infinity", "Infinity", "NaN", "-NaN"}) {
    if (text.substr(0, word.size()) == word) return word.size();
  }
  return 0;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    out.append(length > 0 ? text.substr(0, length) : kReplacement);
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return out;
}

std::optional<std::string> tame_json(std::string_view raw) {
  const std::string text = clean_utf8(raw);
  std::string out;
  out.reserve(text.size());
  int depth = 0;
  for (size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    size_t length = 1;
    bool to_null = false;
    if (rest[0] == '"') {
      length = skip_string(text, i) - i;
    } else if (const size_t non_finite = non_finite_length(rest); non_finite > 0) {
      length = non_finite;
      to_null = true;
    } else if (rest[0] == '-' || (rest[0] >= '0' && rest[0] <= '9')) {
      while (length < rest.size() && is_number_char(rest[length])) ++length;
      to_null = overflows(rest.substr(0, length));
    } else if (rest[0] == '{' || rest[0] == '[') {
      if (++depth > kMaxJsonDepth) return std::nullopt;
    } else if (rest[0] == '}' || rest[0] == ']') {
      --depth;
    }
    out.append(to_null ? "null" : rest.substr(0, length));
    i += length;
  }
  return out;
}

std::optional<std::string> canonical_json_object(std::string_view text) {
  try {
    const std::optional<std::string> tame = tame_json(text);
    if (!tame) return std::nullopt;
    const nlohmann::json parsed = nlohmann::json::parse(*tame, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    return parsed.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  } catch (...) {  // out of memory
    return std::nullopt;
  }
}

std::string config_json_object(std::string_view text) {
  if (text.empty()) return "{}";
  if (std::optional<std::string> canonical = canonical_json_object(text)) return *canonical;
  try {
    return nlohmann::json{{"invalid_json", text}}.dump(-1, ' ', false,
                                                       nlohmann::json::error_handler_t::replace);
  } catch (...) {
    return "{}";
  }
}

}  // namespace oriel::format
