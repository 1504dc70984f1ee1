#include "draw/glyph_atlas.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

constexpr size_t kMaxLabels = 2000;
constexpr int kPhases = 4;  // places of a glyph between two pixels
constexpr int kPad = 1;     // between glyphs, so that none shows its neighbour

// A font at a size in pixels, unhinted; to be destroyed.
cairo_scaled_font_t* font_at(cairo_font_face_t* face, double size) {
  cairo_matrix_t scale, unit;
  cairo_matrix_init_scale(&scale, size, size);
  cairo_matrix_init_identity(&unit);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_scaled_font_t* font = cairo_scaled_font_create(face, &scale, &unit, options);
  cairo_font_options_destroy(options);
  return font;
}

}  // namespace

struct GlyphAtlas::Impl {
  using LabelKey = std::tuple<std::string, int, Weight>;  // size in 1/64 pixels
  using GlyphKey = std::tuple<cairo_scaled_font_t*, unsigned long, int>;
  struct Cell {
    Box box, uv;  // box: from the glyph's origin
  };

  Impl() { restart(); }
  ~Impl() { release_fonts(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void release_fonts() {
    for (const auto& [key, font] : fonts) {
      cairo_scaled_font_destroy(font);
      cairo_font_face_destroy(key.first);
    }
    fonts.clear();
  }

  void restart() {
    labels.clear();
    cells.clear();
    release_fonts();
    rows = 256;
    pixels.assign(static_cast<size_t>(kWidth) * static_cast<size_t>(rows), 0);
    x = y = kPad;
    shelf = 0;
    ++generation;
    ++version;
  }

  cairo_scaled_font_t* font_of(cairo_font_face_t* face, int size) {
    const auto at = fonts.find({face, size});
    if (at != fonts.end()) return at->second;
    cairo_scaled_font_t* font = font_at(face, size / 64.0);
    fonts.emplace(std::pair(cairo_font_face_reference(face), size), font);
    return font;
  }

  // False: no room is left.
  bool find_room(int width, int height, int* left, int* top) {
    if (x + width + kPad > kWidth) {
      y += shelf + kPad;
      x = kPad;
      shelf = 0;
    }
    while (y + height + kPad > rows && rows < kMaxHeight) {
      rows *= 2;
      pixels.resize(static_cast<size_t>(kWidth) * static_cast<size_t>(rows), 0);
    }
    if (y + height + kPad > rows || width + 2 * kPad > kWidth) return false;
    *left = x;
    *top = y;
    x += width + kPad;
    shelf = std::max(shelf, height);
    return true;
  }

  // Outlines are filled rather than glyphs shown: cairo would round their places to whole pixels.
  void draw(cairo_scaled_font_t* font, cairo_glyph_t glyph, const Cell& cell) {
    const auto width = static_cast<int>(cell.uv.width), height = static_cast<int>(cell.uv.height);
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t* cr = cairo_create(surface);
    cairo_set_scaled_font(cr, font);
    glyph.x -= double{cell.box.x};
    glyph.y -= double{cell.box.y};
    cairo_glyph_path(cr, &glyph, 1);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int row = 0; row < height; ++row) {
      const size_t to = (static_cast<size_t>(cell.uv.y) + static_cast<size_t>(row)) * kWidth +
                        static_cast<size_t>(cell.uv.x);
      std::copy_n(data + static_cast<ptrdiff_t>(row) * stride, width,
                  pixels.begin() + static_cast<ptrdiff_t>(to));
    }
    cairo_surface_destroy(surface);
    ++version;
  }

  // Where a glyph is in the picture; drawn on first use. Nothing: no room.
  const Cell* cell_of(cairo_scaled_font_t* font, unsigned long id, int phase) {
    const GlyphKey key{font, id, phase};
    const auto at = cells.find(key);
    if (at != cells.end()) return &at->second;
    const cairo_glyph_t glyph = {id, static_cast<double>(phase) / kPhases, 0};
    cairo_text_extents_t ink;
    cairo_scaled_font_glyph_extents(font, &glyph, 1, &ink);
    Cell cell;
    if (ink.width > 0 && ink.height > 0) {
      const double left = std::floor(glyph.x + ink.x_bearing), top = std::floor(ink.y_bearing);
      const int width = static_cast<int>(std::ceil(glyph.x + ink.x_bearing + ink.width) - left);
      const int height = static_cast<int>(std::ceil(ink.y_bearing + ink.height) - top);
      int u = 0, v = 0;
      if (!find_room(width, height, &u, &v)) return nullptr;
      const auto w = static_cast<float>(width), h = static_cast<float>(height);
      cell.box = {static_cast<float>(left), static_cast<float>(top), w, h};
      cell.uv = {static_cast<float>(u), static_cast<float>(v), w, h};
      draw(font, glyph, cell);
    }
    return &cells.emplace(key, cell).first->second;
  }

  // False: the picture is full.
  bool place(const ShapedText& text, int size, AtlasLabel& out) {
    const double scale = size / 64.0;
    for (const GlyphRun& run : text.runs) {
      cairo_scaled_font_t* font = font_of(run.face, size);
      for (const cairo_glyph_t& glyph : run.glyphs) {
        const double steps = std::round(glyph.x * scale * kPhases);
        const double whole = std::floor(steps / kPhases);
        const Cell* cell = cell_of(font, glyph.index, static_cast<int>(steps - whole * kPhases));
        if (cell == nullptr) return false;
        if (!(cell->box.width > 0)) continue;
        Box box = cell->box;
        box.x += static_cast<float>(whole);
        box.y += static_cast<float>(std::round(glyph.y * scale));
        out.glyphs.push_back({box, cell->uv});
      }
    }
    out.width = static_cast<float>(text.width * scale);
    return true;
  }

  std::map<LabelKey, AtlasLabel> labels;
  std::map<GlyphKey, Cell> cells;
  std::map<std::pair<cairo_font_face_t*, int>, cairo_scaled_font_t*> fonts;  // each held once
  std::vector<uint8_t> pixels;
  int rows = 0, x = 0, y = 0, shelf = 0;
  uint64_t version = 0, generation = 0;
};

GlyphAtlas::GlyphAtlas() : impl_(std::make_unique<Impl>()) {}
GlyphAtlas::~GlyphAtlas() = default;

const AtlasLabel& GlyphAtlas::label(const std::string& text, float size, Weight weight) {
  const int size64 = static_cast<int>(std::lround(std::clamp(size, 1.0F, 400.0F) * 64));
  const Impl::LabelKey key{text, size64, weight};
  const auto at = impl_->labels.find(key);
  if (at != impl_->labels.end()) return at->second;
  if (impl_->labels.size() >= kMaxLabels) impl_->labels.clear();
  const ShapedText& shaped = TextShaper::of_thread().shape(text, weight);
  AtlasLabel label;
  if (!impl_->place(shaped, size64, label)) {
    impl_->restart();
    label = {};
    impl_->place(shaped, size64, label);  // what is larger than the picture keeps what fits
  }
  return impl_->labels.emplace(key, std::move(label)).first->second;
}

const std::vector<uint8_t>& GlyphAtlas::pixels() const {
  return impl_->pixels;
}
int GlyphAtlas::height() const {
  return impl_->rows;
}
uint64_t GlyphAtlas::version() const {
  return impl_->version;
}
uint64_t GlyphAtlas::generation() const {
  return impl_->generation;
}

}  // namespace oriel::draw
