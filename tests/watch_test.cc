// `oriel watch` as a whole: the real command on a pseudo-terminal, on runs that this test and a
// living training record; what a person presses, and what the screen shows then.
//
//   ORIEL_BIN   the directory of the `oriel` command; ORIEL_CONTROL_TRAINER a training
//
// Golden screens are of runs that have ended, with the times of their files set: they hold nothing
// that differs from one time to the next. ORIEL_UPDATE_GOLDEN=1 renews them.
#include <oriel/run.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <regex>
#include <sstream>

#include "pty_test_util.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUp = "\x1b[A";
constexpr const char* kDown = "\x1b[B";
constexpr const char* kRight = "\x1b[C";
constexpr const char* kLeft = "\x1b[D";
constexpr const char* kEscape = "\x1b";
constexpr const char* kEnter = "\r";
constexpr const char* kTab = "\t";
constexpr const char* kBackTab = "\x1b[Z";

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A place of its own; its name is as long as every other's.
class Place {
 public:
  Place() {
    char name[] = "/tmp/oriel-watch-XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~Place() { fs::remove_all(path_); }
  fs::path operator/(const std::string& name) const { return path_ / name; }
  // Without what is random in its name.
  std::string masked(std::string text) const {
    const std::string name = path_.string();
    for (size_t at = 0; (at = text.find(name, at)) != std::string::npos;) {
      text.replace(at + name.size() - 6, 6, "XXXXXX");
      at += name.size();
    }
    return text;
  }

 private:
  fs::path path_;
};

// Sets the times of a run that has ended: started on the given minute, and took 90 seconds.
void set_times(const fs::path& run, int minute) {
  const int64_t started = 1'700'000'000'000'000 + int64_t{minute} * 60'000'000;
  for (const fs::path& path : {run / "run.json", run / "log/w000.json"}) {
    std::string text = read_text(path);
    text = std::regex_replace(text, std::regex("\"(created|started)_us\": \\d+"),
                              "\"$1_us\": " + std::to_string(started));
    text = std::regex_replace(text, std::regex("\"ended_us\": \\d+"),
                              "\"ended_us\": " + std::to_string(started + 90'000'000));
    std::ofstream(path, std::ios::binary) << text;
  }
}

// A training of 400 steps and its validation every ten; `learns` less, the later it goes wrong.
void record(const fs::path& logdir, const std::string& name, int minute, int nan_from) {
  {
    Run run({.logdir = logdir.string(),
             .name = name,
             .config = {{"epochs", 4}, {"lr", 0.01}},
             .system_interval_ms = 0});
    for (int64_t step = 0; step < 400; ++step) {
      const auto x = static_cast<double>(step);
      double loss = 0.1 + 2 * std::exp(-x / 70) + 0.04 * std::sin(x * 1.7);
      if (step >= nan_from) loss = std::nan("");
      run.log(step, {{"train/loss", loss}, {"lr", 0.01 * std::pow(0.5, step / 100)}});
      if (step % 10 == 9) {
        run.log(step, {{"val/loss", 0.15 + 2 * std::exp(-x / 80)},
                       {"val/accuracy", 1 - std::exp(-x / 90)}});
      }
      if (step % 100 == 99) run.log(step, {{"epoch", (step + 1) / 100}});
    }
  }
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(logdir / name)) {
    newest = std::max(newest, entry.path());
  }
  set_times(newest, minute);
}

// Every value that is not one, and names that take two cells or none of their own.
void record_odd(const fs::path& logdir, int minute) {
  {
    Run run({.logdir = logdir.string(), .name = "模型 🙂", .system_interval_ms = 0});
    for (int64_t step = 0; step < 60; ++step) {
      double value = std::cos(static_cast<double>(step) / 9);
      if (step % 10 == 3) value = std::nan("");
      if (step % 10 == 5) value = std::numeric_limits<double>::infinity();
      if (step % 10 == 7) value = -std::numeric_limits<double>::infinity();
      run.log(step, {{"損失/訓練 🙂", value},
                     {"e\u0301tat/\U0001F1E9\U0001F1EA", static_cast<double>(step)},
                     {"only/nan", std::nan("")}});
    }
  }
  set_times(logdir / "模型 🙂/run_001", minute);
}

