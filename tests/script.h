// The script that trainers in these tests follow: what logical thread t logs as its i-th frame, as
// a pure function of (seed, t, i). A trainer that was killed cannot say what it had logged, but
// anybody can compute it, so the oracle compares every recovered bit with what must be there.
//
// Every value's 64 bits name their origin (thread, frame, sample) through a bijection, so a value
// in the wrong series, frame or thread is found out. The bits are otherwise random: NaNs of all
// kinds, infinities, denormals.
#pragma once

#include <oriel/run.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace oriel::tests {

struct Origin {
  uint32_t thread = 0;
  uint64_t frame = 0;
  uint32_t sample = 0;
};
uint64_t bits_of(const Origin& origin);
Origin origin_of(uint64_t bits);

// What threads do. A logical thread's number modulo kRoles is its role.
enum class Role : uint8_t {
  kSteady,   // a few scalars by handle, small pauses
  kBursts,   // scalars by handle as fast as they are taken: rings fill up and grow
  kNames,    // ever new names, some of which other threads use at the same moment
  kRecords,  // events, texts, tensors, images that go to files; scalars between them
};
inline constexpr uint32_t kRoles = 4;
constexpr Role role_of(uint32_t thread) {
  return static_cast<Role>(thread % kRoles);
}

struct ScriptedFrame {
  enum class Kind : uint8_t { kScalars, kEvent, kText, kTensor, kImage };
  Kind kind = Kind::kScalars;
  int64_t step = 0;
  uint32_t samples = 0;  // of scalars
  size_t bytes = 0;      // of records
};

class Script {
 public:
  explicit Script(uint64_t seed) : seed_(seed) {}

  ScriptedFrame frame(uint32_t thread, uint64_t i) const;
  std::string series(uint32_t thread, uint64_t i, uint32_t sample) const;
  std::string stream(uint32_t thread, uint64_t i) const;  // empty: an event
  std::string content(uint32_t thread, uint64_t i) const;
  // What comes first in content().
  static Origin origin_of_content(const std::string& content);
  uint64_t frames_of(uint32_t thread) const;  // how many until it ends

 private:
  uint64_t random(uint32_t thread, uint64_t i, uint32_t what) const;
  uint64_t seed_;
};

// One thread's handles, kept from frame to frame.
class Actor {
 public:
  Actor(const Script& script, Run& run, uint32_t thread);
  // Hands over frame i. Scalars: repeated until they are accepted, unless `stop` becomes true.
  // Records cannot be asked: `certain` tells whether it surely was accepted.
  bool act(uint64_t i, bool* certain);

 private:
  bool act_scalars(uint64_t i, const ScriptedFrame& frame);
  void act_record(uint64_t i, const ScriptedFrame& frame);
  const Script& script_;
  Run& run_;
  const uint32_t thread_;
  std::vector<Series> handles_;
};

}  // namespace oriel::tests
