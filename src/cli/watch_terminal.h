// WatchTerminal: the terminal while `oriel watch` has it: other screen, no echo, keys at once. It
// is given back however the process ends.
//
// Owns a guardian: a child that does nothing but wait. When the watching process is gone without
// having given the terminal back (kill -9, a crash), the guardian does it. It cannot if it is
// killed too, as by `killall -9`; then `reset` helps.
//
// One thread. To be made before any other thread is started, since it forks.
#pragma once

#include <sys/types.h>
#include <termios.h>

#include <string_view>

namespace oriel::cli {

// All of it, to standard output; false if that is gone.
bool write_to_terminal(std::string_view bytes);

class WatchTerminal {
 public:
  WatchTerminal();
  ~WatchTerminal();
  WatchTerminal(const WatchTerminal&) = delete;
  WatchTerminal& operator=(const WatchTerminal&) = delete;

  void take();
  void give_back();

 private:
  [[noreturn]] void guard(int words) const;
  void tell(char word) const;

  termios before_{};
  bool has_modes_ = false;  // standard input is a terminal
  bool taken_ = false;
  int guardian_ = -1;  // a pipe to it
  pid_t guardian_pid_ = -1;
};

}  // namespace oriel::cli
