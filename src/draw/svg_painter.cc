#include "draw/svg_painter.h"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>

#include "draw/png_writer.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

constexpr size_t kMaxRuns = 4096;  // a picture of fewer runs of one colour is written as rectangles

std::string base64(const std::vector<uint8_t>& bytes) {
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(bytes.size() * 4 / 3 + 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t left = bytes.size() - i;
    const uint32_t three = uint32_t{bytes[i]} << 16 | (left > 1 ? uint32_t{bytes[i + 1]} << 8 : 0) |
                           (left > 2 ? uint32_t{bytes[i + 2]} : 0);
    out += kDigits[three >> 18 & 63];
    out += kDigits[three >> 12 & 63];
    out += left > 1 ? kDigits[three >> 6 & 63] : '=';
    out += left > 2 ? kDigits[three & 63] : '=';
  }
  return out;
}

struct ContextDeleter {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

class Writer {
 public:
  Writer(SvgText text) : text_mode_(text) {}

  std::string write(const DisplayList& list, const std::string& title,
                    const std::string& description) {
    if (list.background.a > 0) {
      out_ += "<rect width=\"100%\" height=\"100%\"";
      fill(list.background);
      out_ += "/>\n";
    }
    for (const Item& item : list.items) std::visit(*this, item);
    if (clipped_) out_ += "</g>\n";
    std::string body;
    std::swap(body, out_);
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    attribute("width", list.size.width);
    attribute("height", list.size.height);
    out_ += " viewBox=\"0 0 ";
    number(list.size.width);
    out_ += ' ';
    number(list.size.height);
    out_ += "\" role=\"img\">\n";
    element("title", title);
    element("desc", description);
    if (!defs_.empty()) out_ += "<defs>\n" + defs_ + "</defs>\n";
    return out_ + body + "</svg>\n";
  }

  void operator()(const Polyline& line) {
    const size_t at = out_.size();
    out_ += "<path d=\"";
    if (!path(line.points)) return out_.resize(at);
    out_ += "\" fill=\"none\" stroke-linejoin=\"round\"";
    if (line.points.size() > 2 && line.dash == Dash::kSolid) out_ += " stroke-linecap=\"round\"";
    stroke(line.color, line.width);
    dash(line.dash, line.width);
    out_ += "/>\n";
  }

  void operator()(const Polygon& polygon) {
    const size_t at = out_.size();
    out_ += "<path d=\"";
    if (!path(polygon.points)) return out_.resize(at);
    out_ += "Z\"";
    fill(polygon.color);
    out_ += "/>\n";
  }

  void operator()(const Rects& rects) {
    if (rects.colors.empty()) return;
    for (size_t i = 0; i < rects.boxes.size(); ++i) {
      rectangle(rects.boxes[i], rects.colors[std::min(i, rects.colors.size() - 1)]);
    }
  }

  void operator()(const Markers& markers) {
    if (markers.points.empty()) return;
    const bool strokes =
        !markers.filled || markers.shape == Marker::kCross || markers.shape == Marker::kPlus;
    out_ += "<path d=\"";
    for (const Point& point : markers.points) {
      if (!std::isnan(point.x) && !std::isnan(point.y)) {
        marker(markers.shape, point.x, point.y, markers.size / 2);
      }
    }
    out_ += '"';
    if (strokes) {
      out_ += " fill=\"none\"";
      stroke(markers.color, std::max(1.25F, markers.size / 4));
    } else {
      fill(markers.color);
    }
    out_ += "/>\n";
  }

  void operator()(const Picture& picture) {
    if (picture.pixels.size() < size_t{picture.width} * picture.height) return;
    if (picture.nearest && count_runs(picture) <= kMaxRuns) return picture_as_rectangles(picture);
    PngImage image;
    image.width = picture.width;
    image.height = picture.height;
    image.alpha = true;
    image.row = [&](uint32_t y, uint8_t* row) {
      for (uint32_t x = 0; x < picture.width; ++x) {
        const Color c = picture.pixels[size_t{y} * picture.width + x];
        for (const uint8_t part : {c.r, c.g, c.b, c.a}) *row++ = part;
      }
    };
    out_ += "<image";
    box(picture.box);
    out_ += " preserveAspectRatio=\"none\"";
    if (picture.nearest) out_ += " image-rendering=\"pixelated\"";
    out_ += " xlink:href=\"data:image/png;base64," + base64(write_png(image)) + "\"/>\n";
  }

