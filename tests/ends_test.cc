// How trainings end, and how they multiply: signals, abort, _exit, exceptions; fork, exec, threads
// that still log while the run is finished; many writers in one run. Everything accepted is there,
// and nobody's exit code changes.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <set>
#include <thread>

#include "format/doctor.h"
#include "format/ring.h"
#include "oracle.h"
#include "record/run_directory.h"
#include "small_run.h"

// Children of fork() start threads here, which ThreadSanitizer refuses unless it is asked.
extern "C" const char* __tsan_default_options() {
  return "die_after_fork=0";
}

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;
using format::collect;
using Training = oriel::Run;  // gtest has a Run of its own

// In a child of a process with threads the sanitizers' runtimes may wait for locks that nobody
// holds any more (their allocator's), and ThreadSanitizer cannot start threads.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define SKIP_IF_SANITIZED GTEST_SKIP() << "the sanitizer does not survive fork() with threads"
#else
#define SKIP_IF_SANITIZED static_cast<void>(0)
#endif

RunOptions options(const std::string& logdir) {
  RunOptions o;
  o.logdir = StringRef(logdir);
  o.system_interval_ms = 0;
  return o;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

void quiet() {  // no core files, no reports of what is meant to happen
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGSEGV, SIG_DFL);
  ::signal(SIGABRT, SIG_DFL);
  (void)!::freopen("/dev/null", "w", stderr);
}

struct Ending {
  const char* name;
  void (*end)();
  int signal;  // or 0
  int code;
};

[[noreturn]] void throw_it() {
  throw std::runtime_error("boom");
}
const Ending kEndings[] = {
    {"SIGTERM", [] { ::kill(::getpid(), SIGTERM); }, SIGTERM, 0},
    {"SIGINT", [] { ::kill(::getpid(), SIGINT); }, SIGINT, 0},
    {"SIGHUP", [] { ::kill(::getpid(), SIGHUP); }, SIGHUP, 0},
    {"abort", [] { std::abort(); }, SIGABRT, 0},
    {"SIGSEGV", [] { ::raise(SIGSEGV); }, SIGSEGV, 0},
    {"_exit", [] { ::_exit(37); }, 0, 37},
    {"exit", [] { std::exit(38); }, 0, 38},
    {"terminate", [] { [&]() noexcept { throw_it(); }(); }, SIGABRT, 0},
};

class Ends : public ::testing::TestWithParam<int> {};

TEST_P(Ends, LoseNothingAndKeepTheExitCode) {
  const Ending& ending = kEndings[GetParam()];
  SCOPED_TRACE(ending.name);
  TempDir place;
  Page page;
  const Script script(77);
  const pid_t child = ::fork();
  if (child == 0) {
    quiet();
    auto* run = new Training(options(place.path()));  // exit() must not find it on a stack
    for (uint32_t t = 0; t < 4; ++t) {
      std::thread([&, run, t] { run_script(script, *run, *page.operator->(), t); }).detach();
    }
    while (page->threads[1].accepted.load() < 3000) std::this_thread::yield();
    ending.end();
    for (;;) ::pause();
  }
  const int status = wait_for(child);
  if (ending.signal != 0) {
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), ending.signal);
  } else {
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), ending.code);
  }
  const std::string path = place.path() + "/run_001";
  for (int drained = 0; drained < 2; ++drained) {
    for (const auto& c : compare(script, *page.operator->(), collect(path), path, 1)) {
      ADD_FAILURE() << c;
    }
    EXPECT_FALSE(format::examine(path).damaged());
    EXPECT_TRUE(format::drain_orphans(base::FileSystem::real(), path).ok());
  }
}
INSTANTIATE_TEST_SUITE_P(All, Ends, ::testing::Range(0, static_cast<int>(std::size(kEndings))));

