#include <oriel/schedule.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "kit/saved_state.h"

namespace oriel {
namespace {

constexpr uint32_t kMagic = 0x5052524F;  // "ORRP"
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// From `start` at share 0 to `end` at share 1, along half a cosine.
double half_cosine(double start, double end, double share) {
  return end + (start - end) / 2 * (1 + std::cos(std::numbers::pi * share));
}

}  // namespace

ReduceOnPlateau::ReduceOnPlateau(const Options& options) noexcept
    : options_(options), best_(options.mode == Mode::kMin ? kInfinity : -kInfinity) {
  if (!(options.factor > 0 && options.factor < 1)) options_.factor = Options{}.factor;
}

bool ReduceOnPlateau::is_better(double value) const noexcept {
  const double sign = options_.mode == Mode::kMin ? -1 : 1;
  const double limit = options_.threshold_mode == ThresholdMode::kRelative
                           ? best_ * (1 + sign * options_.threshold)
                           : best_ + sign * options_.threshold;
  return options_.mode == Mode::kMin ? value < limit : value > limit;
}

double ReduceOnPlateau::update(double value, double lr) noexcept {
  reduced_ = false;
  if (is_better(value)) {
    best_ = value;
    bad_epochs_ = 0;
  } else {
    ++bad_epochs_;
  }
  if (cooldown_left_ > 0) {
    --cooldown_left_;
    bad_epochs_ = 0;
  }
  if (bad_epochs_ <= options_.patience) return lr;

  cooldown_left_ = options_.cooldown;
  bad_epochs_ = 0;
  const double lower = std::max(lr * options_.factor, options_.min_lr);
  if (!(lr - lower > options_.eps)) return lr;
  reduced_ = true;
  ++reductions_;
  return lower;
}

void ReduceOnPlateau::save(void* bytes) const noexcept {
  kit::StateWriter out(bytes, kStateBytes, kMagic, static_cast<uint8_t>(options_.mode));
  out.put(best_);
  out.put(bad_epochs_);
  out.put(cooldown_left_);
  out.put(reductions_);
  out.put<int64_t>(reduced_);
  out.seal();
}

Error ReduceOnPlateau::load(const void* bytes, size_t size) noexcept {
  kit::StateReader in(bytes, size, kStateBytes, kMagic, static_cast<uint8_t>(options_.mode));
  if (Error error = in.error()) return error;
  ReduceOnPlateau read(options_);
  read.best_ = in.get<double>();
  read.bad_epochs_ = in.get<int64_t>();
  read.cooldown_left_ = in.get<int64_t>();
  read.reductions_ = in.get<int64_t>();
  const auto reduced = in.get<int64_t>();
  read.reduced_ = reduced == 1;
  if (std::isnan(read.best_) || read.bad_epochs_ < 0 || read.cooldown_left_ < 0 ||
      read.reductions_ < 0 || reduced < 0 || reduced > 1) {
    return kit::bad_state();
  }
  *this = read;
  return {};
}

double learning_rate(const CosineSchedule& schedule, int64_t step) noexcept {
  const auto steps = static_cast<double>(std::max<int64_t>(1, schedule.steps));
  const double at = std::clamp(static_cast<double>(step), 0.0, steps);
  const double warmup = std::clamp(static_cast<double>(schedule.warmup), 0.0, steps);
  if (at < warmup) return schedule.lowest + (schedule.peak - schedule.lowest) * (at / warmup);
  const double share = (at - warmup) / std::max(1.0, steps - warmup);
  return half_cosine(schedule.peak, schedule.lowest, share);
}

double learning_rate(const OneCycleSchedule& schedule, int64_t step) noexcept {
  const auto last = static_cast<double>(std::max<int64_t>(1, schedule.steps) - 1);
  const double at = std::clamp(static_cast<double>(step), 0.0, last);
  const double start = schedule.peak / schedule.start_divisor;
  const double end = start / schedule.end_divisor;
  const double top = std::max(0.0, schedule.rise_share * (last + 1) - 1);  // the peak's step
  if (at < top) return half_cosine(start, schedule.peak, at / top);
  return half_cosine(schedule.peak, end, last > top ? (at - top) / (last - top) : 0);
}

double learning_rate(const StepSchedule& schedule, int64_t step) noexcept {
  const int64_t drops = std::max<int64_t>(0, step) / std::max<int64_t>(1, schedule.every);
  return schedule.initial * std::pow(schedule.factor, static_cast<double>(drops));
}

}  // namespace oriel
