#include "oriel/dashboard.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "kit/files.h"
#include "kit/plots.h"
#include "kit/program.h"
#include "kit/serve_child.h"
#include "kit/worker.h"

namespace oriel {
namespace {

using Json = nlohmann::json;

struct PlacedRequest {
  std::string kind;
  figure::Request request;
  PanelOptions options;
};

TrackerOptions tracker_options(const Settings& settings) {
  TrackerOptions out;
  out.max_history = settings.max_history;
  out.smooth_window = settings.smooth_window;
  out.auto_save = settings.auto_save;
  out.save_interval = settings.save_interval;
  return out;
}

base::Status check_place(const std::string& kind, const PanelOptions& options,
                         const PlotSize& window) {
  const int64_t right = int64_t{options.position.x} + options.size.width;
  const int64_t below = int64_t{options.position.y} + options.size.height;
  const bool inside = options.position.x >= 0 && options.position.y >= 0 &&
                      options.size.width >= 100 && options.size.height >= 80 &&
                      right <= window.width && below <= window.height;
  if (inside) return {};
  return base::Status("the panel \"" + kind + "\" at (" + std::to_string(options.position.x) +
                      ", " + std::to_string(options.position.y) + "), " +
                      std::to_string(options.size.width) + " × " +
                      std::to_string(options.size.height) + ", must lie in the window of " +
                      std::to_string(window.width) + " × " + std::to_string(window.height) +
                      " and be at least 100 × 80");
}

Json to_json(const Settings& settings, const std::vector<PlacedRequest>& panels) {
  Json list = Json::array();
  for (const PlacedRequest& p : panels) {
    Json request = {{"panel", p.request.panel},
                    {"series", p.request.series},
                    {"smoothing", kit::smoothing_weight(settings.smooth_window)}};
    list.push_back({{"kind", p.kind},
                    {"position", {p.options.position.x, p.options.position.y}},
                    {"size", {p.options.size.width, p.options.size.height}},
                    {"request", std::move(request)}});
  }
  return {{"v", 1},
          {"window_size", {settings.window_size.width, settings.window_size.height}},
          {"update_interval", settings.update_interval},
          {"smooth_window", settings.smooth_window},
          {"panels", std::move(list)}};
}

}  // namespace

struct TrainingDashboard::State {
  State(Run* theirs, const Settings& wanted) : settings(wanted) {
    if (theirs == nullptr) {
      own = std::make_unique<Run>(RunOptions{.logdir = settings.logdir, .name = settings.name});
    }
    run = theirs != nullptr ? theirs : own.get();
    tracker = std::make_unique<MetricsTracker>(*run, tracker_options(settings));
  }

  PlotOptions plot_options() const {
    // As on a screen: a point is a pixel.
    return {settings.graph_style, settings.window_size, settings.line_width, settings.font_size, 1};
  }
  std::string file(const char* name) const {
    return base::join_path(kit::to_string(run->path()), name);
  }
  base::Status draw(const std::string& path) const;
  void draw_in_background();
  Callbacks callbacks();

