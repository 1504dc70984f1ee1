// ControlArea: the part of the mailbox through which a viewer asks the trainer to do something
// (docs/log_format.md, "Control"): sixteen slots for requests and their answers, and one status.
//
// Viewers write requests, each under a number of its own, and ring; the trainer's recorder writes
// answers and the status. Every group of words is guarded by a sequence number and a CRC: what is
// torn, or garbage, counts as not there. A request stays in its slot until it has been answered for
// good; the recorder remembers the ids it has dealt with, so that none is done twice. Nothing here
// waits; any thread of any process, one writer of answers.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/error.h"

namespace oriel::format {

enum class ControlKind : uint32_t {
  kStop = 1,
  kStopAfterEpoch = 2,
  kPause = 3,
  kResume = 4,
  kCheckpoint = 5
};
inline constexpr uint32_t kControlKinds = 5;

enum class ControlOutcome : uint32_t {
  kWaiting = 0,   // nobody has looked yet
  kAccepted = 1,  // it will be done; the text says when
  kDone = 2,
  kRefused = 3,  // the text says why
};

// What the training is doing, as far as control goes.
enum class ControlPhase : uint32_t {
  kRunning = 0,
  kPausing = 1,             // asked; the trainer has not come by yet
  kPaused = 2,              //
  kStoppingNow = 3,         // asked
  kStoppingAfterEpoch = 4,  // asked
  kStopped = 5,             // the trainer has been told; it may still be saving
  kEnded = 6,
};

struct ControlRequest {
  size_t slot = 0;
  uint64_t id = 0;      // random, never 0
  uint64_t number = 0;  // ascending: the order in which requests were put
  int64_t asked_us = 0;
  ControlKind kind = ControlKind::kStop;
  std::string who;  // "browser", "command line"
};

struct ControlAnswer {
  uint64_t id = 0;
  ControlOutcome outcome = ControlOutcome::kWaiting;
  int64_t at_us = 0;
  std::string text;
};

struct ControlStatus {
  uint32_t supported = 0;  // bits of oriel::Ask
  bool declared = false;   // by the trainer; otherwise what it has polled so far
  ControlPhase phase = ControlPhase::kRunning;
  int64_t since_us = 0;       // of the phase
  int64_t epoch = INT64_MIN;  // the last one that ended, if known
  uint32_t checkpoints = 0;   // asked for and not answered yet
  std::string who;            // asked for the phase
  friend bool operator==(const ControlStatus&, const ControlStatus&) = default;
};

inline constexpr size_t kControlSlots = 16;
inline constexpr size_t kMaxWho = 64;
inline constexpr size_t kMaxAnswer = 384;

// A struct of plain numbers that one process writes and others read, whole or not at all.
template <class T>
class Sealed {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) % 8 == 0);
  using Words = std::array<uint64_t, sizeof(T) / 8>;

 public:
  void store(const T& value) {
    Words words;
    std::memcpy(words.data(), &value, sizeof value);
    // Whatever a writer that died left: the next odd number. 0 means never written.
    uint32_t odd = (sequence_.load(std::memory_order_relaxed) + 1) | 1;
    if (odd == UINT32_MAX) odd = 1;
    sequence_.store(odd, std::memory_order_release);
    for (size_t i = 0; i < words.size(); ++i) {
      words_[i].store(words[i], std::memory_order_release);
    }
    crc_.store(crc_of(words), std::memory_order_release);
    sequence_.store(odd + 1, std::memory_order_release);
  }

  // Gives up after a few tries.
  std::optional<T> load() const {
    for (int attempt = 0; attempt < 4; ++attempt) {
      const uint32_t sequence = sequence_.load(std::memory_order_acquire);
      if (sequence == 0) return std::nullopt;
      if (sequence % 2 != 0) continue;
      Words words;
      for (size_t i = 0; i < words.size(); ++i) {
        words[i] = words_[i].load(std::memory_order_acquire);
      }
      const uint32_t crc = crc_.load(std::memory_order_acquire);
      if (sequence_.load(std::memory_order_relaxed) != sequence || crc != crc_of(words)) continue;
      T value;
      std::memcpy(&value, words.data(), sizeof value);
      return value;
    }
    return std::nullopt;
  }

 private:
  static uint32_t crc_of(const Words& words) {
    return base::crc32c({reinterpret_cast<const uint8_t*>(words.data()), sizeof words});
  }

  std::atomic<uint32_t> sequence_;
  std::atomic<uint32_t> crc_;
  std::array<std::atomic<uint64_t>, sizeof(T) / 8> words_;
};

