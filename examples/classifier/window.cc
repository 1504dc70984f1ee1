#include "window.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace oriel_train {
namespace {

namespace fs = std::filesystem;

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

// In the directory of $ORIEL_BIN (or there itself), beside this program, or in PATH.
std::string find_window() {
  std::error_code error;
  std::string places;
  if (is_set("ORIEL_BIN")) {
    const fs::path named = std::getenv("ORIEL_BIN");
    places += (fs::is_directory(named, error) ? named : named.parent_path()).string() + ":";
  }
  places += fs::read_symlink("/proc/self/exe", error).parent_path().string() + ":";
  if (is_set("PATH")) places += std::getenv("PATH");
  std::istringstream list(places);
  for (std::string place; std::getline(list, place, ':');) {
    const fs::path program = fs::path(place) / "oriel-window";
    if (!place.empty() && fs::is_regular_file(program, error) &&
        access(program.c_str(), X_OK) == 0) {
      return program.string();
    }
  }
  return {};
}

// In a session of its own, so that Ctrl-C in the terminal reaches the training only.
pid_t start(const std::string& program, const std::string& run, int output) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);

  const char* arguments[] = {program.c_str(), run.c_str(), nullptr};
  pid_t process = -1;
  const int failed = posix_spawn(&process, program.c_str(), &files, &attributes,
                                 const_cast<char* const*>(arguments), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? process : -1;
}

// The first line that is not empty, without what could garble a terminal.
std::string first_line(int file) {
  char text[400] = {};
  const ssize_t size = pread(file, text, sizeof text - 1, 0);
  std::string line;
  for (ssize_t i = 0; i < size; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n' && !line.empty()) break;
    if (c >= 0x20 && c != 0x7f) line += text[i];
  }
  return line;
}

}  // namespace

void Window::open(const std::string& run, const std::string& logdir) {
  advice_ = "the training goes on; to see it: oriel serve " + logdir +
            ", then http://127.0.0.1:6006/ in a browser";
  const char* why = nullptr;
  if (run.empty()) {
    why = "nothing is being recorded";
  } else if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")) {
    why = "there is no display";
  } else if (const std::string program = find_window(); program.empty()) {
    why = "oriel-window is neither beside oriel-train nor in PATH";
  } else {
    said_ = memfd_create("oriel-window", MFD_CLOEXEC);
    process_ = said_ >= 0 ? start(program, run, said_) : -1;
    if (process_ < 0) why = "oriel-window could not be started";
  }
  if (why != nullptr) std::printf("No window: %s; %s\n", why, advice_.c_str());
}

void Window::check() {
  int status = 0;
  if (process_ < 0 || waitpid(process_, &status, WNOHANG) != process_) return;
  process_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
    const std::string said = first_line(said_);
    std::printf("The window ended (%s); %s\n", said.empty() ? "no reason given" : said.c_str(),
                advice_.c_str());
  }
}

Window::~Window() {
  if (said_ >= 0) close(said_);
}

}  // namespace oriel_train
