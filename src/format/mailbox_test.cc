#include "format/mailbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <random>
#include <thread>

#include "base/clock.h"
#include "base/file.h"

namespace oriel::format {
namespace {

constexpr int64_t kSecond = 1'000'000;

std::string stream_name(size_t i) {
  std::string name = "s";
  return name += std::to_string(i);
}

class MailboxTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oriel_mailbox_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    dir_ = pattern;
    path_ = dir_ + "/mailbox";
    owner_ = new_owner();
    now_ = base::wall_us();
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  std::unique_ptr<MailboxOwner> new_owner() {
    auto owner = MailboxOwner::create(path_);
    EXPECT_TRUE(owner.ok()) << owner.status().message();
    return std::move(*owner);
  }
  std::unique_ptr<MailboxClient> client() {
    auto client = MailboxClient::open(path_);
    EXPECT_TRUE(client.ok()) << client.status().message();
    return std::move(*client);
  }
  LeaseWish wish(const std::string& stream, int64_t seconds = 60, uint32_t interval_ms = 0) {
    return {stream, interval_ms, base::wall_us() + seconds * kSecond};
  }
  // The file's bytes, for damage.
  uint8_t* raw() {
    const int fd = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    void* at = ::mmap(nullptr, kMailboxBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
    EXPECT_NE(at, MAP_FAILED);
    return static_cast<uint8_t*>(at);
  }

  std::string dir_, path_;
  std::unique_ptr<MailboxOwner> owner_;
  int64_t now_ = 0;
};

TEST_F(MailboxTest, NobodyLooks) {
  EXPECT_EQ(owner_->attention(), 0u);
  EXPECT_FALSE(owner_->wanted("a", now_));
  EXPECT_EQ(std::filesystem::file_size(path_), kMailboxBytes);
}

TEST_F(MailboxTest, LeaseIsSeenHonouredAndReleased) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("conv1/act")).ok());
  EXPECT_NE(owner_->attention(), 0u);
  EXPECT_TRUE(owner_->wanted("conv1/act", now_));
  EXPECT_TRUE(owner_->wanted("conv1/act", now_));  // interval 0: every time
  EXPECT_FALSE(owner_->wanted("conv1/ac", now_));
  EXPECT_FALSE(owner_->wanted("conv1/acT", now_));
  EXPECT_FALSE(owner_->wanted("", now_));
  viewer->release("conv1/act");
  EXPECT_FALSE(owner_->wanted("conv1/act", now_));
  EXPECT_EQ(owner_->attention(), 0u);  // the trainer is back to one load per step
}

