#include "store/control.h"

#include <charconv>
#include <cstdio>

#include "format/control_area.h"

namespace oriel::store {

const char* to_string(ControlKind kind) {
  return format::to_string(static_cast<format::ControlKind>(kind));
}

std::optional<ControlKind> control_kind(std::string_view name) {
  const auto kind = format::control_kind(name);
  if (!kind) return std::nullopt;
  return static_cast<ControlKind>(*kind);
}

const char* to_string(ControlOutcome outcome) {
  constexpr const char* kNames[] = {"waiting", "accepted", "done", "refused"};
  return kNames[static_cast<size_t>(outcome)];
}

const char* to_string(ControlPhase phase) {
  constexpr const char* kNames[] = {
      "running", "pausing", "paused", "stopping", "stopping_after_epoch", "stopped", "ended"};
  return kNames[static_cast<size_t>(phase)];
}

std::string to_string(const ControlTicket& ticket) {
  char text[40];
  std::snprintf(text, sizeof text, "%u-%016llx", ticket.slot,
                static_cast<unsigned long long>(ticket.id));
  return text;
}

std::optional<ControlTicket> control_ticket(std::string_view text) {
  const size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.size() != dash + 17) return std::nullopt;
  ControlTicket ticket;
  const char* end = text.data() + text.size();
  const auto slot = std::from_chars(text.data(), text.data() + dash, ticket.slot);
  const auto id = std::from_chars(text.data() + dash + 1, end, ticket.id, 16);
  if (slot.ec != std::errc() || slot.ptr != text.data() + dash || id.ec != std::errc() ||
      id.ptr != end || ticket.slot >= format::kControlSlots || ticket.id == 0) {
    return std::nullopt;
  }
  return ticket;
}

std::string ControlState::words() const {
  const std::string by = who.empty() ? "" : " by " + who;
  switch (phase) {
    case ControlPhase::kRunning:
    case ControlPhase::kEnded:
      return "";
    case ControlPhase::kPausing:
      return "pausing, asked" + by;
    case ControlPhase::kPaused:
      return "paused" + by;
    case ControlPhase::kStoppingNow:
      return "stopping, asked" + by;
    case ControlPhase::kStoppingAfterEpoch:
      return (epoch ? "stopping after epoch " + std::to_string(*epoch + 1)
                    : std::string("stopping after this epoch")) +
             ", asked" + by;
    case ControlPhase::kStopped:
      return "stopped, asked" + by + "; the training is finishing";
  }
  return "";
}

}  // namespace oriel::store
