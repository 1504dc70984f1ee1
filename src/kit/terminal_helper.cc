#include "kit/terminal_helper.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "draw/terminal_width.h"
#include "kit/terminal_model.h"
#include "record/gpu_sampler.h"
#include "record/proc_parse.h"

namespace oriel::kit {
namespace {

constexpr int64_t kScan_us = 200'000;       // between looks for new links
constexpr int64_t kDrain_us = 125'000;      // between looks into them
constexpr int64_t kSoon_us = 30'000;        // the same while much comes
constexpr size_t kMuch = 150;               // snapshots at one look: a twentieth of what fits
constexpr int64_t kProcess_us = 1'000'000;  // between looks at the process
constexpr int64_t kWait_us = 3'000'000;     // for the first link, and after the last one ended

// A process that can be waited for without being its parent.
class Watched {
 public:
  explicit Watched(int64_t pid)
      : pid_(static_cast<pid_t>(pid)), fd_(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))) {}
  ~Watched() {
    if (fd_ >= 0) ::close(fd_);
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  int descriptor() const { return fd_; }  // readable when it has ended; -1: unknown
  bool alive() const {
    if (fd_ < 0) return ::kill(pid_, 0) == 0 || errno == EPERM;
    pollfd waiting{fd_, POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 0;
  }

 private:
  pid_t pid_;
  int fd_;
};

// Processor time and memory of another process.
class ProcessProbe {
 public:
  explicit ProcessProbe(int64_t pid) : place_("/proc/" + std::to_string(pid)) {}
  void look(int64_t now_us, ProcessFacts& facts) {
    if (const auto text = read(place_ + "/statm")) {
      if (const auto pages = record::parse_statm_resident(*text)) {
        facts.rss_mib =
            static_cast<double>(*pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
      }
    }
    if (const auto ticks = cpu_ticks()) {
      if (last_us_ != 0 && now_us > last_us_ && *ticks >= last_ticks_) {
        facts.cpu_percent = 100 * static_cast<double>(*ticks - last_ticks_) /
                            static_cast<double>(::sysconf(_SC_CLK_TCK)) /
                            (static_cast<double>(now_us - last_us_) * 1e-6);
      }
      last_ticks_ = *ticks;
      last_us_ = now_us;
    }
  }

 private:
  static std::optional<std::string> read(const std::string& path) {
    const auto bytes = base::read_file(path, 4096);
    if (!bytes.ok()) return std::nullopt;
    return std::string(bytes->begin(), bytes->end());
  }
  // utime and stime: fields 14 and 15 of stat, behind a name that may hold anything.
  std::optional<uint64_t> cpu_ticks() const {
    const auto text = read(place_ + "/stat");
    if (!text || text->rfind(')') == std::string::npos) return std::nullopt;
    std::istringstream fields(text->substr(text->rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    uint64_t user = 0, system = 0;
    if (!(fields >> user >> system)) return std::nullopt;
    return user + system;
  }

  std::string place_;
  uint64_t last_ticks_ = 0;
  int64_t last_us_ = 0;
};

struct Training {
  explicit Training(std::string where, std::unique_ptr<LinkReader> reader)
      : path(std::move(where)),
        link(std::move(reader)),
        process(link->settings().pid),
        probe(link->settings().pid),
        model(link->settings()) {}

  // How many snapshots there were.
  size_t drain(int64_t now) {
    size_t taken = 0;
    // Both are looked at before the last records are taken, so that none is missed.
    const bool is_closed = link->closed();
    const bool is_gone = !process.alive();
    link->drain(
        [&](const LinkSnapshot& s) {
          model.add(s, now);
          ++taken;
        },
        [&](std::string_view json) { model.custom_table(json); });
    model.dropped(link->dropped());
    if (is_closed) {
      ending = Ending::kClosed;
    } else if (is_gone) {
      ending = Ending::kLost;
    }
    return taken;
  }

  std::string path;
  std::unique_ptr<LinkReader> link;
  Watched process;
  ProcessProbe probe;
  ProcessFacts facts;
  TerminalModel model;
  Ending ending = Ending::kRunning;
};

std::vector<std::string> links_in(const std::string& directory) {
  std::vector<std::string> out;
  DIR* folder = ::opendir(directory.c_str());
  if (folder == nullptr) return out;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name.ends_with(".link")) out.push_back(base::join_path(directory, name));
  }
  ::closedir(folder);
  return out;
}

// Lines from the left edge, wherever the output was; nothing in them that a terminal could take for
// a command.
std::string harmless_lines(const std::string& text) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    draw::Graphemes graphemes(line);
    for (draw::Grapheme g; graphemes.next(g);) out += g.text();
    out += "\r\n";
  }
  return out;
}

class Helper {
 public:
  Helper(std::string directory, int terminal, int signals)
      : directory_(std::move(directory)), terminal_(terminal), signals_(signals) {}

