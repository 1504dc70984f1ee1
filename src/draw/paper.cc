#include "draw/paper.h"

#include <algorithm>
#include <cctype>

#include "draw/blocks.h"
#include "draw/cairo_painter.h"
#include "draw/layout.h"
#include "draw/svg_painter.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

constexpr float kMostHigh = 1600;  // of a panel whose page nobody has sized

std::string ending(const std::string& path) {
  const size_t dot = path.rfind('.');
  const size_t slash = path.rfind('/');
  if (dot == std::string::npos || (slash != std::string::npos && slash > dot)) return "";
  std::string end = path.substr(dot + 1);
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return end;
}

}  // namespace

Size paper_size(const figure::Figure& figure) {
  const int columns = grid_columns(figure, {840, 600});
  const size_t count = figure.panels.size();
  if (count == 0) return {640, 110};
  TextMeasure& measure = TextShaper::of_thread();
  constexpr float kFont = 12;
  constexpr float kAround = 100;  // title, reading and notes
  float width = columns == 1 ? 640 : columns == 2 ? 840 : 1120;
  const auto blocks = [&](const figure::Panel& panel, float room) {
    return is_block_panel(panel) ? blocks_height(measure, panel, room, kFont) : 0;
  };
  // Words that would be broken into many lines get a wider page.
  const bool wordy =
      columns == 1 && blocks(figure.panels[0], 610) > 1.2F * blocks(figure.panels[0], 4000);
  if (wordy) width = 840;
  const float room = width / static_cast<float>(columns) - 34;
  float highest = 0;
  for (const figure::Panel& panel : figure.panels) {
    const float names = static_cast<float>(panel.y.categories.size()) * kFont * 1.3F;
    highest = std::max({highest, blocks(panel, room) + 40, names + 80});
  }
  highest = std::min(highest, kMostHigh);
  if (count == 1) {
    const bool low = is_block_panel(figure.panels[0]) && highest > 60;  // not an image
    return {width, std::max(low ? 160.0F : 400.0F, highest + kAround)};
  }
  const auto rows = (count + static_cast<size_t>(columns) - 1) / static_cast<size_t>(columns);
  const auto high = static_cast<float>(rows);
  return {width, std::max(40 + high * 280, kAround + high * highest)};
}

DisplayList lay_on_paper(const figure::Figure& figure, const PaperOptions& options) {
  LayoutOptions how;
  how.size = options.size.width > 0 && options.size.height > 0 ? options.size : paper_size(figure);
  how.theme = options.dark ? &dark_theme() : &light_theme();
  how.text = &TextShaper::of_thread();
  how.font_size = options.font_size;
  how.line_width = options.line_width;
  how.title = options.title;
  how.paper = true;
  how.density = std::clamp(options.scale, 1.0F, 4.0F);
  return layout(figure, how);
}

base::Result<std::vector<uint8_t>> render_png(const figure::Figure& figure,
                                              const PaperOptions& options) {
  return paint_png(lay_on_paper(figure, options), options.scale);
}

base::Result<std::vector<uint8_t>> render_pdf(const figure::Figure& figure,
                                              const PaperOptions& options) {
  return paint_pdf(lay_on_paper(figure, options), figure.title);
}

std::string render_svg(const figure::Figure& figure, const PaperOptions& options) {
  return paint_svg(lay_on_paper(figure, options), figure.title, figure.reading,
                   options.svg_text ? SvgText::kText : SvgText::kOutlines);
}

bool is_paper(const std::string& path) {
  const std::string end = ending(path);
  return end == "png" || end == "svg" || end == "pdf";
}

base::Status write_figure(const figure::Figure& figure, const std::string& path,
                          const PaperOptions& options, base::FileSystem& fs) {
  const std::string end = ending(path);
  std::vector<uint8_t> bytes;
  if (end == "svg") {
    const std::string text = render_svg(figure, options);
    bytes.assign(text.begin(), text.end());
  } else if (end == "png" || end == "pdf") {
    auto rendered = end == "png" ? render_png(figure, options) : render_pdf(figure, options);
    if (!rendered.ok()) return rendered.status();
    bytes = std::move(*rendered);
  } else {
    return base::Status("cannot tell the format of " + path +
                        ": give a name that ends in .png, .svg or .pdf");
  }
  const base::Status written = base::replace_file(fs, path, bytes);
  if (written.ok()) return written;
  return base::Status("cannot write " + path + " (" + written.message() + ")",
                      written.error_number());
}

}  // namespace oriel::draw
