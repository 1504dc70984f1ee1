#include "format/live_slot.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/clock.h"
#include "base/file.h"

namespace oriel::format {
namespace {

class LiveSlotTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oriel_live_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    dir_ = root_ + "/live";
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string root_, dir_;
};

// A value whose every part is a function of its step, so that a mixture of two is recognised.
LiveValue value_at(int64_t step, size_t bytes) {
  LiveValue value;
  value.dtype = 5;  // u8
  value.shape = {static_cast<int64_t>(bytes)};
  value.step = step;
  value.wall_us = step * 3;
  value.caption = std::string(static_cast<size_t>(step % 50), static_cast<char>('a' + step % 26));
  value.bytes.resize(bytes);
  auto x = static_cast<uint64_t>(step) * 0x9E3779B97F4A7C15u;
  for (uint8_t& byte : value.bytes) {
    x = x * 6364136223846793005u + 1442695040888963407u;
    byte = static_cast<uint8_t>(x >> 56);
  }
  return value;
}

bool same(const LiveValue& a, const LiveValue& b) {
  return a.kind == b.kind && a.dtype == b.dtype && a.shape == b.shape && a.step == b.step &&
         a.wall_us == b.wall_us && a.caption == b.caption && a.bytes == b.bytes;
}

base::Status publish(LiveSlotWriter& writer, const LiveValue& value) {
  return writer.publish(value, value.bytes);
}

TEST_F(LiveSlotTest, NothingThenTheNewest) {
  const std::string path = live_slot_path(dir_, "a/b");
  EXPECT_FALSE(read_live_slot(path));
  auto writer = LiveSlotWriter::make(dir_, "a/b");
  EXPECT_FALSE(read_live_slot(path));
  for (int64_t step : {5, 3, -7, 1000}) {
    const LiveValue value = value_at(std::abs(step), 100);
    ASSERT_TRUE(publish(*writer, value).ok());
    auto back = read_live_slot(path);
    ASSERT_TRUE(back);
    EXPECT_TRUE(same(value, *back));
  }
  EXPECT_EQ(list_live_slots(dir_), std::vector<std::string>{"a/b"});
}

TEST_F(LiveSlotTest, AnAnnouncedSlotIsKnownBeforeItHoldsAnything) {
  auto writer = LiveSlotWriter::make(dir_, "a/b");
  ASSERT_TRUE(writer->announce().ok());
  EXPECT_EQ(list_live_slots(dir_), std::vector<std::string>{"a/b"});
  EXPECT_FALSE(read_live_slot(live_slot_path(dir_, "a/b")));
  const LiveValue value = value_at(3, 100'000);  // larger than what was announced
  ASSERT_TRUE(publish(*writer, value).ok());
  ASSERT_TRUE(writer->announce().ok());
  EXPECT_TRUE(same(value, *read_live_slot(live_slot_path(dir_, "a/b"))));
}

TEST_F(LiveSlotTest, KeepsTensorsAndImages) {
  auto writer = LiveSlotWriter::make(dir_, "x");
  LiveValue tensor;
  tensor.dtype = 2;  // f64
  tensor.shape = {1, 1, 1, 1, 1, 1, 2, 3};
  tensor.step = INT64_MIN;
  tensor.wall_us = INT64_MAX;
  tensor.bytes.assign(48, 7);
  ASSERT_TRUE(publish(*writer, tensor).ok());
  EXPECT_TRUE(same(*read_live_slot(live_slot_path(dir_, "x")), tensor));

  LiveValue image;
  image.kind = 3;
  image.shape = {2, 3, 4};
  image.caption = std::string(3000, 'c');
  image.bytes.assign(24, 9);
  ASSERT_TRUE(publish(*writer, image).ok());
  auto back = read_live_slot(live_slot_path(dir_, "x"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->dtype, 5);
  EXPECT_EQ(back->caption, std::string(1000, 'c'));
  EXPECT_EQ(back->bytes, image.bytes);

  LiveValue empty;  // no elements is a value too; and a scalar has no shape
  empty.dtype = 1;
  empty.shape = {0, 5};
  ASSERT_TRUE(publish(*writer, empty).ok());
  EXPECT_TRUE(same(*read_live_slot(live_slot_path(dir_, "x")), empty));
  empty.shape = {};
  empty.bytes.assign(4, 1);
  ASSERT_TRUE(publish(*writer, empty).ok());
  EXPECT_TRUE(same(*read_live_slot(live_slot_path(dir_, "x")), empty));
}

TEST_F(LiveSlotTest, RefusesWhatDoesNotFit) {
  auto writer = LiveSlotWriter::make(dir_, "x");
  const auto refused = [&](auto&& change) {
    LiveValue value = value_at(1, 12);
    change(value);
    return !publish(*writer, value).ok();
  };
  EXPECT_FALSE(refused([](LiveValue&) {}));
  EXPECT_TRUE(refused([](LiveValue& v) { v.bytes.pop_back(); }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.dtype = 0; }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.dtype = 13; }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.kind = 2; }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.shape = {-1, -12}; }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.shape.assign(9, 1); }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.shape = {INT64_MAX, INT64_MAX}; }));
  EXPECT_TRUE(refused([](LiveValue& v) { v.kind = 3, v.shape = {6, 1, 2}; }));
  EXPECT_FALSE(refused([](LiveValue& v) { v.kind = 3, v.shape = {2, 2, 3}; }));
  LiveValue huge;
  huge.dtype = 5;
  huge.shape = {static_cast<int64_t>(kMaxLiveBytes + 1)};
  static const uint8_t byte = 0;  // refused before it is looked at
  EXPECT_EQ(writer->publish(huge, {&byte, kMaxLiveBytes + 1}).error_number(), EFBIG);
  LiveValue good = value_at(1, 1);
  EXPECT_FALSE(publish(*LiveSlotWriter::make(dir_, ""), good).ok());
  EXPECT_FALSE(publish(*LiveSlotWriter::make(dir_, std::string(513, 'x')), good).ok());
  EXPECT_FALSE(publish(*LiveSlotWriter::make(root_ + "/no/where", "x"), good).ok());
}

