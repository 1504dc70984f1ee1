// Kill loop: a trainer dies by SIGKILL at a random instant, again and again; everything that log()
// had accepted must be there, bit for bit, in order, once.
//
//   kill_loop --rounds 200 --seed 1 --ring shm|run_dir [--dir PLACE]
//
// The parent is the oracle (oracle.h). A round's instant of death is measured from the trainer's
// start (also while Run is being constructed), from the moment its Run is open, or from its end
// (while it finishes). Some rounds resume the dead run and kill it again. Everything is drawn from
// the seed, which is printed; only the scheduler is not ours.
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>
#include <thread>

#include "format/doctor.h"
#include "format/ring.h"
#include "oracle.h"
#include "record/run_directory.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kThreadsPerLife = 48;  // logical threads: 6 at a time, up to 8 after each other
constexpr uint32_t kAtATime = 6;

void sleep_us(int64_t us) {
  timespec t{us / 1'000'000, us % 1'000'000 * 1000};
  ::nanosleep(&t, nullptr);
}

// --- the trainer ---------------------------------------------------------------------------------

int train(int fd, uint64_t seed, const std::string& logdir, bool rings_in_run_dir, uint32_t life) {
  Page page(fd);
  const Script script(seed);
  RunOptions options;
  options.logdir = logdir;
  options.ring = rings_in_run_dir ? RingPlace::kRunDir : RingPlace::kSharedMemory;
  options.system_interval_ms = 10;
  const std::string before = base::join_path(logdir, "run_001");
  if (life > 0) options.resume = before;
  Run run(options);
  if (run.path().size() == 0) return 1;
  page->opened.store(1);
  std::vector<std::thread> threads;
  for (uint32_t column = 0; column < kAtATime; ++column) {
    threads.emplace_back([&, column] {
      // One after the other: each takes over the ring of the one before.
      for (uint32_t t = column; t < kThreadsPerLife; t += kAtATime) {
        std::thread([&, t] {
          run_script(script, run, *page.operator->(), life * kThreadsPerLife + t);
        }).join();
      }
    });
  }
  for (auto& t : threads) t.join();
  page->done.store(1);
  run.finish();
  ::pause();
  return 0;
}

// --- the oracle ----------------------------------------------------------------------------------

struct Options {
  uint64_t rounds = 200;
  uint64_t seed = 1;
  bool run_dir = false;
  std::string dir;
};

// Where in its life a trainer dies.
struct Death {
  enum class From { kStart, kOpen, kDone } from = From::kStart;
  int64_t after_us = 0;
};

Death draw_death(std::mt19937_64& random) {
  Death d;
  const uint64_t dice = random() % 10;
  d.from = dice < 3 ? Death::From::kStart : dice < 9 ? Death::From::kOpen : Death::From::kDone;
  const int64_t limit = d.from == Death::From::kDone ? 20'000 : 60'000;
  d.after_us = static_cast<int64_t>(random() % static_cast<uint64_t>(limit));
  if (random() % 4 == 0) d.after_us /= 16;  // the first moments matter most
  return d;
}

void wait_for(const std::atomic<uint32_t>& flag, pid_t child) {
  siginfo_t info{};
  while (flag.load() == 0) {
    if (::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid != 0) {
      return;  // it has ended
    }
    sleep_us(50);
  }
}

// Starts a trainer and kills it. False if it ended by itself.
bool live_and_die(const Options& o, const Page& page, uint64_t seed, const std::string& logdir,
                  uint32_t life, const Death& death) {
  page->opened.store(0);
  page->done.store(0);
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string fd = std::to_string(page.fd()), s = std::to_string(seed),
                      l = std::to_string(life);
    ::execl("/proc/self/exe", "kill_loop", "--trainer", fd.c_str(), s.c_str(), logdir.c_str(),
            o.run_dir ? "run_dir" : "shm", l.c_str(), nullptr);
    ::_exit(127);
  }
  if (death.from != Death::From::kStart) wait_for(page->opened, child);
  if (death.from == Death::From::kDone) wait_for(page->done, child);
  sleep_us(death.after_us);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return true;
  std::printf("the trainer ended by itself with status %d\n", status);
  return false;
}

class Round {
 public:
  Round(const Options& options, uint64_t seed)
      : options_(options), seed_(seed), random_(seed), script_(seed) {
    std::string pattern = (options.dir.empty() ? fs::temp_directory_path().string() : options.dir) +
                          "/oriel-kill-XXXXXX";
    logdir_ = ::mkdtemp(pattern.data());
    path_ = base::join_path(logdir_, "run_001");
  }