// Frames are large, so that a thread is often taken off its core in the middle of one.
TEST(Finish, KeepsWhatOtherThreadsHadAccepted) {
  for (int round = 0; round < 3; ++round) {
    TempDir place;
    constexpr int kThreads = 8;
    constexpr size_t kSamples = 1500;
    uint64_t accepted[kThreads] = {};
    std::string path;
    {
      RunOptions small = options(place.path());
      small.drain_interval_ms = 1;
      Training run(small);
      path.assign(run.path().data(), run.path().size());
      std::atomic<int> ready{0};
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
          const std::string name = "t" + std::to_string(t);
          const std::vector<Sample> samples(kSamples, Sample(name, t));
          for (int64_t i = 0;; ++i) {
            const Error e = run.try_log(i, samples);
            if (e.code() == ErrorCode::kDisabled) return;
            accepted[t] += !e;
            if (i == 10) ++ready;
          }
        });
      }
      while (ready.load() < kThreads) std::this_thread::yield();
      run.finish();
      for (auto& t : threads) t.join();
    }
    const auto found = collect(path);
    for (int t = 0; t < kThreads; ++t) {
      const auto series = found.series.find("t" + std::to_string(t));
      const size_t kept = series == found.series.end() ? 0 : series->second.size();
      ASSERT_EQ(kept, accepted[t] * kSamples) << "round " << round;
    }
    ASSERT_FALSE(format::examine(path).damaged());
  }
}

// A call is held in its middle: its name lies in a page that cannot be read until the handler of
// SIGSEGV makes it readable, which is when finish() has returned or has waited a while for it.
char* g_page = nullptr;
std::atomic<bool> g_inside{false}, g_finished{false};
void hold(int) {
  g_inside = true;
  for (int ms = 0; ms < 300 && !g_finished; ++ms) ::usleep(1000);
  ::mprotect(g_page, 4096, PROT_READ | PROT_WRITE);
}

TEST(Finish, WaitsForACallThatIsUnderWay) {
  TempDir place;
  g_page = static_cast<char*>(
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  std::strcpy(g_page, "name");
  ::mprotect(g_page, 4096, PROT_NONE);
  struct sigaction handler = {}, before = {};
  handler.sa_handler = hold;
  ::sigaction(SIGSEGV, &handler, &before);
  std::string path;
  {
    Training run(options(place.path()));
    path.assign(run.path().data(), run.path().size());
    std::thread caller([&] {
      run.log(1, {{"other", 1}});
      EXPECT_FALSE(run.try_log(2, {{StringRef(g_page, 4), 2}}));
    });
    while (!g_inside) std::this_thread::yield();
    run.finish();
    g_finished = true;
    caller.join();
  }
  ::sigaction(SIGSEGV, &before, nullptr);
  ::munmap(g_page, 4096);
  const auto found = collect(path);
  EXPECT_EQ(found.series.count("name"), 1u);  // it was accepted
  EXPECT_EQ(found.file.status, format::WriterStatus::kFinished);
}

// A thread's ring must not need another's: the thread that had a name first may have died before it
// could say so.
TEST(Names, EveryRingBindsTheNamesItUses) {
  TempDir place;
  const pid_t child = ::fork();
  if (child == 0) {
    RunOptions o = options(place.path());
    o.ring = RingPlace::kRunDir;
    o.drain_interval_ms = 600'000;
    o.sync_interval_ms = 600'000;
    Training run(o);
    (void)run.sync();  // the drain has had its first look and sleeps now
    run.log(1, {{"shared", 1}});
    std::thread([&] {
      run.log(2, {{"shared", 2}});
      ::kill(::getpid(), SIGKILL);
    }).join();
  }
  ASSERT_TRUE(WIFSIGNALED(wait_for(child)));
  const std::string path = place.path() + "/run_001";
  const auto rings = format::list_rings(path + "/ring", collect(path).file.uuid);
  ASSERT_EQ(rings.size(), 2u);
  ASSERT_EQ(collect(path).series.at("shared").size(), 2u);
  fs::remove(rings[0]);
  const auto found = collect(path);
  ASSERT_EQ(found.series.count("shared"), 1u);
  EXPECT_EQ(found.series.at("shared")[0].step, 2);
}

// Children that use what they inherited in every way: nothing happens, nothing hangs.
void use_everything(Training& run) {
  const Series s = run.series("child");
  run.log(1, {{s, 1}, {"by name", 2}});
  const bool refused = static_cast<bool>(run.try_log(1, {{s, 1}}));
  run.event(1, "child");
  run.record(1, "child", Text{"child"});
  (void)run.watched("child");
  run.tag("child");
  const bool no_sync = static_cast<bool>(run.sync());
  (void)run.dropped();
  (void)run.error();
  run.finish();
  if (!refused || !no_sync) ::_exit(9);
}

TEST(Fork, ChildrenRecordNothingWhileTheParentGoesOn) {
  SKIP_IF_SANITIZED;
  TempDir place;
  Page page;
  const Script script(5);
  std::string path;
  {
    Training run(options(place.path()));
    path.assign(run.path().data(), run.path().size());
    std::vector<std::thread> threads;
    for (uint32_t t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] { run_script(script, run, *page.operator->(), t); });
    }
    std::vector<pid_t> children;
    for (int i = 0; i < 24; ++i) {
      const pid_t child = ::fork();
      if (child == 0) {
        ::alarm(20);  // a deadlock is a failure, not a hang
        use_everything(run);
        std::thread([&] { use_everything(run); }).join();
        ::_exit(0);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) EXPECT_EQ(wait_for(child), 0);
    for (auto& t : threads) t.join();
  }
  for (const auto& c : compare(script, *page.operator->(), collect(path), path, 0)) {
    ADD_FAILURE() << c;
  }
  EXPECT_EQ(collect(path).series.count("child"), 0u);
  EXPECT_FALSE(format::examine(path).damaged());
}

