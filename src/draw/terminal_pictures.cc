#include "draw/terminal_pictures.h"

#include <algorithm>
#include <cmath>

#include "draw/number_format.h"

namespace oriel::draw {
namespace {

bool colors(const TerminalTheme& theme) {
  return theme.color >= ColorLevel::k256 && theme.glyphs != Glyphs::kAscii;
}

// Two pixels; the lower half is the glyph's, the upper one its ground.
void set_pair(CellBuffer& out, int x, int y, Ink upper, Ink lower) {
  if (upper == lower) {
    out.set(x, y, ' ', CellStyle{}.on(upper));
  } else {
    out.set(x, y, glyph_of(U'▄'), CellStyle{lower, upper, 0});
  }
}

void set_shade(CellBuffer& out, int x, int y, double t, const TerminalTheme& theme) {
  if (std::isnan(t)) return;
  const auto shades = theme.set().shades;
  const auto steps = static_cast<double>(shades.size() - 2);  // blank is for what is not there
  const auto i = 1 + static_cast<size_t>(std::lround(std::clamp(t, 0.0, 1.0) * steps));
  out.set(x, y, glyph_of(shades[i]), theme.text);
}

// The index of the interval between edges that holds v; -1 outside.
int interval(const std::vector<double>& edges, double v) {
  const auto after = std::upper_bound(edges.begin(), edges.end(), v);
  const auto at = static_cast<int>(after - edges.begin()) - 1;
  return at >= 0 && at + 1 < static_cast<int>(edges.size()) ? at : -1;
}

class HeatCells {
 public:
  explicit HeatCells(const figure::HeatMap& map) : map_(map) {
    low_ = map.colors ? map.colors->first : INFINITY;
    high_ = map.colors ? map.colors->second : -INFINITY;
    if (!map.colors) {
      for (const double v : map.values) {
        if (std::isfinite(v)) low_ = std::min(low_, v), high_ = std::max(high_, v);
      }
      if (map.diverging) {
        high_ = std::max(std::abs(low_), std::abs(high_));
        low_ = -high_;
      }
    }
  }

  // The place on the colour map of what is at (x, y); NaN where there is nothing.
  double at(double x, double y) const {
    const int column = interval(map_.x, x), row = interval(map_.y, y);
    if (column < 0 || row < 0) return NAN;
    const size_t columns = map_.x.size() - 1;
    const size_t index = static_cast<size_t>(row) * columns + static_cast<size_t>(column);
    const double v = index < map_.values.size() ? map_.values[index] : NAN;
    return high_ > low_ ? (v - low_) / (high_ - low_) : v - v + 0.5;
  }

 private:
  const figure::HeatMap& map_;
  double low_ = 0, high_ = 1;
};

}  // namespace

void paint_heat_map(CellBuffer& out, const CellRect& plot, const figure::HeatMap& map,
                    const PictureFrame& frame, const TerminalTheme& theme) {
  if (map.x.size() < 2 || map.y.size() < 2) return;
  const HeatCells cells(map);
  const double width = frame.x.second - frame.x.first, height = frame.y.second - frame.y.first;
  const auto y_at = [&](double part) {
    return frame.y.first + height * (frame.reversed ? part : 1 - part);
  };
  for (int row = 0; row < plot.height; ++row) {
    for (int column = 0; column < plot.width; ++column) {
      const double x = frame.x.first + width * (column + 0.5) / plot.width;
      const int cx = plot.x + column, cy = plot.y + row;
      if (!colors(theme)) {
        set_shade(out, cx, cy, cells.at(x, y_at((row + 0.5) / plot.height)), theme);
        continue;
      }
      const double upper = cells.at(x, y_at((row + 0.25) / plot.height));
      const double lower = cells.at(x, y_at((row + 0.75) / plot.height));
      set_pair(out, cx, cy, theme.heat(upper, map.diverging), theme.heat(lower, map.diverging));
    }
  }
}

void paint_image(CellBuffer& out, const CellRect& rect, const figure::ImageMark& image,
                 const std::string& title, const TerminalTheme& theme) {
  int y = rect.y;
  if (!title.empty()) {
    const int used = out.put(rect.x, y, title, theme.title, rect.width);
    const std::string step = "step " + format_integer(static_cast<double>(image.step));
    out.put_right(rect.right(), y++, step, theme.muted, rect.width - used - 2);
  }
  const size_t pixels = static_cast<size_t>(image.width) * image.height;
  const int rows = rect.bottom() - y;
  if (pixels == 0 || image.channels == 0 || rows <= 0 ||
      image.pixels.size() < pixels * image.channels) {
    return;
  }
  const double scale =
      std::min(static_cast<double>(rect.width) / image.width, 2.0 * rows / image.height);
  const int width = std::clamp(static_cast<int>(image.width * scale), 1, rect.width);
  const int height = std::clamp(static_cast<int>(image.height * scale), 1, 2 * rows);
  const auto ink = [&](int px, int py) -> Ink {
    if (py >= height) return {};
    const size_t ix = static_cast<size_t>(px) * image.width / static_cast<size_t>(width);
    const size_t iy = static_cast<size_t>(py) * image.height / static_cast<size_t>(height);
    const uint8_t* p = &image.pixels[(iy * image.width + ix) * image.channels];
    return image.channels >= 3 ? Ink::rgb(p[0], p[1], p[2]) : Ink::rgb(p[0], p[0], p[0]);
  };
  for (int row = 0; 2 * row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      const Ink upper = ink(column, 2 * row);
      if (colors(theme)) {
        set_pair(out, rect.x + column, y + row, upper, ink(column, 2 * row + 1));
      } else {
        const double light = (0.3 * upper.r() + 0.6 * upper.g() + 0.1 * upper.b()) / 255;
        set_shade(out, rect.x + column, y + row, light, theme);
      }
    }
  }
}

void paint_text(CellBuffer& out, const CellRect& rect, const figure::TextMark& text,
                const std::string& title, const TerminalTheme& theme) {
  int y = rect.y;
  if (!title.empty()) {
    const int used = out.put(rect.x, y, title, theme.title, rect.width);
    const std::string step = "step " + format_integer(static_cast<double>(text.step));
    out.put_right(rect.right(), y++, step, theme.muted, rect.width - used - 2);
  }
  const auto rows = static_cast<size_t>(std::max(rect.bottom() - y, 0));
  for (const std::string& line : wrap_text(text.text, rect.width, rows)) {
    out.put(rect.x, y++, line, theme.text, rect.width);
  }
}

}  // namespace oriel::draw
