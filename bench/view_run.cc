// Opens a recorded run as every viewer does and looks at its longest series: view_run RUN_DIR VIEWS
//
// First with the files' pages out of memory, then with them in it. Views are 1,920 columns wide, of
// windows between 2,000 points and everything (their logarithm uniform) at random places. Prints
// JSON.
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/source.h"

namespace oriel::bench {
namespace {

double seconds_since(uint64_t start_ns) {
  return static_cast<double>(base::monotonic_ns() - start_ns) * 1e-9;
}

// The number behind `name:` in a file of /proc.
double proc_number(const char* path, const std::string& name) {
  std::ifstream file(path);
  for (std::string word; file >> word;) {
    if (word == name + ":" && file >> word) return std::strtod(word.c_str(), nullptr);
  }
  return -1;
}

uint64_t forget_pages(const std::string& dir) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (!entry.is_regular_file()) continue;
    bytes += entry.file_size();
    const int fd = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) continue;
    ::fdatasync(fd);
    ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    ::close(fd);
  }
  return bytes;
}

std::shared_ptr<store::RunData> open(const std::string& dir) {
  auto run = store::open_run(dir, "run");
  if (run.ok()) return *run;
  std::fprintf(stderr, "%s\n", run.status().message().c_str());
  std::exit(1);
}

// Of this thread: on a busy machine, waiting for a core is not ours.
uint64_t cpu_ns() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<uint64_t>(t.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(t.tv_nsec);
}

struct Times {
  std::vector<double> wall, cpu;  // ms
};

store::SeriesQuery random_window(const store::SeriesInfo& series, std::mt19937_64& random) {
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const auto n = static_cast<double>(series.points);
  const double size = n * std::pow(std::min(1.0, 2000 / n), uniform());
  const double from = static_cast<double>(series.step_min) + (n - size) * uniform();
  store::SeriesQuery query;
  query.series = series.name;
  query.range = {from, from + size};
  query.width = 1920;
  return query;
}

Times look(const store::RunData& run, const store::SeriesInfo& series, int views) {
  std::mt19937_64 random(9);
  Times times;
  for (int i = 0; i < views; ++i) {
    const store::SeriesQuery query = random_window(series, random);
    const uint64_t start = base::monotonic_ns(), cpu_start = cpu_ns();
    const auto view = run.view(query);
    times.cpu.push_back(static_cast<double>(cpu_ns() - cpu_start) * 1e-6);
    times.wall.push_back(seconds_since(start) * 1e3);
    if (!view.ok() || view->points_in_view == 0) {
      std::fprintf(stderr, "view_run: a view is empty\n");
      std::exit(1);
    }
  }
  return times;
}

void print(const std::string& name, const char* unit, std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  double sum = 0;
  for (const double x : ms) sum += x;
  std::printf(", \"%s_mean%s\": %.4f, \"%s_p99%s\": %.4f, \"%s_worst%s\": %.4f", name.c_str(), unit,
              sum / static_cast<double>(ms.size()), name.c_str(), unit, ms[ms.size() * 99 / 100],
              name.c_str(), unit, ms.back());
}

void print(const std::string& name, const Times& times) {
  print(name, "_ms", times.wall);
  print(name, "_cpu_ms", times.cpu);
}

}  // namespace
}  // namespace oriel::bench

int main(int argc, char** argv) {
  using namespace oriel;
  using namespace oriel::bench;
  if (argc != 3) {
    std::fprintf(stderr, "view_run: usage: view_run RUN_DIR VIEWS\n");
    return 2;
  }
  const std::string dir = argv[1];
  const auto bytes = static_cast<double>(forget_pages(dir));
  const double read_before = proc_number("/proc/self/io", "read_bytes");
  uint64_t start = base::monotonic_ns();
  auto run = bench::open(dir);
  const double cold = seconds_since(start);
  const double read = proc_number("/proc/self/io", "read_bytes") - read_before;
  run.reset();
  start = base::monotonic_ns();
  run = bench::open(dir);
  const double warm = seconds_since(start);
  const double memory = proc_number("/proc/self/status", "RssAnon") * 1024;
  const auto all = run->series();
  const auto series = *std::max_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return a.points < b.points; });
  std::printf(
      "{\"points\": %.0f, \"bytes\": %.0f, \"cold_open_s\": %.4f, \"cold_read_bytes\": %.0f, "
      "\"warm_open_s\": %.4f, \"memory_bytes\": %.0f",
      static_cast<double>(series.points), bytes, cold, read, warm, memory);
  print("first", look(*run, series, std::atoi(argv[2])));
  print("again", look(*run, series, std::atoi(argv[2])));
  std::printf("}\n");
}