// exit() in a child destroys what main() has on no stack: statics, among them perhaps a Run.
TEST(Fork, ExitInAChildChangesNothing) {
  TempDir place;
  const pid_t trainer = ::fork();
  if (trainer == 0) {
    static Training run(options(place.path()));
    run.log(1, {{"x", 1}});
    const pid_t child = ::fork();
    if (child == 0) std::exit(0);
    const int status = wait_for(child);
    run.log(2, {{"x", 2}});
    std::exit(status == 0 ? 0 : 1);
  }
  EXPECT_EQ(wait_for(trainer), 0);
  const auto found = collect(place.path() + "/run_001");
  EXPECT_EQ(found.file.status, format::WriterStatus::kFinished);
  EXPECT_EQ(found.series.at("x").size(), 2u);
}

TEST(Fork, AChildThatOutlivesTheParentHidesNothing) {
  TempDir place;
  int started[2];  // the child is there: fork() has returned in it, its copy of the lock is closed
  int over[2];     // the test has seen enough
  ASSERT_EQ(::pipe(started), 0);
  ASSERT_EQ(::pipe(over), 0);
  char byte = 0;
  const pid_t trainer = ::fork();
  if (trainer == 0) {
    Training run(options(place.path()));
    run.log(1, {{"x", 1}});
    if (::fork() == 0) {
      ::close(over[1]);
      (void)!::write(started[1], &byte, 1);
      (void)!::read(over[0], &byte, 1);
      ::_exit(0);
    }
    (void)!::read(started[0], &byte, 1);
    ::kill(::getpid(), SIGKILL);
  }
  EXPECT_TRUE(WIFSIGNALED(wait_for(trainer)));
  const auto found = collect(place.path() + "/run_001");
  EXPECT_FALSE(found.alive);
  ASSERT_EQ(found.series.count("x"), 1u);
  EXPECT_EQ(found.series.at("x").size(), 1u);
  for (const int fd : {started[0], started[1], over[0], over[1]}) ::close(fd);
}

