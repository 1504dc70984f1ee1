#include "format/ring.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/file.h"

namespace oriel::format {
namespace {

namespace fs = std::filesystem;

class RingTest : public ::testing::Test {
 protected:
  RingTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-ring-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
  }
  ~RingTest() override { fs::remove_all(dir_); }
  std::unique_ptr<Ring> make(uint32_t number = 0) {
    const RingIdentity id{3, std::string(32, 'b'), number, 1};
    auto ring = Ring::create(ring_path(dir_, id.uuid, number), 64 << 10, id, {5, 6, 0.5});
    EXPECT_TRUE(ring.ok());
    return std::move(*ring);
  }
  std::string dir_;
};

TEST_F(RingTest, NumbersArriveInOrderAcrossManyWraps) {
  const auto ring = make();
  constexpr uint64_t kCount = 2'000'000;
  std::thread producer([&] {
    for (uint64_t i = 0; i < kCount;) {
      const size_t size = 8 * (1 + i % 5);  // never aligned with the end
      uint8_t* room = ring->reserve(size);
      if (room == nullptr) {
        std::this_thread::yield();
        continue;
      }
      for (size_t at = 0; at < size; at += 8) base::store(room + at, i);
      ring->publish(size);
      ++i;
    }
  });
  uint64_t next = 0;
  bool right = true;
  while (next < kCount) {
    const base::Bytes bytes = ring->readable();
    size_t at = 0;
    while (at < bytes.size()) {
      const size_t size = 8 * (1 + next % 5);
      for (size_t i = 0; i < size; i += 8) {
        right = right && base::load<uint64_t>(bytes.data() + at + i) == next;
      }
      at += size;
      ++next;
    }
    ring->consume(bytes.size());
  }
  producer.join();
  EXPECT_TRUE(right);
}

TEST_F(RingTest, AFullRingRefusesAndAnOrphanIsReadBack) {
  std::string path;
  uint64_t taken = 0;
  {
    const auto ring = make();
    path = ring->path();
    while (uint8_t* room = ring->reserve(8)) {
      base::store(room, taken++);
      ring->publish(8);
    }
    ASSERT_GT(taken, 7000u);
    ASSERT_NE(ring->reserve_for_name(8), nullptr);  // a name still finds room
    ring->count_dropped(4);
    ring->consume(800);
    base::store(ring->reserve(8), uint64_t{777});
    ring->publish(8);
  }
  const auto orphan = read_orphan_ring(path);
  ASSERT_TRUE(orphan.ok());
  EXPECT_EQ(orphan->id.writer, 3);
  EXPECT_EQ(orphan->id.generation, 1);
  EXPECT_EQ(orphan->dropped, 4u);
  EXPECT_EQ(orphan->anchor.wall_us, 6);
  EXPECT_EQ(orphan->bytes.size(), 8 * taken - 800 + 8);
  EXPECT_EQ(base::load<uint64_t>(orphan->bytes.data()), 100u);
  EXPECT_EQ(base::load<uint64_t>(orphan->bytes.data() + orphan->bytes.size() - 8), 777u);
}

TEST_F(RingTest, WhatIsNoRingIsRefused) {
  const auto ring = make();
  auto bytes = base::read_file(ring->path());
  ASSERT_TRUE(bytes.ok());
  const std::string path = dir_ + "/x";
  for (const size_t at : {0, 8, 56, 128, 192}) {  // magic, version, capacity, head, tail
    auto broken = *bytes;
    broken[at + 5] ^= 0x40;
    if (at == 8) broken[at] ^= 0x40;
    ASSERT_TRUE(base::replace_file(base::FileSystem::real(), path, broken).ok());
    EXPECT_FALSE(read_orphan_ring(path).ok()) << at;
  }
  ASSERT_TRUE(
      base::replace_file(base::FileSystem::real(), path, base::Bytes(*bytes).first(5000)).ok());
  EXPECT_FALSE(read_orphan_ring(path).ok());
}

TEST_F(RingTest, RingsAreListedByNumber) {
  const auto ten = make(10);
  const auto two = make(2);
  const auto paths = list_rings(dir_, std::string(32, 'b'));
  ASSERT_EQ(paths.size(), 2u);
  EXPECT_TRUE(paths[0].ends_with("-2.ring"));
  EXPECT_TRUE(list_rings(dir_, std::string(32, 'c')).empty());
}

}  // namespace
}  // namespace oriel::format
