#include "cli/watch_place.h"

#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <sstream>
#include <string>

#include "base/clock.h"
#include "base/file.h"

namespace oriel::cli {
namespace {

constexpr int64_t kSlack_us = 2'000'000;  // clock ticks, and clocks that are set

std::string own_host() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

// When a process was started, as wall time; 0 if there is none.
int64_t started_at(int64_t pid) {
  const auto bytes = base::read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  if (!bytes.ok()) return 0;
  const std::string text(bytes->begin(), bytes->end());
  // The 22nd field, behind a name in parentheses that may hold anything.
  const size_t name_ends = text.rfind(')');
  if (name_ends == std::string::npos) return 0;
  std::istringstream fields(text.substr(name_ends + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  int64_t ticks = 0;
  if (!(fields >> ticks)) return 0;
  timespec up{};
  ::clock_gettime(CLOCK_BOOTTIME, &up);
  const int64_t up_us = int64_t{up.tv_sec} * 1'000'000 + up.tv_nsec / 1000;
  return base::wall_us() - up_us + ticks * (1'000'000 / ::sysconf(_SC_CLK_TCK));
}

}  // namespace

Whereabouts whereabouts(const store::RunInfo& run) {
  using store::RunStatus;
  std::error_code error;
  if (!run.path.empty() && !std::filesystem::exists(run.path, error)) return Whereabouts::kDeleted;
  if (run.status == RunStatus::kFinished || run.status == RunStatus::kFailed) {
    return Whereabouts::kHere;
  }
  if (!run.host.empty() && run.host != own_host()) return Whereabouts::kRemote;
  if (run.status == RunStatus::kRunning || run.pid <= 0) return Whereabouts::kHere;
  // Nobody holds its lock here. Its process may live all the same, unless the number is another's.
  const int64_t started = started_at(run.pid);
  const bool lives = started != 0 && started <= run.updated_us + kSlack_us;
  return lives ? Whereabouts::kCopy : Whereabouts::kHere;
}

}  // namespace oriel::cli
