// TextShaper: lines of text as glyphs of fonts that are on this machine (Inter if it is installed,
// else DejaVu Sans; anything else a text needs by fontconfig). What it measures is what the cairo
// painters draw: glyphs are unhinted, so that a text has the same proportions at every scale.
//
// One per thread (TextShaper::of_thread()). A text is shaped once and remembered; a look-up costs
// about 50 ns, shaping 20 µs. It holds at most 4,096 texts.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "draw/text_measure.h"

namespace oriel::draw {

// Glyphs of one font, at a size of 1 unit, from the start of the text's baseline.
struct GlyphRun {
  cairo_font_face_t* face = nullptr;  // owned by the shaper
  std::vector<cairo_glyph_t> glyphs;
};
struct ShapedText {
  std::vector<GlyphRun> runs;
  double width = 0;
};

class TextShaper final : public TextMeasure {
 public:
  static TextShaper& of_thread();
  TextShaper();
  ~TextShaper() override;
  TextShaper(const TextShaper&) = delete;
  TextShaper& operator=(const TextShaper&) = delete;

  float width(std::string_view text, float size, Weight weight = Weight::kRegular) override;
  // Valid until the next call.
  const ShapedText& shape(std::string_view text, Weight weight);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Bytes that are not UTF-8 become U+FFFD; control characters become spaces.
std::string clean_text(std::string_view text);

}  // namespace oriel::draw
