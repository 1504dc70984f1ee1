// Which unreadable things are losses: cases by hand; whole files are damaged in
// tests/damage_test.cc.
#include "format/losses.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace oriel::format {
namespace {

TEST(Ranges, AgreeWithASetOfNumbers) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Ranges ranges;
    std::set<uint64_t> numbers;
    for (int i = 0; i < 12; ++i) {
      const uint64_t from = random() % 60, to = from + random() % 8;
      ranges.add(from, to);
      for (uint64_t n = from; n < to; ++n) numbers.insert(n);
    }
    for (uint64_t n = 0; n < 70; ++n) {
      ASSERT_EQ(ranges.covers(n, n + 1), numbers.count(n) != 0);
      uint64_t end = 0;  // the end of what lies below n
      for (const uint64_t m : numbers) end = m < n ? m + 1 : end;
      ASSERT_EQ(ranges.end_before(n), end);
    }
    std::set<uint64_t> missing;
    for (const auto& [from, to] : ranges.missing(10, 50)) {
      for (uint64_t n = from; n < to; ++n) missing.insert(n);
    }
    for (uint64_t n = 10; n < 50; ++n) ASSERT_NE(missing.count(n), numbers.count(n));
    uint64_t before = UINT64_MAX;
    for (const auto& [from, to] : ranges.all()) {
      ASSERT_TRUE(before == UINT64_MAX || before < from);  // apart, not only disjoint
      before = to;
    }
  }
}

ChunkHeader chunk(ChunkType type, uint64_t first, uint64_t end) {
  ChunkHeader h;
  h.type = type;
  h.seq_first = first;
  h.seq_end = end;
  return h;
}
ChunkHeader sealed(uint64_t from, uint64_t to) {
  ChunkHeader h = chunk(ChunkType::kColumns, from, to);
  h.sealed_from = from;
  h.sealed_to = to;
  return h;
}
Suspect damaged(ChunkHeader header, bool at_end = false) {
  Suspect s;
  s.file = "f";
  s.tail = header.type == ChunkType::kRows;
  s.size = 100;
  s.at_end = at_end;
  s.header = header;
  return s;
}
size_t lost(Losses& losses, uint64_t next, uint64_t frames = 0, bool alive = false) {
  std::vector<Damage> damage;
  (void)losses.judge(alive, next, frames, damage);
  return damage.size();
}

TEST(Losses, DamagedRowsAreHarmlessOnceSealed) {
  for (const uint64_t sealed_to : {uint64_t{20}, uint64_t{15}}) {
    Losses losses;
    losses.rows(0, 10, {1, 0, 100});
    losses.suspect(damaged(chunk(ChunkType::kRows, 10, 20)));
    losses.rows(20, 30, {1, 200, 300});
    losses.log_chunk(sealed(0, sealed_to));
    EXPECT_EQ(lost(losses, 30), sealed_to == 20 ? 0u : 1u);
  }
}

TEST(Losses, DamagedColumnsAreHarmlessWhileTailsHoldTheRows) {
  Losses kept, gone;
  for (Losses* losses : {&kept, &gone}) {
    losses->rows(losses == &kept ? 0 : 15, 30, {1, losses == &kept ? 0u : 150u, 300});
    losses->log_chunk(sealed(0, 20));
    losses->suspect(damaged(sealed(0, 20)));
  }
  EXPECT_EQ(lost(kept, 30), 0u);
  EXPECT_EQ(lost(gone, 30), 1u);
}

TEST(Losses, ATornEndIsHarmlessIfTheRingStillHadIt) {
  Losses torn;
  torn.rows(0, 10, {1, 0, 100});
  torn.suspect(damaged(chunk(ChunkType::kRows, 10, 20), true));
  torn.orphan(1, 100, 10);  // the ring was drained to where the rows end
  torn.rows(10, 25, {});
  EXPECT_EQ(lost(torn, 25), 0u);

  Losses cut;
  cut.rows(0, 10, {1, 0, 100});
  cut.suspect(damaged(chunk(ChunkType::kRows, 10, 20), true));
  cut.orphan(1, 200, 10);  // these bytes had been in the damaged chunk
  cut.rows(10, 25, {});
  EXPECT_EQ(lost(cut, 25), 1u);
}

TEST(Losses, EndsAreLeftForLaterWhileTheWriterLives) {
  Losses losses;
  losses.rows(0, 10, {1, 0, 100});
  losses.suspect(damaged(chunk(ChunkType::kRows, 10, 20), true));
  EXPECT_EQ(lost(losses, 10, 0, true), 0u);
  losses.rows(10, 20, {1, 100, 200});
  EXPECT_EQ(lost(losses, 20), 0u);
}

TEST(Losses, MissingNumbersAreReportedThoughEveryChunkIsWhole) {
  Losses losses;
  losses.rows(20, 30, {1, 200, 300});
  losses.log_chunk(sealed(0, 12));
  EXPECT_EQ(lost(losses, 30), 1u);
  Losses ended;
  ended.log_chunk(sealed(0, 12));
  EXPECT_EQ(lost(ended, 12, 40), 1u);
  EXPECT_EQ(lost(ended, 12, 12), 0u);
}

TEST(Losses, AnIndexTellsWhereNoDataWas) {
  for (const uint64_t at : {uint64_t{500}, uint64_t{300}}) {
    Losses losses;
    losses.log_chunk(sealed(0, 50));
    IndexView index;
    IndexView::Chunk listed;
    listed.offset = 136;
    listed.size = 300;
    index.chunks.push_back(listed);
    losses.index("f", 800, index);
    Suspect s;
    s.file = "f";
    s.offset = at;
    s.size = 100;
    losses.suspect(s);
    EXPECT_EQ(lost(losses, 50, 50), at == 500 ? 0u : 1u);
  }
}

}  // namespace
}  // namespace oriel::format
