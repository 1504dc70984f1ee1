// Cairo painter: a display list as pixels (PNG) or as a page (PDF, fonts embedded). The same list
// gives the same bytes on the same machine: no dates, no random names.
//
// Any thread; fonts are remembered per thread. Fails only for want of memory or an absurd size.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "draw/display_list.h"

namespace oriel::draw {

// `scale` pixels per unit of the list; says in the file that a unit is 1/72 inch.
base::Result<std::vector<uint8_t>> paint_png(const DisplayList& list, double scale);

// One page, one unit is one point.
base::Result<std::vector<uint8_t>> paint_pdf(const DisplayList& list, const std::string& title);

}  // namespace oriel::draw
