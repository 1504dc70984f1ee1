// oriel watch RUN|LOGDIR: a training in the terminal, from another one.
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/watch_terminal.h"
#include "cli/watch_view.h"
#include "draw/terminal_encoder.h"
#include "draw/terminal_lines.h"

namespace oriel::cli {
namespace {

constexpr int kTick_ms = 100;     // how often it looks for news
constexpr int kLoad_ms = 30'000;  // to wait for a log that is being read
constexpr int kSpinner_ms = 250;  // how often the time and the spinner move
constexpr int kEscape_ms = 30;    // an escape that stands alone for so long is the key

struct WatchArguments {
  std::string path = "runs";
  bool once = false;
  int columns = 0, rows = 0;
  std::string log_format = "text";
};

draw::TerminalCaps terminal_now(const WatchArguments& a) {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  auto caps = draw::detect_terminal(draw::terminal_environment(), ::isatty(STDOUT_FILENO) != 0,
                                    known ? size.ws_col : 0, known ? size.ws_row : 0);
  if (a.columns > 0) caps.columns = a.columns;
  if (a.rows > 0) caps.rows = a.rows;
  return caps;
}

// Signals as something to wait for; blocked before any thread starts.
int open_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT}) {
    sigaddset(&signals, s);
  }
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

struct Frames {
  draw::CellBuffer shown, wanted;
  std::string bytes;
  bool known = false;
  Frames(const draw::TerminalCaps& caps, const std::shared_ptr<draw::GraphemeTable>& table)
      : shown(caps.columns, caps.rows, table, caps.glyphs == draw::Glyphs::kAscii), wanted(shown) {}
};

// Ctrl-Z: the shell gets its terminal, and this takes it back when it goes on.
void stop_for_a_while(WatchTerminal& terminal) {
  terminal.give_back();
  ::raise(SIGSTOP);
  terminal.take();
}

int watch_screen(WatchView& view, const WatchArguments& a, int signals, WatchTerminal& terminal) {
  const auto table = std::make_shared<draw::GraphemeTable>();
  auto caps = terminal_now(a);
  const auto theme = draw::terminal_theme(caps);
  Frames frames(caps, table);
  KeyDecoder keys;
  terminal.take();
  uint64_t version = 0;
  int64_t drawn_at = 0;
  while (!view.done()) {
    const int64_t now = base::wall_us();
    if (view.version() != version || now - drawn_at >= kSpinner_ms * 1000 || now < drawn_at) {
      version = view.version();
      drawn_at = now;
      view.compose(frames.wanted, theme, now);
      frames.bytes.clear();
      draw::encode_frame(frames.known ? &frames.shown : nullptr, frames.wanted,
                         {caps.color, 1, false}, frames.bytes);
      if (!write_to_terminal(frames.bytes)) return kFailed;  // the terminal is gone
      std::swap(frames.shown, frames.wanted);
      frames.known = true;
    }
    pollfd waiting[2] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
    ::poll(waiting, 2, kTick_ms);
    signalfd_siginfo signal{};
    while (::read(signals, &signal, sizeof signal) == sizeof signal) {
      if (signal.ssi_signo == SIGTSTP) {
        stop_for_a_while(terminal);
      } else if (signal.ssi_signo != SIGWINCH && signal.ssi_signo != SIGCONT) {
        return kDone;
      }
      caps = terminal_now(a);
      frames = Frames(caps, table);
      drawn_at = 0;
    }
    char bytes[256];
    const ssize_t n =
        (waiting[0].revents & POLLIN) != 0 ? ::read(STDIN_FILENO, bytes, sizeof bytes) : 0;
    if ((waiting[0].revents & POLLHUP) != 0 && n <= 0) return kDone;
    if (n > 0) {
      for (const KeyPress& key : keys.decode({bytes, static_cast<size_t>(n)})) view.press(key);
    }
    pollfd more{STDIN_FILENO, POLLIN, 0};
    if (n > 0 && ::poll(&more, 1, kEscape_ms) == 0) {
      for (const KeyPress& key : keys.flush()) view.press(key);
    }
  }
  return kDone;
}