  void operator()(const Label& label) {
    if (text_mode_ == SvgText::kText) return plain_text(label);
    const ShapedText& shaped = TextShaper::of_thread().shape(label.text, label.weight);
    const double before = label.anchor == Anchor::kEnd      ? shaped.width
                          : label.anchor == Anchor::kMiddle ? shaped.width / 2
                                                            : 0;
    out_ += "<g role=\"text\" aria-label=\"" + escaped(label.text) + "\" transform=\"translate(";
    number(label.x);
    out_ += ' ';
    number(label.y);
    out_ += label.upright ? ")" : ")rotate(-90)";
    // Outlines are kept at 1,000 units; y grows downwards in both.
    out_ += "scale(";
    number(label.size / 1000, 6);
    out_ += ")\"";
    fill(label.color);
    out_ += '>';
    for (const GlyphRun& run : shaped.runs) {
      for (const cairo_glyph_t& glyph : run.glyphs) {
        const int id = outline(run.face, glyph.index);
        if (id < 0) continue;  // a space
        out_ += "<use xlink:href=\"#g" + std::to_string(id) + "\"";
        attribute("x", (glyph.x - before) * 1000, 1);
        if (glyph.y != 0) attribute("y", glyph.y * 1000, 1);
        out_ += "/>";
      }
    }
    out_ += "</g>\n";
  }

  void operator()(const Clip& clip) {
    if (clipped_) out_ += "</g>\n";
    clipped_ = clip.box.width > 0 && clip.box.height > 0;
    if (!clipped_) return;
    const std::string id = "c" + std::to_string(clips_++);
    out_ += "<clipPath id=\"" + id + "\"><rect";
    box(clip.box);
    out_ += "/></clipPath>\n<g clip-path=\"url(#" + id + ")\">\n";
  }

  void operator()(const Hit&) {}

