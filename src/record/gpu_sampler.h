// GPU numbers from NVML, the library of NVIDIA's driver, opened at run time: what links Oriel needs
// no driver, and no GPU is silence.
//
// NVML may take seconds to start and milliseconds to answer, so a thread of its own asks; it blocks
// every signal. take() and request() never wait. One thread owns a GpuSampler; destroying it waits
// 200 ms for a running question at most, and not at all in a forked child.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace oriel::record {

// The part of NVML that is used, as its header (nvml.h) declares it. Result 0 is success.
struct NvmlApi {
  using Device = void*;
  struct Utilization {
    unsigned gpu;
    unsigned memory;
  };
  struct Memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
  };

  int (*init)() = nullptr;
  int (*shutdown)() = nullptr;
  int (*count)(unsigned*) = nullptr;
  int (*handle)(unsigned index, Device*) = nullptr;
  int (*utilization)(Device, Utilization*) = nullptr;
  int (*memory)(Device, Memory*) = nullptr;
  int (*power)(Device, unsigned* milliwatt) = nullptr;
  int (*temperature)(Device, int sensor, unsigned* celsius) = nullptr;

  // True if there is enough to work with; any of the last four may be missing.
  bool usable() const { return init && shutdown && count && handle; }
  // The installed library; not usable() where there is none.
  static NvmlApi load();
};

class GpuSampler {
 public:
  using Values = std::vector<std::pair<std::string, double>>;

  // Starts the thread and the first question. Nothing if the library is missing.
  static std::unique_ptr<GpuSampler> start(const NvmlApi& api);
  ~GpuSampler();
  GpuSampler(const GpuSampler&) = delete;
  GpuSampler& operator=(const GpuSampler&) = delete;

  // The answer to the last question, once; empty if there is none yet.
  Values take();
  // Asks for new numbers, to be taken next time.
  void request();

 private:
  struct Shared;
  explicit GpuSampler(std::shared_ptr<Shared> shared);
  static void run(std::shared_ptr<Shared> shared);

  std::shared_ptr<Shared> shared_;
  pid_t pid_;
};

}  // namespace oriel::record