TEST_F(LiveSlotTest, GrowsByReplacingTheFile) {
  auto writer = LiveSlotWriter::make(dir_, "x");
  const std::string path = live_slot_path(dir_, "x");
  uint64_t last_size = 0;
  for (int64_t step = 1; step < 20; ++step) {
    const size_t bytes = size_t{1} << step;
    ASSERT_TRUE(publish(*writer, value_at(step, bytes)).ok());
    EXPECT_TRUE(same(*read_live_slot(path), value_at(step, bytes)));
    const uint64_t size = std::filesystem::file_size(path);
    EXPECT_GE(size, last_size);
    EXPECT_LE(size, 3280 + 2 * std::max<size_t>(4096, 2 * bytes));
    last_size = size;
  }
  ASSERT_TRUE(publish(*writer, value_at(99, 10)).ok());  // smaller again: same file
  EXPECT_TRUE(same(*read_live_slot(path), value_at(99, 10)));
  EXPECT_EQ(std::filesystem::file_size(path), last_size);
  // A new writer (a resumed run) takes over.
  auto next = LiveSlotWriter::make(dir_, "x");
  EXPECT_TRUE(same(*read_live_slot(path), value_at(99, 10)));
  ASSERT_TRUE(publish(*next, value_at(100, 10)).ok());
  EXPECT_TRUE(same(*read_live_slot(path), value_at(100, 10)));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir_), {}), 1);
}

TEST_F(LiveSlotTest, NamesBecomePathsAndComeBack) {
  EXPECT_EQ(live_slot_path("d", "Az09-_."), "d/Az09-_..slot");
  EXPECT_EQ(live_slot_path("d/", "a/b c\xC3\xA9%"), "d/a%2Fb%20c%C3%A9%25.slot");
  EXPECT_EQ(live_slot_path("d", "../x"), "d/..%2Fx.slot");
  std::vector<std::string> names = {"..",
                                    "../../etc/passwd",
                                    ".hidden",
                                    "A",
                                    "a",
                                    "a/b",
                                    "é €",
                                    std::string(512, '/'),
                                    std::string(511, '/') + "x",
                                    std::string(512, 'n')};
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    ASSERT_TRUE(publish(*LiveSlotWriter::make(dir_, name), value_at(1, 1)).ok()) << name;
    EXPECT_LE(live_slot_path("", name).size(), 255u);
  }
  EXPECT_EQ(list_live_slots(dir_), names);
  EXPECT_TRUE(list_live_slots(root_ + "/absent").empty());
}

