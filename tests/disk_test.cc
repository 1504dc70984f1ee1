// Disks that are full, broken, slow to say so, or gone. The training goes on; memory stays bounded;
// what was lost is counted, exactly; there is one message when it starts and one when it is over;
// what was accepted is found in the end.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <deque>
#include <filesystem>
#include <fstream>
#include <thread>

#include "format/doctor.h"
#include "format/ring.h"
#include "record/recorder.h"
#include "record/run_directory.h"
#include "seam_fs.h"
#include "small_run.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;
using format::collect;
using record::Recorder;
using std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // they keep memory of their own
#else
constexpr bool kSanitized = false;
#endif

size_t count(const std::string& text, const std::string& what) {
  size_t n = 0;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++n;
  return n;
}

size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  size_t pages = 0, resident = 0;
  in >> pages >> resident;
  return resident * 4096;
}

RunOptions options(const std::string& logdir) {
  RunOptions o;
  o.logdir = StringRef(logdir);
  o.system_interval_ms = 0;
  o.sync_interval_ms = 20;
  o.max_ring_bytes = 2 << 20;
  return o;
}

// Logs frames until `until` says so; returns how many were accepted of how many. Its own memory is
// known, so that the recorder's can be told apart.
struct Tally {
  uint64_t offered = 0;
  std::deque<int64_t> accepted;
  size_t bytes() const { return accepted.size() * sizeof(int64_t) * 17 / 16; }
};
template <class Until>
void train(Recorder& recorder, Tally& tally, Until until) {
  while (!until()) {
    const auto step = static_cast<int64_t>(tally.offered++);
    if (!recorder.log(step, {{"loss", step}, {"twice", 2 * step}})) tally.accepted.push_back(step);
  }
}
auto for_frames(const Tally& tally, uint64_t n) {
  return [&tally, end = tally.offered + n] { return tally.offered >= end; };
}
auto for_ms(int ms) {
  return [end = steady_clock::now() + std::chrono::milliseconds(ms)] {
    return steady_clock::now() >= end;
  };
}

void expect_found(const std::string& path, const Tally& tally, uint64_t dropped) {
  const auto found = collect(path);
  const auto& loss = found.series.at("loss");
  ASSERT_EQ(loss.size(), tally.accepted.size());
  for (size_t i = 0; i < loss.size(); ++i) {
    ASSERT_EQ(loss[i].step, tally.accepted[i]);
    ASSERT_EQ(loss[i].value, static_cast<double>(tally.accepted[i]));
  }
  EXPECT_EQ(found.series.at("twice").size(), tally.accepted.size());
  EXPECT_EQ(dropped, 2 * (tally.offered - tally.accepted.size()));
  EXPECT_EQ(found.dropped, dropped);
  EXPECT_FALSE(format::examine(path).damaged()) << format::examine(path).findings[0];
}

struct Failure {
  const char* name;
  double tear;  // part of a refused write that gets through
  SeamFs::Refuse refuse;
};

class FailingDisk : public ::testing::TestWithParam<int> {};

std::vector<Failure> failures() {
  const auto writes = [](int error) {
    return [error](Op op, const std::string& path) {
      const bool data = path.ends_with(".tail") || path.ends_with(".log");
      return data && (op == Op::kAppend || op == Op::kCreate) ? error : 0;
    };
  };
  return {
      {"full", 0, writes(ENOSPC)},
      {"full, half written", 0.5, writes(ENOSPC)},
      {"quota", 0.99, writes(EDQUOT)},
      {"broken", 0.3, writes(EIO)},
      {"sync fails", 0, [](Op op, const std::string&) { return op == Op::kSync ? EIO : 0; }},
      {"directory sync fails", 0,
       [](Op op, const std::string&) { return op == Op::kSyncDirectory ? EIO : 0; }},
      {"only the log fails", 0.4,
       [](Op op, const std::string& path) {
         return op == Op::kAppend && path.ends_with(".log") ? ENOSPC : 0;
       }},
      {"every second write", 0.5,
       [n = 0](Op op, const std::string& path) mutable {
         return op == Op::kAppend && path.ends_with(".tail") && ++n % 2 == 0 ? ENOSPC : 0;
       }},
  };
}

