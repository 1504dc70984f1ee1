// What a viewer may ask of a running training, and how it stands (docs/control.md). Plain data; the
// words are those of docs/api.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oriel::store {

enum class ControlKind : uint8_t { kStop = 1, kStopAfterEpoch, kPause, kResume, kCheckpoint };
const char* to_string(ControlKind kind);  // "stop", "stop_after_epoch", "pause", …
std::optional<ControlKind> control_kind(std::string_view name);

enum class ControlOutcome : uint8_t { kWaiting, kAccepted, kDone, kRefused };
const char* to_string(ControlOutcome outcome);  // "waiting", …

enum class ControlPhase : uint8_t {
  kRunning,
  kPausing,
  kPaused,
  kStoppingNow,
  kStoppingAfterEpoch,
  kStopped,  // the trainer has been told; it may still be saving
  kEnded,
};
const char* to_string(ControlPhase phase);  // "running", "stopping_after_epoch", …

// Names one request, for as long as its answer is kept (a minute at least).
struct ControlTicket {
  uint32_t slot = 0;
  uint64_t id = 0;
};
std::string to_string(const ControlTicket& ticket);  // "3-9f00c2…"
std::optional<ControlTicket> control_ticket(std::string_view text);

struct ControlAnswer {
  ControlOutcome outcome = ControlOutcome::kWaiting;
  std::string text;  // accepted: what will happen; done: what has; refused: why
};

struct ControlState {
  bool available = false;  // the run is running, and its recorder takes requests
  uint32_t supported = 0;  // bit 1 << kind; resuming goes with pausing
  bool declared = false;   // by the trainer; else what it has been seen to support so far
  ControlPhase phase = ControlPhase::kRunning;
  std::string who;               // asked for the phase
  int64_t since_us = 0;          // of the phase
  std::optional<int64_t> epoch;  // the last that ended, where the trainer says so
  uint32_t checkpoints = 0;      // asked for and not saved yet

  bool supports(ControlKind kind) const {
    return (supported & 1u << static_cast<uint32_t>(kind)) != 0;
  }
  // "stopping after epoch 12", "paused by browser"; empty while it simply runs.
  std::string words() const;
  friend bool operator==(const ControlState&, const ControlState&) = default;
};

}  // namespace oriel::store
