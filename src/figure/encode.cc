#include "figure/encode.h"

#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/bytes.h"

namespace oriel::figure {
namespace {

using Json = nlohmann::json;

// u32 length, then this, then the id in ten characters: JSON allows blanks before a number.
constexpr std::string_view kOpening = R"({"type":"figure","id":)";
constexpr size_t kIdAt = 4 + kOpening.size();
constexpr size_t kIdWidth = 10;
static_assert(kIdAt + kIdWidth == kHeadBytes);

const char* to_string(AxisKind kind) {
  switch (kind) {
    case AxisKind::kStep:
      return "step";
    case AxisKind::kWall:
      return "wall";
    case AxisKind::kRelative:
      return "relative";
    case AxisKind::kValue:
      return "value";
    case AxisKind::kNone:
      break;
  }
  return "none";
}

Json pair_or_null(const std::optional<std::pair<double, double>>& pair) {
  return pair ? Json::array({pair->first, pair->second}) : Json();
}

Json number_or_null(const std::optional<double>& number) {
  return number ? Json(*number) : Json();
}

// Turns marks into JSON and collects their arrays.
class MarkEncoder {
 public:
  Json operator()(const Line& mark) {
    Json json = base(mark, "line");
    json["label"] = mark.label;
    json["layer"] = mark.smooth ? "smooth" : "raw";
    json["resolution"] = mark.columns ? "columns" : "points";
    if (!mark.columns) {
      json["x"] = array(mark.x);
      json["y"] = array(mark.y);
      return json;
    }
    json["x0"] = array(mark.x0);
    json["x1"] = array(mark.x1);
    json["first"] = array(mark.first);
    json["min"] = array(mark.min);
    json["max"] = array(mark.max);
    json["last"] = array(mark.last);
    json["count"] = array(mark.count);
    return json;
  }
  Json operator()(const Gap& mark) {
    Json json = base(mark, "gap");
    json["x"] = array(mark.x);
    json["code"] = array(mark.code);
    return json;
  }
  Json operator()(const PointSet& mark) {
    Json json = base(mark, "points");
    json["label"] = mark.label;
    json["x"] = array(mark.x);
    json["y"] = array(mark.y);
    return json;
  }
  Json operator()(const Rule& mark) {
    Json json = base(mark, "rule");
    if (mark.y) {
      json["y"] = *mark.y;
    } else {
      json["x"] = mark.x;
    }
    json["label"] = mark.label;
    return json;
  }
  Json operator()(const Band& mark) {
    Json json = base(mark, "band");
    json["label"] = mark.label;
    json["x"] = array(mark.x);
    json["low"] = array(mark.low);
    json["high"] = array(mark.high);
    return json;
  }
  Json operator()(const Bars& mark) {
    Json json = base(mark, "bars");
    json["label"] = mark.label;
    json["x0"] = array(mark.x0);
    json["x1"] = array(mark.x1);
    json["y"] = array(mark.y);
    return json;
  }
  Json operator()(const HeatMap& mark) {
    Json json = base(mark, "heatmap");
    json["label"] = mark.label;
    json["x"] = array(mark.x);
    json["y"] = array(mark.y);
    json["values"] = array(mark.values);
    json["diverging"] = mark.diverging;
    json["colors"] = pair_or_null(mark.colors);
    json["show_values"] = mark.show_values;
    if (!mark.written.empty()) json["written"] = array(mark.written);
    return json;
  }
  Json operator()(const Table& mark) {
    Json json = base(mark, "table");
    json["columns"] = Json::array();
    for (const Table::Column& column : mark.columns) {
      json["columns"].push_back({{"title", column.title}, {"numeric", column.numeric}});
    }
    json["rows"] = mark.rows;
    return json;
  }
  Json operator()(const Region& mark) {
    Json json = base(mark, "region");
    json["x0"] = number_or_null(mark.x0);
    json["x1"] = number_or_null(mark.x1);
    json["y0"] = number_or_null(mark.y0);
    json["y1"] = number_or_null(mark.y1);
    json["label"] = mark.label;
    return json;
  }
  Json operator()(const Note& mark) {
    Json json = base(mark, "note");
    json["x"] = mark.x;
    json["y"] = mark.y;
    json["text"] = mark.text;
    return json;
  }
  Json operator()(const FindingMark& mark) {
    Json json = base(mark, "finding");
    json["rule"] = mark.rule;
    json["state"] = mark.state;
    json["confidence"] = mark.confidence;
    json["x0"] = mark.x0;
    json["x1"] = number_or_null(mark.x1);
    json["title"] = mark.title;
    json["text"] = mark.text;
    json["remedies"] = mark.remedies;
    json["link"] = mark.link;
    return json;
  }
  Json operator()(const ImageMark& mark) {
    Json json = base(mark, "image");
    json["width"] = mark.width;
    json["height"] = mark.height;
    json["channels"] = mark.channels;
    json["step"] = mark.step;
    json["caption"] = mark.caption;
    json["pixels"] = array(mark.pixels);
    return json;
  }
  Json operator()(const TextMark& mark) {
    Json json = base(mark, "text");
    json["step"] = mark.step;
    json["text"] = mark.text;
    return json;
  }

