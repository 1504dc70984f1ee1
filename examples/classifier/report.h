// What a person wants to read at the end: how well each class is told apart, and what is confused.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>

namespace oriel_train {

// Precision, recall, F1 and rows of every class, then the confusion matrix (up to 20 classes) or
// the most frequent confusions. Both tensors: [rows], int64.
std::string classification_report(const torch::Tensor& labels, const torch::Tensor& predictions,
                                  int64_t classes);

}  // namespace oriel_train
