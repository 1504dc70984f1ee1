// The display of a training in a terminal, as a whole: the real program on a pseudo-terminal, the
// real helper, and a small terminal that knows what the screen shows (draw/vt_test_util.h).
//
//   ORIEL_TERMINAL_TRAINER   the program; ORIEL_BIN the `oriel` command
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "draw/vt_test_util.h"

namespace oriel::tests {
namespace {

using std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(30);

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

class OnTerminal {
 public:
  OnTerminal(int columns, int rows, std::vector<std::string> arguments, int processes = 1)
      : terminal_(columns, rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    int pids[2];
    EXPECT_EQ(::pipe(pids), 0);
    leader_ = ::forkpty(&master_, nullptr, nullptr, &size);
    if (leader_ == 0) lead(arguments, processes, pids[1]);
    ::close(pids[1]);
    EXPECT_EQ(::read(pids[0], &trainer_, sizeof trainer_), ssize_t{sizeof trainer_});
    ::close(pids[0]);
  }
  ~OnTerminal() {
    ::kill(leader_, SIGKILL);
    ::waitpid(leader_, nullptr, 0);
    ::close(master_);
  }

  void resize(int columns, int rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    ::ioctl(master_, TIOCSWINSZ, &size);
    terminal_.resize(columns, rows);
  }
  // Reads until the condition holds; false if it does not in time or the terminal is closed.
  bool until(const std::function<bool()>& condition) {
    const auto end = steady_clock::now() + kPatience;
    while (!condition()) {
      if (steady_clock::now() > end || !read_some()) return condition();
    }
    return true;
  }
  bool until_shown(const std::string& text) {
    return until([&] {
      return !screen().in_update() && screen().history().find(text) != std::string::npos;
    });
  }
  void kill(int signal) { ::kill(trainer_, signal); }

  const vt::Terminal& screen() const { return terminal_; }
  const std::string& bytes() const { return bytes_; }

 private:
  // As a shell: starts the processes and outlives them; the terminal would be hung up otherwise.
  [[noreturn]] static void lead(const std::vector<std::string>& arguments, int processes,
                                int pids) {
    ::setenv("TERM", "xterm-256color", 1);
    ::setenv("LANG", "C.UTF-8", 1);
    for (const char* name : {"CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
                             "COLUMNS", "LINES", "LC_ALL", "LC_CTYPE"}) {
      ::unsetenv(name);
    }
    for (int rank = 0; rank < processes; ++rank) {
      if (processes > 1) ::setenv("RANK", std::to_string(rank).c_str(), 1);
      const pid_t pid = ::fork();
      if (pid == 0) execute(arguments);
      if (rank == 0) (void)!::write(pids, &pid, sizeof pid);
    }
    ::close(pids);
    while (::wait(nullptr) > 0 || errno == EINTR) {
    }
    while (true) ::pause();
  }
  [[noreturn]] static void execute(const std::vector<std::string>& arguments) {
    const std::string program = variable("ORIEL_TERMINAL_TRAINER");
    std::vector<char*> argv = {const_cast<char*>(program.c_str())};
    for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    ::execv(program.c_str(), argv.data());
    ::_exit(127);
  }
  bool read_some() {
    pollfd ready{master_, POLLIN, 0};
    if (::poll(&ready, 1, 100) <= 0) return true;
    char buffer[65536];
    const ssize_t n = ::read(master_, buffer, sizeof buffer);
    if (n <= 0) return false;
    bytes_.append(buffer, static_cast<size_t>(n));
    terminal_.write({buffer, static_cast<size_t>(n)});
    return true;
  }

  int master_ = -1;
  pid_t leader_ = 0, trainer_ = 0;
  vt::Terminal terminal_;
  std::string bytes_;
};

// What holds at the end of every session: nothing was cleared, nothing is left behind.
void expect_left_right(const OnTerminal& session) {
  const vt::Terminal& t = session.screen();
  for (const char* erasing : {"\x1b[2J", "\x1b[J", "\x1b[0J", "\x1b[1J", "\x1b[3J"}) {
    EXPECT_EQ(session.bytes().find(erasing), std::string::npos);
  }
  EXPECT_TRUE(t.cursor_visible());
  EXPECT_FALSE(t.alternate());
  EXPECT_FALSE(t.in_update());
  EXPECT_EQ(t.top(), 0);
  EXPECT_EQ(t.bottom(), t.rows() - 1);
  EXPECT_EQ(t.pen(), vt::Style{});
  EXPECT_TRUE(t.errors().empty()) << t.errors().front();
  EXPECT_EQ(t.text().find("█"), std::string::npos) << t.text();  // no bar
}

// The program's own lines, all of them, in order and unmangled.
void expect_native_lines(const std::string& history, int steps) {
  std::istringstream lines(history);
  int next = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("native") == std::string::npos) continue;
    EXPECT_EQ(line, "native line " + std::to_string(next));
    ++next;
  }
  EXPECT_EQ(next, steps);
}

