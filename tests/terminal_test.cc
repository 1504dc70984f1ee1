// The display of a training in a terminal, as a whole: the real program on a pseudo-terminal, the
// real helper, and a small terminal that knows what the screen shows (pty_test_util.h).
//
//   ORIEL_TERMINAL_TRAINER   the program; ORIEL_BIN the `oriel` command
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "pty_test_util.h"

namespace oriel::tests {
namespace {

Command training(std::vector<std::string> arguments) {
  return {variable("ORIEL_TERMINAL_TRAINER"), std::move(arguments)};
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
    OnTerminal session(columns, rows, training({"120", "10", "120", "print"}));
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
    OnTerminal session(100, 30, training({"40", "5", "1000", "hang"}));
    ASSERT_TRUE(session.until_shown("Status"));
    session.kill(signal);
    ASSERT_TRUE(session.until_shown("ended without saying so")) << session.screen().text();
    expect_left_right(session);
  }
  OnTerminal session(100, 30, training({"100", "5", "0", "abort"}));
  ASSERT_TRUE(session.until_shown("ended without saying so")) << session.screen().text();
  expect_left_right(session);
}

TEST(Terminal, FollowsResizesAtAnyMoment) {
  OnTerminal session(120, 40, training({"100000", "5", "100000"}));
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
    OnTerminal session(100, 36, training(arguments));
    ASSERT_TRUE(session.until_shown("the program goes on")) << session.screen().text();
    expect_left_right(session);
    const std::string history = session.screen().history();
    if (arguments.back() == "experts" && arguments[3] == "nan") {
      EXPECT_NE(history.find("Not a finite number"), std::string::npos) << history;
      EXPECT_NE(history.find("1 dead expert"), std::string::npos) << history;
    }
  }
}

TEST(Terminal, StandsCustomTablesAndNamesOfEveryKind) {
  OnTerminal session(200, 60, training({"400", "10", "400", "odd", "table"}));
  ASSERT_TRUE(session.until_shown("Wild odd")) << session.screen().text();
  ASSERT_TRUE(session.until_shown("missing")) << session.screen().text();
  ASSERT_TRUE(session.until_shown("the program goes on")) << session.screen().text();
  expect_left_right(session);
  for (const char* taken : {"\x1b]", "\x1b[31m", "\xc2\x9b", "\xff"}) {
    EXPECT_EQ(session.bytes().find(taken), std::string::npos);
  }
}

TEST(Terminal, ATableBuilderThatThrowsIsNotCalledAgain) {
  OnTerminal session(100, 36, training({"100", "5", "100", "throw"}));
  ASSERT_TRUE(session.until_shown("the program goes on")) << session.screen().text();
  const std::string history = session.screen().history();
  const std::string what = "the custom table builder failed and is not called again";
  EXPECT_NE(history.find(what), std::string::npos) << history;
  EXPECT_EQ(history.find(what), history.rfind(what)) << history;
  expect_left_right(session);
}

TEST(Terminal, SixtyFourProcessesShareOneDisplay) {
  OnTerminal session(120, 40, training({"500", "20", "500"}), 64);
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

class PipeWithJson : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Words, PipeWithJson, ::testing::Values("json nan", "json odd nan table"));

TEST_P(PipeWithJson, GetsALineOfJsonEach) {
  std::istringstream lines(piped(GetParam()));
  int n = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line == "the program goes on") continue;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    ASSERT_TRUE(json.is_object()) << line;
    EXPECT_EQ(json["total"], 200);
    EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 127; }));
    ++n;
  }
  EXPECT_GT(n, 5);
}

}  // namespace
}  // namespace oriel::tests
