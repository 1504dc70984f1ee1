#include <oriel/early_stopping.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "kit/saved_state.h"

namespace oriel {
namespace {

constexpr uint32_t kMagic = 0x5345524F;  // "ORES"
constexpr int kLevelValues = 5;          // whose median says where the curve is now
constexpr int kFewestValues = 5;         // fewer show no trend
constexpr double kWorthHaving = 0.1;     // of what was gained so far, within one window
constexpr double kZ90 = 1.645;           // half of a 90 % confidence interval

double median(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

// The lower end of the 90 % confidence interval (Sen 1968) of the Theil-Sen slope of y over x: the
// steepest fall that the noise leaves possible. At most `kMost` points.
template <int kMost>
double steepest_fall(std::span<const double> x, std::span<const double> y) {
  double slopes[kMost * (kMost - 1) / 2];
  size_t count = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    for (size_t j = i + 1; j < y.size(); ++j) slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
  }
  const auto n = static_cast<double>(y.size());
  const double half = kZ90 * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const auto rank = static_cast<std::ptrdiff_t>(
      std::max(0.0, std::floor((static_cast<double>(count) - half) / 2)));
  std::nth_element(slopes, slopes + rank, slopes + count);
  return slopes[rank];
}

}  // namespace

EarlyStopping::EarlyStopping(const Options& options) noexcept
    : options_(options), best_(std::numeric_limits<double>::quiet_NaN()) {
  options_.patience = std::max(0, options.patience);
  if (!(options.min_delta >= 0)) options_.min_delta = 0;
  if (options.max_patience <= 0) {
    options_.max_patience = static_cast<int>(
        std::min<int64_t>(int64_t{5} * options_.patience, std::numeric_limits<int>::max()));
  }
}

bool EarlyStopping::update(int64_t epoch, double value) noexcept {
  const double sign = options_.mode == Mode::kMin ? 1 : -1;
  const double loss = sign * value;  // less is better from here on
  const bool finite = std::isfinite(value);
  recent_[updates_++ % kWindow] = loss;
  if (finite && first_count_ < kFirst) first_[first_count_++] = loss;

  improved_ = finite && (!has_best_ || loss < sign * best_ - options_.min_delta);
  if (improved_) {
    has_best_ = true;
    best_ = value;
    best_epoch_ = epoch;
    since_best_ = 0;
  } else {
    ++since_best_;
  }

  const bool out_of_patience = options_.patience > 0 && since_best_ >= options_.patience;
  waiting_ = out_of_patience && options_.noise_aware && since_best_ < options_.max_patience &&
             may_still_improve();
  stopped_ = out_of_patience && !waiting_;
  return stopped_;
}

// True unless it is certain enough that going on like this for another window gains less than a
// tenth of what was gained since the start. A test for being flat, not for falling: a curve too
// noisy to tell is given more time.
bool EarlyStopping::may_still_improve() const noexcept {
  double x[kWindow];
  double y[kWindow];
  size_t n = 0;
  for (int64_t i = std::max<int64_t>(0, updates_ - kWindow); i < updates_; ++i) {
    const double value = recent_[i % kWindow];
    if (!std::isfinite(value)) continue;
    x[n] = static_cast<double>(i);
    y[n++] = value;
  }
  if (n < kFewestValues) return false;
  const double fall = -steepest_fall<kWindow>({x, n}, {y, n}) * kWindow;

  double first[kFirst];
  std::copy_n(first_, first_count_, first);
  const double gained = median({first, static_cast<size_t>(first_count_)}) -
                        median({y + n - kLevelValues, kLevelValues});
  return fall > std::max(kWorthHaving * gained, options_.min_delta);
}

void EarlyStopping::save(void* bytes) const noexcept {
  kit::StateWriter out(bytes, kStateBytes, kMagic, static_cast<uint8_t>(options_.mode));
  const int flags = stopped_ | improved_ << 1 | waiting_ << 2 | has_best_ << 3;
  out.put<int64_t>(flags);
  out.put(best_);
  out.put(best_epoch_);
  out.put(since_best_);
  out.put(updates_);
  out.put(first_count_);
  for (const double value : first_) out.put(value);
  for (const double value : recent_) out.put(value);
  out.seal();
}

Error EarlyStopping::load(const void* bytes, size_t size) noexcept {
  kit::StateReader in(bytes, size, kStateBytes, kMagic, static_cast<uint8_t>(options_.mode));
  if (Error error = in.error()) return error;
  EarlyStopping read(options_);
  const auto flags = in.get<int64_t>();
  read.stopped_ = flags & 1;
  read.improved_ = flags & 2;
  read.waiting_ = flags & 4;
  read.has_best_ = flags & 8;
  read.best_ = in.get<double>();
  read.best_epoch_ = in.get<int64_t>();
  read.since_best_ = in.get<int64_t>();
  read.updates_ = in.get<int64_t>();
  read.first_count_ = in.get<int64_t>();
  for (double& value : read.first_) value = in.get<double>();
  for (double& value : read.recent_) value = in.get<double>();
  const bool sound = flags >= 0 && flags < 16 && read.updates_ >= 0 && read.since_best_ >= 0 &&
                     read.since_best_ <= read.updates_ && read.first_count_ >= 0 &&
                     read.first_count_ <= kFirst && read.has_best_ == std::isfinite(read.best_) &&
                     (!read.has_best_ || read.first_count_ > 0);
  if (!sound) return kit::bad_state();
  *this = read;
  return {};
}

}  // namespace oriel
