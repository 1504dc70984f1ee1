// Where a run is recorded, seen from this machine: what is on disk is shown in any case, but locks,
// rings and the mailbox of a training on another machine are not to be seen from here.
#pragma once

#include <cstdint>

#include "store/source.h"

namespace oriel::cli {

enum class Whereabouts : uint8_t {
  kHere,     // or it has ended, which its files say
  kRemote,   // on another machine; its directory is mounted here, or was copied
  kCopy,     // its process lives on this machine, but writes into another directory
  kDeleted,  // there is nothing any more at its path
};

// A few system calls. Any thread.
Whereabouts whereabouts(const store::RunInfo& run);

}  // namespace oriel::cli