  // False: the terminal is gone, or somebody asked to end.
  bool run() {
    const int64_t began = base::wall_us();
    int64_t empty_since = began;
    while (alive_) {
      const int64_t now = base::wall_us();
      scan(now);
      size_t most = 0;
      for (auto& [path, training] : trainings_) most = std::max(most, training->drain(now));
      look_again_us_ = most > kMuch || !shown_ ? kSoon_us : kDrain_us;
      finish_ended();
      if (!trainings_.empty()) {
        empty_since = now;
        draw(now);
      } else if (!shown_ ? now - empty_since > kWait_us : true) {
        return true;
      }
      wait();
    }
    take_down();
    return false;
  }

 private:
  void scan(int64_t now) {
    if (now - scanned_at_ < kScan_us && now >= scanned_at_) return;
    scanned_at_ = now;
    for (const std::string& path : links_in(directory_)) {
      if (trainings_.contains(path)) continue;
      auto link = LinkReader::open(path);
      if (!link.ok()) {  // not ours, or of another version: nobody else will see to it
        ::unlink(path.c_str());
        continue;
      }
      trainings_.emplace(path, std::make_unique<Training>(path, std::move(*link)));
    }
  }

  // The one that is shown in full: the lowest rank, of these the first.
  Training* first() {
    Training* best = nullptr;
    for (auto& [path, training] : trainings_) {
      if (best == nullptr || training->model.settings().rank < best->model.settings().rank) {
        best = training.get();
      }
    }
    return best;
  }

  void draw(int64_t now) {
    Training& training = *first();
    const int64_t interval = 1'000'000 / training.model.settings().refresh_per_second;
    if (now - drawn_at_ < interval && now >= drawn_at_ && !resized_) return;
    drawn_at_ = now;
    next_frame_at_ = now + interval;
    if (now - probed_at_ >= kProcess_us || now < probed_at_) {
      probed_at_ = now;
      training.probe.look(now, training.facts);
      if (gpu_ == nullptr && !gpu_tried_) {
        gpu_tried_ = true;
        const auto api = record::NvmlApi::load();
        if (api.usable()) gpu_ = record::GpuSampler::start(api);
      }
      if (gpu_ != nullptr) {
        if (auto values = gpu_->take(); !values.empty()) training.facts.gpu = std::move(values);
        gpu_->request();
      }
      training.model.process(training.facts);
    }
    std::vector<double> others;
    for (const auto& [path, other] : trainings_) {
      const auto loss = other->model.newest().get(kTrainLoss);
      if (other.get() != &training && loss) others.push_back(*loss);
    }
    training.model.others(std::move(others));
    show(training.model.screen(now, frame_++, training.ending));
  }

  void show(const draw::ScreenModel& model) {
    if (screen_ == nullptr) {
      screen_ = std::make_unique<draw::TerminalScreen>(caps(), draw::TerminalScreen::Mode::kInline);
    } else if (resized_) {
      const auto now = caps();
      screen_->resize(now.columns, now.rows);
    }
    resized_ = false;
    shown_ = true;
    write(screen_->frame(model));
  }

