#include "format/control_area.h"

#include <sys/random.h>

#include <algorithm>

#include "base/clock.h"

namespace oriel::format {
namespace {

constexpr int kTokenBits = 22;
constexpr int64_t kTornMs = 5'000;     // a client that has not written by then is dead
constexpr int64_t kReadMs = 60'000;    // an answer is kept so long for whoever asked
constexpr int64_t kCrowdedMs = 2'000;  // or at least so long, where slots are short
constexpr int64_t kNever = INT64_MAX;

uint64_t random_id() {
  uint64_t id = 0;
  if (::getrandom(&id, sizeof id, GRND_NONBLOCK) != sizeof id) id = base::monotonic_ns();
  return id != 0 ? id : 1;
}

template <size_t N>
uint32_t put_text(char (&to)[N], std::string_view text) {
  size_t size = std::min(text.size(), N);
  // Not in the middle of a character.
  while (size > 0 && size < text.size() && (static_cast<uint8_t>(text[size]) & 0xc0) == 0x80) {
    --size;
  }
  std::memcpy(to, text.data(), size);
  return static_cast<uint32_t>(size);
}

bool is_final(uint32_t outcome) {
  return outcome == static_cast<uint32_t>(ControlOutcome::kDone) ||
         outcome == static_cast<uint32_t>(ControlOutcome::kRefused);
}

std::optional<ControlArea::Request> whole_request(const ControlArea::Slot& slot) {
  const auto r = slot.request.load();
  if (!r || r->id == 0 || r->kind == 0 || r->kind > kControlKinds || r->who_size > kMaxWho) {
    return std::nullopt;
  }
  return r;
}

std::optional<ControlArea::Answer> whole_answer(const ControlArea::Slot& slot) {
  const auto a = slot.answer.load();
  if (!a || a->text_size > kMaxAnswer) return std::nullopt;
  return a;
}

// For how many ms the slot has been free to be taken; negative: it is not.
int64_t free_for_ms(const ControlArea::Slot& slot, uint64_t claim, int64_t now_ms) {
  if (claim == 0) return kNever;
  const auto claimed_ms = static_cast<int64_t>(claim >> kTokenBits);
  const auto request = whole_request(slot);
  if (!request || request->claim != claim) {
    // Being written, or its writer died, or garbage.
    return claimed_ms > now_ms || now_ms - claimed_ms > kTornMs ? kNever : -1;
  }
  const auto answer = whole_answer(slot);
  if (!answer || answer->id != request->id || !is_final(answer->outcome)) return -1;
  const int64_t at_ms = answer->at_us / 1000;
  return at_ms > now_ms ? kNever : now_ms - at_ms;
}

}  // namespace

void open_control(ControlArea& area) {
  area.slot_count.store(kControlSlots);
  area.slot_size.store(sizeof(ControlArea::Slot));
  write_status(area, {});
  area.version.store(kControlVersion);
}

std::vector<ControlRequest> read_requests(const ControlArea& area) {
  std::vector<ControlRequest> out;
  for (size_t i = 0; i < kControlSlots; ++i) {
    const auto request = whole_request(area.slots[i]);
    if (!request) continue;
    const auto answer = whole_answer(area.slots[i]);
    if (answer && answer->id == request->id && is_final(answer->outcome)) continue;
    ControlRequest r;
    r.slot = i;
    r.id = request->id;
    r.number = request->number;
    r.asked_us = request->asked_us;
    r.kind = static_cast<ControlKind>(request->kind);
    r.who.assign(request->who, request->who_size);
    out.push_back(std::move(r));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.number != b.number ? a.number < b.number : a.slot < b.slot;
  });
  return out;
}

void write_answer(ControlArea& area, size_t slot, const ControlAnswer& answer) {
  ControlArea::Answer a = {};
  a.id = answer.id;
  a.at_us = answer.at_us;
  a.outcome = static_cast<uint32_t>(answer.outcome);
  a.text_size = put_text(a.text, answer.text);
  area.slots[slot].answer.store(a);
}