TEST_F(LiveSlotTest, GarbageIsNothing) {
  const std::string path = live_slot_path(dir_, "x");
  auto writer = LiveSlotWriter::make(dir_, "x");
  ASSERT_TRUE(publish(*writer, value_at(1, 500)).ok());
  ASSERT_TRUE(publish(*writer, value_at(2, 500)).ok());
  const auto good = *base::read_file(path);
  const auto put = [&](const std::vector<uint8_t>& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  };
  put(good);
  ASSERT_TRUE(read_live_slot(path));
  for (size_t size : {size_t{0}, size_t{1}, size_t{1023}, size_t{3280}, good.size() - 1}) {
    put({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_FALSE(read_live_slot(path)) << size;
    EXPECT_TRUE(list_live_slots(dir_).empty());
  }
  // Every byte of the headers, changed: refused, or the change was in what nobody reads.
  const size_t second = 1024;  // value 2 lies in buffer 0
  for (size_t at = 0; at < 1024 + 1128; ++at) {
    std::vector<uint8_t> bad = good;
    bad[at] ^= 0x41;
    put(bad);
    auto back = read_live_slot(path);
    if (back) {
      EXPECT_TRUE(same(*back, value_at(2, 500))) << at;
      EXPECT_TRUE((at >= 12 && at < 16) || (at >= 32 && at < 1024) || at >= second + 1108) << at;
    }
    (void)list_live_slots(dir_);
  }
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint8_t> bad = good;
    for (size_t i = 16; i < bad.size(); ++i) bad[i] = static_cast<uint8_t>(random());
    if (round % 2 == 0) std::copy_n(good.begin(), 32, bad.begin());
    put(bad);
    EXPECT_FALSE(read_live_slot(path));
  }
  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(read_live_slot(path));
}

// Publishes as fast as it can; sizes vary and now and then outgrow the file.
void hammer(LiveSlotWriter& writer, const std::vector<LiveValue>& values,
            const std::atomic<bool>& stop) {
  for (size_t i = 0; !stop; ++i) {
    if (!publish(writer, values[i % values.size()]).ok()) ::_exit(3);
  }
}

std::vector<LiveValue> hammer_values() {
  std::vector<LiveValue> values;
  for (int64_t step = 1; step <= 64; ++step) {
    values.push_back(value_at(step, static_cast<size_t>(200 + (step * 7919) % 60'000)));
  }
  return values;
}

// How many of `reads` gave a value; each must be one of `values`, whole.
int check_reads(const std::string& path, const std::vector<LiveValue>& values, int reads,
                int* torn) {
  int found = 0;
  for (int i = 0; i < reads; ++i) {
    auto value = read_live_slot(path);
    if (!value) continue;
    ++found;
    const auto index = static_cast<size_t>(value->step - 1);
    if (index >= values.size() || !same(*value, values[index])) ++*torn;
  }
  return found;
}

TEST_F(LiveSlotTest, ReadersInThreadsNeverSeeAMixture) {
  const std::vector<LiveValue> values = hammer_values();
  const std::string path = live_slot_path(dir_, "x");
  auto writer = LiveSlotWriter::make(dir_, "x");
  ASSERT_TRUE(publish(*writer, values[0]).ok());
  std::atomic<bool> stop{false};
  std::thread thread([&] { hammer(*writer, values, stop); });
  std::atomic<int> found{0}, torn{0};
  std::vector<std::thread> readers;
  for (int r = 0; r < 2; ++r) {
    readers.emplace_back([&] {
      int bad = 0;
      found += check_reads(path, values, 1500, &bad);
      torn += bad;
    });
  }
  for (std::thread& reader : readers) reader.join();
  stop = true;
  thread.join();
  EXPECT_EQ(torn, 0);
  EXPECT_GT(found, 2900);  // and readers hardly ever go away empty-handed
}

TEST_F(LiveSlotTest, ReadersOfAnotherProcessNeverSeeAMixture) {
  const std::vector<LiveValue> values = hammer_values();
  const std::string path = live_slot_path(dir_, "x");
  ASSERT_EQ(::mkdir(dir_.c_str(), 0755), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto writer = LiveSlotWriter::make(dir_, "x");
    const std::atomic<bool> never{false};
    hammer(*writer, values, never);
    ::_exit(0);
  }
  while (!read_live_slot(path) && ::waitpid(child, nullptr, WNOHANG) == 0)
    std::this_thread::yield();
  int torn = 0;
  const int found = check_reads(path, values, 2000, &torn);
  ::kill(child, SIGKILL);  // in the middle of a value, most likely
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(torn, 0);
  EXPECT_GT(found, 1900);
  EXPECT_EQ(check_reads(path, values, 1, &torn), 1);  // the last whole value stays
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace oriel::format
