// What the window says and which buttons it offers, decided from a snapshot: the part of the view
// that tests can read. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "window/snapshot.h"

namespace oriel::window {

// A piece of the top line: "Train Loss" "0.3245".
struct MetricItem {
  std::string label, value;
  figure::Role role = figure::Role::kNone;
  std::string hint;  // for whoever points at it
};
std::vector<MetricItem> metric_items(const Metrics& metrics);

struct Buttons {
  enum class Main : uint8_t { kStop, kStopping, kClose };
  Main main = Main::kClose;
  std::string label;                      // "■ Stop training", "Stopping after epoch 12…"
  std::optional<store::ControlKind> ask;  // what a press asks for; nothing: disabled
  std::string hint;
  bool ended = false;                       // Close is green
  std::optional<store::ControlKind> pause;  // kPause or kResume
  bool checkpoint = false;
  bool stop_now = false;  // while it stops after its epoch
};
Buttons buttons_for(const Snapshot& snapshot);

// "● running", "✓ finished": told by shape and word, not by colour alone.
struct Status {
  std::string text;
  figure::Role role = figure::Role::kNone;
};
Status status_of(const store::RunInfo& info);

// The right end of the first line: "1 m 20 s left", "paused by browser".
std::string aside_of(const store::RunInfo& info);

}  // namespace oriel::window
