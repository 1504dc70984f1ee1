// Figure: a picture as data (docs/api.md, "A figure message"). It says what is shown — marks, axes,
// roles, a reading in words — and never a pixel, a colour or a font.
//
// Plain data, built by the panels of this room, serialised by figure/encode.h. No I/O, no threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace oriel::figure {

enum class Role : uint8_t { kNone, kTrain, kVal, kBest, kWarn };

// What a mark stands for, with a stable id.
struct Entity {
  std::string kind;  // "series", "stream", "event"
  std::string run;
  std::string path;
};

struct MarkBase {
  Role role = Role::kNone;
  std::optional<int> run;  // index into Figure::runs
  std::optional<Entity> entity;
};

struct Line : MarkBase {
  std::string label;
  bool smooth = false;                                // layer: smooth or raw
  bool columns = false;                               // resolution
  std::vector<double> x, y;                           // points
  std::vector<double> x0, x1, first, min, max, last;  // columns
  std::vector<uint32_t> count;
};
struct Gap : MarkBase {
  std::vector<double> x;
  std::vector<uint8_t> code;
};
struct PointSet : MarkBase {
  std::string label;
  std::vector<double> x, y;
};
struct Rule : MarkBase {
  double x = 0;
  std::string label;
};
struct ImageMark : MarkBase {
  uint32_t width = 0, height = 0, channels = 1;
  int64_t step = 0;
  std::string caption;
  std::vector<uint8_t> pixels;
};
struct TextMark : MarkBase {
  int64_t step = 0;
  std::string text;
};
using Mark = std::variant<Line, Gap, PointSet, Rule, ImageMark, TextMark>;

enum class AxisKind : uint8_t { kNone, kStep, kWall, kRelative, kValue };

struct Axis {
  std::string label;
  AxisKind kind = AxisKind::kNone;
  std::optional<std::pair<double, double>> extent;
  std::optional<std::pair<double, double>> range;
  bool log = false;  // a suggestion
  std::string unit;
};

struct Panel {
  std::string title;
  Axis x, y;
  std::vector<Mark> marks;
};

struct FigureRun {
  std::string id;
  std::string label;
  int color = 0;
  std::string status;
  uint64_t dropped = 0;
};

// How a user wants it to look; keyed by role, run or class. Travels with the figure, never resolved
// here. Empty: the theme decides.
struct Style {
  std::vector<std::pair<std::string, std::string>> colors;
};

struct Figure {
  static constexpr int kVersion = 1;
  std::string title;
  std::string reading;
  std::vector<std::string> notes;
  std::vector<FigureRun> runs;
  uint64_t points = 0;
  bool loading = false;
  std::vector<Panel> panels;
  Style style;
};

}  // namespace oriel::figure
