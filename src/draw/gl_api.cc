#include "draw/gl_api.h"

namespace oriel::draw {

base::Result<GlApi> GlApi::load(GetProc getproc) {
  GlApi gl;
  const char* missing = nullptr;
#define ORIEL_GL_LOAD(result, name, arguments)                        \
  gl.name = reinterpret_cast<decltype(gl.name)>(getproc("gl" #name)); \
  if (gl.name == nullptr) missing = "gl" #name;
  ORIEL_GL_FUNCTIONS(ORIEL_GL_LOAD)
#undef ORIEL_GL_LOAD
  if (missing != nullptr) {
    return base::Status(std::string("OpenGL has no ") + missing + " here");
  }
  GlInt major = 0, minor = 0;
  gl.GetIntegerv(kGlMajorVersion, &major);
  gl.GetIntegerv(kGlMinorVersion, &minor);
  if (major * 10 + minor < 33) {
    const auto* text = reinterpret_cast<const char*>(gl.GetString(kGlVersion));
    return base::Status(std::string("OpenGL 3.3 is needed, here is ") +
                        (text != nullptr ? text : "an unknown version"));
  }
  return gl;
}

}  // namespace oriel::draw
