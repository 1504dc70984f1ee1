#include "cli/watch_terminal.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "draw/terminal_encoder.h"

namespace oriel::cli {
namespace {

constexpr char kTaken = 't', kGivenBack = 'g';

}  // namespace

bool write_to_terminal(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

WatchTerminal::WatchTerminal() : has_modes_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
  int words[2];
  if (::pipe2(words, O_CLOEXEC) != 0) return;
  guardian_pid_ = ::fork();
  if (guardian_pid_ == 0) {
    ::close(words[1]);
    guard(words[0]);
  }
  ::close(words[0]);
  guardian_ = words[1];
}

WatchTerminal::~WatchTerminal() {
  give_back();
  if (guardian_ >= 0) ::close(guardian_);
  while (guardian_pid_ > 0 && ::waitpid(guardian_pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void WatchTerminal::take() {
  if (taken_) return;
  taken_ = true;
  tell(kTaken);  // first: dying in between is put right, too
  if (has_modes_) {
    termios wanted = before_;
    wanted.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    wanted.c_cc[VMIN] = 0;
    wanted.c_cc[VTIME] = 0;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &wanted);
  }
  write_to_terminal(draw::setup_full_screen());
}

void WatchTerminal::give_back() {
  if (!taken_) return;
  taken_ = false;
  write_to_terminal(draw::teardown_full_screen());
  if (has_modes_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  tell(kGivenBack);
}

void WatchTerminal::tell(char word) const {
  while (guardian_ >= 0 && ::write(guardian_, &word, 1) < 0 && errno == EINTR) {
  }
}

// The child: outlives whatever ends its parent, and looks at what was said last.
void WatchTerminal::guard(int words) const {
  for (const int s : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGTTOU, SIGPIPE}) {
    std::signal(s, SIG_IGN);
  }
  char last = kGivenBack;
  while (true) {
    char word = 0;
    const ssize_t n = ::read(words, &word, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    last = word;
  }
  if (last == kTaken) {
    write_to_terminal(draw::teardown_full_screen());
    if (has_modes_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  ::_exit(0);
}

}  // namespace oriel::cli
