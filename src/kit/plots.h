// From metrics to a figure on paper, for everything in the kit that draws: which panels there are,
// their figures, and files of them. No panel is drawn here: figure/ and draw/ do it.
//
// Any thread; costs what the figure costs to draw.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "figure/figure.h"
#include "figure/panels.h"
#include "oriel/plot.h"
#include "oriel/problem.h"
#include "oriel/settings.h"
#include "oriel/tracker.h"
#include "store/memory_run.h"

namespace oriel::kit {

// The kinds of panels that can be asked for by name, sorted: "accuracy", …
std::vector<std::string> panel_kinds();
std::string panel_kinds_text();

// What a kind, a glob or the name of a metric means. `names` are the metrics that are known so far;
// names with a '/' need not be. Errors: an unknown panel, with those there are.
base::Result<figure::Request> panel_request(std::string_view kind,
                                            const std::vector<std::string>& names);

// The weight of the de-biased EMA with alpha = 2 / (window + 1).
double smoothing_weight(uint32_t window);

// The metrics as a run, called `id`.
store::MemoryContent content_of(const Metrics& metrics, const std::string& id);

// One figure of several panels over the same run; without requests, of all that the run has.
base::Result<figure::Figure> make_panels(const std::shared_ptr<store::RunData>& run,
                                         std::vector<figure::Request> requests,
                                         uint32_t smooth_window, const PlotSize& size);

base::Status save_figure(const figure::Figure& figure, const std::string& path,
                         const PlotOptions& options);

// Panels where they were put, in a window of options.size. Figures stand beside their places.
struct PlacedFigure {
  figure::Figure figure;
  PanelOptions place;
};
base::Status save_placed(const std::vector<PlacedFigure>& figures, const std::string& path,
                         const PlotOptions& options);

// The four curves of a training.
Problem save_training_curves(const store::MemoryContent& content, const std::string& path,
                             const PlotOptions& options);

}  // namespace oriel::kit
