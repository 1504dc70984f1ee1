#include "kit/companion.h"

#include <gtest/gtest.h>
#include <oriel/run.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "analysis/finding.h"

namespace oriel::kit {
namespace {

namespace fs = std::filesystem;

class CompanionTest : public ::testing::Test {
 protected:
  CompanionTest() {
    char name[] = "/tmp/oriel-companion-XXXXXX";
    dir_ = ::mkdtemp(name);
  }
  ~CompanionTest() override { fs::remove_all(dir_); }

  // A training whose loss is NaN from step 5 on.
  std::string record() const {
    oriel::Run run({.logdir = dir_, .name = "sick", .system_interval_ms = 0});
    for (int64_t step = 0; step < 10; ++step) {
      run.log(step, {{"train/loss", step < 5 ? 1.0 : std::numeric_limits<double>::quiet_NaN()}});
    }
    return std::string(run.path().data(), run.path().size());
  }
  static std::string findings_of(const std::string& run) {
    std::ifstream in(run + "/derived/findings.json");
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }
  template <class Condition>
  static bool comes_true(Condition condition) {
    for (int i = 0; i < 3000; ++i) {
      if (condition()) return true;
      ::usleep(5000);
    }
    return false;
  }
  std::string dir_;
};

TEST_F(CompanionTest, DiagnosesARunThatEndedBefore) {
  const std::string run = record();
  const auto source = store::open_logdir(dir_);
  const Companion companion(*source);
  ASSERT_TRUE(comes_true([&] { return !findings_of(run).empty(); }));
  const auto findings = analysis::parse_findings(findings_of(run));
  ASSERT_TRUE(findings.ok()) << findings.status().message();
  ASSERT_FALSE(findings->empty());
  EXPECT_EQ(findings->front().since_step, 5);
  EXPECT_EQ(findings->front().state, analysis::FindingState::kConfirmed);
}

TEST_F(CompanionTest, FollowsARunThatIsRunning) {
  oriel::Run run({.logdir = dir_, .name = "live", .drain_interval_ms = 1, .system_interval_ms = 0});
  const std::string path(run.path().data(), run.path().size());
  run.log(1, {{"train/loss", 1.0}});
  const auto source = store::open_logdir(dir_);
  const Companion companion(*source);
  ASSERT_TRUE(comes_true([&] { return !findings_of(path).empty(); }));
  EXPECT_TRUE(analysis::parse_findings(findings_of(path))->empty());
  run.log(2, {{"train/loss", std::numeric_limits<double>::infinity()}});
  EXPECT_TRUE(comes_true([&] {
    const auto findings = analysis::parse_findings(findings_of(path));
    return findings.ok() && !findings->empty();
  }));
  // One companion at a time.
  EXPECT_TRUE(format::WriterLock::is_held(path + "/derived/lock"));
}

// A file has no folder of its own; when it is replaced its findings are those of the new one.
TEST_F(CompanionTest, DiagnosesAFileOfMetrics) {
  const std::string path = dir_ + "/old/training_metrics.json";
  const auto write = [&](const std::string& text, int seconds) {
    fs::create_directories(dir_ + "/old");
    std::ofstream(path + ".new") << text;
    fs::last_write_time(path + ".new",
                        fs::file_time_type::clock::now() - std::chrono::seconds(seconds));
    fs::rename(path + ".new", path);
  };
  write(R"({"train_loss": [1, NaN, 0.5], "val_loss": [1, 1, 1]})", 60);
  const auto source = store::open_logdir(dir_);
  const Companion companion(*source);
  const auto shown = [&] {
    const auto run = source->open("old/training_metrics.json");
    return run == nullptr ? std::string() : run->derived("findings");
  };
  ASSERT_TRUE(comes_true([&] { return !shown().empty(); }));
  const auto findings = analysis::parse_findings(shown());
  ASSERT_TRUE(findings.ok()) << findings.status().message();
  ASSERT_EQ(findings->size(), 1U);
  EXPECT_EQ(findings->front().rule, "non_finite");
  EXPECT_EQ(findings->front().since_step, 2);
  write(R"({"train_loss": [1, 0.7, 0.5], "val_loss": [1, 1, 1]})", 30);
  EXPECT_TRUE(comes_true([&] {
    const auto now = analysis::parse_findings(shown());
    return now.ok() && now->empty();
  }));
  // What cannot be read is not called well.
  write("[1, 2", 10);
  EXPECT_TRUE(comes_true([&] {
    const auto run = source->open("old/training_metrics.json");
    return !run->info().damage.empty() && run->derived("findings").empty();
  }));
}

TEST_F(CompanionTest, OneDerivationAtATime) {
  const std::string path = record();
  const auto run = store::open_run(path, "sick");
  ASSERT_TRUE(run.ok());
  auto first = Derivation::begin(*run, base::FileSystem::real());
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(Derivation::begin(*run, base::FileSystem::real()).ok());
  EXPECT_EQ(findings_of(path), "");
  ASSERT_TRUE((*first)->update().ok());
  const std::string found = findings_of(path);
  EXPECT_NE(found, "");
  fs::remove(path + "/derived/findings.json");
  first->reset();
  derive_once(*run);
  EXPECT_EQ(findings_of(path), found);  // derived: deleted and made again
}

}  // namespace
}  // namespace oriel::kit
