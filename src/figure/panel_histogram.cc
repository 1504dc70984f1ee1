// Histograms over time: a heat map of steps and values, and the one at the cursor as bars.
#include <algorithm>
#include <cmath>

#include "figure/panel_kinds.h"
#include "figure/values.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxStreams = 8;
constexpr size_t kMaxSteps = 64;  // of the heat map: each is read from the log
constexpr size_t kBins = 48;

struct Timed {
  int64_t step = 0;
  HistogramData data;
};

// At most kMaxSteps of a stream, evenly spaced by step; by what is there, not by guess.
std::vector<Timed> read_steps(const store::RunData& run, const store::StreamInfo& stream) {
  std::vector<Timed> out;
  const auto wanted = std::min<uint64_t>(stream.count, kMaxSteps);
  const double span = static_cast<double>(stream.step_max) - static_cast<double>(stream.step_min);
  // Where steps are uneven, twice as many looks find more of them.
  const uint64_t looks = stream.count > 1 ? 2 * wanted : 1;
  for (uint64_t i = 0; i < looks && out.size() < kMaxSteps; ++i) {
    const double share = looks < 2 ? 1 : static_cast<double>(i) / static_cast<double>(looks - 1);
    const double at = static_cast<double>(stream.step_min) + span * share;
    const bool last = share >= 1 || at >= static_cast<double>(stream.step_max);
    const int64_t step = last ? stream.step_max : static_cast<int64_t>(at);
    const auto record = run.record(stream.name, step);
    if (!record || (!out.empty() && out.back().step == record->step)) continue;
    auto data = histogram_values(*record);
    if (data && std::isfinite(data->total)) out.push_back({record->step, std::move(*data)});
  }
  return out;
}

// Even bins from the smallest to the largest value of all.
std::vector<double> common_edges(const std::vector<Timed>& steps) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const Timed& one : steps) {
    for (size_t i = 0; i < one.data.counts.size(); ++i) {
      if (one.data.counts[i] <= 0) continue;
      low = std::min(low, one.data.edges[i]);
      high = std::max(high, one.data.edges[i + 1]);
    }
  }
  if (!(low <= high)) return {};
  if (low == high) {
    const double half = std::max(std::fabs(low) * 0.05, 1e-9);
    low -= half;
    high += half;
  }
  std::vector<double> edges;
  for (size_t i = 0; i <= kBins; ++i) {
    const double share = static_cast<double>(i) / kBins;
    edges.push_back(low * (1 - share) + high * share);
  }
  return edges;
}

// A column from each step to the next: the histogram that holds at a step is the last before it.
// The newest holds from the last step on: a narrow column, so that the axis ends where the data do.
std::vector<double> step_edges(const std::vector<Timed>& steps) {
  std::vector<double> edges;
  for (const Timed& one : steps) edges.push_back(static_cast<double>(one.step));
  const size_t n = edges.size();
  if (n < 2) {
    edges.push_back(edges[0] + 1);
    return edges;
  }
  const double narrow = std::max(1.0, (edges[n - 1] - edges[0]) / 50);
  edges.push_back(edges[n - 1] + std::min(edges[n - 1] - edges[n - 2], narrow));
  return edges;
}

class HistogramBuilder {
 public:
  HistogramBuilder(const Request& request, const Runs& runs)
      : request_(request), runs_(runs), names_(short_names(runs)) {}

  Figure build() {
    const std::string title = request_.series.empty() ? "Histograms" : request_.series.front();
    figure_ = start_figure(request_, runs_, title);
    figure_.columns = 2;
    size_t hidden = 0;
    for (size_t r = 0; r < runs_.size(); ++r) {
      for (const store::StreamInfo& stream :
           match_streams(request_.series, *runs_[r], store::RecordKind::kHistogram)) {
        if (figure_.panels.size() < 2 * kMaxStreams) {
          add(r, stream);
        } else {
          ++hidden;
        }
      }
    }
    if (hidden > 0) {
      figure_.notes.push_back("showing the first " + plural(kMaxStreams, "histogram") + "; " +
                              count_text(static_cast<int64_t>(hidden)) + " more not shown");
    }
    figure_.reading = items_.empty() ? nothing_yet(runs_, "a histogram") : join(items_, "; ");
    return std::move(figure_);
  }

