// The head of an HTTP request, as the server sees it.
//
// parse_request_head() is a pure function around the parser that the server uses, for fuzzing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace oriel::serve {

inline constexpr size_t kMaxHeadBytes = 16 * 1024;

struct RequestHead {
  std::string method;
  std::string target;
  unsigned version = 11;  // 10 or 11
  bool keep_alive = false;
  bool upgrade = false;  // to a WebSocket
  bool has_body = false;
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  std::string accept_encoding;
  std::string if_none_match;
  std::string content_type;
  std::string authorization;
};

// False for what is not a complete and well-formed head of at most kMaxHeadBytes.
bool parse_request_head(std::string_view text, RequestHead& head);

}  // namespace oriel::serve
