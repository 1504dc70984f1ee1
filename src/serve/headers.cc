#include "serve/headers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace oriel::serve {
namespace {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 426:
      return "Upgrade Required";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

void put_header(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  std::copy_if(value.begin(), value.end(), std::back_inserter(head),
               [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
  head += "\r\n";
}

}  // namespace

const std::vector<std::pair<std::string_view, std::string_view>>& security_headers() {
  static const std::vector<std::pair<std::string_view, std::string_view>> headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
       "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
  };
  return headers;
}

base::Bytes Response::bytes() const {
  if (shared) return *shared;
  return constant.empty() ? base::as_bytes(text) : constant;
}

std::string error_json(std::string_view code, std::string_view message, std::string_view attempt) {
  const nlohmann::json json = {{"code", code}, {"message", message}, {"try", attempt}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Response error_response(int status, std::string_view code, std::string_view message,
                        std::string_view attempt) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.text = "{\"error\":" + error_json(code, message, attempt) + "}";
  return response;
}

std::string response_head(const Response& response, Framing framing, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head += reason_of(response.status);
  head += "\r\n";
  for (const auto& [name, value] : security_headers()) put_header(head, name, value);
  for (const auto& [name, value] : response.headers) put_header(head, name, value);
  if (framing == Framing::kChunked) put_header(head, "Transfer-Encoding", "chunked");
  if (framing == Framing::kLength && response.status != 304) {
    put_header(head, "Content-Length", std::to_string(response.bytes().size()));
  }
  put_header(head, "Connection", keep_alive ? "keep-alive" : "close");
  return head + "\r\n";
}

}  // namespace oriel::serve
