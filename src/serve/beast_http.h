// One HTTP connection: reads a request, has a worker answer it, writes the answer; then the next
// one. Part of server.cc.
#pragma once

#include <array>
#include <cstdio>
#include <optional>
#include <string>

#include "serve/beast.h"
#include "serve/beast_ws.h"
#include "serve/engine.h"
#include "serve/headers.h"
#include "serve/request_head.h"

namespace oriel::serve {

using Parser = http::request_parser<http::empty_body>;
using BodyParser = http::request_parser<http::string_body>;

inline std::string text_of(beast::string_view text) {
  return {text.data(), text.size()};
}

inline RequestHead head_of(const Parser& parser) {
  const auto& request = parser.get();
  RequestHead head;
  head.method = text_of(request.method_string());
  head.target = text_of(request.target());
  head.version = request.version();
  head.keep_alive = request.keep_alive();
  head.upgrade = websocket::is_upgrade(request);
  head.has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
  const auto values = [&](http::field field) {
    std::vector<std::string> out;
    const auto [begin, end] = request.equal_range(field);
    for (auto at = begin; at != end; ++at) out.push_back(text_of(at->value()));
    return out;
  };
  head.hosts = values(http::field::host);
  head.origins = values(http::field::origin);
  head.accept_encoding = text_of(request[http::field::accept_encoding]);
  head.if_none_match = text_of(request[http::field::if_none_match]);
  head.content_type = text_of(request[http::field::content_type]);
  head.authorization = text_of(request[http::field::authorization]);
  return head;
}

class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(tcp::socket&& socket, Engine& engine)
      : stream_(std::move(socket)), engine_(engine) {}

