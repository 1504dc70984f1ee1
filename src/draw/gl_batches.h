// GlBatches: a display list cut into what one draw call each can do — triangles of one Fragment
// under one clip, with one picture. No GL in here; pure but for the atlas; one thread.
#pragma once

#include <vector>

#include "draw/display_list.h"
#include "draw/glyph_atlas.h"
#include "draw/tessellate.h"

namespace oriel::draw {

// Whole pixels, y downwards.
struct PixelBox {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool operator==(const PixelBox&) const = default;
  bool empty() const { return x0 >= x1 || y0 >= y1; }
};

struct Batch {
  static constexpr size_t kAtlas = SIZE_MAX;

  // What is see-through and may lie over itself is gathered, as coverage, in a texture beside the
  // target; then one kCover quad blends it.
  bool gathers = false;
  bool begins = false;  // the first of its gathering: the texture must be cleared
  Fragment fragment = Fragment::kSolid;
  size_t first = 0, count = 0;  // of the indices
  size_t picture = kAtlas;      // of a kPicture: which of the list's
  PixelBox clip;
};

struct GlBatches {
  Mesh mesh;
  std::vector<Batch> batches;  // in order
};

// `scale` pixels make a unit of the list.
GlBatches make_batches(const DisplayList& list, float scale, GlyphAtlas& atlas);

}  // namespace oriel::draw
