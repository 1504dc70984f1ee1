// oriel/moe.h — a mixture of experts in training, as a figure that is kept up to date: losses, the
// task's errors, how much each expert is used, how evenly the router spreads the work, throughput —
// and, with the terminal's display beside it, both from one call.
//
//   auto figure = oriel::create_moe_visualizer({.update = 10, .n_experts = 8, .path = "moe.png"});
//   figure.update_metrics({{"train_loss", loss}, {"aux_loss", aux}, {"position_error", error}},
//                         {{0, .2}, {1, .3}, {2, .5}});       // or a std::map<int, double>
//   figure.save_plot("final.pdf");
//   figure.close();                                           // the destructor does it too
//
//   auto both = oriel::create_combined_visualizer({.figure = {.path = "moe.png"}});
//   both.start(total_steps, "Training MoE");
//   both.update({.step = step, .train_loss = loss, .expert_utilization = shares});
//   both.close();
//
// What is drawn in between is drawn by a thread of its own, which takes a twentieth of one core at
// most; a figure that cannot be written never disturbs the training: problem() says why, and
// standard error once per reason. Dead experts and other findings stand on the curves.
//
// Threads: any member function from any thread, the constructor and destructor excepted. After
// fork() the child's copy must not be used. Costs: a call with eight experts
// takes well under a microsecond (moe_test.cc: 0.2 µs, the median); memory 8 bytes per number of
// max_history updates at most.
#pragma once

#include <oriel/plot.h>
#include <oriel/problem.h>
#include <oriel/terminal.h>

#include <memory>
#include <string>

namespace oriel {

struct MoeOptions {
  uint32_t update = 10;  // draw after so many updates; 0: only when asked, and at the end
  int n_experts = 0;     // more are a problem; 0: as many as turn up
  // Kept up to date: .png, .svg or .pdf. Empty: nothing is drawn but by save_plot().
  std::string path = "moe_training.png";
  std::string title = "Mixture of experts";
  GraphStyle graph_style = GraphStyle::kLight;
  uint32_t smooth_window = 20;   // see VisualizerOptions
  size_t max_history = 100'000;  // updates that are kept, the newest; 0: all
  PlotSize size = {};
};

class MoeVisualizer {
 public:
  explicit MoeVisualizer(const MoeOptions& options = {});
  ~MoeVisualizer();  // close()
  MoeVisualizer(MoeVisualizer&&) noexcept;
  MoeVisualizer& operator=(MoeVisualizer&&) noexcept;

  // Any names; these are understood: train_loss, val_loss, aux_loss, accuracy, learning_rate,
  // gradient_norm, samples_per_sec, tokens_per_sec, and step, without which updates are counted
  // from 0. NaN and infinities are data; texts are left out. `shares`: of all assignments, by
  // expert. An expert that there is not (below 0, or n_experts and more) is left out and a problem.
  Problem update_metrics(CustomMetrics metrics, ExpertShares shares = {}) noexcept;
  // The same of a snapshot.
  Problem update(const TrainingSnapshot& snapshot) noexcept;

  // Now, with all there is: .png, .svg or .pdf.
  [[nodiscard]] Problem save_plot(StringRef path);
  // Draws the last state and waits for it. Later updates do nothing.
  Problem close() noexcept;

  void flush();             // waits until nothing is left to draw
  Problem problem() const;  // of the last figure in the background
  uint64_t drawn() const;   // figures in the background so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};
MoeVisualizer create_moe_visualizer(const MoeOptions& options = {});

struct CombinedOptions {
  VisualizationConfig terminal = {};
  MoeOptions figure = {};
};

// The terminal's display and the figure, for any training: without experts it shows none.
class CombinedVisualizer {
 public:
  explicit CombinedVisualizer(const CombinedOptions& options = {});
  ~CombinedVisualizer();  // close()
  CombinedVisualizer(CombinedVisualizer&&) noexcept;
  CombinedVisualizer& operator=(CombinedVisualizer&&) noexcept;

  // As TerminalVisualizer::start(); the description is also the figure's title. Snapshots before
  // it are not shown.
  void start(int64_t total_steps, StringRef description = "Training");
  void update(const TrainingSnapshot& snapshot) noexcept;
  [[nodiscard]] Problem save_plot(StringRef path);
  void close() noexcept;  // the terminal first, then the figure

  Problem problem() const;  // of the last figure

 private:
  struct State;
  std::unique_ptr<State> state_;
};
CombinedVisualizer create_combined_visualizer(const CombinedOptions& options = {});

}  // namespace oriel
