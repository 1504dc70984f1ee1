#include "draw/cairo_painter.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "draw/png_writer.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

constexpr size_t kPiece = 32;  // segments that are stroked at once
constexpr double kMaxPixels = 32000;

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;

void set_color(cairo_t* cr, Color color) {
  if (color.a == 255) {
    cairo_set_source_rgb(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0);
  } else {
    cairo_set_source_rgba(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0, color.a / 255.0);
  }
}

void set_dash(cairo_t* cr, Dash dash, double width) {
  const double unit = std::max(1.0, width / 1.75);
  const auto set = [&](std::initializer_list<double> pattern) {
    std::array<double, 4> lengths{};
    std::transform(pattern.begin(), pattern.end(), lengths.begin(),
                   [&](double length) { return length * unit; });
    cairo_set_dash(cr, lengths.data(), static_cast<int>(pattern.size()), 0);
  };
  switch (dash) {
    case Dash::kSolid:
      cairo_set_dash(cr, nullptr, 0, 0);
      break;
    case Dash::kDash:
      set({7, 4});
      break;
    case Dash::kDot:
      set({2, 3});
      break;
    case Dash::kDashDot:
      set({11, 3, 2, 3});
      break;
    case Dash::kShortDash:
      set({4, 2});
      break;
    case Dash::kLongDot:
      set({1, 2, 6, 2});
      break;
  }
}

class Painter {
 public:
  // `pieces`: long lines are stroked in short pieces, which a rasteriser does five times faster.
  Painter(cairo_t* cr, bool pieces) : cr_(cr), pieces_(pieces) {}

  void paint(const DisplayList& list) {
    if (list.background.a > 0) {
      set_color(cr_, list.background);
      cairo_paint(cr_);
    }
    for (const Item& item : list.items) std::visit(*this, item);
    if (clipped_) cairo_restore(cr_);
  }

