// Where the processes on one terminal find each other's links, and the lock of the one that draws.
//
// One directory per user and terminal, in shared memory (the temporary directory where there is
// none): <pid>-<n>.link files of those who train, `lock` of the one who draws.
#pragma once

#include <string>

#include "base/error.h"

namespace oriel::kit {

// Makes it if it is not there; refuses one that belongs to somebody else. `terminal` -1: for a link
// that nobody else looks for.
base::Result<std::string> link_directory(int terminal);

}  // namespace oriel::kit
