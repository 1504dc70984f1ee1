// What the connections of one server share. Nothing of the network library is in here.
//
// `connections` belongs to the network thread; the rest is thread-safe. An Engine outlives all of
// its connections and workers.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <unordered_set>

#include "serve/access.h"
#include "serve/api.h"
#include "serve/assets.h"
#include "serve/figure_cache.h"
#include "serve/pool.h"

namespace oriel::serve {

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void shut() = 0;        // closes the socket
  virtual void tick(uint64_t) {}  // of a live one: about every 8 ms
  virtual bool is_live() const { return false; }
  virtual bool wants_runs() const { return false; }
};

struct Engine {
  static constexpr size_t kMaxConnections = 512;

  Engine(store::Source& from, AccessPolicy access, std::chrono::milliseconds deadline,
         ControlOptions control)
      : source(from),
        policy(std::move(access)),
        head_deadline(deadline),
        feed(from),
        api(from, cache, embedded_assets(), std::move(control)),
        pool(std::clamp(std::thread::hardware_concurrency(), 2u, 4u)) {}

  store::Source& source;
  const AccessPolicy policy;
  const std::chrono::milliseconds head_deadline;  // for the head of a request
  FigureCache cache;
  RunsFeed feed;
  Api api;
  std::unordered_set<std::shared_ptr<Connection>> connections;
  std::function<void()> on_live;  // called when a live connection has been added
  Pool pool;                      // last: its threads end before anything else goes
};

}  // namespace oriel::serve