class Watch : public ::testing::Test {
 protected:
  Command watch(const fs::path& what, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"watch", what.string()});
    return {variable("ORIEL_BIN") + "/oriel", more};
  }
  fs::path logdir() const { return place_ / "runs"; }
  void record_two() const {
    record(logdir(), "digits", 0, INT32_MAX);
    record(logdir(), "digits", 10, 300);
  }

  // Waits until the screen is the golden one.
  void expect_golden(OnTerminal& session, const std::string& name) const {
    SCOPED_TRACE(name);
    const fs::path path = fs::path(ORIEL_GOLDEN) / "watch" / (name + ".txt");
    if (variable("ORIEL_UPDATE_GOLDEN") == "1") {
      std::string before;
      auto since = steady_clock::now();
      session.until([&] {
        const std::string now = session.screen().text();
        if (now != before) before = now, since = steady_clock::now();
        return steady_clock::now() - since > std::chrono::seconds(2);
      });
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << place_.masked(before);
      return;
    }
    const std::string golden = read_text(path);
    ASSERT_FALSE(golden.empty()) << path;
    EXPECT_TRUE(session.until([&] {
      return !session.screen().in_update() && place_.masked(session.screen().text()) == golden;
    })) << session.screen().text()
        << "is not\n"
        << golden;
  }
  // Leaves, and looks at what is left behind.
  void leave(OnTerminal& session) const {
    session.press("q");
    int status = -1;
    ASSERT_TRUE(session.until_ended(&status)) << session.screen().text();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    expect_left_right(session);
  }

  Place place_;
};

constexpr std::pair<int, int> kSizes[] = {{20, 12}, {80, 24}, {120, 40}, {200, 50}};

std::string sized(const std::string& name, int columns) {
  return name + "_" + std::to_string(columns);
}

TEST_F(Watch, ShowsTheNewestRunAtEveryWidthBeforeAndAfterResizes) {
  record_two();
  OnTerminal session(120, 40, watch(logdir()));
  for (const auto& [columns, rows] : kSizes) {
    session.resize(columns, rows);
    expect_golden(session, sized("panels", columns));
  }
  for (auto size = std::rbegin(kSizes); size != std::rend(kSizes); ++size) {
    session.resize(size->first, size->second);
    expect_golden(session, sized("panels", size->first));
  }
  leave(session);
}

TEST_F(Watch, EveryKeyDoesWhatTheHelpSays) {
  record_two();
  OnTerminal session(120, 40, watch(logdir()));
  ASSERT_TRUE(session.until_shows("train/loss"));
  session.press("?");
  expect_golden(session, "help_120");
  session.press(" ");
  expect_golden(session, "panels_120");

  session.press("s");
  ASSERT_TRUE(session.until_shows("smoothing 0.6"));
  session.press("s");
  ASSERT_TRUE(session.until_shows("smoothing 0.9"));
  session.press("s");
  expect_golden(session, "smoothed_120");
  session.press("s");
  ASSERT_TRUE(session.until_gone("smoothing"));

  session.press("l");
  expect_golden(session, "log_120");
  session.press("l");
  expect_golden(session, "panels_120");

  session.press("+");
  ASSERT_TRUE(session.until_shows("steps 199 to 399")) << session.screen().text();
  session.press("+");
  expect_golden(session, "zoomed_120");
  session.press(kLeft);
  ASSERT_TRUE(session.until_gone("to 399"));
  session.press(kRight);
  expect_golden(session, "zoomed_120");
  session.press("-");
  ASSERT_TRUE(session.until_shows("steps 2"));
  session.press("0");
  expect_golden(session, "panels_120");
  session.press("+");
  ASSERT_TRUE(session.until_shows("steps 199 to 399"));
  session.press(kEscape);
  expect_golden(session, "panels_120");

  session.press(kDown);
  session.press(kEnter);
  expect_golden(session, "enlarged_120");
  session.press(kEnter);
  session.press(kUp);
  expect_golden(session, "panels_120");

  session.press(kTab);
  expect_golden(session, "next_tab_120");
  session.press(kBackTab);
  expect_golden(session, "panels_120");
  leave(session);
}