TEST_F(MailboxTest, TheFastestViewersRateIsHonoured) {
  auto slow = client();
  auto fast = client();
  ASSERT_TRUE(slow->lease(wish("x", 60, 1000)).ok());
  EXPECT_TRUE(owner_->wanted("x", now_));
  EXPECT_FALSE(owner_->wanted("x", now_ + kSecond - 1));
  EXPECT_TRUE(owner_->wanted("x", now_ + kSecond));
  ASSERT_TRUE(fast->lease(wish("x", 60, 100)).ok());
  EXPECT_FALSE(owner_->wanted("x", now_ + kSecond + 99'999));
  EXPECT_TRUE(owner_->wanted("x", now_ + kSecond + 100'000));
  EXPECT_TRUE(owner_->wanted("x", now_));  // the clock was set back
  // A renewal may change the rate.
  ASSERT_TRUE(fast->lease(wish("x", 60, 5000)).ok());
  EXPECT_FALSE(owner_->wanted("x", now_ + kSecond - 1));
  EXPECT_TRUE(owner_->wanted("x", now_ + kSecond));
}

TEST_F(MailboxTest, LeasesEndAndAreRenewed) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("x", 10)).ok());
  EXPECT_TRUE(owner_->wanted("x", now_ + 9 * kSecond));
  ASSERT_TRUE(viewer->lease(wish("x", 20)).ok());
  EXPECT_TRUE(owner_->wanted("x", now_ + 19 * kSecond));
  EXPECT_FALSE(owner_->wanted("x", now_ + 21 * kSecond));
  EXPECT_EQ(owner_->attention(), 0u);
  // Nobody took the slot meanwhile: a renewal rings again.
  ASSERT_TRUE(viewer->lease(wish("x", 40)).ok());
  EXPECT_TRUE(owner_->wanted("x", now_ + 30 * kSecond));
  // The end is bounded; one in the past is a release.
  ASSERT_TRUE(viewer->lease(wish("x", 1'000'000)).ok());
  EXPECT_TRUE(owner_->wanted("x", now_ + 599 * kSecond));
  EXPECT_FALSE(owner_->wanted("x", now_ + 700 * kSecond));
  ASSERT_TRUE(viewer->lease(wish("x", -1)).ok());
  EXPECT_FALSE(owner_->wanted("x", now_));
}

TEST_F(MailboxTest, SlotsRunOutAndComeBack) {
  auto viewer = client();
  for (size_t i = 0; i < kMaxLeases; ++i) {
    ASSERT_TRUE(viewer->lease(wish(stream_name(i))).ok());
  }
  for (size_t i = 0; i < kMaxLeases; ++i) {
    EXPECT_TRUE(owner_->wanted(stream_name(i), now_));
  }
  auto late = client();
  EXPECT_EQ(late->lease(wish("late")).error_number(), EBUSY);
  ASSERT_TRUE(viewer->lease(wish("s5")).ok());  // renewals need no new slot
  viewer->release("s7");
  ASSERT_TRUE(late->lease(wish("late")).ok());
  EXPECT_TRUE(owner_->wanted("late", now_));
  viewer.reset();  // gives everything back
  EXPECT_FALSE(owner_->wanted("s5", now_));
  EXPECT_TRUE(owner_->wanted("late", now_));
}

TEST_F(MailboxTest, NamesAreChecked) {
  auto viewer = client();
  EXPECT_FALSE(viewer->lease(wish("")).ok());
  EXPECT_FALSE(viewer->lease(wish(std::string(513, 'a'))).ok());
  const std::string longest(512, 'a');
  ASSERT_TRUE(viewer->lease(wish(longest)).ok());
  EXPECT_TRUE(owner_->wanted(longest, now_));
  EXPECT_FALSE(owner_->wanted(longest + "a", now_));
  EXPECT_FALSE(owner_->wanted(std::string(100'000, 'a'), now_));
}

TEST_F(MailboxTest, DroppedCountIsPublished) {
  auto viewer = client();
  EXPECT_EQ(viewer->dropped(), 0u);
  owner_->publish_dropped(12345678901234);
  EXPECT_EQ(viewer->dropped(), 12345678901234u);
}

TEST_F(MailboxTest, ClientFollowsAResumedRunAndLeavesAnEndedOne) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("x")).ok());
  owner_.reset();
  EXPECT_FALSE(viewer->lease(wish("x")).ok());
  owner_ = new_owner();
  EXPECT_FALSE(owner_->wanted("x", now_));
  ASSERT_TRUE(viewer->lease(wish("x")).ok());
  EXPECT_TRUE(owner_->wanted("x", now_));
  std::filesystem::remove(path_);
  EXPECT_FALSE(viewer->lease(wish("x")).ok());
  EXPECT_TRUE(owner_->wanted("x", now_));  // the trainer's mapping lives on
}

TEST_F(MailboxTest, OtherFilesAreRefused) {
  EXPECT_FALSE(MailboxClient::open(dir_ + "/absent").ok());
  EXPECT_FALSE(MailboxClient::open(dir_).ok());
  EXPECT_FALSE(MailboxOwner::create(dir_ + "/absent/mailbox").ok());
  ASSERT_EQ(::truncate(path_.c_str(), 100), 0);
  EXPECT_FALSE(MailboxClient::open(path_).ok());
  owner_ = new_owner();
  for (size_t at : {0, 8, 12, 16}) {  // magic, version, slots, slot size
    uint8_t* bytes = raw();
    bytes[at] ^= 1;
    EXPECT_FALSE(MailboxClient::open(path_).ok()) << at;
    bytes[at] ^= 1;
    ::munmap(bytes, kMailboxBytes);
  }
  EXPECT_TRUE(MailboxClient::open(path_).ok());
  const std::string fifo = dir_ + "/fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_FALSE(MailboxClient::open(fifo).ok());
}

TEST_F(MailboxTest, GarbageHarmsNobody) {
  auto viewer = client();
  uint8_t* bytes = raw();
  std::mt19937_64 random(7);
  int wanted = 0;
  for (int round = 0; round < 300; ++round) {
    for (size_t i = 64; i < kMailboxBytes; i += 8) base::store(bytes + i, random());
    if (round % 3 == 0) std::memset(bytes + 64, 0xFF, kMailboxBytes - 64);
    // Living claims over garbage: what must be checked is the rest.
    for (size_t s = 0; round % 3 == 1 && s < kMaxLeases; ++s) {
      const auto until_ms = static_cast<uint64_t>(now_ / 1000 + 5000);
      base::store(bytes + 4096 + s * 576, until_ms << 22 | 1);
      base::store(bytes + 4096 + s * 576 + 24, static_cast<uint32_t>(random() % 4));
    }
    wanted += owner_->wanted("x", now_);
    wanted += owner_->wanted("", now_);
    (void)viewer->lease(wish("y"));
  }
  EXPECT_EQ(wanted, 0);
  std::memset(bytes + 64, 0, kMailboxBytes - 64);
  ::munmap(bytes, kMailboxBytes);
  ASSERT_TRUE(viewer->lease(wish("x")).ok());
  EXPECT_TRUE(owner_->wanted("x", now_));
}

TEST_F(MailboxTest, SlotOfAClientThatDiedWritingIsUsedAgain) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("x", 60)).ok());
  uint8_t* slot = raw() + 4096;
  base::store(slot + 8, base::load<uint32_t>(slot + 8) | 1);                // odd for ever
  EXPECT_FALSE(owner_->wanted("x", now_));                                  // and no wait
  base::store(slot, static_cast<uint64_t>(now_ / 1000 - 1) << 22 | 12345);  // ran out
  auto next = client();
  ASSERT_TRUE(next->lease(wish("y")).ok());
  EXPECT_TRUE(owner_->wanted("y", now_));
  // The first client notices that its slot is another's by now and takes a new one.
  ASSERT_TRUE(viewer->lease(wish("x")).ok());
  EXPECT_TRUE(owner_->wanted("x", now_));
  EXPECT_TRUE(owner_->wanted("y", now_));
  ::munmap(slot - 4096, kMailboxBytes);
}

