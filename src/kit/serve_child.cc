#include "kit/serve_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "base/clock.h"

extern char** environ;

namespace oriel::kit {
namespace {

using base::Status;

constexpr uint64_t kStartNs = 10'000'000'000;
constexpr uint64_t kStopNs = 2'000'000'000;

// The first http:// address in what the server has printed; nothing before its line has ended.
std::string address_in(const std::string& text) {
  const size_t at = text.find("http");
  if (at == std::string::npos || text.find('\n', at) == std::string::npos) return "";
  const size_t end = text.find_first_of(" \n\r\t", at);
  return text.substr(at, end - at);
}

// The child in a process group of its own: Ctrl-C is the training's.
Status spawn(const std::string& program, const std::string& logdir, int out, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  std::string arguments[] = {program, "serve", logdir, "--port", "0"};
  char* argv[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(),
                  arguments[3].data(), arguments[4].data(), nullptr};
  const int error = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? Status() : Status::from_errno("cannot start " + program, error);
}

}  // namespace

base::Result<std::string> ServeChild::start(const std::string& program, const std::string& logdir) {
  if (pid_ > 0) return address_;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Status::from_errno("cannot make a pipe");
  const Status spawned = spawn(program, logdir, ends[1], pid_);
  ::close(ends[1]);
  out_ = ends[0];
  if (!spawned.ok()) {
    pid_ = -1;
    stop();
    return spawned;
  }
  std::string text;
  const uint64_t until = base::monotonic_ns() + kStartNs;
  while (address_.empty() && base::monotonic_ns() < until && text.size() < 65536) {
    pollfd waiting{out_, POLLIN, 0};
    if (::poll(&waiting, 1, 100) <= 0) continue;
    char buffer[4096];
    const ssize_t n = ::read(out_, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    text.append(buffer, static_cast<size_t>(n));
    address_ = address_in(text);
  }
  if (address_.empty()) {
    stop();
    return Status(program + " serve did not say where it serves" +
                  (text.empty() ? "" : ": " + text.substr(0, text.find('\n'))));
  }
  reader_ = std::thread([this] { drain(); });
  return address_;
}

void ServeChild::drain() {
  char buffer[4096];
  while (true) {
    const ssize_t n = ::read(out_, buffer, sizeof buffer);
    if (n == 0 || (n < 0 && errno != EINTR)) return;
  }
}

void ServeChild::stop() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    const uint64_t until = base::monotonic_ns() + kStopNs;
    bool killed = false;
    while (::waitpid(pid_, nullptr, WNOHANG) == 0) {
      if (!killed && base::monotonic_ns() > until) {
        ::kill(-pid_, SIGKILL);
        killed = true;
      }
      ::usleep(2000);
    }
  }
  pid_ = -1;
  if (reader_.joinable()) reader_.join();
  if (out_ >= 0) ::close(out_);
  out_ = -1;
  address_.clear();
}

}  // namespace oriel::kit
