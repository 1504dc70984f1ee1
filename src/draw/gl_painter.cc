#include "draw/gl_painter.h"

#include <algorithm>
#include <array>
#include <utility>

#include "draw/gl_batches.h"
#include "draw/gl_program.h"
#include "draw/gl_shaders.h"
#include "draw/glyph_atlas.h"
#include "draw/text_shape.h"

namespace oriel::draw {

struct GlPainter::Impl {
  GlApi gl;
  std::array<GlProgram, kFragmentShaders.size()> programs;
  GlUint vertex_array = 0, vertices = 0, indices = 0;
  GlUint atlas_texture = 0;
  GlCover cover;
  std::vector<GlUint> pictures;
  GlyphAtlas atlas;
  uint64_t uploaded = 0;  // version of the atlas
  int uploaded_height = 0;
  std::vector<Batch> batches;
  bool gathering = false;
  Stats stats;

  void make_buffers() {
    gl.GenVertexArrays(1, &vertex_array);
    gl.BindVertexArray(vertex_array);
    gl.GenBuffers(1, &vertices);
    gl.GenBuffers(1, &indices);
    gl.BindBuffer(kGlArrayBuffer, vertices);
    gl.BindBuffer(kGlElementArrayBuffer, indices);
    const auto attribute = [&](GlUint at, int count, GlEnum type, bool normal, size_t offset) {
      gl.EnableVertexAttribArray(at);
      gl.VertexAttribPointer(at, count, type, normal ? 1 : 0, sizeof(Vertex),
                             reinterpret_cast<const void*>(offset));
    };
    attribute(0, 2, kGlFloat, false, offsetof(Vertex, x));
    attribute(1, 4, kGlFloat, false, offsetof(Vertex, a));
    attribute(2, 4, kGlUnsignedByte, true, offsetof(Vertex, color));
    attribute(3, 4, kGlUnsignedByte, false, offsetof(Vertex, fragment));
    gl.BindVertexArray(0);
    atlas_texture = make_texture(gl, kGlNearest);
  }

  void upload_pictures(const DisplayList& list) {
    if (!pictures.empty()) {
      gl.DeleteTextures(static_cast<GlSizei>(pictures.size()), pictures.data());
    }
    pictures.clear();
    for (const Item& item : list.items) {
      const auto* picture = std::get_if<Picture>(&item);
      if (picture == nullptr) continue;
      pictures.push_back(make_texture(gl, picture->nearest ? kGlNearest : kGlLinear));
      if (picture->pixels.size() < size_t{picture->width} * picture->height) continue;
      gl.TexImage2D(kGlTexture2d, 0, kGlRgba8, static_cast<GlSizei>(picture->width),
                    static_cast<GlSizei>(picture->height), 0, kGlRgba, kGlUnsignedByte,
                    picture->pixels.data());
    }
  }

  void upload_atlas() {
    if (uploaded == atlas.version()) return;
    gl.BindTexture(kGlTexture2d, atlas_texture);
    if (uploaded_height != atlas.height()) {
      gl.TexImage2D(kGlTexture2d, 0, kGlR8, GlyphAtlas::kWidth, atlas.height(), 0, kGlRed,
                    kGlUnsignedByte, atlas.pixels().data());
    } else {
      gl.TexSubImage2D(kGlTexture2d, 0, 0, 0, GlyphAtlas::kWidth, atlas.height(), kGlRed,
                       kGlUnsignedByte, atlas.pixels().data());
    }
    uploaded_height = atlas.height();
    uploaded = atlas.version();
  }

  void upload(const Mesh& mesh) {
    gl.BindVertexArray(vertex_array);
    gl.BindBuffer(kGlArrayBuffer, vertices);
    gl.BufferData(kGlArrayBuffer, static_cast<GlSizeiptr>(mesh.vertices.size() * sizeof(Vertex)),
                  mesh.vertices.data(), kGlDynamicDraw);
    gl.BufferData(kGlElementArrayBuffer,
                  static_cast<GlSizeiptr>(mesh.indices.size() * sizeof(uint32_t)),
                  mesh.indices.data(), kGlDynamicDraw);
    gl.BindVertexArray(0);
  }

  void bind_cover(GlUint texture) {
    gl.ActiveTexture(kGlTexture0 + 1);
    gl.BindTexture(kGlTexture2d, texture);
    gl.ActiveTexture(kGlTexture0);
  }

  void begin(const Target& target) {
    gl.Disable(kGlDepthTest);
    gl.Disable(kGlCullFace);
    gl.Disable(kGlStencilTest);
    gl.Enable(kGlBlend);
    gl.Enable(kGlScissorTest);
    gl.ColorMask(1, 1, 1, 1);
    gl.BlendFuncSeparate(kGlSrcAlpha, kGlOneMinusSrcAlpha, kGlOne, kGlOneMinusSrcAlpha);
    gl.BindVertexArray(vertex_array);
    for (const GlProgram& program : programs) {
      gl.UseProgram(program.id);
      gl.Uniform2f(program.size, static_cast<float>(target.width),
                   static_cast<float>(target.height));
      gl.Uniform2f(program.origin, static_cast<float>(target.x), static_cast<float>(target.y));
    }
    aim(false, target);
  }

