#include <csignal>

#include "cli/command.h"

int main(int argc, char** argv) {
  // `oriel export … | head` ends quietly with a failed write, not with a signal.
  std::signal(SIGPIPE, SIG_IGN);
  return oriel::cli::run_cli(argc, argv);
}
