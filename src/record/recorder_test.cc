// What log() accepts is what readers find: ordinary ends, crashes, threads, forks, odd data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <oriel/run.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <random>
#include <thread>

#include "base/file.h"
#include "format/collect.h"
#include "format/ring.h"
#include "record/recorder.h"

namespace oriel::record {
namespace {

namespace fs = std::filesystem;
using format::collect;
using Training = oriel::Run;  // gtest has a Run of its own
using format::Collected;

class RecorderTest : public ::testing::Test {
 protected:
  RecorderTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-record-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
  }
  ~RecorderTest() override { fs::remove_all(dir_); }
  RunOptions options(std::string_view name = "t") const {
    RunOptions o;
    o.logdir = dir_;
    o.name = StringRef(name);
    o.system_interval_ms = 0;
    return o;
  }
  std::string newest_run() const {
    std::string newest;
    for (const auto& entry : fs::directory_iterator(dir_ + "/t")) {
      newest = std::max(newest, entry.path().string());
    }
    return newest;
  }
  std::string dir_;
};

std::string path_of(const Training& run) {
  return {run.path().data(), run.path().size()};
}

TEST_F(RecorderTest, FinishedRunHoldsEveryPointInOrder) {
  std::string path;
  std::mt19937_64 random(1);
  std::vector<double> logged;
  {
    Training run(options());
    path = path_of(run);
    const Series loss = run.series("train/loss");
    for (int64_t step = 0; step < 5000; ++step) {
      logged.push_back(std::bit_cast<double>(random()));
      run.log(step, {{loss, logged.back()}, {"lr", 0.5f}, {std::string("n"), step}});
    }
    run.event(77, "halved");
    EXPECT_EQ(run.dropped(), 0u);
  }
  const Collected found = collect(path);
  EXPECT_EQ(found.file.status, format::WriterStatus::kFinished);
  EXPECT_FALSE(found.alive);
  EXPECT_TRUE(found.damage.empty());
  ASSERT_EQ(found.series.size(), 3u);
  const auto& loss = found.series.at("train/loss");
  ASSERT_EQ(loss.size(), logged.size());
  for (size_t i = 0; i < logged.size(); ++i) {
    ASSERT_EQ(std::bit_cast<uint64_t>(loss[i].value), std::bit_cast<uint64_t>(logged[i]));
    ASSERT_EQ(loss[i].step, static_cast<int64_t>(i));
    ASSERT_GT(loss[i].wall_us, 0);
  }
  ASSERT_EQ(found.records.size(), 1u);
  EXPECT_EQ(found.records[0].bytes, "halved");
  EXPECT_EQ(found.file.points, 15000u);
  EXPECT_THAT(format::list_rings(shared_ring_dir(), found.file.uuid), ::testing::IsEmpty());
}

TEST_F(RecorderTest, OddDataIsDataNotErrors) {
  std::string path;
  constexpr double kInf = std::numeric_limits<double>::infinity();
  const std::vector<double> values{std::nan(""), kInf, -kInf, -0.0, 5e-324, 9007199254740993.0};
  const std::vector<int64_t> steps{INT64_MAX, INT64_MIN, -1, 7, 7, (int64_t{1} << 53) + 1};
  {
    Training run(options());
    path = path_of(run);
    for (size_t i = 0; i < values.size(); ++i) run.log(steps[i], {{"odd", values[i]}});
    EXPECT_TRUE(run.try_log(0, {{"", 1}}));
    EXPECT_TRUE(run.try_log(0, {{"a\nb", 1}}));
    EXPECT_FALSE(run.try_log(0, {{"twice", 1}, {"twice", 2}}));
    EXPECT_EQ(run.dropped(), 2u);
  }
  const Collected found = collect(path);
  const auto& odd = found.series.at("odd");
  ASSERT_EQ(odd.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(std::bit_cast<uint64_t>(odd[i].value), std::bit_cast<uint64_t>(values[i]));
    EXPECT_EQ(odd[i].step, steps[i]);
  }
  EXPECT_EQ(found.series.at("twice").size(), 2u);
  EXPECT_EQ(found.dropped, 2u);
}

TEST_F(RecorderTest, ManyThreadsLoseNothing) {
  constexpr int kThreads = 8, kSteps = 20000;
  std::string path;
  uint64_t dropped = 0;
  {
    Training run(options());
    path = path_of(run);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&run, t] {
        const Series s = run.series("thread/" + std::to_string(t));
        for (int i = 0; i < kSteps; ++i) {
          while (run.try_log(i, {{s, i}, {"shared", t}})) std::this_thread::yield();
        }
      });
    }
    for (auto& t : threads) t.join();
    dropped = run.dropped();
  }
  const Collected found = collect(path);
  // try_log() was repeated until it succeeded: drops were reported, and counted, and nothing else.
  EXPECT_EQ(found.dropped, dropped);
  EXPECT_EQ(found.series.at("shared").size(), size_t{kThreads} * kSteps);
  for (int t = 0; t < kThreads; ++t) {
    const auto& series = found.series.at("thread/" + std::to_string(t));
    ASSERT_EQ(series.size(), size_t{kSteps});
    for (int i = 0; i < kSteps; ++i) ASSERT_EQ(series[i].value, i) << t;
  }
}