  void operator()(const Polyline& line) {
    set_color(cr_, line.color);
    cairo_set_line_width(cr_, line.width);
    cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr_, line.dash == Dash::kSolid && line.points.size() > 2
                                ? CAIRO_LINE_CAP_ROUND
                                : CAIRO_LINE_CAP_BUTT);
    set_dash(cr_, line.dash, line.width);
    const bool whole = !pieces_ || line.color.a != 255 || line.dash != Dash::kSolid;
    size_t strokes = 0;
    bool down = false;
    for (const Point& point : line.points) {
      if (std::isnan(point.x) || std::isnan(point.y)) {
        down = false;
        continue;
      }
      if (!down) {
        cairo_move_to(cr_, point.x, point.y);
        down = true;
        continue;
      }
      cairo_line_to(cr_, point.x, point.y);
      if (whole || ++strokes < kPiece) continue;
      cairo_stroke(cr_);
      cairo_move_to(cr_, point.x, point.y);
      strokes = 0;
    }
    cairo_stroke(cr_);
  }

  void operator()(const Polygon& polygon) {
    if (polygon.points.size() < 3) return;
    set_color(cr_, polygon.color);
    for (const Point& point : polygon.points) cairo_line_to(cr_, point.x, point.y);
    cairo_close_path(cr_);
    cairo_fill(cr_);
  }

  void operator()(const Rects& rects) {
    if (rects.colors.empty()) return;
    for (size_t i = 0; i < rects.boxes.size(); ++i) {
      const Box& box = rects.boxes[i];
      if (i == 0 || rects.colors.size() > 1)
        set_color(cr_, rects.colors[std::min(i, rects.colors.size() - 1)]);
      cairo_rectangle(cr_, box.x, box.y, box.width, box.height);
      if (rects.colors.size() > 1) cairo_fill(cr_);
    }
    cairo_fill(cr_);
  }

  void operator()(const Markers& markers) {
    set_color(cr_, markers.color);
    cairo_set_dash(cr_, nullptr, 0, 0);
    const bool strokes =
        !markers.filled || markers.shape == Marker::kCross || markers.shape == Marker::kPlus;
    cairo_set_line_width(cr_, strokes ? std::max(1.25F, markers.size / 4) : 1);
    cairo_set_line_cap(cr_, CAIRO_LINE_CAP_BUTT);
    for (const Point& point : markers.points) {
      if (std::isnan(point.x) || std::isnan(point.y)) continue;
      trace_marker(markers.shape, point.x, point.y, markers.size / 2);
      if (strokes) {
        cairo_stroke(cr_);
      } else {
        cairo_fill(cr_);
      }
    }
  }

  void operator()(const Picture& picture) {
    const Surface surface(cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, static_cast<int>(picture.width), static_cast<int>(picture.height)));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return;
    if (picture.pixels.size() < size_t{picture.width} * picture.height) return;
    uint8_t* data = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<size_t>(cairo_image_surface_get_stride(surface.get()));
    for (uint32_t y = 0; y < picture.height; ++y) {
      auto* row = reinterpret_cast<uint32_t*>(data + y * stride);
      for (uint32_t x = 0; x < picture.width; ++x) {
        const Color c = picture.pixels[size_t{y} * picture.width + x];
        const auto part = [&](uint32_t value) { return (value * c.a + 127) / 255; };
        row[x] = uint32_t{c.a} << 24 | part(c.r) << 16 | part(c.g) << 8 | part(c.b);
      }
    }
    cairo_surface_mark_dirty(surface.get());
    cairo_save(cr_);
    cairo_rectangle(cr_, picture.box.x, picture.box.y, picture.box.width, picture.box.height);
    cairo_clip(cr_);
    cairo_translate(cr_, picture.box.x, picture.box.y);
    cairo_scale(cr_, picture.box.width / static_cast<double>(picture.width),
                picture.box.height / static_cast<double>(picture.height));
    cairo_set_source_surface(cr_, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr_),
                             picture.nearest ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cr_), CAIRO_EXTEND_PAD);
    cairo_paint(cr_);
    cairo_restore(cr_);
  }

  void operator()(const Label& label) {
    const ShapedText& shaped = TextShaper::of_thread().shape(label.text, label.weight);
    const double width = shaped.width * label.size;
    const double before = label.anchor == Anchor::kEnd      ? width
                          : label.anchor == Anchor::kMiddle ? width / 2
                                                            : 0;
    set_color(cr_, label.color);
    if (!label.upright) {
      cairo_save(cr_);
      cairo_translate(cr_, label.x, label.y);
      cairo_rotate(cr_, -std::numbers::pi / 2);
      show(shaped, label.size, -before, 0);
      cairo_restore(cr_);
      return;
    }
    show(shaped, label.size, label.x - before, label.y);
  }

  void operator()(const Clip& clip) {
    if (clipped_) cairo_restore(cr_);
    clipped_ = clip.box.width > 0 && clip.box.height > 0;
    if (!clipped_) return;
    cairo_save(cr_);
    cairo_rectangle(cr_, clip.box.x, clip.box.y, clip.box.width, clip.box.height);
    cairo_clip(cr_);
  }

  void operator()(const Hit&) {}

 private:
  void show(const ShapedText& shaped, double size, double x, double y) {
    cairo_set_font_size(cr_, size);
    for (const GlyphRun& run : shaped.runs) {
      cairo_set_font_face(cr_, run.face);
      cairo_set_font_size(cr_, size);
      glyphs_.clear();
      for (const cairo_glyph_t& glyph : run.glyphs) {
        glyphs_.push_back({glyph.index, x + glyph.x * size, y + glyph.y * size});
      }
      cairo_show_glyphs(cr_, glyphs_.data(), static_cast<int>(glyphs_.size()));
    }
  }

  void polygon(std::initializer_list<Point> points) {
    for (const Point& point : points) cairo_line_to(cr_, point.x, point.y);
    cairo_close_path(cr_);
  }

  void trace_marker(Marker shape, float x, float y, float r) {
    cairo_new_path(cr_);
    switch (shape) {
      case Marker::kCircle:
        cairo_arc(cr_, x, y, r, 0, 2 * std::numbers::pi);
        break;
      case Marker::kSquare:
        cairo_rectangle(cr_, x - r * 0.89, y - r * 0.89, r * 1.78, r * 1.78);
        break;
      case Marker::kDiamond:
        polygon({{x - r, y}, {x, y - r}, {x + r, y}, {x, y + r}});
        break;
      case Marker::kTriangle:
        polygon({{x - r, y + r * 0.75F}, {x + r, y + r * 0.75F}, {x, y - r}});
        break;
      case Marker::kTriangleDown:
        polygon({{x - r, y - r * 0.75F}, {x + r, y - r * 0.75F}, {x, y + r}});
        break;
      case Marker::kCross:
        cairo_move_to(cr_, x - r, y - r);
        cairo_line_to(cr_, x + r, y + r);
        cairo_move_to(cr_, x - r, y + r);
        cairo_line_to(cr_, x + r, y - r);
        break;
      case Marker::kPlus:
        cairo_move_to(cr_, x - r, y);
        cairo_line_to(cr_, x + r, y);
        cairo_move_to(cr_, x, y - r);
        cairo_line_to(cr_, x, y + r);
        break;
    }
  }

  cairo_t* cr_;
  bool pieces_;
  bool clipped_ = false;
  std::vector<cairo_glyph_t> glyphs_;
};