 private:
  static std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : clean_text(text)) {
      if (c == '&') {
        out += "&amp;";
      } else if (c == '<') {
        out += "&lt;";
      } else if (c == '>') {
        out += "&gt;";
      } else if (c == '"') {
        out += "&quot;";
      } else {
        out += c;
      }
    }
    return out;
  }

  void element(const char* name, const std::string& text) {
    if (text.empty()) return;
    out_ += std::string("<") + name + ">" + escaped(text) + "</" + name + ">\n";
  }

  void number(double value, int decimals = 2) { append_number(out_, value, decimals); }

  static void append_number(std::string& out, double value, int decimals) {
    char text[48];
    const auto [end, error] =
        std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
    std::string_view digits(text, error == std::errc() ? static_cast<size_t>(end - text) : 0);
    if (digits.find('.') != std::string_view::npos) {
      digits = digits.substr(0, digits.find_last_not_of('0') + 1);
      if (digits.ends_with('.')) digits.remove_suffix(1);
    }
    out += digits == "-0" ? "0" : digits;
  }

  void attribute(const char* name, double value, int decimals = 2) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    number(value, decimals);
    out_ += '"';
  }

  void paint_attribute(const char* name, Color color) {
    static constexpr char kHex[] = "0123456789abcdef";
    out_ += ' ';
    out_ += name;
    out_ += "=\"#";
    for (const uint8_t part : {color.r, color.g, color.b}) {
      out_ += kHex[part >> 4];
      out_ += kHex[part & 15];
    }
    out_ += '"';
    if (color.a != 255) attribute((std::string(name) + "-opacity").c_str(), color.a / 255.0, 3);
  }
  void fill(Color color) { paint_attribute("fill", color); }
  void stroke(Color color, float width) {
    paint_attribute("stroke", color);
    if (width != 1) attribute("stroke-width", width);
  }

  void dash(Dash dash, float width) {
    if (dash == Dash::kSolid) return;
    const double unit = std::max(1.0F, width / 1.75F);
    const auto set = [&](std::initializer_list<double> pattern) {
      out_ += " stroke-dasharray=\"";
      for (const double length : pattern) {
        if (out_.back() != '"') out_ += ' ';
        number(length * unit);
      }
      out_ += '"';
    };
    if (dash == Dash::kDash) set({7, 4});
    if (dash == Dash::kDot) set({2, 3});
    if (dash == Dash::kDashDot) set({11, 3, 2, 3});
    if (dash == Dash::kShortDash) set({4, 2});
    if (dash == Dash::kLongDot) set({1, 2, 6, 2});
  }

  void box(const Box& box) {
    attribute("x", box.x);
    attribute("y", box.y);
    attribute("width", box.width);
    attribute("height", box.height);
  }

  void rectangle(const Box& where, Color color) {
    out_ += "<rect";
    box(where);
    fill(color);
    out_ += "/>\n";
  }

  void place(char command, double x, double y) {
    out_ += command;
    number(x);
    out_ += ' ';
    number(y);
  }

  // False if there is nothing to draw.
  bool path(const std::vector<Point>& points) {
    bool down = false;
    bool any = false;
    for (const Point& point : points) {
      if (std::isnan(point.x) || std::isnan(point.y)) {
        down = false;
        continue;
      }
      place(down ? 'L' : 'M', point.x, point.y);
      any = any || down;
      down = true;
    }
    return any;
  }

  void polygon(std::initializer_list<Point> points) {
    char command = 'M';
    for (const Point& point : points) {
      place(command, point.x, point.y);
      command = 'L';
    }
    out_ += 'Z';
  }

  void marker(Marker shape, float x, float y, float r) {
    switch (shape) {
      case Marker::kCircle: {
        const std::string arc = [&] {
          std::string text = "a";
          append_number(text, r, 2);
          text += ' ';
          append_number(text, r, 2);
          return text + " 0 1 0 ";
        }();
        place('M', x - r, y);
        out_ += arc;
        number(2 * r);
        out_ += " 0" + arc;
        number(-2 * r);
        out_ += " 0";
        break;
      }
      case Marker::kSquare: {
        const float h = r * 0.89F;
        polygon({{x - h, y - h}, {x + h, y - h}, {x + h, y + h}, {x - h, y + h}});
        break;
      }
      case Marker::kDiamond:
        polygon({{x - r, y}, {x, y - r}, {x + r, y}, {x, y + r}});
        break;
      case Marker::kTriangle:
        polygon({{x - r, y + r * 0.75F}, {x + r, y + r * 0.75F}, {x, y - r}});
        break;
      case Marker::kTriangleDown:
        polygon({{x - r, y - r * 0.75F}, {x + r, y - r * 0.75F}, {x, y + r}});
        break;
      case Marker::kCross:
        place('M', x - r, y - r);
        place('L', x + r, y + r);
        place('M', x - r, y + r);
        place('L', x + r, y - r);
        break;
      case Marker::kPlus:
        place('M', x - r, y);
        place('L', x + r, y);
        place('M', x, y - r);
        place('L', x, y + r);
        break;
    }
  }

  static bool starts_run(const Picture& picture, size_t i) {
    return i % picture.width == 0 || !(picture.pixels[i] == picture.pixels[i - 1]);
  }
  static size_t count_runs(const Picture& picture) {
    size_t runs = 0;
    for (size_t i = 0; i < size_t{picture.width} * picture.height; ++i) {
      runs += starts_run(picture, i) ? 1 : 0;
    }
    return runs;
  }

  void picture_as_rectangles(const Picture& picture) {
    const float width = picture.box.width / static_cast<float>(picture.width);
    const float height = picture.box.height / static_cast<float>(picture.height);
    out_ += "<g shape-rendering=\"crispEdges\">\n";
    for (uint32_t y = 0; y < picture.height; ++y) {
      for (uint32_t x = 0; x < picture.width;) {
        const size_t at = size_t{y} * picture.width + x;
        uint32_t end = x + 1;
        while (end < picture.width && !starts_run(picture, at + (end - x))) ++end;
        const Color color = picture.pixels[at];
        if (color.a > 0) {
          rectangle({picture.box.x + static_cast<float>(x) * width,
                     picture.box.y + static_cast<float>(y) * height,
                     static_cast<float>(end - x) * width, height},
                    color);
        }
        x = end;
      }
    }
    out_ += "</g>\n";
  }

  void plain_text(const Label& label) {
    out_ += "<text";
    if (label.upright) {
      attribute("x", label.x);
      attribute("y", label.y);
    } else {
      out_ += " transform=\"translate(";
      number(label.x);
      out_ += ' ';
      number(label.y);
      out_ += ")rotate(-90)\"";
    }
    attribute("font-size", label.size);
    out_ += " font-family=\"Inter, 'DejaVu Sans', sans-serif\"";
    if (label.weight == Weight::kBold) out_ += " font-weight=\"bold\"";
    if (label.anchor == Anchor::kMiddle) out_ += " text-anchor=\"middle\"";
    if (label.anchor == Anchor::kEnd) out_ += " text-anchor=\"end\"";
    fill(label.color);
    out_ += ">" + escaped(label.text) + "</text>\n";
  }

  // The number of this glyph's outline in <defs>; -1 if it has none.
  int outline(cairo_font_face_t* face, unsigned long index) {
    const auto [at, added] = outlines_.try_emplace({face, index}, -1);
    if (!added) return at->second;
    const std::string path = glyph_path(face, index);
    if (path.empty()) return -1;
    at->second = next_outline_++;
    defs_ += "<path id=\"g" + std::to_string(at->second) + "\" d=\"" + path + "\"/>\n";
    return at->second;
  }

  std::string glyph_path(cairo_font_face_t* face, unsigned long index) {
    if (context_ == nullptr) {
      cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
      context_.reset(cairo_create(surface));
      cairo_surface_destroy(surface);
      cairo_font_options_t* options = cairo_font_options_create();
      cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
      cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
      cairo_set_font_options(context_.get(), options);
      cairo_font_options_destroy(options);
    }
    cairo_t* cr = context_.get();
    cairo_set_font_face(cr, face);
    cairo_set_font_size(cr, 1000);
    const cairo_glyph_t glyph = {index, 0, 0};
    cairo_new_path(cr);
    cairo_glyph_path(cr, &glyph, 1);
    cairo_path_t* path = cairo_copy_path(cr);
    std::string out;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
      const cairo_path_data_t* data = &path->data[i];
      const int points = data->header.length - 1;
      if (data->header.type == CAIRO_PATH_MOVE_TO && i + data->header.length >= path->num_data)
        break;
      static constexpr std::array kCommands = {'M', 'L', 'C', 'Z'};
      out += kCommands.at(static_cast<size_t>(data->header.type));
      for (int p = 1; p <= points; ++p) {
        if (p > 1) out += ' ';
        append_number(out, data[p].point.x, 0);
        out += ' ';
        append_number(out, data[p].point.y, 0);
      }
    }
    cairo_path_destroy(path);
    return out;
  }

  SvgText text_mode_;
  std::string out_, defs_;
  std::map<std::pair<cairo_font_face_t*, unsigned long>, int> outlines_;
  std::unique_ptr<cairo_t, ContextDeleter> context_;
  int next_outline_ = 0;
  int clips_ = 0;
  bool clipped_ = false;
};

}  // namespace

std::string paint_svg(const DisplayList& list, const std::string& title,
                      const std::string& description, SvgText text) {
  return Writer(text).write(list, title, description);
}

}  // namespace oriel::draw
