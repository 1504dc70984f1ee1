// oriel/history.h — the history of a training by epoch, as training_metrics.json and as a figure.
//
//   oriel::TrainingHistory history;
//   history.add(epoch, train_loss, val_loss, {{"val_accuracy", accuracy}});
//   if (auto problem = history.save_json("training_metrics.json")) std::puts(problem.message());
//   if (auto problem = history.save_plot("training_curves.png")) std::puts(problem.message());
//
// The file is what `oriel plot`, `oriel show` and `oriel serve` open as a run, and what a script
// reads: {"train_loss": […], "val_loss": […], "best_epoch": 7, "best_val_loss": 0.31, …}. Saving
// replaces a file whole or leaves it as it was.
//
// One thread at a time. Memory: 8 bytes per value and epoch. Saving 1,000 epochs as JSON costs
// about a millisecond; a figure costs what it costs to draw.
#pragma once

#include <oriel/plot.h>
#include <oriel/problem.h>
#include <oriel/run.h>

#include <string>
#include <vector>

namespace oriel {

class TrainingHistory {
 public:
  // One epoch. Values may be NaN or infinite; `extra` are further numbers under their names
  // (handles of a Run have none: such a value is left out). An epoch that is added again replaces
  // what it was.
  void add(int64_t epoch, double train_loss, double val_loss, Samples extra = {});

  bool empty() const { return epochs_.empty(); }
  size_t size() const { return epochs_.size(); }
  // The epoch of the smallest finite validation loss, the first of equals; 0 if there is none.
  int64_t best_epoch() const;
  // NaN if there is none.
  double best_val_loss() const;

  // Valid JSON: a value that is not finite is the text "NaN", "Infinity" or "-Infinity"; null where
  // an epoch has no value. Epochs that are not 1, 2, 3, … stand in the list "epoch".
  [[nodiscard]] Problem save_json(StringRef path) const;
  std::string json() const;

  // The training curves: .png, .svg or .pdf.
  [[nodiscard]] Problem save_plot(StringRef path, const PlotOptions& options = {}) const;

 private:
  struct Column {
    std::string name;
    std::vector<double> values;  // one per epoch; a NaN of its own where there is none
  };
  std::vector<double>& column(StringRef name);

  std::vector<int64_t> epochs_;
  std::vector<Column> columns_;
};

}  // namespace oriel
