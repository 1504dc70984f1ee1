// oriel/dashboard.h — a training with everything around it: a run, a tracker, panels in a window's
// layout, a figure that is kept up to date, and the browser if it is wanted.
//
//   oriel::TrainingDashboard dashboard({.window_size = {1920, 1080}, .update_interval = 10});
//   dashboard.add_panel("loss", {.position = {0, 0}, .size = {600, 400}});
//   dashboard.add_panel("layer/*/norm", {.position = {600, 0}, .size = {1320, 400}});
//   dashboard.train([&](oriel::LoopState& at) { at.record({{"loss", train(at.step)}}); },
//                   {.episodes = 1000});
//
// The panels and their places are written into the run's directory as dashboard.json (docs/kit.md),
// so that viewers can follow them, and dashboard.png there is drawn every update_interval episodes
// by a thread of its own.
//
// The browser: with `open`, or by open(), the `oriel` program is started as a child that serves the
// run's logdir: the one that ORIEL_BIN names, that lies beside this executable, or that is in PATH.
// Its address is printed. Where there is none, or it does not start, one line says so and the
// training goes on. It ends with the dashboard; if this process is killed it stays, for looking.
//
// Threads: one at a time. Costs per episode: those of TrainingLoop and MetricsTracker, and every
// update_interval episodes a copy of the metrics.
#pragma once

#include <oriel/problem.h>
#include <oriel/run.h>
#include <oriel/settings.h>
#include <oriel/tracker.h>
#include <oriel/training_loop.h>

#include <functional>
#include <string>

namespace oriel {

struct TrainOptions {
  int64_t episodes = 1;
  // Metrics and the training's state; see LoopOptions.
  std::string checkpoint_path = {};
  int64_t checkpoint_every = 100;  // episodes
  bool resume = false;
  std::function<TrainingState()> save_state = {};
  std::function<void(const TrainingState&)> load_state = {};
};

class TrainingDashboard {
 public:
  // Makes its own run, settings.logdir/settings.name/run_NNN.
  explicit TrainingDashboard(const Settings& settings = {});
  // Shows a run that is there; it must outlive the dashboard.
  explicit TrainingDashboard(Run& run, const Settings& settings = {});
  ~TrainingDashboard();
  TrainingDashboard(const TrainingDashboard&) = delete;
  TrainingDashboard& operator=(const TrainingDashboard&) = delete;

  // Kinds are those of TrainingVisualizer::add_panel(). An unknown one is a problem that names
  // those there are, also said on standard error; so is a place outside the window. Without any
  // panel, the layout is made from what is recorded.
  Problem add_panel(StringRef kind, const PanelOptions& options = {});

  // What is plugged in besides, such as early stopping.
  void add(Callbacks callbacks);

  // One step of the loop per episode. Exceptions of `train_episode` end it and go on to the caller.
  LoopResult train(const std::function<void(LoopState&)>& train_episode,
                   const TrainOptions& options);

  Run& run();
  MetricsTracker& tracker();
  const Settings& settings() const;

  // The panels in their places, now: .png, .svg or .pdf.
  [[nodiscard]] Problem save_plot(StringRef path);
  [[nodiscard]] Problem save_layout() const;  // dashboard.json; train() does it

  // Starts the browser's server; also printed. The address if it started, else empty.
  std::string open();
  void close();

 private:
  struct State;
  State* state_;
};

}  // namespace oriel
