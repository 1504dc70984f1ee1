// Requests through the mailbox: each is seen once, in order, answered to whoever asked; and
// whatever else the file holds is never taken for one.
#include "format/control_area.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <thread>

#include "base/clock.h"
#include "format/mailbox.h"

namespace oriel::format {
namespace {

constexpr int64_t kNow = 1'700'000'000'000'000;

std::unique_ptr<ControlArea> new_area() {
  auto area = std::make_unique<ControlArea>();  // zero, as a new file
  open_control(*area);
  return area;
}

TEST(ControlArea, TakesNothingUntilItIsOpen) {
  auto area = std::make_unique<ControlArea>();
  EXPECT_FALSE(read_status(*area));
  EXPECT_EQ(put_request(*area, ControlKind::kStop, "a", 1, kNow).status().error_number(), ENOTSUP);
  EXPECT_TRUE(read_requests(*area).empty());
  open_control(*area);
  ASSERT_TRUE(read_status(*area));
  EXPECT_EQ(*read_status(*area), ControlStatus());
}

TEST(ControlArea, ARequestIsReadUntilItIsAnsweredForGood) {
  auto area = new_area();
  const auto ticket = put_request(*area, ControlKind::kPause, "browser", 7, kNow);
  ASSERT_TRUE(ticket.ok());
  EXPECT_EQ(area->bell.load(), 1u);
  EXPECT_EQ(find_answer(*area, *ticket)->outcome, ControlOutcome::kWaiting);
  const auto requests = read_requests(*area);
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].id, ticket->id);
  EXPECT_EQ(requests[0].kind, ControlKind::kPause);
  EXPECT_EQ(requests[0].who, "browser");
  EXPECT_EQ(requests[0].asked_us, kNow);

  write_answer(*area, ticket->slot, {ticket->id, ControlOutcome::kAccepted, kNow, "soon"});
  EXPECT_EQ(read_requests(*area).size(), 1u);
  EXPECT_EQ(find_answer(*area, *ticket)->text, "soon");
  write_answer(*area, ticket->slot, {ticket->id, ControlOutcome::kDone, kNow, "paused"});
  EXPECT_TRUE(read_requests(*area).empty());
  EXPECT_EQ(find_answer(*area, *ticket)->outcome, ControlOutcome::kDone);
}

TEST(ControlArea, RequestsComeInTheOrderInWhichTheyWerePut) {
  auto area = new_area();
  std::vector<uint64_t> ids;
  for (uint32_t i = 0; i < kControlSlots; ++i) {
    ids.push_back(put_request(*area, ControlKind::kPause, "a", i + 1, kNow)->id);
  }
  const auto requests = read_requests(*area);
  ASSERT_EQ(requests.size(), kControlSlots);
  for (size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(requests[i].id, ids[i]);
  EXPECT_EQ(put_request(*area, ControlKind::kStop, "a", 99, kNow).status().error_number(), EBUSY);
}

TEST(ControlArea, ASlotIsUsedAgainOnlyWhenItsAnswerWasThereToBeRead) {
  auto area = new_area();
  std::vector<ControlTicket> tickets;
  for (uint32_t i = 0; i < kControlSlots; ++i) {
    tickets.push_back(*put_request(*area, ControlKind::kStop, "a", i + 1, kNow));
  }
  write_answer(*area, 3, {tickets[3].id, ControlOutcome::kRefused, kNow, "no"});
  EXPECT_FALSE(put_request(*area, ControlKind::kStop, "b", 1, kNow + 1'000'000).ok());
  const auto again = put_request(*area, ControlKind::kStop, "b", 1, kNow + 3'000'000);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->slot, 3u);
  EXPECT_EQ(find_answer(*area, *again)->outcome, ControlOutcome::kWaiting);
  EXPECT_EQ(find_answer(*area, tickets[3])->text, "no");  // until the other's answer is there
  write_answer(*area, 3, {again->id, ControlOutcome::kDone, kNow, "yes"});
  EXPECT_FALSE(find_answer(*area, tickets[3]));
}

TEST(ControlArea, AClientThatDiedWhileWritingGivesItsSlotBack) {
  auto area = new_area();
  for (auto& slot : area->slots) slot.claim.store(uint64_t(kNow / 1000) << 22 | 5);  // and no more
  EXPECT_TRUE(read_requests(*area).empty());
  EXPECT_FALSE(put_request(*area, ControlKind::kStop, "b", 1, kNow + 1'000'000).ok());
  EXPECT_TRUE(put_request(*area, ControlKind::kStop, "b", 1, kNow + 6'000'000).ok());
}

TEST(ControlArea, AfterTheEndNothingIsTaken) {
  auto area = new_area();
  ControlStatus status;
  status.phase = ControlPhase::kEnded;
  write_status(*area, status);
  EXPECT_EQ(put_request(*area, ControlKind::kStop, "b", 1, kNow).status().error_number(), ESRCH);
}