  // Takes those that are over off the list; the last one's summary is what remains to be seen.
  void finish_ended() {
    for (auto it = trainings_.begin(); it != trainings_.end();) {
      Training& training = *it->second;
      if (training.ending == Ending::kRunning) {
        ++it;
        continue;
      }
      if (trainings_.size() == 1) {
        take_down();
        write(harmless_lines(training.model.summary(training.ending)));
      }
      training.link->acknowledge_end();
      ::unlink(training.path.c_str());
      it = trainings_.erase(it);
    }
  }

  void take_down() {
    if (screen_ != nullptr) write(screen_->teardown());
    screen_.reset();
  }

  draw::TerminalCaps caps() const {
    winsize size{};
    const bool known = ::ioctl(terminal_, TIOCGWINSZ, &size) == 0;
    return draw::detect_terminal(draw::terminal_environment(), true, known ? size.ws_col : 0,
                                 known ? size.ws_row : 0);
  }

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::write(terminal_, bytes.data(), bytes.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && errno == EAGAIN) {
        pollfd ready{terminal_, POLLOUT, 0};
        ::poll(&ready, 1, 100);
        continue;
      }
      if (n <= 0) {  // the terminal is gone
        alive_ = false;
        screen_.reset();
        return;
      }
      bytes.remove_prefix(static_cast<size_t>(n));
    }
  }

  void wait() {
    std::vector<pollfd> waiting = {{signals_, POLLIN, 0}};
    for (const auto& [path, training] : trainings_) {
      waiting.push_back({training->process.descriptor(), POLLIN, 0});  // -1 is passed over
    }
    // Not past the next frame: frames that are late by a look would be fewer.
    int64_t pause_us = look_again_us_;
    if (const int64_t to_frame = next_frame_at_ - base::wall_us(); to_frame > 0) {
      pause_us = std::min(pause_us, to_frame);
    }
    ::poll(waiting.data(), waiting.size(), static_cast<int>((pause_us + 999) / 1000));
    signalfd_siginfo signal{};
    while (::read(signals_, &signal, sizeof signal) == sizeof signal) {
      switch (signal.ssi_signo) {
        case SIGWINCH:
          resized_ = true;
          break;
        case SIGTSTP:  // with the training, which stops too
          take_down();
          ::raise(SIGSTOP);
          break;
        case SIGCONT:
          resized_ = true;
          break;
        default:
          alive_ = false;
      }
    }
  }

  const std::string directory_;
  const int terminal_;
  const int signals_;
  std::map<std::string, std::unique_ptr<Training>> trainings_;
  std::unique_ptr<draw::TerminalScreen> screen_;
  std::unique_ptr<record::GpuSampler> gpu_;
  bool gpu_tried_ = false;
  bool alive_ = true;
  bool shown_ = false;
  bool resized_ = false;
  uint32_t frame_ = 0;
  int64_t look_again_us_ = kSoon_us, next_frame_at_ = 0;
  int64_t scanned_at_ = 0, drawn_at_ = 0, probed_at_ = 0;
};

}  // namespace

int run_terminal_helper(const std::string& directory, int terminal) {
  for (const int s : {SIGINT, SIGQUIT, SIGPIPE, SIGTTOU}) std::signal(s, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT}) sigaddset(&signals, s);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const int waited = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  const std::string lock_path = base::join_path(directory, "lock");
  // Again as long as there are links: one that came while this was leaving found the lock held.
  do {
    const int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0) return lock < 0 ? 1 : 0;
    const bool whole = Helper(directory, terminal, waited).run();
    ::unlink(lock_path.c_str());
    ::rmdir(directory.c_str());  // unless somebody else is in it
    ::close(lock);
    if (!whole) return 0;
  } while (!links_in(directory).empty());
  return 0;
}

}  // namespace oriel::kit
