// GlyphAtlas: the shapes of letters as coverage in one picture, for painters that have textures
// instead of a text engine. Text is shaped as on paper (draw/text_shape.h), so that a label is as
// wide here as the layout measured it.
//
// Owns the picture and what has been placed so far; shapes with the shaper of the thread, and is to
// be used on one thread only. A label is a look-up after the first time; a glyph is drawn once per
// size and quarter of a pixel. When the picture is full it starts anew (see generation()).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "draw/display_list.h"

namespace oriel::draw {

struct AtlasGlyph {
  Box box;  // pixels from the label's start on its baseline, whole ones
  Box uv;   // pixels of the atlas
};
struct AtlasLabel {
  std::vector<AtlasGlyph> glyphs;
  float width = 0;  // advance, pixels
};

class GlyphAtlas {
 public:
  static constexpr int kWidth = 1024;
  static constexpr int kMaxHeight = 2048;

  GlyphAtlas();
  ~GlyphAtlas();
  GlyphAtlas(const GlyphAtlas&) = delete;
  GlyphAtlas& operator=(const GlyphAtlas&) = delete;

  // `size` in pixels. Valid until the next call.
  const AtlasLabel& label(const std::string& text, float size, Weight weight);

  // One byte per pixel, kWidth × height(), row by row.
  const std::vector<uint8_t>& pixels() const;
  int height() const;
  // Grows with every glyph that is added.
  uint64_t version() const;
  // Changes when everything has been thrown away: labels from before are void.
  uint64_t generation() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace oriel::draw