TEST(ControlArea, TextsAreCutBetweenCharacters) {
  auto area = new_area();
  std::string who;
  while (who.size() < 2 * kMaxWho) who += "\xc3\xa4";
  who.insert(0, "x");
  (void)put_request(*area, ControlKind::kStop, who, 1, kNow);
  const std::string kept = read_requests(*area)[0].who;
  EXPECT_EQ(kept.size(), kMaxWho - 1);
  EXPECT_EQ(kept, who.substr(0, kept.size()));
}

// Many clients, one trainer that answers: every request that was taken is dealt with exactly once
// and its answer reaches its own client.
TEST(ControlArea, ManyClientsAtOnce) {
  auto area = new_area();
  constexpr int kClients = 6, kEach = 40;
  std::atomic<int> left{kClients};
  std::atomic<int> wrong{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.emplace_back([&, c] {
      auto token = static_cast<uint32_t>(1 + c * 100'000);  // one claim looks like no other
      for (int i = 0; i < kEach; ++i) {
        const std::string who = std::to_string(c) + "/" + std::to_string(i);
        base::Result<ControlTicket> ticket = base::Status("not yet");
        while (!(ticket = put_request(*area, ControlKind::kPause, who, token++, base::wall_us()))
                    .ok()) {
          std::this_thread::yield();
        }
        for (;;) {
          const auto answer = find_answer(*area, *ticket);
          if (!answer) break;  // answered, and the slot is another's already
          if (answer->outcome == ControlOutcome::kDone) {
            if (answer->text != who) ++wrong;
            break;
          }
          std::this_thread::yield();
        }
      }
      --left;
    });
  }
  std::map<std::string, int> seen;
  while (left > 0) {
    for (const auto& r : read_requests(*area)) {
      ++seen[r.who];
      // Long ago, so that the slot is free at once.
      write_answer(*area, r.slot, {r.id, ControlOutcome::kDone, kNow, r.who});
    }
    std::this_thread::yield();
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(wrong.load(), 0);
  EXPECT_EQ(seen.size(), size_t{kClients * kEach});
  for (const auto& [who, times] : seen) EXPECT_EQ(times, 1) << who;
}

// Random bytes, alone and over real requests: what is read is a request that was put, or nothing.
TEST(ControlArea, GarbageIsNeverARequest) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 300; ++round) {
    auto area = new_area();
    std::set<uint64_t> put;
    for (uint32_t i = 0; i < random() % 4; ++i) {
      put.insert(put_request(*area, ControlKind::kStop, "a", i + 1, kNow)->id);
    }
    auto* bytes = reinterpret_cast<uint8_t*>(area.get());
    const size_t from = random() % sizeof(ControlArea);
    const size_t to = round % 3 == 0 ? sizeof(ControlArea)
                                     : std::min(sizeof(ControlArea), from + random() % 2000);
    for (size_t i = round % 3 == 0 ? 0 : from; i < to; ++i) {
      bytes[i] = static_cast<uint8_t>(random());
    }
    for (const auto& r : read_requests(*area)) EXPECT_TRUE(put.contains(r.id));
    for (size_t i = 0; i < kControlSlots; ++i) (void)read_answer(*area, i);
    (void)read_status(*area);
    // What can be put after that is read as it was put.
    open_control(*area);
    const auto ticket = put_request(*area, ControlKind::kStop, "later", 9, kNow + 10'000'000);
    if (ticket.ok()) {
      EXPECT_EQ(find_answer(*area, *ticket)->outcome, ControlOutcome::kWaiting);
    }
  }
}

TEST(ControlArea, NamesOfKinds) {
  for (uint32_t k = 1; k <= kControlKinds; ++k) {
    const auto kind = static_cast<ControlKind>(k);
    EXPECT_EQ(control_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(control_kind("halt"));
}

// As a whole: the client maps the owner's file.
TEST(ControlArea, ThroughTheMailbox) {
  std::string dir = (std::filesystem::temp_directory_path() / "oriel-control-XXXXXX").string();
  ASSERT_NE(::mkdtemp(dir.data()), nullptr);
  auto owner = MailboxOwner::create(dir + "/mailbox");
  ASSERT_TRUE(owner.ok());
  auto client = MailboxClient::open(dir + "/mailbox");
  ASSERT_TRUE(client.ok());
  const auto ticket = (*client)->ask(ControlKind::kCheckpoint, "command line");
  ASSERT_TRUE(ticket.ok());
  const auto requests = read_requests((*owner)->control());
  ASSERT_EQ(requests.size(), 1u);
  write_answer((*owner)->control(), requests[0].slot,
               {requests[0].id, ControlOutcome::kDone, kNow, "saved x"});
  EXPECT_EQ((*client)->answer(*ticket)->text, "saved x");
  EXPECT_EQ((*client)->status()->phase, ControlPhase::kRunning);
  owner->reset();
  EXPECT_FALSE((*client)->status());
  EXPECT_FALSE((*client)->ask(ControlKind::kStop, "a").ok());
  std::filesystem::remove_all(dir);
}

}  // namespace
}  // namespace oriel::format
