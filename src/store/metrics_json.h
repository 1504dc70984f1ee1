// A strict, bounded reader of one flat JSON object: what metrics_file.cc parses with. It walks the
// text once, keeps lists of numbers and single values, and passes over everything else.
//
// Pure; needs 8 bytes per number. Texts must be valid UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace oriel::store {

struct MetricsEntry {
  enum class Kind : uint8_t { kNumbers, kSingle, kOther };
  std::string key;
  Kind kind = Kind::kOther;
  std::vector<double> numbers;  // of kNumbers
  std::vector<bool> present;    // of kNumbers: false where the list has null
  std::string json;             // of kSingle: the value as JSON text, non-finite ones as texts
};

struct MetricsLimits {
  size_t keys = 4096;
  size_t key_bytes = 512;
  int depth = 64;
};

// The entries of the object, in order. Errors: not one JSON object, or beyond the limits; two equal
// keys; a list that begins with a number (or null) and holds something else.
base::Result<std::vector<MetricsEntry>> parse_metrics_object(std::string_view text,
                                                             const MetricsLimits& limits = {});

}  // namespace oriel::store
