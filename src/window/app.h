// App: one window from its opening to its end — GLFW, the GL context, Dear ImGui, the loop.
//
// Draws when something has happened only: an event, news from the watcher, a size or a theme that
// changed; else it sleeps. On the main thread.
#pragma once

#include "window/options.h"

namespace oriel::window {

// The exit code; everything that went wrong has been told on standard error.
int run_window(const Options& options);

}  // namespace oriel::window
