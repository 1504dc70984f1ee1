// How long frames take: `oriel-window --bench`. Prints, per size of the window, what a new figure
// of eight curves of 2,000 points costs (layout, tessellation, upload, drawing), and what a frame
// costs whose figure has not changed.
#pragma once

#include "draw/gl_painter.h"

struct GLFWwindow;

namespace oriel::window {

int run_bench(draw::GlPainter& painter, GLFWwindow& window);

}  // namespace oriel::window
