// Sheet: a display list while it is being written, with the words that the parts of layout share:
// measured text, strokes, boxes. Internal to layout; not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "draw/display_list.h"
#include "draw/layout.h"
#include "draw/series_looks.h"
#include "draw/text_measure.h"
#include "draw/theme.h"

namespace oriel::draw {

inline float right_of(const Box& box) {
  return box.x + box.width;
}
inline float bottom_of(const Box& box) {
  return box.y + box.height;
}
bool overlaps(const Box& a, const Box& b);

// How a line of text looks.
struct TextStyle {
  float size = 12;
  Color color;
  Weight weight = Weight::kRegular;
  Anchor anchor = Anchor::kStart;
  bool tabular = false;
};

class Sheet {
 public:
  Sheet(DisplayList& list, const LayoutOptions& options, const Theme& theme, TextMeasure& measure,
        float font)
      : options(options), theme(theme), measure(measure), font(font), list_(list) {}

  const LayoutOptions& options;
  const Theme& theme;
  TextMeasure& measure;
  const float font;  // of ticks and of all that is not a title

  float width(std::string_view text, float size, Weight weight = Weight::kRegular) {
    return measure.width(text, size, weight);
  }
  // Draws nothing if the text is empty. The box is where it stands.
  Box text(float x, float baseline, std::string text, const TextStyle& style);
  // Turned by 90° against the clock; `x` is its baseline, `y` its anchor.
  void turned_text(float x, float y, std::string text, const TextStyle& style);
  void line(std::vector<Point> points, Color color, float width = 1, Dash dash = Dash::kSolid);
  void rect(const Box& box, Color color);
  void add(Item item) { list_.items.push_back(std::move(item)); }
  void clip(const Box& box) { add(Clip{box}); }
  void unclip() { add(Clip{}); }

 private:
  DisplayList& list_;
};

// The signs of a line (series_looks.h), on the ground of the panel.
void draw_signs(Sheet& sheet, std::vector<Point> points, LineSign sign, Color color);

// Where text of this style would stand.
Box text_box(TextMeasure& measure, float x, float baseline, std::string_view text,
             const TextStyle& style);

}  // namespace oriel::draw
