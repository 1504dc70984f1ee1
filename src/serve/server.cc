// The only file that is compiled with Boost.Beast: it takes a minute and gigabytes under
// sanitizers.
#include "serve/server.h"

#include <sys/socket.h>

#include <atomic>
#include <thread>

#include "base/clock.h"
#include "serve/beast.h"
#include "serve/beast_http.h"
#include "serve/beast_ws.h"
#include "serve/engine.h"

namespace oriel::serve {
namespace {

using base::Status;

constexpr std::chrono::milliseconds kTick{8};
constexpr uint64_t kRunsTickNs = 250'000'000;
constexpr std::chrono::milliseconds kAcceptPause{100};  // when there are no descriptors left

base::Result<net::ip::address> loopback_address(const std::string& text) {
  const std::string address = text == "localhost" ? "127.0.0.1" : text;
  if (!is_loopback_address(address)) {
    return Status("oriel serve cannot listen on " + text +
                  ": only loopback addresses are allowed, because viewers are not asked who they "
                  "are. Listen on 127.0.0.1 and forward the port: ssh -L 6006:127.0.0.1:6006 HOST");
  }
  Error error;
  const auto parsed = net::ip::make_address(address, error);
  if (error) return Status("cannot read the address " + text + ": " + error.message());
  return parsed;
}

Status cannot_listen(const ServerOptions& options, const Error& error) {
  const std::string port = std::to_string(options.port);
  if (error == net::error::address_in_use) {
    return Status("port " + port + " of " + options.address +
                  " is taken, perhaps by another oriel serve: choose one with --port, or let the "
                  "system choose with --port 0");
  }
  if (error == net::error::access_denied) {
    return Status("port " + port +
                  " may not be used by this user: choose one above 1023 with --port");
  }
  return Status("cannot listen on port " + port + " of " + options.address + ": " +
                error.message() + "; choose another with --port");
}

}  // namespace

struct Server::Impl {
  Impl(store::Source& source, const ServerOptions& options)
      : engine(source, AccessPolicy{options.allow_hosts}, options.head_deadline, options.control),
        acceptor(io),
        timer(io),
        accept_timer(io) {
    engine.on_live = [this] { arm_timer(); };
  }

  Status listen(const ServerOptions& options) {
    const auto address = loopback_address(options.address);
    if (!address.ok()) return address.status();
    const tcp::endpoint endpoint(*address, options.port);
    Error error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) return cannot_listen(options, error);
    const tcp::endpoint local = acceptor.local_endpoint();
    port = local.port();
    const std::string host = local.address().to_string();
    url = "http://" + (local.address().is_v6() ? "[" + host + "]" : host) + ":" +
          std::to_string(port) + "/";
    return {};
  }

  void accept() {
    acceptor.async_accept([this](Error error, tcp::socket socket) {
      if (error == net::error::operation_aborted) return;
      if (error) {
        accept_timer.expires_after(kAcceptPause);
        accept_timer.async_wait([this](Error stopped) {
          if (!stopped) accept();
        });
        return;
      }
      take(std::move(socket));
      accept();
    });
  }

  void take(tcp::socket socket) {
    Error ignored;
    if (engine.connections.size() >= Engine::kMaxConnections) {
      const Response busy = error_response(503, "busy", "this server has 512 connections already",
                                           "close some pages and try again");
      const std::string text = response_head(busy, Framing::kLength, false) + busy.text;
      ::send(socket.native_handle(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      socket.close(ignored);
      return;
    }
    socket.set_option(tcp::no_delay(true), ignored);
    auto connection = std::make_shared<HttpConnection>(std::move(socket), engine);
    engine.connections.insert(connection);
    connection->read();
  }

  // Runs only while there are live viewers.
  void arm_timer() {
    if (ticking) return;
    ticking = true;
    timer.expires_after(kTick);
    timer.async_wait([this](Error error) {
      ticking = false;
      if (!error) tick();
    });
  }

  void tick() {
    const uint64_t now = base::monotonic_ns();
    bool runs = false;
    std::vector<std::shared_ptr<Connection>> live;  // a connection may leave while it is looked at
    for (const auto& connection : engine.connections) {
      if (!connection->is_live()) continue;
      live.push_back(connection);
      runs = runs || connection->wants_runs();
    }
    if (runs && now >= runs_ns + kRunsTickNs) {
      runs_ns = now;
      engine.pool.submit([&engine = engine] { engine.feed.refresh(base::monotonic_ns()); });
    }
    for (const auto& connection : live) connection->tick(now);
    if (!live.empty()) arm_timer();
  }

  void stop() {
    if (stopped) return;
    stopped = true;
    net::post(io, [this] {
      Error ignored;
      acceptor.close(ignored);
      for (const auto& connection : engine.connections) connection->shut();
      engine.connections.clear();
      io.stop();
    });
    if (thread.joinable()) thread.join();
    io.stop();  // where it never ran
    engine.pool.stop();
  }

  Engine engine;
  net::io_context io{1};
  tcp::acceptor acceptor;
  net::steady_timer timer;
  net::steady_timer accept_timer;
  std::thread thread;
  uint16_t port = 0;
  std::string url;
  bool ticking = false;
  uint64_t runs_ns = 0;
  bool stopped = false;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  stop();
}

base::Result<std::unique_ptr<Server>> Server::start(store::Source& source, ServerOptions options) {
  auto impl = std::make_unique<Impl>(source, options);
  if (Status status = impl->listen(options); !status.ok()) return status;
  impl->accept();
  impl->thread = std::thread([&io = impl->io] { io.run(); });
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

uint16_t Server::port() const {
  return impl_->port;
}

std::string Server::url() const {
  return impl_->url;
}

void Server::stop() {
  impl_->stop();
}

bool parse_request_head(std::string_view text, RequestHead& head) {
  Parser parser;
  parser.header_limit(kMaxHeadBytes);
  Error error;
  while (!text.empty() && !parser.is_header_done()) {
    const size_t used = parser.put(net::buffer(text.data(), text.size()), error);
    if (error || used == 0) return false;
    text.remove_prefix(used);
  }
  if (!parser.is_header_done()) return false;
  head = head_of(parser);
  return true;
}

}  // namespace oriel::serve
