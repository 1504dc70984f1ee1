// Figures and dashboards as files: the only place of the kit that draws.
#include <algorithm>
#include <cctype>

#include "draw/cairo_painter.h"
#include "draw/paper.h"
#include "draw/svg_painter.h"
#include "draw/theme.h"
#include "kit/files.h"
#include "kit/plots.h"

namespace oriel::kit {
namespace {

using base::Status;

draw::Size points(const PlotSize& size, double scale) {
  return {static_cast<float>(size.width / scale), static_cast<float>(size.height / scale)};
}

Status check(const std::string& path, const PlotOptions& options) {
  if (!draw::is_paper(path)) {
    return Status("cannot draw " + path + ": its name must end in .png, .svg or .pdf");
  }
  const auto within = [](double v, double least, double most) { return v >= least && v <= most; };
  if (!within(options.size.width, 100, 16384) || !within(options.size.height, 80, 16384) ||
      !within(options.scale, 0.5, 8) || !within(options.line_width, 0.25, 20) ||
      !within(options.font_size, 6, 48)) {
    return Status("cannot draw " + path +
                  ": a size is 100 × 80 to 16384 × 16384, a scale 0.5 to 8, a line width 0.25 to "
                  "20, a font size 6 to 48");
  }
  return {};
}

struct Move {
  float x, y;
  void operator()(draw::Point& p) const {
    p.x += x;
    p.y += y;
  }
  void operator()(draw::Box& b) const {
    b.x += x;
    b.y += y;
  }
  void operator()(draw::Polyline& item) const {
    for (draw::Point& p : item.points) (*this)(p);
  }
  void operator()(draw::Polygon& item) const {
    for (draw::Point& p : item.points) (*this)(p);
  }
  void operator()(draw::Rects& item) const {
    for (draw::Box& b : item.boxes) (*this)(b);
  }
  void operator()(draw::Markers& item) const {
    for (draw::Point& p : item.points) (*this)(p);
  }
  void operator()(draw::Picture& item) const { (*this)(item.box); }
  void operator()(draw::Label& item) const {
    item.x += x;
    item.y += y;
  }
  void operator()(draw::Clip& item) const {
    if (item.box.width > 0 && item.box.height > 0) (*this)(item.box);
  }
  void operator()(draw::Hit& item) const { (*this)(item.box); }
};

draw::DisplayList place(const std::vector<PlacedFigure>& figures, const PlotOptions& options) {
  const draw::Theme& theme =
      options.graph_style == GraphStyle::kDark ? draw::dark_theme() : draw::light_theme();
  draw::DisplayList page;
  page.size = points(options.size, options.scale);
  page.background = theme.page;
  for (const PlacedFigure& placed : figures) {
    draw::PaperOptions how;
    how.size = points(placed.place.size, options.scale);
    how.dark = theme.dark;
    how.scale = static_cast<float>(options.scale);
    how.font_size = static_cast<float>(options.font_size);
    how.line_width = static_cast<float>(options.line_width);
    how.title = false;
    draw::DisplayList list = draw::lay_on_paper(placed.figure, how);
    const Move move{static_cast<float>(placed.place.position.x / options.scale),
                    static_cast<float>(placed.place.position.y / options.scale)};
    page.items.emplace_back(
        draw::Rects{{{move.x, move.y, how.size.width, how.size.height}}, {list.background}});
    for (draw::Item& item : list.items) {
      std::visit(move, item);
      page.items.push_back(std::move(item));
    }
    page.items.emplace_back(draw::Clip{});
  }
  return page;
}

}  // namespace

Status save_figure(const figure::Figure& figure, const std::string& path,
                   const PlotOptions& options) {
  if (Status s = check(path, options); !s.ok()) return s;
  if (Status s = make_parent(path); !s.ok()) return s;
  draw::PaperOptions paper;
  paper.size = points(options.size, options.scale);
  paper.dark = options.graph_style == GraphStyle::kDark;
  paper.scale = static_cast<float>(options.scale);
  paper.font_size = static_cast<float>(options.font_size);
  paper.line_width = static_cast<float>(options.line_width);
  return draw::write_figure(figure, path, paper, file_system());
}

Status save_placed(const std::vector<PlacedFigure>& figures, const std::string& path,
                   const PlotOptions& options) {
  if (Status s = check(path, options); !s.ok()) return s;
  const draw::DisplayList page = place(figures, options);
  std::string end = path.substr(path.size() - 3);
  std::transform(end.begin(), end.end(), end.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr const char* kTitle = "Oriel dashboard";
  if (end == "svg") {
    return write_whole(path, draw::paint_svg(page, kTitle, "", draw::SvgText::kOutlines));
  }
  const auto bytes =
      end == "pdf" ? draw::paint_pdf(page, kTitle) : draw::paint_png(page, options.scale);
  if (!bytes.ok()) return bytes.status();
  return write_whole(path, base::as_text(*bytes));
}

}  // namespace oriel::kit
