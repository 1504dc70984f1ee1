// A real program on a pseudo-terminal, and a small terminal that knows what the screen shows
// (draw/vt_test_util.h). For tests of the whole.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "draw/vt_test_util.h"

namespace oriel::tests {

using std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(60);

inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

struct Command {
  std::string program;
  std::vector<std::string> arguments;
};

class OnTerminal {
 public:
  OnTerminal(int columns, int rows, const Command& command, int processes = 1)
      : terminal_(columns, rows) {
    winsize size = size_of(columns, rows);
    int words[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, words), 0);
    leader_ = ::forkpty(&master_, nullptr, nullptr, &size);
    if (leader_ == 0) lead(command, processes, words[1]);
    ::close(words[1]);
    words_ = words[0];
    EXPECT_EQ(::tcgetattr(master_, &modes_), 0);
    EXPECT_EQ(::write(words_, "g", 1), 1);  // nobody has changed anything before
    EXPECT_EQ(::read(words_, &program_, sizeof program_), ssize_t{sizeof program_});
  }
  ~OnTerminal() {
    ::kill(leader_, SIGKILL);
    ::waitpid(leader_, nullptr, 0);
    ::close(master_);
    ::close(words_);
  }
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;

  void resize(int columns, int rows) {
    const winsize size = size_of(columns, rows);
    ::ioctl(master_, TIOCSWINSZ, &size);
    terminal_.resize(columns, rows);
  }
  // As from the keyboard.
  void press(std::string_view keys) {
    EXPECT_EQ(::write(master_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }
  void kill(int signal) { ::kill(program_, signal); }
  pid_t pid() const { return program_; }

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
  // On the screen as it is now, between two frames.
  bool shows(const std::string& text) const {
    return !screen().in_update() && screen().text().find(text) != std::string::npos;
  }
  bool until_shows(const std::string& text) {
    return until([&] { return shows(text); });
  }
  bool until_gone(const std::string& text) {
    return until([&] { return !screen().in_update() && !shows(text); });
  }
  // The first of the processes has ended, and everything it wrote was read.
  bool until_ended(int* status) {
    const bool ended = until([&] {
      pollfd ready{words_, POLLIN, 0};
      return ::poll(&ready, 1, 0) > 0;
    });
    if (!ended || ::read(words_, status, sizeof *status) != ssize_t{sizeof *status}) return false;
    pollfd more{master_, POLLIN, 0};
    while (::poll(&more, 1, 50) > 0 && read_some()) {
    }
    return true;
  }

  const vt::Terminal& screen() const { return terminal_; }
  const std::string& bytes() const { return bytes_; }
  const termios& modes_before() const { return modes_; }
  termios modes() const {
    termios now{};
    EXPECT_EQ(::tcgetattr(master_, &now), 0);
    return now;
  }

 private:
  static winsize size_of(int columns, int rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    return size;
  }
  // As a shell: starts the processes and outlives them; the terminal would be hung up otherwise.
  // Tells who the first one is, and later how it ended.
  [[noreturn]] static void lead(const Command& command, int processes, int words) {
    ::setenv("TERM", "xterm-256color", 1);
    ::setenv("LANG", "C.UTF-8", 1);
    ::setenv("TZ", "UTC", 1);
    for (const char* name :
         {"CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES",
          "LC_ALL", "LC_CTYPE", "COLORTERM", "COLORFGBG", "TERM_PROGRAM"}) {
      ::unsetenv(name);
    }
    char go = 0;
    (void)!::read(words, &go, 1);
    pid_t first = 0;
    for (int rank = 0; rank < processes; ++rank) {
      if (processes > 1) ::setenv("RANK", std::to_string(rank).c_str(), 1);
      const pid_t pid = ::fork();
      if (pid == 0) execute(command);
      if (rank == 0) (void)!::write(words, &(first = pid), sizeof pid);
    }
    for (const int s : {SIGINT, SIGQUIT, SIGTSTP}) ::signal(s, SIG_IGN);
    int status = 0;
    for (pid_t pid; (pid = ::wait(&status)) > 0 || errno == EINTR;) {
      if (pid == first) (void)!::write(words, &status, sizeof status);
    }
    while (true) ::pause();
  }
  [[noreturn]] static void execute(const Command& command) {
    std::vector<char*> argv = {const_cast<char*>(command.program.c_str())};
    for (const auto& a : command.arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  bool read_some() {
    pollfd ready{master_, POLLIN, 0};
    if (::poll(&ready, 1, 20) <= 0) return true;
    char buffer[65536];
    const ssize_t n = ::read(master_, buffer, sizeof buffer);
    if (n <= 0) return false;
    bytes_.append(buffer, static_cast<size_t>(n));
    terminal_.write({buffer, static_cast<size_t>(n)});
    return true;
  }

  int master_ = -1, words_ = -1;
  pid_t leader_ = 0, program_ = 0;
  termios modes_{};
  vt::Terminal terminal_;
  std::string bytes_;
};

// What holds at the end of every session: nothing was cleared, nothing is left behind.
inline void expect_left_right(const OnTerminal& session) {
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
  const termios now = session.modes(), before = session.modes_before();
  EXPECT_EQ(now.c_lflag, before.c_lflag);
  EXPECT_EQ(now.c_iflag, before.c_iflag);
  EXPECT_EQ(now.c_oflag, before.c_oflag);
  EXPECT_EQ(std::memcmp(now.c_cc, before.c_cc, sizeof now.c_cc), 0);
}

}  // namespace oriel::tests
