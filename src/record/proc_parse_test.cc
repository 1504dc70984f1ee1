#include "record/proc_parse.h"

#include <gtest/gtest.h>

#include <string>

namespace oriel::record {
namespace {

const std::string kStat =
    "4242 (a (b) c) d) S 1 4242 4242 0 -1 4194560 1000 0 2 0 150 30 0 0 20 0 17 0 1234567 "
    "250000000 5000 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 3 0 0 0 0 0\n";

TEST(ProcParse, Threads) {
  EXPECT_EQ(parse_stat_threads(kStat), 17u);
  EXPECT_EQ(parse_stat_threads("1 (x) S 1 2"), std::nullopt);
  EXPECT_EQ(parse_stat_threads("nothing"), std::nullopt);
  EXPECT_EQ(parse_stat_threads(""), std::nullopt);
}

TEST(ProcParse, ResidentPages) {
  EXPECT_EQ(parse_statm_resident("250000 5000 700 1 0 800 0\n"), 5000u);
  EXPECT_EQ(parse_statm_resident("250000\n5000"), std::nullopt);
  EXPECT_EQ(parse_statm_resident("a b c"), std::nullopt);
  EXPECT_EQ(parse_statm_resident(""), std::nullopt);
}

TEST(ProcParse, Io) {
  const auto io = parse_io(
      "rchar: 323934931\nwchar: 323929600\nsyscr: 632687\nsyscw: 632675\nread_bytes: 7\n"
      "write_bytes: 323932160\ncancelled_write_bytes: 9\n");
  ASSERT_TRUE(io);
  EXPECT_EQ(io->read, 7u);
  EXPECT_EQ(io->written, 323932160u);
  EXPECT_FALSE(parse_io("rchar: 1\nread_bytes: 1\ncancelled_write_bytes: 2\n"));
  EXPECT_FALSE(parse_io(""));
}

TEST(ProcParse, CpuTicks) {
  const auto ticks =
      parse_cpu_ticks("cpu  100 20 30 4000 500 6 7 8 90 10\ncpu0 1 2 3 4 5 6 7 8 9 10\nintr 5\n");
  ASSERT_TRUE(ticks);
  EXPECT_EQ(ticks->total, 4671u);
  EXPECT_EQ(ticks->busy, 171u);
  const auto old = parse_cpu_ticks("cpu  1 2 3 4\n");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->total, 10u);
  EXPECT_EQ(old->busy, 6u);
  EXPECT_FALSE(parse_cpu_ticks("cpu0 1 2 3 4 5 6 7 8 9 10\n"));
  EXPECT_FALSE(parse_cpu_ticks("cpu  1 2\n"));
  EXPECT_FALSE(parse_cpu_ticks(""));
}

TEST(ProcParse, CutTextIsNoCrash) {
  for (size_t n = 0; n <= kStat.size(); ++n) {
    const std::string cut = kStat.substr(0, n);
    (void)parse_stat_threads(cut);
    (void)parse_statm_resident(cut);
    (void)parse_io(cut);
    (void)parse_cpu_ticks("cpu " + cut);
  }
}

}  // namespace
}  // namespace oriel::record