TEST_F(RecorderTest, RecordsComeBackWholeSmallAndLarge) {
  std::string path;
  const std::vector<uint8_t> small(100, 7);
  std::vector<uint8_t> large(1 << 20);
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<uint8_t>(i * 31);
  {
    Training run(options());
    path = path_of(run);
    run.record(1, "image", Image{small.data(), 10, 10, 1, "seven"});
    run.record(2, "image", Image{large.data(), 1024, 1024, 1});
    run.record(3, "note", Text{"hello"});
    const std::vector<double> edges{0, 1, 2}, counts{3, 4};
    run.record(4, "weights", Histogram{edges.data(), counts.data(), 2});
    run.record(5, "features", Tensor(edges, {3}));
  }
  const Collected found = collect(path);
  ASSERT_EQ(found.records.size(), 5u);
  EXPECT_EQ(found.records[0].bytes, std::string(small.begin(), small.end()));
  EXPECT_EQ(found.records[1].file_size, large.size());
  const auto blob = base::read_file(path + "/" + found.records[1].file);
  ASSERT_TRUE(blob.ok());
  EXPECT_EQ(*blob, large);
  EXPECT_EQ(found.records[2].bytes, "hello");
  EXPECT_EQ(found.records[3].bytes.size(), 5 * sizeof(double));
  EXPECT_EQ(found.records[4].stream, "features");
}