TEST_F(Watch, ListsRunsAndComparesThem) {
  record_two();
  record(logdir(), "other", -10, INT32_MAX);
  for (const auto& [columns, rows] : kSizes) {
    OnTerminal session(columns, rows, watch(logdir()));
    ASSERT_TRUE(session.until_shows("digits"));
    session.press("r");
    expect_golden(session, sized("runs", columns));
    session.press(std::string(kUp) + " ");  // digits/run_001 beside digits/run_002
    session.press("r");
    expect_golden(session, sized("compared", columns));
    session.press("r");
    session.press(std::string(kDown) + kDown + kEnter);
    ASSERT_TRUE(session.until_shows("other/run_001")) << session.screen().text();
    leave(session);
  }
}

TEST_F(Watch, ShowsWideNamesAndValuesThatAreNone) {
  record_odd(logdir(), 0);
  for (const auto& [columns, rows] : kSizes) {
    OnTerminal session(columns, rows, watch(logdir()));
    expect_golden(session, sized("odd", columns));
    leave(session);
  }
}

TEST_F(Watch, GivesTheTerminalBackHoweverItEnds) {
  record_two();
  for (const int signal : {SIGTERM, SIGHUP, SIGINT, SIGQUIT}) {
    SCOPED_TRACE(signal);
    OnTerminal session(80, 24, watch(logdir()));
    ASSERT_TRUE(session.until_shows("train/loss"));
    EXPECT_TRUE(session.screen().alternate());
    EXPECT_EQ(session.modes().c_lflag & (ICANON | ECHO), 0U);
    session.kill(signal);
    int status = -1;
    ASSERT_TRUE(session.until_ended(&status));
    expect_left_right(session);
  }
  {
    OnTerminal session(80, 24, watch(logdir()));
    ASSERT_TRUE(session.until_shows("train/loss"));
    session.press("\x03");  // Ctrl-C
    int status = -1;
    ASSERT_TRUE(session.until_ended(&status));
    expect_left_right(session);
  }
  for (const int signal : {SIGKILL, SIGSEGV}) {  // the guardian does it
    SCOPED_TRACE(signal);
    OnTerminal session(80, 24, watch(logdir()));
    ASSERT_TRUE(session.until_shows("train/loss"));
    session.kill(signal);
    int status = -1;
    ASSERT_TRUE(session.until_ended(&status));
    ASSERT_TRUE(session.until([&] {
      return !session.screen().alternate() && session.screen().cursor_visible() &&
             session.modes().c_lflag == session.modes_before().c_lflag;
    }));
    expect_left_right(session);
  }
}

TEST_F(Watch, StopsAndGoesOnWithTheShell) {
  record_two();
  OnTerminal session(80, 24, watch(logdir()));
  ASSERT_TRUE(session.until_shows("train/loss"));
  session.press("\x1a");  // Ctrl-Z
  ASSERT_TRUE(session.until([&] {
    return !session.screen().alternate() &&
           session.modes().c_lflag == session.modes_before().c_lflag;
  }));
  // It has stopped, too: before that, the order to go on would come too early and be lost.
  ASSERT_TRUE(session.until([&] {
    const std::string stat = read_text("/proc/" + std::to_string(session.pid()) + "/stat");
    return stat.find(") T ") != std::string::npos;
  }));
  session.kill(SIGCONT);
  expect_golden(session, "panels_80");
  leave(session);
}

