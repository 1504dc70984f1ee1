#include "record/git_state.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file.h"

namespace oriel::record {
namespace {

constexpr uint64_t kMaxSmallFile = 65536;
constexpr uint64_t kMaxPackedRefs = 64u << 20;

std::string trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  return std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

std::string read_text(const std::string& path, uint64_t limit) {
  struct stat info;  // not a pipe: reading one could wait for ever
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  const auto bytes = base::read_file(path, limit);
  return bytes.ok() ? std::string(bytes->begin(), bytes->end()) : std::string();
}

bool is_directory(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string resolve(const std::string& base, const std::string& path) {
  return !path.empty() && path[0] == '/' ? path : base::join_path(base, path);
}

bool is_commit(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A name such as refs/heads/main: nothing that leads out of the repository.
bool is_reference(std::string_view name) {
  return name.starts_with("refs/") && name.find("..") == std::string_view::npos;
}

// In packed-refs: lines "<commit> <name>".
std::string packed_reference(const std::string& common_dir, const std::string& name) {
  const std::string text = read_text(base::join_path(common_dir, "packed-refs"), kMaxPackedRefs);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const size_t blank = line.find(' ');
    if (blank == std::string_view::npos || trimmed(line.substr(blank + 1)) != name) continue;
    if (is_commit(line.substr(0, blank))) return std::string(line.substr(0, blank));
  }
  return {};
}

// --- starting git ------------------------------------------------------------------------------

// The environment for git: without what would point it at another repository.
std::vector<char*> git_environment() {
  std::vector<char*> out;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    bool keep = true;
    for (std::string_view name : {"GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=", "GIT_TRACE"}) {
      keep = keep && !text.starts_with(name);
    }
    if (keep) out.push_back(*entry);
  }
  out.push_back(nullptr);
  return out;
}

// A child with its own process group; `output` is the end from which what it prints is read.
struct Child {
  pid_t pid = -1;
  int output = -1;
};

void set_up(posix_spawn_file_actions_t* files, posix_spawnattr_t* attributes, int output) {
  ::posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(files, output, 1);
  ::posix_spawn_file_actions_addopen(files, 2, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  ::posix_spawn_file_actions_addclosefrom_np(files, 3);
#endif
  sigset_t none, all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(attributes, &none);
  ::posix_spawnattr_setsigdefault(attributes, &all);
  ::posix_spawnattr_setpgroup(attributes, 0);
  ::posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

// A pipe whose ends are never among the standard streams, even in a program that closed those.
bool open_pipe(int ends[2]) {
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  bool ok = true;
  for (int i = 0; i < 2; ++i) {
    if (ends[i] > 2) continue;
    const int higher = ::fcntl(ends[i], F_DUPFD_CLOEXEC, 3);
    ok = ok && higher >= 0;
    ::close(ends[i]);
    ends[i] = higher;
  }
  if (ok) return true;
  for (int i = 0; i < 2; ++i) {
    if (ends[i] >= 0) ::close(ends[i]);
  }
  return false;
}

std::optional<Child> start_git_status(const std::string& root) {
  int ends[2];
  if (!open_pipe(ends)) return std::nullopt;
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  set_up(&files, &attributes, ends[1]);
  // The monitor is a program that the repository's own settings name: it is not run.
  const char* arguments[] = {"git",
                             "-C",
                             root.c_str(),
                             "-c",
                             "core.fsmonitor=false",
                             "--no-optional-locks",
                             "status",
                             "--porcelain",
                             "--untracked-files=no",
                             nullptr};
  std::vector<char*> environment = git_environment();
  Child child;
  const int error = ::posix_spawnp(&child.pid, "git", &files, &attributes,
                                   const_cast<char* const*>(arguments), environment.data());
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return std::nullopt;
  }
  child.output = ends[0];
  return child;
}

int milliseconds_until(uint64_t deadline_ns) {
  const uint64_t now = base::monotonic_ns();
  return now >= deadline_ns ? 0 : static_cast<int>((deadline_ns - now + 999'999) / 1'000'000);
}

enum class Output { kSome, kNone, kTimeout };

// Waits for the first byte or the end of the output.
Output wait_for_output(int fd, uint64_t deadline_ns) {
  for (;;) {
    pollfd waiting = {fd, POLLIN, 0};
    const int left = milliseconds_until(deadline_ns);
    const int ready = ::poll(&waiting, 1, left);
    if (ready < 0 && errno != EINTR) return Output::kTimeout;
    if (ready > 0) {
      char byte;
      const ssize_t n = ::read(fd, &byte, 1);
      if (n > 0) return Output::kSome;
      if (n == 0) return Output::kNone;
      if (errno != EINTR) return Output::kTimeout;
    }
    if (left == 0) return Output::kTimeout;
  }
}

// The exit status, if the child ends in time and nobody else in this program collects it first.
std::optional<int> wait_for_exit(pid_t pid, uint64_t deadline_ns) {
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(pid, &status, WNOHANG);
    if (ended == pid) return status;
    if (ended < 0 && errno != EINTR) return std::nullopt;
    if (milliseconds_until(deadline_ns) == 0) return std::nullopt;
    ::poll(nullptr, 0, 1);
  }
}

}  // namespace

GitTree find_git_tree(const std::string& directory) {
  std::string at = directory;
  while (!at.empty() && at[0] == '/') {
    const std::string dot_git = base::join_path(at, ".git");
    if (is_directory(dot_git)) return {at, dot_git};
    // A work tree of its own, or a submodule: a file "gitdir: path".
    const std::string text = read_text(dot_git, kMaxSmallFile);
    if (text.starts_with("gitdir:")) return {at, resolve(at, trimmed(text.substr(7)))};
    if (at == "/") break;
    at.resize(std::max<size_t>(at.find_last_of('/'), 1));
  }
  return {};
}

std::string read_git_commit(const GitTree& tree) {
  if (tree.root.empty()) return {};
  // A work tree keeps its HEAD to itself and shares the rest.
  const std::string common = trimmed(read_text(tree.git_dir + "/commondir", kMaxSmallFile));
  const std::string common_dir = common.empty() ? tree.git_dir : resolve(tree.git_dir, common);
  std::string text = trimmed(read_text(tree.git_dir + "/HEAD", kMaxSmallFile));
  for (int depth = 0; depth < 5 && !is_commit(text); ++depth) {
    if (!text.starts_with("ref:")) return {};
    const std::string name = trimmed(std::string_view(text).substr(4));
    if (!is_reference(name)) return {};
    text = trimmed(read_text(base::join_path(tree.git_dir, name), kMaxSmallFile));
    if (text.empty()) text = trimmed(read_text(base::join_path(common_dir, name), kMaxSmallFile));
    if (text.empty()) return packed_reference(common_dir, name);
  }
  return is_commit(text) ? text : std::string();
}

std::optional<bool> git_is_dirty(const GitTree& tree, std::chrono::milliseconds limit) {
  if (tree.root.empty()) return std::nullopt;
  const uint64_t deadline = base::monotonic_ns() + static_cast<uint64_t>(limit.count()) * 1'000'000;
  const std::optional<Child> child = start_git_status(tree.root);
  if (!child) return std::nullopt;
  const Output output = wait_for_output(child->output, deadline);
  ::close(child->output);
  std::optional<int> status;
  if (output == Output::kNone) status = wait_for_exit(child->pid, deadline);
  // Its answer is known or comes too late. Only if it still is our child: where the program has its
  // children collected for it, the number may be another's by now.
  if (!status && ::waitpid(child->pid, nullptr, WNOHANG) == 0) {
    ::kill(-child->pid, SIGKILL);  // and those that it started
    (void)wait_for_exit(child->pid, base::monotonic_ns() + 50'000'000);
  }
  if (output == Output::kSome) return true;
  if (status && WIFEXITED(*status) && WEXITSTATUS(*status) == 0) return false;
  return std::nullopt;
}

}  // namespace oriel::record
