#include "analysis/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace oriel::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> finite_of(std::span<const double> values) {
  std::vector<double> out;
  out.reserve(values.size());
  for (const double v : values) {
    if (std::isfinite(v)) out.push_back(v);
  }
  return out;
}

// Of finite values, which it reorders.
double quantile_of(std::vector<double>& values, double q) {
  if (values.empty()) return kNaN;
  const double at = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto low = static_cast<size_t>(at);
  const auto middle = values.begin() + static_cast<ptrdiff_t>(low);
  std::nth_element(values.begin(), middle, values.end());
  const double below = *middle;
  const double share = at - static_cast<double>(low);
  if (share == 0 || middle + 1 == values.end()) return below;
  const double above = *std::min_element(middle + 1, values.end());
  return below + share * (above - below);
}

double median_sorted(const std::vector<double>& sorted) {
  const size_t n = sorted.size();
  if (n == 0) return kNaN;
  return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] + (sorted[n / 2] - sorted[n / 2 - 1]) / 2;
}

// Sizes of the groups of equal values, of at least two.
std::vector<double> tie_sizes(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> sizes;
  for (size_t i = 0; i < values.size();) {
    size_t end = i;
    while (end < values.size() && values[end] == values[i]) ++end;
    if (end - i > 1) sizes.push_back(static_cast<double>(end - i));
    i = end;
  }
  return sizes;
}

double kendall_variance(const std::vector<double>& values, double n) {
  double sum = n * (n - 1) * (2 * n + 5);
  for (const double t : tie_sizes(values)) sum -= t * (t - 1) * (2 * t + 5);
  return sum / 18;
}

// Ranks from 1; equal values share the mean of theirs.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t i = 0; i < order.size();) {
    size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = static_cast<double>(i + end + 1) / 2;
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

// Hamed and Rao's factor on the variance of S.
double autocorrelation_factor(const std::vector<double>& values) {
  const size_t count = values.size();
  const auto slope = theil_sen(values);
  std::vector<double> detrended(count);
  for (size_t i = 0; i < count; ++i) {
    detrended[i] = values[i] - (slope ? slope->slope : 0) * static_cast<double>(i);
  }
  std::vector<double> ranks = ranks_of(detrended);
  const double n = static_cast<double>(count);
  double square = 0;
  for (double& r : ranks) {
    r -= (n + 1) / 2;
    square += r * r;
  }
  if (square == 0) return 1;
  const double significant = 1.959963984540054 / std::sqrt(n);
  double sum = 0;
  for (size_t lag = 1; lag + 1 < count; ++lag) {
    double r = 0;
    for (size_t i = 0; i + lag < count; ++i) r += ranks[i] * ranks[i + lag];
    r /= square;
    const double k = n - static_cast<double>(lag);
    if (std::fabs(r) > significant) sum += k * (k - 1) * (k - 2) * r;
  }
  return std::max(1.0, 1 + 2 / (n * (n - 1) * (n - 2)) * sum);
}

}  // namespace

void Moments::add(double value) {
  if (!std::isfinite(value)) {
    ++non_finite_;
    return;
  }
  ++count_;
  const double distance = value - mean_;
  mean_ += distance / static_cast<double>(count_);
  m2_ += distance * (value - mean_);
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
}

void Moments::merge(const Moments& other) {
  non_finite_ += other.non_finite_;
  if (other.count_ == 0) return;
  const double n = static_cast<double>(count_), m = static_cast<double>(other.count_);
  const double distance = other.mean_ - mean_;
  mean_ += distance * (m / (n + m));
  m2_ += other.m2_ + distance * distance * (n * m / (n + m));
  count_ += other.count_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

double Moments::mean() const {
  return count_ > 0 ? mean_ : kNaN;
}
double Moments::variance(int ddof) const {
  const double n = static_cast<double>(count_) - ddof;
  return n > 0 ? m2_ / n : kNaN;
}
double Moments::deviation(int ddof) const {
  return std::sqrt(variance(ddof));
}
double Moments::min() const {
  return count_ > 0 ? min_ : kNaN;
}
double Moments::max() const {
  return count_ > 0 ? max_ : kNaN;
}

Moments moments(std::span<const double> values) {
  Moments m;
  for (const double v : values) m.add(v);
  return m;
}

double quantile(std::span<const double> values, double q) {
  std::vector<double> finite = finite_of(values);
  return quantile_of(finite, q);
}

double median(std::span<const double> values) {
  return quantile(values, 0.5);
}

double mad(std::span<const double> values) {
  std::vector<double> finite = finite_of(values);
  const double middle = quantile_of(finite, 0.5);
  for (double& v : finite) v = std::fabs(v - middle);
  return quantile_of(finite, 0.5);
}

std::vector<double> rolling_mean(std::span<const double> values, size_t window) {
  std::vector<double> out(values.size());
  window = std::max<size_t>(window, 1);
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t n = std::min(window, i + 1);
    out[i] = moments(values.subspan(i + 1 - n, n)).mean();
  }
  return out;
}

std::vector<double> rolling_deviation(std::span<const double> values, size_t window, int ddof) {
  std::vector<double> out(values.size());
  window = std::max<size_t>(window, 1);
  for (size_t i = 0; i < values.size(); ++i) {
    const size_t n = std::min(window, i + 1);
    out[i] = moments(values.subspan(i + 1 - n, n)).deviation(ddof);
  }
  return out;
}

