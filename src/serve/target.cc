#include "serve/target.h"

#include <algorithm>

namespace oriel::serve {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

const std::string* Target::find(std::string_view name) const {
  const auto at = std::find_if(query.begin(), query.end(),
                               [&](const auto& item) { return item.first == name; });
  return at == query.end() ? nullptr : &at->second;
}

std::vector<std::string> Target::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i] == '+' ? ' ' : text[i];
    if (c == '%') {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  return out;
}

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text[0] != '/') return std::nullopt;
  text = text.substr(0, text.find('#'));
  Target target;
  const size_t mark = text.find('?');
  target.path = std::string(text.substr(0, mark));
  if (target.path.find('\0') != std::string::npos) return std::nullopt;
  std::string_view rest = mark == std::string_view::npos ? "" : text.substr(mark + 1);
  while (!rest.empty()) {
    const size_t end = rest.find('&');
    const std::string_view item = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    if (item.empty()) continue;
    const size_t equals = item.find('=');
    const auto name = percent_decode(item.substr(0, equals));
    const auto value =
        percent_decode(equals == std::string_view::npos ? "" : item.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    target.query.emplace_back(*name, *value);
  }
  return target;
}

}  // namespace oriel::serve
