// Disks that are full, broken or gone while a training records: it goes on, the loss is counted,
// one message is printed, and recording resumes when it can.
#include <gtest/gtest.h>
#include <oriel/run.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "base/clock.h"
#include "base/file.h"
#include "format/collect.h"
#include "record/recorder.h"

namespace oriel::record {
namespace {

namespace fs = std::filesystem;

// The real file system, until it is told to fail with an error number.
class FailingFileSystem final : public base::FileSystem {
 public:
  std::atomic<int> failure{0};       // of everything that writes
  std::atomic<int> sync_failure{0};  // of syncs

  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override {
    if (failure != 0) return base::Status::from_errno("cannot create " + path, failure);
    auto file = real_.create(path);
    if (!file.ok()) return file.status();
    return std::unique_ptr<base::AppendFile>(new File(*this, std::move(*file)));
  }
  base::Status rename(const std::string& from, const std::string& to) override {
    if (failure != 0) return base::Status::from_errno("cannot rename " + from, failure);
    return real_.rename(from, to);
  }
  base::Status remove(const std::string& path) override { return real_.remove(path); }
  base::Status make_directory(const std::string& path) override {
    if (failure != 0) return base::Status::from_errno("cannot create " + path, failure);
    return real_.make_directory(path);
  }
  base::Status sync_directory(const std::string& path) override {
    return real_.sync_directory(path);
  }

 private:
  class File final : public base::AppendFile {
   public:
    File(FailingFileSystem& owner, std::unique_ptr<base::AppendFile> file)
        : owner_(owner), file_(std::move(file)) {}
    base::Status append(base::Bytes bytes) override {
      const int error = owner_.failure;
      if (error != 0) return base::Status::from_errno("cannot write the log", error);
      return file_->append(bytes);
    }
    base::Status sync() override {
      const int error = owner_.sync_failure;
      if (error != 0) return base::Status::from_errno("cannot sync the log", error);
      return file_->sync();
    }
    uint64_t size() const override { return file_->size(); }

   private:
    FailingFileSystem& owner_;
    std::unique_ptr<base::AppendFile> file_;
  };
  base::FileSystem& real_ = base::FileSystem::real();
};

class FaultsTest : public ::testing::Test {
 protected:
  FaultsTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-faults-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    options_.logdir = dir_;
    options_.name = "t";
    options_.system_interval_ms = 0;
    options_.ring_bytes = 64 << 10;
    options_.max_ring_bytes = 128 << 10;
  }
  ~FaultsTest() override { fs::remove_all(dir_); }

  std::string dir_;
  RunOptions options_;
  FailingFileSystem disk_;
};

size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// Repeats sync until it succeeds, at most ten seconds.
bool syncs(Recorder& recorder) {
  const uint64_t end = base::monotonic_ns() + 10'000'000'000;
  while (base::monotonic_ns() < end) {
    if (!recorder.sync()) return true;
  }
  return false;
}

class FullDisk : public FaultsTest, public ::testing::WithParamInterface<int> {};

TEST_P(FullDisk, TrainingGoesOnLossIsCountedRecordingResumes) {
  ::testing::internal::CaptureStderr();
  std::string path;
  std::set<int64_t> accepted;
  uint64_t refused = 0;
  {
    Recorder recorder(options_, disk_);
    path = recorder.path();
    const oriel::Series x = recorder.series("x");
    int64_t step = 0;
    const auto log = [&](int n) {
      for (int i = 0; i < n; ++i, ++step) {
        if (recorder.log(step, {{x, step}})) {
          ++refused;
        } else {
          accepted.insert(step);
        }
      }
    };
    log(1000);
    ASSERT_TRUE(syncs(recorder));
    disk_.failure = GetParam();
    const uint64_t start = base::monotonic_ns();
    log(200'000);
    // 200,000 calls on a full disk: those that are dropped must not wait.
    EXPECT_LT(base::monotonic_ns() - start, 5'000'000'000u);
    EXPECT_GT(refused, 100'000u);
    EXPECT_EQ(recorder.dropped(), refused);
    EXPECT_TRUE(recorder.error());
    EXPECT_TRUE(recorder.sync());
    disk_.failure = 0;
    ASSERT_TRUE(syncs(recorder));
    log(1000);
    // "Can be written again" is said once that has lasted for a second.
    const uint64_t again = base::monotonic_ns() + 1'200'000'000;
    while (base::monotonic_ns() < again) ASSERT_FALSE(recorder.sync());
  }
  const std::string messages = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(count(messages, "The training goes on"), 1u) << messages;
  EXPECT_EQ(count(messages, "can be written again"), 1u) << messages;
  const format::Collected found = format::collect(path);
  EXPECT_TRUE(found.damage.empty());
  EXPECT_EQ(found.dropped, refused);
  EXPECT_EQ(found.file.dropped, refused);
  std::set<int64_t> recovered;
  for (const auto& point : found.series.at("x")) recovered.insert(point.step);
  EXPECT_EQ(recovered, accepted);
  EXPECT_EQ(found.series.at("x").size(), accepted.size());
}
INSTANTIATE_TEST_SUITE_P(Errors, FullDisk, ::testing::Values(ENOSPC, EDQUOT, EIO, EROFS));

TEST_F(FaultsTest, FailingSyncIsReportedAndTriedAgain) {
  ::testing::internal::CaptureStderr();
  Recorder recorder(options_, disk_);
  const oriel::Series x = recorder.series("x");
  disk_.sync_failure = EIO;
  (void)recorder.log(1, {{x, 1}});
  EXPECT_TRUE(recorder.sync());
  disk_.sync_failure = 0;
  EXPECT_TRUE(syncs(recorder));
  recorder.finish(format::WriterStatus::kFinished, "");
  (void)::testing::internal::GetCapturedStderr();
  EXPECT_EQ(format::collect(recorder.path()).series.at("x").size(), 1u);
}

TEST_F(FaultsTest, DirectoryThatIsDeletedStopsNothing) {
  ::testing::internal::CaptureStderr();
  {
    Recorder recorder(options_, disk_);
    const oriel::Series x = recorder.series("x");
    for (int i = 0; i < 1000; ++i) (void)recorder.log(i, {{x, i}});
    fs::remove_all(dir_);
    for (int i = 0; i < 300'000; ++i) (void)recorder.log(i, {{x, i}});
  }
  const std::string messages = ::testing::internal::GetCapturedStderr();
  EXPECT_LE(count(messages, "\n"), 4u) << messages;
}

TEST_F(FaultsTest, ADiskThatIsFullAtTheEndLeavesTheRestInTheRings) {
  ::testing::internal::CaptureStderr();
  std::string path;
  {
    Recorder recorder(options_, disk_);
    path = recorder.path();
    const oriel::Series x = recorder.series("x");
    ASSERT_TRUE(syncs(recorder));
    disk_.failure = ENOSPC;
    for (int i = 0; i < 100; ++i) (void)recorder.log(i, {{x, i}});
  }
  EXPECT_NE(::testing::internal::GetCapturedStderr().find("doctor --repair"), std::string::npos);
  EXPECT_EQ(format::collect(path).series.at("x").size(), 100u);  // in memory
  const auto drained = format::drain_orphans(base::FileSystem::real(), path);
  ASSERT_TRUE(drained.ok());
  EXPECT_GT(*drained, 0u);
  EXPECT_EQ(format::collect(path).series.at("x").size(), 100u);
}

}  // namespace
}  // namespace oriel::record
