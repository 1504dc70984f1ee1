// GlApi: the few functions of OpenGL 3.3 (core) that the GL painter calls, found at run time.
//
// Nothing here links to a GL library or needs its headers: a program that has a context hands over
// a function that finds functions by name (glfwGetProcAddress, eglGetProcAddress, …), which is also
// what the overlay in somebody else's program has. Plain pointers; valid for the context that was
// current when they were loaded; to be called on its thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"

namespace oriel::draw {

// OpenGL's own names and types, as its registry has them.
using GlEnum = unsigned int;
using GlUint = unsigned int;
using GlInt = int;
using GlSizei = int;
using GlBits = unsigned int;
using GlBool = unsigned char;
using GlSizeiptr = ptrdiff_t;

enum : GlEnum {
  kGlTriangles = 0x0004,
  kGlOne = 1,
  kGlSrcAlpha = 0x0302,
  kGlOneMinusSrcAlpha = 0x0303,
  kGlCullFace = 0x0B44,
  kGlDepthTest = 0x0B71,
  kGlStencilTest = 0x0B90,
  kGlBlend = 0x0BE2,
  kGlScissorTest = 0x0C11,
  kGlUnpackRowLength = 0x0CF2,
  kGlUnpackAlignment = 0x0CF5,
  kGlPackAlignment = 0x0D05,
  kGlMaxTextureSize = 0x0D33,
  kGlTexture2d = 0x0DE1,
  kGlUnsignedByte = 0x1401,
  kGlUnsignedInt = 0x1405,
  kGlFloat = 0x1406,
  kGlRed = 0x1903,
  kGlRgba = 0x1908,
  kGlVendor = 0x1F00,
  kGlRenderer = 0x1F01,
  kGlVersion = 0x1F02,
  kGlNearest = 0x2600,
  kGlLinear = 0x2601,
  kGlTextureMagFilter = 0x2800,
  kGlTextureMinFilter = 0x2801,
  kGlTextureWrapS = 0x2802,
  kGlTextureWrapT = 0x2803,
  kGlColorBufferBit = 0x4000,
  kGlFuncAdd = 0x8006,
  kGlMax = 0x8008,
  kGlRgba8 = 0x8058,
  kGlClampToEdge = 0x812F,
  kGlMajorVersion = 0x821B,
  kGlMinorVersion = 0x821C,
  kGlR8 = 0x8229,
  kGlTexture0 = 0x84C0,
  kGlArrayBuffer = 0x8892,
  kGlElementArrayBuffer = 0x8893,
  kGlDynamicDraw = 0x88E8,
  kGlFragmentShader = 0x8B30,
  kGlVertexShader = 0x8B31,
  kGlCompileStatus = 0x8B81,
  kGlLinkStatus = 0x8B82,
  kGlFramebufferComplete = 0x8CD5,
  kGlColorAttachment0 = 0x8CE0,
  kGlFramebuffer = 0x8D40,
};

// X(result, Name, (arguments)): glName.
#define ORIEL_GL_FUNCTIONS(X)                                                         \
  X(void, ActiveTexture, (GlEnum))                                                    \
  X(void, AttachShader, (GlUint, GlUint))                                             \
  X(void, BindAttribLocation, (GlUint, GlUint, const char*))                          \
  X(void, BindBuffer, (GlEnum, GlUint))                                               \
  X(void, BindFramebuffer, (GlEnum, GlUint))                                          \
  X(void, BindTexture, (GlEnum, GlUint))                                              \
  X(void, BindVertexArray, (GlUint))                                                  \
  X(void, BlendEquation, (GlEnum))                                                    \
  X(void, BlendFunc, (GlEnum, GlEnum))                                                \
  X(void, BlendFuncSeparate, (GlEnum, GlEnum, GlEnum, GlEnum))                        \
  X(void, BufferData, (GlEnum, GlSizeiptr, const void*, GlEnum))                      \
  X(GlEnum, CheckFramebufferStatus, (GlEnum))                                         \
  X(void, Clear, (GlBits))                                                            \
  X(void, ClearColor, (float, float, float, float))                                   \
  X(void, ColorMask, (GlBool, GlBool, GlBool, GlBool))                                \
  X(void, CompileShader, (GlUint))                                                    \
  X(GlUint, CreateProgram, ())                                                        \
  X(GlUint, CreateShader, (GlEnum))                                                   \
  X(void, DeleteBuffers, (GlSizei, const GlUint*))                                    \
  X(void, DeleteFramebuffers, (GlSizei, const GlUint*))                               \
  X(void, DeleteProgram, (GlUint))                                                    \
  X(void, DeleteShader, (GlUint))                                                     \
  X(void, DeleteTextures, (GlSizei, const GlUint*))                                   \
  X(void, DeleteVertexArrays, (GlSizei, const GlUint*))                               \
  X(void, Disable, (GlEnum))                                                          \
  X(void, DrawElements, (GlEnum, GlSizei, GlEnum, const void*))                       \
  X(void, Enable, (GlEnum))                                                           \
  X(void, EnableVertexAttribArray, (GlUint))                                          \
  X(void, Finish, ())                                                                 \
  X(void, FramebufferTexture2D, (GlEnum, GlEnum, GlEnum, GlUint, GlInt))              \
  X(void, GenBuffers, (GlSizei, GlUint*))                                             \
  X(void, GenFramebuffers, (GlSizei, GlUint*))                                        \
  X(void, GenTextures, (GlSizei, GlUint*))                                            \
  X(void, GenVertexArrays, (GlSizei, GlUint*))                                        \
  X(GlEnum, GetError, ())                                                             \
  X(void, GetIntegerv, (GlEnum, GlInt*))                                              \
  X(void, GetProgramInfoLog, (GlUint, GlSizei, GlSizei*, char*))                      \
  X(void, GetProgramiv, (GlUint, GlEnum, GlInt*))                                     \
  X(void, GetShaderInfoLog, (GlUint, GlSizei, GlSizei*, char*))                       \
  X(void, GetShaderiv, (GlUint, GlEnum, GlInt*))                                      \
  X(const unsigned char*, GetString, (GlEnum))                                        \
  X(GlInt, GetUniformLocation, (GlUint, const char*))                                 \
  X(void, LinkProgram, (GlUint))                                                      \
  X(void, PixelStorei, (GlEnum, GlInt))                                               \
  X(void, ReadPixels, (GlInt, GlInt, GlSizei, GlSizei, GlEnum, GlEnum, void*))        \
  X(void, Scissor, (GlInt, GlInt, GlSizei, GlSizei))                                  \
  X(void, ShaderSource, (GlUint, GlSizei, const char* const*, const GlInt*))          \
  X(void, TexImage2D,                                                                 \
    (GlEnum, GlInt, GlInt, GlSizei, GlSizei, GlInt, GlEnum, GlEnum, const void*))     \
  X(void, TexParameteri, (GlEnum, GlEnum, GlInt))                                     \
  X(void, TexSubImage2D,                                                              \
    (GlEnum, GlInt, GlInt, GlInt, GlSizei, GlSizei, GlEnum, GlEnum, const void*))     \
  X(void, Uniform1f, (GlInt, float))                                                  \
  X(void, Uniform1i, (GlInt, GlInt))                                                  \
  X(void, Uniform2f, (GlInt, float, float))                                           \
  X(void, UseProgram, (GlUint))                                                       \
  X(void, VertexAttribPointer, (GlUint, GlInt, GlEnum, GlBool, GlSizei, const void*)) \
  X(void, Viewport, (GlInt, GlInt, GlSizei, GlSizei))

struct GlApi {
  // Finds a function of the current context; nothing where there is none.
  using GetProc = void (*(*)(const char* name))();

#define ORIEL_GL_MEMBER(result, name, arguments) result(*name) arguments = nullptr;
  ORIEL_GL_FUNCTIONS(ORIEL_GL_MEMBER)
#undef ORIEL_GL_MEMBER

  // Errors: a missing function, a context older than 3.3.
  static base::Result<GlApi> load(GetProc getproc);
};

}  // namespace oriel::draw
