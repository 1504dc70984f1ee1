// TextMeasure: how wide a line of text will be — all that layout must know of fonts. The painter
// that will draw it answers (draw/text_shape.h for cairo); tests and painters without a shaper use
// FixedMeasure.
//
// Any thread, as long as each has its own measure; an answer costs a look-up after the first.
#pragma once

#include <string_view>

#include "draw/display_list.h"

namespace oriel::draw {

class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  // In the units of the display list, as is `size`.
  virtual float width(std::string_view text, float size, Weight weight = Weight::kRegular) = 0;
};

// Every character is as wide as every other; stateless.
class FixedMeasure final : public TextMeasure {
 public:
  explicit FixedMeasure(float em = 0.6F) : em_(em) {}
  float width(std::string_view text, float size, Weight weight = Weight::kRegular) override;

 private:
  float em_;  // of the size
};

// Above and below the baseline, of any text: what layout reserves for a line.
inline constexpr float kAscent = 0.78F;
inline constexpr float kDescent = 0.22F;

// How many characters UTF-8 text has; bytes that are not UTF-8 count one each.
size_t count_characters(std::string_view text);

// `text`, or as much of it as fits with an ellipsis; nothing if not even one character does.
std::string clip_text(TextMeasure& measure, std::string_view text, float width, float size,
                      Weight weight = Weight::kRegular);

}  // namespace oriel::draw
