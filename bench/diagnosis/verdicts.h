// What the diagnosis says about a training of the benchmark, fed point by point as a real one is.
#pragma once

#include <map>
#include <string>

#include "analysis/diagnosis.h"
#include "diagnosis/training.h"

namespace oriel::bench {

struct Reached {
  analysis::Level ever = analysis::Level::kNothing;
  analysis::Level at_end = analysis::Level::kNothing;
  std::string what;  // the last explanation
};
// By rule; ceilings are off. Losses per sample are given where `samples` says so.
std::map<std::string, Reached> verdicts(const Training& t, analysis::Preset preset, bool samples,
                                        bool ceilings = false);

}  // namespace oriel::bench
