// How long until a logdir of many finished runs is known: from open_logdir() until the list is
// complete. Beside it, every run.json and writer's file merely found and read. ORIEL_BENCH_LOGDIR
// names a logdir that exists; without it, small run directories are made for the occasion.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/file.h"
#include "format/run_files.h"
#include "store/source.h"

namespace oriel::store {
namespace {

void write_file(const std::string& path, const std::string& text) {
  auto file = base::FileSystem::real().create(path);
  if (!file.ok() ||
      !(*file)->append({reinterpret_cast<const uint8_t*>(text.data()), text.size()}).ok()) {
    std::abort();
  }
}

void make_run(const std::string& dir, int number) {
  std::filesystem::create_directories(dir + "/log");
  format::RunFile run;
  run.id = format::random_id();
  run.name = "group";
  run.number = number;
  run.created_us = 1'763'716'000'000'000 + number;
  run.argv = {"./train", "--epochs", "50"};
  run.config_json = R"({"layers":3,"lr":0.001,"optimiser":"adam"})";
  write_file(format::run_file_path(dir), to_json(run));
  format::WriterFile writer;
  writer.uuid = format::random_id();
  writer.status = format::WriterStatus::kFinished;
  writer.started_us = run.created_us;
  writer.ended_us = run.created_us + 1'000'000;
  writer.points = 1000;
  writer.series = 3;
  writer.last_step = 999;
  writer.generations = {{0, INT64_MIN, run.created_us}};
  write_file(format::writer_file_path(dir, 0), to_json(writer));
}

// Logdirs by their number of runs; removed at the end.
class Logdirs {
 public:
  ~Logdirs() {
    for (const auto& [runs, path] : made_) std::filesystem::remove_all(path);
  }
  std::string with(int runs) {
    if (const char* given = std::getenv("ORIEL_BENCH_LOGDIR")) return given;
    if (const auto it = made_.find(runs); it != made_.end()) return it->second;
    std::string pattern = (std::filesystem::temp_directory_path() / "oriel-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    made_[runs] = pattern;
    for (int i = 0; i < runs; ++i) {
      make_run(pattern + "/group_" + std::to_string(i % 10) + "/run_" + std::to_string(1000 + i),
               1000 + i);
    }
    return pattern;
  }

 private:
  std::map<int, std::string> made_;
};

const std::string& logdir(int runs) {
  static Logdirs logdirs;
  static std::map<int, std::string> paths;
  return paths.try_emplace(runs, logdirs.with(runs)).first->second;
}

void open_list(benchmark::State& state) {
  const std::string path = logdir(static_cast<int>(state.range(0)));
  size_t runs = 0;
  for (auto _ : state) {
    const uint64_t start = base::monotonic_ns();
    const auto source = open_logdir(path);
    RunList list = source->list();
    while (list.loading) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      list = source->list();
    }
    runs = list.runs.size();  // closing waits for the threads: not timed, nobody waits for that
    state.SetIterationTime(static_cast<double>(base::monotonic_ns() - start) * 1e-9);
  }
  state.counters["runs"] = static_cast<double>(runs);
}

void read_small_files(benchmark::State& state) {
  const std::string path = logdir(static_cast<int>(state.range(0)));
  size_t bytes = 0;
  for (auto _ : state) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.path().extension() != ".json") continue;
      const auto file = base::read_file(entry.path().string());
      if (file.ok()) bytes += file->size();
    }
  }
  benchmark::DoNotOptimize(bytes);
}

BENCHMARK(open_list)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseManualTime();
BENCHMARK(read_small_files)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace oriel::store
