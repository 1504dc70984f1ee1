// ServeChild: `oriel serve` as a child process, so that the kit shows a run in the browser without
// a network of its own.
//
// One thread at a time. start() waits until the child has said its address, at most 10 s; a thread
// then reads whatever else it prints, so that it never blocks. stop() asks it to end and, after two
// seconds, ends it. A child that ends by itself harms nothing.
#pragma once

#include <sys/types.h>

#include <string>
#include <thread>

#include "base/error.h"

namespace oriel::kit {

class ServeChild {
 public:
  ServeChild() = default;
  ~ServeChild() { stop(); }
  ServeChild(const ServeChild&) = delete;
  ServeChild& operator=(const ServeChild&) = delete;

  // The address, "http://127.0.0.1:41234/".
  base::Result<std::string> start(const std::string& program, const std::string& logdir);
  void stop();
  bool running() const { return pid_ > 0; }
  const std::string& address() const { return address_; }

 private:
  void drain();

  pid_t pid_ = -1;
  int out_ = -1;
  std::string address_;
  std::thread reader_;
};

}  // namespace oriel::kit
