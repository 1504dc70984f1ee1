// The pixel columns of a range of steps, as integers: which steps column c covers. Agrees with
// PixelColumns for every step and asks it seldom: borders are found once per query and column.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "store/series_view.h"

namespace oriel::store {

class StepColumns {
 public:
  struct Interval {
    int64_t first = 0, last = -1;  // inclusive
    bool holds(int64_t low, int64_t high) const { return low >= first && high <= last; }
  };

  // `all` holds every step that will be asked about.
  StepColumns(std::pair<double, double> range, uint32_t width, std::pair<int64_t, int64_t> all)
      : column_(range.first, range.second, width), starts_(std::max(width, 1u), kUnknown) {
    const auto in = [&](int64_t s) {
      return static_cast<double>(s) >= range.first && static_cast<double>(s) <= range.second;
    };
    // Steps from the first one >= range.first to the last one <= range.second.
    inside_.first = find_first(all.first, all.second, all.first,
                               [&](int64_t s) { return static_cast<double>(s) >= range.first; });
    inside_.last = all.second;
    if (!in(inside_.first)) {
      inside_ = Interval();
      return;
    }
    if (!in(inside_.last)) {
      inside_.last = find_first(inside_.first, all.second, inside_.first,
                                [&](int64_t s) { return static_cast<double>(s) > range.second; }) -
                     1;
    }
    first_column_ = of(inside_.first);
    last_column_ = of(inside_.last);
  }

  // The steps of the range that may occur; last < first if there are none.
  const Interval& inside() const { return inside_; }

  // The column of a step in inside().
  uint32_t of(int64_t step) const { return column_(static_cast<double>(step)); }

  // The steps of a column that holds a step in inside().
  Interval steps_of(uint32_t c) {
    return {c <= first_column_ ? inside_.first : start(c),
            c >= last_column_ ? inside_.last : start(c + 1) - 1};
  }

 private:
  static constexpr int64_t kUnknown = INT64_MIN;  // never a start: it would be inside_.first

  // The first step in [low, high] for which `is` holds, which it does from there on; high if for
  // none. Looks around `guess` first.
  template <class Is>
  static int64_t find_first(int64_t low, int64_t high, int64_t guess, const Is& is) {
    const auto distance = [](int64_t a, int64_t b) {
      return static_cast<uint64_t>(b) - static_cast<uint64_t>(a);
    };
    guess = std::clamp(guess, low, high);
    if (is(guess)) {
      high = guess;
      for (uint64_t d = 1; d < distance(low, high); d *= 2) {
        const auto at = static_cast<int64_t>(static_cast<uint64_t>(high) - d);
        if (!is(at)) {
          low = at + 1;
          break;
        }
        high = at;
      }
    } else {
      if (guess == high) return high;
      low = guess + 1;
      for (uint64_t d = 1; d < distance(low, high); d *= 2) {
        const auto at = static_cast<int64_t>(static_cast<uint64_t>(low) + d - 1);
        if (is(at)) {
          high = at;
          break;
        }
        low = at + 1;
      }
    }
    while (low < high) {
      const auto middle =
          static_cast<int64_t>(static_cast<uint64_t>(low) + distance(low, high) / 2);
      if (is(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  int64_t start(uint32_t c) {
    int64_t& known = starts_[c];
    if (known == kUnknown) {
      // Beyond 2^62 the guess is left to the search.
      const double near = std::ceil(column_.start_of(c));
      const int64_t guess = std::abs(near) < 0x1p62 ? static_cast<int64_t>(near) : 0;
      known = find_first(inside_.first, inside_.last, guess, [&](int64_t s) { return of(s) >= c; });
    }
    return known;
  }

  PixelColumns column_;
  Interval inside_;
  uint32_t first_column_ = 0, last_column_ = 0;
  std::vector<int64_t> starts_;
};

}  // namespace oriel::store
