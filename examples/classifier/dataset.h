// The rows of a table as tensors, and the order in which an epoch visits them.
#pragma once

#include <torch/types.h>

#include "csv.h"

namespace oriel_train {

struct Dataset {
  torch::Tensor features;  // [rows, columns], float
  torch::Tensor labels;    // [rows], int64

  int64_t rows() const { return labels.size(0); }
  int64_t columns() const { return features.size(1); }
};

// Copies: the table may go.
Dataset to_dataset(const Table& table);

// Row indices of one epoch, shuffled with LibTorch's generator: every row once, and of classes with
// fewer than `oversample_target` rows some again, until they have that many.
torch::Tensor epoch_order(const Dataset& data, int64_t oversample_target);

}  // namespace oriel_train