 private:
  void add(size_t r, const store::StreamInfo& stream) {
    const std::string name = runs_.size() > 1 ? names_[r] + " " + stream.name : stream.name;
    const std::vector<Timed> steps = read_steps(*runs_[r], stream);
    const std::vector<double> edges = common_edges(steps);
    if (edges.empty()) {
      items_.push_back(
          name + (steps.empty() ? " holds no histogram that can be shown" : " holds no values"));
      return;
    }
    if (steps.size() < stream.count) {
      figure_.notes.push_back(name + ": " + count_text(static_cast<int64_t>(steps.size())) +
                              " of " + plural(stream.count, "histogram") + " over time");
    }
    figure_.points += steps.size();
    figure_.panels.push_back(over_time(r, stream, name, steps, edges));
    figure_.panels.push_back(at_cursor(r, stream, name));
  }

  Panel over_time(size_t r, const store::StreamInfo& stream, const std::string& name,
                  const std::vector<Timed>& steps, const std::vector<double>& edges) {
    HeatMap map;
    map.run = static_cast<int>(r);
    map.entity = Entity{"stream", figure_.runs[r].id, stream.name};
    map.label = "share of the values";
    map.x = step_edges(steps);
    map.y = edges;
    const size_t columns = steps.size();
    map.values.assign(columns * kBins, 0.0);
    double most = 0;
    for (size_t c = 0; c < columns; ++c) {
      const std::vector<double> counts = rebin(steps[c].data, edges);
      for (size_t b = 0; b < kBins; ++b) {
        const double share = steps[c].data.total > 0 ? counts[b] / steps[c].data.total : 0;
        map.values[b * columns + c] = share;
        most = std::max(most, share);
      }
    }
    map.colors = {0, most > 0 ? most : 1};
    Panel panel;
    panel.title = name + " over time";
    panel.x.kind = AxisKind::kStep;
    panel.x.label = "step";
    panel.x.extent = std::pair{map.x.front(), map.x.back()};
    panel.x.range = panel.x.extent;
    panel.y.kind = AxisKind::kValue;
    panel.y.label = "value";
    panel.marks.emplace_back(std::move(map));
    return panel;
  }

  Panel at_cursor(size_t r, const store::StreamInfo& stream, const std::string& name) {
    Panel panel;
    panel.x.kind = panel.y.kind = AxisKind::kValue;
    panel.x.label = "value";
    panel.y.label = "count";
    panel.title = name;
    const auto record = runs_[r]->record(stream.name, request_.cursor);
    const auto data = record ? histogram_values(*record) : std::nullopt;
    if (!data) {
      items_.push_back(name + (record ? " holds something that is no histogram"
                                      : ": no histogram at or before this step"));
      return panel;
    }
    Bars bars;
    bars.run = static_cast<int>(r);
    bars.entity = Entity{"stream", figure_.runs[r].id, stream.name};
    bars.label = stream.name;
    bars.x0.assign(data->edges.begin(), data->edges.end() - 1);
    bars.x1.assign(data->edges.begin() + 1, data->edges.end());
    bars.y = data->counts;
    panel.title = name + " at step " + count_text(record->step);
    panel.x.extent = std::pair{data->edges.front(), data->edges.back()};
    panel.x.range = panel.x.extent;
    panel.marks.emplace_back(std::move(bars));
    items_.push_back(read(name, record->step, *data));
    return panel;
  }

  static std::string read(const std::string& name, int64_t step, const HistogramData& data) {
    std::string text = name + " at step " + count_text(step) + ": ";
    if (!(data.total > 0)) return text + "no values";
    return text + number_text(data.total) + " values from " + number_text(quantile(data, 0)) +
           " to " + number_text(quantile(data, 1)) + ", half of them between " +
           number_text(quantile(data, 0.25)) + " and " + number_text(quantile(data, 0.75));
  }

  const Request& request_;
  const Runs& runs_;
  const std::vector<std::string> names_;
  Figure figure_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_histogram(const Request& request, const Runs& runs) {
  return HistogramBuilder(request, runs).build();
}

}  // namespace oriel::figure
