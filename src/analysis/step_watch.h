// StepWatch: what happens between evaluations — a loss or a gradient that jumps far out of what it
// was, a level that has risen.
//
// Every value is held against the median and MAD of the last 129, values that jumped left out, on
// the logarithm where all are positive (a loss near zero has a heavy tail; its logarithm has not).
// Single values are judged, and five in a row together: batches differ, and a level that has jumped
// shows in several before it shows in one.
// Not thread-safe; about 150 ns per value.
#pragma once

#include <cstdint>

#include "analysis/statistics.h"

namespace oriel::analysis {

class StepWatch {
 public:
  static constexpr size_t kWindow = 129;
  static constexpr size_t kMinValues = 30;
  static constexpr double kSpikeZ = 8;
  static constexpr double kSeveralZ = 6.5;
  static constexpr int kSeveral = 5;    // values that are looked at together
  static constexpr int kNewLevel = 40;  // jumps in a row after which that is how it is now

  struct Seen {
    double z = 0;       // robust, of the logarithm where that is used; of several values where
                        // only together they are out of the ordinary
    double median = 0;  // before this value, in the value's own units
    bool spike = false;
    bool new_level = false;  // it has stayed up: the watch starts afresh here
  };
  Seen add(double value);
  void reset();

  bool is_log() const { return log_; }
  size_t count() const { return count_; }

 private:
  double several(double z);

  RollingMedian recent_{kWindow};
  double last_z_[kSeveral] = {};
  bool log_ = true;
  size_t count_ = 0;
  int in_a_row_ = 0;
  double spread_ = 0;  // of the last look
  size_t spread_age_ = 1000;
};

}  // namespace oriel::analysis