// The child dies without a word; what it had logged is in its ring and its tail.
void crash_after(const RunOptions& options, int frames) {
  const pid_t child = ::fork();
  if (child == 0) {
    Training run(options);
    for (int i = 0; i < frames; ++i) run.log(i, {{"x", i}, {"y", -i}});
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST_F(RecorderTest, KilledRunIsReadFromItsRingAndDrainedOnce) {
  for (const RingPlace place : {RingPlace::kSharedMemory, RingPlace::kRunDir}) {
    for (const int frames : {0, 1, 100, 3000}) {
      RunOptions o = options();
      o.ring = place;
      crash_after(o, frames);
      const std::string path = newest_run();
      const auto check = [&](const Collected& found) {
        EXPECT_TRUE(found.damage.empty());
        EXPECT_FALSE(found.alive);
        EXPECT_EQ(found.file.status, format::WriterStatus::kRunning);
        if (frames == 0) {
          EXPECT_TRUE(found.series.empty());
          return;
        }
        ASSERT_EQ(found.series.at("x").size(), static_cast<size_t>(frames));
        for (int i = 0; i < frames; ++i) ASSERT_EQ(found.series.at("x")[i].value, i);
        ASSERT_EQ(found.series.at("y").size(), static_cast<size_t>(frames));
      };
      check(collect(path));
      const auto drained = format::drain_orphans(base::FileSystem::real(), path);
      ASSERT_TRUE(drained.ok()) << drained.status().message();
      check(collect(path));
      const auto again = format::drain_orphans(base::FileSystem::real(), path);
      ASSERT_TRUE(again.ok());
      EXPECT_EQ(*again, 0u);
      check(collect(path));
      EXPECT_THAT(format::list_rings(shared_ring_dir(), collect(path).file.uuid),
                  ::testing::IsEmpty());
    }
  }
}

TEST_F(RecorderTest, ChildOfForkRecordsNothingAndParentGoesOn) {
  std::string path;
  {
    Training run(options());
    path = path_of(run);
    run.log(1, {{"x", 1}});
    const pid_t child = ::fork();
    if (child == 0) {
      run.log(2, {{"x", 2}});
      const bool refused = static_cast<bool>(run.try_log(3, {{"x", 3}}));
      run.finish();
      ::_exit(refused ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    run.log(4, {{"x", 4}});
  }
  const Collected found = collect(path);
  ASSERT_EQ(found.series.at("x").size(), 2u);
  EXPECT_EQ(found.series.at("x")[1].step, 4);
  EXPECT_EQ(found.file.status, format::WriterStatus::kFinished);
}

TEST_F(RecorderTest, RunsAreNumberedNeverOverwritten) {
  std::vector<std::string> paths;
  for (int i = 0; i < 3; ++i) paths.push_back(path_of(Training(options())));
  EXPECT_TRUE(paths[0].ends_with("t/run_001"));
  EXPECT_TRUE(paths[1].ends_with("t/run_002"));
  EXPECT_TRUE(paths[2].ends_with("t/run_003"));
}

TEST_F(RecorderTest, JoinersWriteBesideTheFirst) {
  Training first(options());
  first.log(1, {{"loss", 1}});
  RunOptions o;
  o.join = first.path();
  o.system_interval_ms = 0;
  Training second(o);
  second.log(1, {{"loss", 2}});
  second.finish();
  first.finish();
  EXPECT_EQ(path_of(first), path_of(second));
  EXPECT_EQ(collect(path_of(first), 0).series.at("loss")[0].value, 1);
  EXPECT_EQ(collect(path_of(first), 1).series.at("loss")[0].value, 2);
}

TEST_F(RecorderTest, ResumeAddsAGenerationAndKeepsNames) {
  crash_after(options(), 10);
  RunOptions o;
  const std::string path = dir_ + "/t/run_001";
  o.resume = path;
  o.resume_step = 5;
  o.system_interval_ms = 0;
  {
    Training run(o);
    for (int i = 5; i < 8; ++i) run.log(i, {{"y", 100 + i}, {"new", i}});
  }
  const Collected found = collect(path);
  EXPECT_TRUE(found.damage.empty());
  ASSERT_EQ(found.file.generations.size(), 2u);
  EXPECT_EQ(found.file.generations[1].from_step, 5);
  const auto& y = found.series.at("y");
  ASSERT_EQ(y.size(), 13u);
  EXPECT_EQ(y.back().value, 107);
  EXPECT_EQ(y.back().generation, 1);
  EXPECT_EQ(found.series.at("x").size(), 10u);
  EXPECT_EQ(found.series.at("new").size(), 3u);
}

TEST_F(RecorderTest, ExceptionMarksTheRunFailed) {
  std::string path;
  try {
    Training run(options());
    path = path_of(run);
    throw std::runtime_error("boom");
  } catch (const std::runtime_error&) {
  }
  EXPECT_EQ(collect(path).file.status, format::WriterStatus::kFailed);
}

TEST_F(RecorderTest, UnusableLogdirNeverStopsTheTraining) {
  RunOptions o = options();
  o.logdir = "/proc/no/such/place";
  Training run(o);
  run.log(1, {{"x", 1}, {"y", 2}});
  run.record(1, "t", Text{"x"});
  EXPECT_EQ(run.dropped(), 3u);
  EXPECT_TRUE(run.error());
  EXPECT_TRUE(run.path().empty());
}

TEST_F(RecorderTest, NamesCannotLeaveTheLogdir) {
  for (const char* name : {"../x", "/abs", "a/../../b", "a//b", "."}) {
    RunOptions o = options();
    o.name = name;
    EXPECT_TRUE(Training(o).error()) << name;
  }
}

TEST_F(RecorderTest, SyncPutsEverythingAcceptedIntoFiles) {
  Training run(options());
  for (int i = 0; i < 1000; ++i) run.log(i, {{"x", i}});
  ASSERT_FALSE(run.sync());
  const Collected found = collect(path_of(run));
  EXPECT_TRUE(found.alive);
  EXPECT_EQ(found.series.at("x").size(), 1000u);
}

}  // namespace
}  // namespace oriel::record
