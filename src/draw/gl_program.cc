#include "draw/gl_program.h"

#include <algorithm>

#include "draw/gl_shaders.h"

namespace oriel::draw {
namespace {

base::Result<GlUint> compile(const GlApi& gl, GlEnum kind, const std::string& text) {
  const GlUint shader = gl.CreateShader(kind);
  const char* source = text.c_str();
  gl.ShaderSource(shader, 1, &source, nullptr);
  gl.CompileShader(shader);
  GlInt done = 0;
  gl.GetShaderiv(shader, kGlCompileStatus, &done);
  if (done != 0) return shader;
  char log[1024] = "";
  gl.GetShaderInfoLog(shader, sizeof log, nullptr, log);
  gl.DeleteShader(shader);
  return base::Status(std::string("the graphics driver refuses a shader: ") + log);
}

}  // namespace

base::Result<GlProgram> GlProgram::build(const GlApi& gl, const char* piece) {
  const auto vertex = compile(gl, kGlVertexShader, kVertexShader);
  if (!vertex.ok()) return vertex.status();
  const auto fragment = compile(gl, kGlFragmentShader, std::string(kFragmentHead) + piece);
  if (!fragment.ok()) {
    gl.DeleteShader(*vertex);
    return fragment.status();
  }
  GlProgram program;
  program.id = gl.CreateProgram();
  gl.AttachShader(program.id, *vertex);
  gl.AttachShader(program.id, *fragment);
  GlUint at = 0;
  for (const char* name : {"position", "a", "color", "kind"}) {
    gl.BindAttribLocation(program.id, at++, name);
  }
  gl.LinkProgram(program.id);
  gl.DeleteShader(*vertex);
  gl.DeleteShader(*fragment);
  GlInt done = 0;
  gl.GetProgramiv(program.id, kGlLinkStatus, &done);
  if (done == 0) {
    char log[1024] = "";
    gl.GetProgramInfoLog(program.id, sizeof log, nullptr, log);
    gl.DeleteProgram(program.id);
    return base::Status(std::string("the graphics driver refuses the shaders: ") + log);
  }
  program.size = gl.GetUniformLocation(program.id, "size");
  program.origin = gl.GetUniformLocation(program.id, "origin");
  program.covering = gl.GetUniformLocation(program.id, "covering");
  gl.UseProgram(program.id);
  gl.Uniform1i(gl.GetUniformLocation(program.id, "picture"), 0);
  gl.Uniform1i(gl.GetUniformLocation(program.id, "cover"), 1);
  gl.UseProgram(0);
  return program;
}

void GlCover::fit(const GlApi& gl, int at_least_width, int at_least_height) {
  gl.ActiveTexture(kGlTexture0 + 1);
  if (texture == 0) {
    texture = make_texture(gl, kGlNearest);
    gl.GenFramebuffers(1, &framebuffer);
  }
  gl.BindTexture(kGlTexture2d, texture);
  if (width < at_least_width || height < at_least_height) {
    width = std::max(width, at_least_width);
    height = std::max(height, at_least_height);
    gl.TexImage2D(kGlTexture2d, 0, kGlR8, width, height, 0, kGlRed, kGlUnsignedByte, nullptr);
    gl.BindFramebuffer(kGlFramebuffer, framebuffer);
    gl.FramebufferTexture2D(kGlFramebuffer, kGlColorAttachment0, kGlTexture2d, texture, 0);
  }
  gl.ActiveTexture(kGlTexture0);
}

void GlCover::release(const GlApi& gl) {
  if (texture == 0) return;
  gl.DeleteFramebuffers(1, &framebuffer);
  gl.DeleteTextures(1, &texture);
  *this = {};
}

GlUint make_texture(const GlApi& gl, GlEnum filter) {
  GlUint texture = 0;
  gl.GenTextures(1, &texture);
  gl.BindTexture(kGlTexture2d, texture);
  gl.TexParameteri(kGlTexture2d, kGlTextureMinFilter, static_cast<GlInt>(filter));
  gl.TexParameteri(kGlTexture2d, kGlTextureMagFilter, static_cast<GlInt>(filter));
  gl.TexParameteri(kGlTexture2d, kGlTextureWrapS, kGlClampToEdge);
  gl.TexParameteri(kGlTexture2d, kGlTextureWrapT, kGlClampToEdge);
  return texture;
}

}  // namespace oriel::draw
