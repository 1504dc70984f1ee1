// Doctor: what a run directory still holds and what is lost, in plain words.
//
// examine() reads everything and verifies every checksum; it writes nothing. Costs a full read of
// the log and memory for all of its points.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace oriel::format {

struct Examination {
  bool is_run = true;                 // false: not a run directory; `findings` says why
  std::vector<std::string> facts;     // what is there
  std::vector<std::string> findings;  // what is lost or unreadable: real damage
  std::vector<std::string> advice;    // what --repair would do, what else to try
  uint64_t points = 0;
  uint64_t lost_points = 0;  // as far as it can be known
  bool damaged() const { return !findings.empty(); }
};

Examination examine(const std::string& run_dir);

}  // namespace oriel::format
