#include "analysis/step_watch.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace oriel::analysis {

// z of the mean of the last values; each counts as 8 at most, so that all of them must be high.
double StepWatch::several(double z) {
  double sum = 0;
  for (int i = kSeveral - 1; i > 0; --i) {
    last_z_[i] = last_z_[i - 1];
    sum += last_z_[i];
  }
  last_z_[0] = std::min(z, kSpikeZ);
  return (sum + last_z_[0]) / std::sqrt(static_cast<double>(kSeveral));
}

void StepWatch::reset() {
  std::fill(std::begin(last_z_), std::end(last_z_), 0.0);
  recent_.clear();
  in_a_row_ = 0;
  spread_age_ = 1000;
}

StepWatch::Seen StepWatch::add(double value) {
  Seen seen;
  if (!std::isfinite(value)) return seen;
  ++count_;
  if (log_ && value <= 0) {  // a loss that may be negative: its own scale from now on
    log_ = false;
    reset();
  }
  const double v = log_ ? std::log(value) : value;
  if (recent_.size() >= kMinValues) {
    const double middle = recent_.median();
    if (spread_age_ >= 8) {
      // A spread of nothing (a constant loss) would make a spike of every rounding.
      const double least = log_ ? 1e-3 : 1e-3 * std::fabs(middle) + 1e-300;
      spread_ = std::max(kMadToSigma * recent_.mad(), least);
      spread_age_ = 0;
    }
    ++spread_age_;
    seen.z = (v - middle) / spread_;
    seen.median = log_ ? std::exp(middle) : middle;
    const double together = several(seen.z);
    seen.spike = seen.z > kSpikeZ || (together > kSeveralZ && seen.z > 2);
    if (seen.spike) seen.z = std::max(seen.z, together);
  }
  if (!seen.spike) {
    in_a_row_ = 0;
    recent_.add(v);
  } else if (++in_a_row_ >= kNewLevel) {
    seen.new_level = true;
    reset();
  }
  return seen;
}

}  // namespace oriel::analysis
