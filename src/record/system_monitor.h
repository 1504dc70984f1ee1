// System monitor: what the training takes from the machine, as ordinary numbers.
//
// sample() reads /proc and, where an NVIDIA driver is installed, NVML opened at run time; what is
// not there is left out without a word. Rates are since the previous sample; the first sample has
// none. NVML is asked by a thread of its own, so that a slow driver delays nobody: GPU numbers are
// those that were asked for one sample before. Not thread-safe: one thread (the recorder's) owns a
// monitor. A sample costs about 30 µs.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace oriel::record {

class SystemMonitor {
 public:
  SystemMonitor();
  ~SystemMonitor();

  // Names and values: system/cpu_percent (of this process; 100 = one core),
  // system/cpu_total_percent (of the machine, 0 to 100), system/rss_mib, system/read_mib_s,
  // system/write_mib_s, system/threads, and per GPU i: system/gpu<i>/util_percent, memory_mib,
  // power_w, temperature_c.
  const std::vector<std::pair<std::string, double>>& sample();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace oriel::record
