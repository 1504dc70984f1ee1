// oriel/problem.h — what a call of the kit could not do, in words that it owns.
//
//   if (auto problem = tracker.export_csv("metrics.csv")) std::puts(problem.message());
//
// Used like oriel::Error, but its text may name files and lines. A value; any thread.
#pragma once

#include <string>
#include <utility>

namespace oriel {

class Problem {
 public:
  Problem() = default;  // there is none
  explicit Problem(std::string message) : message_(std::move(message)) {}

  explicit operator bool() const { return !message_.empty(); }  // true: it failed
  // What happened, where, and what to try. Lives as long as the problem.
  const char* message() const { return message_.c_str(); }

 private:
  std::string message_;
};

}  // namespace oriel
