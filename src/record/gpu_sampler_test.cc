#include "record/gpu_sampler.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <thread>

namespace oriel::record {
namespace {

// Three GPUs: the first answers everything, the second cannot be opened, the third knows its memory
// only.
struct Fake {
  static inline std::atomic<int> started{0}, stopped{0}, asked{0};
  static inline std::atomic<bool> hang{false}, signals_blocked{false};

  static int init() {
    sigset_t mask;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    signals_blocked = ::sigismember(&mask, SIGINT) == 1 && ::sigismember(&mask, SIGCHLD) == 1;
    ++started;
    while (hang) std::this_thread::yield();
    return 0;
  }
  static int shutdown() {
    ++stopped;
    return 0;
  }
  static int count(unsigned* out) {
    *out = 3;
    return 0;
  }
  static int handle(unsigned index, NvmlApi::Device* out) {
    static char devices[3];
    *out = &devices[index];
    return index == 1 ? 15 : 0;
  }
  static bool is_first(NvmlApi::Device device) {
    NvmlApi::Device first = nullptr;
    handle(0, &first);
    return device == first;
  }
  static int utilization(NvmlApi::Device device, NvmlApi::Utilization* out) {
    out->gpu = static_cast<unsigned>(40 + ++asked);
    return is_first(device) ? 0 : 3;
  }
  static int memory(NvmlApi::Device, NvmlApi::Memory* out) {
    out->used = 3ull << 30;
    return 0;
  }
  static int power(NvmlApi::Device device, unsigned* out) {
    *out = 123'456;
    return is_first(device) ? 0 : 3;
  }
  static int temperature(NvmlApi::Device device, int sensor, unsigned* out) {
    *out = 61;
    return is_first(device) && sensor == 0 ? 0 : 3;
  }
  static NvmlApi api() {
    started = stopped = asked = 0;
    return {init, shutdown, count, handle, utilization, memory, power, temperature};
  }
};

std::map<std::string, double> wait_for_values(GpuSampler& sampler) {
  for (;;) {
    const GpuSampler::Values values = sampler.take();
    if (!values.empty()) return {values.begin(), values.end()};
    std::this_thread::yield();
  }
}

TEST(GpuSampler, NoLibraryIsSilence) {
  EXPECT_EQ(GpuSampler::start(NvmlApi{}), nullptr);
}

TEST(GpuSampler, GivesWhatEachDeviceKnows) {
  auto sampler = GpuSampler::start(Fake::api());
  ASSERT_NE(sampler, nullptr);
  const std::map<std::string, double> expected = {{"system/gpu0/util_percent", 41},
                                                  {"system/gpu0/memory_mib", 3072},
                                                  {"system/gpu0/power_w", 123.456},
                                                  {"system/gpu0/temperature_c", 61},
                                                  {"system/gpu2/memory_mib", 3072}};
  EXPECT_EQ(wait_for_values(*sampler), expected);
  EXPECT_TRUE(Fake::signals_blocked);
  EXPECT_TRUE(sampler->take().empty());  // old numbers are not given twice
  sampler->request();
  EXPECT_EQ(wait_for_values(*sampler)["system/gpu0/util_percent"], 43);
  sampler.reset();
  EXPECT_EQ(Fake::stopped, 1);
}

TEST(GpuSampler, ADriverThatHangsDelaysNobody) {
  Fake::hang = true;
  auto sampler = GpuSampler::start(Fake::api());
  ASSERT_NE(sampler, nullptr);
  sampler->request();
  EXPECT_TRUE(sampler->take().empty());
  sampler.reset();  // comes back although the thread does not
  EXPECT_EQ(Fake::stopped, 0);
  Fake::hang = false;
  while (Fake::stopped == 0) std::this_thread::yield();
}

TEST(GpuSampler, AForkedChildMayDestroyIt) {
  auto sampler = GpuSampler::start(Fake::api());
  wait_for_values(*sampler);
  const pid_t child = ::fork();
  if (child == 0) {
    sampler.reset();
    ::_exit(0);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  sampler->request();
  EXPECT_FALSE(wait_for_values(*sampler).empty());
}

}  // namespace
}  // namespace oriel::record
