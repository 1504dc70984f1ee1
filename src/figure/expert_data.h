// What the panels about experts show of a run: the shares of all experts of a block, step by step,
// found by the names of their series (analysis/experts.h).
//
// Pure; thread-safe. Costs one Source query per expert, of every point in view; where a block has
// more than kMaxShares of them in view, of block means.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "figure/figure.h"
#include "figure/findings.h"
#include "figure/panels.h"

namespace oriel::figure {

inline constexpr size_t kMaxShares = 2'000'000;

// One mixture of experts of one writer of one run.
struct ExpertBlock {
  size_t run = 0;
  int writer = 0;
  std::string name;                 // "layer/2"; empty where the run has but one
  std::vector<int64_t> experts;     // ascending
  std::vector<std::string> series;  // of each
  std::string title;                // of a panel: "layer/2", with its rank and its run where needed
};

// Those whose series the request names, or all; in the order of runs, writers, names.
std::vector<ExpertBlock> expert_blocks(const Request& request, const Runs& runs);

struct ExpertTable {
  std::vector<double> x;                    // ascending
  std::vector<std::vector<double>> shares;  // by expert; NaN where it has no value
  bool means = false;                       // entries are block means
};
ExpertTable expert_table(const Request& request, const Runs& runs, const ExpertBlock& block);

// The means of `columns` equal parts of the table's range, where it has more entries than that;
// else the table as it is. Parts without entries are left out.
struct ExpertBins {
  std::vector<double> x;      // where each is
  std::vector<double> edges;  // one more than x; parts that were left out belong to the one before
  std::vector<std::vector<double>> shares;  // by expert
  double per_bin = 1;                       // entries, on average
};
ExpertBins expert_bins(const ExpertTable& table, size_t columns);

// The x of everything the runs have of these blocks.
std::optional<std::pair<double, double>> expert_extent(const Request& request, const Runs& runs,
                                                       const std::vector<ExpertBlock>& blocks);

// Marks of the findings about this block, most serious first; `path` is the curve that a finding
// about a series stands on. Those that are shown are added to `shown`.
std::vector<FindingMark> expert_findings(const Request& request, const Runs& runs,
                                         const ExpertBlock& block, const RunFindings& found,
                                         std::vector<const RunFinding*>& shown);

}  // namespace oriel::figure
