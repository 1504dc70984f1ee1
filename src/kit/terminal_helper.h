// The process that owns the terminal: draws what the trainings on it push through their links, and
// puts the terminal right when they are over, however they end.
//
// Started by TerminalSession as `oriel terminal-helper DIRECTORY`, with the terminal as its
// standard output. One per terminal: a second one finds `lock` held and leaves. It never reads from
// the terminal and ignores Ctrl-C, which is meant for the training.
#pragma once

#include <string>

namespace oriel::kit {

// Blocks until no training is left; an exit code. `directory`: see terminal_place.h.
int run_terminal_helper(const std::string& directory, int terminal);

}  // namespace oriel::kit