TEST_F(Watch, AnEmptyDirectoryFillsWhileItIsWatched) {
  fs::create_directories(logdir());
  for (const auto& [columns, rows] : kSizes) {
    OnTerminal session(columns, rows, watch(logdir()));
    expect_golden(session, sized("empty", columns));
    session.press("rl+s?");  // nothing to choose, nothing to zoom
    session.press(kEscape);
    leave(session);
  }
  OnTerminal session(120, 40, watch(logdir()));
  ASSERT_TRUE(session.until_shows("No runs here yet"));
  Place elsewhere;
  record(elsewhere / "runs", "digits", 0, INT32_MAX);
  fs::copy(elsewhere / "runs", logdir(), fs::copy_options::recursive);
  ASSERT_TRUE(session.until_shows("train/loss")) << session.screen().text();
  leave(session);
}

TEST_F(Watch, ARunThatIsDeletedWhileItIsWatched) {
  record_two();
  {
    OnTerminal session(80, 24, watch(logdir()));
    ASSERT_TRUE(session.until_shows("digits/run_002"));
    fs::remove_all(logdir() / "digits/run_002");
    ASSERT_TRUE(session.until_shows("digits/run_001")) << session.screen().text();
    fs::remove_all(logdir() / "digits");
    ASSERT_TRUE(session.until_shows("No runs here yet")) << session.screen().text();
    leave(session);
  }
  record(logdir(), "alone", 0, INT32_MAX);
  OnTerminal session(80, 24, watch(logdir() / "alone/run_001"));
  ASSERT_TRUE(session.until_shows("train/loss"));
  fs::remove_all(logdir() / "alone/run_001");
  ASSERT_TRUE(session.until_shows("deleted")) << session.screen().text();
  EXPECT_TRUE(session.shows("train/loss"));  // what was read stays
  leave(session);
  EXPECT_FALSE(fs::exists(logdir() / "alone/run_001"));
}

// --- A training that goes on ------------------------------------------------------------------

class Training {
 public:
  Training(const fs::path& logdir, const fs::path& out) : out_(out) {
    int said[2];
    EXPECT_EQ(::pipe(said), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(said[1], STDOUT_FILENO);
      const std::string program = variable("ORIEL_CONTROL_TRAINER");
      ::execl(program.c_str(), program.c_str(), logdir.c_str(), out.c_str(), "--epochs", "1000000",
              "--batches", "50", "--us-per-batch", "2000", nullptr);
      ::_exit(127);
    }
    ::close(said[1]);
    char c = 0;
    EXPECT_EQ(::read(said[0], &c, 1), 1);  // it runs
    ::close(said[0]);
  }
  ~Training() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  // Waits for its end; true if it ended by itself, with everything saved.
  bool ended_well() {
    int status = -1;
    const auto end = steady_clock::now() + kPatience;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
      if (steady_clock::now() > end) return false;
      ::usleep(5000);
    }
    pid_ = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && fs::exists(out_ / "report.txt");
  }

 private:
  const fs::path out_;
  pid_t pid_ = 0;
};

// The step that the progress line tells, -1 if it tells none.
int64_t step_shown(const OnTerminal& session) {
  const std::string line = session.screen().line(session.screen().rows() - 1);
  std::smatch found;
  if (!std::regex_search(line, found, std::regex("([0-9,]+)/[0-9,.]+"))) return -1;
  std::string digits = found[1];
  std::erase(digits, ',');
  return std::stoll(digits);
}

