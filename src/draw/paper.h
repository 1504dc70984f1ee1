// Paper: a figure as a file — PNG, SVG or PDF, light or dark. What `oriel plot` and the kit's
// save_plot() call.
//
// The same figure and options give the same bytes on the same machine. A file is replaced at once:
// a reader sees the old or the new one, and a full disk leaves nothing half-written. Any thread. A
// figure of four panels takes about 20 ms as PNG, 3 ms as SVG or PDF.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "draw/display_list.h"
#include "figure/figure.h"

namespace oriel::draw {

struct PaperOptions {
  Size size{};  // in points (1/72 inch); nothing: as the figure's panels need (paper_size())
  bool dark = false;
  float scale = 2;      // pixels per point, of PNG
  float font_size = 0;  // points, of labels; 0: 9 to 12, as the panels have room
  float line_width = 1.75F;
  bool title = true;      // the figure's title and reading
  bool svg_text = false;  // SVG keeps text as text instead of outlines
};

// 840 × 600 for four panels, 640 × 400 for one; higher where a table or a list of names needs it.
Size paper_size(const figure::Figure& figure);

DisplayList lay_on_paper(const figure::Figure& figure, const PaperOptions& options = {});

base::Result<std::vector<uint8_t>> render_png(const figure::Figure& figure,
                                              const PaperOptions& options = {});
base::Result<std::vector<uint8_t>> render_pdf(const figure::Figure& figure,
                                              const PaperOptions& options = {});
std::string render_svg(const figure::Figure& figure, const PaperOptions& options = {});

// True if the path ends in .png, .svg or .pdf (of any case).
bool is_paper(const std::string& path);

// Renders by the path's ending and replaces the file.
base::Status write_figure(const figure::Figure& figure, const std::string& path,
                          const PaperOptions& options = {},
                          base::FileSystem& fs = base::FileSystem::real());

}  // namespace oriel::draw
