#include "serve/session.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "figure/fake_run_test_util.h"

namespace oriel::serve {
namespace {

using nlohmann::json;

constexpr uint64_t kMs = 1'000'000;

// A session with its server: jobs are done at once, or when a test says so.
class SessionTest : public testing::Test {
 protected:
  SessionTest() : feed_(source_), session_("/fake/runs") {
    run_ = source_.add_run("a");
    run_->add("loss", 1, 0.5);
    EXPECT_EQ(json::parse(session_.next(now_)->text)["type"], "hello");
  }

  void send(const json& message) { session_.on_message(message.dump()); }
  void subscribe(uint32_t id, const std::string& run = "a", const std::string& panel = "curves") {
    send({{"type", "subscribe"},
          {"id", id},
          {"request", {{"panel", panel}, {"runs", {run}}, {"series", {"**"}}}}});
  }
  void ack(uint32_t id) { send({{"type", "ack"}, {"id", id}}); }

  // What a figure costs spaces those to come; here it is what the test says, not the machine.
  void finish(const Job& job, uint64_t took_ns = 0) {
    JobResult result = run_job(job, source_, cache_, feed_, now_);
    result.took_ns = took_ns;
    session_.on_result(std::move(result), now_);
  }
  size_t work() {
    const auto jobs = session_.due(now_, feed_.version());
    for (const Job& job : jobs) finish(job);
    return jobs.size();
  }
  std::optional<Outgoing> next() { return session_.next(now_); }
  json next_json() {
    const auto out = next();
    return out && !out->figure ? json::parse(out->text) : json();
  }
  void later(uint64_t ms) { now_ += ms * kMs; }

  figure::FakeSource source_;
  std::shared_ptr<figure::FakeRunData> run_;
  FigureCache cache_;
  RunsFeed feed_;
  uint64_t now_ = 1000 * kMs;
  Session session_;
};

TEST_F(SessionTest, TheNextFigureWaitsForTheAckAndTheClock) {
  subscribe(7);
  work();
  const auto first = next();
  ASSERT_TRUE(first && first->figure);
  EXPECT_EQ(first->id, 7u);

  run_->add("loss", 2, 0.4);
  later(100);
  EXPECT_EQ(work(), 0u);  // not acknowledged
  ack(7);
  EXPECT_EQ(work(), 1u);
  ASSERT_TRUE(next()->figure);
  ack(7);
  run_->add("loss", 3, 0.3);
  later(15);
  EXPECT_EQ(work(), 0u);  // 16 ms have not passed
  later(1);
  EXPECT_EQ(work(), 1u);
  EXPECT_TRUE(next()->figure);
}

TEST_F(SessionTest, NothingIsSentWhereNothingChanged) {
  subscribe(1);
  work();
  next();
  ack(1);
  later(1000);
  EXPECT_EQ(work(), 0u);
  run_->touch_version();
  later(1000);
  EXPECT_EQ(work(), 1u);
  EXPECT_FALSE(next());  // the same bytes
}

TEST_F(SessionTest, AReplacedRequestNeedsTheAckOfTheOldFigure) {
  subscribe(1);
  work();
  next();
  subscribe(1, "a", "text");
  later(100);
  EXPECT_EQ(work(), 0u);
  ack(1);
  EXPECT_EQ(work(), 1u);
  EXPECT_TRUE(next()->figure);
}

TEST_F(SessionTest, AnAnswerToAReplacedRequestIsDropped) {
  subscribe(1);
  auto jobs = session_.due(now_, 0);
  ASSERT_EQ(jobs.size(), 1u);
  subscribe(1, "a", "text");
  EXPECT_TRUE(session_.due(now_, 0).empty());  // one job per subscription at a time
  session_.on_result(run_job(jobs[0], source_, cache_, feed_, now_), now_);
  EXPECT_FALSE(next());
  jobs = session_.due(now_, 0);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].request.panel, "text");
}

