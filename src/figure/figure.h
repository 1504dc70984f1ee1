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

// kBest is healthy, too; kWatching, kWarn and kError are the states of a finding.
enum class Role : uint8_t { kNone, kTrain, kVal, kBest, kWatching, kWarn, kError, kMuted };
constexpr const char* to_string(Role role) {
  switch (role) {
    case Role::kTrain:
      return "train";
    case Role::kVal:
      return "val";
    case Role::kBest:
      return "best";
    case Role::kWatching:
      return "watching";
    case Role::kWarn:
      return "warn";
    case Role::kError:
      return "error";
    case Role::kMuted:
      return "muted";
    case Role::kNone:
      break;
  }
  return "none";
}

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
// A line across the panel: vertical at x, or horizontal at y.
struct Rule : MarkBase {
  double x = 0;
  std::optional<double> y;  // horizontal if set; x means nothing then
  std::string label;
};
// What lies between two curves.
struct Band : MarkBase {
  std::string label;
  std::vector<double> x, low, high;
};
// Bars that stand on zero, each from x0 to x1. A histogram's, or of an axis with categories (bar i
// is around i).
struct Bars : MarkBase {
  std::string label;
  std::vector<double> x0, x1, y;
};
// Cells between edges: x has columns + 1 of them, y rows + 1, ascending; values go row by row,
// from y[0]. NaN is an empty cell.
struct HeatMap : MarkBase {
  std::string label;  // what a value is
  std::vector<double> x, y, values;
  bool diverging = false;                           // neutral at zero, symmetric range
  std::optional<std::pair<double, double>> colors;  // values at the ends of the colour map
  bool show_values = false;                         // write each value into its cell if it fits
  std::vector<double> written;  // what to write instead, such as the count behind a share
};
struct Table : MarkBase {
  struct Column {
    std::string title;
    bool numeric = false;  // aligned to the right, tabular figures
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};
// A rectangle of the panel's ground; an edge that is not set is the panel's own.
struct Region : MarkBase {
  std::optional<double> x0, x1, y0, y1;
  std::string label;
};
struct Note : MarkBase {
  double x = 0, y = 0;
  std::string text;
};
// A finding, on the curve it is about. Its role says its state.
struct FindingMark : MarkBase {
  std::string rule;   // "overfitting"
  std::string state;  // "watching", "warning", "confirmed", "cleared"
  double confidence = 0;
  double x0 = 0;             // since when
  std::optional<double> x1;  // until when; nothing: it still holds
  std::string title;         // "Overfitting since epoch 12"
  std::string text;          // in plain words, with the evidence
  std::vector<std::string> remedies;
  std::string link;
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
using Mark = std::variant<Line, Gap, PointSet, Rule, ImageMark, TextMark, Band, Bars, HeatMap,
                          Table, Region, Note, FindingMark>;

enum class AxisKind : uint8_t { kNone, kStep, kWall, kRelative, kValue };

struct Axis {
  std::string label;
  AxisKind kind = AxisKind::kNone;
  std::optional<std::pair<double, double>> extent;
  std::optional<std::pair<double, double>> range;
  bool log = false;  // a suggestion
  std::string unit;
  std::vector<std::string> categories;  // names of 0, 1, 2, …
  bool reversed = false;                // grows downwards, or to the left
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
  int columns = 0;  // of the grid of panels; 0: the viewer chooses
  Style style;
};

}  // namespace oriel::figure
