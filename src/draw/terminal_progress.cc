#include "draw/terminal_progress.h"

#include <algorithm>
#include <cmath>

#include "draw/number_format.h"
#include "draw/terminal_bars.h"
#include "figure/words.h"

namespace oriel::draw {
namespace {

using figure::count_text;

std::optional<double> fraction_of(const ProgressState& state) {
  if (!state.total || *state.total < 0) return std::nullopt;
  if (*state.total == 0) return 1.0;  // nothing to do is done
  return std::max(0.0, static_cast<double>(state.step) / static_cast<double>(*state.total));
}

std::string_view status_mark(const ProgressState& state, const TerminalTheme& theme) {
  const GlyphSet& set = theme.set();
  switch (state.status) {
    case ProgressStatus::kRunning:
      return set.spinner[state.frame % set.spinner.size()];
    case ProgressStatus::kPaused:
      return "=";
    case ProgressStatus::kFinished:
      return set.done;
    case ProgressStatus::kFailed:
      return set.failed;
    case ProgressStatus::kLost:
      break;
  }
  return set.lost;
}

CellStyle status_style(ProgressStatus status, const TerminalTheme& theme) {
  switch (status) {
    case ProgressStatus::kFinished:
      return theme.best;
    case ProgressStatus::kFailed:
    case ProgressStatus::kLost:
      return theme.error;
    case ProgressStatus::kPaused:
      return theme.warn;
    case ProgressStatus::kRunning:
      break;
  }
  return theme.bar;
}

// The line's parts, and which of them are shown.
struct Parts {
  std::string description, percent, steps, left, elapsed, rate;
  int bar = 0;

  int width(const std::string& part, int gap) const {
    return part.empty() ? 0 : text_width(part) + gap;
  }
  int others() const {
    return 2 + width(description, 2) + width(percent, 1) + width(steps, 2) + width(left, 2) +
           width(elapsed, 2) + width(rate, 2);
  }
};

Parts parts_of(const ProgressState& state, std::optional<double> fraction) {
  Parts parts;
  parts.description = state.description;
  if (fraction) parts.percent = percent_text(*fraction);
  parts.steps = count_text(state.step);
  parts.steps += state.total       ? "/" + count_text(*state.total)
                 : state.step == 1 ? " step"
                                   : " steps";
  if (state.status == ProgressStatus::kRunning) {
    if (state.left_s) parts.left = duration_text(*state.left_s) + " left";
    if (state.rate && std::isfinite(*state.rate)) parts.rate = format_short(*state.rate) + "/s";
  } else if (state.status == ProgressStatus::kPaused) {
    parts.left = "paused";
  }
  parts.elapsed = duration_text(state.elapsed_s) + (parts.left.empty() ? "" : " elapsed");
  return parts;
}

// Drops parts until the bar has its least width.
void make_room(Parts& parts, const ProgressState& state, int width) {
  const int least = width >= 60 ? width / 5 : width >= 36 ? 8 : 4;
  const auto tight = [&] { return width - parts.others() < least; };
  if (tight()) parts.rate.clear();
  if (tight() && !parts.left.empty()) parts.elapsed.clear();
  if (tight() && text_width(parts.description) > 12) {
    parts.description = fit_text(parts.description, 12);
  }
  if (tight()) parts.description.clear();
  if (tight() && parts.left.ends_with(" left")) parts.left.resize(parts.left.size() - 5);
  if (tight() && !parts.percent.empty()) parts.steps.clear();
  if (tight()) parts.left.clear(), parts.elapsed.clear();
  if (tight() && parts.percent.empty()) parts.steps = count_text(state.step);
  parts.bar = std::clamp(width - parts.others(), 0, 60);
}

}  // namespace

void paint_progress(CellBuffer& out, int x, int y, int width, const ProgressState& state,
                    const TerminalTheme& theme) {
  const std::optional<double> fraction = fraction_of(state);
  Parts parts = parts_of(state, fraction);
  make_room(parts, state, width);
  const int end = x + width;
  const CellStyle accent = status_style(state.status, theme);
  const auto put = [&](std::string_view text, CellStyle style, int gap) {
    if (!text.empty()) x += out.put(x, y, text, style, end - x) + gap;
  };
  put(status_mark(state, theme), accent, 1);
  put(parts.description, theme.title, 2);
  if (fraction) {
    paint_bar(out, {x, y, parts.bar, 1}, std::min(*fraction, 1.0), accent, theme);
  } else {
    paint_unknown_bar(out, {x, y, parts.bar, 1}, state.frame, accent, theme);
  }
  x += parts.bar + 1;
  put(parts.percent, theme.title, 2);
  put(parts.steps, theme.text, 2);
  put(parts.left, theme.text, 2);
  put(parts.elapsed, theme.muted, 2);
  put(parts.rate, theme.muted, 2);
}

void ProgressEstimator::add(int64_t time_us, int64_t step) {
  if (any_ && time_us > last_.time_us) elapsed_us_ += time_us - last_.time_us;
  const bool broken = any_ && (time_us < last_.time_us || step < last_.step);
  if (!any_ || broken) count_ = next_ = 0;
  any_ = true;
  last_ = {time_us, step};
  const Point& newest = points_[(next_ + kPoints - 1) % kPoints];
  if (count_ > 0 && time_us - newest.time_us < kSpacing_us) return;
  points_[next_] = last_;
  next_ = (next_ + 1) % kPoints;
  count_ = std::min(count_ + 1, kPoints);
}

std::optional<double> ProgressEstimator::rate() const {
  if (count_ == 0) return std::nullopt;
  const Point& oldest = points_[(next_ + kPoints - count_) % kPoints];
  const double seconds = static_cast<double>(last_.time_us - oldest.time_us) * 1e-6;
  const double steps = static_cast<double>(last_.step) - static_cast<double>(oldest.step);
  if (seconds < 0.05 || steps <= 0) return std::nullopt;
  return steps / seconds;
}

std::optional<double> ProgressEstimator::left_s(std::optional<int64_t> total) const {
  const std::optional<double> speed = rate();
  if (!total || !speed) return std::nullopt;
  return std::max(0.0, static_cast<double>(*total) - static_cast<double>(last_.step)) / *speed;
}

std::string duration_text(double seconds) {
  if (!(seconds >= 0) || seconds > 1e12) return "–";
  return format_duration(std::floor(seconds));
}

std::string percent_text(double fraction) {
  if (std::isnan(fraction)) return "";
  const double percent = std::floor(std::clamp(fraction, 0.0, 1e9) * 100 + 1e-9);
  std::string digits = std::to_string(static_cast<int64_t>(percent));
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), ' ');
  return digits + " %";
}

}  // namespace oriel::draw
