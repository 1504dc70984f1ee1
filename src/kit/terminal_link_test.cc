#include "kit/terminal_link.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <thread>

namespace oriel::kit {
namespace {

namespace fs = std::filesystem;

class TerminalLinkTest : public ::testing::Test {
 protected:
  TerminalLinkTest() {
    char name[] = "/tmp/oriel-link-XXXXXX";
    dir_ = ::mkdtemp(name);
  }
  ~TerminalLinkTest() override { fs::remove_all(dir_); }
  std::string path(const char* name = "a.link") const { return dir_ + "/" + name; }

  std::unique_ptr<LinkWriter> writer(const LinkSettings& settings = {}) const {
    auto made = LinkWriter::create(path(), settings);
    EXPECT_TRUE(made.ok()) << made.status().message();
    return made.ok() ? std::move(*made) : nullptr;
  }
  std::unique_ptr<LinkReader> reader() const {
    auto opened = LinkReader::open(path());
    EXPECT_TRUE(opened.ok()) << opened.status().message();
    return opened.ok() ? std::move(*opened) : nullptr;
  }
  std::string dir_;
};

// A snapshot of one scalar and some filling.
bool push(LinkWriter& link, int64_t step, double loss, size_t filling = 0) {
  const size_t bytes = sizeof(LinkRecord) + 8 + 16 * filling;
  uint8_t* at = link.reserve(bytes);
  if (at == nullptr) {
    link.drop();
    return false;
  }
  LinkRecord head;
  head.kind = kSnapshotRecord;
  head.bytes = static_cast<uint32_t>(bytes);
  head.present = 1;
  head.step = step;
  head.experts = static_cast<uint16_t>(filling);
  std::memcpy(at, &head, sizeof head);
  std::memcpy(at + sizeof head, &loss, 8);
  for (size_t i = 0; i < filling; ++i) {
    const int64_t expert = static_cast<int64_t>(i);
    const double share = static_cast<double>(step) + static_cast<double>(i);
    std::memcpy(at + sizeof head + 8 + 16 * i, &expert, 8);
    std::memcpy(at + sizeof head + 16 + 16 * i, &share, 8);
  }
  link.commit(bytes);
  return true;
}

TEST_F(TerminalLinkTest, SettingsArrive) {
  LinkSettings s;
  s.pid = 42;
  s.rank = 3;
  s.total_steps = 1'000'000;
  s.description = "Training MoE";
  s.tables = false;
  s.refresh_per_second = 8;
  const auto w = writer(s);
  const auto r = reader();
  EXPECT_EQ(r->settings().pid, 42);
  EXPECT_EQ(r->settings().rank, 3);
  EXPECT_EQ(r->settings().total_steps, 1'000'000);
  EXPECT_EQ(r->settings().description, "Training MoE");
  EXPECT_FALSE(r->settings().tables);
  EXPECT_TRUE(r->settings().curves);
  EXPECT_EQ(r->settings().refresh_per_second, 8);
  EXPECT_FALSE(r->closed());
  w->close();
  EXPECT_TRUE(r->closed());
  EXPECT_FALSE(w->drawn_to_the_end());
  r->acknowledge_end();
  EXPECT_TRUE(w->drawn_to_the_end());
}

TEST_F(TerminalLinkTest, EverythingThatFitsArrivesInOrderAroundTheRing) {
  const auto w = writer();
  const auto r = reader();
  std::mt19937 random(7);
  int64_t pushed = 0, taken = 0;
  for (int round = 0; round < 400; ++round) {
    const int n = static_cast<int>(random() % 60);
    for (int i = 0; i < n; ++i) pushed += push(*w, pushed, 0.5 * double(pushed), random() % 200);
    r->drain(
        [&](const LinkSnapshot& s) {
          ASSERT_EQ(s.step, taken);
          ASSERT_EQ(s.get(kTrainLoss), 0.5 * static_cast<double>(taken));
          ASSERT_FALSE(s.has(kValLoss));
          for (size_t i = 0; i < s.experts.size(); ++i) {
            ASSERT_EQ(s.experts[i].second, static_cast<double>(s.step) + static_cast<double>(i));
          }
          ++taken;
        },
        [](std::string_view) { FAIL(); });
  }
  EXPECT_EQ(taken, pushed);
  EXPECT_EQ(r->dropped(), 0u);
}

TEST_F(TerminalLinkTest, AReaderThatSleepsCostsCountedSnapshotsAndNoTime) {
  const auto w = writer();
  const auto r = reader();
  int64_t kept = 0;
  for (int64_t i = 0; i < 100'000; ++i) kept += push(*w, i, 1);
  EXPECT_EQ(r->dropped(), static_cast<uint64_t>(100'000 - kept));
  int64_t taken = 0;
  r->drain([&](const LinkSnapshot& s) { EXPECT_EQ(s.step, taken++); }, [](std::string_view) {});
  EXPECT_EQ(taken, kept);
  EXPECT_TRUE(push(*w, 7, 1));  // there is room again
}

TEST_F(TerminalLinkTest, TwoThreads) {
  const auto w = writer();
  const auto r = reader();
  std::atomic<bool> done{false};
  int64_t kept = 0, taken = 0;
  std::thread producer([&] {
    for (int64_t i = 0; i < 50'000; ++i) {
      if (push(*w, i, static_cast<double>(i), static_cast<size_t>(i % 5))) ++kept;
    }
    done = true;
  });
  int64_t last = -1;
  const auto take = [&] {
    r->drain(
        [&](const LinkSnapshot& s) {
          ASSERT_GT(s.step, last);
          ASSERT_EQ(s.fields[kTrainLoss], static_cast<double>(s.step));
          last = s.step;
          ++taken;
        },
        [](std::string_view) {});
  };
  while (!done) take();
  producer.join();
  take();
  EXPECT_EQ(taken, kept);
  EXPECT_EQ(static_cast<uint64_t>(50'000 - kept), r->dropped());
}

// Whatever stands in the file, the reader comes back and reads nothing outside of it.
TEST_F(TerminalLinkTest, NonsenseIsNotBelieved) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 60; ++round) {
    fs::remove(path());
    const auto w = writer();
    for (int i = 0; i < 50; ++i) push(*w, i, i, static_cast<size_t>(i));
    {
      std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
      for (int i = 0; i < 40; ++i) {
        const bool header = round % 3 == 0;
        file.seekp(
            static_cast<std::streamoff>(header ? 8 + random() % 700 : 4096 + random() % 20000));
        const uint64_t junk = random();
        file.write(reinterpret_cast<const char*>(&junk),
                   1 + static_cast<std::streamsize>(random() % 8));
      }
    }
    const auto opened = LinkReader::open(path());
    if (!opened.ok()) continue;
    size_t n = 0;
    (*opened)->drain([&](const LinkSnapshot& s) { n += s.experts.size() + s.custom.size(); },
                     [&](std::string_view t) { n += t.size(); });
    ASSERT_LT(n, 10'000'000u);
  }
}

TEST_F(TerminalLinkTest, OtherFilesAreRefused) {
  EXPECT_FALSE(LinkReader::open(path()).ok());
  std::ofstream(path()) << "hello";
  EXPECT_FALSE(LinkReader::open(path()).ok());
  fs::remove(path());
  std::ofstream(path()) << std::string(4096 + kLinkRingBytes, 'x');
  EXPECT_FALSE(LinkReader::open(path()).ok());
}

}  // namespace
}  // namespace oriel::kit