  // True if all was well. Leaves its files behind if not.
  bool play() {
    uint32_t lives = 0;
    do {
      const Death death = draw_death(random_);
      if (!live_and_die(options_, page_, seed_, logdir_, lives, death)) complain("no death");
      ++lives;
    } while (random_() % 4 == 0 && lives < 4 && can_resume());
    wait_for_lock();
    check("in memory");
    drain(lives);
    check("after draining");
    const auto again = format::drain_orphans(base::FileSystem::real(), path_);
    if (!again.ok() || *again != 0) complain("draining twice does something");
    check_rings();
    if (complaints_ == 0) fs::remove_all(logdir_);
    return complaints_ == 0;
  }

  uint64_t frames() const {
    uint64_t n = 0;
    for (const auto& t : page_->threads) n += t.accepted.load();
    return n;
  }
  const std::string& logdir() const { return logdir_; }

 private:
  void complain(const std::string& text) {
    if (complaints_++ < 10)
      std::printf("  seed %llu: %s\n", static_cast<unsigned long long>(seed_), text.c_str());
  }
  bool can_resume() const { return base::file_exists(format::run_file_path(path_)); }

  // A helper process that the trainer was just starting (git) may hold the lock a moment longer.
  void wait_for_lock() {
    for (int i = 0; i < 4000 && format::WriterLock::is_held(format::lock_path(path_, 0)); ++i) {
      sleep_us(500);
    }
  }

  void check(const char* when) {
    const auto found = format::collect(path_);
    if (found.alive) complain(std::string(when) + ": the dead writer seems alive");
    uuid_ = found.file.uuid;
    ring_dir_ = found.file.ring_dir;
    for (const auto& c : compare(script_, *page_.operator->(), found, path_, 1)) {
      complain(std::string(when) + ": " + c);
    }
    if (!can_resume()) return;  // died before it was a run
    const auto examined = format::examine(path_);
    for (const auto& finding : examined.findings) {
      complain(std::string(when) + ": the doctor finds " + finding);
    }
  }

  void drain(uint32_t lives) {
    const auto drained = format::drain_orphans(base::FileSystem::real(), path_);
    if (!drained.ok()) complain("draining failed: " + drained.status().message());
    (void)lives;
  }

  void check_rings() {
    if (uuid_.empty()) return;
    for (const std::string& dir : {ring_dir_, record::run_ring_dir(path_)}) {
      for (const auto& ring : format::list_rings(dir, uuid_)) complain("left behind: " + ring);
    }
  }

  const Options& options_;
  const uint64_t seed_;
  std::mt19937_64 random_;
  const Script script_;
  Page page_;
  std::string logdir_, path_, uuid_, ring_dir_;
  int complaints_ = 0;
};

int judge(const Options& options) {
  std::printf("kill_loop: %llu rounds, seed %llu, rings in %s\n",
              static_cast<unsigned long long>(options.rounds),
              static_cast<unsigned long long>(options.seed),
              options.run_dir ? "the run directory" : record::shared_ring_dir().c_str());
  uint64_t failed = 0, frames = 0;
  for (uint64_t i = 0; i < options.rounds; ++i) {
    Round round(options, options.seed + i);
    const bool good = round.play();
    frames += round.frames();
    if (!good) {
      ++failed;
      std::printf("round failed; again: --rounds 1 --seed %llu; its files: %s\n",
                  static_cast<unsigned long long>(options.seed + i), round.logdir().c_str());
    }
    if (failed == 5) break;
  }
  std::printf("kill_loop: %llu frames accepted in all, %llu rounds failed\n",
              static_cast<unsigned long long>(frames), static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace oriel::tests

int main(int argc, char** argv) {
  using namespace oriel::tests;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (argc == 7 && std::strcmp(argv[1], "--trainer") == 0) {
    return train(std::atoi(argv[2]), std::strtoull(argv[3], nullptr, 10), argv[4],
                 std::strcmp(argv[5], "run_dir") == 0, static_cast<uint32_t>(std::atoi(argv[6])));
  }
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--rounds") options.rounds = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--seed") options.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--ring") options.run_dir = std::strcmp(argv[i + 1], "run_dir") == 0;
    if (name == "--dir") options.dir = argv[i + 1];
  }
  return judge(options);
}
