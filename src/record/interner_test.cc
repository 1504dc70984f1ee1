// Names and their numbers: shared, copied per thread, taken over from an earlier life.
#include "record/interner.h"

#include <gtest/gtest.h>

#include <thread>

namespace oriel::record {
namespace {

TEST(Interner, NumbersNamesInOrderOfFirstUse) {
  Interner names;
  for (uint32_t i = 0; i < 1000; ++i) {
    const auto fresh = names.intern("s" + std::to_string(i));
    EXPECT_TRUE(fresh.is_new);
    EXPECT_EQ(fresh.id, i);
    EXPECT_EQ(names.size(), i + 1);
  }
  for (uint32_t i = 0; i < 1000; ++i) {
    const auto known = names.intern("s" + std::to_string(i));
    EXPECT_FALSE(known.is_new);
    EXPECT_EQ(known.id, i);
    EXPECT_EQ(names.name(i), "s" + std::to_string(i));
  }
  EXPECT_TRUE(names.name(1000).empty());
}

TEST(Interner, NamesStayWhereTheyAre) {
  Interner names;
  const std::string_view first = names.intern("first").name;
  const char* where = first.data();
  for (int i = 0; i < 5000; ++i) (void)names.intern("n" + std::to_string(i));
  EXPECT_EQ(names.intern("first").name.data(), where);
}

TEST(Interner, GoesOnAfterRestoredNumbers) {
  Interner names;
  names.restore(5, "five");
  EXPECT_EQ(names.intern("five").id, 5u);
  EXPECT_EQ(names.intern("next").id, 6u);
  EXPECT_EQ(names.size(), 7u);
}

TEST(Interner, ThreadsAgree) {
  Interner names;
  constexpr int kThreads = 4, kNames = 300;
  std::vector<std::vector<uint32_t>> ids(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kNames; ++i) {
        const auto got = names.intern("n" + std::to_string(i));
        ids[static_cast<size_t>(t)].push_back(got.id);
        ASSERT_LT(got.id, names.size());
        ASSERT_EQ(names.name(got.id), got.name);
      }
    });
  }
  for (auto& t : threads) t.join();
  for (int t = 1; t < kThreads; ++t) EXPECT_EQ(ids[static_cast<size_t>(t)], ids[0]);
  EXPECT_EQ(names.size(), static_cast<uint32_t>(kNames));
}

TEST(NameCache, FindsWhatWasPutInThroughAllGrowth) {
  NameCache cache;
  EXPECT_EQ(cache.find("x"), NameCache::kUnknown);
  std::vector<std::string> names;
  for (int i = 0; i < 3000; ++i)
    names.push_back(std::string(static_cast<size_t>(i % 40), 'a') + std::to_string(i));
  for (uint32_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(cache.find(names[i]), NameCache::kUnknown);
    cache.insert(names[i], i);
  }
  for (uint32_t i = 0; i < names.size(); ++i) ASSERT_EQ(cache.find(names[i]), i);
  EXPECT_EQ(cache.find("absent"), NameCache::kUnknown);
  EXPECT_EQ(cache.find(""), NameCache::kUnknown);
}

}  // namespace
}  // namespace oriel::record
