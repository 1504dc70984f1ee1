#include "figure/words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace oriel::figure {
namespace {

std::string printed(const char* format, int precision, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, precision, value);
  for (char* c = text; *c != '\0'; ++c) {
    if (*c == ',') *c = '.';  // where a program has set a locale
  }
  return text;
}

// "1.01e-5": three digits, none of them a zero that says nothing.
std::string scientific(double value) {
  const std::string text = printed("%.*e", 2, value);
  const size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  while (mantissa.ends_with('0')) mantissa.pop_back();
  if (mantissa.ends_with('.')) mantissa.pop_back();
  return mantissa + "e" + std::to_string(std::atoi(text.c_str() + e + 1));
}

// Puts commas between groups of three of the digits before the point.
std::string grouped(std::string digits) {
  const size_t start = digits.starts_with('-') ? 1 : 0;
  size_t end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  for (size_t at = end; at > start + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

// As axes write it: U+2212 for the minus sign, of the exponent too.
std::string minus_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '-') {
      out += "\u2212";
    } else {
      out += c;
    }
  }
  return out;
}

std::string plain_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value == 0) return "0";
  const double size = std::fabs(value);
  if (size < 1e15 && value == std::trunc(value)) return grouped(printed("%.*f", 0, value));
  if (size < 1e-4 || size >= 1e15) return scientific(value);
  const int exponent = static_cast<int>(std::floor(std::log10(size)));
  const int decimals = size < 1 ? std::max(4, 2 - exponent) : std::max(0, 3 - exponent);
  const std::string rounded = printed("%.*f", decimals, value);
  // A value that is short by itself, such as a learning rate of 0.001, is not padded.
  const std::string own = printed("%.*g", 12, value);
  if (own.size() < rounded.size() && own.find('e') == std::string::npos) return grouped(own);
  // Nor is one that is whole when rounded.
  const size_t point = rounded.find('.');
  const bool whole =
      point != std::string::npos && rounded.find_first_not_of('0', point + 1) == std::string::npos;
  return grouped(whole ? rounded.substr(0, point) : rounded);
}

}  // namespace

std::string count_text(int64_t n) {
  return grouped(std::to_string(n));
}

std::string number_text(double value) {
  return minus_text(plain_text(value));
}

std::string plural(uint64_t n, std::string_view noun) {
  std::string text = count_text(static_cast<int64_t>(n)) + " " + std::string(noun);
  if (n != 1) text += "s";
  return text;
}

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  std::string text;
  for (const std::string& item : items) {
    if (!text.empty()) text += separator;
    text += item;
  }
  return text;
}

std::string position_text(double x, store::XKind kind, std::string_view x_series) {
  switch (kind) {
    case store::XKind::kStep:
      return "step " + number_text(x);
    case store::XKind::kRelative:
      return number_text(x) + " s";
    case store::XKind::kWall: {
      const double day = std::fmod(std::floor(x / 1e6), 86400);
      const int second = static_cast<int>(day < 0 ? day + 86400 : day);
      char text[32];
      std::snprintf(text, sizeof text, "%02d:%02d:%02d UTC", second / 3600, second / 60 % 60,
                    second % 60);
      return text;
    }
    case store::XKind::kSeries:
      break;
  }
  return std::string(x_series) + " " + number_text(x);
}

}  // namespace oriel::figure
