// A training and its viewers: what is asked is done, refused with a reason, and stands on the
// curve.
#include "record/control_door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <oriel/run.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <thread>

#include "base/clock.h"
#include "format/collect.h"
#include "format/mailbox.h"

namespace oriel::record {
namespace {

namespace fs = std::filesystem;
using format::ControlKind;
using format::ControlOutcome;
using format::ControlPhase;
using Training = oriel::Run;
using testing::ElementsAre;
using testing::HasSubstr;

bool eventually(const std::function<bool()>& condition) {
  const uint64_t end = base::monotonic_ns() + 20'000'000'000;
  while (!condition()) {
    if (base::monotonic_ns() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

class ControlTest : public testing::Test {
 protected:
  ControlTest() {
    std::string pattern = (fs::temp_directory_path() / "oriel-control-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    start();
  }
  ~ControlTest() override {
    run_.reset();
    fs::remove_all(dir_);
  }
  RunOptions options() const {
    RunOptions o;
    o.logdir = dir_;
    o.system_interval_ms = 0;
    return o;
  }
  void start() {
    run_ = std::make_unique<Training>(options());
    path_ = std::string(run_->path().data(), run_->path().size());
    viewer_ = std::move(*format::MailboxClient::open(path_ + "/control/mailbox"));
  }
  Control& control() { return run_->control(); }
  format::ControlTicket ask(ControlKind kind, std::string_view who = "browser") {
    auto ticket = viewer_->ask(kind, who);
    EXPECT_TRUE(ticket.ok());
    return ticket.ok() ? *ticket : format::ControlTicket();
  }
  format::ControlAnswer answer(const format::ControlTicket& ticket) {
    return viewer_->answer(ticket).value_or(format::ControlAnswer());
  }
  bool becomes(const format::ControlTicket& ticket, ControlOutcome outcome) {
    return eventually([&] { return answer(ticket).outcome == outcome; });
  }
  bool phase_becomes(ControlPhase phase) {
    return eventually([&] {
      const auto status = viewer_->status();
      return status && status->phase == phase;
    });
  }
  // Ends the run; the texts of its events, with their steps in front.
  std::vector<std::string> events() {
    run_->finish();
    std::vector<std::string> out;
    for (const auto& r : format::collect(path_, 0).records) {
      if (r.stream.empty()) out.push_back(std::to_string(r.step) + " " + r.bytes);
    }
    return out;
  }

  std::string dir_;
  std::string path_;
  std::unique_ptr<Training> run_;
  std::unique_ptr<format::MailboxClient> viewer_;
};

TEST_F(ControlTest, NobodyAsks) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(control().should_stop());
    EXPECT_FALSE(control().wait_if_paused());
    EXPECT_FALSE(control().checkpoint_requested());
    EXPECT_FALSE(control().epoch_end());
  }
  EXPECT_TRUE(eventually([&] { return viewer_->status()->supported == 15; }));
  EXPECT_FALSE(viewer_->status()->declared);
  EXPECT_TRUE(events().empty());
}

TEST_F(ControlTest, StopNow) {
  EXPECT_FALSE(control().should_stop());
  run_->log(41, {{"loss", 1.0}});
  const auto ticket = ask(ControlKind::kStop);
  EXPECT_TRUE(becomes(ticket, ControlOutcome::kAccepted));
  EXPECT_TRUE(phase_becomes(ControlPhase::kStoppingNow));
  EXPECT_TRUE(control().should_stop());
  EXPECT_TRUE(control().should_stop());
  EXPECT_TRUE(control().epoch_end());
  EXPECT_EQ(answer(ticket).outcome, ControlOutcome::kDone);
  EXPECT_EQ(viewer_->status()->phase, ControlPhase::kStopped);
  EXPECT_THAT(events(), ElementsAre("41 stop asked by browser", "41 stopped at once"));
}

TEST_F(ControlTest, StopAfterTheEpochIsNamedAndTakenAtItsEnd) {
  EXPECT_FALSE(control().epoch_end(11));
  EXPECT_FALSE(control().should_stop());
  const auto ticket = ask(ControlKind::kStopAfterEpoch, "command line");
  EXPECT_TRUE(becomes(ticket, ControlOutcome::kAccepted));
  EXPECT_EQ(answer(ticket).text, "the training will stop after epoch 12");
  EXPECT_FALSE(control().should_stop());
  const auto again = ask(ControlKind::kStopAfterEpoch);
  EXPECT_TRUE(becomes(again, ControlOutcome::kRefused));
  EXPECT_EQ(answer(again).text, "the training is stopping already, after epoch 12");
  run_->log(120, {{"loss", 1.0}});
  EXPECT_TRUE(control().epoch_end(12));
  EXPECT_TRUE(control().should_stop());
  EXPECT_EQ(answer(ticket).text, "stopped after epoch 12");
  EXPECT_THAT(events(), testing::Contains("120 stopped after epoch 12"));
}

TEST_F(ControlTest, StopNowOvertakesStopAfterTheEpoch) {
  control().supports({Ask::kStop, Ask::kStopAfterEpoch});
  const auto later = ask(ControlKind::kStopAfterEpoch);
  EXPECT_TRUE(becomes(later, ControlOutcome::kAccepted));
  const auto now = ask(ControlKind::kStop);
  EXPECT_TRUE(becomes(now, ControlOutcome::kAccepted));
  EXPECT_TRUE(control().should_stop());
  EXPECT_EQ(answer(now).outcome, ControlOutcome::kDone);
  EXPECT_EQ(answer(later).outcome, ControlOutcome::kDone);
}

TEST_F(ControlTest, ATrainerThatPollsOnlyItsEpochsStopsThere) {
  EXPECT_FALSE(control().epoch_end());
  const auto ticket = ask(ControlKind::kStop);
  EXPECT_TRUE(phase_becomes(ControlPhase::kStoppingNow));
  EXPECT_EQ(answer(ticket).outcome, ControlOutcome::kWaiting);
  EXPECT_TRUE(control().epoch_end());
  EXPECT_EQ(answer(ticket).text, "stopped after epoch 2");
}

TEST_F(ControlTest, WhatIsNotSupportedIsRefusedAtOnce) {
  control().supports({Ask::kStop});
  for (const ControlKind kind : {ControlKind::kStopAfterEpoch, ControlKind::kPause,
                                 ControlKind::kResume, ControlKind::kCheckpoint}) {
    const auto ticket = ask(kind);
    EXPECT_TRUE(becomes(ticket, ControlOutcome::kRefused)) << format::to_string(kind);
    EXPECT_FALSE(answer(ticket).text.empty());
  }
  EXPECT_FALSE(control().should_stop());
  EXPECT_EQ(viewer_->status()->supported, 1u);
  EXPECT_TRUE(viewer_->status()->declared);
  EXPECT_EQ(events().size(), 3u);  // a refused checkpoint is not worth a mark
}

TEST_F(ControlTest, WhatHasNeverBeenPolledWaitsUntilItIs) {
  const auto ticket = ask(ControlKind::kStop);
  EXPECT_TRUE(phase_becomes(ControlPhase::kStoppingNow));
  EXPECT_EQ(answer(ticket).outcome, ControlOutcome::kWaiting);
  EXPECT_TRUE(control().should_stop());
  EXPECT_EQ(answer(ticket).outcome, ControlOutcome::kDone);
}

TEST_F(ControlTest, PauseOutlivesItsViewerAndAnybodyMayResume) {
  std::atomic<int> steps{0};
  std::atomic<bool> end{false};
  std::thread trainer([&] {
    while (!end) {
      control().wait_if_paused();
      run_->log(++steps, {{"loss", 1.0}});
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  });
  EXPECT_TRUE(eventually([&] { return steps > 5; }));
  const auto ticket = ask(ControlKind::kPause);
  EXPECT_TRUE(becomes(ticket, ControlOutcome::kDone));
  const int held_at = steps;
  EXPECT_EQ(viewer_->status()->phase, ControlPhase::kPaused);
  EXPECT_EQ(viewer_->status()->who, "browser");
  const auto twice = ask(ControlKind::kPause);
  EXPECT_TRUE(becomes(twice, ControlOutcome::kRefused));
  viewer_.reset();
  EXPECT_EQ(steps, held_at);

  viewer_ = std::move(*format::MailboxClient::open(path_ + "/control/mailbox"));
  EXPECT_EQ(viewer_->status()->phase, ControlPhase::kPaused);
  EXPECT_TRUE(becomes(ask(ControlKind::kResume, "command line"), ControlOutcome::kDone));
  EXPECT_TRUE(eventually([&] { return steps > held_at + 5; }));
  EXPECT_TRUE(becomes(ask(ControlKind::kResume), ControlOutcome::kRefused));
  end = true;
  trainer.join();
  const auto marks = events();
  ASSERT_EQ(marks.size(), 4u);
  EXPECT_EQ(marks[0].substr(0, marks[0].find(' ')), std::to_string(held_at));
  EXPECT_THAT(marks[0], HasSubstr("paused by browser"));
  EXPECT_THAT(marks[2], HasSubstr("resumed by command line"));
}

TEST_F(ControlTest, AStopEndsAPause) {
  std::atomic<bool> out{false};
  EXPECT_FALSE(control().should_stop());
  std::thread trainer([&] {
    while (!control().should_stop()) control().wait_if_paused();
    out = true;
  });
  EXPECT_TRUE(becomes(ask(ControlKind::kPause), ControlOutcome::kDone));
  EXPECT_FALSE(out);
  EXPECT_TRUE(becomes(ask(ControlKind::kStop), ControlOutcome::kDone));
  trainer.join();
}

TEST_F(ControlTest, APausedTrainerMayLookUp) {
  EXPECT_FALSE(control().wait_if_paused());
  const auto ticket = ask(ControlKind::kPause);
  EXPECT_TRUE(becomes(ticket, ControlOutcome::kAccepted));
  EXPECT_TRUE(control().wait_if_paused(1));
  EXPECT_TRUE(control().wait_if_paused(1));
  EXPECT_EQ(answer(ticket).outcome, ControlOutcome::kDone);
  EXPECT_EQ(viewer_->status()->phase, ControlPhase::kPaused);
  EXPECT_TRUE(becomes(ask(ControlKind::kResume), ControlOutcome::kDone));
  EXPECT_FALSE(control().wait_if_paused(1));
}

TEST_F(ControlTest, FinishFreesAPausedTraining) {
  EXPECT_FALSE(control().wait_if_paused());
  EXPECT_TRUE(becomes(ask(ControlKind::kPause), ControlOutcome::kAccepted));
  std::thread trainer([&] { control().wait_if_paused(); });
  EXPECT_TRUE(phase_becomes(ControlPhase::kPaused));
  run_->finish();
  trainer.join();
}

TEST_F(ControlTest, CheckpointIsAnsweredWithWhatTheTrainerSays) {
  control().supports({Ask::kCheckpoint});
  const auto one = ask(ControlKind::kCheckpoint), two = ask(ControlKind::kCheckpoint);
  EXPECT_TRUE(becomes(two, ControlOutcome::kAccepted));
  EXPECT_EQ(viewer_->status()->checkpoints, 2u);
  EXPECT_TRUE(control().checkpoint_requested());
  EXPECT_FALSE(control().checkpoint_requested());
  const auto three = ask(ControlKind::kCheckpoint);
  EXPECT_TRUE(becomes(three, ControlOutcome::kAccepted));
  control().checkpoint_done("best.ckpt, 3 MB");
  EXPECT_EQ(answer(one).text, "saved best.ckpt, 3 MB");
  EXPECT_EQ(answer(two).outcome, ControlOutcome::kDone);
  EXPECT_EQ(answer(three).outcome, ControlOutcome::kAccepted);
  EXPECT_TRUE(control().checkpoint_requested());
  control().checkpoint_failed("the disk is full");
  EXPECT_EQ(answer(three).outcome, ControlOutcome::kRefused);
  EXPECT_EQ(answer(three).text, "not saved: the disk is full");
  EXPECT_EQ(events().size(), 3u);
}

TEST_F(ControlTest, TheEndAnswersEverybody) {
  const auto waiting = ask(ControlKind::kStopAfterEpoch);
  run_->finish();
  EXPECT_EQ(answer(waiting).outcome, ControlOutcome::kRefused);
  EXPECT_EQ(answer(waiting).text, "the run has ended");
  EXPECT_FALSE(viewer_->ask(ControlKind::kStop, "late").ok());
  EXPECT_FALSE(control().should_stop());
}

TEST_F(ControlTest, AnUnwritableRunIsNeverAskedAnything) {
  Training nowhere({.logdir = "/proc/no/such/place"});
  EXPECT_FALSE(nowhere.control().should_stop());
  EXPECT_FALSE(nowhere.control().wait_if_paused());
  EXPECT_FALSE(nowhere.control().epoch_end());
}

TEST_F(ControlTest, ForkedChildrenAreNeverHeldBack) {
  EXPECT_FALSE(control().wait_if_paused());
  EXPECT_TRUE(becomes(ask(ControlKind::kPause), ControlOutcome::kAccepted));
  std::thread trainer([&] { control().wait_if_paused(); });
  EXPECT_TRUE(phase_becomes(ControlPhase::kPaused));
  const pid_t child = ::fork();
  if (child == 0) {
    const bool free = !control().wait_if_paused() && !control().should_stop() &&
                      !control().epoch_end() && !control().checkpoint_requested();
    run_.reset();
    ::_exit(free ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  const auto resumed = ask(ControlKind::kResume);
  EXPECT_TRUE(eventually([&] { return answer(resumed).outcome != ControlOutcome::kWaiting; }));
  trainer.join();
}

TEST_F(ControlTest, RanksDoAsTheFirstWriterWasTold) {
  RunOptions joined = options();
  joined.join = path_;
  Training rank(joined);
  EXPECT_FALSE(rank.control().should_stop());
  EXPECT_FALSE(rank.control().wait_if_paused());
  control().supports({Ask::kStop, Ask::kPause});
  EXPECT_TRUE(becomes(ask(ControlKind::kPause), ControlOutcome::kAccepted));
  EXPECT_TRUE(eventually([&] { return rank.control().wait_if_paused(1); }));
  EXPECT_TRUE(becomes(ask(ControlKind::kResume), ControlOutcome::kDone));
  EXPECT_TRUE(eventually([&] { return !rank.control().wait_if_paused(1); }));
  (void)ask(ControlKind::kStop);
  EXPECT_TRUE(eventually([&] { return rank.control().should_stop(); }));
  EXPECT_TRUE(control().should_stop());
}

TEST_F(ControlTest, ARankIsNotHeldByAFirstWriterThatHasEnded) {
  RunOptions joined = options();
  joined.join = path_;
  Training rank(joined);
  EXPECT_FALSE(rank.control().wait_if_paused());
  control().supports({Ask::kPause});
  EXPECT_TRUE(becomes(ask(ControlKind::kPause), ControlOutcome::kAccepted));
  EXPECT_TRUE(eventually([&] { return rank.control().wait_if_paused(1); }));
  run_->finish();
  EXPECT_FALSE(rank.control().wait_if_paused());
}

// Bytes of anybody's choice over the whole file while the trainer polls: it is neither harmed nor
// stopped, and a new viewer's request is dealt with once.
TEST_F(ControlTest, GarbageInTheMailboxHarmsNobody) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::atomic<bool> end{false};
  std::atomic<int> wrong{0};
  std::thread trainer([&] {
    for (int64_t step = 0; !end; ++step) {
      run_->log(step, {{"loss", 1.0}});
      if (control().should_stop() || control().wait_if_paused(0)) ++wrong;
      if (control().checkpoint_requested() || run_->watched("x")) ++wrong;
      if (step % 10 == 0 && control().epoch_end()) ++wrong;
      std::this_thread::yield();
    }
  });
  const std::string file = path_ + "/control/mailbox";
  std::vector<char> noise(format::kMailboxBytes);
  for (int round = 0; round < 60; ++round) {
    for (char& c : noise) c = static_cast<char>(random());
    std::ofstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    const size_t from = round % 2 == 0 ? 0 : random() % noise.size();
    out.seekp(static_cast<std::streamoff>(from));
    out.write(noise.data(),
              static_cast<std::streamsize>(
                  round % 2 == 0 ? noise.size() : std::min(noise.size() - from, random() % 4096)));
    out.flush();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  end = true;
  trainer.join();
  EXPECT_EQ(wrong.load(), 0);
  EXPECT_EQ(run_->dropped(), 0u);
  EXPECT_TRUE(events().empty());
}

}  // namespace
}  // namespace oriel::record
