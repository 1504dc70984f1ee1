// The training loop of oriel-moe, with every call to Oriel.
#pragma once

#include <oriel/run.h>
#include <oriel/terminal.h>

#include <atomic>

#include "options.h"

namespace oriel_moe {

enum class Outcome { kDone, kInterrupted, kDiverged };

// Blocks until the training is done or `stop` is set. One thread (LibTorch's own aside).
Outcome train(const Options& options, const std::atomic<bool>& stop, oriel::Run& run,
              oriel::TerminalVisualizer& display);

}  // namespace oriel_moe
