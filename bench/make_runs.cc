// Makes a logdir of many small finished runs: make_runs LOGDIR N
//
// The first twenty are recorded like any other. The rest are copies of them with a run.json of
// their own and hard links to the other files: a recorded run is synced to the disk several times,
// which takes longer than the benchmark.
#include <oriel/run.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "format/run_files.h"

namespace {

namespace fs = std::filesystem;
using namespace oriel;

constexpr int kRecorded = 20;

std::string record(const std::string& logdir, int i) {
  const std::string name = "group_" + std::to_string(i % 10);
  Run run({.logdir = logdir,
           .name = name,
           .config = {{"lr", 1e-3 / (1 + i)}, {"layers", i % 7}, {"optimiser", "adam"}},
           .tags = {"bench"},
           .system_interval_ms = 0});
  const Series loss = run.series("train/loss");
  for (int step = 0; step < 20; ++step) run.log(step, {{loss, 1.0 / (1 + step)}});
  return {run.path().data(), run.path().size()};
}

void copy(const std::string& from, const std::string& to, int number) {
  fs::create_directories(fs::path(to).parent_path());
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::create_hard_links);
  const auto text = base::read_file(format::run_file_path(from));
  if (!text.ok()) std::abort();
  auto run = format::parse_run_file({reinterpret_cast<const char*>(text->data()), text->size()});
  if (!run.ok()) std::abort();
  run->id = format::random_id();
  run->number = number;
  const std::string json = to_json(*run);
  fs::remove(format::run_file_path(to));
  auto file = base::FileSystem::real().create(format::run_file_path(to));
  if (!file.ok() ||
      !(*file)->append({reinterpret_cast<const uint8_t*>(json.data()), json.size()}).ok()) {
    std::abort();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "make_runs: where to, and how many?\n  Try: make_runs LOGDIR N\n");
    return 2;
  }
  const std::string logdir = argv[1];
  const int runs = std::atoi(argv[2]);
  std::vector<std::string> recorded;
  for (int i = 0; i < runs && i < kRecorded; ++i) recorded.push_back(record(logdir, i));
  for (int i = kRecorded; i < runs; ++i) {
    const std::string& from = recorded[static_cast<size_t>(i % kRecorded)];
    const int number = 100 + i / 10;
    const std::string name = "run_" + std::to_string(number);
    copy(from, (fs::path(from).parent_path() / name).string(), number);
  }
}
