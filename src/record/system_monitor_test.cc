#include "record/system_monitor.h"

#include <gtest/gtest.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <thread>

namespace oriel::record {
namespace {

std::map<std::string, double> sample(SystemMonitor& monitor) {
  const auto& values = monitor.sample();
  std::map<std::string, double> out(values.begin(), values.end());
  EXPECT_EQ(out.size(), values.size());  // no name twice
  return out;
}

double cpu_seconds() {
  timespec t;
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double wall_seconds() {
  timespec t;
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

TEST(SystemMonitor, TheFirstSampleHasNoRates) {
  SystemMonitor monitor;
  auto first = sample(monitor);
  EXPECT_EQ(first.count("system/cpu_percent"), 0u);
  EXPECT_EQ(first.count("system/cpu_total_percent"), 0u);
  EXPECT_EQ(first.count("system/read_mib_s"), 0u);
  EXPECT_GT(first["system/rss_mib"], 0.1);
  EXPECT_GE(first["system/threads"], 1);
}

TEST(SystemMonitor, CpuTimeIsWhatTheClockSays) {
  SystemMonitor monitor;
  const double cpu_before = cpu_seconds();
  const double wall_before = wall_seconds();
  sample(monitor);
  const double cpu_inner = cpu_seconds();
  const double wall_inner = wall_seconds();
  while (cpu_seconds() - cpu_inner < 0.05) {
  }
  const double cpu_inner_end = cpu_seconds();
  const double wall_inner_end = wall_seconds();
  auto values = sample(monitor);
  const double cpu_after = cpu_seconds();
  const double wall_after = wall_seconds();
  ASSERT_EQ(values.count("system/cpu_percent"), 1u);
  // Between what surely was in the interval and what surely was not.
  EXPECT_GE(values["system/cpu_percent"],
            100 * (cpu_inner_end - cpu_inner) / (wall_after - wall_before) - 0.01);
  EXPECT_LE(values["system/cpu_percent"],
            100 * (cpu_after - cpu_before) / (wall_inner_end - wall_inner) + 0.01);
  if (values.count("system/cpu_total_percent") != 0) {
    EXPECT_GE(values["system/cpu_total_percent"], 0);
    EXPECT_LE(values["system/cpu_total_percent"], 100);
  }
  for (const char* name : {"system/read_mib_s", "system/write_mib_s"}) {
    EXPECT_GE(values[name], 0) << name;  // 0 where it may not be read
  }
}

TEST(SystemMonitor, MemoryAndThreadsFollow) {
  SystemMonitor monitor;
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  const auto add_thread = [&] {
    threads.emplace_back([&] {
      while (!stop) ::usleep(1000);
    });
  };
  add_thread();  // ThreadSanitizer starts one of its own with the first
  auto before = sample(monitor);
  std::vector<char> memory(64 << 20, 'x');
  for (int i = 0; i < 3; ++i) add_thread();
  auto after = sample(monitor);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(memory[5], 'x');
  EXPECT_GE(after["system/rss_mib"], before["system/rss_mib"] + 60);
  EXPECT_EQ(after["system/threads"], before["system/threads"] + 3);
}

}  // namespace
}  // namespace oriel::record
