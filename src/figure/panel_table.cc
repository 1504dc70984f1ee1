// A table of values: of every series the last one (or the one at the cursor) and the best.
#include <algorithm>
#include <tuple>

#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxRows = 500;

// "last" and "best" of a run, or of each run beside each other where there are several.
std::vector<std::string> row_of(const store::RunData& run, const store::SeriesInfo& info,
                                std::optional<int64_t> cursor) {
  const auto value = value_at(run, info, cursor);
  const Better better = better_of(info.name);
  std::string best, best_step;
  if (better != Better::kUnknown) {
    if (const auto found = run.best_of(info.name, better == Better::kLarger, info.writer)) {
      best = number_text(found->second);
      best_step = count_text(found->first);
    }
  }
  return {value ? number_text(value->second) : "", value ? count_text(value->first) : "", best,
          best_step};
}

}  // namespace

Figure make_table(const Request& request, const Runs& runs) {
  Figure figure = start_figure(request, runs, "Values");
  std::vector<PickedSeries> picked = pick_series(request.series, runs);
  if (picked.empty()) {
    figure.reading = nothing_yet(runs, "a series");
    return figure;
  }
  // What every training knows comes first; the same series of several runs stand below each other.
  std::stable_sort(picked.begin(), picked.end(), [](const auto& a, const auto& b) {
    const auto key = [](const store::SeriesInfo& info) {
      return std::tuple(known_of(info.name).value_or(kKnownCount), info.name, info.writer);
    };
    return key(a.info) < key(b.info);
  });
  if (picked.size() > kMaxRows) {
    figure.notes.push_back("showing the first " + plural(kMaxRows, "row") + " of " +
                           count_text(static_cast<int64_t>(picked.size())));
    picked.resize(kMaxRows);
  }
  const std::vector<std::string> names = short_names(runs);
  Table table;
  table.columns = {{"series", false},
                   {request.cursor ? "value" : "last", true},
                   {"at step", true},
                   {"best", true},
                   {"best at step", true}};
  if (runs.size() > 1) table.columns.insert(table.columns.begin() + 1, {"run", false});
  for (const PickedSeries& one : picked) {
    std::vector<std::string> row = row_of(*runs[one.run], one.info, request.cursor);
    if (runs.size() > 1) row.insert(row.begin(), names[one.run]);
    row.insert(row.begin(), label_of(one.info));
    table.rows.push_back(std::move(row));
  }
  figure.points = table.rows.size();
  figure.reading = count_text(static_cast<int64_t>(table.rows.size())) + " series" +
                   (runs.size() > 1 ? " of " + plural(runs.size(), "run") : "") +
                   (request.cursor ? " at step " + count_text(*request.cursor) : "");
  Panel panel;
  panel.title = "Values";
  panel.marks.emplace_back(std::move(table));
  figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace oriel::figure