// The bytes as they lie in the file.
struct ControlArea {
  struct Request {
    uint64_t id;
    uint64_t claim;  // the slot's, when it was written
    uint64_t number;
    int64_t asked_us;
    uint32_t kind;
    uint32_t who_size;
    char who[kMaxWho];
  };
  struct Answer {
    uint64_t id;
    int64_t at_us;
    uint32_t outcome;
    uint32_t text_size;
    char text[kMaxAnswer];
  };
  struct Status {
    uint32_t supported;
    uint32_t declared;
    uint32_t phase;
    uint32_t checkpoints;
    int64_t since_us;
    int64_t epoch;
    uint32_t who_size;
    uint32_t reserved;
    char who[kMaxWho];
  };
  struct Slot {
    std::atomic<uint64_t> claim;  // ms since the epoch << 22 | token; 0: never used
    Sealed<Request> request;      // at 8
    uint8_t reserved_1[392];
    Sealed<Answer> answer;  // at 512
    uint8_t reserved_2[96];
  };

  std::atomic<uint32_t> version;  // 0: the trainer takes no requests
  std::atomic<uint32_t> slot_count;
  std::atomic<uint32_t> slot_size;
  uint8_t reserved_1[52];
  std::atomic<uint32_t> bell;  // viewers add 1 after they have put a request
  uint8_t reserved_2[4];
  std::atomic<uint64_t> next_number;
  uint8_t reserved_3[48];
  Sealed<Status> status;  // at 128
  uint8_t reserved_4[784];
  Slot slots[kControlSlots];
  uint8_t reserved_5[7168];
};
static_assert(sizeof(ControlArea) == 24576 && sizeof(ControlArea::Slot) == 1024);
static_assert(offsetof(ControlArea, bell) == 64 && offsetof(ControlArea, status) == 128);
static_assert(offsetof(ControlArea, slots) == 1024 && offsetof(ControlArea::Slot, answer) == 512);

inline constexpr uint32_t kControlVersion = 1;

// --- the trainer's side ---
void open_control(ControlArea& area);
// Whole requests without a final answer in the file, in the order of their numbers.
std::vector<ControlRequest> read_requests(const ControlArea& area);
void write_answer(ControlArea& area, size_t slot, const ControlAnswer& answer);
std::optional<ControlAnswer> read_answer(const ControlArea& area, size_t slot);
void write_status(ControlArea& area, const ControlStatus& status);

// --- the viewers' side ---
struct ControlTicket {
  size_t slot = 0;
  uint64_t id = 0;  // 0: none
};
// Puts a request and rings. Fails when all slots hold requests that wait, and when the trainer
// takes none. `token` marks this client, below 2^22 and not 0.
base::Result<ControlTicket> put_request(ControlArea& area, ControlKind kind, std::string_view who,
                                        uint32_t token, int64_t now_us);
// What became of it. Nothing: the slot holds another request by now.
std::optional<ControlAnswer> find_answer(const ControlArea& area, const ControlTicket& ticket);
// Nothing: the trainer takes no requests.
std::optional<ControlStatus> read_status(const ControlArea& area);

const char* to_string(ControlKind kind);  // "stop", "stop_after_epoch", …
std::optional<ControlKind> control_kind(std::string_view name);

}  // namespace oriel::format