TEST_F(SessionTest, ALateAnswerDoesNotDisturbANewSubscriptionOfTheSameId) {
  subscribe(1);
  const auto old = session_.due(now_, 0);
  send({{"type", "unsubscribe"}, {"id", 1}});
  subscribe(1, "a", "text");
  const auto fresh = session_.due(now_, 0);
  ASSERT_EQ(fresh.size(), 1u);
  session_.on_result(run_job(old[0], source_, cache_, feed_, now_), now_);
  EXPECT_TRUE(session_.due(now_, 0).empty());  // its own job is still being done
  session_.on_result(run_job(fresh[0], source_, cache_, feed_, now_), now_);
  EXPECT_TRUE(next()->figure);
}

TEST_F(SessionTest, RunsComeWholeThenAsChangesAtMostFourTimesASecond) {
  send({{"type", "runs"}});
  work();
  EXPECT_EQ(next_json()["runs"].size(), 1u);
  source_.add_run("b");
  source_.add_run("c");
  source_.remove_run("a");
  later(100);
  feed_.refresh(now_);
  EXPECT_EQ(work(), 0u);
  later(200);
  feed_.refresh(now_);
  EXPECT_EQ(work(), 1u);
  const json delta = next_json();
  EXPECT_EQ(delta["type"], "runs_delta");
  EXPECT_EQ(delta["upsert"].size(), 2u);
  EXPECT_EQ(delta["remove"], json::array({"a"}));
  later(1000);
  source_.touch();
  feed_.refresh(now_);
  EXPECT_EQ(work(), 1u);
  EXPECT_FALSE(next());  // nothing changed but the version
}

// What a slow client would get is put together when it can take it.
TEST_F(SessionTest, RunChangesDoNotPileUp) {
  send({{"type", "runs"}});
  work();
  for (int i = 0; i < 20; ++i) {
    run_->add("loss", i, 1);
    source_.touch();
    later(300);
    feed_.refresh(now_);
    work();
  }
  EXPECT_EQ(next_json()["type"], "runs");
  work();
  EXPECT_EQ(next_json()["type"], "runs_delta");
  EXPECT_FALSE(next());
}

TEST_F(SessionTest, PanelsComeAgainWhenTheyChange) {
  send({{"type", "panels"}, {"id", 3}, {"runs", {"a"}}});
  work();
  const size_t before = next_json()["panels"].size();
  EXPECT_GE(before, 1u);
  run_->add("loss", 2, 1);
  later(600);
  work();
  EXPECT_FALSE(next());
  run_->add("lr", 2, 1);
  later(600);
  work();
  EXPECT_EQ(next_json()["panels"].size(), before + 1);
}

TEST_F(SessionTest, PanelsOfNoRunsAreAnsweredAndForgotten) {
  for (uint32_t id = 0; id < 1000; ++id) {
    send({{"type", "panels"}, {"id", id}, {"runs", json::array()}});
    EXPECT_EQ(next_json()["panels"].size(), 0u);
  }
  EXPECT_EQ(session_.subscriptions(), 0u);
}

// Five figures of 8 ms each: 200 ms between two of a subscription.
TEST_F(SessionTest, CostlyFiguresComeLessOften) {
  const auto work_slowly = [&] {
    const auto jobs = session_.due(now_, 0);
    for (const Job& job : jobs) finish(job, 8 * kMs);
    while (const auto out = next()) ack(out->id);
    run_->add("loss", 1, 1);
    return jobs.size();
  };
  for (uint32_t id = 0; id < 5; ++id) subscribe(id);
  EXPECT_EQ(work_slowly(), 5u);
  later(199);
  EXPECT_EQ(work_slowly(), 0u);
  later(1);
  EXPECT_EQ(work_slowly(), 5u);
}

