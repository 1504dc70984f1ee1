// LocalRun's way back to the trainer: its mailbox (docs/control.md).
#include "base/clock.h"
#include "base/file.h"
#include "format/run_files.h"
#include "store/catalogue.h"
#include "store/local_run.h"

namespace oriel::store {
namespace {

uint32_t kinds_of(uint32_t asks) {
  constexpr std::pair<uint32_t, ControlKind> kTable[] = {{1, ControlKind::kStop},
                                                         {2, ControlKind::kStopAfterEpoch},
                                                         {4, ControlKind::kPause},
                                                         {4, ControlKind::kResume},
                                                         {8, ControlKind::kCheckpoint}};
  uint32_t kinds = 0;
  for (const auto& [ask, kind] : kTable) {
    if ((asks & ask) != 0) kinds |= 1u << static_cast<uint32_t>(kind);
  }
  return kinds;
}

}  // namespace

bool LocalRun::poll_control() {
  const std::lock_guard lock(mutex_);
  ControlState fresh;
  const auto told = info_.status == RunStatus::kRunning && mailbox_ != nullptr ? mailbox_->status()
                                                                               : std::nullopt;
  if (told && told->phase != format::ControlPhase::kEnded) {
    fresh.available = true;
    fresh.supported = kinds_of(told->supported);
    fresh.declared = told->declared;
    fresh.phase = static_cast<ControlPhase>(told->phase);
    fresh.who = told->who;
    fresh.since_us = told->since_us;
    if (told->epoch != INT64_MIN) fresh.epoch = told->epoch;
    fresh.checkpoints = told->checkpoints;
  }
  if (fresh == info_.control) return false;
  info_.control = std::move(fresh);
  return true;
}

// Its lock says whether the trainer lives; its files, whether and how it has ended.
base::Status LocalRun::check_alive() const {
  if (format::WriterLock::is_held(format::lock_path(path_, 0))) return {};
  return base::Status(
      "the run has ended: " + std::string(to_string(read_run_info(path_, id_).status)), ESRCH);
}

base::Result<ControlTicket> LocalRun::control(ControlKind kind, const std::string& who) {
  if (base::Status s = check_alive(); !s.ok()) return s;
  const std::lock_guard lock(mutex_);
  open_mailbox();
  if (mailbox_ == nullptr) {
    return base::Status("this run takes no requests: it has no mailbox that can be written (" +
                            path_ + "/control/mailbox)",
                        ENOTSUP);
  }
  const auto ticket = mailbox_->ask(static_cast<format::ControlKind>(kind), who);
  if (!ticket.ok()) return ticket.status();
  return ControlTicket{static_cast<uint32_t>(ticket->slot), ticket->id};
}

ControlAnswer LocalRun::control_answer(const ControlTicket& ticket) const {
  // Before the answer is read: whoever was alive then had the time to write it.
  const base::Status alive = check_alive();
  std::optional<format::ControlAnswer> answer;
  {
    const std::lock_guard lock(mutex_);
    if (mailbox_ != nullptr) answer = mailbox_->answer({ticket.slot, ticket.id});
  }
  if (!answer) return {ControlOutcome::kRefused, "what became of it is not known any more"};
  ControlAnswer out{static_cast<ControlOutcome>(answer->outcome), answer->text};
  const bool final =
      out.outcome == ControlOutcome::kDone || out.outcome == ControlOutcome::kRefused;
  if (!final && !alive.ok()) return {ControlOutcome::kRefused, alive.message()};
  return out;
}

}  // namespace oriel::store
