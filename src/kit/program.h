// Finding and starting Oriel's own programs from a training: the helper of the terminal, the
// server, the window.
//
// Any thread. Nothing here can fail the training; a program that is not there is an empty path.
#pragma once

#include <span>
#include <string>

namespace oriel::kit {

// Where a program of Oriel's is: $ORIEL_BIN (a directory, or the program itself), beside the
// running program, then PATH. Empty if nowhere.
std::string find_program(const std::string& name);

// Starts it as nobody's child: it never becomes a zombie of the training and no signal comes when
// it ends. Its standard input is empty; standard output and error are `output` (nothing if -1). No
// other descriptor is inherited. True if it was started.
bool start_detached(const std::string& program, std::span<const std::string> arguments, int output);

}  // namespace oriel::kit
