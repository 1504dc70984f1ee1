// Mixture of experts: how much each expert is used over time. A line per expert, or a heat map
// where they are too many for lines.
#include <algorithm>
#include <cmath>

#include "analysis/experts.h"
#include "figure/expert_data.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxLines = 12;
constexpr size_t kMaxBlocks = 16;
// Means over parts of the steps: single batches only scatter.
constexpr size_t kLinePoints = 64;
constexpr size_t kMapColumns = 200;
constexpr double kMostTimes = 4;  // of the even share: the end of the colour map

std::string percent_text(double share) {
  return number_text(std::round(share * 1000) / 10) + " %";
}

class ExpertsBuilder {
 public:
  ExpertsBuilder(const Request& request, const Runs& runs) : request_(request), runs_(runs) {}

  Figure build() {
    figure_ = start_figure(request_, runs_, "Expert utilisation");
    blocks_ = expert_blocks(request_, runs_);
    if (blocks_.empty()) {
      figure_.reading = nothing_yet(runs_, "the share of an expert, such as expert/0/utilization");
      return std::move(figure_);
    }
    extent_ = expert_extent(request_, runs_, blocks_);
    found_ = findings_of(runs_);
    figure_.notes.insert(figure_.notes.end(), found_.notes.begin(), found_.notes.end());
    const size_t hidden = blocks_.size() - std::min(blocks_.size(), kMaxBlocks);
    for (size_t b = 0; b < blocks_.size() - hidden; ++b) draw(blocks_[b]);
    if (hidden > 0) {
      figure_.notes.push_back("showing the first " + plural(kMaxBlocks, "block") + " of " +
                              count_text(static_cast<int64_t>(blocks_.size())));
    }
    const std::string worst = worst_of(shown_, runs_);
    if (!worst.empty()) items_.insert(items_.begin(), worst);
    if (items_.size() > 3) items_.resize(3);
    figure_.reading = join(items_, "; ");
    return std::move(figure_);
  }

 private:
  void draw(const ExpertBlock& block) {
    const ExpertTable table = expert_table(request_, runs_, block);
    figure_.points += table.x.size() * block.experts.size();
    const bool lines = block.experts.size() <= kMaxLines;
    const size_t most = lines ? kLinePoints : kMapColumns;
    const ExpertBins bins = expert_bins(table, std::clamp<size_t>(request_.width / 4, 20, most));
    Panel panel;
    panel.title = block.title.empty() ? "Expert utilisation" : "Experts: " + block.title;
    describe_x(request_, panel.x);
    panel.x.extent = extent_;
    panel.x.range = request_.range ? request_.range : extent_;
    panel.y.kind = AxisKind::kValue;
    const double even = 1 / static_cast<double>(block.experts.size());
    if (lines) {
      draw_lines(block, bins, even, panel);
    } else {
      draw_map(block, bins, panel);
    }
    for (FindingMark& mark : expert_findings(request_, runs_, block, found_, shown_)) {
      mark.entity->run = figure_.runs[block.run].id;
      panel.marks.emplace_back(std::move(mark));
    }
    figure_.panels.push_back(std::move(panel));
    if (bins.per_bin > 1.5 || table.means) {
      note_once("each point is the mean of " +
                (table.means ? "many" : count_text(std::llround(bins.per_bin))) + " steps");
    }
    read(block, bins, even);
  }

  void note_once(const std::string& text) {
    const auto& notes = figure_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) figure_.notes.push_back(text);
  }

  void draw_lines(const ExpertBlock& block, const ExpertBins& bins, double even, Panel& panel) {
    panel.y.label = "share of assignments";
    double most = even;
    for (size_t e = 0; e < block.experts.size(); ++e) {
      Line line;
      line.run = static_cast<int>(block.run);
      line.entity = Entity{"series", figure_.runs[block.run].id, block.series[e]};
      line.label = "expert " + std::to_string(block.experts[e]);
      line.x = bins.x;
      line.y = bins.shares[e];
      for (const double share : line.y) most = std::isfinite(share) ? std::max(most, share) : most;
      panel.marks.emplace_back(std::move(line));
    }
    Rule rule;
    rule.y = even;
    rule.label = "even: 1/" + std::to_string(block.experts.size());
    rule.role = Role::kMuted;
    panel.marks.emplace_back(std::move(rule));
    panel.y.range = std::pair{0.0, most * 1.05};
  }

  void draw_map(const ExpertBlock& block, const ExpertBins& bins, Panel& panel) {
    const size_t n = block.experts.size(), columns = bins.x.size();
    HeatMap map;
    map.run = static_cast<int>(block.run);
    map.entity = Entity{"series", figure_.runs[block.run].id,
                        block.name.empty() ? "experts" : block.name + "/experts"};
    map.label = "times its even share";
    map.x = bins.edges;
    for (size_t e = 0; e <= n; ++e) map.y.push_back(static_cast<double>(e) - 0.5);
    map.values.assign(n * columns, std::nan(""));
    double most = 2;
    for (size_t c = 0; c < columns; ++c) {
      double sum = 0;
      for (size_t e = 0; e < n; ++e) {
        if (std::isfinite(bins.shares[e][c])) sum += bins.shares[e][c];
      }
      for (size_t e = 0; e < n && sum > 0; ++e) {
        const double times = bins.shares[e][c] / sum * static_cast<double>(n);
        map.values[e * columns + c] = times;
        if (std::isfinite(times)) most = std::max(most, times);
      }
    }
    if (most > kMostTimes) note_once("colours end at 4 times the even share; some got more");
    map.colors = {0, std::min(most, kMostTimes)};
    panel.marks.emplace_back(std::move(map));
    panel.y.label = "expert";
    panel.y.extent = panel.y.range = std::pair{-0.5, static_cast<double>(n) - 0.5};
    panel.y.reversed = true;
  }

  // "expert 3 gets most, 21.4 %, expert 0 least, 3.1 %; even is 12.5 %".
  void read(const ExpertBlock& block, const ExpertBins& bins, double even) {
    std::vector<double> last;
    for (const auto& shares : bins.shares) {
      last.push_back(shares.empty() ? std::nan("") : shares.back());
    }
    const analysis::ExpertBalance balance = analysis::balance_of(last);
    const std::string name = block.title.empty() ? "" : block.title + ": ";
    if (!balance.known()) {
      items_.push_back(name + "no share that is a number");
      return;
    }
    size_t high = 0, low = 0;
    for (size_t e = 0; e < last.size(); ++e) {
      if (!(last[high] >= last[e])) high = std::isfinite(last[e]) ? e : high;
      if (!(last[low] <= last[e])) low = std::isfinite(last[e]) ? e : low;
    }
    items_.push_back(name + "expert " + std::to_string(block.experts[high]) + " gets most, " +
                     percent_text(last[high] / balance.sum) + ", expert " +
                     std::to_string(block.experts[low]) + " least, " +
                     percent_text(last[low] / balance.sum) + "; even is " + percent_text(even));
  }

  const Request& request_;
  const Runs& runs_;
  Figure figure_;
  std::vector<ExpertBlock> blocks_;
  std::optional<std::pair<double, double>> extent_;
  RunFindings found_;
  std::vector<const RunFinding*> shown_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_experts(const Request& request, const Runs& runs) {
  return ExpertsBuilder(request, runs).build();
}

}  // namespace oriel::figure