TEST_F(Watch, FollowsALivingTrainingAndAsksIt) {
  Training training(logdir(), place_ / "out");
  OnTerminal session(120, 40, watch(logdir() / "run_001"));
  ASSERT_TRUE(session.until([&] { return step_shown(session) > 60; })) << session.screen().text();
  const int64_t before = step_shown(session);
  ASSERT_TRUE(session.until([&] { return step_shown(session) > before; }));
  EXPECT_TRUE(session.shows("running")) << session.screen().text();

  session.press("p");
  ASSERT_TRUE(session.until([&] {
    return session.screen().line(0).find("paused") != std::string::npos;
  })) << session.screen().text();
  session.press("\x1b[5~");  // anything: the answer gives way to the progress line
  int64_t still = -1;
  ASSERT_TRUE(session.until([&] { return (still = step_shown(session)) >= 0; }));
  session.resize(80, 24);
  ASSERT_TRUE(session.until_shows("paused")) << session.screen().text();
  session.press("p");
  ASSERT_TRUE(session.until_gone("paused")) << session.screen().text();
  session.press(kUp);
  ASSERT_TRUE(session.until([&] { return step_shown(session) > still; }))
      << session.screen().text();

  session.press("k");
  ASSERT_TRUE(session.until([&] { return fs::exists(place_ / "out/checkpoint.txt"); }));
  session.press("x");
  ASSERT_TRUE(session.until_shows("Stop the training after this epoch? y / n"));
  session.press("n");
  ASSERT_TRUE(session.until_gone("y / n"));
  session.press("X");
  ASSERT_TRUE(session.until_shows("Stop the training now? y / n"));
  session.press(kEscape);
  ASSERT_TRUE(session.until_gone("y / n"));
  session.press("xy");
  EXPECT_TRUE(training.ended_well()) << session.screen().text();
  ASSERT_TRUE(session.until_shows("finished")) << session.screen().text();
  leave(session);
}

TEST_F(Watch, LeavingDoesNotDisturbTheTraining) {
  Training training(logdir(), place_ / "out");
  for (const int signal : {SIGKILL, SIGTERM}) {
    OnTerminal session(40, 12, watch(logdir()));
    ASSERT_TRUE(session.until_shows("run_001")) << session.screen().text();
    session.kill(signal);
    int status = -1;
    ASSERT_TRUE(session.until_ended(&status));
  }
  OnTerminal session(120, 40, watch(logdir()));
  ASSERT_TRUE(session.until([&] { return step_shown(session) > 0; })) << session.screen().text();
  session.press("Xy");
  EXPECT_TRUE(training.ended_well()) << session.screen().text();
  leave(session);
}

// As it is where the directory is another machine's: no lock, no ring and no mailbox that anybody
// looks into, and nothing can be written. What is on disk is shown, and that it may not be all.
TEST_F(Watch, ADirectoryFromElsewhereShowsWhatIsOnDisk) {
  Training training(logdir(), place_ / "out");
  {
    OnTerminal session(80, 24, watch(logdir()));
    ASSERT_TRUE(session.until([&] { return step_shown(session) > 60; }));
    leave(session);
  }
  fs::create_directories(place_ / "mounted");
  const fs::path copy = place_ / "mounted/run_001";
  fs::copy(logdir() / "run_001", copy, fs::copy_options::recursive);
  fs::remove_all(copy / "derived");
  std::ofstream(copy / "derived") << "no directory: nothing can be written below it";
  OnTerminal session(120, 40, watch(place_ / "mounted"));
  ASSERT_TRUE(session.until_shows("train/loss")) << session.screen().text();
  ASSERT_TRUE(session.until_shows("the newest points may be missing")) << session.screen().text();
  session.press("p");
  ASSERT_TRUE(session.until_shows("control does not work through a copy"))
      << session.screen().text();
  leave(session);

  // Another machine's name in it.
  for (const fs::path& path : {copy / "run.json", copy / "log/w000.json"}) {
    const std::string text = std::regex_replace(read_text(path), std::regex("\"host\": \"[^\"]*\""),
                                                "\"host\": \"faraway\"");
    std::ofstream(path, std::ios::binary) << text;
  }
  OnTerminal remote(120, 40, watch(copy));
  ASSERT_TRUE(remote.until_shows("on faraway; the newest points may be missing"))
      << remote.screen().text();
  remote.press("Xy");
  ASSERT_TRUE(remote.until_shows("control works on its own machine only"))
      << remote.screen().text();
  leave(remote);
}

}  // namespace
}  // namespace oriel::tests
