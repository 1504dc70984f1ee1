// Mixture of experts: how evenly the work is spread, step by step — the normalised entropy of the
// shares, and the busiest expert against the mean (MaxVio is that less one).
#include <algorithm>
#include <cmath>

#include "analysis/experts.h"
#include "analysis/smoothing.h"
#include "analysis/statistics.h"
#include "figure/expert_data.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxCurves = 8;  // blocks of a run that get curves of their own

enum Part : size_t { kEntropy, kLoad, kParts };

struct Curves {
  std::vector<double> x;
  std::vector<double> of[kParts];
};

Curves curves_of(const ExpertTable& table) {
  Curves out;
  out.x = table.x;
  std::vector<double> shares(table.shares.size());
  for (size_t i = 0; i < table.x.size(); ++i) {
    for (size_t e = 0; e < shares.size(); ++e) shares[e] = table.shares[e][i];
    const analysis::ExpertBalance balance = analysis::balance_of(shares);
    out.of[kEntropy].push_back(balance.known() ? balance.entropy : std::nan(""));
    out.of[kLoad].push_back(balance.known() ? balance.max_over_mean : std::nan(""));
  }
  return out;
}

double last_of(const std::vector<double>& values) {
  const auto at = std::find_if(values.rbegin(), values.rend(),
                               [](double value) { return std::isfinite(value); });
  return at == values.rend() ? std::nan("") : *at;
}

class BalanceBuilder {
 public:
  BalanceBuilder(const Request& request, const Runs& runs) : request_(request), runs_(runs) {}

  Figure build() {
    figure_ = start_figure(request_, runs_, "Expert balance");
    const std::vector<ExpertBlock> blocks = expert_blocks(request_, runs_);
    const auto extent = expert_extent(request_, runs_, blocks);
    if (blocks.empty() || !extent) {
      figure_.reading = nothing_yet(runs_, "the share of an expert, such as expert/0/utilization");
      return std::move(figure_);
    }
    lay_out(*extent);
    found_ = findings_of(runs_);
    figure_.notes.insert(figure_.notes.end(), found_.notes.begin(), found_.notes.end());
    for (size_t from = 0; from < blocks.size();) {
      size_t to = from;
      while (to < blocks.size() && blocks[to].run == blocks[from].run) ++to;
      draw_run({blocks.begin() + static_cast<ptrdiff_t>(from),
                blocks.begin() + static_cast<ptrdiff_t>(to)});
      from = to;
    }
    level(kEntropy, "even: 1");
    level(kLoad, "even: 1");
    const std::string worst = worst_of(shown_, runs_);
    if (!worst.empty()) items_.insert(items_.begin(), worst);
    if (items_.size() > 3) items_.resize(3);
    figure_.reading = join(items_, "; ");
    return std::move(figure_);
  }

 private:
  void lay_out(std::pair<double, double> extent) {
    figure_.columns = 2;
    figure_.panels.resize(kParts);
    range_ = request_.range.value_or(extent);
    for (Panel& panel : figure_.panels) {
      describe_x(request_, panel.x);
      panel.x.extent = extent;
      panel.x.range = range_;
      panel.y.kind = AxisKind::kValue;
    }
    figure_.panels[kEntropy].title = "Evenness of routing";
    figure_.panels[kEntropy].y.label = "entropy / ln N";
    figure_.panels[kLoad].title = "Busiest expert";
    figure_.panels[kLoad].y.label = "max / mean";
    figure_.panels[kLoad].y.log = request_.log_y;
  }

  void level(Part part, const char* label) {
    Rule rule;
    rule.y = 1;
    rule.label = label;
    rule.role = Role::kMuted;
    figure_.panels[part].marks.emplace_back(std::move(rule));
  }

  static std::string path_of(const std::string& block, Part part) {
    const std::string word = part == kEntropy ? "entropy" : "max/mean";
    return block.empty() ? word : block + "/" + (part == kEntropy ? "entropy" : "load");
  }

  void draw_run(const std::vector<ExpertBlock>& blocks) {
    std::vector<Curves> curves;
    for (const ExpertBlock& block : blocks) {
      const ExpertTable table = expert_table(request_, runs_, block);
      figure_.points += table.x.size() * block.experts.size();
      if (table.means) note_once("of means over many steps: there are too many for each of them");
      curves.push_back(curves_of(table));
    }
    const bool together = std::all_of(curves.begin(), curves.end(),
                                      [&](const Curves& one) { return one.x == curves.front().x; });
    if (blocks.size() > kMaxCurves && together) {
      draw_percentiles(blocks.front(), curves);
    } else {
      for (size_t b = 0; b < std::min(blocks.size(), kMaxCurves); ++b) {
        for (const Part part : {kEntropy, kLoad}) {
          line(blocks[b].run, path_of(blocks[b].name, part), part, curves[b]);
        }
      }
      if (blocks.size() > kMaxCurves) {
        note_once("showing the first " + plural(kMaxCurves, "block") + " of " +
                  count_text(static_cast<int64_t>(blocks.size())));
      }
    }
    for (size_t b = 0; b < blocks.size(); ++b) mark_findings(blocks[b], blocks.size());
    read(blocks, curves);
  }