  // The deadline is for the whole head, so that a client that trickles it cannot stay.
  void read() {
    parser_.emplace();
    parser_->header_limit(kMaxHeadBytes);
    stream_.expires_after(engine_.head_deadline);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](Error error, size_t) { self->head_read(error); });
  }

  void shut() override { stream_.close(); }

 private:
  static constexpr std::chrono::seconds kWriteDeadline{30};  // for each piece of a body
  static constexpr size_t kPiece = 256 << 10;
  static constexpr size_t kMaxDrained = 1 << 20;
  static constexpr size_t kMaxBody = 4096;

  void close() {
    stream_.close();
    engine_.connections.erase(shared_from_this());
  }

  void head_read(Error error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      return refuse(431, "too_large", "the head of the request is longer than 16 KiB",
                    "ask for less");
    }
    const bool gone = error == http::error::end_of_stream || error == http::error::partial_message;
    const bool unreadable =
        error && !gone && error.category() == make_error_code(http::error::bad_target).category();
    if (unreadable) {
      return refuse(400, "bad_request", "this is not an HTTP request that can be read",
                    "speak HTTP/1.1");
    }
    if (error) return close();
    head_ = head_of(*parser_);
    answer();
  }

  void answer() {
    const bool live =
        head_.upgrade && head_.method == "GET" &&
        std::string_view(head_.target).substr(0, head_.target.find('?')) == "/api/live";
    switch (check_access(engine_.policy, head_.hosts, head_.origins, head_.upgrade)) {
      case Access::kForbiddenHost:
        return refuse(403, "forbidden_host", "this name for the server is not allowed",
                      "use localhost, or start oriel serve with --allow-host NAME");
      case Access::kForbiddenOrigin:
        return refuse(403, "forbidden_origin", "pages of this origin may not talk to this server",
                      "open the server's own address");
      case Access::kAllowed:
        break;
    }
    if (live) return upgrade();
    const bool known = head_.method == "GET" || head_.method == "HEAD";
    if (known && head_.has_body) {
      return refuse(413, "too_large", "a request must not carry a body", "leave the body out");
    }
    if (head_.method == "POST" && head_.target == kControlPath) return read_body();
    if (head_.has_body) head_.keep_alive = false;  // what follows is not a request
    handle("");
  }

  void read_body() {
    // Here for a length that is stated; in the parser for one that shows itself.
    if (parser_->content_length().value_or(0) > kMaxBody) return refuse_body();
    body_parser_.emplace(std::move(*parser_));
    body_parser_->body_limit(kMaxBody);
    stream_.expires_after(engine_.head_deadline);
    http::async_read(stream_, buffer_, *body_parser_,
                     [self = shared_from_this()](Error error, size_t) { self->body_read(error); });
  }

  void refuse_body() {
    refuse(413, "too_large", "the body of the request is longer than 4 KiB", "ask for less");
  }

  void body_read(Error error) {
    if (error == http::error::body_limit) return refuse_body();
    if (error) return close();
    handle(body_parser_->get().body());
  }

  void handle(std::string body) {
    stream_.expires_never();
    engine_.pool.submit([weak = weak_from_this(), &engine = engine_, head = head_,
                         body = std::move(body), peer = peer(), executor = stream_.get_executor()] {
      auto response = std::make_shared<Response>(
          engine.api.handle({head.method, head.target, head.accept_encoding, head.if_none_match,
                             head.content_type, head.authorization, peer, body}));
      net::post(executor, [weak, response] {
        if (const auto self = weak.lock()) self->respond(response);
      });
    });
  }

  std::string peer() {
    Error error;
    const tcp::endpoint from = stream_.socket().remote_endpoint(error);
    if (error) return "?";
    return from.address().to_string() + ":" + std::to_string(from.port());
  }

  void upgrade() {
    const auto self = shared_from_this();
    auto ws = std::make_shared<WsConnection>(std::move(stream_), engine_);
    engine_.connections.erase(self);
    engine_.connections.insert(ws);
    ws->accept(parser_->get());
  }

  void refuse(int status, const char* code, const char* message, const char* attempt) {
    head_.keep_alive = false;
    respond(std::make_shared<Response>(error_response(status, code, message, attempt)));
  }

  void respond(std::shared_ptr<Response> response) {
    response_ = std::move(response);
    sent_ = 0;
    Framing framing = Framing::kLength;
    if (response_->stream) {
      framing = head_.version >= 11 ? Framing::kChunked : Framing::kUntilClose;
      if (framing == Framing::kUntilClose) head_.keep_alive = false;
    }
    chunked_ = framing == Framing::kChunked;
    text_ = response_head(*response_, framing, head_.keep_alive);
    if (head_.method == "HEAD" || response_->status == 304) return write_last({net::buffer(text_)});
    if (response_->stream) {
      return write({net::buffer(text_)}, [this] { next_chunk(); });
    }
    write_body({net::buffer(text_)});
  }

  using Buffers = std::array<net::const_buffer, 3>;

  template <class Then>
  void write(const Buffers& buffers, Then then) {
    stream_.expires_after(kWriteDeadline);
    net::async_write(stream_, buffers, [self = shared_from_this(), then](Error error, size_t) {
      if (error) return self->close();
      then();
    });
  }

  void write_last(const Buffers& buffers) {
    write(buffers, [this] { written(); });
  }

  // The next piece of the body, after what `buffers` begins with.
  void write_body(Buffers buffers) {
    const base::Bytes body = response_->bytes().subspan(sent_);
    const size_t size = std::min(body.size(), kPiece);
    buffers[1] = net::buffer(body.data(), size);
    sent_ += size;
    if (size == body.size()) return write_last(buffers);
    write(buffers, [this] { write_body({}); });
  }

  void next_chunk() {
    stream_.expires_never();
    engine_.pool.submit(
        [weak = weak_from_this(), response = response_, executor = stream_.get_executor()] {
          auto chunk = std::make_shared<std::string>();
          response->stream->next(*chunk);
          net::post(executor, [weak, chunk] {
            if (const auto self = weak.lock()) self->write_chunk(std::move(*chunk));
          });
        });
  }

  void write_chunk(std::string chunk) {
    if (chunk.empty()) {
      // Something is missing: a download that breaks off is better than one that looks complete.
      if (!response_->stream->problem().empty()) return close();
      text_ = chunked_ ? "0\r\n\r\n" : "";
      return write_last({net::buffer(text_)});
    }
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", chunk.size());
    text_ = chunked_ ? size : "";
    chunk_ = std::move(chunk);
    const net::const_buffer end = chunked_ ? net::buffer("\r\n", 2) : net::const_buffer();
    write({net::buffer(text_), net::buffer(chunk_), end}, [this] { next_chunk(); });
  }

  void written() {
    response_.reset();
    if (head_.keep_alive) return read();
    Error ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(std::chrono::seconds(2));
    drain();
  }

  // Closing while the client still sends would take the answer away from it.
  void drain() {
    stream_.async_read_some(net::buffer(drained_),
                            [self = shared_from_this()](Error error, size_t n) {
                              self->drained_bytes_ += n;
                              if (error || self->drained_bytes_ > kMaxDrained) return self->close();
                              self->drain();
                            });
  }

  beast::tcp_stream stream_;
  Engine& engine_;
  beast::flat_buffer buffer_{kMaxHeadBytes + 4096};
  std::optional<Parser> parser_;
  std::optional<BodyParser> body_parser_;  // of a POST
  RequestHead head_;
  std::shared_ptr<Response> response_;
  size_t sent_ = 0;  // of the body
  bool chunked_ = false;
  std::string text_;   // head, or size of a chunk
  std::string chunk_;  // of an export
  std::array<char, 4096> drained_;
  size_t drained_bytes_ = 0;
};

}  // namespace oriel::serve
