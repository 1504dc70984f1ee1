// Time: the processor's tick counter for log(), and its translation to wall time.
//
// ticks() costs about 10 ns; reading the system clock about 25. A TickClock pairs the two and turns
// ticks into microseconds since the epoch. It is re-anchored by one thread (anchor()) and read by
// that thread only; rings carry a copy of the pair so that other processes can translate as well.
#pragma once

#include <time.h>

#include <cstdint>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace oriel::base {

inline uint64_t monotonic_ns() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
}

inline int64_t wall_us() {
  timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return static_cast<int64_t>(t.tv_sec) * 1'000'000 + t.tv_nsec / 1000;
}

// True where the tick counter runs at one rate on all cores (otherwise ticks are nanoseconds).
bool ticks_are_cycles();

namespace detail {
extern const bool g_ticks_are_cycles;
}

inline uint64_t ticks() {
#if defined(__x86_64__)
  if (detail::g_ticks_are_cycles) [[likely]]
    return __rdtsc();
#elif defined(__aarch64__)
  uint64_t value;
  asm volatile("mrs %0, cntvct_el0" : "=r"(value));
  return value;
#endif
  return monotonic_ns();
}

// ticks at one moment, the wall time of that moment, and how long a tick lasts.
struct TickAnchor {
  uint64_t ticks = 0;
  int64_t wall_us = 0;
  double us_per_tick = 0.001;

  int64_t to_wall_us(uint64_t at) const {
    const auto delta = static_cast<int64_t>(at - ticks);
    return wall_us + static_cast<int64_t>(static_cast<double>(delta) * us_per_tick);
  }
};

class TickClock {
 public:
  TickClock();  // measures the rate for about a millisecond; anchor() refines it
  // Takes a new pair, so that a wall clock that was set is followed. Call it every second or so.
  void anchor();
  const TickAnchor& now() const { return anchor_; }

 private:
  uint64_t first_ticks_;
  uint64_t first_ns_;
  TickAnchor anchor_;
};

}  // namespace oriel::base
