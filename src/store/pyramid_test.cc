#include "store/pyramid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace oriel::store {
namespace {

Node random_leaf(std::mt19937_64& random) {
  std::vector<double> values(1 + random() % 256);
  std::vector<int64_t> steps(values.size());
  std::vector<uint64_t> seqs(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const unsigned odd = random() % 12;
    values[i] = odd == 0   ? std::nan("")
                : odd == 1 ? INFINITY
                : odd == 2 ? -INFINITY
                           : static_cast<double>(static_cast<int64_t>(random() % 2001) - 1000);
    steps[i] = static_cast<int64_t>(random() % 5000) - 2500;
    seqs[i] = i;
  }
  if (random() % 5 == 0) std::fill(values.begin(), values.end(), std::nan(""));
  return to_node(format::summarise(values, steps, seqs));
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

TEST(Pyramid, EveryNodeIsTheMergeOfItsLeaves) {
  std::mt19937_64 random(31);
  Pyramid pyramid;
  std::vector<Node> leaves;
  EXPECT_EQ(pyramid.levels(), 0u);
  EXPECT_EQ(pyramid.root().count, 0u);
  for (size_t n = 1; n <= 5000; ++n) {
    leaves.push_back(random_leaf(random));
    pyramid.push(leaves.back(), static_cast<uint32_t>(n * 7));
    if (n > 40 && n % 97 != 0) continue;
    ASSERT_EQ(pyramid.size(pyramid.levels() - 1), 1u);
    for (size_t level = 0; level < pyramid.levels(); ++level) {
      const size_t span = size_t{1} << (Pyramid::kFanOutBits * level);
      ASSERT_EQ(pyramid.size(level), (n + span - 1) / span);
      for (size_t i = 0; i < pyramid.size(level); ++i) {
        Node want = leaves[i * span];
        for (size_t k = i * span + 1; k < std::min(n, (i + 1) * span); ++k) merge(want, leaves[k]);
        const Node got = pyramid.node(level, i);
        ASSERT_TRUE(same(got.min, want.min) && same(got.max, want.max));
        ASSERT_TRUE(same(got.first, want.first) && same(got.last, want.last));
        ASSERT_EQ(got.sum, want.sum);  // small integers: exact in any order
        ASSERT_EQ(got.step_min, want.step_min);
        ASSERT_EQ(got.step_max, want.step_max);
        ASSERT_EQ(got.count, want.count);
        for (int k = 0; k < 3; ++k) ASSERT_EQ(got.gaps[k], want.gaps[k]);
      }
    }
    ASSERT_EQ(pyramid.offset(n - 1), n * 7);
  }
}

}  // namespace
}  // namespace oriel::store