// A picture of now, as text.
int watch_once(WatchView& view, const WatchArguments& a) {
  const auto caps = terminal_now(a);
  draw::CellBuffer cells(caps.columns, caps.rows, std::make_shared<draw::GraphemeTable>(),
                         caps.glyphs == draw::Glyphs::kAscii);
  auto plain = caps;
  plain.color = draw::ColorLevel::kNone;
  const auto theme = draw::terminal_theme(plain);
  view.compose(cells, theme, base::wall_us());
  for (int i = 0; i < kLoad_ms / kTick_ms && view.loading(); ++i) {
    ::usleep(kTick_ms * 1000);
    view.compose(cells, theme, base::wall_us());
  }
  view.compose(cells, theme, base::wall_us());
  std::string out;
  for (int y = 0; y < cells.rows(); ++y) {
    std::string line;
    for (const draw::Cell& cell : cells.row(y)) {
      std::array<char, 4> small{};
      if (cell.width > 0) line += cells.table()->text(cell.glyph, small);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return write_to_terminal(out) ? kDone : kFailed;
}

// Not a terminal: a line now and then, until the run ends.
int watch_lines(store::PolledRun& run, const WatchArguments& a, int signals) {
  draw::LineSchedule schedule;
  while (true) {
    run.poll();
    const store::RunInfo info = run.info();
    const int64_t now = base::wall_us();
    const bool ended = info.status != store::RunStatus::kRunning;
    if (schedule.due(now, info.last_step, std::nullopt) || ended) {
      draw::LineSnapshot line;
      line.wall_us = now;
      line.run = info.id;
      line.step = info.last_step;
      line.elapsed_s = static_cast<double>((ended ? info.ended_us.value_or(info.updated_us) : now) -
                                           info.started_us) *
                       1e-6;
      if (info.progress) line.left_s = info.progress->seconds_left;
      for (const store::SeriesInfo& s : run.series()) {
        const bool shown =
            s.writer == 0 && !s.name.starts_with("system/") && line.values.size() < 8;
        if (shown) line.values.emplace_back(s.name, s.last);
      }
      if (ended) line.note = to_string(info.status);
      const auto text = a.log_format == "json" ? draw::json_line(line) : draw::text_line(line);
      if (!write_to_terminal(text + "\n")) return kFailed;
    }
    if (ended) return kDone;
    pollfd waiting{signals, POLLIN, 0};
    if (::poll(&waiting, 1, 500) > 0) return kDone;
  }
}

base::Result<WatchedRuns> open_watched(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return base::Status("there is nothing at " + path);
  }
  const bool one = std::filesystem::exists(path + "/run.json", error) ||
                   std::filesystem::is_regular_file(path, error);
  if (!one) return WatchedRuns(store::open_logdir(path));
  return WatchedRuns(store::make_polled_run(path, path));
}

int run_watch(const WatchArguments& a) {
  const int signals = open_signals();
  const bool screen = terminal_now(a).interactive && !a.once;
  if (!screen && !a.once) {
    const auto run = find_run(a.path);
    if (!run.ok()) return fail(run.status());
    return watch_lines(*store::make_polled_run(*run, *run), a, signals);
  }
  auto terminal = screen ? std::make_unique<WatchTerminal>() : nullptr;  // before any thread
  auto watched = open_watched(a.path);
  if (!watched.ok()) {
    return fail(watched.status().message(), "Give a run, or the directory that runs are in");
  }
  WatchView view(std::move(*watched));
  return a.once ? watch_once(view, a) : watch_screen(view, a, signals, *terminal);
}

}  // namespace

void add_watch(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "watch", "Show runs in this terminal: curves, tables, findings; ? tells the keys");
  auto a = std::make_shared<WatchArguments>();
  command->add_option("path", a->path, "A run, or the directory that runs are in")
      ->capture_default_str();
  command->add_flag("--once", a->once, "Print what it looks like now, and leave");
  command->add_option("--columns", a->columns, "As if the terminal had so many")
      ->check(CLI::Range(1, 1000));
  command->add_option("--rows", a->rows, "As if the terminal had so many")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("--log-format", a->log_format,
                   "Lines where this is not a terminal: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([&action, a] { action = [a] { return run_watch(*a); }; });
}

}  // namespace oriel::cli
