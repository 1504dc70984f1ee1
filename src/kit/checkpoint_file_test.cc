#include "kit/checkpoint_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "base/crc32c.h"
#include "kit/kit_test_util.h"
#include "kit/values.h"
#include "oriel/tracker.h"

namespace oriel::kit {
namespace {

using ::testing::HasSubstr;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TrainingState small_state() {
  return {.step = 42, .blobs = {{"model", std::string("\0\1\2weights", 10)}, {"optimiser", ""}}};
}

std::vector<uint8_t> small_checkpoint(bool with_state = true) {
  MetricTable table(10);
  const uint32_t loss = table.metric("loss");
  const uint32_t reward = table.metric("reward");
  table.put(1, std::array{loss, reward}, std::array{0.5, kNaN});
  table.put(2, std::array{loss}, std::array{kInf});
  const TrainingState state = small_state();
  auto bytes = encode_checkpoint(encode_table(table, 7), 2, with_state ? &state : nullptr);
  return *bytes;
}

std::string error_of(base::Bytes bytes) {
  const auto parsed = parse_checkpoint(bytes);
  return parsed.ok() ? "parsed" : parsed.status().message();
}

void write(const std::string& path, base::Bytes bytes) {
  std::ofstream(path, std::ios::binary) << base::as_text(bytes);
}

TEST(CheckpointFile, BringsBackWhatWasSaved) {
  const auto bytes = small_checkpoint();
  const auto parsed = parse_checkpoint(bytes);
  ASSERT_TRUE(parsed.ok()) << parsed.status().message();
  EXPECT_EQ(parsed->names, (std::vector<std::string>{"loss", "reward"}));
  EXPECT_EQ(parsed->episodes, (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(parsed->columns[0], (std::vector<double>{0.5, kInf}));
  EXPECT_TRUE(std::isnan(parsed->columns[1][0]));
  EXPECT_EQ(parsed->recorded, 2U);
  EXPECT_EQ(parsed->dropped, 7U);
  ASSERT_TRUE(parsed->state);
  EXPECT_EQ(parsed->state->step, 42);
  EXPECT_EQ(*parsed->state->find("model"), std::string("\0\1\2weights", 10));
  EXPECT_EQ(*parsed->state->find("optimiser"), "");
  EXPECT_EQ(parsed->state->find("missing"), nullptr);
}

// docs/checkpoint_format.md, byte by byte.
TEST(CheckpointFile, IsWhatItsPageSays) {
  const auto bytes = small_checkpoint(false);
  EXPECT_EQ(base::as_text(base::Bytes(bytes).first(8)), "ORIELCKP");
  EXPECT_EQ(base::load<uint16_t>(&bytes[8]), 1);
  EXPECT_EQ(base::load<uint32_t>(&bytes[12]), 3U) << "ROWS and two METR";
  EXPECT_EQ(base::load<uint64_t>(&bytes[16]), bytes.size());
  EXPECT_EQ(base::load<uint32_t>(&bytes[36]), base::crc32c(base::Bytes(bytes).first(36)));
  const auto* rows = &bytes[40];
  EXPECT_EQ(base::as_text({rows, 4}), "ROWS");
  EXPECT_EQ(base::load<uint64_t>(rows + 8), 24U + 16);
  EXPECT_EQ(base::load<uint64_t>(rows + 24), 2U);
  EXPECT_EQ(base::load<int64_t>(rows + 48), 1);
  const auto* loss = rows + 24 + 40;
  EXPECT_EQ(base::as_text({loss, 4}), "METR");
  EXPECT_EQ(base::load<uint16_t>(loss + 24), 4);
  EXPECT_EQ(base::as_text({loss + 26, 4}), "loss");
  EXPECT_EQ(base::load<double>(loss + 32), 0.5);
  const auto* reward = loss + 24 + 24;
  EXPECT_EQ(base::load<uint64_t>(reward + 32 + 8), 0x7FF8'4D69'7373'6E67U) << "no value";
  EXPECT_EQ(reward + 24 + 24, bytes.data() + bytes.size());
}

// Made by another program, after the page.
TEST(CheckpointFile, TheGoldenFileKeepsItsMeaning) {
  const auto parsed = read_checkpoint(ORIEL_GOLDEN_DIR "/checkpoint_v1.ckpt");
  ASSERT_TRUE(parsed.ok()) << parsed.status().message();
  EXPECT_EQ(parsed->names, (std::vector<std::string>{"loss", "reward"}));
  EXPECT_EQ(parsed->episodes, (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(parsed->columns[0][0], 0.5);
  EXPECT_TRUE(std::isnan(parsed->columns[0][1]) && !is_missing(parsed->columns[0][1]));
  EXPECT_EQ(parsed->columns[1][0], 1);
  EXPECT_TRUE(is_missing(parsed->columns[1][1]));
  EXPECT_EQ(parsed->recorded, 5U);
  EXPECT_EQ(parsed->dropped, 1U);
  EXPECT_EQ(parsed->state->step, 2);
  EXPECT_EQ(*parsed->state->find("model"), "weights");
}

TEST(CheckpointFile, EveryChangedByteIsNoticed) {
  const auto bytes = small_checkpoint();
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const uint8_t flip : {0x01, 0x80, 0xFF}) {
      auto changed = bytes;
      changed[i] ^= flip;
      EXPECT_FALSE(parse_checkpoint(changed).ok()) << "byte " << i;
    }
  }
}

TEST(CheckpointFile, EveryLengthButTheRightOneIsRefused) {
  const auto bytes = small_checkpoint();
  for (size_t n = 0; n < bytes.size(); ++n) {
    EXPECT_FALSE(parse_checkpoint(base::Bytes(bytes).first(n)).ok()) << n;
  }
  for (const size_t more : {1, 8, 64}) {
    auto longer = bytes;
    longer.resize(bytes.size() + more);
    EXPECT_THAT(error_of(longer), HasSubstr("should have"));
  }
}

TEST(CheckpointFile, ForeignFilesAreNamed) {
  const auto error = [](std::string_view text) { return error_of(base::as_bytes(text)); };
  EXPECT_THAT(error(""), HasSubstr("empty"));
  EXPECT_THAT(error("\x80\x04\x95pickle"), HasSubstr("Python pickle"));
  EXPECT_THAT(error("PK\x03\x04torch"), HasSubstr("zip"));
  EXPECT_THAT(error("{\"loss\": [1]}"), HasSubstr("JSON"));
  EXPECT_THAT(error(std::string(1000, 'x')), HasSubstr("not an Oriel checkpoint"));
  EXPECT_THAT(error("ORIEL"), HasSubstr("ends within its header"));
}

void fix_header(std::vector<uint8_t>& bytes) {
  base::store(&bytes[36], base::crc32c(base::Bytes(bytes).first(36)));
}

TEST(CheckpointFile, ANewerVersionIsNotCalledDamaged) {
  auto bytes = small_checkpoint();
  base::store(&bytes[8], uint16_t{2});
  EXPECT_THAT(error_of(bytes), HasSubstr("damaged")) << "its checksum is wrong";
  fix_header(bytes);
  EXPECT_THAT(error_of(bytes), HasSubstr("newer Oriel (format 2; this one reads up to 1)"));
  base::store(&bytes[8], uint16_t{0});
  fix_header(bytes);
  EXPECT_THAT(error_of(bytes), HasSubstr("damaged"));
}

// Right checksums, wrong content.
TEST(CheckpointFile, SectionsThatContradictEachOtherAreRefused) {
  auto bytes = small_checkpoint(false);
  uint8_t* rows = &bytes[40];
  base::store(rows + 24, uint64_t{UINT64_MAX / 8});  // rows
  base::store(rows + 16, base::crc32c({rows + 24, 40}));
  base::store(rows + 20, base::crc32c({rows, 20}));
  EXPECT_THAT(error_of(bytes), HasSubstr("contradict"));
  auto fewer = small_checkpoint(false);
  base::store(&fewer[12], uint32_t{2});
  fix_header(fewer);
  EXPECT_THAT(error_of(fewer), HasSubstr("behind its last section"));
  auto more = small_checkpoint(false);
  base::store(&more[12], uint32_t{4'000'000});
  fix_header(more);
  EXPECT_THAT(error_of(more), HasSubstr("section is missing"));
}

TEST(CheckpointFile, NamesOfBlobsAreChecked) {
  MetricTable table(4);
  const auto encode = [&](const TrainingState& state) {
    return encode_checkpoint(encode_table(table, 0), 0, &state);
  };
  EXPECT_FALSE(encode({.blobs = {{"", "x"}}}).ok());
  EXPECT_FALSE(encode({.blobs = {{"a", "x"}, {"a", "y"}}}).ok());
  EXPECT_TRUE(encode({.blobs = {{"a", "x"}, {"b", "y"}}}).ok());
}

// --- through the tracker -------------------------------------------------------------------------

TEST(TrackerCheckpoint, ATrackerComesBack) {
  const TempDir dir;
  const std::string path = dir.path + "/new/metrics.ckpt";
  MetricsTracker before({.max_history = 50});
  for (int e = 0; e < 80; ++e) {
    before.record(e, {{"loss", e % 7 == 0 ? kNaN : 1.0 / (e + 1)}});
    if (e % 3 == 0) before.record(e, {{"val/loss", e}});
  }
  ASSERT_FALSE(before.save_checkpoint(path, small_state()));
  MetricsTracker after({.max_history = 50});
  const Series handle = after.series("val/loss");  // made before the file's own order of names
  after.record(1, {{"gone", 1}});
  TrainingState state;
  ASSERT_FALSE(after.load_checkpoint(path, &state));
  EXPECT_EQ(state.step, 42);
  EXPECT_EQ(*state.find("model"), std::string("\0\1\2weights", 10));
  EXPECT_EQ(after.recorded(), 80U);
  EXPECT_EQ(after.names(), before.names());
  EXPECT_EQ(after.get_metric("val/loss").episodes, before.get_metric("val/loss").episodes);
  const auto a = before.get("loss"), b = after.get("loss");
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i])));
  }
  after.record(81, {{handle, 7}});
  EXPECT_EQ(after.get("val/loss").back(), 7) << "handles stay good";
  MetricsTracker short_memory({.max_history = 5});
  ASSERT_FALSE(short_memory.load_checkpoint(path, &state));
  EXPECT_EQ(short_memory.get_metric("loss").episodes, (std::vector<int64_t>{75, 76, 77, 78, 79}));
}

