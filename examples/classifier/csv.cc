#include "csv.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>

namespace oriel_train {
namespace {

[[noreturn]] void fail(const std::string& where, const std::string& what,
                       const std::string& advice) {
  throw InputError(where + ": " + what + ". Try: " + advice);
}

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view unquote(std::string_view field) {
  field = trim(field);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field = trim(field.substr(1, field.size() - 2));
  }
  return field;
}

void split(std::string_view line, std::vector<std::string_view>* fields) {
  fields->clear();
  for (;;) {
    const auto comma = line.find(',');
    fields->push_back(unquote(line.substr(0, comma)));
    if (comma == std::string_view::npos) return;
    line.remove_prefix(comma + 1);
  }
}

bool is_number(std::string_view field, double* value) {
  if (!field.empty() && field.front() == '+') field.remove_prefix(1);
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), *value);
  return error == std::errc() && end == field.data() + field.size();
}

// A field as it is shown in a message: short, and with nothing that could garble a terminal.
std::string shown(std::string_view field) {
  std::string text(field.substr(0, 40));
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return "'" + text + (field.size() > 40 ? "…'" : "'");
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& path) : text_(text) { table_.path = path; }

  Table parse() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);  // byte order mark
    while (!text_.empty()) {
      const auto end = text_.find('\n');
      const std::string_view line = trim(text_.substr(0, end));
      text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
      ++line_;
      if (!line.empty()) take(line);
    }
    if (table_.rows() == 0) {
      fail(table_.path, "there is no row of data in it",
           "check that the export wrote rows, not only a header");
    }
    return std::move(table_);
  }

 private:
  std::string here() const { return table_.path + ":" + std::to_string(line_); }

  void take(std::string_view line) {
    split(line, &fields_);
    if (first_line_ == 0) {
      first_line_ = line_;
      check_first(line);
      if (double ignored; !is_number(fields_.back(), &ignored)) return;  // a header
    }
    if (fields_.size() != static_cast<size_t>(table_.columns) + 1) {
      fail(here(),
           "this row has " + std::to_string(fields_.size()) + " fields, but line " +
               std::to_string(first_line_) + " has " + std::to_string(table_.columns + 1),
           "give every row the same number of fields, the class last");
    }
    for (size_t i = 0; i + 1 < fields_.size(); ++i) table_.features.push_back(feature(i));
    table_.labels.push_back(label());
    table_.lines.push_back(line_);
  }

  void check_first(std::string_view line) {
    table_.columns = static_cast<int64_t>(fields_.size()) - 1;
    if (table_.columns > 0) return;
    const bool other = line.find_first_of(";\t") != std::string_view::npos;
    fail(here(), "a row needs at least one feature and the class, but this one has a single field",
         other ? "separate the fields with commas" : "put the class in the last column");
  }

  float feature(size_t i) const {
    const std::string column = "column " + std::to_string(i + 1);
    double value = 0;
    if (fields_[i].empty()) {
      fail(here(), column + " is empty", "drop rows with missing values, or fill them in");
    }
    if (!is_number(fields_[i], &value)) {
      fail(here(), column + " is " + shown(fields_[i]) + ", which is not a number",
           "turn text into numbers first, such as one column of 0 and 1 for each of its values");
    }
    // Checked as the float it becomes, so that 1e300 does not turn into an infinity unseen.
    if (!std::isfinite(static_cast<float>(value))) {
      fail(here(), column + " is " + shown(fields_[i]) + ", which is not a finite 32-bit number",
           "drop such rows, or fill in a value; a model cannot learn from NaN or infinity");
    }
    return static_cast<float>(value);
  }

  int64_t label() const {
    const std::string_view field = fields_.back();
    double value = 0;
    if (!is_number(field, &value) || value < 0 || value != std::floor(value)) {
      fail(here(), "the class (last column) is " + shown(field) + ", which is not 0, 1, 2, …",
           "number the classes from 0 and put the number in the last column");
    }
    if (value >= static_cast<double>(kMaxClasses)) {
      fail(here(),
           "the class (last column) is " + shown(field) + ", and more than " +
               std::to_string(kMaxClasses) + " classes are not supported",
           "check that the class is the last column, and number the classes from 0");
    }
    return static_cast<int64_t>(value);
  }

  std::string_view text_;
  Table table_;
  int64_t line_ = 0;
  int64_t first_line_ = 0;  // of the header or the first row: it sets the number of fields
  std::vector<std::string_view> fields_;
};

// zlib reads plain files as they are.
std::string read_file(const std::string& path) {
  if (std::error_code error; std::filesystem::is_directory(path, error)) {
    fail(path, "this is a directory", "name a CSV file in it");
  }
  errno = 0;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose_r);
  if (!file) {
    fail(path, std::string("cannot be opened: ") + (errno ? std::strerror(errno) : "out of memory"),
         "check the path; it is relative to the directory you started from");
  }
  std::string text;
  std::vector<char> buffer(1 << 18);
  int got = 0;
  while ((got = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
    text.append(buffer.data(), static_cast<size_t>(got));
  }
  int code = Z_OK;
  const char* message = gzerror(file.get(), &code);
  if (got < 0 || code < 0) {  // a gzip file that ends early shows only in the code
    fail(path, std::string("cannot be read: ") + (code == Z_ERRNO ? std::strerror(errno) : message),
         "copy or download the file again; `gzip -t` tells whether it is whole");
  }
  return text;
}

}  // namespace

Table parse_csv(std::string_view text, const std::string& path) {
  return Parser(text, path).parse();
}

Table read_csv(const std::string& path) {
  const std::string text = read_file(path);
  if (text.empty()) fail(path, "the file is empty", "check what was meant to write it");
  return parse_csv(text, path);
}

int64_t check_tables(const Table& train, const Table& val, int64_t classes) {
  if (train.columns != val.columns) {
    fail(val.path + ":" + std::to_string(val.lines.front()),
         "rows have " + std::to_string(val.columns) + " features, but those of " + train.path +
             " have " + std::to_string(train.columns),
         "make both files in the same way");
  }
  const int64_t largest = *std::max_element(train.labels.begin(), train.labels.end());
  const int64_t count = classes > 0 ? classes : largest + 1;
  for (const Table* table : {&train, &val}) {
    for (size_t i = 0; i < table->labels.size() && classes > 0; ++i) {
      if (table->labels[i] < classes) continue;
      fail(table->path + ":" + std::to_string(table->lines[i]),
           "the class is " + std::to_string(table->labels[i]) + ", but --classes " +
               std::to_string(classes) + " allows 0 to " + std::to_string(classes - 1),
           "--classes " + std::to_string(table->labels[i] + 1) + ", or number the classes from 0");
    }
  }
  const std::set<int64_t> known(train.labels.begin(), train.labels.end());
  for (size_t i = 0; i < val.labels.size(); ++i) {
    if (known.count(val.labels[i])) continue;
    fail(val.path + ":" + std::to_string(val.lines[i]),
         "class " + std::to_string(val.labels[i]) + " has no row in " + train.path +
             ", so it cannot be learned",
         "split the data again so that every class is in both files");
  }
  if (known.size() < 2) {
    fail(train.path, "all rows have the same class, so there is nothing to tell apart",
         "check that the class is the last column");
  }
  return count;
}

int64_t image_side(int64_t columns) {
  const auto side = static_cast<int64_t>(std::llround(std::sqrt(static_cast<double>(columns))));
  return side >= 8 && side * side == columns ? side : 0;
}

}  // namespace oriel_train
