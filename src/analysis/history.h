// History: what a training has done so far, one row per evaluation. The rules of the diagnosis look
// at nothing else (and at StepWatch, for what happens between evaluations).
//
// A row ends with a value of the validation loss and holds the means of everything since the row
// before. Without a validation loss rows are blocks of the training loss. When there are more than
// kMaxRows rows, neighbours are merged in pairs and rows become twice as long: memory and the cost
// of a rule stay bounded however long the training is. Not thread-safe. O(1) per point, amortised.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace oriel::analysis {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

struct Row {
  int64_t step = 0;  // of its last point
  double train_loss = kNoValue, val_loss = kNoValue;
  double train_accuracy = kNoValue, val_accuracy = kNoValue;
  double lr = kNoValue;  // mean
  double lr_sum = 0;     // over its points: how far the training went
  double gradient = kNoValue;
  double roughness = kNoValue;  // deviation of the training loss within the row
};

// A mean that leaves out what is not finite.
struct Mean {
  double sum = 0, squares = 0;
  double count = 0;
  void add(double v) {
    if (!std::isfinite(v)) return;
    sum += v;
    squares += v * v;
    count += 1;
  }
  double value() const { return count > 0 ? sum / count : kNoValue; }
  double deviation() const {
    if (count < 4) return kNoValue;
    return std::sqrt(std::fmax(0, squares / count - value() * value()) * count / (count - 1));
  }
};

class History {
 public:
  static constexpr size_t kMaxRows = 400;       // that end with a validation loss
  static constexpr size_t kMaxTrainRows = 128;  // blocks of the training loss

  // Points in the order of their steps. True: a row has been closed.
  bool train_loss(int64_t step, double value);
  bool val_loss(int64_t step, double value);
  void train_accuracy(double value) { open_.train_accuracy.add(value); }
  void val_accuracy(int64_t step, double value);
  void lr(int64_t step, double value);
  void gradient(double value) { open_.gradient.add(value); }
  // Trends from here on only: a resume, a restart of the learning rate.
  void rebase() { base_ = rows_.size(); }

  const std::vector<Row>& rows() const { return rows_; }
  size_t base() const { return base_; }
  bool has_val() const { return has_val_; }
  double last_lr() const { return last_lr_; }
  // What an untrained network does: the median of the first three training losses, or the very
  // first where it shot up with the first updates. Else the first validation loss.
  double first_loss() const;

 private:
  struct Open {
    Mean train_loss, val_loss, train_accuracy, val_accuracy, lr, gradient;
    int64_t step = 0;
    size_t points = 0;
  };
  bool close(int64_t step);
  void merge_pairs();

  std::vector<Row> rows_;
  Open open_;
  size_t per_row_ = 1;  // validation losses (or training losses) in a row
  size_t base_ = 0;
  bool has_val_ = false;
  double last_lr_ = kNoValue;
  double row_lr_ = kNoValue;  // at the end of the row before
  std::vector<double> first_;
};

}  // namespace oriel::analysis
