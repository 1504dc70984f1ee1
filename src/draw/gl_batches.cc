#include "draw/gl_batches.h"

#include <algorithm>
#include <cmath>

namespace oriel::draw {
namespace {

PixelBox intersect(const PixelBox& a, const PixelBox& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

int to_pixel(double value) {
  return static_cast<int>(std::clamp(value, -1e6, 1e6));
}

class Builder {
 public:
  Builder(const DisplayList& list, float scale, GlyphAtlas& atlas)
      : scale_(scale),
        all_{0, 0, to_pixel(std::ceil(list.size.width * scale)),
             to_pixel(std::ceil(list.size.height * scale))},
        clip_(all_),
        atlas_(atlas) {}

  GlBatches build(const DisplayList& list) {
    add_box(mesh(), {0, 0, list.size.width * scale_, list.size.height * scale_}, list.background);
    for (const Item& item : list.items) std::visit([this](const auto& i) { add(i); }, item);
    flush();
    return std::move(out_);
  }

 private:
  Mesh& mesh() { return out_.mesh; }
  Point scaled(Point p) const { return {p.x * scale_, p.y * scale_}; }
  Box scaled(const Box& b) const {
    return {b.x * scale_, b.y * scale_, b.width * scale_, b.height * scale_};
  }
  std::vector<Point> scaled(const std::vector<Point>& points) const {
    std::vector<Point> out;
    out.reserve(points.size());
    for (const Point p : points) out.push_back(scaled(p));
    return out;
  }

  Fragment fragment_at(size_t index) const {
    return static_cast<Fragment>(out_.mesh.vertices[out_.mesh.indices[index]].fragment);
  }

  // Ends what has been gone on with: the triangles since then become batches.
  void flush(bool gathers = false, size_t picture = Batch::kAtlas) {
    const size_t end = mesh().indices.size();
    bool begins = gathers;
    while (start_ < end) {
      const Fragment fragment = fragment_at(start_);
      size_t to = start_;
      while (to < end && fragment_at(to) == fragment) to += 3;
      if (!clip_.empty()) {
        out_.batches.push_back({gathers, begins, fragment, start_, to - start_, picture, clip_});
      }
      begins = false;
      start_ = to;
    }
  }

  void add(const Polyline& line) {
    const auto draw = [&](Color color) {
      add_polyline(mesh(), scaled(line.points), line.width * scale_, line.dash, color, scale_);
    };
    // What is opaque may lie over itself; a single segment cannot.
    if (line.color.a == 255 || line.points.size() <= 2) {
      draw(line.color);
    } else {
      covered(line.color, draw);
    }
  }
  void add(const Polygon& polygon) {
    covered(polygon.color,
            [&](Color color) { add_polygon(mesh(), scaled(polygon.points), color); });
  }
  void add(const Rects& rects) {
    for (size_t i = 0; i < rects.boxes.size() && !rects.colors.empty(); ++i) {
      add_box(mesh(), scaled(rects.boxes[i]), rects.colors[std::min(i, rects.colors.size() - 1)]);
    }
  }
  void add(const Markers& markers) {
    const bool stroked =
        !markers.filled || markers.shape == Marker::kCross || markers.shape == Marker::kPlus;
    const float stroke = stroked ? std::max(1.25F, markers.size / 4) * scale_ : 0;
    for (const Point p : markers.points) {
      add_marker(mesh(), scaled(p), markers.shape, markers.size * scale_, stroke, markers.color);
    }
  }
  void add(const Label& label) {
    const AtlasLabel& shaped = atlas_.label(label.text, label.size * scale_, label.weight);
    float start = 0;
    if (label.anchor == Anchor::kMiddle) start = -shaped.width / 2;
    if (label.anchor == Anchor::kEnd) start = -shaped.width;
    // On whole pixels along both axes: what has been drawn for whole pixels stays sharp.
    Point at = scaled(Point{label.x, label.y});
    (label.upright ? at.x : at.y) += label.upright ? start : -start;
    at = {std::round(at.x), std::round(at.y)};
    for (const AtlasGlyph& glyph : shaped.glyphs) {
      add_textured(mesh(), Fragment::kGlyph, glyph.box, glyph.uv, label.color, at, !label.upright);
    }
  }
  void add(const Clip& clip) {
    flush();
    clip_ = all_;
    if (clip.box.width <= 0 || clip.box.height <= 0) return;
    const Box b = scaled(clip.box);
    clip_ = intersect(all_,
                      {to_pixel(std::round(b.x)), to_pixel(std::round(b.y)),
                       to_pixel(std::round(b.x + b.width)), to_pixel(std::round(b.y + b.height))});
  }
  void add(const Picture& picture) {
    flush();
    add_textured(mesh(), Fragment::kPicture, scaled(picture.box), {0, 0, 1, 1}, {});
    flush(false, pictures_++);
  }
  void add(const Hit&) {}

  // `draw` adds shapes that may lie over one another; together they are blended once.
  template <class Draw>
  void covered(Color color, const Draw& draw) {
    flush();
    const size_t first_vertex = mesh().vertices.size();
    draw(color);
    const PixelBox around = bounds(first_vertex);
    const PixelBox clip = clip_;
    clip_ = intersect(clip_, around);
    flush(true);
    if (!clip_.empty()) {
      const auto f = [](int i) { return static_cast<float>(i); };
      add_textured(mesh(), Fragment::kCover,
                   {f(clip_.x0), f(clip_.y0), f(clip_.x1 - clip_.x0), f(clip_.y1 - clip_.y0)},
                   {0, 0, 1, 1}, color);
      flush();
    }
    clip_ = clip;
  }

  PixelBox bounds(size_t first_vertex) {
    float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (size_t i = first_vertex; i < mesh().vertices.size(); ++i) {
      const Vertex& v = mesh().vertices[i];
      x0 = std::min(x0, v.x), x1 = std::max(x1, v.x);
      y0 = std::min(y0, v.y), y1 = std::max(y1, v.y);
    }
    return {to_pixel(std::floor(x0)), to_pixel(std::floor(y0)), to_pixel(std::ceil(x1)),
            to_pixel(std::ceil(y1))};
  }

  const float scale_;
  const PixelBox all_;
  PixelBox clip_;
  GlyphAtlas& atlas_;
  GlBatches out_;
  size_t start_ = 0;  // the first index that is in no batch yet
  size_t pictures_ = 0;
};

}  // namespace

GlBatches make_batches(const DisplayList& list, float scale, GlyphAtlas& atlas) {
  const uint64_t generation = atlas.generation();
  GlBatches batches = Builder(list, scale, atlas).build(list);
  if (atlas.generation() == generation) return batches;
  return Builder(list, scale, atlas).build(list);  // the atlas started anew: labels have moved
}

}  // namespace oriel::draw
