#include "figure/expert_data.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "analysis/experts.h"
#include "figure/panel_kinds.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxPlaced = 500'000;  // points looked through for the place of a finding
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

store::SeriesQuery query_of(const Request& request, const std::string& series, int writer) {
  store::SeriesQuery query;
  query.series = series;
  query.writer = writer;
  query.x = request.x;
  query.x_series = request.x_series;
  query.range = request.range;
  return query;
}

// Experts that were not logged at the same steps: every x, with what there is at it.
ExpertTable merge(const std::vector<store::Points>& columns) {
  ExpertTable table;
  for (const store::Points& one : columns) {
    table.x.insert(table.x.end(), one.x.begin(), one.x.end());
  }
  std::sort(table.x.begin(), table.x.end());
  table.x.erase(std::unique(table.x.begin(), table.x.end()), table.x.end());
  for (const store::Points& one : columns) {
    std::vector<double> shares(table.x.size(), kNaN);
    for (size_t i = 0; i < one.x.size(); ++i) {
      const auto at = std::lower_bound(table.x.begin(), table.x.end(), one.x[i]);
      shares[static_cast<size_t>(at - table.x.begin())] = one.y[i];
    }
    table.shares.push_back(std::move(shares));
  }
  return table;
}

void sort_rows(ExpertTable& table) {
  if (std::is_sorted(table.x.begin(), table.x.end())) return;
  std::vector<size_t> order(table.x.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return table.x[a] < table.x[b]; });
  const auto apply = [&](std::vector<double>& values) {
    std::vector<double> sorted;
    for (const size_t i : order) sorted.push_back(values[i]);
    values = std::move(sorted);
  };
  for (std::vector<double>& shares : table.shares) apply(shares);
  apply(table.x);
}

// Where on the axis a step is: where the first point of the series at or after it is.
std::optional<double> place_of(const Request& request, const store::RunData& run,
                               const ExpertBlock& block, int64_t step) {
  if (request.x == store::XKind::kStep) return static_cast<double>(step);
  store::SeriesQuery query = query_of(request, block.series.front(), block.writer);
  query.range.reset();
  const auto placed = run.points(query, kMaxPlaced);
  query.x = store::XKind::kStep;
  const auto steps = run.points(query, kMaxPlaced);
  if (!steps.ok() || !placed.ok() || !*steps || !*placed) return std::nullopt;
  const std::vector<double>& all = (*steps)->x;
  const std::vector<double>& xs = (*placed)->x;
  if (xs.empty() || xs.size() > all.size()) return std::nullopt;
  const auto offset = static_cast<ptrdiff_t>(all.size() - xs.size());  // points without a place
  const auto at =
      std::lower_bound(all.begin() + offset, all.end(), static_cast<double>(step)) - all.begin();
  return xs[static_cast<size_t>(std::min<ptrdiff_t>(at, std::ssize(all) - 1) - offset)];
}

}  // namespace

std::vector<ExpertBlock> expert_blocks(const Request& request, const Runs& runs) {
  using Where = std::tuple<size_t, int, std::string>;
  std::map<Where, std::map<int64_t, std::string>> found;
  for (const PickedSeries& picked : pick_series(request.series, runs)) {
    const auto name = analysis::expert_of(picked.info.name);
    if (!name) continue;
    found[{picked.run, picked.info.writer, name->block}][name->expert] = picked.info.name;
  }
  const std::vector<std::string> names = short_names(runs);
  std::vector<ExpertBlock> blocks;
  for (const auto& [where, experts] : found) {
    ExpertBlock block;
    std::tie(block.run, block.writer, block.name) = where;
    for (const auto& [expert, series] : experts) {
      block.experts.push_back(expert);
      block.series.push_back(series);
    }
    const auto add = [&](const std::string& words) {
      if (!words.empty()) block.title += (block.title.empty() ? "" : " ") + words;
    };
    if (runs.size() > 1) add(names[block.run]);
    add(block.name);
    if (block.writer != 0) add("[rank " + std::to_string(block.writer) + "]");
    blocks.push_back(std::move(block));
  }
  return blocks;
}