  base::Bytes arrays() const { return arrays_.bytes(); }

 private:
  static Json base(const MarkBase& mark, const char* type) {
    Json json = {{"type", type}, {"role", to_string(mark.role)}};
    if (mark.run) json["run"] = *mark.run;
    if (mark.entity) {
      json["entity"] = {
          {"kind", mark.entity->kind}, {"run", mark.entity->run}, {"path", mark.entity->path}};
    }
    return json;
  }

  static const char* type_of(double) { return "f64"; }
  static const char* type_of(uint32_t) { return "u32"; }
  static const char* type_of(uint8_t) { return "u8"; }

  template <class T>
  Json array(const std::vector<T>& values) {
    arrays_.align(8);
    const size_t at = arrays_.size();
    const auto* bytes = reinterpret_cast<const uint8_t*>(values.data());
    arrays_.put_bytes({bytes, values.size() * sizeof(T)});
    return {{"at", at}, {"n", values.size()}, {"t", type_of(T{})}};
  }

  base::ByteWriter arrays_;
};

Json axis_json(const Axis& axis) {
  Json json = {{"label", axis.label},
               {"kind", to_string(axis.kind)},
               {"extent", pair_or_null(axis.extent)},
               {"range", pair_or_null(axis.range)},
               {"scale", axis.log ? "log" : "linear"},
               {"unit", axis.unit}};
  if (!axis.categories.empty()) json["categories"] = axis.categories;
  if (axis.reversed) json["reversed"] = true;
  return json;
}

Json figure_json(const Figure& figure, MarkEncoder& marks) {
  Json runs = Json::array();
  for (const FigureRun& run : figure.runs) {
    runs.push_back({{"id", run.id},
                    {"label", run.label},
                    {"color", run.color},
                    {"status", run.status},
                    {"dropped", run.dropped}});
  }
  Json panels = Json::array();
  for (const Panel& panel : figure.panels) {
    Json list = Json::array();
    for (const Mark& mark : panel.marks) list.push_back(std::visit(marks, mark));
    panels.push_back({{"title", panel.title},
                      {"x", axis_json(panel.x)},
                      {"y", axis_json(panel.y)},
                      {"marks", std::move(list)}});
  }
  Json json = {{"v", Figure::kVersion},     {"title", figure.title},
               {"reading", figure.reading}, {"notes", figure.notes},
               {"runs", std::move(runs)},   {"points", figure.points},
               {"loading", figure.loading}, {"panels", std::move(panels)}};
  if (figure.columns > 0) json["columns"] = figure.columns;
  if (!figure.style.colors.empty()) {
    Json colors = Json::object();
    for (const auto& [key, color] : figure.style.colors) colors[key] = color;
    json["style"] = {{"colors", std::move(colors)}};
  }
  return json;
}

}  // namespace

void write_id(std::span<uint8_t, kHeadBytes> head, uint32_t id) {
  char text[kIdWidth + 1];
  std::snprintf(text, sizeof text, "%*u", static_cast<int>(kIdWidth), id);
  std::memcpy(head.data() + kIdAt, text, kIdWidth);
}

std::vector<uint8_t> encode(const Figure& figure, uint32_t id) {
  MarkEncoder marks;
  // Names and texts are whatever a trainer wrote: bytes that are not UTF-8 become U+FFFD.
  const std::string body =
      figure_json(figure, marks).dump(-1, ' ', false, Json::error_handler_t::replace);

  base::ByteWriter out;
  out.put(static_cast<uint32_t>(kOpening.size() + kIdWidth + 10 + body.size() + 1));
  out.put_bytes(base::as_bytes(kOpening));
  out.vector().resize(kHeadBytes);
  write_id(std::span<uint8_t, kHeadBytes>(out.vector().data(), kHeadBytes), id);
  out.put_bytes(base::as_bytes(R"(,"figure":)"));
  out.put_bytes(base::as_bytes(body));
  out.put(static_cast<uint8_t>('}'));
  out.align(8);
  out.put_bytes(marks.arrays());
  return std::move(out.vector());
}

}  // namespace oriel::figure
