// oriel/visualizer.h — the curves of a training as a figure in a file: while it trains, after each
// epoch, when asked, or afterwards.
//
//   oriel::TrainingVisualizer visualizer(tracker, {.path = "curves.png"});
//   if (episode % 10 == 0) visualizer.update(tracker.get_metrics());
//   if (auto problem = visualizer.save_plot("final.pdf")) std::puts(problem.message());
//
// What update() and the modes draw is drawn by a thread of the visualizer's own; if a newer figure
// is wanted before it has begun, only the newest is drawn. A figure that cannot be written never
// disturbs the training: problem() says why, and standard error once per reason.
//
// Threads: one at a time. The tracker must outlive the visualizer. Costs: update() copies the
// metrics (about a millisecond for 10 metrics of 10,000 values); save_plot() draws before it
// returns.
#pragma once

#include <oriel/plot.h>
#include <oriel/problem.h>
#include <oriel/settings.h>
#include <oriel/tracker.h>
#include <oriel/training_loop.h>

#include <string>
#include <vector>

namespace oriel {

struct VisualizerOptions {
  VisualizerMode mode = VisualizerMode::kRealTime;
  uint32_t update_interval = 10;  // of kRealTime, in steps
  uint32_t smooth_window = 20;    // 0 or 1: only what was recorded. As an EMA of the same centre of
                                  // mass, alpha = 2 / (window + 1), beside the values themselves;
                                  // a learning rate is never smoothed
  GraphStyle graph_style = GraphStyle::kDark;
  double line_width = 2.0;
  double font_size = 12;
  PlotSize size = {};
  // The file that is kept up to date: .png, .svg or .pdf. Empty: training_curves.png, in the run's
  // directory if the tracker has a run.
  std::string path = {};
};

class TrainingVisualizer {
 public:
  explicit TrainingVisualizer(const VisualizerOptions& options = {});
  explicit TrainingVisualizer(const MetricsTracker& tracker, const VisualizerOptions& options = {});
  ~TrainingVisualizer();  // what was begun is finished
  TrainingVisualizer(const TrainingVisualizer&) = delete;
  TrainingVisualizer& operator=(const TrainingVisualizer&) = delete;

  // A panel: loss, accuracy, reward, learning_rate, gradient_norm, training_curves, the name of a
  // metric, or a glob such as "layer/*/norm" (`*` within a part, `**` across parts). Without any,
  // there is a panel for everything that was recorded. An unknown kind is a problem that names
  // those there are; it is also said on standard error.
  Problem add_panel(StringRef kind);
  static std::string panel_kinds();  // "accuracy, curves, …"

  // Draws these metrics (the tracker's), in the background.
  void update(const Metrics& metrics);
  void update();

  // What the modes act on; callbacks() calls them.
  void step_done(int64_t step);
  void epoch_done();
  void training_done();   // draws the last state in every mode but kOnDemand, and waits for it
  Callbacks callbacks();  // the visualizer must outlive the loop

  // Afterwards: a run's directory, a JSON file of metrics, or a checkpoint takes the place of what
  // was given so far.
  [[nodiscard]] Problem load(StringRef path);

  // The newest metrics, now.
  [[nodiscard]] Problem save_plot(StringRef path);
  [[nodiscard]] Problem save_plot(StringRef path, const PlotOptions& options);

  void flush();             // waits until nothing is left to draw
  Problem problem() const;  // of the last figure in the background
  uint64_t drawn() const;   // figures in the background so far

 private:
  struct State;
  State* state_;
};

}  // namespace oriel