TEST(Terminal, ShowsATrainingBelowItsOutputAndLeavesTheSummary) {
  for (const auto& [columns, rows] :
       {std::pair{20, 10}, std::pair{80, 24}, std::pair{120, 40}, std::pair{200, 50}}) {
    SCOPED_TRACE(columns);
    OnTerminal session(columns, rows, {"120", "10", "120", "print"});
    ASSERT_TRUE(session.until_shown("%"));
    ASSERT_TRUE(session.until_shown("native line 60"));
    const int last = rows - 1;
    EXPECT_NE(session.screen().line(last).find("%"), std::string::npos) << session.screen().text();
    if (columns >= 80) {
      EXPECT_NE(session.screen().text().find("Loss"), std::string::npos);
      EXPECT_NE(session.screen().text().find("Status"), std::string::npos);
    }
    ASSERT_TRUE(session.until_shown("the program goes on")) << session.screen().text();
    if (columns >= 80) {
      EXPECT_NE(session.screen().history().find("done, step 120 of 120"), std::string::npos);
    }
    expect_native_lines(session.screen().history(), 120);
    expect_left_right(session);
  }
}

TEST(Terminal, IsPutRightWhenTheProgramIsKilledOrAborts) {
  for (const int signal : {SIGKILL, SIGTERM, SIGSEGV, SIGINT}) {
    SCOPED_TRACE(signal);
    OnTerminal session(100, 30, {"40", "5", "1000", "hang"});
    ASSERT_TRUE(session.until_shown("Status"));
    session.kill(signal);
    ASSERT_TRUE(session.until_shown("ended without saying so")) << session.screen().text();
    expect_left_right(session);
  }
  OnTerminal session(100, 30, {"100", "5", "0", "abort"});
  ASSERT_TRUE(session.until_shown("ended without saying so")) << session.screen().text();
  expect_left_right(session);
}

TEST(Terminal, FollowsResizesAtAnyMoment) {
  OnTerminal session(120, 40, {"100000", "5", "100000"});
  ASSERT_TRUE(session.until_shown("Status"));
  for (const auto& [columns, rows] : {std::pair{80, 24}, std::pair{20, 8}, std::pair{400, 60},
                                      std::pair{40, 12}, std::pair{130, 45}}) {
    SCOPED_TRACE(columns);
    session.resize(columns, rows);
    const size_t before = session.bytes().size();
    ASSERT_TRUE(session.until([&, r = rows] {
      return session.bytes().size() > before && !session.screen().in_update() &&
             session.screen().line(r - 1).find("%") != std::string::npos;
    })) << session.screen().text();
  }
  session.kill(SIGKILL);
  ASSERT_TRUE(session.until_shown("ended without saying so"));
  expect_left_right(session);
}

TEST(Terminal, ShowsWhateverTheNumbersAre) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"60", "10", "0", "nan", "experts"},
                                             {"60", "10", "60", "wide", "experts"},
                                             {"60", "10", "-5", "backwards"},
                                             {"1000000", "0", "1000000"},
                                             {"0", "0", "0"},
                                             {"200", "5", "3"}}) {
    SCOPED_TRACE(arguments.back());
    OnTerminal session(100, 36, arguments);
    ASSERT_TRUE(session.until_shown("the program goes on")) << session.screen().text();
    expect_left_right(session);
    const std::string history = session.screen().history();
    if (arguments.back() == "experts" && arguments[3] == "nan") {
      EXPECT_NE(history.find("Not a finite number"), std::string::npos) << history;
      EXPECT_NE(history.find("1 dead expert"), std::string::npos) << history;
    }
  }
}

TEST(Terminal, SixtyFourProcessesShareOneDisplay) {
  OnTerminal session(120, 40, {"100", "20", "100"}, 64);
  ASSERT_TRUE(session.until_shown("Processes")) << session.screen().text();
  EXPECT_TRUE(session.until([&] {
    const std::string text = session.screen().text();
    const size_t first = text.find("Status");
    return first != std::string::npos && text.find("Status", first + 1) == std::string::npos;
  }));
  ASSERT_TRUE(session.until([&] {
    const std::string history = session.screen().history();
    size_t n = 0;
    for (size_t at = 0; (at = history.find("the program goes on", at)) != std::string::npos; ++at)
      ++n;
    return n == 64 && session.screen().bottom() == session.screen().rows() - 1;
  })) << session.screen().history();
  expect_left_right(session);
}

// Into a pipe: clean lines, not one escape byte.
std::string piped(const std::string& words, const std::string& settings = "") {
  const std::string command =
      settings + " '" + variable("ORIEL_TERMINAL_TRAINER") + "' 200 1 200 " + words + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string out;
  char buffer[4096];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  EXPECT_EQ(::pclose(pipe), 0);
  return out;
}

TEST(Pipe, GetsCleanLines) {
  for (const char* settings : {"", "FORCE_COLOR=3", "CI=1 TERM=xterm", "TERM=dumb"}) {
    const std::string out = piped("nan", settings);
    EXPECT_EQ(out.find('\x1b'), std::string::npos);
    EXPECT_EQ(out.find('\r'), std::string::npos);
    EXPECT_NE(out.find("step 200/200"), std::string::npos) << out;
    EXPECT_NE(out.find("finished"), std::string::npos) << out;
    EXPECT_LT(std::count(out.begin(), out.end(), '\n'), 40) << out;
  }
}

TEST(Pipe, GetsJsonLines) {
  std::istringstream lines(piped("json nan"));
  int n = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line == "the program goes on") continue;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(json.is_object()) << line;
    EXPECT_EQ(json["total"], 200);
    ++n;
  }
  EXPECT_GT(n, 5);
}

}  // namespace
}  // namespace oriel::tests
