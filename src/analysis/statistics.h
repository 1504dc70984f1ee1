// Statistics of curves: moments that merge, robust location and spread, trends with their
// significance, and change detectors. What the diagnosis rests on.
//
// Pure functions on spans and two small accumulators; thread-safe. NaN and infinite values are left
// out everywhere ("finite values" below); with too few of them a function answers NaN (or nothing,
// where it returns an optional), never an error. Costs stand beside each function; everything is
// held to numpy and scipy by statistics_test.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace oriel::analysis {

// Count, mean, variance and extremes in one pass (Welford); two of them merge exactly (Chan).
class Moments {
 public:
  void add(double value);  // about 5 ns
  void merge(const Moments& other);

  uint64_t count() const { return count_; }            // of finite values
  uint64_t non_finite() const { return non_finite_; }  // what was left out
  double mean() const;                                 // NaN without values
  double variance(int ddof = 1) const;                 // NaN with at most ddof values
  double deviation(int ddof = 1) const;
  double min() const;
  double max() const;

 private:
  uint64_t count_ = 0;
  uint64_t non_finite_ = 0;
  double mean_ = 0;
  double m2_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

Moments moments(std::span<const double> values);

// Quantile q in [0, 1] with linear interpolation, numpy's default. O(n).
double quantile(std::span<const double> values, double q);
double median(std::span<const double> values);
// Median absolute deviation from the median, unscaled; times kMadToSigma it estimates a Gaussian's
// standard deviation.
double mad(std::span<const double> values);
inline constexpr double kMadToSigma = 1.4826022185056018;

// Over the last `window` values at each place, of those that there are (at least one). Non-finite
// values are left out; where a window holds too few, the result is NaN. O(n · window): windows are
// short, and a running sum would lose digits.
std::vector<double> rolling_mean(std::span<const double> values, size_t window);
std::vector<double> rolling_deviation(std::span<const double> values, size_t window, int ddof = 1);

struct Slope {
  double slope = 0;  // per unit of x
  double intercept = 0;
  double low = 0, high = 0;  // confidence interval of the slope
};
// The median of the slopes between all pairs (Theil, Sen), with Sen's interval: what
// scipy.stats.theilslopes answers. Needs two different x; O(n²) for n points, meant for n <= 200.
std::optional<Slope> theil_sen(std::span<const double> x, std::span<const double> y,
                               double confidence = 0.95);
// The same with x = 0, 1, 2 …
std::optional<Slope> theil_sen(std::span<const double> y, double confidence = 0.95);

struct Trend {
  double s = 0;  // pairs that rise minus pairs that fall
  double variance =
      0;         // of s under no trend, ties and (where asked for) autocorrelation considered
  double z = 0;  // > 0: rising. 0 for a constant curve
};
// Mann and Kendall's test for a monotonic trend. With `autocorrelation`, the variance is corrected
// after Hamed and Rao (1998) for significant autocorrelation of the ranks of the detrended values,
// and never made smaller than without. O(n²); at least four finite values, else nothing.
std::optional<Trend> mann_kendall(std::span<const double> values, bool autocorrelation = false);

// z of the mean of the differences against zero: mean / (deviation / √n). NaN below two of them.
double paired_z(std::span<const double> differences);

// The upper quantile of the standard normal distribution, such as 1.645 for 0.95. |error| < 1e-9.
double normal_quantile(double probability);

// Page and Hinkley's test for a rise of the mean: sums what lies more than `delta` above the
// running mean, and says so when the sum has risen `lambda` above its minimum.
class PageHinkley {
 public:
  PageHinkley(double delta, double lambda, uint64_t min_count = 30)
      : delta_(delta), lambda_(lambda), min_count_(min_count) {}

  bool add(double value);  // true: the mean has risen; non-finite values are ignored
  double statistic() const { return sum_ - lowest_; }
  void reset();

 private:
  double delta_, lambda_;
  uint64_t min_count_;
  uint64_t count_ = 0;
  double mean_ = 0, sum_ = 0, lowest_ = 0;
};

// The one-sided cumulative sum max(0, previous + value - drift), starting at 0.
std::vector<double> cusum(std::span<const double> values, double drift);

// The median and MAD of the last `window` values that were let in, kept sorted: O(window) moves per
// value, about 60 ns at 129.
class RollingMedian {
 public:
  explicit RollingMedian(size_t window) : window_(window) {}

  void add(double value);  // finite
  void clear();
  size_t size() const { return sorted_.size(); }
  double median() const;  // NaN without values
  double mad() const;     // O(window)

 private:
  size_t window_;
  size_t next_ = 0;            // the oldest of order_, once it is full
  std::vector<double> order_;  // by arrival, a ring
  std::vector<double> sorted_;
};

}  // namespace oriel::analysis
