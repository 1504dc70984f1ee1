// A tensor at a step: a map of its cells where it has two sides, bars where it has one, and what
// its numbers are like.
#include <algorithm>
#include <cmath>

#include "figure/panel_kinds.h"
#include "figure/values.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxTensors = 8;
constexpr size_t kMaxSide = 256;  // cells; above, the map shows means of blocks
constexpr size_t kMaxBars = 512;
constexpr size_t kWritten = 12;  // sides up to which the values stand in their cells

std::string shape_text(const std::vector<int64_t>& shape) {
  std::vector<std::string> sides;
  for (const int64_t side : shape) sides.push_back(std::to_string(side));
  return sides.empty() ? "one number" : join(sides, " × ");
}

struct Statistics {
  uint64_t finite = 0, nans = 0, infinite = 0, zeros = 0;
  double mean = 0, deviation = 0, low = HUGE_VAL, high = -HUGE_VAL;
};

Statistics statistics_of(const std::vector<double>& values) {
  Statistics out;
  double m2 = 0;
  for (const double v : values) {
    if (std::isnan(v)) ++out.nans;
    if (std::isinf(v)) ++out.infinite;
    if (!std::isfinite(v)) continue;
    ++out.finite;
    if (v == 0) ++out.zeros;
    const double delta = v - out.mean;
    out.mean += delta / static_cast<double>(out.finite);
    m2 += delta * (v - out.mean);
    out.low = std::min(out.low, v);
    out.high = std::max(out.high, v);
  }
  if (out.finite > 0) out.deviation = std::sqrt(m2 / static_cast<double>(out.finite));
  return out;
}

class TensorBuilder {
 public:
  TensorBuilder(const Request& request, const Runs& runs)
      : request_(request), runs_(runs), names_(short_names(runs)) {}

  Figure build() {
    const std::string title = request_.series.empty() ? "Tensors" : request_.series.front();
    figure_ = start_figure(request_, runs_, title);
    figure_.columns = 2;
    size_t shown = 0, hidden = 0;
    for (size_t r = 0; r < runs_.size(); ++r) {
      for (const store::StreamInfo& stream :
           match_streams(request_.series, *runs_[r], store::RecordKind::kTensor)) {
        if (shown++ < kMaxTensors) {
          add(r, stream.name);
        } else {
          ++hidden;
        }
      }
    }
    if (hidden > 0) {
      figure_.notes.push_back("showing the first " + plural(kMaxTensors, "tensor") + "; " +
                              count_text(static_cast<int64_t>(hidden)) + " more not shown");
    }
    figure_.reading = items_.empty() ? nothing_yet(runs_, "a tensor") : join(items_, "; ");
    return std::move(figure_);
  }

 private:
  void add(size_t r, const std::string& stream) {
    const std::string name = runs_.size() > 1 ? names_[r] + " " + stream : stream;
    const auto record = runs_[r]->record(stream, request_.cursor);
    const auto values = record ? tensor_values(*record) : std::nullopt;
    if (!values) {
      items_.push_back(name + (record ? " holds something that is no tensor, or too large a one"
                                      : ": no tensor at or before this step"));
      return;
    }
    figure_.points += values->size();
    const Statistics statistics = statistics_of(*values);
    const std::string title = name + " at step " + count_text(record->step);
    const Entity entity{"stream", figure_.runs[r].id, stream};
    // Sides of one cell are no sides.
    std::vector<int64_t> sides;
    for (const int64_t side : record->shape) {
      if (side != 1) sides.push_back(side);
    }
    if (statistics.finite > 0 && sides.size() == 2) {
      add_map(r, title, entity, *values, static_cast<size_t>(sides[0]),
              static_cast<size_t>(sides[1]), statistics);
    } else if (statistics.finite > 0 && sides.size() == 1 && values->size() <= kMaxBars) {
      add_bars(r, title, entity, *values);
    }
    add_table(r, title, entity, record->shape, statistics);
    items_.push_back(read(title, record->shape, statistics));
  }