  const Settings settings;
  std::unique_ptr<Run> own;
  Run* run = nullptr;
  std::unique_ptr<MetricsTracker> tracker;
  std::vector<PlacedRequest> panels;
  std::vector<Callbacks> plugged;
  kit::ServeChild browser;
  std::string said;  // the last thing that went wrong in the background; the worker's
  kit::Worker worker;
};

base::Status TrainingDashboard::State::draw(const std::string& path) const {
  const auto data =
      std::make_shared<store::MemoryRun>(kit::content_of(tracker->get_metrics(), "training"));
  if (panels.empty()) {
    const auto figure = kit::make_panels(data, {}, settings.smooth_window, settings.window_size);
    if (!figure.ok()) return figure.status();
    return kit::save_figure(*figure, path, plot_options());
  }
  std::vector<kit::PlacedFigure> figures;
  for (const PlacedRequest& panel : panels) {
    auto figure =
        kit::make_panels(data, {panel.request}, settings.smooth_window, panel.options.size);
    if (!figure.ok()) return figure.status();
    figures.push_back({std::move(*figure), panel.options});
  }
  return kit::save_placed(figures, path, plot_options());
}

void TrainingDashboard::State::draw_in_background() {
  worker.post([this] {
    const base::Status status = draw(file("dashboard.png"));
    if (!status.ok() && status.message() != said) {
      said = status.message();
      std::fprintf(stderr, "oriel: the dashboard could not be drawn: %s; the training goes on\n",
                   said.c_str());
    }
  });
}

Callbacks TrainingDashboard::State::callbacks() {
  Callbacks out;
  out.name = "TrainingDashboard";
  const VisualizerMode mode = settings.mode;
  out.on_step = [this, mode](LoopState& at) {
    const auto every = static_cast<int64_t>(std::max<uint32_t>(settings.update_interval, 1));
    const bool due = mode == VisualizerMode::kPerEpoch ||
                     (mode == VisualizerMode::kRealTime && at.step % every == 0);
    if (due) draw_in_background();
  };
  out.on_train_end = [this, mode](LoopState&) {
    if (mode != VisualizerMode::kOnDemand) draw_in_background();
    worker.wait();
  };
  return out;
}

TrainingDashboard::TrainingDashboard(const Settings& settings)
    : state_(new State(nullptr, settings)) {
  for (const PanelSetting& panel : settings.panels) (void)add_panel(panel.kind, panel.options);
}
TrainingDashboard::TrainingDashboard(Run& run, const Settings& settings)
    : state_(new State(&run, settings)) {
  for (const PanelSetting& panel : settings.panels) (void)add_panel(panel.kind, panel.options);
}
TrainingDashboard::~TrainingDashboard() {
  state_->worker.wait();
  delete state_;
}

Problem TrainingDashboard::add_panel(StringRef ref, const PanelOptions& options) {
  const std::string kind = kit::to_string(ref);
  auto request = kit::panel_request(kind, state_->tracker->names());
  base::Status status =
      request.ok() ? check_place(kind, options, state_->settings.window_size) : request.status();
  if (!status.ok()) {
    std::fprintf(stderr, "oriel: %s\n", status.message().c_str());
    return kit::to_problem(status);
  }
  state_->worker.wait();  // which reads the panels
  state_->panels.push_back({kind, std::move(*request), options});
  return {};
}

void TrainingDashboard::add(Callbacks callbacks) {
  state_->plugged.push_back(std::move(callbacks));
}

LoopResult TrainingDashboard::train(const std::function<void(LoopState&)>& train_episode,
                                    const TrainOptions& options) {
  if (const Problem problem = save_layout()) {
    std::fprintf(stderr, "oriel: the layout could not be saved: %s; the training goes on\n",
                 problem.message());
  }
  if (state_->settings.open) (void)open();
  TrainingLoop loop({.epochs = options.episodes,
                     .steps_per_epoch = 1,
                     .run = state_->run,
                     .tracker = state_->tracker.get(),
                     .checkpoint_path = options.checkpoint_path,
                     .checkpoint_every = options.checkpoint_every,
                     .resume = options.resume,
                     .save_state = options.save_state,
                     .load_state = options.load_state});
  for (const Callbacks& callbacks : state_->plugged) loop.add(callbacks);
  loop.add(state_->callbacks());
  return loop.run(train_episode);
}

Run& TrainingDashboard::run() {
  return *state_->run;
}
MetricsTracker& TrainingDashboard::tracker() {
  return *state_->tracker;
}
const Settings& TrainingDashboard::settings() const {
  return state_->settings;
}

Problem TrainingDashboard::save_plot(StringRef path) {
  return kit::to_problem(state_->draw(kit::to_string(path)));
}

Problem TrainingDashboard::save_layout() const {
  if (state_->run->path().empty()) return Problem("the run has no directory");
  const Json json = to_json(state_->settings, state_->panels);
  const std::string text = json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
  return kit::to_problem(kit::write_whole(state_->file("dashboard.json"), text));
}

std::string TrainingDashboard::open() {
  if (state_->browser.running()) return state_->browser.address();
  const std::string program = kit::find_program("oriel");
  if (program.empty()) {
    std::fprintf(stderr,
                 "oriel: no browser view: there is no `oriel` program beside this one or in PATH "
                 "(ORIEL_BIN names another place); the training goes on\n");
    return "";
  }
  // A run that this dashboard made lies in its logdir; of another one, its own directory is shown.
  const std::string logdir =
      state_->own != nullptr ? state_->settings.logdir : kit::to_string(state_->run->path());
  auto address = state_->browser.start(program, logdir);
  if (!address.ok()) {
    std::fprintf(stderr, "oriel: no browser view: %s; the training goes on\n",
                 address.status().message().c_str());
    return "";
  }
  std::printf("Oriel shows the training at %s\n", address->c_str());
  std::fflush(stdout);
  return *address;
}

void TrainingDashboard::close() {
  state_->browser.stop();
}

}  // namespace oriel