  // At the target, or at the cover texture, where the most that anything covers of a pixel stays.
  void aim(bool at_cover, const Target& target) {
    gathering = at_cover;
    bind_cover(at_cover ? 0 : cover.texture);  // nothing may be read and drawn into at once
    gl.BindFramebuffer(kGlFramebuffer, at_cover ? cover.framebuffer : target.framebuffer);
    if (at_cover) {
      gl.Viewport(0, 0, target.width, target.height);
      gl.BlendEquation(kGlMax);
    } else {
      gl.Viewport(target.x, target.y, target.width, target.height);
      gl.BlendEquation(kGlFuncAdd);
    }
  }

  void draw(const Batch& b, const Target& target) {
    if (b.gathers != gathering) aim(b.gathers, target);
    const int x = gathering ? 0 : target.x, y = gathering ? 0 : target.y;
    gl.Scissor(x + b.clip.x0, y + target.height - b.clip.y1, b.clip.x1 - b.clip.x0,
               b.clip.y1 - b.clip.y0);
    if (b.begins) {
      gl.ClearColor(0, 0, 0, 0);
      gl.Clear(kGlColorBufferBit);
    }
    const GlProgram& program = programs[static_cast<size_t>(b.fragment)];
    gl.UseProgram(program.id);
    gl.Uniform1f(program.covering, gathering ? 1 : 0);
    gl.BindTexture(kGlTexture2d, b.picture == Batch::kAtlas ? atlas_texture : pictures[b.picture]);
    gl.DrawElements(kGlTriangles, static_cast<GlSizei>(b.count), kGlUnsignedInt,
                    reinterpret_cast<const void*>(b.first * sizeof(uint32_t)));
    ++stats.draws;
  }

  void end(const Target& target) {
    aim(false, target);
    gl.Disable(kGlScissorTest);
    gl.BindVertexArray(0);
    gl.UseProgram(0);
  }
};

base::Result<std::unique_ptr<GlPainter>> GlPainter::create(GlApi::GetProc getproc) {
  auto gl = GlApi::load(getproc);
  if (!gl.ok()) return gl.status();
  auto impl = std::make_unique<Impl>();
  impl->gl = *gl;
  for (size_t i = 0; i < kFragmentShaders.size(); ++i) {
    auto program = GlProgram::build(impl->gl, kFragmentShaders[i]);
    if (!program.ok()) return program.status();
    impl->programs[i] = *program;
  }
  impl->make_buffers();
  return std::unique_ptr<GlPainter>(new GlPainter(std::move(impl)));
}

GlPainter::GlPainter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

GlPainter::~GlPainter() {
  Impl& i = *impl_;
  if (!i.pictures.empty()) {
    i.gl.DeleteTextures(static_cast<GlSizei>(i.pictures.size()), i.pictures.data());
  }
  i.gl.DeleteTextures(1, &i.atlas_texture);
  i.cover.release(i.gl);
  i.gl.DeleteBuffers(1, &i.vertices);
  i.gl.DeleteBuffers(1, &i.indices);
  i.gl.DeleteVertexArrays(1, &i.vertex_array);
  for (const GlProgram& program : i.programs) i.gl.DeleteProgram(program.id);
}

void GlPainter::set(const DisplayList& list, float scale) {
  Impl& i = *impl_;
  GlBatches made = make_batches(list, scale, i.atlas);
  i.gl.PixelStorei(kGlUnpackAlignment, 1);
  i.gl.PixelStorei(kGlUnpackRowLength, 0);
  i.gl.ActiveTexture(kGlTexture0);
  i.upload_pictures(list);
  i.upload_atlas();
  i.upload(made.mesh);
  i.stats = {made.mesh.vertices.size(), 0};
  i.batches = std::move(made.batches);
}

void GlPainter::paint(const Target& target) {
  if (target.width <= 0 || target.height <= 0) return;
  Impl& i = *impl_;
  i.stats.draws = 0;
  const bool gathers =
      std::any_of(i.batches.begin(), i.batches.end(), [](const Batch& b) { return b.gathers; });
  if (gathers) i.cover.fit(i.gl, target.width, target.height);
  i.begin(target);
  for (const Batch& batch : i.batches) i.draw(batch, target);
  i.end(target);
}

GlPainter::Stats GlPainter::stats() const {
  return impl_->stats;
}

TextMeasure& GlPainter::text() {
  return TextShaper::of_thread();
}

const GlApi& GlPainter::gl() const {
  return impl_->gl;
}

std::string describe_gl(const GlApi& gl) {
  const auto text = [&](GlEnum what) {
    const auto* s = reinterpret_cast<const char*>(gl.GetString(what));
    return std::string(s != nullptr ? s : "?");
  };
  return text(kGlVersion) + ", " + text(kGlRenderer);
}

}  // namespace oriel::draw
