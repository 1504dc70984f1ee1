#include "store/metrics_json.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include "format/json_text.h"

namespace oriel::store {
namespace {

using base::Status;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

class Reader {
 public:
  Reader(std::string_view text, const MetricsLimits& limits) : text_(text), limits_(limits) {}

  bool read(std::vector<MetricsEntry>& out) {
    skip_space();
    if (!take('{')) return fail("a file of metrics is one JSON object: \"{\" is expected");
    skip_space();
    if (!take('}')) {
      do {
        if (!read_entry(out)) return false;
        skip_space();
      } while (take(','));
      if (!take('}')) return fail("\",\" or \"}\" is expected");
    }
    skip_space();
    return at_ == text_.size() || fail("there is more behind the end of the object");
  }

  std::string error() const {
    size_t line = 1, column = 1;
    for (size_t i = 0; i < std::min(failed_at_, text_.size()); ++i) {
      column = text_[i] == '\n' ? 1 : column + 1;
      line += text_[i] == '\n';
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what_;
  }

 private:
  bool fail(std::string what) { return fail_at(at_, std::move(what)); }
  bool fail_at(size_t at, std::string what) {
    failed_at_ = at;
    what_ = std::move(what);
    return false;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool read_entry(std::vector<MetricsEntry>& out) {
    skip_space();
    const size_t from = at_;
    MetricsEntry entry;
    if (!read_string(entry.key)) return false;
    if (out.size() >= limits_.keys) {
      return fail_at(from, "more than " + std::to_string(limits_.keys) + " keys");
    }
    if (entry.key.empty() || entry.key.size() > limits_.key_bytes) {
      return fail_at(from, "a key must have 1 to " + std::to_string(limits_.key_bytes) + " bytes");
    }
    if (!keys_.insert(entry.key).second) {
      return fail_at(from, "the key \"" + entry.key + "\" is there twice");
    }
    skip_space();
    if (!take(':')) return fail("\":\" is expected");
    skip_space();
    if (!read_value(entry)) return false;
    out.push_back(std::move(entry));
    return true;
  }

  bool read_value(MetricsEntry& entry) {
    if (peek() == '[') return read_list(entry);
    if (peek() == '{') return skip_value(1);
    entry.kind = MetricsEntry::Kind::kSingle;
    const size_t from = at_;
    if (starts_number()) {
      double value = 0;
      if (!read_number(value)) return false;
      const std::string_view text = text_.substr(from, at_ - from);
      entry.json = std::isnan(value) ? "\"NaN\""
                   : value == kInf   ? "\"Infinity\""
                   : value == -kInf  ? "\"-Infinity\""
                                     : std::string(text);
      return true;
    }
    if (!skip_value(1)) return false;
    entry.json = std::string(text_.substr(from, at_ - from));
    return true;
  }

  // A list that begins with a number is one of numbers; with anything else, passed over.
  bool read_list(MetricsEntry& entry) {
    const size_t from = at_;
    take('[');
    skip_space();
    if (take(']')) {
      entry.kind = MetricsEntry::Kind::kNumbers;
      return true;
    }
    double value = 0;
    bool present = false;
    if (!starts_item()) {
      at_ = from;
      return skip_value(1);
    }
    entry.kind = MetricsEntry::Kind::kNumbers;
    do {
      skip_space();
      if (!starts_item()) {
        return fail("the list \"" + entry.key + "\" holds something that is not a number");
      }
      if (!read_item(value, present)) return false;
      entry.numbers.push_back(value);
      entry.present.push_back(present);
      skip_space();
    } while (take(','));
    return take(']') || fail("\",\" or \"]\" is expected");
  }

  bool starts_number() const {
    const char c = peek();
    return c == '-' || (c >= '0' && c <= '9') || c == 'N' || c == 'I';
  }
  // A number, null, or one of the texts that stand for values JSON has not.
  bool starts_item() const {
    if (starts_number() || peek() == 'n') return true;
    const std::string_view rest = text_.substr(std::min(at_, text_.size()));
    return rest.starts_with("\"NaN\"") || rest.starts_with("\"Infinity\"") ||
           rest.starts_with("\"-Infinity\"");
  }
  bool read_item(double& value, bool& present) {
    present = true;
    if (peek() == 'n') {
      present = false;
      value = kNaN;
      return take_word("null") || fail("a number is expected");
    }
    if (take_word("\"NaN\"")) return set(value, kNaN);
    if (take_word("\"Infinity\"")) return set(value, kInf);
    if (take_word("\"-Infinity\"")) return set(value, -kInf);
    return read_number(value);
  }
  static bool set(double& value, double to) {
    value = to;
    return true;
  }

  bool read_number(double& value) {
    if (take_word("NaN")) return set(value, kNaN);
    if (take_word("Infinity")) return set(value, kInf);
    if (take_word("-Infinity")) return set(value, -kInf);
    const size_t from = at_;
    take('-');
    if (peek() == '0') {
      ++at_;
    } else if (!skip_digits()) {
      return fail_at(from, "a number is expected");
    }
    if (take('.') && !skip_digits()) return fail("a digit is expected");
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      if (!take('+')) take('-');
      if (!skip_digits()) return fail("a digit is expected");
    }
    const char* first = text_.data() + from;
    const auto [end, error] = std::from_chars(first, text_.data() + at_, value);
    if (error == std::errc::result_out_of_range) {
      // As Python reads it: too large is infinite, too small is zero.
      const double sign = *first == '-' ? -1 : 1;
      value = sign * (too_small(text_.substr(from, at_ - from)) ? 0 : kInf);
    }
    return true;
  }
  // Of a number that no double holds: is it because it is too near to zero?
  static bool too_small(std::string_view number) {
    const size_t e = number.find_first_of("eE");
    if (e != std::string_view::npos) return number[e + 1] == '-';
    const size_t digit = number.find_first_of("123456789");
    return digit > number.find('.');
  }
  bool skip_digits() {
    const size_t from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > from;
  }

  bool skip_value(int depth) {
    if (depth > limits_.depth) return fail("nested too deeply");
    const char c = peek();
    if (c == '{' || c == '[') return skip_container(c == '{', depth);
    if (c == '"') {
      std::string text;
      return read_string(text);
    }
    if (starts_number()) {
      double value = 0;
      return read_number(value);
    }
    if (take_word("true") || take_word("false") || take_word("null")) return true;
    return fail("a value is expected");
  }

  bool skip_container(bool object, int depth) {
    ++at_;
    const char close = object ? '}' : ']';
    skip_space();
    if (take(close)) return true;
    do {
      skip_space();
      if (object) {
        std::string key;
        if (!read_string(key)) return false;
        skip_space();
        if (!take(':')) return fail("\":\" is expected");
        skip_space();
      }
      if (!skip_value(depth + 1)) return false;
      skip_space();
    } while (take(','));
    return take(close) || fail(std::string("\",\" or \"") + close + "\" is expected");
  }

  bool read_string(std::string& out) {
    const size_t from = at_;
    if (!take('"')) return fail("a text in quotes is expected");
    while (true) {
      if (at_ >= text_.size()) return fail_at(from, "this text does not end");
      const char c = text_[at_++];
      if (c == '"') break;
      if (static_cast<unsigned char>(c) < 0x20) {
        return fail_at(at_ - 1, "a control character in a text");
      }
      if (c != '\\') {
        out += c;
      } else if (!read_escape(out)) {
        return false;
      }
    }
    return format::clean_utf8(out) == out || fail_at(from, "this text is not valid UTF-8");
  }

  bool read_escape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++at_;
    if (const size_t i = kNames.find(c); i != std::string_view::npos && c != '\0') {
      out += kMeant[i];
      return true;
    }
    uint32_t point = 0;
    if (c != 'u' || !read_hex(point)) return fail_at(at_ - 1, "not an escape that JSON has");
    if (point >= 0xD800 && point < 0xDC00) {
      uint32_t low = 0;
      if (!take_word("\\u") || !read_hex(low) || low < 0xDC00 || low > 0xDFFF) {
        return fail("half a surrogate pair");
      }
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    } else if (point >= 0xDC00 && point <= 0xDFFF) {
      return fail("half a surrogate pair");
    }
    append_utf8(out, point);
    return true;
  }
  bool read_hex(uint32_t& out) {
    if (text_.size() - std::min(at_, text_.size()) < 4) return false;
    const char* first = text_.data() + at_;
    if (std::from_chars(first, first + 4, out, 16).ptr != first + 4) return false;
    at_ += 4;
    return true;
  }
  static void append_utf8(std::string& out, uint32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
      tail(0);
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
      tail(6), tail(0);
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      tail(12), tail(6), tail(0);
    }
  }

  const std::string_view text_;
  const MetricsLimits limits_;
  size_t at_ = 0;
  size_t failed_at_ = 0;
  std::string what_;
  std::set<std::string> keys_;
};

}  // namespace

base::Result<std::vector<MetricsEntry>> parse_metrics_object(std::string_view text,
                                                             const MetricsLimits& limits) {
  Reader reader(text, limits);
  std::vector<MetricsEntry> entries;
  if (!reader.read(entries)) return Status(reader.error());
  return entries;
}

}  // namespace oriel::store
