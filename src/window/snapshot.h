// Snapshot: everything the window shows of its runs at one moment, made from the store by pure
// functions — numbers of the top line, lines of the log, findings, the figure. No pixels, no GL.
//
// Any thread; costs what its figure costs (a query or two per series) and one line per epoch.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "figure/figure.h"
#include "figure/panels.h"
#include "store/source.h"

namespace oriel::window {

// The top line, of one run.
struct Metrics {
  std::optional<double> epoch, epochs;
  std::optional<double> train, val;
  std::optional<double> gap;          // validation − training
  std::optional<double> improvement;  // of the loss since the epoch before; above 0 is better
  std::optional<double> best;
  std::string best_at;    // "epoch 10"
  bool new_best = false;  // the newest is the best
  bool validated = false;
};

struct LogLine {
  figure::Role role = figure::Role::kNone;
  std::string text;
  std::string praise;  // "✓ new best", after it in green
};

// What holds, or held, with what to try.
struct FindingText {
  figure::Role role = figure::Role::kNone;
  std::string title, text;
  std::vector<std::string> remedies;
  bool holds = true;
};

struct RunSnapshot {
  store::RunInfo info;
  std::string label;
  int color = 0;  // index, as in the figure
  Metrics metrics;
};

struct Snapshot {
  uint64_t version = 0;
  bool loading = false;
  std::vector<RunSnapshot> runs;
  std::vector<LogLine> log;  // oldest first
  std::vector<FindingText> findings;
  bool diagnosed = false;  // somebody has looked
  figure::Figure figure;
};

inline constexpr size_t kMaxLogLines = 500;

// `width`: pixel columns of the figure.
Snapshot take_snapshot(const figure::Runs& runs, uint32_t width);

// "0.3245", "1.23e+05": four digits where they say something.
std::string loss_text(double value);
std::string signed_loss_text(double value);

}  // namespace oriel::window
