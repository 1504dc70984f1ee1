// ControlDesk: where a browser asks a training to stop, pause or save (docs/api.md, "Control").
//
// Viewing is free on loopback; changing a training needs the token that `oriel serve` printed, in
// an Authorization header, which no other web site can make a browser send: there is no cookie.
// Every request is written to the audit log, who, when, what; the token never is.
//
// No sockets. Any thread; never waits for the training.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "serve/headers.h"
#include "serve/target.h"
#include "store/source.h"

namespace oriel::serve {

struct ControlOptions {
  std::string token;                              // empty: nobody may control anything
  std::function<void(const std::string&)> audit;  // takes one line; any thread
};

class ControlDesk {
 public:
  ControlDesk(store::Source& source, ControlOptions options)
      : source_(source), options_(std::move(options)) {}

  struct Question {
    std::string_view authorization;
    std::string_view content_type;
    std::string_view peer;
    std::string_view body;
  };
  // POST /api/control: 202 with a ticket, or why not.
  Response ask(const Question& question);
  // GET /api/control?run=ID&ticket=T: what has become of it. Needs no token.
  Response answer(const Target& target);
  // GET /api/rights: what the token is good for.
  Response rights(std::string_view authorization) const;

 private:
  bool may_control(std::string_view authorization) const;
  Response denied(const Question& question);
  void audit(std::string_view peer, const std::string& what);

  store::Source& source_;
  const ControlOptions options_;
  std::mutex mutex_;  // guards what follows
  int64_t denied_since_us_ = 0;
  uint32_t denied_ = 0;  // in that second
};

}  // namespace oriel::serve
