#include "figure/names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace oriel::figure {
namespace {

struct Token {
  enum Kind : uint8_t { kLiteral, kStar, kDoubleStar } kind;
  char literal;
};

std::vector<Token> tokens_of(std::string_view pattern) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '*') {
      tokens.push_back({Token::kLiteral, pattern[i]});
      continue;
    }
    size_t end = i;
    while (end < pattern.size() && pattern[end] == '*') ++end;
    tokens.push_back({end - i > 1 ? Token::kDoubleStar : Token::kStar, '*'});
    i = end - 1;
  }
  return tokens;
}

}  // namespace

bool is_glob(std::string_view pattern) {
  return pattern.find('*') != std::string_view::npos;
}

// The set of pattern positions reachable after each character, so that no pattern backtracks.
bool glob_match(std::string_view pattern, std::string_view name) {
  const size_t plain = std::min(pattern.find('*'), pattern.size());
  if (name.substr(0, plain) != pattern.substr(0, plain)) return false;
  if (plain == pattern.size()) return name.size() == plain;
  const std::vector<Token> tokens = tokens_of(pattern.substr(plain));
  std::vector<char> now(tokens.size() + 1), next(tokens.size() + 1);
  const auto skip_stars = [&](std::vector<char>& states) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (states[i] && tokens[i].kind != Token::kLiteral) states[i + 1] = 1;
    }
  };
  now[0] = 1;
  skip_stars(now);
  for (const char c : name.substr(plain)) {
    std::fill(next.begin(), next.end(), 0);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!now[i]) continue;
      const Token& token = tokens[i];
      if (token.kind == Token::kLiteral && token.literal == c) next[i + 1] = 1;
      if (token.kind == Token::kDoubleStar) next[i] = 1;
      if (token.kind == Token::kStar && c != '/') next[i] = 1;
    }
    skip_stars(next);
    std::swap(now, next);
  }
  return now[tokens.size()] != 0;
}

std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t slash = name.find('/');
    parts.push_back(name.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    name.remove_prefix(slash + 1);
  }
}

std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

Role role_of(std::string_view name) {
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos) return Role::kNone;
  const std::string_view first = name.substr(0, slash);
  if (first == "train" || first == "training") return Role::kTrain;
  for (const std::string_view word : {"val", "valid", "validation", "eval", "test"}) {
    if (first == word) return Role::kVal;
  }
  return Role::kNone;
}

Better better_of(std::string_view name) {
  const std::string_view last = last_part(name);
  if (last == "loss") return Better::kSmaller;
  if (last == "accuracy" || last == "acc") return Better::kLarger;
  return Better::kUnknown;
}

std::string unit_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 16> kUnits = {{
      {"percent", "%"},
      {"bytes_per_s", "B/s"},
      {"bytes", "B"},
      {"mib_s", "MiB/s"},
      {"mib", "MiB"},
      {"gib", "GiB"},
      {"celsius", "°C"},
      {"watts", "W"},
      {"mhz", "MHz"},
      {"seconds", "s"},
      {"per_second", "1/s"},
      {"per_s", "1/s"},
      {"per_sec", "1/s"},
      {"_w", "W"},
      {"_ms", "ms"},
      {"_us", "µs"},
  }};
  const std::string_view last = last_part(name);
  for (const auto& [ending, unit] : kUnits) {
    if (last.ends_with(ending)) return unit;
  }
  return last == "temperature_c" ? "°C" : "";
}

}  // namespace oriel::figure
