// How the window's widgets look: fonts found by fontconfig (Inter, else DejaVu Sans, and DejaVu
// Sans for signs the other lacks) and Dear ImGui's colours made from Oriel's theme.
//
// On the thread of the window, with a Dear ImGui context.
#pragma once

#include <imgui.h>

#include <string>

#include "draw/theme.h"
#include "figure/figure.h"

namespace oriel::window {

struct Fonts {
  ImFont* body = nullptr;
  ImFont* bold = nullptr;
  ImFont* number = nullptr;  // of the top line
};

// Sizes are in units of the window; `pixels` of the framebuffer make one of them.
Fonts load_fonts(float ui_scale, float pixels);
void apply_style(const draw::Theme& theme, float ui_scale);

ImVec4 color_of(draw::Color color);
ImVec4 ink_of(const draw::Theme& theme, figure::Role role);  // of text: none is the text's own
// Readable on a ground of this colour.
draw::Color ink_on(draw::Color ground);
draw::Color mix(draw::Color a, draw::Color b, float part_of_b);

}  // namespace oriel::window
