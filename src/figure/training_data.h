// What the training curves show of one run: both losses at every validation, and where that is on
// the x axis.
//
// Pure; thread-safe. Costs one Source query for each of the series, of every point.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figure/panels.h"

namespace oriel::figure {

struct TrainingData {
  size_t run = 0;
  int writer = 0;
  std::string train_name, val_name;  // empty: the run has none
  // One entry per validation; without validations one per epoch, or else per point of the training.
  std::vector<double> steps;
  std::vector<double> x;      // epochs where the run has them, else what the request asks for
  std::vector<double> train;  // mean since the entry before; NaN where there was nothing
  std::vector<double> val;    // empty without validations
  bool placed = false;        // x rises from one to the next
  bool averaged = false;      // several points of training per entry
  bool blocks = false;        // … and so many that they were averaged as block means
};

// The axis on which the runs can be shown together: "epoch" of all, or what the request says.
struct TrainingAxis {
  store::XKind kind = store::XKind::kStep;
  std::string series;
};
TrainingAxis training_axis(const Request& request, const Runs& runs);

// Nothing if the run has neither loss.
std::optional<TrainingData> training_data(const Request& request, const Runs& runs, size_t run,
                                          const TrainingAxis& axis);

}  // namespace oriel::figure
