#include "draw/text_measure.h"

namespace oriel::draw {
namespace {

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) count += i == 0 || starts_character(text[i]) ? 1 : 0;
  return count;
}

float FixedMeasure::width(std::string_view text, float size, Weight weight) {
  const float bold = weight == Weight::kBold ? 1.08F : 1.0F;
  return static_cast<float>(count_characters(text)) * em_ * size * bold;
}

std::string clip_text(TextMeasure& measure, std::string_view text, float width, float size,
                      Weight weight) {
  if (measure.width(text, size, weight) <= width) return std::string(text);
  // Bisects on bytes, moving each cut to the start of a character.
  const auto cut = [&](size_t bytes) {
    while (bytes > 0 && bytes < text.size() && !starts_character(text[bytes])) --bytes;
    size_t end = bytes;
    while (end > 0 && text[end - 1] == ' ') --end;
    return end == 0 ? std::string() : std::string(text.substr(0, end)) + "…";
  };
  size_t low = 0;
  size_t high = text.size();
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    if (measure.width(cut(middle), size, weight) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return cut(low);
}

}  // namespace oriel::draw
