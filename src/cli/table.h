// A plain text table and the words of its cells. Columns are as wide as their widest cell; columns
// whose cells are all numbers are right-aligned. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace oriel::cli {

class Table {
 public:
  explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::string count_text(int64_t n);          // 12,345
std::string number_text(double value);      // four significant digits
std::string time_text(int64_t wall_us);     // 2025-01-31 14:05:09, local time
std::string duration_text(int64_t micros);  // 1 m 20 s

}  // namespace oriel::cli
