// Rules that others use, on the same curves: what ours are measured beside. Each says whether it
// would ever have fired in a training (plateau rules: whether it holds at the end).
//
// Written from their published definitions and defaults; pure functions.
#pragma once

#include <string>
#include <vector>

#include "diagnosis/training.h"

namespace oriel::bench {

struct Rival {
  const char* rule;  // of ours that it stands beside
  const char* name;
  bool (*fires)(const Training&);
};
const std::vector<Rival>& rivals();

}  // namespace oriel::bench
