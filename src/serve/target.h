// The target of a request, "/api/figure?request=%7B…", taken apart.
//
// Pure; thread-safe. Nothing here is ever used as a path of a file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oriel::serve {

struct Target {
  std::string path;                                        // as it came; routes have no escapes
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order

  const std::string* find(std::string_view name) const;  // the first one
  std::vector<std::string> all(std::string_view name) const;
};

// Nothing for what is not an absolute path, or has a broken escape or a NUL.
std::optional<Target> parse_target(std::string_view text);

// %XX and + decoded; nothing for a broken escape or a NUL.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace oriel::serve