  // Of many blocks: the middle one, and the one that nineteen of twenty are better than.
  void draw_percentiles(const ExpertBlock& block, const std::vector<Curves>& curves) {
    for (const Part part : {kEntropy, kLoad}) {
      Curves middle, bad;
      middle.x = bad.x = curves.front().x;
      std::vector<double> values;
      for (size_t i = 0; i < middle.x.size(); ++i) {
        values.clear();
        for (const Curves& one : curves) {
          if (std::isfinite(one.of[part][i])) values.push_back(one.of[part][i]);
        }
        std::sort(values.begin(), values.end());
        const auto at = [&](double share) {
          if (values.empty()) return std::nan("");
          return values[static_cast<size_t>(
              std::lround(share * static_cast<double>(values.size() - 1)))];
        };
        middle.of[part].push_back(at(0.5));
        bad.of[part].push_back(at(part == kEntropy ? 0.05 : 0.95));
      }
      const std::string of = " of " + plural(curves.size(), "block");
      line(block.run, "median" + of, part, middle);
      line(block.run, (part == kEntropy ? "5th" : "95th") + std::string(" percentile") + of, part,
           bad);
    }
  }

  void line(size_t run, const std::string& path, Part part, const Curves& curves) {
    const store::Points points{curves.x, curves.of[part]};
    if (points.x.empty()) return;
    mark(run, path, part, store::reduce(points, range_, request_.width), false);
    if (request_.smoothing <= 0) return;
    store::Points smooth = points;
    analysis::smooth(smooth.y, request_.smoothing, smooth.y);
    mark(run, path, part, store::reduce(smooth, range_, request_.width), true);
  }

  void mark(size_t run, const std::string& path, Part part, store::SeriesView view, bool smooth) {
    const Entity entity{"series", figure_.runs[run].id, path};
    if (!smooth && !view.gaps.x.empty()) {
      Gap gap;
      gap.run = static_cast<int>(run);
      gap.entity = entity;
      gap.x = std::move(view.gaps.x);
      gap.code = std::move(view.gaps.code);
      figure_.panels[part].marks.emplace_back(std::move(gap));
    }
    Line line;
    line.run = static_cast<int>(run);
    line.entity = entity;
    line.label = path;
    line.smooth = smooth;
    fill(line, std::move(view));
    figure_.panels[part].marks.emplace_back(std::move(line));
  }

  void mark_findings(const ExpertBlock& block, size_t blocks) {
    for (const FindingMark& found : expert_findings(request_, runs_, block, found_, shown_)) {
      const Part part = found.rule == "expert_imbalance" ? kLoad : kEntropy;
      FindingMark mark = found;
      const std::string path =
          blocks > kMaxCurves ? "median of " + plural(blocks, "block") : path_of(block.name, part);
      mark.entity = Entity{"series", figure_.runs[block.run].id, path};
      figure_.panels[part].marks.emplace_back(std::move(mark));
    }
  }

  // Of the least even block: "entropy 0.98 of 1, the busiest expert has 1.21 times the mean (MaxVio
  // 0.21)".
  void read(const std::vector<ExpertBlock>& blocks, const std::vector<Curves>& curves) {
    const ExpertBlock* worst = nullptr;
    double entropy = 0, load = 0;
    for (size_t b = 0; b < blocks.size(); ++b) {
      const double here = last_of(curves[b].of[kEntropy]);
      if (!std::isfinite(here) || (worst != nullptr && here >= entropy)) continue;
      worst = &blocks[b];
      entropy = here;
      load = last_of(curves[b].of[kLoad]);
    }
    if (worst == nullptr) return;
    items_.push_back((worst->title.empty() ? "" : worst->title + ": ") + "entropy " +
                     number_text(entropy) + " of 1, the busiest expert has " + number_text(load) +
                     " times the mean (MaxVio " + number_text(load - 1) + ")");
  }

  void note_once(const std::string& text) {
    const auto& notes = figure_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) figure_.notes.push_back(text);
  }

  const Request& request_;
  const Runs& runs_;
  Figure figure_;
  std::pair<double, double> range_{0, 0};
  RunFindings found_;
  std::vector<const RunFinding*> shown_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_expert_balance(const Request& request, const Runs& runs) {
  return BalanceBuilder(request, runs).build();
}

}  // namespace oriel::figure
