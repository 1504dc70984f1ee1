// A client for tests: HTTP and WebSocket over a plain socket, with a deadline on every wait.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace oriel::serve {

inline constexpr std::chrono::seconds kPatience{20};

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct WsFrame {
  int opcode = 0;  // 1 text, 2 binary, 8 close, 9 ping
  std::string data;
};

class TestClient {
 public:
  explicit TestClient(uint16_t port, int receive_buffer = 0) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) {
      ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestClient() { ::close(fd_); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  bool connected() const { return connected_; }

  // False once the server has closed, or takes nothing for a while.
  bool send(std::string_view text) {
    while (!text.empty()) {
      if (!wait(POLLOUT)) return false;
      const ssize_t n = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n < 0 && errno == EAGAIN) continue;
      if (n <= 0) return false;
      text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
  }
  // What can be sent without waiting is; tells whether all was.
  bool send_some(std::string_view text) {
    return ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(text.size());
  }

  Reply get(const std::string& target, const std::string& headers = "",
            const std::string& method = "GET", const std::string& host = "localhost") {
    send(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
    return read_reply(method == "HEAD");
  }

  Reply read_reply(bool head_only = false) {
    Reply reply;
    size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) return reply;
    }
    const std::string head = take(end + 4);
    if (head.size() > 12) reply.status = std::atoi(head.c_str() + 9);
    size_t at = head.find("\r\n") + 2;
    while (at + 2 < head.size()) {
      const size_t line_end = head.find("\r\n", at);
      const size_t colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      std::transform(name.begin(), name.end(), name.begin(), ::tolower);
      reply.headers[name] = head.substr(colon + 2, line_end - colon - 2);
      at = line_end + 2;
    }
    if (head_only || reply.status == 101 || reply.status == 304) return reply;
    if (reply.headers.contains("transfer-encoding")) {
      while (true) {
        const size_t size = std::stoul(take_line(), nullptr, 16);
        reply.body += take(size);
        take_line();
        if (size == 0) return reply;
      }
    }
    if (reply.headers.contains("content-length")) {
      reply.body = take(std::stoul(reply.headers["content-length"]));
    } else {
      while (fill()) {
      }
      reply.body = take(buffer_.size());
    }
    return reply;
  }

  // True once the server has closed the connection.
  bool closed() {
    while (fill()) {
    }
    return ended_;
  }

  Reply upgrade(const std::string& headers = "Origin: http://localhost\r\n",
                const std::string& host = "localhost") {
    return get("/api/live",
               "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
               "Sec-WebSocket-Protocol: oriel.1\r\n" +
                   headers,
               "GET", host);
  }

  static std::string frame(std::string_view text, int opcode = 1) {
    std::string out(1, static_cast<char>(0x80 | opcode));
    if (text.size() < 126) {
      out += static_cast<char>(0x80 | text.size());
    } else {
      const int bytes = text.size() < 65536 ? 2 : 8;
      out += static_cast<char>(0x80 | (bytes == 2 ? 126 : 127));
      for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(text.size() >> (8 * i));
    }
    const char mask[4] = {0x12, 0x34, 0x56, 0x78};
    out.append(mask, 4);
    for (size_t i = 0; i < text.size(); ++i) out += static_cast<char>(text[i] ^ mask[i % 4]);
    return out;
  }
  bool send_text(std::string_view text) { return send(frame(text)); }

  // The next message or close frame; nothing when the connection has ended. Answers pings.
  std::optional<WsFrame> read_frame() {
    while (true) {
      if (!need(2)) return std::nullopt;
      WsFrame frame;
      frame.opcode = buffer_[0] & 0x0f;
      uint64_t size = static_cast<uint8_t>(buffer_[1]) & 0x7f;
      const size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
      if (!need(2 + extra)) return std::nullopt;
      if (extra > 0) size = 0;
      for (size_t i = 0; i < extra; ++i) size = size << 8 | static_cast<uint8_t>(buffer_[2 + i]);
      if (!need(2 + extra + size)) return std::nullopt;
      take(2 + extra);
      frame.data = take(size);
      if (frame.opcode != 9) return frame;
      send(TestClient::frame(frame.data, 10));
    }
  }

 private:
  bool wait(short events) {
    pollfd descriptor{fd_, events, 0};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience).count();
    return ::poll(&descriptor, 1, static_cast<int>(ms)) == 1;
  }
  bool fill() {
    if (ended_ || !wait(POLLIN)) return false;
    char bytes[65536];
    const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) {
      ended_ = true;
      return false;
    }
    buffer_.append(bytes, static_cast<size_t>(n));
    return true;
  }
  bool need(size_t size) {
    while (buffer_.size() < size) {
      if (!fill()) return false;
    }
    return true;
  }
  std::string take(size_t size) {
    need(size);
    std::string out = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return out;
  }
  std::string take_line() {
    while (buffer_.find("\r\n") == std::string::npos) {
      if (!fill()) return "0";
    }
    std::string line = take(buffer_.find("\r\n"));
    take(2);
    return line;
  }

  int fd_ = -1;
  bool connected_ = false;
  bool ended_ = false;
  std::string buffer_;
};

}  // namespace oriel::serve
