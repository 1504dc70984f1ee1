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

bool is_any(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The part of a name's last part that says its unit: "_mib" of "rss_mib".
constexpr std::array<std::pair<std::string_view, const char*>, 16> kUnits = {{
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

std::optional<Known> known_of(std::string_view name) {
  const std::vector<std::string_view> parts = parts_of(name);
  const std::string_view last = parts.back();
  if (parts.size() > 2) return std::nullopt;
  if (last == "loss" || name == "train_loss" || name == "val_loss") return kLoss;
  if (is_any(last, {"accuracy", "acc"})) return kAccuracy;
  if (is_any(last, {"lr", "learning_rate"}) || parts.front() == "lr") return kRate;
  if (is_any(last, {"grad_norm", "gradient_norm"})) return kGradient;
  if (last == "throughput" || last.ends_with("_per_s") || last.ends_with("_per_sec") ||
      last.ends_with("_per_second")) {
    return kThroughput;
  }
  return std::nullopt;
}

std::optional<ClassMetric> class_metric_of(std::string_view name) {
  std::vector<std::string_view> parts = parts_of(name);
  std::string prefix;
  if (parts.size() == 3 || parts.size() == 4) {
    if (role_of(name) != Role::kNone) {
      prefix = std::string(parts.front()) + "/";
      parts.erase(parts.begin());
    }
  }
  const auto metric = [](std::string_view word) {
    return is_any(word, {"recall", "precision", "predicted_share", "f1", "accuracy", "acc", "iou",
                         "auc", "ap", "support", "specificity", "sensitivity"});
  };
  if (parts.size() == 3 && is_any(parts[0], {"class", "classes", "per_class"})) {
    return ClassMetric{prefix + std::string(parts[2]), std::string(parts[1])};
  }
  // "accuracy/val" is of a set of data, not of a class.
  const bool cls =
      parts.size() == 2 && metric(parts[0]) && role_of(std::string(parts[1]) + "/x") == Role::kNone;
  if (!cls) return std::nullopt;
  return ClassMetric{prefix + std::string(parts[0]), std::string(parts[1])};
}

std::string unit_of(std::string_view name) {
  const std::string_view last = last_part(name);
  for (const auto& [ending, unit] : kUnits) {
    if (last.ends_with(ending)) return unit;
  }
  return last == "temperature_c" ? "°C" : "";
}

std::string system_title(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kWords = {{
      {"cpu_total", "CPU of the machine"},
      {"cpu", "CPU"},
      {"rss", "Memory"},
      {"read", "Read from disk"},
      {"write", "Written to disk"},
      {"mem", "memory"},
      {"util", "use"},
      {"temperature", "temperature"},
      {"power", "power"},
  }};
  if (name.starts_with("system/")) name.remove_prefix(7);
  const std::string unit = unit_of(name);
  if (!unit.empty()) {
    const std::string_view last = last_part(name);
    for (const auto& [ending, known] : kUnits) {
      if (!last.ends_with(ending) || last == ending) continue;
      name.remove_suffix(ending.size());
      break;
    }
    if (name.ends_with("_c") && unit == "°C") name.remove_suffix(2);
    while (name.ends_with("_")) name.remove_suffix(1);
  }
  std::string title;
  for (const std::string_view part : parts_of(name)) {
    if (part == "*") continue;
    if (!title.empty()) title += ' ';
    const auto* at = std::find_if(kWords.begin(), kWords.end(),
                                  [&](const auto& word) { return word.first == part; });
    if (at != kWords.end()) {
      title += at->second;
    } else if (part.starts_with("gpu")) {
      title += "GPU";
      if (part != "gpu" && part != "gpu*") title += " " + std::string(part.substr(3));
    } else {
      title += part;
    }
  }
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return unit.empty() ? title : title + " (" + unit + ")";
}

}  // namespace oriel::figure
