// The panels themselves, one file each, and what they share. Only panels.cc calls them; see
// figure/panels.h.
#pragma once

#include "figure/names.h"
#include "figure/panels.h"

namespace oriel::figure {

Figure make_curves(const Request& request, const Runs& runs);
// Curves of what every training knows, picked by name where the request names no series.
Figure make_known(const Request& request, const Runs& runs, Known known);
Figure make_image(const Request& request, const Runs& runs, bool live);
Figure make_text(const Request& request, const Runs& runs);
Figure make_training(const Request& request, const Runs& runs);
Figure make_histogram(const Request& request, const Runs& runs);
Figure make_tensor(const Request& request, const Runs& runs);
Figure make_confusion(const Request& request, const Runs& runs);
Figure make_classes(const Request& request, const Runs& runs);
Figure make_table(const Request& request, const Runs& runs);
Figure make_experts(const Request& request, const Runs& runs);
Figure make_expert_balance(const Request& request, const Runs& runs);
Figure make_findings(const Request& request, const Runs& runs);

// A figure with its runs, `loading` and notes on damage filled in.
Figure start_figure(const Request& request, const Runs& runs, std::string title);

// What the request wants along x: the axis's kind, label and unit.
void describe_x(const Request& request, Axis& x);

// The points or the columns of a view, as the line's own.
void fill(Line& line, store::SeriesView&& view);

// What to call each run within one figure: "run_003" where all share a name, else the id.
std::vector<std::string> short_names(const Runs& runs);

// The names that the request's patterns mean, in the order of the patterns, each once. A pattern
// that is a name itself means only that name.
std::vector<std::string> match_names(const std::vector<std::string>& patterns,
                                     const std::vector<std::string>& names);

// Streams of one kind that the patterns mean; all of the kind without patterns.
std::vector<store::StreamInfo> match_streams(const std::vector<std::string>& patterns,
                                             const store::RunData& run, store::RecordKind kind);

// The series of the runs that the patterns mean (all without patterns), each with its run.
struct PickedSeries {
  size_t run = 0;
  store::SeriesInfo info;
};
std::vector<PickedSeries> pick_series(const std::vector<std::string>& patterns, const Runs& runs);
std::string label_of(const store::SeriesInfo& info);  // "train/loss", "train/loss [rank 1]"

// The last value at or before a step (the newest without one).
std::optional<std::pair<int64_t, double>> value_at(const store::RunData& run,
                                                   const store::SeriesInfo& info,
                                                   std::optional<int64_t> step);

// Why there is nothing to show, in words: no run, still reading, waiting for `what`, none logged.
std::string nothing_yet(const Runs& runs, const std::string& what);

}  // namespace oriel::figure