TEST_P(FailingDisk, TrainingGoesOnAndRecordingResumes) {
  const Failure failure = failures()[static_cast<size_t>(GetParam())];
  SCOPED_TRACE(failure.name);
  SeamFs disk;
  disk.forget();
  TempDir place;
  Tally tally;
  std::string path;
  uint64_t dropped = 0;
  ::testing::internal::CaptureStderr();
  {
    Recorder recorder(options(place.path()), disk);
    path = recorder.path();
    train(recorder, tally, for_frames(tally, 2000));
    disk.tear(failure.tear);
    disk.refuse(failure.refuse);
    const size_t memory = resident_bytes() - tally.bytes();
    train(recorder, tally, for_frames(tally, 400'000));
    train(recorder, tally, for_ms(150));
    if (!kSanitized) {
      EXPECT_LT(resident_bytes() - tally.bytes(), memory + (16u << 20));
    }
    disk.refuse(nullptr);
    // Until the recorder has seen a quiet second.
    train(recorder, tally, [&, until = for_ms(1300)] {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      return until();
    });
    train(recorder, tally, for_frames(tally, 100));
    EXPECT_FALSE(recorder.sync());
    dropped = recorder.dropped();
    recorder.finish(format::WriterStatus::kFinished, "");
  }
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(count(said, "The training goes on"), 1u) << said;
  EXPECT_EQ(count(said, "can be written again"), 1u) << said;
  EXPECT_EQ(count(said, "\n"), 2u) << said;
  expect_found(path, tally, dropped);
  EXPECT_TRUE(format::list_rings(record::shared_ring_dir(), collect(path).file.uuid).empty());
}
INSTANTIATE_TEST_SUITE_P(All, FailingDisk, ::testing::Range(0, 8));

// The disk stays full to the end: what was accepted waits in shared memory and is drained later.
TEST(FullDisk, WhatWasAcceptedSurvivesARunThatEndsOnAFullDisk) {
  SeamFs disk;
  disk.forget();
  TempDir place;
  Tally tally;
  std::string path;
  uint64_t dropped = 0;
  ::testing::internal::CaptureStderr();
  {
    Recorder recorder(options(place.path()), disk);
    path = recorder.path();
    train(recorder, tally, for_frames(tally, 500));
    disk.tear(0.5);
    disk.refuse([](Op op, const std::string&) { return op == Op::kAppend ? ENOSPC : 0; });
    train(recorder, tally, for_frames(tally, 100'000));
    EXPECT_TRUE(recorder.error());
    dropped = recorder.dropped();
    EXPECT_GT(dropped, 0u);
  }
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(count(said, "The training goes on"), 1u) << said;
  EXPECT_EQ(count(said, "doctor --repair"), 1u) << said;
  const auto check = [&] {
    const auto found = collect(path);
    ASSERT_EQ(found.series.at("loss").size(), tally.accepted.size());
    EXPECT_EQ(found.dropped, dropped);  // counted in the rings
  };
  check();
  const auto drained = format::drain_orphans(base::FileSystem::real(), path);
  ASSERT_TRUE(drained.ok()) << drained.status().message();
  EXPECT_EQ(collect(path).series.at("loss").size(), tally.accepted.size());
  EXPECT_FALSE(format::examine(path).damaged());
}

TEST(BrokenPlaces, DeletedDirectoryIsSaidOnceAndStopsNothing) {
  TempDir place;
  Tally tally;
  ::testing::internal::CaptureStderr();
  {
    Recorder recorder(options(place.path()));
    train(recorder, tally, for_frames(tally, 100));
    ASSERT_FALSE(recorder.sync());
    fs::remove_all(place.path());
    train(recorder, tally, for_frames(tally, 100));
    EXPECT_TRUE(recorder.sync());
    train(recorder, tally, for_ms(100));
    EXPECT_TRUE(recorder.error());
  }
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(count(said, "was deleted while the run was being recorded"), 1u) << said;
  EXPECT_EQ(count(said, "The training goes on"), 1u) << said;
  EXPECT_EQ(count(said, "could not be written"), 1u) << said;  // the end of the run
  EXPECT_EQ(count(said, "written again"), 0u) << said;
}

// --- in namespaces -------------------------------------------------------------------------------

// Runs `body` in a child with mounts of its own; its exit code. 77: the kernel forbids it.
int in_namespace(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    const uid_t uid = ::getuid();
    const gid_t gid = ::getgid();
    if (::unshare(CLONE_NEWNS) != 0) {
      if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) ::_exit(77);
      std::ofstream("/proc/self/setgroups") << "deny";
      std::ofstream("/proc/self/uid_map") << "0 " << uid << " 1";
      std::ofstream("/proc/self/gid_map") << "0 " << gid << " 1";
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) ::_exit(77);
    const int result = body();
    std::fflush(nullptr);
    ::_exit(result);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) std::fprintf(stderr, "killed by signal %d\n", WTERMSIG(status));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

bool mount_small(const std::string& path, const char* size) {
  return ::mount("oriel-test", path.c_str(), "tmpfs", 0, size) == 0;
}

#define EXPECT_NAMESPACE_OK(call)                                               \
  do {                                                                          \
    const int code = (call);                                                    \
    if (code == 77) GTEST_SKIP() << "the kernel forbids mount namespaces here"; \
    EXPECT_EQ(code, 0);                                                         \
  } while (false)

// 1 MB of shared memory: rings of five threads do not fit; no SIGBUS, nothing lost.
TEST(TinySharedMemory, RingsGoToTheRunDirectory) {
  const fs::path place = fs::temp_directory_path() / ("oriel-tiny-" + std::to_string(::getpid()));
  EXPECT_NAMESPACE_OK(in_namespace([&] {
    if (!mount_small("/dev/shm", "size=1m")) return 77;
    std::string path;
    constexpr int kThreads = 12, kFrames = 20000;
    {
      RunOptions o;
      const std::string logdir = place.string();
      o.logdir = StringRef(logdir);
      o.system_interval_ms = 0;
      oriel::Run run(o);
      path.assign(run.path().data(), run.path().size());
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&run, t] {
          const Series s = run.series("t" + std::to_string(t));
          for (int i = 0; i < kFrames; ++i) {
            while (run.try_log(i, {{s, i}})) std::this_thread::yield();
          }
        });
      }
      for (auto& t : threads) t.join();
      if (fs::is_empty(path + "/ring")) return 2;  // nothing fell back: not the test we want
    }
    const auto found = collect(path);
    for (int t = 0; t < kThreads; ++t) {
      const auto& points = found.series.at("t" + std::to_string(t));
      if (points.size() != kFrames) return 3;
      for (int i = 0; i < kFrames; ++i) {
        if (points[static_cast<size_t>(i)].value != i) return 4;
      }
    }
    return fs::is_empty(path + "/ring") ? 0 : 5;
  }));
  fs::remove_all(place);
}

