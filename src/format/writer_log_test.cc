// WriterLog: rows at once, columns later, tails removed only when nothing needs them; failures
// leave nothing half done.
#include "format/writer_log.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "format/collect.h"
#include "format/run_files.h"

namespace oriel::format {
namespace {

namespace fs = std::filesystem;

// Refuses what it is told to; otherwise the operating system.
class Refusing final : public base::FileSystem {
 public:
  bool refuse_appends = false, refuse_creates = false, refuse_syncs = false;
  std::mt19937 random{23};
  unsigned luck = 0;  // one operation of so many is refused; 0: none
  bool unlucky() { return luck > 0 && random() % luck == 0; }

  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override {
    if (refuse_creates || unlucky()) return base::Status("no room", ENOSPC);
    auto file = real().create(path);
    if (!file.ok()) return file.status();
    return std::unique_ptr<base::AppendFile>(new File(*this, std::move(*file)));
  }
  base::Status rename(const std::string& a, const std::string& b) override {
    return real().rename(a, b);
  }
  base::Status remove(const std::string& path) override { return real().remove(path); }
  base::Status make_directory(const std::string& path) override {
    return real().make_directory(path);
  }
  base::Status sync_directory(const std::string&) override { return {}; }

 private:
  class File final : public base::AppendFile {
   public:
    File(Refusing& fs, std::unique_ptr<base::AppendFile> file) : fs_(fs), file_(std::move(file)) {}
    base::Status append(base::Bytes bytes) override {
      if (fs_.refuse_appends || fs_.unlucky()) return base::Status("no room", ENOSPC);
      return file_->append(bytes);
    }
    base::Status sync() override {
      return fs_.refuse_syncs || fs_.unlucky() ? base::Status("broken", EIO) : base::Status();
    }
    uint64_t size() const override { return file_->size(); }

   private:
    Refusing& fs_;
    std::unique_ptr<base::AppendFile> file_;
  };
};

class WriterLogTest : public ::testing::Test {
 protected:
  WriterLogTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-log-XXXXXX").string();
    options_.run_dir = ::mkdtemp(pattern.data());
    options_.uuid = std::string(32, 'a');
    fs::create_directory(options_.run_dir + "/log");
  }
  ~WriterLogTest() override { fs::remove_all(options_.run_dir); }

  std::unique_ptr<WriterLog> open() {
    return std::make_unique<WriterLog>(
        disk_, options_, [](uint32_t id) { return std::string_view(id == 0 ? "fast" : "slow"); });
  }
  static std::vector<uint8_t> frame(int64_t step, bool slow) {
    const size_t n = slow ? 2 : 1;
    std::vector<uint8_t> out(kFrameHeaderSize + n * kScalarSize);
    for (uint32_t id = 0; id < n; ++id) {
      write_scalar(out.data() + kFrameHeaderSize + id * kScalarSize, id,
                   static_cast<double>(step) + 0.25 * id);
    }
    write_frame_header(out.data(), static_cast<uint32_t>(out.size()), FrameKind::kScalars,
                       static_cast<uint16_t>(n), step, static_cast<uint64_t>(1000 + step));
    return out;
  }
  base::Status append(WriterLog& log, int64_t step) {
    return log.append({}, frame(step, step % 100 == 0), nullptr);
  }
  void expect_steps(int64_t end) const {
    const Collected found = collect(options_.run_dir);
    EXPECT_TRUE(found.damage.empty()) << found.damage[0].what;
    const auto fast = found.series.find("fast");
    ASSERT_EQ(fast == found.series.end() ? 0 : fast->second.size(), static_cast<size_t>(end));
    for (int64_t i = 0; i < end; ++i) {
      const auto& p = fast->second[static_cast<size_t>(i)];
      ASSERT_EQ(p.step, i);
      ASSERT_EQ(p.value, static_cast<double>(i));
      ASSERT_EQ(p.wall_us, 1000 + i);
    }
    if (end == 0) return;
    ASSERT_EQ(found.series.at("slow").size(), static_cast<size_t>((end + 99) / 100));
  }
  size_t tails() const {
    size_t n = 0;
    for (const auto& s : list_segments(options_.run_dir, 0)) n += s.tail;
    return n;
  }