std::optional<ControlAnswer> read_answer(const ControlArea& area, size_t slot) {
  const auto a = whole_answer(area.slots[slot]);
  if (!a || a->outcome > static_cast<uint32_t>(ControlOutcome::kRefused)) return std::nullopt;
  return ControlAnswer{a->id, static_cast<ControlOutcome>(a->outcome), a->at_us,
                       std::string(a->text, a->text_size)};
}

void write_status(ControlArea& area, const ControlStatus& status) {
  ControlArea::Status s = {};
  s.supported = status.supported;
  s.declared = status.declared ? 1 : 0;
  s.phase = static_cast<uint32_t>(status.phase);
  s.checkpoints = status.checkpoints;
  s.since_us = status.since_us;
  s.epoch = status.epoch;
  s.who_size = put_text(s.who, status.who);
  area.status.store(s);
}

std::optional<ControlStatus> read_status(const ControlArea& area) {
  if (area.version.load() != kControlVersion) return std::nullopt;
  const auto s = area.status.load();
  if (!s || s->phase > static_cast<uint32_t>(ControlPhase::kEnded) || s->who_size > kMaxWho) {
    return std::nullopt;
  }
  ControlStatus status;
  status.supported = s->supported;
  status.declared = s->declared != 0;
  status.phase = static_cast<ControlPhase>(s->phase);
  status.checkpoints = s->checkpoints;
  status.since_us = s->since_us;
  status.epoch = s->epoch;
  status.who.assign(s->who, s->who_size);
  return status;
}

base::Result<ControlTicket> put_request(ControlArea& area, ControlKind kind, std::string_view who,
                                        uint32_t token, int64_t now_us) {
  if (area.version.load() != kControlVersion || area.slot_count.load() != kControlSlots) {
    return base::Status("this training takes no requests: it records with another version of Oriel",
                        ENOTSUP);
  }
  if (const auto status = read_status(area); status && status->phase == ControlPhase::kEnded) {
    return base::Status("the run has ended", ESRCH);
  }
  const int64_t now_ms = now_us / 1000;
  const uint64_t mine = static_cast<uint64_t>(now_ms) << kTokenBits | token;
  for (const int64_t after_ms : {kReadMs, kCrowdedMs}) {
    for (size_t i = 0; i < kControlSlots; ++i) {
      ControlArea::Slot& slot = area.slots[i];
      uint64_t claim = slot.claim.load();
      if (free_for_ms(slot, claim, now_ms) < after_ms) continue;
      if (claim == mine || !slot.claim.compare_exchange_strong(claim, mine)) continue;
      ControlArea::Request r = {};
      r.id = random_id();
      r.claim = mine;
      r.number = area.next_number.fetch_add(1) + 1;
      r.asked_us = now_us;
      r.kind = static_cast<uint32_t>(kind);
      r.who_size = put_text(r.who, who);
      slot.request.store(r);
      // Stopped for so long that another client took the slot: that one's request stands.
      if (slot.claim.load() != mine) continue;
      area.bell.fetch_add(1);
      return ControlTicket{i, r.id};
    }
  }
  return base::Status("all " + std::to_string(kControlSlots) +
                          " places for requests are taken by ones that wait: the training has not "
                          "looked at them yet",
                      EBUSY);
}

std::optional<ControlAnswer> find_answer(const ControlArea& area, const ControlTicket& ticket) {
  if (ticket.slot >= kControlSlots || ticket.id == 0) return std::nullopt;
  const auto answer = read_answer(area, ticket.slot);
  if (answer && answer->id == ticket.id) return answer;
  const auto request = area.slots[ticket.slot].request.load();
  if (request && request->id == ticket.id) return ControlAnswer{ticket.id, {}, 0, ""};
  return std::nullopt;
}

namespace {
constexpr const char* kKindNames[] = {"stop", "stop_after_epoch", "pause", "resume", "checkpoint"};
}

const char* to_string(ControlKind kind) {
  return kKindNames[static_cast<uint32_t>(kind) - 1];
}

std::optional<ControlKind> control_kind(std::string_view name) {
  for (uint32_t i = 0; i < kControlKinds; ++i) {
    if (name == kKindNames[i]) return static_cast<ControlKind>(i + 1);
  }
  return std::nullopt;
}

}  // namespace oriel::format
