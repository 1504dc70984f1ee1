// Frames: what is written is read; whatever is read, nothing outside the bytes is touched.
#include "format/frame.h"

#include <gtest/gtest.h>

#include <random>

namespace oriel::format {
namespace {

std::vector<uint8_t> scalars(size_t n) {
  std::vector<uint8_t> frame(kFrameHeaderSize + n * kScalarSize);
  for (size_t i = 0; i < n; ++i) {
    write_scalar(frame.data() + kFrameHeaderSize + i * kScalarSize, static_cast<uint32_t>(7 + i),
                 0.5 * static_cast<double>(i));
  }
  write_frame_header(frame.data(), static_cast<uint32_t>(frame.size()), FrameKind::kScalars,
                     static_cast<uint16_t>(n), -3, 99);
  return frame;
}

TEST(Frame, ScalarsComeBack) {
  for (const size_t n : {size_t{0}, size_t{1}, size_t{3}, kMaxScalars}) {
    const auto bytes = scalars(n);
    const auto frame = read_frame(bytes);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->step, -3);
    EXPECT_EQ(frame->time, 99u);
    ASSERT_EQ(frame->count, n);
    for (size_t i = 0; i < n; ++i) {
      EXPECT_EQ(frame->series(i), 7 + i);
      EXPECT_EQ(frame->value(i), 0.5 * static_cast<double>(i));
    }
  }
}

TEST(Frame, NamesEventsAndDropsComeBack) {
  const std::string longest(kMaxName, 'n');
  const auto named = make_name_frame(41, longest, 5);
  EXPECT_EQ(named.size() % 8, 0u);
  const auto name = read_name(*read_frame(named));
  ASSERT_TRUE(name);
  EXPECT_EQ(name->id, 41u);
  EXPECT_EQ(name->name, longest);
  const auto event = make_event_frame("half", 12, 6);
  EXPECT_EQ(read_event(*read_frame(event)), "half");
  EXPECT_EQ(read_frame(event)->step, 12);
  EXPECT_EQ(read_frame(make_dropped_frame(1234, 7))->step, 1234);
}

TEST(Frame, RecordsComeBackWithTheirBytesOrTheirFile) {
  const std::string bytes = "content";
  RecordBody body;
  body.stream = 3;
  body.kind = RecordKind::kImage;
  body.dtype = 5;
  body.shape = {1, 7, 1};
  body.caption = "a caption";
  body.bytes = base::as_bytes(bytes);
  const auto inside = make_record_frame(body, 8, 9);
  auto read = read_record(*read_frame(inside));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->shape, body.shape);
  EXPECT_EQ(read->caption, body.caption);
  EXPECT_EQ(base::as_text(read->bytes), bytes);
  EXPECT_TRUE(read->file.empty());
  body.file = "blobs/1.blob";
  body.file_size = 1 << 20;
  body.file_crc = 77;
  const auto outside = make_record_frame(body, 8, 9);
  read = read_record(*read_frame(outside));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->file, body.file);
  EXPECT_EQ(read->file_size, body.file_size);
  EXPECT_EQ(read->file_crc, body.file_crc);
  EXPECT_TRUE(read->bytes.empty());
}

TEST(Frame, NamesAreCheckedOnTheWayIn) {
  EXPECT_TRUE(valid_name("train/loss"));
  EXPECT_TRUE(valid_name("Verlust/größe"));
  EXPECT_TRUE(valid_name(std::string(kMaxName, 'x')));
  for (const std::string& bad : {std::string(), std::string(kMaxName + 1, 'x'), std::string("a\nb"),
                                 std::string("a\0b", 3), std::string("\x7f")}) {
    EXPECT_FALSE(valid_name(bad));
  }
  EXPECT_FALSE(read_name(*read_frame(make_name_frame(1, "a\tb", 0))));
}

// Cut or overwritten frames are refused or read within bounds (the sanitizers watch).
TEST(Frame, DamageIsNeverFollowedOutOfBounds) {
  std::mt19937 random(11);
  RecordBody body;
  body.shape = {2, 3};
  body.caption = "c";
  const std::string content(40, 'b');
  body.bytes = base::as_bytes(content);
  const std::vector<std::vector<uint8_t>> whole{scalars(4), make_name_frame(1, "name", 0),
                                                make_record_frame(body, 1, 2),
                                                make_event_frame("text", 1, 2)};
  for (int round = 0; round < 20000; ++round) {
    std::vector<uint8_t> bytes = whole[static_cast<size_t>(round) % whole.size()];
    for (int i = random() % 4; i > 0; --i) {
      bytes[random() % bytes.size()] = static_cast<uint8_t>(random());
    }
    bytes.resize(random() % (bytes.size() + 1));
    bytes.shrink_to_fit();
    const auto frame = read_frame(bytes);
    if (!frame) continue;
    EXPECT_LE(frame->size, bytes.size());
    if (frame->kind == FrameKind::kScalars) {
      for (size_t i = 0; i < frame->count; ++i) (void)(frame->value(i) + frame->series(i));
    }
    (void)read_name(*frame);
    (void)read_record(*frame);
    (void)read_event(*frame);
  }
}

}  // namespace
}  // namespace oriel::format
