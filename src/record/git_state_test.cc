#include "record/git_state.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/clock.h"

namespace oriel::record {
namespace {

using std::chrono::milliseconds;
using namespace std::string_literals;

const std::string kOne(40, '1');
const std::string kTwo(40, '2');

class GitStateTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oriel_git_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    path_ = ::getenv("PATH");
  }
  void TearDown() override {
    ::setenv("PATH", path_.c_str(), 1);
    std::filesystem::remove_all(root_);
  }
  void put(const std::string& name, const std::string& text) {
    const std::filesystem::path path = root_ + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  std::string commit_of(const std::string& name) {
    return read_git_commit(find_git_tree(root_ + "/" + name));
  }
  // A `git` of our own that PATH finds first.
  void fake_git(const std::string& script) {
    put("bin/git", "#!/bin/sh\n" + script);
    ::chmod((root_ + "/bin/git").c_str(), 0755);
    ::setenv("PATH", (root_ + "/bin:" + path_).c_str(), 1);
  }
  bool run(const std::string& command) {
    return std::system(("cd " + root_ + " && ( " + command + " ) >/dev/null 2>&1").c_str()) == 0;
  }

  std::string root_, path_;
};

TEST_F(GitStateTest, NoRepositoryNoCommit) {
  EXPECT_EQ(commit_of(""), "");
  EXPECT_EQ(find_git_tree("").root, "");
  EXPECT_EQ(find_git_tree("relative").root, "");
  EXPECT_EQ(git_is_dirty(GitTree{}, milliseconds(200)), std::nullopt);
}

TEST_F(GitStateTest, FollowsHeadFromAnyFolder) {
  std::filesystem::create_directories(root_ + "/r/a/b");
  put("r/.git/HEAD", kOne + "\n");  // detached
  EXPECT_EQ(commit_of("r/a/b"), kOne);
  EXPECT_EQ(find_git_tree(root_ + "/r/a/b").root, root_ + "/r");
  put("r/.git/HEAD", "ref: refs/heads/main\n");
  EXPECT_EQ(commit_of("r"), "");  // before the first commit
  put("r/.git/packed-refs", "# pack-refs with: peeled\n" + kTwo + " refs/heads/mainline\n" + kOne +
                                " refs/heads/main\n^" + kTwo + "\n");
  EXPECT_EQ(commit_of("r"), kOne);
  put("r/.git/refs/heads/main", kTwo + "\n");  // a loose one wins
  EXPECT_EQ(commit_of("r"), kTwo);
  put("r/.git/refs/heads/main", "ref: refs/heads/other\n");
  put("r/.git/refs/heads/other", std::string(64, 'a'));
  EXPECT_EQ(commit_of("r"), std::string(64, 'a'));
}

TEST_F(GitStateTest, FollowsWorkTrees) {
  put("main/.git/HEAD", "ref: refs/heads/main\n");
  put("main/.git/refs/heads/side", kTwo + "\n");
  put("main/.git/worktrees/w/HEAD", "ref: refs/heads/side\n");
  put("main/.git/worktrees/w/commondir", "../..\n");
  put("w/.git", "gitdir: " + root_ + "/main/.git/worktrees/w\n");
  EXPECT_EQ(commit_of("w"), kTwo);
  put("main/sub/.git", "gitdir: ../.git/modules/sub\n");  // relative, as submodules have it
  put("main/.git/modules/sub/HEAD", kOne);
  EXPECT_EQ(commit_of("main/sub"), kOne);
}

TEST_F(GitStateTest, NonsenseIsNoCommit) {
  for (const std::string& head :
       {""s, "ref: "s, "ref: ../../secret"s, "ref: refs/../../x"s, "hello"s, std::string(40, 'g'),
        "ref: refs/heads/.invalid"s, std::string(200'000, '1')}) {
    put("r/.git/HEAD", head);
    EXPECT_EQ(commit_of("r"), "") << head;
  }
  put("r/.git/HEAD", "ref: refs/heads/loop");
  put("r/.git/refs/heads/loop", "ref: refs/heads/loop");
  EXPECT_EQ(commit_of("r"), "");
  std::filesystem::remove(root_ + "/r/.git/HEAD");
  ASSERT_EQ(::mkfifo((root_ + "/r/.git/HEAD").c_str(), 0600), 0);
  EXPECT_EQ(commit_of("r"), "");  // and no wait for somebody to write into it
}

TEST_F(GitStateTest, AgreesWithGit) {
  if (!run("git --version")) GTEST_SKIP() << "git is not installed";
  ASSERT_TRUE(
      run("git init -q r && cd r && git config user.name n && git config user.email e@e && "
          "echo 1 > f && git add f && git commit -q -m one && "
          "git rev-parse HEAD > ../head"));
  std::string head;
  std::ifstream(root_ + "/head") >> head;
  const GitTree tree = find_git_tree(root_ + "/r");
  EXPECT_EQ(read_git_commit(tree), head);
  const milliseconds patient(10'000);
  EXPECT_EQ(git_is_dirty(tree, patient), false);
  put("r/new", "untracked files do not count");
  EXPECT_EQ(git_is_dirty(tree, patient), false);
  put("r/f", "changed");
  EXPECT_EQ(git_is_dirty(tree, patient), true);
  ASSERT_TRUE(run("cd r && git pack-refs --all && git worktree add ../w"));
  EXPECT_EQ(commit_of("r"), head);
  EXPECT_EQ(commit_of("w"), head);
  EXPECT_EQ(git_is_dirty(find_git_tree(root_ + "/w"), patient), false);
}

TEST_F(GitStateTest, ASlowGitIsKilledWithItsChildren) {
  fake_git("sleep 100 & echo $$ $! > \"$2/pids\"; wait");
  const GitTree tree{root_, root_ + "/.git"};
  const uint64_t start = base::monotonic_ns();
  EXPECT_EQ(git_is_dirty(tree, milliseconds(200)), std::nullopt);
  EXPECT_LT(base::monotonic_ns() - start, 5'000'000'000u);
  int status;
  EXPECT_EQ(::waitpid(-1, &status, WNOHANG), -1);  // no zombie is left
  pid_t pids[2] = {0, 0};
  std::ifstream file(root_ + "/pids");
  if (file >> pids[0] >> pids[1]) {  // on a busy machine it may not have come that far
    for (int i = 0; i < 5000 && ::kill(pids[1], 0) == 0; ++i) {
      std::ifstream stat("/proc/" + std::to_string(pids[1]) + "/stat");
      std::string number, name, state;
      stat >> number >> name >> state;
      if (state == "Z") break;  // dead; collecting it is init's task
      ::usleep(1000);
    }
    std::ifstream stat("/proc/" + std::to_string(pids[1]) + "/stat");
    std::string number, name, state;
    stat >> number >> name >> state;
    EXPECT_TRUE(state.empty() || state == "Z") << state;
  }
}

TEST_F(GitStateTest, AFailingOrAbsentGitTellsNothing) {
  const GitTree tree{root_, root_ + "/.git"};
  fake_git("exit 128");
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), std::nullopt);
  fake_git("kill -9 $$");
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), std::nullopt);
  ::setenv("PATH", (root_ + "/empty").c_str(), 1);
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), std::nullopt);
}

