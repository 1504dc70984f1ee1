// Reads a table of numbers whose last column is the class, and says exactly what is wrong with it.
//
//   5.1,3.5,1.4,0.2,0        an optional header line, then rows: features, the class last
//
// Plain or gzipped. Fields may stand in double quotes and have spaces around them; blank lines are
// skipped. Everything is held in memory. Errors are thrown as InputError, whose text names the
// file, the line, what is wrong there and what to try.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace oriel_train {

class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Table {
  std::string path;
  int64_t columns = 0;          // features per row
  std::vector<float> features;  // row by row; all finite
  std::vector<int64_t> labels;  // one per row, 0 to kMaxClasses - 1
  std::vector<int64_t> lines;   // one per row: where it stands in the file

  int64_t rows() const { return static_cast<int64_t>(labels.size()); }
};

// Labels from here on are taken for a mistake: a measurement in the last column.
inline constexpr int64_t kMaxClasses = 10'000;

Table read_csv(const std::string& path);
// The same from text; `path` is for messages.
Table parse_csv(std::string_view text, const std::string& path);

// Checks that the two tables fit together and returns the number of classes: `classes`, or the
// largest training label + 1 where that is 0.
int64_t check_tables(const Table& train, const Table& val, int64_t classes);

// The side of the square image that `columns` features make, 0 if they make none of 8x8 or more.
int64_t image_side(int64_t columns);

}  // namespace oriel_train
