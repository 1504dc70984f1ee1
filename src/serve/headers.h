// A response, and the head it goes out with: the security headers that every response carries,
// whatever it is.
//
// Pure; thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "store/export.h"

namespace oriel::serve {

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;  // beyond those of every response
  // The body: the first of these that is there.
  std::unique_ptr<store::Exporter> stream;             // of unknown length
  std::shared_ptr<const std::vector<uint8_t>> shared;  // figures
  base::Bytes constant;                                // assets
  std::string text;

  base::Bytes bytes() const;  // of all but a stream
};

// {"error": {"code": …, "message": …, "try": …}}
Response error_response(int status, std::string_view code, std::string_view message,
                        std::string_view attempt);
std::string error_json(std::string_view code, std::string_view message, std::string_view attempt);

// How the body follows the head.
enum class Framing : uint8_t { kLength, kChunked, kUntilClose };

// Status line and headers, with the empty line. Characters that would end a header are dropped.
std::string response_head(const Response& response, Framing framing, bool keep_alive);

// Name and value of the headers that every response carries.
const std::vector<std::pair<std::string_view, std::string_view>>& security_headers();

}  // namespace oriel::serve