  void add_map(size_t r, const std::string& title, const Entity& entity,
               const std::vector<double>& values, size_t rows, size_t columns,
               const Statistics& statistics) {
    const size_t k = (std::max(rows, columns) + kMaxSide - 1) / kMaxSide;
    const size_t h = (rows + k - 1) / k, w = (columns + k - 1) / k;
    HeatMap map;
    map.run = static_cast<int>(r);
    map.entity = entity;
    map.label = k > 1 ? "mean value" : "value";
    map.values.assign(h * w, 0.0);
    std::vector<double> counts(h * w, 0.0);
    for (size_t i = 0; i < rows; ++i) {
      for (size_t j = 0; j < columns; ++j) {
        const size_t cell = i / k * w + j / k;
        map.values[cell] += values[i * columns + j];  // NaN stays NaN: an empty cell
        counts[cell] += 1;
      }
    }
    for (size_t cell = 0; cell < counts.size(); ++cell) map.values[cell] /= counts[cell];
    for (size_t j = 0; j <= w; ++j)
      map.x.push_back(static_cast<double>(std::min(j * k, columns)) - 0.5);
    for (size_t i = 0; i <= h; ++i)
      map.y.push_back(static_cast<double>(std::min(i * k, rows)) - 0.5);
    map.diverging = statistics.low < 0;
    map.show_values = rows <= kWritten && columns <= kWritten;
    if (k > 1) {
      figure_.notes.push_back(title + " is shown as means of " + std::to_string(k) + " × " +
                              std::to_string(k) + " cells");
    }
    Panel panel;
    panel.title = title;
    panel.x.kind = panel.y.kind = AxisKind::kValue;
    panel.x.label = "column";
    panel.y.label = "row";
    panel.y.reversed = true;
    panel.x.extent = panel.x.range = std::pair{map.x.front(), map.x.back()};
    panel.y.extent = panel.y.range = std::pair{map.y.front(), map.y.back()};
    panel.marks.emplace_back(std::move(map));
    figure_.panels.push_back(std::move(panel));
  }

  void add_bars(size_t r, const std::string& title, const Entity& entity,
                const std::vector<double>& values) {
    Bars bars;
    bars.run = static_cast<int>(r);
    bars.entity = entity;
    bars.label = entity.path;
    for (size_t i = 0; i < values.size(); ++i) {
      bars.x0.push_back(static_cast<double>(i) - 0.4);
      bars.x1.push_back(static_cast<double>(i) + 0.4);
      bars.y.push_back(values[i]);
    }
    Panel panel;
    panel.title = title;
    panel.x.kind = panel.y.kind = AxisKind::kValue;
    panel.x.label = "place";
    panel.y.label = "value";
    panel.x.extent = panel.x.range = std::pair{-0.5, static_cast<double>(values.size()) - 0.5};
    panel.marks.emplace_back(std::move(bars));
    figure_.panels.push_back(std::move(panel));
  }

  void add_table(size_t r, const std::string& title, const Entity& entity,
                 const std::vector<int64_t>& shape, const Statistics& s) {
    Table table;
    table.run = static_cast<int>(r);
    table.entity = entity;
    table.columns = {{"statistic", false}, {"value", true}};
    const auto put = [&](const char* name, const std::string& value) {
      table.rows.push_back({name, value});
    };
    put("shape", shape_text(shape));
    if (s.finite > 0) {
      put("mean", number_text(s.mean));
      put("standard deviation", number_text(s.deviation));
      put("smallest", number_text(s.low));
      put("largest", number_text(s.high));
    }
    put("zeros", count_text(static_cast<int64_t>(s.zeros)));
    put("NaN", count_text(static_cast<int64_t>(s.nans)));
    put("infinite", count_text(static_cast<int64_t>(s.infinite)));
    Panel panel;
    panel.title = title;
    panel.marks.emplace_back(std::move(table));
    figure_.panels.push_back(std::move(panel));
  }

  static std::string read(const std::string& title, const std::vector<int64_t>& shape,
                          const Statistics& s) {
    std::string text;
    if (s.nans > 0) text = count_text(static_cast<int64_t>(s.nans)) + " NaN in ";
    text += title + ": " + shape_text(shape);
    if (s.finite == 0) return text + ", no finite value";
    text += ", mean " + number_text(s.mean) + ", deviation " + number_text(s.deviation) +
            ", from " + number_text(s.low) + " to " + number_text(s.high);
    if (s.infinite > 0) text += ", " + count_text(static_cast<int64_t>(s.infinite)) + " infinite";
    return text;
  }

  const Request& request_;
  const Runs& runs_;
  const std::vector<std::string> names_;
  Figure figure_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_tensor(const Request& request, const Runs& runs) {
  return TensorBuilder(request, runs).build();
}

}  // namespace oriel::figure