ExpertTable expert_table(const Request& request, const Runs& runs, const ExpertBlock& block) {
  const store::RunData& run = *runs[block.run];
  const size_t limit = kMaxShares / std::max<size_t>(1, block.series.size());
  std::vector<store::Points> columns;
  bool means = false;
  for (const std::string& series : block.series) {
    const store::SeriesQuery query = query_of(request, series, block.writer);
    store::Points points;
    if (!means) {
      auto all = run.points(query, limit);
      if (all.ok() && *all) points = std::move(**all);
      if (all.ok() && !*all) {  // too many: all of them as means, so that they fit together
        means = true;
        columns.clear();
        for (const std::string& earlier : block.series) {
          if (earlier == series) break;
          auto some = run.means(query_of(request, earlier, block.writer));
          columns.push_back(some.ok() ? std::move(*some) : store::Points());
        }
      }
    }
    if (means) {
      auto some = run.means(query);
      if (some.ok()) points = std::move(*some);
    }
    columns.push_back(std::move(points));
  }
  const bool together = std::all_of(columns.begin(), columns.end(),
                                    [&](const auto& one) { return one.x == columns.front().x; });
  ExpertTable table;
  if (together && !columns.empty()) {
    table.x = std::move(columns.front().x);
    for (store::Points& one : columns) table.shares.push_back(std::move(one.y));
  } else {
    table = merge(columns);
  }
  sort_rows(table);
  table.means = means;
  return table;
}

ExpertBins expert_bins(const ExpertTable& table, size_t columns) {
  ExpertBins bins;
  const size_t n = table.x.size();
  if (n == 0) return bins;
  // The first entry of each part.
  std::vector<size_t> starts;
  const double from = table.x.front(), to = table.x.back();
  const store::PixelColumns column(from, to, static_cast<uint32_t>(columns));
  for (size_t i = 0; i < n; ++i) {
    const bool next = i == 0 || n <= columns || column(table.x[i]) != column(table.x[i - 1]);
    if (next) starts.push_back(i);
  }
  bins.per_bin = static_cast<double>(n) / static_cast<double>(starts.size());
  bins.shares.resize(table.shares.size());
  for (size_t b = 0; b < starts.size(); ++b) {
    const size_t end = b + 1 < starts.size() ? starts[b + 1] : n;
    const auto count = static_cast<double>(end - starts[b]);
    double x = 0;
    for (size_t i = starts[b]; i < end; ++i) x += table.x[i] / count;
    bins.x.push_back(x);
    bins.edges.push_back(table.x[starts[b]]);
    for (size_t e = 0; e < table.shares.size(); ++e) {
      double sum = 0, values = 0;
      for (size_t i = starts[b]; i < end; ++i) {
        if (!std::isfinite(table.shares[e][i])) continue;
        sum += table.shares[e][i];
        values += 1;
      }
      bins.shares[e].push_back(values > 0 ? sum / values : kNaN);
    }
  }
  const double last = bins.edges.back();
  const double width = bins.edges.size() > 1 ? last - bins.edges[bins.edges.size() - 2] : 1;
  bins.edges.push_back(std::max(to, last + (n <= columns ? width : 0)));
  if (!(bins.edges.back() > last)) bins.edges.back() = last + width;
  return bins;
}

std::optional<std::pair<double, double>> expert_extent(const Request& request, const Runs& runs,
                                                       const std::vector<ExpertBlock>& blocks) {
  std::optional<std::pair<double, double>> extent;
  for (const ExpertBlock& block : blocks) {
    store::SeriesQuery whole = query_of(request, block.series.front(), block.writer);
    whole.range.reset();
    whole.width = 1;
    const auto view = runs[block.run]->view(whole);
    if (!view.ok() || !view->extent) continue;
    extent = extent ? std::pair{std::min(extent->first, view->extent->first),
                                std::max(extent->second, view->extent->second)}
                    : *view->extent;
  }
  return extent;
}

std::vector<FindingMark> expert_findings(const Request& request, const Runs& runs,
                                         const ExpertBlock& block, const RunFindings& found,
                                         std::vector<const RunFinding*>& shown) {
  std::vector<FindingMark> marks;
  for (const RunFinding& one : found.all) {
    const analysis::Finding& finding = one.finding;
    if (one.run != block.run || finding.writer != block.writer) continue;
    const auto series =
        std::find_if(finding.series.begin(), finding.series.end(), [&](const std::string& name) {
          return std::find(block.series.begin(), block.series.end(), name) != block.series.end();
        });
    if (series == finding.series.end()) continue;
    const auto from = place_of(request, *runs[block.run], block, finding.since_step);
    if (!from) continue;
    std::optional<double> to;
    if (finding.until_step) {
      to = place_of(request, *runs[block.run], block, *finding.until_step);
    }
    FindingMark mark = finding_mark(one, *from, to);
    mark.entity = Entity{"series", "", *series};
    marks.push_back(std::move(mark));
    shown.push_back(&one);
  }
  return marks;
}

}  // namespace oriel::figure