TEST(TrackerCheckpoint, AFailedLoadChangesNothing) {
  const TempDir dir;
  MetricsTracker tracker;
  tracker.record(1, {{"loss", 0.5}});
  auto bytes = small_checkpoint();
  bytes[bytes.size() / 2] ^= 1;
  write(dir.path + "/bad.ckpt", bytes);
  const Problem problem = tracker.load_checkpoint(dir.path + "/bad.ckpt");
  ASSERT_TRUE(problem);
  EXPECT_THAT(problem.message(), HasSubstr(dir.path + "/bad.ckpt"));
  EXPECT_THAT(problem.message(), HasSubstr("damaged"));
  EXPECT_TRUE(tracker.load_checkpoint(dir.path + "/missing.ckpt"));
  EXPECT_TRUE(tracker.load_checkpoint(dir.path));
  EXPECT_EQ(tracker.get("loss"), std::vector<double>{0.5});
}

TEST(TrackerCheckpoint, AutoSaveKeepsAFileUpToDate) {
  const TempDir dir;
  const std::string path = dir.path + "/auto.ckpt";
  {
    MetricsTracker tracker({.auto_save = true, .save_interval = 10, .checkpoint_path = path});
    for (int e = 1; e <= 9; ++e) tracker.record(e, {{"loss", e}});
    tracker.flush();
    EXPECT_FALSE(base::file_exists(path));
    tracker.record(10, {{"loss", 10}});
    tracker.flush();
    EXPECT_EQ(read_checkpoint(path)->episodes.size(), 10U);
    tracker.record(11, {{"loss", 11}});
  }
  EXPECT_EQ(read_checkpoint(path)->episodes.size(), 11U) << "saved at the end as well";
}

TEST(TrackerCheckpoint, AFailedAutoSaveIsSaid) {
  const TempDir dir;
  write(dir.path + "/file", {});
  MetricsTracker tracker(
      {.auto_save = true, .save_interval = 1, .checkpoint_path = dir.path + "/file/under.ckpt"});
  ::testing::internal::CaptureStderr();
  for (int e = 0; e < 5; ++e) {
    tracker.record(e, {{"loss", e}});
    tracker.flush();
  }
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("the training goes on"));
  EXPECT_EQ(said.find("oriel:"), said.rfind("oriel:")) << "once";
  EXPECT_TRUE(tracker.save_problem());
  EXPECT_EQ(tracker.get("loss").size(), 5U);
}

}  // namespace
}  // namespace oriel::kit