// Whoever looks after the copy finds a lock that nobody holds, and the rings of the original.
TEST(Copies, OfALivingRunTakeNothingFromIt) {
  TempDir place;
  int ready[2], go_on[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(go_on), 0);
  char byte = 0;
  const pid_t trainer = ::fork();
  if (trainer == 0) {
    Training run(options(place.path()));
    run.log(1, {{"x", 1}});
    (void)!::write(ready[1], &byte, 1);
    (void)!::read(go_on[0], &byte, 1);
    run.log(2, {{"x", 2}});
    ::kill(::getpid(), SIGKILL);
  }
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  const std::string original = place.path() + "/run_001", copy = place.path() + "/copy";
  fs::copy(original, copy, fs::copy_options::recursive);
  const auto taken = format::drain_orphans(base::FileSystem::real(), copy);
  ASSERT_TRUE(taken.ok()) << taken.status().message();
  EXPECT_EQ(*taken, 0u);
  EXPECT_FALSE(format::list_rings("/dev/shm", collect(original).file.uuid).empty());
  EXPECT_EQ(::write(go_on[1], &byte, 1), 1);
  EXPECT_TRUE(WIFSIGNALED(wait_for(trainer)));
  EXPECT_EQ(collect(original).series.at("x").size(), 2u);
  EXPECT_TRUE(format::drain_orphans(base::FileSystem::real(), original).ok());
  for (const int fd : {ready[0], ready[1], go_on[0], go_on[1]}) ::close(fd);
}

TEST(Fork, AChildMayJoin) {
  SKIP_IF_SANITIZED;
  TempDir place;
  std::string path;
  {
    Training run(options(place.path()));
    path.assign(run.path().data(), run.path().size());
    run.log(1, {{"x", 1}});
    const pid_t child = ::fork();
    if (child == 0) {
      RunOptions o;
      o.join = run.path();
      o.system_interval_ms = 0;
      {
        Training mine(o);
        mine.log(1, {{"x", 10}});
      }
      ::_exit(0);
    }
    EXPECT_EQ(wait_for(child), 0);
    run.log(2, {{"x", 2}});
  }
  EXPECT_EQ(collect(path, 0).series.at("x").size(), 2u);
  EXPECT_EQ(collect(path, 1).series.at("x").at(0).value, 10);
}

TEST(ManyWriters, SixtyFourJoinOneRunAndSomeDie) {
  SKIP_IF_SANITIZED;
  TempDir place;
  std::string path;
  constexpr int kProcesses = 8, kEach = 8, kFrames = 500;
  {
    Training first(options(place.path()));
    path.assign(first.path().data(), first.path().size());
    std::vector<pid_t> children;
    for (int p = 0; p < kProcesses; ++p) {
      const pid_t child = ::fork();
      if (child == 0) {
        std::vector<std::thread> threads;
        for (int w = 0; w < kEach; ++w) {
          threads.emplace_back([&, w] {
            RunOptions o;
            o.join = StringRef(path);
            o.system_interval_ms = 0;
            auto* mine = new Training(o);
            for (int i = 0; i < kFrames; ++i) mine->log(i, {{"rank", p * kEach + w}, {"i", i}});
            if (p % 2 == 0) delete mine;
          });
        }
        for (auto& t : threads) t.join();
        ::kill(::getpid(), p % 2 == 0 ? SIGUSR1 : SIGKILL);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) EXPECT_TRUE(WIFSIGNALED(wait_for(child)));
    first.log(0, {{"rank", -1}});
  }
  const auto writers = format::list_writers(path);
  ASSERT_EQ(writers.size(), 1u + kProcesses * kEach);
  for (int drained = 0; drained < 2; ++drained) {
    std::set<double> ranks;
    for (const int w : writers) {
      const auto found = collect(path, w);
      ASSERT_TRUE(found.damage.empty());
      const auto& rank = found.series.at("rank");
      ranks.insert(rank[0].value);
      if (w == 0) continue;
      ASSERT_EQ(rank.size(), size_t{kFrames});
      for (int i = 0; i < kFrames; ++i) {
        ASSERT_EQ(found.series.at("i")[static_cast<size_t>(i)].value, i);
        ASSERT_EQ(rank[static_cast<size_t>(i)].value, rank[0].value);
      }
    }
    EXPECT_EQ(ranks.size(), writers.size());
    EXPECT_FALSE(format::examine(path).damaged());
    ASSERT_TRUE(format::drain_orphans(base::FileSystem::real(), path).ok());
  }
}

}  // namespace
}  // namespace oriel::tests
