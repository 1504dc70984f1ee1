#include "draw/number_format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace oriel::draw {
namespace {

constexpr const char* kMinus = "\u2212";
constexpr const char* kThin = "\u202f";

struct Unit {
  double size;
  char letter;
};
constexpr std::array kUnits = {Unit{1e12, 'T'}, Unit{1e9, 'G'}, Unit{1e6, 'M'}, Unit{1e3, 'k'}};

std::string signed_text(bool negative, std::string text) {
  return negative ? kMinus + text : text;
}

std::string print(const char* format, int digits, double value) {
  char text[400];
  std::snprintf(text, sizeof text, format, digits, value);
  return text;
}

// One more in the last digit of a decimal number.
void increment(std::string& digits) {
  for (size_t i = digits.size(); i-- > 0;) {
    if (digits[i] == '.') continue;
    if (digits[i] != '9') {
      ++digits[i];
      return;
    }
    digits[i] = '0';
  }
  digits.insert(0, 1, '1');
}

// Of a value that is not negative. Exact halves go up, as browsers round them and printf does not.
std::string to_fixed(double value, int decimals) {
  const std::string exact = print("%.*f", decimals + 30, value);
  std::string kept = exact.substr(0, exact.size() - 30);
  if (exact[exact.size() - 30] >= '5') increment(kept);
  if (decimals == 0) kept.pop_back();  // the point
  return kept;
}

void trim_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

std::string group_thousands(std::string digits) {
  size_t at = digits.find('.');
  if (at == std::string::npos) at = digits.size();
  while (at > 3) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string format_exponent(double value, int digits) {
  const std::string text = print("%.*e", std::clamp(digits, 0, 100), value);
  const size_t e = text.find('e');
  std::string lead = text.substr(0, e);
  trim_zeros(lead);
  const int exponent = std::atoi(text.c_str() + e + 1);
  return lead + "e" + signed_text(exponent < 0, std::to_string(std::abs(exponent)));
}

int decimals_of(double step) {
  return static_cast<int>(std::clamp(std::ceil(-std::log10(step) - 1e-9), 0.0, 12.0));
}

std::string format_log_tick(double value) {
  const double size = std::abs(value);
  if (size >= 1e-3 && size < 1e4) return format_value(value);
  const int exponent = static_cast<int>(std::floor(std::log10(size) + 1e-9));
  const int lead = static_cast<int>(std::round(size / std::pow(10, exponent)));
  return signed_text(value < 0, std::to_string(lead) + "e" +
                                    signed_text(exponent < 0, std::to_string(std::abs(exponent))));
}

}  // namespace

std::string format_integer(double value) {
  return signed_text(value < 0, group_thousands(to_fixed(std::floor(std::abs(value) + 0.5), 0)));
}

std::string format_value(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : std::string(kMinus) + "Inf";
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size >= 1e15 || size < 1e-4) {
    return signed_text(value < 0, format_exponent(size, digits - 1));
  }
  if (size == std::floor(size)) return format_integer(value);
  const int decimals =
      std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 20);
  std::string text = to_fixed(size, decimals);
  trim_zeros(text);
  return signed_text(value < 0, group_thousands(std::move(text)));
}

std::string format_short(double value) {
  const double size = std::abs(value);
  for (const Unit& unit : kUnits) {
    if (unit.size < 1e6 || !(size >= unit.size) || size >= 1e15) continue;
    return signed_text(
        value < 0,
        print("%.*g", 15, std::strtod(print("%.*g", 3, size / unit.size).c_str(), nullptr)) +
            unit.letter);
  }
  return format_value(value, 3);
}

std::string format_tick(double value, double step, std::optional<double> largest) {
  if (value == 0) return "0";
  if (!std::isfinite(value)) return format_value(value);
  const double size = std::abs(value);
  if (step <= 0) return format_log_tick(value);
  if (size >= 1e15 || size < 1e-4 || step < 1e-6) {
    const double digits = std::max(0.0, std::ceil(std::log10(size / step) - 1e-9));
    return signed_text(value < 0, format_exponent(size, static_cast<int>(std::min(6.0, digits))));
  }
  for (const Unit& unit : kUnits) {
    if (largest.value_or(size) < (unit.letter == 'k' ? 1e4 : unit.size)) continue;
    const int decimals = decimals_of(step / unit.size);
    if (decimals <= 2)
      return signed_text(value < 0, to_fixed(size / unit.size, decimals) + unit.letter);
  }
  return signed_text(value < 0, group_thousands(to_fixed(size, decimals_of(step))));
}

std::string format_duration(double seconds) {
  if (!std::isfinite(seconds)) return "unknown";
  const bool negative = seconds < 0;
  const double size = std::abs(seconds);
  if (size < 59.95) {
    const int digits = size < 10 && size != std::floor(size) ? (size < 0.1 ? 3 : 1) : 0;
    return signed_text(negative, to_fixed(size, digits) + kThin + "s");
  }
  struct Length {
    int64_t seconds;
    char name;
  };
  constexpr std::array kLengths = {Length{86400, 'd'}, Length{3600, 'h'}, Length{60, 'm'},
                                   Length{1, 's'}};
  const auto whole = static_cast<int64_t>(std::round(std::min(size, 1e15)));
  size_t at = 0;
  while (whole < kLengths[at].seconds) ++at;
  const Length& big = kLengths[at];
  const Length& small = kLengths[at + 1];
  const int64_t rest = whole % big.seconds / small.seconds;
  std::string text = std::to_string(whole / big.seconds) + kThin + big.name;
  if (rest > 0) {
    text += rest < 10 ? " 0" : " ";
    text += std::to_string(rest) + kThin + small.name;
  }
  return signed_text(negative, std::move(text));
}

std::string format_wall_tick(double micros, double step, std::optional<int> offset_minutes) {
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto millis = static_cast<int64_t>(std::floor(micros / 1000));
  int64_t seconds = millis / 1000 - (millis % 1000 < 0 ? 1 : 0);
  const auto rest = static_cast<int>(millis - seconds * 1000);
  std::tm at{};
  if (offset_minutes) seconds += *offset_minutes * 60;
  const std::time_t time = seconds;
  if (offset_minutes ? gmtime_r(&time, &at) == nullptr : localtime_r(&time, &at) == nullptr) {
    return "?";
  }
  char text[48];
  const bool midnight = at.tm_hour == 0 && at.tm_min == 0 && at.tm_sec == 0;
  if (step >= 86400 || (midnight && step >= 60)) {
    std::snprintf(text, sizeof text, "%s %d", kMonths.at(static_cast<size_t>(at.tm_mon)),
                  at.tm_mday);
  } else if (step >= 60) {
    std::snprintf(text, sizeof text, "%02d:%02d", at.tm_hour, at.tm_min);
  } else if (step >= 1) {
    std::snprintf(text, sizeof text, "%02d:%02d:%02d", at.tm_hour, at.tm_min, at.tm_sec);
  } else {
    std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", at.tm_hour, at.tm_min, at.tm_sec, rest);
  }
  return text;
}

}  // namespace oriel::draw
