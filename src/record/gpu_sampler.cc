#include "record/gpu_sampler.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace oriel::record {
namespace {

constexpr unsigned kMaxGpus = 64;
constexpr double kMiB = 1024.0 * 1024.0;
constexpr auto kExitWait = std::chrono::milliseconds(200);

template <class Function>
void look_up(void* library, const char* name, Function& out) {
  out = reinterpret_cast<Function>(::dlsym(library, name));
}

std::vector<NvmlApi::Device> open_devices(const NvmlApi& api) {
  std::vector<NvmlApi::Device> out;
  unsigned count = 0;
  if (api.count(&count) != 0) return out;
  for (unsigned i = 0; i < std::min(count, kMaxGpus); ++i) {
    NvmlApi::Device device = nullptr;
    // One that does not answer keeps its number.
    out.push_back(api.handle(i, &device) == 0 ? device : nullptr);
  }
  return out;
}

void sample_device(const NvmlApi& api, NvmlApi::Device device, const std::string& prefix,
                   GpuSampler::Values& out) {
  NvmlApi::Utilization utilization = {};
  NvmlApi::Memory memory = {};
  unsigned number = 0;
  if (api.utilization != nullptr && api.utilization(device, &utilization) == 0) {
    out.emplace_back(prefix + "util_percent", utilization.gpu);
  }
  if (api.memory != nullptr && api.memory(device, &memory) == 0) {
    out.emplace_back(prefix + "memory_mib", static_cast<double>(memory.used) / kMiB);
  }
  if (api.power != nullptr && api.power(device, &number) == 0) {
    out.emplace_back(prefix + "power_w", number / 1000.0);
  }
  if (api.temperature != nullptr && api.temperature(device, 0, &number) == 0) {
    out.emplace_back(prefix + "temperature_c", number);
  }
}

}  // namespace

NvmlApi NvmlApi::load() {
  NvmlApi api;
  // Never closed: the driver's library does not like to be unloaded.
  void* library = ::dlopen("libnvidia-ml.so.1", RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return api;
  look_up(library, "nvmlInit_v2", api.init);
  look_up(library, "nvmlShutdown", api.shutdown);
  look_up(library, "nvmlDeviceGetCount_v2", api.count);
  look_up(library, "nvmlDeviceGetHandleByIndex_v2", api.handle);
  look_up(library, "nvmlDeviceGetUtilizationRates", api.utilization);
  look_up(library, "nvmlDeviceGetMemoryInfo", api.memory);
  look_up(library, "nvmlDeviceGetPowerUsage", api.power);
  look_up(library, "nvmlDeviceGetTemperature", api.temperature);
  return api;
}

// Held by the thread as well, so that a question that hangs outlives the sampler safely.
struct GpuSampler::Shared {
  NvmlApi api;
  std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  bool wanted = true;
  bool stop = false;
  bool ended = false;
  Values values;
};

std::unique_ptr<GpuSampler> GpuSampler::start(const NvmlApi& api) {
  if (!api.usable()) return nullptr;
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);  // the program's handlers are not for our thread
  std::unique_ptr<GpuSampler> out;
  try {
    auto shared = std::make_shared<Shared>();
    shared->api = api;
    out.reset(new GpuSampler(shared));
    // Detached: nothing to join in a forked child, or when the driver hangs.
    std::thread(run, shared).detach();
  } catch (...) {  // no thread to be had
    if (out) out->shared_->ended = true;
    out.reset();
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return out;
}

GpuSampler::GpuSampler(std::shared_ptr<Shared> shared)
    : shared_(std::move(shared)), pid_(::getpid()) {}

GpuSampler::~GpuSampler() {
  if (pid_ != ::getpid()) {
    // The thread is the parent's, and it may have held the mutex when this process was forked off.
    // Leaked on purpose.
    (void)new std::shared_ptr<Shared>(shared_);
    return;
  }
  std::unique_lock lock(shared_->mutex);
  shared_->stop = true;
  shared_->changed.notify_all();
  shared_->changed.wait_for(lock, kExitWait, [&] { return shared_->ended; });
}

GpuSampler::Values GpuSampler::take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->values, {});
}

void GpuSampler::request() {
  const std::lock_guard lock(shared_->mutex);
  shared_->wanted = true;
  shared_->changed.notify_all();
}

void GpuSampler::run(std::shared_ptr<Shared> shared) {
  const NvmlApi api = shared->api;
  const bool started = api.init() == 0;
  const auto devices = started ? open_devices(api) : std::vector<NvmlApi::Device>();
  std::unique_lock lock(shared->mutex);
  while (!devices.empty() && !shared->stop) {
    shared->changed.wait(lock, [&] { return shared->wanted || shared->stop; });
    if (shared->stop) break;
    shared->wanted = false;
    lock.unlock();
    Values values;
    for (size_t i = 0; i < devices.size(); ++i) {
      const std::string prefix = "system/gpu" + std::to_string(i) + "/";
      if (devices[i] != nullptr) sample_device(api, devices[i], prefix, values);
    }
    lock.lock();
    shared->values = std::move(values);
  }
  lock.unlock();
  if (started) api.shutdown();
  lock.lock();
  shared->ended = true;
  shared->changed.notify_all();
}

}  // namespace oriel::record
