// Reading while it is written, after the writer's death, while others drain: every frame once.
#include "format/writer_reader.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "format/collect.h"
#include "format/doctor.h"
#include "format/ring.h"
#include "format/writer_log.h"

namespace oriel::format {
namespace {

namespace fs = std::filesystem;

// What a listener keeps: rows by number, those that blocks cover.
class Listener final : public LogSink {
 public:
  void on_name(uint32_t id, std::string_view name) override { names[id] = name; }
  void on_block(const SealedBlock& block) override {
    if (block.entry.series == kTimesSeries) return;
    for (uint64_t seq = block.entry.seq_first; seq <= block.entry.seq_last; ++seq) {
      sealed.insert(seq);
    }
  }
  void on_frame(uint64_t seq, uint16_t, const FrameView& frame) override {
    EXPECT_TRUE(rows.insert(seq).second) << "frame " << seq << " twice";
    EXPECT_EQ(frame.step, static_cast<int64_t>(seq) - 1);  // after the frame with the name
  }
  bool has(uint64_t seq) const { return rows.count(seq) + sealed.count(seq) != 0; }
  std::map<uint32_t, std::string> names;
  std::set<uint64_t> rows, sealed;
};

class WriterReaderTest : public ::testing::Test {
 protected:
  WriterReaderTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-reader-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    fs::create_directory(dir_ + "/log");
    fs::create_directory(dir_ + "/ring");
    file_.uuid = std::string(32, 'b');
    file_.ring_dir = dir_ + "/ring";
    file_.boot_id = base::boot_id();
    file_.generations.push_back({0, INT64_MIN, 1});
    const std::string json = to_json(file_);
    EXPECT_TRUE(base::replace_file(base::FileSystem::real(), writer_file_path(dir_, 0),
                                   base::as_bytes(json))
                    .ok());
    EXPECT_TRUE(base::replace_file(base::FileSystem::real(), run_file_path(dir_),
                                   base::as_bytes(to_json(RunFile())))
                    .ok());
    auto lock = WriterLock::take(lock_path(dir_, 0));
    lock_ = std::move(*lock);
    options_.run_dir = dir_;
    options_.uuid = file_.uuid;
    options_.tail_bytes = 3000;
    options_.chunk_bytes = 1000;
    log_ = std::make_unique<WriterLog>(base::FileSystem::real(), options_,
                                       [](uint32_t) { return std::string_view("x"); });
    ring_ = std::move(*Ring::create(ring_path(dir_ + "/ring", file_.uuid, 0), 65536,
                                    {0, file_.uuid, 0, 0}, {0, 0, 1.0}));
  }
  ~WriterReaderTest() override { fs::remove_all(dir_); }

  void push(const std::vector<uint8_t>& frame) {
    uint8_t* to = ring_->reserve(frame.size());
    ASSERT_NE(to, nullptr);
    std::copy(frame.begin(), frame.end(), to);
    ring_->publish(frame.size());
  }
  void push(int64_t step) {
    if (step == 0) push(make_name_frame(0, "x", 1));
    std::vector<uint8_t> out(kFrameHeaderSize + kScalarSize);
    write_scalar(out.data() + kFrameHeaderSize, 0, static_cast<double>(step));
    write_frame_header(out.data(), static_cast<uint32_t>(out.size()), FrameKind::kScalars, 1, step,
                       static_cast<uint64_t>(step + 1));
    push(out);
  }
  // As the drain does; without the last step if it dies in between.
  void drain(bool dies = false) {
    const base::Bytes all = ring_->readable();
    if (all.empty()) return;
    const base::TickAnchor anchor{0, 0, 1.0};
    const RingRange range{0, ring_->consumed(), ring_->consumed() + all.size()};
    ASSERT_TRUE(log_->append(range, all, &anchor).ok());
    if (!dies) ring_->consume(all.size());
  }
  void die() {
    log_ = nullptr;
    ring_ = nullptr;
    lock_ = WriterLock();
  }
  void expect_steps(int64_t n) const {
    const Collected found = collect(dir_);
    EXPECT_TRUE(found.damage.empty()) << found.damage[0].what;
    ASSERT_EQ(found.series.at("x").size(), static_cast<size_t>(n));
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(found.series.at("x")[static_cast<size_t>(i)].step, i);
    EXPECT_FALSE(examine(dir_).damaged());
  }

