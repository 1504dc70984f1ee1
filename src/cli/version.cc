#include <fmt/format.h>

#include "cli/command.h"
#include "format/chunk.h"

namespace oriel::cli {

void add_version(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("version", "Print the version of Oriel and of its log format");
  command->callback([&action] {
    action = [] {
      fmt::print("oriel {} (log format {})\n", version(), format::kFormatVersion);
      return kDone;
    };
  });
}

}  // namespace oriel::cli
