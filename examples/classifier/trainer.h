// The training itself: optimiser, schedule, validation, best model, and what is recorded of it all.
#pragma once

#include <oriel/run.h>

#include <atomic>

#include "csv.h"
#include "options.h"

namespace oriel_train {

enum class Outcome {
  kDone,
  kStoppedEarly,  // no better validation loss for --patience epochs
  kInterrupted,   // `stop` was set
  kDiverged,      // the loss became NaN or infinite
};

// Trains on `train`, prints a line per epoch, records into `run` and keeps the best model in
// options.out_dir, which exists. `stop` is looked at after every step. Does not finish the run.
// Throws std::runtime_error where the model cannot be saved.
Outcome train_classifier(const Options& options, const Table& train, const Table& val,
                         int64_t classes, const std::atomic<bool>& stop, oriel::Run& run);

}  // namespace oriel_train