  std::string dir_;
  WriterFile file_;
  WriterLock lock_;
  WriterLogOptions options_;
  std::unique_ptr<WriterLog> log_;
  std::unique_ptr<Ring> ring_;
};

TEST_F(WriterReaderTest, AFollowerSeesEveryFrameOnceThroughRotationAndDeath) {
  Listener listener;
  WriterReader reader(dir_, 0);
  EXPECT_FALSE(reader.poll(listener) && !listener.rows.empty());
  for (int64_t step = 0; step < 900; ++step) {
    push(step);
    if (step % 7 == 0) drain();
    if (step % 91 == 0) {
      ASSERT_TRUE(log_->sync().ok());
    }
    if (step % 13 == 0) {
      reader.poll(listener);
      EXPECT_TRUE(reader.alive());
      const int64_t drained = step / 7 * 7;
      for (int64_t i = 0; i <= drained; ++i)
        ASSERT_TRUE(listener.has(static_cast<uint64_t>(i + 1)));
    }
  }
  EXPECT_FALSE(reader.complete());
  die();
  EXPECT_TRUE(reader.poll(listener));
  EXPECT_TRUE(reader.complete());
  EXPECT_TRUE(reader.damage().empty());
  for (uint64_t seq = 1; seq <= 900; ++seq) ASSERT_TRUE(listener.has(seq)) << seq;
  EXPECT_EQ(listener.names[0], "x");
  EXPECT_FALSE(reader.poll(listener));
}

TEST_F(WriterReaderTest, DeathBetweenWritingAndConsumingDoublesNothing) {
  for (int64_t step = 0; step < 50; ++step) push(step);
  drain();
  for (int64_t step = 50; step < 80; ++step) push(step);
  drain(true);
  for (int64_t step = 80; step < 90; ++step) push(step);
  die();
  expect_steps(90);
  const auto drained = drain_orphans(base::FileSystem::real(), dir_);
  ASSERT_TRUE(drained.ok());
  EXPECT_EQ(*drained, 10u);
  expect_steps(90);
  EXPECT_EQ(*drain_orphans(base::FileSystem::real(), dir_), 0u);
  EXPECT_TRUE(fs::is_empty(dir_ + "/ring"));
}

TEST_F(WriterReaderTest, ALivingWritersRingsAreLeftAlone) {
  for (int64_t step = 0; step < 20; ++step) push(step);
  EXPECT_EQ(*drain_orphans(base::FileSystem::real(), dir_), 0u);
  drain();
  expect_steps(20);
}

// The torn last write of a crash is made good from the ring; a lost one is reported, even after the
// rings were drained and others have got its numbers.
class LastWriteTest : public WriterReaderTest, public ::testing::WithParamInterface<bool> {};

TEST_P(LastWriteTest, IsNoDamageIfTornButIfLost) {
  const bool torn = GetParam();
  for (int64_t step = 0; step < 50; ++step) push(step);
  drain();
  for (int64_t step = 50; step < 80; ++step) push(step);
  drain(torn);  // torn: the process died in the middle of it
  for (int64_t step = 80; step < 90; ++step) push(step);
  const std::string tail = list_segments(dir_, 0)[0].path;
  die();
  fs::resize_file(tail, fs::file_size(tail) - 9);
  for (int drained = 0; drained < 2; ++drained) {
    if (torn) expect_steps(90);
    EXPECT_EQ(examine(dir_).damaged(), !torn);
    ASSERT_TRUE(drain_orphans(base::FileSystem::real(), dir_).ok());
  }
}
INSTANTIATE_TEST_SUITE_P(All, LastWriteTest, ::testing::Bool());

TEST_F(WriterReaderTest, AnUnfinishedRingIsAnEmptyOne) {
  for (int64_t step = 0; step < 20; ++step) push(step);
  drain();
  die();
  // A process that died while it made a ring: no file system content yet, then no header.
  const std::string unfinished = ring_path(dir_ + "/ring", file_.uuid, 1);
  for (const size_t size : {size_t{0}, size_t{4096 + 65536}}) {
    ASSERT_TRUE(
        base::replace_file(base::FileSystem::real(), unfinished, std::vector<uint8_t>(size)).ok());
    expect_steps(20);
  }
  ASSERT_TRUE(drain_orphans(base::FileSystem::real(), dir_).ok());
  EXPECT_TRUE(fs::is_empty(dir_ + "/ring"));
  expect_steps(20);
}

}  // namespace
}  // namespace oriel::format
