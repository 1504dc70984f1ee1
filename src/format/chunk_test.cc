#include "format/chunk.h"

#include <gtest/gtest.h>

#include <random>

namespace oriel::format {
namespace {

std::vector<uint8_t> payload_of(size_t n, uint8_t seed) {
  std::vector<uint8_t> out(n);
  for (size_t i = 0; i < n; ++i) out[i] = static_cast<uint8_t>(seed + i * 7);
  return out;
}

// A file of n chunks with payloads of odd sizes, and where each starts.
std::vector<uint8_t> file_of(int n, std::vector<uint64_t>& starts) {
  std::vector<uint8_t> file;
  for (int i = 0; i < n; ++i) {
    starts.push_back(file.size());
    ChunkHeader h;
    h.type = ChunkType::kRows;
    h.seq_first = static_cast<uint64_t>(i);
    h.head_size = static_cast<uint32_t>(i % 5);
    encode_chunk(h, payload_of(static_cast<size_t>(5 + i * 13), static_cast<uint8_t>(i)), file);
  }
  return file;
}

TEST(Chunk, HeaderComesBackWhole) {
  ChunkHeader h;
  h.type = ChunkType::kColumns;
  h.writer = 7;
  h.generation = 3;
  h.head_size = 4;
  h.seq_first = 1;
  h.seq_end = 99;
  h.step_min = INT64_MIN;
  h.step_max = INT64_MAX;
  h.wall_min = -1;
  h.wall_max = 5;
  std::vector<uint8_t> file;
  const auto payload = payload_of(21, 1);
  encode_chunk(h, payload, file);
  EXPECT_EQ(file.size() % 8, 0u);
  const auto back = decode_header(file);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->type, h.type);
  EXPECT_EQ(back->writer, 7);
  EXPECT_EQ(back->generation, 3);
  EXPECT_EQ(back->seq_end, 99u);
  EXPECT_EQ(back->step_min, INT64_MIN);
  EXPECT_EQ(back->step_max, INT64_MAX);
  EXPECT_EQ(back->payload_size, 21u);
  EXPECT_TRUE(payload_intact(*back, payload));
  EXPECT_TRUE(head_intact(*back, payload));
}

TEST(Chunk, EveryFlippedBitOfAHeaderIsNoticed) {
  std::vector<uint64_t> starts;
  auto file = file_of(1, starts);
  for (size_t bit = 0; bit < kChunkHeaderSize * 8; ++bit) {
    file[bit / 8] ^= static_cast<uint8_t>(1u << (bit % 8));
    EXPECT_FALSE(decode_header(file)) << bit;
    file[bit / 8] ^= static_cast<uint8_t>(1u << (bit % 8));
  }
}

TEST(Chunk, ADamagedHeaderCostsThatChunkOnly) {
  std::vector<uint64_t> starts;
  const auto whole = file_of(12, starts);
  for (size_t broken = 0; broken < starts.size(); ++broken) {
    auto file = whole;
    file[starts[broken] + 20] ^= 0x55;
    ChunkScanner scanner(file);
    std::vector<uint64_t> found;
    while (const auto chunk = scanner.next()) {
      EXPECT_TRUE(payload_intact(chunk->header, chunk->payload));
      found.push_back(chunk->header.seq_first);
    }
    EXPECT_EQ(found.size(), starts.size() - 1);
    for (const uint64_t seq : found) EXPECT_NE(seq, broken);
    const bool last = broken + 1 == starts.size();
    EXPECT_EQ(scanner.skipped().size(), last ? 0u : 1u);
    EXPECT_EQ(scanner.position(), last ? starts[broken] : file.size());
  }
}

TEST(Chunk, EveryCutEndsAtAWholeChunk) {
  std::vector<uint64_t> starts;
  const auto whole = file_of(6, starts);
  for (size_t size = 0; size <= whole.size(); ++size) {
    ChunkScanner scanner(base::Bytes(whole).first(size));
    size_t n = 0;
    while (scanner.next()) ++n;
    size_t expected = 0;
    while (expected + 1 < starts.size() && starts[expected + 1] <= size) ++expected;
    if (size == whole.size()) expected = starts.size();
    EXPECT_EQ(n, expected) << size;
    EXPECT_TRUE(scanner.skipped().empty());
  }
}

TEST(Chunk, NoiseIsSkippedAndTerminates) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<uint8_t> file(random() % 5000);
    for (auto& b : file) b = static_cast<uint8_t>(random());
    ChunkScanner scanner(file);
    while (scanner.next()) {
    }
    EXPECT_LE(scanner.position(), file.size());
  }
}

}  // namespace
}  // namespace oriel::format