TEST_F(MailboxTest, ARenewalRepairsDamage) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("stream")).ok());
  uint8_t* bytes = raw();
  bytes[4096 + 32] ^= 1;
  EXPECT_FALSE(owner_->wanted("stream", now_));
  ASSERT_TRUE(viewer->lease(wish("stream")).ok());
  EXPECT_TRUE(owner_->wanted("stream", now_));
  ::munmap(bytes, kMailboxBytes);
}

TEST_F(MailboxTest, ReachesAcrossProcesses) {
  int up[2], down[2];
  ASSERT_EQ(::pipe(up), 0);
  ASSERT_EQ(::pipe(down), 0);
  owner_->publish_dropped(5);
  const pid_t child = ::fork();
  if (child == 0) {
    auto viewer = MailboxClient::open(path_);
    char state =
        viewer.ok() && (*viewer)->lease(wish("from/child", 30)).ok() && (*viewer)->dropped() == 5
            ? 'y'
            : 'n';
    if (::write(up[1], &state, 1) != 1 || ::read(down[0], &state, 1) != 1) ::_exit(1);
    if (::write(up[1], &state, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char state = 0;
  ASSERT_EQ(::read(up[0], &state, 1), 1);
  EXPECT_EQ(state, 'y');
  EXPECT_TRUE(owner_->wanted("from/child", now_ + 29 * kSecond));
  ASSERT_EQ(::write(down[1], "k", 1), 1);
  ASSERT_EQ(::read(up[0], &state, 1), 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  // A killed viewer's lease lives until it runs out, and no longer.
  EXPECT_TRUE(owner_->wanted("from/child", now_ + 29 * kSecond));
  EXPECT_FALSE(owner_->wanted("from/child", now_ + 32 * kSecond));
  for (int fd : {up[0], up[1], down[0], down[1]}) ::close(fd);
}

TEST_F(MailboxTest, AForkedCopyChangesNothing) {
  auto viewer = client();
  ASSERT_TRUE(viewer->lease(wish("x")).ok());
  const pid_t child = ::fork();
  if (child == 0) {
    viewer.reset();
    owner_.reset();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(owner_->wanted("x", now_));
  EXPECT_TRUE(viewer->lease(wish("x")).ok());
}

// Many viewers, all slots in use, the trainer asking all the time: no lease that stands is missed
// after its lease() has returned, and nothing is seen that nobody asked for.
TEST_F(MailboxTest, ManyClientsAtOnce) {
  constexpr int kClients = 6;
  constexpr int kRounds = 300;
  std::atomic<int> missed{0}, failed{0}, running{kClients};
  std::vector<std::thread> threads;
  for (int c = 0; c < kClients; ++c) {
    threads.emplace_back([&, c] {
      auto viewer = client();
      for (int round = 0; round < kRounds; ++round) {
        std::string name = "client/" + std::to_string(c) + "/";
        name += std::string(static_cast<size_t>(round % 200), static_cast<char>('a' + round % 26));
        if (!viewer->lease(wish(name, 60, 0)).ok()) ++failed;
        if (!owner_->wanted(name, base::wall_us())) ++missed;
        viewer->release(name);
      }
      --running;
    });
  }
  int phantom = 0;
  while (running > 0) {
    phantom += owner_->wanted("client/9/aa", base::wall_us());
    phantom += owner_->wanted("client/0/ab", base::wall_us());
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(missed, 0);
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(phantom, 0);
  EXPECT_FALSE(owner_->wanted("x", base::wall_us()));
  EXPECT_EQ(owner_->attention(), 0u);
}

}  // namespace
}  // namespace oriel::format
