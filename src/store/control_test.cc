// What viewers see of control, and a run directory that is asked through its mailbox.
#include "store/control.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "base/clock.h"
#include "base/file.h"
#include "format/mailbox.h"
#include "format/run_files.h"
#include "store/source.h"

namespace oriel::store {
namespace {

TEST(Control, NamesAndTicketsSurviveTheirText) {
  for (int i = 1; i <= 5; ++i) {
    const auto kind = static_cast<ControlKind>(i);
    EXPECT_EQ(control_kind(to_string(kind)), kind);
  }
  const ControlTicket ticket{15, 0x00ff0000000000aaULL};
  const auto again = control_ticket(to_string(ticket));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->slot, 15u);
  EXPECT_EQ(again->id, ticket.id);
  for (const char* wrong :
       {"", "-", "3", "3-", "3-12", "16-00ff0000000000aa", "3-0000000000000000",
        "3-00ff0000000000ag", "x-00ff0000000000aa", "-1-0ff0000000000aa", "3-00ff0000000000aa "}) {
    EXPECT_FALSE(control_ticket(wrong)) << wrong;
  }
}

TEST(Control, StateInWords) {
  ControlState state;
  EXPECT_EQ(state.words(), "");
  state.who = "browser";
  state.phase = ControlPhase::kPaused;
  EXPECT_EQ(state.words(), "paused by browser");
  state.phase = ControlPhase::kStoppingAfterEpoch;
  EXPECT_EQ(state.words(), "stopping after this epoch, asked by browser");
  state.epoch = 11;
  EXPECT_EQ(state.words(), "stopping after epoch 12, asked by browser");
}

class ControlledRun : public testing::Test {
 protected:
  ControlledRun() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oriel-store-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
    for (const char* folder : {"/log", "/control", "/live"}) {
      std::filesystem::create_directories(dir_ + folder);
    }
    lock_ = std::move(*format::WriterLock::take(format::lock_path(dir_, 0)));
    format::RunFile run;
    run.created_us = base::wall_us();
    write(format::run_file_path(dir_), format::to_json(run));
    format::WriterFile file;
    file.uuid = format::random_id();
    file.started_us = run.created_us;
    file.generations.push_back({0, INT64_MIN, run.created_us});
    write(format::writer_file_path(dir_, 0), format::to_json(file));
    owner_ = std::move(*format::MailboxOwner::create(dir_ + "/control/mailbox"));
  }
  ~ControlledRun() override {
    owner_.reset();
    std::filesystem::remove_all(dir_);
  }
  void write(const std::string& path, const std::string& text) {
    ASSERT_TRUE(base::replace_file(base::FileSystem::real(), path, base::as_bytes(text)).ok());
  }

  std::string dir_;
  format::WriterLock lock_;
  std::unique_ptr<format::MailboxOwner> owner_;
};

TEST_F(ControlledRun, IsAskedAndAnswers) {
  format::ControlStatus status;
  status.supported = 2 | 4;
  status.phase = format::ControlPhase::kPaused;
  status.who = "browser";
  format::write_status(owner_->control(), status);
  const auto run = open_run(dir_, "t");
  ASSERT_TRUE(run.ok());
  const ControlState state = (*run)->info().control;
  EXPECT_TRUE(state.available);
  EXPECT_EQ(state.words(), "paused by browser");
  EXPECT_TRUE(state.supports(ControlKind::kStopAfterEpoch));
  EXPECT_TRUE(state.supports(ControlKind::kResume));
  EXPECT_FALSE(state.supports(ControlKind::kStop));
  EXPECT_FALSE(state.supports(ControlKind::kCheckpoint));

  const auto ticket = (*run)->control(ControlKind::kResume, "command line");
  ASSERT_TRUE(ticket.ok());
  EXPECT_EQ((*run)->control_answer(*ticket).outcome, ControlOutcome::kWaiting);
  const auto requests = format::read_requests(owner_->control());
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].who, "command line");
  format::write_answer(owner_->control(), requests[0].slot,
                       {requests[0].id, format::ControlOutcome::kDone, 1, "resumed"});
  EXPECT_EQ((*run)->control_answer(*ticket).outcome, ControlOutcome::kDone);
  EXPECT_EQ((*run)->control_answer(*ticket).text, "resumed");
  EXPECT_EQ((*run)->control_answer({1, 77}).outcome, ControlOutcome::kRefused);
}

TEST_F(ControlledRun, ADeadTrainingAnswersNothingMore) {
  const auto run = open_run(dir_, "t");
  const auto ticket = (*run)->control(ControlKind::kStop, "command line");
  ASSERT_TRUE(ticket.ok());
  lock_ = format::WriterLock();  // it has died: no word of its own
  const ControlAnswer answer = (*run)->control_answer(*ticket);
  EXPECT_EQ(answer.outcome, ControlOutcome::kRefused);
  EXPECT_NE(answer.text.find("ended"), std::string::npos);
  EXPECT_FALSE((*run)->control(ControlKind::kStop, "command line").ok());
}

}  // namespace
}  // namespace oriel::store
