// Blocks: what a panel shows without axes — tables, images, texts. Internal to layout.
#pragma once

#include "draw/sheet.h"
#include "figure/figure.h"

namespace oriel::draw {

// True if the panel has such marks only, or with them the findings that they list.
bool is_block_panel(const figure::Panel& panel);

// Each gets its share of the box's height. What does not fit is counted, not hidden.
void draw_blocks(Sheet& sheet, const figure::Panel& panel, const Box& box);

// How high its tables and texts are when nothing of them is left out.
float blocks_height(TextMeasure& measure, const figure::Panel& panel, float width, float font);

// Lines of at most `width`, broken at spaces, then anywhere.
std::vector<std::string> wrap_text(TextMeasure& measure, std::string_view text, float width,
                                   float size);

}  // namespace oriel::draw
