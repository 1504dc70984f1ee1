// A picture of what the window shows, as a PNG file. On the thread of the window, before its
// buffers are swapped; milliseconds.
#pragma once

#include <string>

#include "base/error.h"
#include "draw/gl_api.h"

namespace oriel::window {

base::Status save_screenshot(const draw::GlApi& gl, int width, int height, const std::string& path);

// "oriel-window.png", or with the first number that is free: "oriel-window-2.png".
std::string free_name(const std::string& stem, const std::string& suffix);

}  // namespace oriel::window
