// One live viewer: moves messages between a WebSocket and a Session. Part of server.cc.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/clock.h"
#include "figure/encode.h"
#include "serve/beast.h"
#include "serve/engine.h"
#include "serve/headers.h"
#include "serve/session.h"

namespace oriel::serve {

class WsConnection final : public Connection, public std::enable_shared_from_this<WsConnection> {
 public:
  WsConnection(beast::tcp_stream&& stream, Engine& engine)
      : ws_(std::move(stream)), engine_(engine), session_(engine.source.description()) {}

  void accept(const http::request<http::empty_body>& request) {
    beast::get_lowest_layer(ws_).expires_never();
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = std::chrono::seconds(5);
    timeout.idle_timeout = std::chrono::seconds(30);  // pings after half of it
    timeout.keep_alive_pings = true;
    ws_.set_option(timeout);
    const bool oriel =
        http::token_list(request[http::field::sec_websocket_protocol]).exists("oriel.1");
    ws_.set_option(websocket::stream_base::decorator([oriel](websocket::response_type& response) {
      for (const auto& [name, value] : security_headers()) {
        response.set(beast::string_view(name.data(), name.size()),
                     beast::string_view(value.data(), value.size()));
      }
      if (oriel) response.set(http::field::sec_websocket_protocol, "oriel.1");
    }));
    ws_.read_message_max(Session::kMaxMessage);
    ws_.auto_fragment(false);
    ws_.async_accept(request, [self = shared_from_this()](Error error) { self->accepted(error); });
  }

  void shut() override { beast::get_lowest_layer(ws_).close(); }
  void tick(uint64_t now_ns) override { pump(now_ns); }
  bool is_live() const override { return open_; }
  bool wants_runs() const override { return session_.wants_runs(); }

 private:
  void accepted(Error error) {
    if (error) return close();
    open_ = true;
    engine_.on_live();
    pump(base::monotonic_ns());
    read();
  }

  void close() {
    open_ = false;
    beast::get_lowest_layer(ws_).close();
    engine_.connections.erase(shared_from_this());
  }

  void read() {
    ws_.async_read(incoming_, [self = shared_from_this()](Error error, size_t) {
      if (error) return self->close();
      if (self->ws_.got_text()) {
        const auto data = self->incoming_.cdata();
        self->session_.on_message({static_cast<const char*>(data.data()), data.size()});
      }
      self->incoming_.consume(self->incoming_.size());
      self->pump(base::monotonic_ns());
      if (self->session_.broken()) return self->close();
      self->read();
    });
  }

  // Gives out the work that is due and sends what is ready, one message at a time.
  void pump(uint64_t now_ns) {
    if (!open_) return;
    for (Job& job : session_.due(now_ns, engine_.feed.version())) start(std::move(job));
    if (writing_) return;
    std::optional<Outgoing> out = session_.next(now_ns);
    if (out) write(std::move(*out));
  }

  void start(Job job) {
    engine_.pool.submit([weak = weak_from_this(), &engine = engine_, job = std::move(job),
                         executor = ws_.get_executor()]() mutable {
      auto result = std::make_shared<JobResult>(
          run_job(std::move(job), engine.source, engine.cache, engine.feed, base::monotonic_ns()));
      net::post(executor, [weak, result] {
        const auto self = weak.lock();
        if (!self) return;
        const uint64_t now = base::monotonic_ns();
        self->session_.on_result(std::move(*result), now);
        self->pump(now);
      });
    });
  }

  void write(Outgoing out) {
    writing_ = true;
    outgoing_ = std::move(out);
    std::array<net::const_buffer, 2> buffers;
    if (outgoing_.figure) {
      // The bytes are shared by all viewers: only the head with the id is this one's.
      const auto& bytes = *outgoing_.figure;
      std::copy_n(bytes.begin(), figure::kHeadBytes, head_.begin());
      figure::write_id(head_, outgoing_.id);
      buffers = {net::buffer(head_), net::buffer(bytes) + figure::kHeadBytes};
    } else {
      buffers = {net::buffer(outgoing_.text), net::const_buffer()};
    }
    ws_.binary(outgoing_.figure != nullptr);
    ws_.async_write(buffers, [self = shared_from_this()](Error error, size_t) {
      if (error) return self->close();
      self->writing_ = false;
      self->outgoing_ = {};
      self->pump(base::monotonic_ns());
    });
  }

  websocket::stream<beast::tcp_stream> ws_;
  Engine& engine_;
  Session session_;
  beast::flat_buffer incoming_;
  Outgoing outgoing_;
  std::array<uint8_t, figure::kHeadBytes> head_{};
  bool writing_ = false;
  bool open_ = false;
};

}  // namespace oriel::serve
