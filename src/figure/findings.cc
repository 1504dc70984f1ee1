#include "figure/findings.h"

#include <algorithm>
#include <cctype>

#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

using analysis::FindingState;

int seriousness(FindingState state) {
  switch (state) {
    case FindingState::kConfirmed:
      return 3;
    case FindingState::kWarning:
      return 2;
    case FindingState::kWatching:
      return 1;
    case FindingState::kCleared:
      break;
  }
  return 0;
}

}  // namespace

Role role_of(FindingState state) {
  switch (state) {
    case FindingState::kConfirmed:
      return Role::kError;
    case FindingState::kWarning:
      return Role::kWarn;
    case FindingState::kWatching:
      return Role::kWatching;
    case FindingState::kCleared:
      break;
  }
  return Role::kMuted;
}

RunFindings findings_of(const Runs& runs) {
  RunFindings out;
  out.diagnosed.resize(runs.size());
  for (size_t r = 0; r < runs.size(); ++r) {
    const std::string text = runs[r]->derived("findings");
    if (text.empty()) continue;
    auto parsed = analysis::parse_findings(text);
    if (!parsed.ok()) {
      out.notes.push_back(short_names(runs)[r] +
                          ": its findings cannot be read: " + parsed.status().message());
      continue;
    }
    out.diagnosed[r] = true;
    for (analysis::Finding& finding : *parsed) out.all.push_back({r, std::move(finding)});
  }
  std::stable_sort(out.all.begin(), out.all.end(), [](const RunFinding& a, const RunFinding& b) {
    const int left = seriousness(a.finding.state), right = seriousness(b.finding.state);
    return left != right ? left > right : a.finding.since_step > b.finding.since_step;
  });
  return out;
}

RunFinding placed_at(RunFinding found, const std::string& position) {
  std::string& title = found.finding.title;
  for (const std::string& step :
       {std::to_string(found.finding.since_step), count_text(found.finding.since_step)}) {
    for (const char* word : {"since ", "at "}) {
      const std::string place = std::string(word) + "step " + step;
      const size_t at = title.find(place);
      if (at == std::string::npos) continue;
      const size_t end = at + place.size();
      if (end < title.size() && std::isdigit(static_cast<unsigned char>(title[end])) != 0) continue;
      title.replace(at, place.size(), word + position);
      return found;
    }
  }
  return found;
}

FindingMark finding_mark(const RunFinding& found, double x0, std::optional<double> x1) {
  const analysis::Finding& finding = found.finding;
  FindingMark mark;
  mark.role = role_of(finding.state);
  mark.run = static_cast<int>(found.run);
  mark.rule = finding.rule;
  mark.state = analysis::to_string(finding.state);
  mark.confidence = finding.confidence;
  mark.x0 = x0;
  mark.x1 = x1;
  mark.title = finding.title;
  mark.text = finding.explanation;
  mark.remedies = finding.remedies;
  mark.link = finding.link;
  return mark;
}

std::string worst_of(const std::vector<const RunFinding*>& findings, const Runs& runs) {
  const RunFinding* worst = nullptr;
  uint64_t holding = 0;
  for (const RunFinding* found : findings) {
    const int weight = seriousness(found->finding.state);
    if (weight == 0) continue;
    ++holding;
    if (worst == nullptr || weight > seriousness(worst->finding.state)) worst = found;
  }
  if (worst == nullptr) return "";
  std::string text = worst->finding.title;
  if (runs.size() > 1) text = short_names(runs)[worst->run] + ": " + text;
  text += std::string(" (") + analysis::to_string(worst->finding.state) + ")";
  if (holding > 1) text += ", " + plural(holding - 1, "more finding");
  return text;
}

}  // namespace oriel::figure
