#include "base/clock.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace oriel::base {
namespace {

bool detect_invariant_counter() {
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & (1u << 8)) != 0;
#elif defined(__aarch64__)
  return true;
#else
  return false;
#endif
}

}  // namespace

namespace detail {
const bool g_ticks_are_cycles = detect_invariant_counter();
}

bool ticks_are_cycles() {
  return detail::g_ticks_are_cycles;
}

TickClock::TickClock() : first_ticks_(ticks()), first_ns_(monotonic_ns()) {
  while (monotonic_ns() - first_ns_ < 1'000'000) {
  }
  anchor();
}

void TickClock::anchor() {
  // The reading with the shortest bracket of several: an interruption between the two clocks would
  // otherwise shift every wall time until the next anchor.
  uint64_t best = UINT64_MAX;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const uint64_t before = ticks();
    const int64_t wall = base::wall_us();
    const uint64_t after = ticks();
    if (after - before < best) {
      best = after - before;
      anchor_.ticks = before + best / 2;
      anchor_.wall_us = wall;
    }
  }
  const uint64_t t = ticks();
  const uint64_t ns = monotonic_ns();
  if (t > first_ticks_) {
    anchor_.us_per_tick =
        static_cast<double>(ns - first_ns_) / static_cast<double>(t - first_ticks_) / 1000.0;
  }
}

}  // namespace oriel::base
