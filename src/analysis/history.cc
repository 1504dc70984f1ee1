#include "analysis/history.h"

#include "analysis/statistics.h"

namespace oriel::analysis {
namespace {

// A learning rate that rises by more than this from row to row is a restart or a warm-up.
constexpr double kRestart = 1.02;
// Among the first three losses: more than batches differ.
constexpr double kShotUp = 2;

double mean_of(double a, double b) {
  if (!std::isfinite(a)) return b;
  return std::isfinite(b) ? (a + b) / 2 : a;
}

Row merged(const Row& a, const Row& b) {
  Row row;
  row.step = b.step;
  row.train_loss = mean_of(a.train_loss, b.train_loss);
  row.val_loss = mean_of(a.val_loss, b.val_loss);
  row.train_accuracy = mean_of(a.train_accuracy, b.train_accuracy);
  row.val_accuracy = mean_of(a.val_accuracy, b.val_accuracy);
  row.lr = mean_of(a.lr, b.lr);
  row.lr_sum = a.lr_sum + b.lr_sum;
  row.gradient = mean_of(a.gradient, b.gradient);
  row.roughness = mean_of(a.roughness, b.roughness);
  return row;
}

}  // namespace

bool History::train_loss(int64_t step, double value) {
  if (first_.size() < 3 && std::isfinite(value)) first_.push_back(value);
  open_.train_loss.add(value);
  open_.step = step;
  if (has_val_ || ++open_.points < per_row_) return false;
  return close(step);
}

bool History::val_loss(int64_t step, double value) {
  if (!has_val_) {
    // Rows were blocks of the training loss: they become the first evaluation's.
    has_val_ = true;
    for (const Row& row : rows_) {
      for (size_t i = 0; i < per_row_; ++i) open_.train_loss.add(row.train_loss);
      open_.gradient.add(row.gradient);
      open_.train_accuracy.add(row.train_accuracy);
      open_.lr.add(row.lr);
    }
    rows_.clear();
    per_row_ = 1;
    base_ = 0;
    open_.points = 0;
  }
  open_.val_loss.add(value);
  if (++open_.points < per_row_) return false;
  return close(step);
}

// Logged with the validation loss or right after it.
void History::val_accuracy(int64_t step, double value) {
  if (!rows_.empty() && rows_.back().step == step && open_.points == 0) {
    if (std::isfinite(value)) rows_.back().val_accuracy = value;
  } else {
    open_.val_accuracy.add(value);
  }
}

void History::lr(int64_t, double value) {
  open_.lr.add(value);
  if (std::isfinite(value)) last_lr_ = value;
}

bool History::close(int64_t step) {
  Row row;
  row.step = step;
  row.train_loss = open_.train_loss.value();
  row.roughness = open_.train_loss.deviation();
  row.val_loss = open_.val_loss.value();
  row.train_accuracy = open_.train_accuracy.value();
  row.val_accuracy = open_.val_accuracy.value();
  row.lr = open_.lr.count > 0 ? open_.lr.value() : last_lr_;
  row.lr_sum = open_.lr.count > 0 ? open_.lr.sum : last_lr_;
  row.gradient = open_.gradient.value();
  open_ = {};
  rows_.push_back(row);
  if (std::isfinite(row.lr)) {
    if (row.lr > row_lr_ * kRestart) base_ = rows_.size() - 1;
    row_lr_ = row.lr;
  }
  if (rows_.size() > (has_val_ ? kMaxRows : kMaxTrainRows)) merge_pairs();
  return true;
}

void History::merge_pairs() {
  const size_t half = rows_.size() / 2;
  for (size_t i = 0; i < half; ++i) rows_[i] = merged(rows_[2 * i], rows_[2 * i + 1]);
  // An odd last row would be half as long as the others: it opens the next one.
  if (rows_.size() % 2 == 1) {
    const Row last = rows_.back();
    open_.train_loss.add(last.train_loss);
    open_.val_loss.add(last.val_loss);
    open_.train_accuracy.add(last.train_accuracy);
    open_.val_accuracy.add(last.val_accuracy);
    open_.gradient.add(last.gradient);
    open_.lr.add(last.lr);
    open_.points = per_row_;
  }
  rows_.resize(half);
  base_ = std::min(base_ / 2, half);
  per_row_ *= 2;
}

double History::first_loss() const {
  if (!first_.empty()) {
    // Only the first loss is surely from before any update.
    const double usual = median(first_);
    return usual - first_[0] > (kShotUp - 1) * std::fabs(first_[0]) ? first_[0] : usual;
  }
  for (const Row& row : rows_) {
    if (std::isfinite(row.val_loss)) return row.val_loss;
  }
  return kNoValue;
}

}  // namespace oriel::analysis
