// The training loop of oriel-moe, with every call to Oriel.
#pragma once

#include <oriel/moe.h>
#include <oriel/run.h>

#include <atomic>

#include "options.h"

namespace oriel_moe {

enum class Outcome { kDone, kInterrupted, kDiverged };

// Blocks until the training is done or `stop` is set. One thread (LibTorch's own aside).
Outcome train(const Options& options, const std::atomic<bool>& stop, oriel::Run& run,
              oriel::CombinedVisualizer& display);

}  // namespace oriel_moe
