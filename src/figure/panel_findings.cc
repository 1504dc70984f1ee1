// The diagnosis of the runs: every finding, the most serious first, as a table and as marks.
#include <algorithm>
#include <map>

#include "figure/findings.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxFindings = 200;

// Sentences follow each other; what is no sentence is told apart.
std::string remedies_of(const analysis::Finding& finding) {
  std::string text;
  for (const std::string& one : finding.remedies) {
    if (!text.empty()) text += text.ends_with('.') || text.ends_with('?') ? " " : "; ";
    text += one;
  }
  return text;
}

Table table_of(const std::vector<RunFinding>& findings, const Runs& runs) {
  const std::vector<std::string> names = short_names(runs);
  Table table;
  table.columns = {{"state", false},
                   {"finding", false},
                   {"since step", true},
                   {"what it means", false},
                   {"what to try", false}};
  if (runs.size() > 1) table.columns.insert(table.columns.begin() + 1, {"run", false});
  for (const RunFinding& found : findings) {
    const analysis::Finding& finding = found.finding;
    std::vector<std::string> row = {analysis::to_string(finding.state), finding.title,
                                    count_text(finding.since_step), finding.explanation,
                                    remedies_of(finding)};
    if (runs.size() > 1) row.insert(row.begin() + 1, names[found.run]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string read(const RunFindings& found, const Runs& runs, bool loading) {
  if (runs.empty()) return "no run is selected";
  const auto diagnosed = std::count(found.diagnosed.begin(), found.diagnosed.end(), true);
  const std::string unseen =
      diagnosed == static_cast<ptrdiff_t>(runs.size())
          ? ""
          : plural(runs.size() - static_cast<size_t>(diagnosed), "run") + " not diagnosed yet";
  if (loading && found.all.empty()) return "no findings yet: the log is still being read";
  if (diagnosed == 0) return "no diagnosis yet: nothing has looked at this training so far";
  std::map<analysis::FindingState, uint64_t> states;
  std::vector<const RunFinding*> all;
  for (const RunFinding& one : found.all) {
    ++states[one.finding.state];
    all.push_back(&one);
  }
  const std::string worst = worst_of(all, runs);
  std::vector<std::string> items;
  if (worst.empty()) items.emplace_back("nothing suspicious holds now");
  if (!worst.empty()) items.push_back(worst);
  const uint64_t cleared = states[analysis::FindingState::kCleared];
  if (cleared > 0) items.push_back(count_text(static_cast<int64_t>(cleared)) + " cleared");
  if (!unseen.empty()) items.push_back(unseen);
  return join(items, "; ");
}

}  // namespace

Figure make_findings(const Request& request, const Runs& runs) {
  Figure figure = start_figure(request, runs, "Findings");
  RunFindings found = findings_of(runs);
  figure.notes.insert(figure.notes.end(), found.notes.begin(), found.notes.end());
  figure.reading = read(found, runs, figure.loading);
  if (found.all.empty()) return figure;
  if (found.all.size() > kMaxFindings) {
    figure.notes.push_back("showing the first " + plural(kMaxFindings, "finding") + " of " +
                           count_text(static_cast<int64_t>(found.all.size())));
    found.all.resize(kMaxFindings);
  }
  Panel panel;
  panel.title = "Findings";
  panel.x.kind = AxisKind::kStep;
  panel.x.label = "step";
  panel.marks.emplace_back(table_of(found.all, runs));
  for (const RunFinding& one : found.all) {
    const analysis::Finding& finding = one.finding;
    std::optional<double> until;
    if (finding.until_step) until = static_cast<double>(*finding.until_step);
    FindingMark mark = finding_mark(one, static_cast<double>(finding.since_step), until);
    if (!finding.series.empty()) {
      mark.entity = Entity{"series", figure.runs[one.run].id, finding.series.front()};
    }
    panel.marks.emplace_back(std::move(mark));
  }
  figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace oriel::figure
