// What panel_curves.cc knows about each curve when it has drawn it, and the reading made from it.
#pragma once

#include <string>
#include <vector>

#include "figure/names.h"
#include "figure/panels.h"

namespace oriel::figure {

struct Best {
  int64_t step = 0;
  double value = 0;
};

// One series of one writer of one run.
struct Curve {
  size_t run = 0;
  store::SeriesInfo info;
  Role role = Role::kNone;
  std::string label;  // "train/loss", "train/loss [rank 1]"
  Better better = Better::kUnknown;
  uint64_t in_view = 0;
  std::optional<std::pair<double, uint8_t>> first_gap;  // where and what, in view
  std::optional<Best> best;                             // over the whole series
  uint64_t since_best = 0;                              // points after it
};

// One line in words, healthy included.
std::string read_curves(const Request& request, const Runs& runs, const std::vector<Curve>& curves);

}  // namespace oriel::figure
