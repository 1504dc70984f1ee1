#include "base/crc32c.h"

#include <gtest/gtest.h>

#include <random>

namespace oriel::base {
namespace {

TEST(Crc32c, KnownAnswers) {  // RFC 3720, appendix B.4
  EXPECT_EQ(crc32c(as_bytes("123456789")), 0xe3069283u);
  EXPECT_EQ(crc32c(std::vector<uint8_t>(32, 0x00)), 0x8a9136aau);
  EXPECT_EQ(crc32c(std::vector<uint8_t>(32, 0xff)), 0x62a8ab43u);
  EXPECT_EQ(crc32c({}), 0u);
}

TEST(Crc32c, InstructionAndTableAgreeAndContinue) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint8_t> bytes(random() % 20000);
    for (auto& b : bytes) b = static_cast<uint8_t>(random());
    const uint32_t whole = crc32c_portable(bytes);
    ASSERT_EQ(crc32c(bytes), whole) << bytes.size();
    const size_t cut = bytes.empty() ? 0 : random() % bytes.size();
    const Bytes span(bytes);
    ASSERT_EQ(crc32c(span.subspan(cut), crc32c(span.first(cut))), whole);
  }
}

}  // namespace
}  // namespace oriel::base
