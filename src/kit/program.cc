#include "kit/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/file.h"

extern char** environ;

namespace oriel::kit {
namespace {

namespace fs = std::filesystem;

bool is_program(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

// A shell in between would do; this one has no words of its own: it starts the rest and ends, so
// that its child has no parent that would have to wait for it.
constexpr const char* kLetGo = R"sh("$@" &)sh";

}  // namespace

std::string find_program(const std::string& name) {
  if (const char* place = std::getenv("ORIEL_BIN"); place != nullptr && *place != '\0') {
    if (fs::path(place).filename() == name && is_program(place)) return place;
    if (const auto path = base::join_path(place, name); is_program(path)) return path;
  }
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    if (const auto path = (self.parent_path() / name).string(); is_program(path)) return path;
  }
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(':'), rest.size());
    const std::string folder(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (folder.empty()) continue;
    if (const auto found = base::join_path(folder, name); is_program(found)) return found;
  }
  return {};
}

bool start_detached(const std::string& program, std::span<const std::string> arguments,
                    int output) {
  std::vector<std::string> words = {"sh", "-c", kLetGo, "sh", program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  if (::posix_spawn_file_actions_init(&actions) != 0) return false;
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    if (output >= 0 && output != fd) ::posix_spawn_file_actions_adddup2(&actions, output, fd);
    if (output < 0) ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_WRONLY, 0);
  }
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  pid_t child = 0;
  const int refused = ::posix_spawn(&child, "/bin/sh", &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (refused != 0) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return true;
}

}  // namespace oriel::kit
