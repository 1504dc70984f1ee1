// What the names of series say: parts, roles, which ones a glob means.
//
// Pure functions; thread-safe. A glob costs one step per character of the name and of the pattern
// at worst, whatever the pattern is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figure/figure.h"

namespace oriel::figure {

// `*` stands for any text within a part of the name, `**` for any text at all.
bool glob_match(std::string_view pattern, std::string_view name);
bool is_glob(std::string_view pattern);

std::vector<std::string_view> parts_of(std::string_view name);
std::string_view last_part(std::string_view name);

// train for train/…; val for val/…, validation/…, eval/… and test/…; none otherwise.
Role role_of(std::string_view name);

// Which direction is better, where a name tells: down for a loss, up for an accuracy.
enum class Better : uint8_t { kUnknown, kSmaller, kLarger };
Better better_of(std::string_view name);

// What every training knows, in the order in which to show it. A panel kind each but kThroughput.
enum Known : size_t { kLoss, kAccuracy, kRate, kThroughput, kGradient, kKnownCount };
std::optional<Known> known_of(std::string_view name);

// A metric of one class: "val/recall/cat", "recall/cat", "class/cat/recall", "val/class/cat/f1".
struct ClassMetric {
  std::string metric;  // "val/recall", "recall"
  std::string cls;     // "cat"
};
std::optional<ClassMetric> class_metric_of(std::string_view name);

// "%" for a name that ends in _percent, and so on; empty where the name does not say.
std::string unit_of(std::string_view name);

// "system/rss_mib" -> "Memory (MiB)", "system/gpu*/util_percent" -> "GPU use (%)".
std::string system_title(std::string_view name);

}  // namespace oriel::figure
