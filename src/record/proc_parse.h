// What /proc says, as numbers. Pure functions on text, so that tests can feed them what other
// machines print. Nothing where the text is not what the kernel's manual (proc(5)) promises.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace oriel::record {

// /proc/self/stat: the number of threads. The command's name, in parentheses, may hold anything.
std::optional<uint64_t> parse_stat_threads(std::string_view text);

// /proc/self/statm: resident pages.
std::optional<uint64_t> parse_statm_resident(std::string_view text);

// /proc/self/io: bytes really fetched from and sent to storage.
struct IoBytes {
  uint64_t read = 0;
  uint64_t written = 0;
};
std::optional<IoBytes> parse_io(std::string_view text);

// The first line of /proc/stat: all processors together, in ticks since boot. Waiting for I/O is
// idle.
struct CpuTicks {
  uint64_t busy = 0;
  uint64_t total = 0;
};
std::optional<CpuTicks> parse_cpu_ticks(std::string_view text);

}  // namespace oriel::record