base::Status failure(cairo_status_t status) {
  return base::Status(std::string("cannot draw the figure: ") + cairo_status_to_string(status));
}

void set_font_options(cairo_t* cr) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(cr, options);
  cairo_font_options_destroy(options);
}

// One row of cairo's pixels as a PNG wants it.
void copy_row(const uint32_t* from, uint32_t width, bool alpha, uint8_t* to) {
  for (uint32_t x = 0; x < width; ++x) {
    uint32_t pixel = from[x];
    uint32_t r = pixel >> 16 & 255;
    uint32_t g = pixel >> 8 & 255;
    uint32_t b = pixel & 255;
    if (alpha) {
      const uint32_t a = pixel >> 24;
      const auto part = [&](uint32_t value) { return a == 0 ? 0 : (value * 255 + a / 2) / a; };
      *to++ = static_cast<uint8_t>(part(r));
      *to++ = static_cast<uint8_t>(part(g));
      *to++ = static_cast<uint8_t>(part(b));
      *to++ = static_cast<uint8_t>(a);
      continue;
    }
    *to++ = static_cast<uint8_t>(r);
    *to++ = static_cast<uint8_t>(g);
    *to++ = static_cast<uint8_t>(b);
  }
}

cairo_status_t append(void* to, const unsigned char* data, unsigned int size) {
  auto* out = static_cast<std::vector<uint8_t>*>(to);
  out->insert(out->end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

base::Result<std::vector<uint8_t>> paint_png(const DisplayList& list, double scale) {
  const double width = std::round(list.size.width * scale);
  const double height = std::round(list.size.height * scale);
  if (!(width >= 1 && height >= 1 && width <= kMaxPixels && height <= kMaxPixels)) {
    return base::Status("a picture has 1 to 32,000 pixels a side, not " +
                        std::to_string(static_cast<int64_t>(width)) + " × " +
                        std::to_string(static_cast<int64_t>(height)));
  }
  const bool alpha = list.background.a != 255;
  const Surface surface(cairo_image_surface_create(alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                                   static_cast<int>(width),
                                                   static_cast<int>(height)));
  const Context cr(cairo_create(surface.get()));
  cairo_scale(cr.get(), scale, scale);
  set_font_options(cr.get());
  Painter(cr.get(), true).paint(list);
  if (const cairo_status_t status = cairo_status(cr.get()); status != CAIRO_STATUS_SUCCESS) {
    return failure(status);
  }
  cairo_surface_flush(surface.get());
  const uint8_t* data = cairo_image_surface_get_data(surface.get());
  const auto stride = static_cast<size_t>(cairo_image_surface_get_stride(surface.get()));
  PngImage image;
  image.width = static_cast<uint32_t>(width);
  image.height = static_cast<uint32_t>(height);
  image.alpha = alpha;
  image.pixels_per_metre = scale * 72 / 0.0254;
  image.row = [&](uint32_t y, uint8_t* row) {
    copy_row(reinterpret_cast<const uint32_t*>(data + y * stride), image.width, alpha, row);
  };
  std::vector<uint8_t> png = write_png(image);
  if (png.empty()) return failure(CAIRO_STATUS_NO_MEMORY);
  return png;
}

base::Result<std::vector<uint8_t>> paint_pdf(const DisplayList& list, const std::string& title) {
  if (!(list.size.width > 0) || !(list.size.height > 0)) {
    return base::Status("a page has a width and a height");
  }
  std::vector<uint8_t> out;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(append, &out, list.size.width, list.size.height));
  // Nothing that changes from one day to the next.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Oriel");
  if (!title.empty()) {
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE,
                                   clean_text(title).c_str());
  }
  {
    const Context cr(cairo_create(surface.get()));
    set_font_options(cr.get());
    Painter(cr.get(), false).paint(list);
    if (const cairo_status_t status = cairo_status(cr.get()); status != CAIRO_STATUS_SUCCESS) {
      return failure(status);
    }
  }
  cairo_surface_finish(surface.get());
  if (const cairo_status_t status = cairo_surface_status(surface.get());
      status != CAIRO_STATUS_SUCCESS) {
    return failure(status);
  }
  return out;
}

}  // namespace oriel::draw
