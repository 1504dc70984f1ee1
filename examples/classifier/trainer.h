// The training itself: optimiser, schedule, validation, early stopping, best model, and what is
// recorded of it all.
#pragma once

#include <oriel/run.h>

#include <string>
#include <vector>

#include "csv.h"
#include "options.h"
#include "window.h"

namespace oriel_train {

enum class Outcome {
  kDone,
  kStoppedEarly,  // no better validation loss for --patience epochs
  kStopped,       // on request: a signal, or a viewer through run.control()
  kDiverged,      // the loss became NaN or infinite
};

// Trains on `train`, prints a line per epoch, records into `run` and keeps the best model, curves
// and metrics in options.out_dir, which exists; `classes` are the names of the classes. Requests to
// stop and pause are looked at after every step. Does not finish the run. Throws std::runtime_error
// where the model cannot be saved.
Outcome train_classifier(const Options& options, const Table& train, const Table& val,
                         const std::vector<std::string>& classes, oriel::Run& run, Window& window);

}  // namespace oriel_train
