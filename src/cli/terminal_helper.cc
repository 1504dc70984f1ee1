#include "kit/terminal_helper.h"

#include <unistd.h>

#include "cli/command.h"

namespace oriel::cli {

// Not for people: started by a training that shows itself in its terminal (oriel/terminal.h).
void add_terminal_helper(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("terminal-helper", "");
  command->group("");
  auto directory = std::make_shared<std::string>();
  command->add_option("directory", *directory)->required();
  command->callback([&action, directory] {
    action = [directory] { return kit::run_terminal_helper(*directory, STDOUT_FILENO); };
  });
}

}  // namespace oriel::cli
