// A GL context without a display or a window, for tests: EGL's surfaceless platform, found at run
// time. Where there is none, tests skip.
#pragma once

#include <dlfcn.h>

#include <memory>

#include "draw/gl_painter.h"

namespace oriel::draw {

class HeadlessGl {
 public:
  using Proc = void (*)();

  // Nothing where this machine cannot.
  static std::unique_ptr<HeadlessGl> create() {
    auto gl = std::unique_ptr<HeadlessGl>(new HeadlessGl);
    return gl->start() ? std::move(gl) : nullptr;
  }
  ~HeadlessGl() {
    if (display_ == nullptr) return;
    function<unsigned(void*, void*, void*, void*)>("eglMakeCurrent")(display_, nullptr, nullptr,
                                                                     nullptr);
    if (context_ != nullptr) {
      function<unsigned(void*, void*)>("eglDestroyContext")(display_, context_);
    }
    // The display stays: EGL gives everybody the same one, and a driver that is unloaded takes
    // along the names of what it has not freed.
  }
  HeadlessGl(const HeadlessGl&) = delete;
  HeadlessGl& operator=(const HeadlessGl&) = delete;

  static Proc find(const char* name) {
    static void* library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) return nullptr;
    if (void* symbol = dlsym(library, name)) return reinterpret_cast<Proc>(symbol);
    static auto get = reinterpret_cast<Proc (*)(const char*)>(dlsym(library, "eglGetProcAddress"));
    return get != nullptr ? get(name) : nullptr;
  }

 private:
  HeadlessGl() = default;

  template <class Signature>
  static Signature* function(const char* name) {
    return reinterpret_cast<Signature*>(find(name));
  }

  bool start() {
    auto* platform_display = function<void*(unsigned, void*, const int*)>("eglGetPlatformDisplay");
    if (platform_display == nullptr) return false;
    constexpr unsigned kSurfaceless = 0x31DD;
    display_ = platform_display(kSurfaceless, nullptr, nullptr);
    int major = 0, minor = 0;
    if (display_ == nullptr ||
        function<unsigned(void*, int*, int*)>("eglInitialize")(display_, &major, &minor) == 0) {
      display_ = nullptr;
      return false;
    }
    constexpr unsigned kOpenGl = 0x30A2;
    if (function<unsigned(unsigned)>("eglBindAPI")(kOpenGl) == 0) return false;
    constexpr int kMajor = 0x3098, kMinor = 0x30FB, kProfile = 0x30FD, kCore = 1, kEnd = 0x3038;
    const int wish[] = {kMajor, 3, kMinor, 3, kProfile, kCore, kEnd};
    context_ = function<void*(void*, void*, void*, const int*)>("eglCreateContext")(
        display_, nullptr, nullptr, wish);
    return context_ != nullptr && function<unsigned(void*, void*, void*, void*)>("eglMakeCurrent")(
                                      display_, nullptr, nullptr, context_) != 0;
  }

  void* display_ = nullptr;
  void* context_ = nullptr;
};

// A texture to draw into and to read from; y downwards.
class Canvas {
 public:
  Canvas(const GlApi& gl, int width, int height) : gl_(gl), width_(width), height_(height) {
    gl_.GenTextures(1, &texture_);
    gl_.BindTexture(kGlTexture2d, texture_);
    gl_.TexImage2D(kGlTexture2d, 0, kGlRgba8, width, height, 0, kGlRgba, kGlUnsignedByte, nullptr);
    gl_.GenFramebuffers(1, &framebuffer_);
    gl_.BindFramebuffer(kGlFramebuffer, framebuffer_);
    gl_.FramebufferTexture2D(kGlFramebuffer, kGlColorAttachment0, kGlTexture2d, texture_, 0);
  }
  ~Canvas() {
    gl_.DeleteFramebuffers(1, &framebuffer_);
    gl_.DeleteTextures(1, &texture_);
  }
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void paint(GlPainter& painter, const DisplayList& list, float scale = 1) {
    painter.set(list, scale);
    painter.paint({framebuffer_, 0, 0, width_, height_});
    read();
  }
  void read() {
    std::vector<Color> rows(static_cast<size_t>(width_) * static_cast<size_t>(height_));
    gl_.BindFramebuffer(kGlFramebuffer, framebuffer_);
    gl_.PixelStorei(kGlPackAlignment, 1);
    gl_.ReadPixels(0, 0, width_, height_, kGlRgba, kGlUnsignedByte, rows.data());
    pixels_.clear();
    for (int y = height_ - 1; y >= 0; --y) {
      const auto row = rows.begin() + static_cast<ptrdiff_t>(y) * width_;
      pixels_.insert(pixels_.end(), row, row + width_);
    }
  }
  Color at(int x, int y) const {
    return pixels_[static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x)];
  }
  const std::vector<Color>& pixels() const { return pixels_; }
  GlUint framebuffer() const { return framebuffer_; }

 private:
  const GlApi& gl_;
  int width_, height_;
  GlUint texture_ = 0, framebuffer_ = 0;
  std::vector<Color> pixels_;
};

}  // namespace oriel::draw
