// The GL objects of the painter that are more than a number: its shader program, and the texture in
// which coverage is gathered. Plain structs; the painter calls and owns them.
#pragma once

#include "base/error.h"
#include "draw/gl_api.h"

namespace oriel::draw {

struct GlProgram {
  GlUint id = 0;
  GlInt size = -1, origin = -1, covering = -1;

  // The program whose fragments are those of `piece` (draw/gl_shaders.h). Errors: what the driver
  // says of the shaders.
  static base::Result<GlProgram> build(const GlApi& gl, const char* piece);
};

// One byte per pixel of the target, and the framebuffer that draws into it.
struct GlCover {
  GlUint texture = 0, framebuffer = 0;
  int width = 0, height = 0;

  // At least this large; leaves it bound to texture unit 1.
  void fit(const GlApi& gl, int at_least_width, int at_least_height);
  void release(const GlApi& gl);
};

// Empty, bound to the active unit, clamped at its edges.
GlUint make_texture(const GlApi& gl, GlEnum filter);

}  // namespace oriel::draw