// What the child gets: a quiet place, whatever the program around us has done.
TEST_F(GitStateTest, TheChildInheritsNoSurprises) {
  fake_git(
      "cat > \"$2/stdin\"; ls /proc/$$/fd > \"$2/fds\"; "
      "grep -E 'SigBlk|SigIgn' /proc/self/status > \"$2/signals\"; env > \"$2/env\"; "
      "echo \"$@\" > \"$2/args\"");
  ::setenv("GIT_DIR", "/elsewhere", 1);
  const auto pipe_before = ::signal(SIGPIPE, SIG_IGN);
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  int leak[2];
  ASSERT_EQ(::pipe(leak), 0);  // not close-on-exec
  EXPECT_EQ(git_is_dirty({root_, root_ + "/.git"}, milliseconds(20'000)), false);
  ::close(leak[0]);
  ::close(leak[1]);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::signal(SIGPIPE, pipe_before);
  ::unsetenv("GIT_DIR");
  const auto text = [&](const char* name) {
    std::ifstream file(root_ + "/" + name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  EXPECT_EQ(std::filesystem::file_size(root_ + "/stdin"), 0u);
  // Signals 32 and 33 are the C library's own: out of anybody's reach.
  constexpr uint64_t kOwn = 3ull << 31;
  std::istringstream signals(text("signals"));
  std::string label, mask;
  int lines = 0;
  for (; signals >> label >> mask; ++lines) {
    EXPECT_EQ(std::stoull(mask, nullptr, 16) & ~kOwn, 0u) << label;
  }
  EXPECT_EQ(lines, 2);
  EXPECT_EQ(text("env").find("GIT_DIR"), std::string::npos);
  EXPECT_EQ(text("args"), "-C " + root_ +
                              " -c core.fsmonitor=false --no-optional-locks status "
                              "--porcelain --untracked-files=no\n");
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  EXPECT_EQ(text("fds").find(std::to_string(leak[1]) + "\n"), std::string::npos) << text("fds");
#endif
}

std::atomic<int> g_children{0};

TEST_F(GitStateTest, SurvivesAProgramThatCollectsEveryChild) {
  const GitTree tree{root_, root_ + "/.git"};
  const auto before = ::signal(SIGCHLD, SIG_IGN);  // the kernel collects
  fake_git("exit 0");
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), std::nullopt);  // whether it failed: unknown
  fake_git("echo M f");
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), true);
  ::signal(SIGCHLD, [](int) {
    const int error = errno;
    while (::waitpid(-1, nullptr, WNOHANG) > 0) ++g_children;
    errno = error;
  });
  EXPECT_EQ(git_is_dirty(tree, milliseconds(5000)), true);
  ::signal(SIGCHLD, before);
}

}  // namespace
}  // namespace oriel::record