TEST_F(SessionTest, ErrorsNameTheSubscription) {
  subscribe(1, "nobody");
  work();
  json error = next_json();
  EXPECT_EQ(error["id"], 1);
  EXPECT_EQ(error["error"]["code"], "unknown_run");
  subscribe(2, "a", "hologram");
  work();
  EXPECT_EQ(next_json()["error"]["code"], "unknown_panel");
  send({{"type", "subscribe"}, {"id", 3}, {"request", {{"panel", "curves"}, {"width", 0}}}});
  error = next_json();
  EXPECT_EQ(error["id"], 3);
  EXPECT_EQ(error["error"]["code"], "bad_request");
  send({{"type", "subscribe"}, {"id", -1}});
  EXPECT_FALSE(next_json().contains("id"));
  send({{"type", "subscribe"}, {"id", 1ull << 31}});
  EXPECT_FALSE(next_json().contains("id"));
  EXPECT_EQ(session_.subscriptions(), 0u);
}

TEST_F(SessionTest, UnknownMessagesAreIgnoredAndBrokenOnesAreErrors) {
  send({{"type", "from_the_future"}});
  EXPECT_FALSE(next());
  for (const char* text : {"", "x", "[]", "{}", "{\"type\":1}", "\"", "{\"type\":\"ack\"}"}) {
    session_.on_message(text);
    EXPECT_EQ(next_json()["error"]["code"], "bad_request") << text;
  }
}

TEST_F(SessionTest, SubscriptionsAreLimited) {
  for (uint32_t id = 0; id < 256; ++id) subscribe(id);
  EXPECT_FALSE(next());
  subscribe(256);
  EXPECT_EQ(next_json()["error"]["code"], "too_large");
  subscribe(0);  // replacing is no more
  EXPECT_FALSE(next());
  EXPECT_LE(session_.due(now_, 0).size(), Session::kMaxJobs);
}

TEST_F(SessionTest, EverySubscriptionGetsItsTurn) {
  for (uint32_t id = 0; id < 100; ++id) subscribe(id);
  std::set<uint32_t> seen;
  for (int round = 0; round < 100 && seen.size() < 100; ++round) {
    work();
    while (const auto out = next()) {
      seen.insert(out->id);
      ack(out->id);
    }
    run_->add("loss", round, 1);
    later(20);
  }
  EXPECT_EQ(seen.size(), 100u);
}

TEST_F(SessionTest, AClientThatNeverReadsIsDropped) {
  for (int i = 0; i < 10'000 && !session_.broken(); ++i) session_.on_message("x");
  EXPECT_TRUE(session_.broken());
}

TEST_F(SessionTest, LiveImagesKeepTheirLease) {
  run_->offer_live("batch");
  send({{"type", "subscribe"},
        {"id", 1},
        {"request", {{"panel", "live_image"}, {"runs", {"a"}}, {"series", {"batch"}}}}});
  work();
  EXPECT_TRUE(next()->figure);
  ack(1);
  later(49);
  EXPECT_EQ(work(), 0u);
  for (int i = 0; i < 4; ++i) {
    later(100);
    EXPECT_EQ(work(), 1u);
    EXPECT_FALSE(next());
  }
  EXPECT_EQ(run_->leases(), 5);
  run_->show_live_quietly("batch", figure::fake_image(3, 2, 2));
  later(100);
  work();
  EXPECT_TRUE(next()->figure);
}

TEST_F(SessionTest, ASilentServerGivesASignOfLife) {
  later(4999);
  EXPECT_FALSE(next());
  later(1);
  EXPECT_EQ(next_json()["type"], "ping");
  EXPECT_FALSE(next());
}

TEST_F(SessionTest, TheCatalogueIsWaitedFor) {
  source_.set_loading(true);
  subscribe(1, "late");
  work();
  EXPECT_FALSE(next());
  EXPECT_EQ(work(), 0u);
  source_.add_run("late");
  later(250);
  EXPECT_EQ(work(), 1u);
  EXPECT_TRUE(next()->figure);
}

}  // namespace
}  // namespace oriel::serve
