#include "oriel/visualizer.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>

#include "kit/checkpoint_file.h"
#include "kit/files.h"
#include "kit/plots.h"
#include "kit/values.h"
#include "kit/worker.h"

namespace oriel {
namespace {

PlotOptions plot_options(const VisualizerOptions& options) {
  return {options.graph_style, options.size, options.line_width, options.font_size, 2};
}

Metrics metrics_of(kit::Checkpoint checkpoint) {
  Metrics out;
  for (size_t m = 0; m < checkpoint.names.size(); ++m) {
    Metric metric;
    metric.name = std::move(checkpoint.names[m]);
    for (size_t row = 0; row < checkpoint.episodes.size(); ++row) {
      const double value = checkpoint.columns[m][row];
      if (kit::is_missing(value)) continue;
      metric.episodes.push_back(checkpoint.episodes[row]);
      metric.values.push_back(value);
    }
    out.push_back(std::move(metric));
  }
  return out;
}

}  // namespace

struct TrainingVisualizer::State {
  State(const MetricsTracker* from, const VisualizerOptions& wanted)
      : tracker(from), options(wanted) {
    options.update_interval = std::max<uint32_t>(options.update_interval, 1);
    if (!options.path.empty()) return;
    Run* run = tracker == nullptr ? nullptr : tracker->run();
    const std::string dir = run == nullptr ? "" : kit::to_string(run->path());
    options.path = base::join_path(dir, "training_curves.png");
  }

  std::shared_ptr<store::RunData> data() const {
    if (loaded != nullptr) return loaded;
    return as_run(tracker != nullptr ? tracker->get_metrics() : newest);
  }
  static std::shared_ptr<store::RunData> as_run(const Metrics& metrics) {
    return std::make_shared<store::MemoryRun>(kit::content_of(metrics, "training"));
  }

  base::Status draw(const std::string& path, const PlotOptions& plot,
                    const std::shared_ptr<store::RunData>& run,
                    const std::vector<figure::Request>& wanted) const {
    const auto figure = kit::make_panels(run, wanted, options.smooth_window, plot.size);
    return figure.ok() ? kit::save_figure(*figure, path, plot) : figure.status();
  }

  void draw_in_background(std::shared_ptr<store::RunData> run) {
    worker.post([this, run = std::move(run), wanted = requests] {
      const base::Status status = draw(options.path, plot_options(options), run, wanted);
      const std::lock_guard lock(mutex);
      if (!status.ok() && status.message() != problem) {
        std::fprintf(stderr, "oriel: the figure could not be drawn: %s; the training goes on\n",
                     status.message().c_str());
      }
      problem = status.message();
      drawn.fetch_add(status.ok(), std::memory_order_relaxed);
    });
  }

  const MetricsTracker* const tracker;
  VisualizerOptions options;
  Metrics newest;                          // of update(), without a tracker
  std::shared_ptr<store::RunData> loaded;  // by load()
  std::vector<figure::Request> requests;

  std::mutex mutex;
  std::string problem;
  std::atomic<uint64_t> drawn = 0;
  kit::Worker worker;  // last: its job uses all of the above
};

TrainingVisualizer::TrainingVisualizer(const VisualizerOptions& options)
    : state_(new State(nullptr, options)) {}
TrainingVisualizer::TrainingVisualizer(const MetricsTracker& tracker,
                                       const VisualizerOptions& options)
    : state_(new State(&tracker, options)) {}
TrainingVisualizer::~TrainingVisualizer() {
  delete state_;
}

Problem TrainingVisualizer::add_panel(StringRef kind) {
  std::vector<std::string> names;
  if (state_->tracker != nullptr) names = state_->tracker->names();
  for (const Metric& metric : state_->newest) names.push_back(metric.name);
  auto request = kit::panel_request(kit::to_string(kind), names);
  if (!request.ok()) {
    std::fprintf(stderr, "oriel: %s\n", request.status().message().c_str());
    return kit::to_problem(request.status());
  }
  state_->requests.push_back(std::move(*request));
  return {};
}

std::string TrainingVisualizer::panel_kinds() {
  return kit::panel_kinds_text();
}

void TrainingVisualizer::update(const Metrics& metrics) {
  state_->loaded = nullptr;
  if (state_->tracker == nullptr) state_->newest = metrics;
  state_->draw_in_background(State::as_run(metrics));
}

void TrainingVisualizer::update() {
  state_->draw_in_background(state_->data());
}

void TrainingVisualizer::step_done(int64_t step) {
  const bool due = state_->options.mode == VisualizerMode::kRealTime &&
                   step % static_cast<int64_t>(state_->options.update_interval) == 0;
  if (due) update();
}

void TrainingVisualizer::epoch_done() {
  if (state_->options.mode == VisualizerMode::kPerEpoch) update();
}

void TrainingVisualizer::training_done() {
  if (state_->options.mode != VisualizerMode::kOnDemand) update();
  flush();
}

Callbacks TrainingVisualizer::callbacks() {
  Callbacks out;
  out.name = "TrainingVisualizer";
  out.on_step = [this](LoopState& at) { step_done(at.step); };
  out.on_epoch_end = [this](LoopState&) { epoch_done(); };
  out.on_train_end = [this](LoopState&) { training_done(); };
  return out;
}

Problem TrainingVisualizer::load(StringRef ref) {
  const std::string path = kit::to_string(ref);
  if (path.ends_with(".ckpt")) {
    auto checkpoint = kit::read_checkpoint(path);
    if (!checkpoint.ok()) return kit::to_problem(checkpoint.status());
    state_->loaded = std::make_shared<store::MemoryRun>(
        kit::content_of(metrics_of(std::move(*checkpoint)), path));
    return {};
  }
  if (!base::file_exists(path)) return Problem("there is no " + path);
  auto run = store::open_run(path, path);
  if (!run.ok()) return kit::to_problem(run.status());
  if ((*run)->series().empty()) {
    return Problem(path + " is no run: give a run's directory, a JSON file of metrics or a .ckpt");
  }
  state_->loaded = std::move(*run);
  return {};
}

Problem TrainingVisualizer::save_plot(StringRef path) {
  return save_plot(path, plot_options(state_->options));
}

Problem TrainingVisualizer::save_plot(StringRef path, const PlotOptions& options) {
  return kit::to_problem(
      state_->draw(kit::to_string(path), options, state_->data(), state_->requests));
}

void TrainingVisualizer::flush() {
  state_->worker.wait();
}

Problem TrainingVisualizer::problem() const {
  const std::lock_guard lock(state_->mutex);
  return Problem(state_->problem);
}

uint64_t TrainingVisualizer::drawn() const {
  return state_->drawn.load(std::memory_order_relaxed);
}

}  // namespace oriel
