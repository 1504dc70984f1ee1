// Progress where there is no terminal to draw on (a pipe, a file, CI): one clean line now and then,
// as text or as JSON. No escape byte, no control character, whatever the names hold.
//
// Pure functions, any thread; LineSchedule belongs to one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace oriel::draw {

struct LineSnapshot {
  int64_t wall_us = 0;  // since the epoch
  std::string run;      // empty: not shown
  std::string description;
  int64_t step = 0;
  std::optional<int64_t> total;
  double elapsed_s = 0;
  std::optional<double> left_s, rate;
  std::vector<std::pair<std::string, double>> values;
  std::string note;  // such as a finding or "finished"
};

// "2026-11-21T13:12:30Z  digits  step 420/1,000 (42 %)  loss 0.4321  lr 0.001  5.12/s  115 s left";
// without a line end.
std::string text_line(const LineSnapshot& snapshot);

// {"time":"2026-11-21T13:12:30.250Z","run":"digits","step":420,"total":1000,…,"values":{"loss":…}}
// What is not finite is the string "NaN", "+Inf" or "-Inf"; what is not known is absent. Without a
// line end.
std::string json_line(const LineSnapshot& snapshot);

// When to write a line: the first time, then whenever `seconds` or 5 % of the total have passed,
// and at the total. A clock that goes backwards starts a new interval.
class LineSchedule {
 public:
  explicit LineSchedule(double seconds = 10) : interval_us_(static_cast<int64_t>(seconds * 1e6)) {}
  // True: write one now; the interval starts again.
  bool due(int64_t now_us, int64_t step, std::optional<int64_t> total);

 private:
  int64_t interval_us_;
  bool any_ = false;
  int64_t last_us_ = 0, last_step_ = 0;
};

}  // namespace oriel::draw