std::optional<Slope> theil_sen(std::span<const double> x, std::span<const double> y,
                               double confidence) {
  std::vector<double> xs, ys;
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    xs.push_back(x[i]);
    ys.push_back(y[i]);
  }
  std::vector<double> slopes;
  slopes.reserve(xs.size() * xs.size() / 2);
  for (size_t i = 0; i < xs.size(); ++i) {
    for (size_t j = i + 1; j < xs.size(); ++j) {
      if (xs[i] != xs[j]) slopes.push_back((ys[j] - ys[i]) / (xs[j] - xs[i]));
    }
  }
  if (slopes.empty()) return std::nullopt;
  std::sort(slopes.begin(), slopes.end());
  const double n = static_cast<double>(xs.size()), pairs = static_cast<double>(slopes.size());
  // Sen (1968), equation 2.6, as scipy has it.
  double variance = n * (n - 1) * (2 * n + 5);
  for (const auto* side : {&xs, &ys}) {
    for (const double t : tie_sizes(*side)) variance -= t * (t - 1) * (2 * t + 5);
  }
  const double half =
      normal_quantile(0.5 + confidence / 2) * std::sqrt(std::max(0.0, variance / 18));
  const auto last = static_cast<double>(slopes.size() - 1);
  const double upper = std::min(std::nearbyint((pairs + half) / 2), last);
  const double lower = std::max(std::nearbyint((pairs - half) / 2) - 1, 0.0);
  Slope result;
  result.slope = median_sorted(slopes);
  result.low = slopes[static_cast<size_t>(lower)];
  result.high = slopes[static_cast<size_t>(upper)];
  result.intercept = quantile_of(ys, 0.5) - result.slope * quantile_of(xs, 0.5);
  return result;
}

std::optional<Slope> theil_sen(std::span<const double> y, double confidence) {
  std::vector<double> x(y.size());
  std::iota(x.begin(), x.end(), 0.0);
  return theil_sen(x, y, confidence);
}

std::optional<Trend> mann_kendall(std::span<const double> values, bool autocorrelation) {
  const std::vector<double> v = finite_of(values);
  if (v.size() < 4) return std::nullopt;
  Trend trend;
  for (size_t i = 0; i < v.size(); ++i) {
    for (size_t j = i + 1; j < v.size(); ++j) trend.s += (v[j] > v[i]) - (v[j] < v[i]);
  }
  trend.variance = kendall_variance(v, static_cast<double>(v.size()));
  if (autocorrelation) trend.variance *= autocorrelation_factor(v);
  if (trend.variance > 0 && trend.s != 0) {
    trend.z = (trend.s - (trend.s > 0 ? 1 : -1)) / std::sqrt(trend.variance);
  }
  return trend;
}

double paired_z(std::span<const double> differences) {
  const Moments m = moments(differences);
  if (m.count() < 2) return kNaN;
  const double error = m.deviation() / std::sqrt(static_cast<double>(m.count()));
  if (error == 0) return m.mean() == 0 ? 0 : std::copysign(HUGE_VAL, m.mean());
  return m.mean() / error;
}

// Bisection on erfc: exact to the last digits and called rarely.
double normal_quantile(double probability) {
  if (!(probability > 0) || !(probability < 1)) {
    return probability == 0 ? -HUGE_VAL : probability == 1 ? HUGE_VAL : kNaN;
  }
  double low = -40, high = 40;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::sqrt(2.0)) / 2 < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

bool PageHinkley::add(double value) {
  if (!std::isfinite(value)) return false;
  ++count_;
  mean_ += (value - mean_) / static_cast<double>(count_);
  sum_ += value - mean_ - delta_;
  lowest_ = std::min(lowest_, sum_);
  return count_ >= min_count_ && statistic() > lambda_;
}

void PageHinkley::reset() {
  count_ = 0;
  mean_ = sum_ = lowest_ = 0;
}

std::vector<double> cusum(std::span<const double> values, double drift) {
  std::vector<double> out;
  out.reserve(values.size());
  double sum = 0;
  for (const double v : values) {
    if (std::isfinite(v)) sum = std::max(0.0, sum + v - drift);
    out.push_back(sum);
  }
  return out;
}

void RollingMedian::add(double value) {
  if (window_ == 0) return;
  if (order_.size() < window_) {
    order_.push_back(value);
  } else {
    const auto old = std::lower_bound(sorted_.begin(), sorted_.end(), order_[next_]);
    sorted_.erase(old);
    order_[next_] = value;
    next_ = (next_ + 1) % window_;
  }
  sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), value), value);
}

void RollingMedian::clear() {
  order_.clear();
  sorted_.clear();
  next_ = 0;
}

double RollingMedian::median() const {
  return median_sorted(sorted_);
}

// The k-th smallest distance from the median: two fingers walk outwards from it.
double RollingMedian::mad() const {
  const size_t n = sorted_.size();
  if (n == 0) return kNaN;
  const double middle = median();
  size_t right = n / 2, left = right;  // sorted_[0, left) and [right, n) are still to be taken
  double previous = 0, current = 0;
  for (size_t taken = 0; taken <= n / 2; ++taken) {
    previous = current;
    const double below = left > 0 ? middle - sorted_[left - 1] : HUGE_VAL;
    const double above = right < n ? sorted_[right] - middle : HUGE_VAL;
    if (below < above) {
      current = below;
      --left;
    } else {
      current = above;
      ++right;
    }
  }
  return n % 2 == 1 ? current : previous + (current - previous) / 2;
}

}  // namespace oriel::analysis
