// What a training without a terminal prints: one clean line every few seconds and every 5 %.
#pragma once

#include "kit/terminal_link.h"

namespace oriel::kit {

struct LineOptions {
  int output = 2;  // a file descriptor
  bool json = false;
  double interval_s = 10;
};

// Reads the link until it is closed and writes lines, the last one with the final values. Blocks;
// a reader of the output that is slow or gone stops nobody but this.
void write_lines(LinkReader& link, const LineOptions& options);

}  // namespace oriel::kit
