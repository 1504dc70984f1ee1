// `oriel serve`: one process, one port, loopback only. HTTP for what can be cached, one WebSocket
// for what is live (docs/api.md).
//
// One thread does all network input and output and never waits; a few workers make figures.
// start(), stop() and the destructor belong to one thread. An idle server costs nothing; a viewer
// costs a look at its subscriptions' version numbers every 8 ms.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "serve/control_desk.h"
#include "store/source.h"

namespace oriel::serve {

struct ServerOptions {
  std::string address = "127.0.0.1";     // 127.x.y.z, ::1 or localhost
  uint16_t port = 6006;                  // 0: any that is free
  std::vector<std::string> allow_hosts;  // names under which it may be reached, beyond loopback's
  // How long a client may take to send the head of a request.
  std::chrono::milliseconds head_deadline = std::chrono::seconds(15);
  ControlOptions control;  // who may change a training; by default nobody
};

class Server {
 public:
  // The source must outlive the server.
  static base::Result<std::unique_ptr<Server>> start(store::Source& source, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  uint16_t port() const;
  // "http://127.0.0.1:6006/"
  std::string url() const;
  // Closes every connection and waits for the threads. Idempotent.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace oriel::serve
