#include "draw/glyph_atlas.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

TEST(GlyphAtlas, ALabelIsAsWideAsTheLayoutMeasuredIt) {
  GlyphAtlas atlas;
  for (const float size : {9.F, 12.5F, 24.F}) {
    for (const Weight weight : {Weight::kRegular, Weight::kBold}) {
      const float measured = TextShaper::of_thread().width("Validation loss 0.0812", size, weight);
      const AtlasLabel& label = atlas.label("Validation loss 0.0812", size, weight);
      EXPECT_NEAR(label.width, measured, 0.02F * size);
      EXPECT_EQ(label.glyphs.size(), 20u);  // two spaces have no ink
    }
  }
}

TEST(GlyphAtlas, GlyphsHaveInkInTheirOwnPlaces) {
  GlyphAtlas atlas;
  const AtlasLabel label = atlas.label("ABCabc✓−012", 16, Weight::kRegular);
  ASSERT_EQ(label.glyphs.size(), 11u);
  for (size_t i = 0; i < label.glyphs.size(); ++i) {
    const Box& uv = label.glyphs[i].uv;
    EXPECT_EQ(uv.width, label.glyphs[i].box.width);
    int darkest = 0;
    for (int y = 0; y < static_cast<int>(uv.height); ++y) {
      for (int x = 0; x < static_cast<int>(uv.width); ++x) {
        const auto at = static_cast<size_t>(static_cast<int>(uv.y) + y) * GlyphAtlas::kWidth +
                        static_cast<size_t>(static_cast<int>(uv.x) + x);
        darkest = std::max(darkest, static_cast<int>(atlas.pixels()[at]));
      }
    }
    EXPECT_GT(darkest, 100) << i;
    for (size_t j = 0; j < i; ++j) {
      const Box& other = label.glyphs[j].uv;
      EXPECT_TRUE(uv.x >= other.x + other.width || other.x >= uv.x + uv.width ||
                  uv.y >= other.y + other.height || other.y >= uv.y + uv.height);
    }
  }
}

TEST(GlyphAtlas, TheSameLabelCostsNothingTwice) {
  GlyphAtlas atlas;
  atlas.label("Epoch 12", 12, Weight::kRegular);
  const uint64_t version = atlas.version();
  atlas.label("Epoch 12", 12, Weight::kRegular);
  atlas.label("Epoch", 12, Weight::kRegular);
  EXPECT_EQ(atlas.version(), version);
}

TEST(GlyphAtlas, AFullPictureStartsAnew) {
  GlyphAtlas atlas;
  const uint64_t generation = atlas.generation();
  for (int size = 20; size < 200 && atlas.generation() == generation; ++size) {
    atlas.label("ABCDEFGHIJKLMNOPQRSTUVWXYZ", static_cast<float>(size), Weight::kBold);
    EXPECT_LE(atlas.height(), GlyphAtlas::kMaxHeight);
  }
  EXPECT_GT(atlas.generation(), generation);
  EXPECT_FALSE(atlas.label("A", 20, Weight::kRegular).glyphs.empty());
}

}  // namespace
}  // namespace oriel::draw
