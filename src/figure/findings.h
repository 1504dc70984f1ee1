// Findings of a run (analysis/finding.h) as marks on a panel.
//
// Reads the text that the run's companion keeps; pure otherwise; thread-safe. One parse per run.
#pragma once

#include <string>
#include <vector>

#include "analysis/finding.h"
#include "figure/figure.h"
#include "figure/panels.h"

namespace oriel::figure {

struct RunFinding {
  size_t run = 0;
  analysis::Finding finding;
};

struct RunFindings {
  std::vector<RunFinding> all;     // the most serious first
  std::vector<bool> diagnosed;     // by run: somebody has looked at it
  std::vector<std::string> notes;  // on what could not be read
};
RunFindings findings_of(const Runs& runs);

// kError where it is confirmed, and so on.
Role role_of(analysis::FindingState state);

// The finding with "since step 1799" of its title as a place on another axis: "since epoch 40".
RunFinding placed_at(RunFinding found, const std::string& position);

FindingMark finding_mark(const RunFinding& found, double x0, std::optional<double> x1);

// "Overfitting since epoch 12 (confirmed)" of the most serious that still holds, and how many more
// there are; with its run where there are several. Empty if nothing holds.
std::string worst_of(const std::vector<const RunFinding*>& findings, const Runs& runs);

}  // namespace oriel::figure
