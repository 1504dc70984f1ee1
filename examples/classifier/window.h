// --gui: starts oriel-window, a process of its own that watches the run like any other viewer.
//
// The training never waits for it, and it never touches the training: closed, killed or missing,
// all goes on. What the window has to say goes to a file in memory, not to a pipe, which would
// break when one of the two ends.
#pragma once

#include <sys/types.h>

#include <string>

namespace oriel_train {

class Window {
 public:
  // Says in one line what to do instead where there is no display or no such program. `logdir` is
  // for that line.
  void open(const std::string& run, const std::string& logdir);

  // Says once if the window could not be shown. Now and then; costs a system call.
  void check();

  ~Window();

 private:
  std::string advice_;
  pid_t process_ = -1;
  int said_ = -1;  // what the window wrote
};

}  // namespace oriel_train
