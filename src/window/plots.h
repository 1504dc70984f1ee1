// Plots: the figure of a snapshot as a picture on the GPU, drawn again only when the figure, its
// size or the theme has changed; and what the pointer points at on it.
//
// Owns its texture. On the thread of the window, with its GL context and inside a Dear ImGui
// window. A new figure costs layout, tessellation and one rendering (see docs/window.md); all other
// frames show one textured rectangle.
#pragma once

#include <imgui.h>

#include <memory>
#include <vector>

#include "draw/gl_painter.h"
#include "draw/layout.h"
#include "window/snapshot.h"

namespace oriel::window {

class Plots {
 public:
  explicit Plots(draw::GlPainter& painter);
  ~Plots();
  Plots(const Plots&) = delete;
  Plots& operator=(const Plots&) = delete;

  // Fills a rectangle of `size` window units at the cursor. One point of the figure is `ui_scale`
  // units, each of which is `pixels` of the framebuffer.
  void show(const std::shared_ptr<const Snapshot>& snapshot, const draw::Theme& theme, ImVec2 size,
            float ui_scale, float pixels);

  // Pixel columns that the figure could use.
  uint32_t columns() const { return columns_; }

 private:
  void redraw(int width, int height);
  void hover(ImVec2 corner, float ui_scale) const;

  draw::GlPainter& painter_;
  std::shared_ptr<const Snapshot> snapshot_;
  const draw::Theme* theme_ = nullptr;
  float scale_ = 0;  // pixels per point
  int width_ = 0, height_ = 0;
  uint32_t columns_ = 1000;
  std::vector<draw::PlotArea> areas_;
  draw::GlUint texture_ = 0, framebuffer_ = 0;
};

// What a curve says near x: its point, or the pixel column, that is nearest.
struct Reading {
  double x = 0, y = 0;
};
std::optional<Reading> read_line(const figure::Line& line, double x);

}  // namespace oriel::window
