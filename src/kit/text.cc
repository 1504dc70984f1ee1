#include "kit/text.h"

#include <charconv>
#include <cmath>

#include "format/json_text.h"
#include "kit/values.h"

namespace oriel::kit {
namespace {

void append_finite(std::string& out, double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, end);
}

}  // namespace

void append_json_number(std::string& out, double value) {
  if (std::isfinite(value)) {
    append_finite(out, value);
  } else if (is_missing(value)) {
    out += "null";
  } else {
    out += std::isnan(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  }
}

void append_csv_number(std::string& out, double value) {
  if (std::isfinite(value)) {
    append_finite(out, value);
  } else if (!is_missing(value)) {
    out += std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }
}

void append_integer(std::string& out, int64_t value) {
  char buffer[24];
  out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : format::clean_utf8(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace oriel::kit
