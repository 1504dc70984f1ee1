#include "window/words.h"

#include <algorithm>
#include <cmath>

#include "draw/number_format.h"
#include "figure/words.h"

namespace oriel::window {
namespace {

using figure::Role;
using store::ControlKind;
using store::ControlPhase;

// "stopping after epoch 12, asked by window" -> "Stopping after epoch 12…"
std::string stopping_label(const store::ControlState& control) {
  std::string words = control.words();
  words = words.substr(0, words.find(','));
  if (words.empty()) return "Stopping…";
  words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words + "…";
}

bool stopping(ControlPhase phase) {
  return phase == ControlPhase::kStoppingNow || phase == ControlPhase::kStoppingAfterEpoch ||
         phase == ControlPhase::kStopped;
}

void offer_stop(const store::ControlState& control, Buttons& b) {
  b.main = Buttons::Main::kStop;
  b.label = "■ Stop training";
  if (control.supports(ControlKind::kStopAfterEpoch)) {
    b.ask = ControlKind::kStopAfterEpoch;
    b.hint = "Ends after this epoch; the best model, curves and report are saved (S twice)";
  } else if (control.supports(ControlKind::kStop)) {
    b.ask = ControlKind::kStop;
    b.hint = "Ends as soon as the training looks (S twice)";
  } else {
    b.hint = "This training does not look whether it should stop (docs/control.md)";
  }
}

}  // namespace

std::vector<MetricItem> metric_items(const Metrics& m) {
  std::vector<MetricItem> items;
  const auto add = [&](const char* label, std::string value, Role role = Role::kNone,
                       std::string hint = "") {
    items.push_back({label, std::move(value), role, std::move(hint)});
  };
  const auto health = [](double value) {
    return std::isfinite(value) ? Role::kNone : Role::kError;
  };
  if (m.epoch) {
    std::string text = figure::number_text(*m.epoch);
    if (m.epochs && *m.epochs > 0) text += "/" + figure::number_text(*m.epochs);
    add("Epoch", std::move(text));
  }
  if (m.train) add("Train Loss", loss_text(*m.train), health(*m.train));
  if (m.val) add("Val Loss", loss_text(*m.val), health(*m.val));
  if (m.gap) add("Gap", signed_loss_text(*m.gap), Role::kNone, "validation − training loss");
  if (m.improvement) {
    add("Improvement", signed_loss_text(*m.improvement),
        *m.improvement > 0 ? Role::kBest : Role::kNone,
        "how much the loss fell since the epoch before; below 0 it rose");
  }
  if (m.best) {
    add(m.validated ? "Best Val Loss" : "Best Train Loss",
        loss_text(*m.best) + (m.new_best ? " ✓" : ""), m.new_best ? Role::kBest : Role::kNone,
        "at " + m.best_at);
  }
  return items;
}

Buttons buttons_for(const Snapshot& snapshot) {
  Buttons b;
  b.label = "Close";
  b.hint = "Closes the window only (Esc)";
  b.ended = std::none_of(snapshot.runs.begin(), snapshot.runs.end(), [](const RunSnapshot& run) {
    return run.info.status == store::RunStatus::kRunning;
  });
  if (b.ended || snapshot.runs.size() != 1) return b;
  const store::ControlState& control = snapshot.runs.front().info.control;
  if (!control.available) {
    b.hint = "This training takes no requests. " + b.hint;
    return b;
  }
  if (stopping(control.phase)) {
    b.main = Buttons::Main::kStopping;
    b.label = stopping_label(control);
    b.hint = control.words();
    b.stop_now =
        control.phase == ControlPhase::kStoppingAfterEpoch && control.supports(ControlKind::kStop);
    return b;
  }
  offer_stop(control, b);
  b.checkpoint = control.supports(ControlKind::kCheckpoint);
  if (control.supports(ControlKind::kPause)) {
    const bool paused =
        control.phase == ControlPhase::kPaused || control.phase == ControlPhase::kPausing;
    b.pause = paused ? ControlKind::kResume : ControlKind::kPause;
  }
  return b;
}

Status status_of(const store::RunInfo& info) {
  switch (info.status) {
    case store::RunStatus::kRunning:
      if (info.control.phase == ControlPhase::kPaused) return {"‖ paused", Role::kWarn};
      return {"● running", Role::kTrain};
    case store::RunStatus::kFinished:
      return {"✓ finished", Role::kBest};
    case store::RunStatus::kFailed:
      return {"✕ failed", Role::kError};
    case store::RunStatus::kCrashed:
      return {"✕ crashed", Role::kError};
  }
  return {};
}

std::string aside_of(const store::RunInfo& info) {
  if (info.status != store::RunStatus::kRunning) return info.reason;
  const std::string words = info.control.words();
  if (!words.empty()) return words;
  if (info.progress && info.progress->seconds_left) {
    return draw::format_duration(*info.progress->seconds_left) + " left";
  }
  return "";
}

}  // namespace oriel::window
