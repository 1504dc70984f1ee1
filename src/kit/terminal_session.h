// TerminalSession: what stands behind a TerminalVisualizer — where its snapshots go and who draws
// them.
//
// On a terminal a helper process draws (`oriel terminal-helper`); the session only keeps the link
// file. Elsewhere a thread of this process reads the link and writes lines. Thread-safe: a call
// that finds another one at work waits for it, which is as long as a copy takes.
#pragma once

#include <oriel/terminal.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "kit/terminal_link.h"

namespace oriel::detail {

class TerminalSession {
 public:
  explicit TerminalSession(VisualizationConfig config);
  ~TerminalSession();

  void start(int64_t total_steps, StringRef description);
  void update(const TrainingSnapshot& snapshot) noexcept;
  void close() noexcept;

 private:
  bool start_helper(int terminal);
  void start_lines(int output);
  void push(const TrainingSnapshot& snapshot) noexcept;
  void push_large(const TrainingSnapshot& snapshot) noexcept;
  void push_custom_table(const TrainingSnapshot& snapshot) noexcept;
  bool mine() const;  // false in a child of fork()

  VisualizationConfig config_;
  uint64_t generation_;  // of the process: changes in children
  std::atomic_flag busy_;
  std::atomic<bool> building_ = false;  // a custom table; one thread at a time
  bool builder_failed_ = false;         // guarded by building_
  bool on_terminal_ = false;
  int64_t next_table_step_ = 0;
  std::unique_ptr<kit::LinkWriter> link_;
  std::thread lines_;
};

}  // namespace oriel::detail
