// The progress line: spinner, bar, percent, step of total, elapsed and remaining time, description.
//
// ProgressEstimator turns (time, step) pairs into a rate and a remaining time; it belongs to one
// thread and allocates nothing. The rest is pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "draw/terminal_cells.h"
#include "draw/terminal_color.h"

namespace oriel::draw {

enum class ProgressStatus : uint8_t { kRunning, kPaused, kFinished, kFailed, kLost };

struct ProgressState {
  std::string description;
  int64_t step = 0;
  std::optional<int64_t> total;  // nothing: not known
  double elapsed_s = 0;
  std::optional<double> left_s;  // nothing: not known (yet)
  std::optional<double> rate;    // steps per second
  ProgressStatus status = ProgressStatus::kRunning;
  uint32_t frame = 0;  // advances the spinner
};

// Writes into one row, `width` cells from x on. What does not fit goes, the least important first:
// rate, elapsed, description, step, time left; bar and percent stay.
void paint_progress(CellBuffer& out, int x, int y, int width, const ProgressState& state,
                    const TerminalTheme& theme);

// Rate over the last seconds and the time left at it. Steps that jump (a resume) or descend, and
// times that stand still or go backwards, start a new measurement and never give a negative or an
// infinite answer.
class ProgressEstimator {
 public:
  void add(int64_t time_us, int64_t step);
  std::optional<double> rate() const;  // steps per second
  std::optional<double> left_s(std::optional<int64_t> total) const;
  double elapsed_s() const { return static_cast<double>(elapsed_us_) * 1e-6; }

 private:
  struct Point {
    int64_t time_us, step;
  };
  static constexpr size_t kPoints = 32;
  static constexpr int64_t kSpacing_us = 500'000;  // 32 of them: the last 16 s at most points

  std::array<Point, kPoints> points_{};
  size_t count_ = 0, next_ = 0;
  Point last_{};
  bool any_ = false;
  int64_t elapsed_us_ = 0;
};

// 83.4 -> "1 m 23 s", whole seconds; "–" for NaN and what is negative.
std::string duration_text(double seconds);
// 420 of 1000 -> "42 %"; rounds down, so that 100 % means done.
std::string percent_text(double fraction);

}  // namespace oriel::draw
