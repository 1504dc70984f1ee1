// SVG painter: a display list as an SVG document. Text is drawn as the outlines of its glyphs, so
// that it looks the same everywhere, and named for readers that cannot see it; or stays text, for
// those who want to edit it. The same list gives the same bytes.
//
// Any thread; about 1 ms for a figure of four panels. No cairo surface is involved (its SVG numbers
// surfaces over the life of the process).
#pragma once

#include <string>

#include "draw/display_list.h"

namespace oriel::draw {

enum class SvgText : uint8_t { kOutlines, kText };

// `title` and `description` are for those who cannot see it; either may be empty.
std::string paint_svg(const DisplayList& list, const std::string& title,
                      const std::string& description, SvgText text = SvgText::kOutlines);

}  // namespace oriel::draw