  Refusing disk_;
  WriterLogOptions options_;
};

TEST_F(WriterLogTest, EverythingIsInFilesAfterEveryAppend) {
  options_.tail_bytes = 2000;
  options_.chunk_bytes = 1500;
  auto log = open();
  for (int64_t step = 0; step < 400; ++step) {
    ASSERT_TRUE(append(*log, step).ok());
    if (step % 37 == 0 || step > 390) expect_steps(step + 1);
    if (step % 50 == 0) {
      ASSERT_TRUE(log->sync().ok());
    }
  }
  ASSERT_TRUE(log->finish().ok());
  ASSERT_TRUE(log->sync().ok());
  expect_steps(400);
  EXPECT_EQ(tails(), 0u);
  EXPECT_EQ(log->next_seq(), 400u);
  EXPECT_EQ(log->points(), 404u);
}

TEST_F(WriterLogTest, TailsGoOnlyWhenTheLogIsSynced) {
  options_.tail_bytes = 2000;
  options_.chunk_bytes = 1500;
  auto log = open();
  for (int64_t step = 0; step < 500; ++step) ASSERT_TRUE(append(*log, step).ok());
  const size_t before = tails();
  EXPECT_GT(before, 5u);
  disk_.refuse_syncs = true;
  EXPECT_FALSE(log->sync().ok());
  EXPECT_EQ(tails(), before);
  // A sync that was begun before something was sealed says nothing about it.
  disk_.refuse_syncs = false;
  const auto work = log->begin_sync();
  ASSERT_TRUE(log->flush(true).ok());
  ASSERT_TRUE(log->run_sync(work).ok());
  log->end_sync(work, true);
  EXPECT_GE(tails(), 2u);
  ASSERT_TRUE(log->sync().ok());
  EXPECT_EQ(tails(), 1u);  // the open one
  expect_steps(500);
}

class UnluckyLogTest : public WriterLogTest, public ::testing::WithParamInterface<uint64_t> {};

TEST_P(UnluckyLogTest, FailuresAtRandomCostNothingAndDoubleNothing) {
  options_.chunk_bytes = 100;
  options_.index_bytes = 1000;
  options_.segment_bytes = 3000;
  options_.tail_bytes = GetParam();  // with rotation, or with blocks that fill up
  auto log = open();
  for (int64_t step = 0; step < 8000;) {
    disk_.luck = 2 + disk_.random() % 4;
    step += append(*log, step).ok();
    if (disk_.random() % 20 == 0) (void)log->sync();
  }
  disk_.luck = 0;
  ASSERT_TRUE(log->finish().ok());
  ASSERT_TRUE(log->sync().ok());
  expect_steps(8000);
  EXPECT_EQ(tails(), 0u);
}

INSTANTIATE_TEST_SUITE_P(All, UnluckyLogTest, ::testing::Values(3000, 8 << 20));

TEST_F(WriterLogTest, WhatIsNoFrameIsRefusedWhole) {
  auto log = open();
  ASSERT_TRUE(append(*log, 0).ok());
  auto bad = frame(1, false);
  const auto junk = std::vector<uint8_t>(64, 0x55);
  bad.insert(bad.end(), junk.begin(), junk.end());
  EXPECT_FALSE(log->append({}, bad, nullptr).ok());
  EXPECT_EQ(log->next_seq(), 1u);
  expect_steps(1);
}

TEST_F(WriterLogTest, TicksBecomeWallTime) {
  auto log = open();
  const base::TickAnchor anchor{1000, 5'000'000, 0.5};
  ASSERT_TRUE(log->append({}, frame(1000, false), &anchor).ok());  // at tick 2000
  EXPECT_EQ(collect(options_.run_dir).series.at("fast")[0].wall_us, 5'000'500);
}

}  // namespace
}  // namespace oriel::format
