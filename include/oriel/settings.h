// oriel/settings.h — how a dashboard behaves and looks, from code, a file, the environment and the
// command line.
//
//   oriel::Settings settings;
//   settings.smooth_window = 50;                              // code: what the program prefers
//   if (auto problem = settings.load(argc, argv)) return std::puts(problem.message()), 2;
//   oriel::TrainingDashboard dashboard(settings);
//
// Who runs a program has the last word over who wrote it. From the strongest:
//   1. the command line:  --oriel-smooth-window=50  (or `--oriel-smooth-window 50`; _ for - too)
//   2. the environment:   ORIEL_SMOOTH_WINDOW=50
//   3. the file:          smooth_window = 50  in the TOML file that --oriel-config names, else
//                         ORIEL_CONFIG, else oriel.toml in the working directory, if it is there
//   4. code:              what the members were before load()
// Unknown keys and wrong types are errors that say where they stand; nothing is changed then.
// docs/kit.md lists the keys.
//
// Plain data and one reader; one thread at a time.
#pragma once

#include <oriel/plot.h>
#include <oriel/problem.h>
#include <oriel/run.h>

#include <string>
#include <vector>

namespace oriel {

// When a TrainingVisualizer draws by itself.
enum class VisualizerMode : uint8_t {
  kRealTime,      // every update_interval steps
  kPerEpoch,      // after each epoch
  kOnDemand,      // never: update() and save_plot() only
  kPostTraining,  // once, after the training
};

struct PanelPlace {
  int x = 0;
  int y = 0;
};

// One panel of a dashboard: what it shows and where in the window, in its units.
struct PanelOptions {
  PanelPlace position = {};
  PlotSize size = {600, 400};
};

struct PanelSetting {
  std::string kind;
  PanelOptions options;
};

struct Settings {
  PlotSize window_size = {1920, 1080};         // [1920, 1080]; 1920x1080 on the command line
  uint32_t update_interval = 10;               // draw every so many episodes, 1 to 1,000,000,000
  uint32_t smooth_window = 20;                 // of moving averages, in episodes, 1 to 1,000,000
  uint64_t max_history = 10'000;               // episodes that are kept in memory; 0: all
  bool auto_save = false;                      // checkpoints of the metrics
  uint32_t save_interval = 100;                // every so many episodes, 1 to 1,000,000,000
  GraphStyle graph_style = GraphStyle::kDark;  // "dark", "light"
  double line_width = 2.0;                     // 0.25 to 20
  double font_size = 12;                       // 6 to 48
  VisualizerMode mode = VisualizerMode::kRealTime;  // "real_time", "per_epoch", "on_demand",
                                                    // "post_training"
  bool open = false;                                // show it in the browser while it trains
  std::string logdir = "runs";                      // of a dashboard that makes its own run
  std::string name = "training";                    // of that run
  std::vector<PanelSetting> panels = {};  // file: [[panel]] with kind, position, size; code: none

  struct Sources {
    std::string file = {};  // instead of looking for one; must be there
    bool environment = true;
    bool working_directory = true;  // oriel.toml
  };

  // Takes what starts with --oriel- out of argv and argc, so that the program's own parser does not
  // see it. Panels of the file take the place of those of the code.
  [[nodiscard]] Problem load(int& argc, char** argv, const Sources& sources);
  [[nodiscard]] Problem load(int& argc, char** argv) { return load(argc, argv, {}); }
  // The file alone, whatever else there is.
  [[nodiscard]] Problem load_file(StringRef path);
};

}  // namespace oriel
