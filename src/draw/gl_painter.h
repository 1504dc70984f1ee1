// GlPainter: a display list on OpenGL 3.3 (core) — in Oriel's window, and in whatever has a
// context.
//
// Links to no GL library: create() is handed a function that finds functions by name. Edges are
// smoothed by the fragments themselves, so that neither multisampling nor a stencil buffer is
// needed. What is see-through and crosses itself (a raw curve behind a smoothed one, a band) is
// gathered in a cover texture first and blended once.
//
// Owns its GL objects; every call, the destructor included, on the thread and with the context it
// was made with. set() costs one pass over the points and one upload into orphaned buffers; paint()
// as many draw calls as the list changes kind. State it leaves behind: program 0, no vertex array,
// framebuffer `Target::framebuffer`, blending on, scissor off.
#pragma once

#include <memory>

#include "base/error.h"
#include "draw/display_list.h"
#include "draw/gl_api.h"
#include "draw/text_measure.h"

namespace oriel::draw {

class GlPainter {
 public:
  // Where a list goes: a rectangle of a framebuffer, in pixels from its lower left corner.
  struct Target {
    GlUint framebuffer = 0;
    int x = 0, y = 0, width = 0, height = 0;
  };
  struct Stats {
    size_t vertices = 0, draws = 0;
  };

  // Errors: a context older than 3.3, a shader the driver refuses (its words in the message).
  static base::Result<std::unique_ptr<GlPainter>> create(GlApi::GetProc getproc);
  ~GlPainter();
  GlPainter(const GlPainter&) = delete;
  GlPainter& operator=(const GlPainter&) = delete;

  // What paint() will show from now on, at `scale` pixels per unit of the list.
  void set(const DisplayList& list, float scale);
  // Draws it. The target should be as large as the list at its scale.
  void paint(const Target& target);

  // How wide it will draw a text: for the layout.
  TextMeasure& text();
  Stats stats() const;
  const GlApi& gl() const;

 private:
  struct Impl;
  explicit GlPainter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The GL version and the renderer's name: "3.3 (Core Profile) …, llvmpipe …".
std::string describe_gl(const GlApi& gl);

}  // namespace oriel::draw
