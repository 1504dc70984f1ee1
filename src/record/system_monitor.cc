#include "record/system_monitor.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "base/clock.h"
#include "record/gpu_sampler.h"
#include "record/proc_parse.h"

namespace oriel::record {
namespace {

constexpr double kMiB = 1024.0 * 1024.0;

// The first 4 KiB of a file of /proc; empty if it cannot be read. No heap, no stream.
class ProcText {
 public:
  explicit ProcText(const char* path) {
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ssize_t n;
    do {
      n = ::read(fd, buffer_, sizeof buffer_);
    } while (n < 0 && errno == EINTR);
    ::close(fd);
    if (n > 0) size_ = static_cast<size_t>(n);
  }
  std::string_view text() const { return {buffer_, size_}; }

 private:
  char buffer_[4096];
  size_t size_ = 0;
};

// Processor time of this process, all threads, finer than the ticks of /proc/self/stat.
uint64_t process_cpu_ns() {
  timespec t = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
}

}  // namespace

struct SystemMonitor::State {
  std::unique_ptr<GpuSampler> gpu = GpuSampler::start(NvmlApi::load());
  uint64_t at_ns = 0;  // of the last sample; 0: none
  uint64_t cpu_ns = 0;
  std::optional<CpuTicks> machine;
  std::optional<IoBytes> io;
  std::vector<std::pair<std::string, double>> values;

  void add(const char* name, double value) { values.emplace_back(name, value); }
  void add_cpu(double seconds, uint64_t now_cpu_ns);
  void add_machine();
  void add_io(double seconds);
};

// `seconds` since the last sample, 0 if there was none: then there is no rate.
void SystemMonitor::State::add_cpu(double seconds, uint64_t now_cpu_ns) {
  if (seconds > 0 && now_cpu_ns >= cpu_ns) {
    add("system/cpu_percent", static_cast<double>(now_cpu_ns - cpu_ns) / seconds / 1e7);
  }
  cpu_ns = now_cpu_ns;
}

void SystemMonitor::State::add_machine() {
  const auto now = parse_cpu_ticks(ProcText("/proc/stat").text());
  // Containers and hot-plugged processors can make the counts run backwards.
  if (now && machine && now->total > machine->total && now->busy >= machine->busy) {
    const auto busy = static_cast<double>(now->busy - machine->busy);
    const auto total = static_cast<double>(now->total - machine->total);
    if (busy <= total) add("system/cpu_total_percent", 100 * busy / total);
  }
  machine = now;
}

void SystemMonitor::State::add_io(double seconds) {
  const auto now = parse_io(ProcText("/proc/self/io").text());
  if (now && io && seconds > 0 && now->read >= io->read && now->written >= io->written) {
    add("system/read_mib_s", static_cast<double>(now->read - io->read) / kMiB / seconds);
    add("system/write_mib_s", static_cast<double>(now->written - io->written) / kMiB / seconds);
  }
  io = now;
}

SystemMonitor::SystemMonitor() : state_(std::make_unique<State>()) {}
SystemMonitor::~SystemMonitor() = default;

const std::vector<std::pair<std::string, double>>& SystemMonitor::sample() {
  State& state = *state_;
  const uint64_t now_ns = base::monotonic_ns();
  const double seconds = state.at_ns == 0 ? 0 : static_cast<double>(now_ns - state.at_ns) / 1e9;
  state.at_ns = now_ns;
  state.values.clear();
  state.add_cpu(seconds, process_cpu_ns());
  state.add_machine();
  if (const auto pages = parse_statm_resident(ProcText("/proc/self/statm").text())) {
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    state.add("system/rss_mib", static_cast<double>(*pages) * page / kMiB);
  }
  state.add_io(seconds);
  if (const auto threads = parse_stat_threads(ProcText("/proc/self/stat").text())) {
    state.add("system/threads", static_cast<double>(*threads));
  }
  if (state.gpu) {
    for (auto& value : state.gpu->take()) state.values.push_back(std::move(value));
    state.gpu->request();
  }
  return state.values;
}

}  // namespace oriel::record
