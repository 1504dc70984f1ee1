// What a training leaves behind for people: curves, metrics, and a diagnosis with what to try.
#pragma once

#include <oriel/diagnose.h>
#include <oriel/history.h>

#include "options.h"

namespace oriel_train {

// Writes training_curves.png (unless --no-plot) and training_metrics.json into options.out_dir,
// then prints the diagnosis. What cannot be written is said; the training does not fail for it.
void write_results(const Options& options, const oriel::TrainingHistory& history,
                   const oriel::Diagnosis& diagnosis);

}  // namespace oriel_train