// A real file system of 1 MB under the run directory, full to the last byte and emptied again.
TEST(TinyDisk, FillsUpAndIsEmptied) {
  const std::string place =
      (fs::temp_directory_path() / ("oriel-disk-" + std::to_string(::getpid()))).string();
  fs::create_directory(place);
  EXPECT_NAMESPACE_OK(in_namespace([&] {
    if (!mount_small(place, "size=1m")) return 77;
    Tally tally;
    std::string path;
    {
      Recorder recorder(options(place));
      path = recorder.path();
      train(recorder, tally, for_frames(tally, 1000));
      if (recorder.sync()) return 2;
      {
        std::ofstream ballast(place + "/ballast", std::ios::binary);
        const std::string block(4096, 'b');
        while (ballast.write(block.data(), 4096).flush()) {
        }
      }
      train(recorder, tally, for_frames(tally, 300'000));
      if (!recorder.error()) return 3;
      if (recorder.dropped() == 0) return 4;
      fs::remove(place + "/ballast");
      // What waits in the rings is more than the disk takes; most of it was dropped.
      for (int i = 0; i < 100 && recorder.sync(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
    const auto found = collect(path);
    const auto loss = found.series.find("loss");
    if (loss == found.series.end() || loss->second.size() != tally.accepted.size()) {
      std::fprintf(stderr, "%zu of %zu\n", loss->second.size(), tally.accepted.size());
      return 5;
    }
    return 0;
  }));
  fs::remove_all(place);
}

TEST(BrokenPlaces, ReadOnlyDirectoryIsSaidOnce) {
  const std::string place =
      (fs::temp_directory_path() / ("oriel-ro-" + std::to_string(::getpid()))).string();
  fs::create_directory(place);
  EXPECT_NAMESPACE_OK(in_namespace([&] {
    if (!mount_small(place, "size=1m")) return 77;
    if (::mount("none", place.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) return 77;
    ::testing::internal::CaptureStderr();
    {
      Recorder recorder(options(place));
      (void)recorder.log(1, {{"x", 1}, {"y", 2}});
      recorder.event(1, "x");
      if (recorder.dropped() != 3 || !recorder.error()) return 2;
    }
    const std::string said = ::testing::internal::GetCapturedStderr();
    return count(said, "\n") == 1 && count(said, "Read-only") == 1 ? 0 : 3;
  }));
  fs::remove_all(place);
}

}  // namespace
}  // namespace oriel::tests
