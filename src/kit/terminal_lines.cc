#include "kit/terminal_lines.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "base/clock.h"
#include "draw/terminal_lines.h"
#include "draw/terminal_progress.h"

namespace oriel::kit {
namespace {

constexpr std::chrono::milliseconds kLook{50};
constexpr int kPatience_ms = 1000;
constexpr std::pair<Field, const char*> kNames[] = {
    {kTrainLoss, "train_loss"}, {kValLoss, "val_loss"},           {kAuxLoss, "aux_loss"},
    {kLearningRate, "lr"},      {kGradientNorm, "gradient_norm"},
};

void write_line(int output, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    // A reader that has stopped reading costs a line, never the end of the training.
    pollfd ready{output, POLLOUT, 0};
    if (::poll(&ready, 1, kPatience_ms) <= 0) return;
    const ssize_t n = ::write(output, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    rest.remove_prefix(static_cast<size_t>(n));
  }
}

draw::LineSnapshot line_of(const LinkSettings& settings, const LinkSnapshot& s) {
  draw::LineSnapshot line;
  line.description = settings.description;
  line.step = s.step;
  if (settings.total_steps > 0) line.total = settings.total_steps;
  for (const auto& [field, name] : kNames) {
    if (s.has(field)) line.values.emplace_back(name, s.fields[field]);
  }
  for (const auto& custom : s.custom) {
    if (const double* number = std::get_if<double>(&custom.value)) {
      line.values.emplace_back(custom.name, *number);
    }
  }
  return line;
}

}  // namespace

void write_lines(LinkReader& link, const LineOptions& options) {
  const LinkSettings& settings = link.settings();
  const std::optional<int64_t> total =
      settings.total_steps > 0 ? std::optional(settings.total_steps) : std::nullopt;
  draw::LineSchedule schedule(options.interval_s);
  draw::ProgressEstimator progress;
  const int64_t began = base::wall_us();
  LinkSnapshot last;
  bool any = false;
  const auto write = [&](const LinkSnapshot& s, const std::string& note) {
    draw::LineSnapshot line = line_of(settings, s);
    line.wall_us = base::wall_us();
    line.elapsed_s = static_cast<double>(line.wall_us - began) * 1e-6;
    line.rate = progress.rate();
    line.left_s = progress.left_s(total);
    line.note = note;
    write_line(options.output, options.json ? draw::json_line(line) : draw::text_line(line));
  };
  while (true) {
    const bool closed = link.closed();  // before the last of its records are taken
    link.drain(
        [&](const LinkSnapshot& s) {
          const int64_t now = base::wall_us();
          progress.add(now, s.step);
          last = s;
          any = true;
          if (schedule.due(now, s.step, total) && s.step < total.value_or(INT64_MAX)) write(s, "");
        },
        [](std::string_view) {});
    if (closed) break;
    std::this_thread::sleep_for(kLook);
  }
  if (any) write(last, "finished");
}

}  // namespace oriel::kit
