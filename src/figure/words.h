// Numbers and lists in words, for readings and notes: "1,200", "0.0812", "12.5 s".
//
// Pure functions, independent of the locale; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/series_view.h"

namespace oriel::figure {

std::string count_text(int64_t n);      // 1200 -> "1,200"; ASCII, also for terminals
std::string number_text(double value);  // 0.081234 -> "0.0812"; −3 with U+2212
std::string plural(uint64_t n, std::string_view noun);  // "1 point", "2,000 points"
std::string join(const std::vector<std::string>& items, std::string_view separator);

// Where on the x axis: "step 1,200", "12.5 s", "14:03:22 UTC", "epoch 3".
std::string position_text(double x, store::XKind kind, std::string_view x_series);

}  // namespace oriel::figure
