// What a person wants to read at the end: how well each class is told apart, and what is confused.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace oriel_train {

// counts[truth][prediction]
using Matrix = std::vector<std::vector<int64_t>>;
Matrix confusion_matrix(const torch::Tensor& labels, const torch::Tensor& predictions,
                        int64_t classes);

struct ClassCounts {
  int64_t rows = 0;       // of this class
  int64_t predicted = 0;  // rows that are taken for it
  int64_t right = 0;
};
ClassCounts counts_of(const Matrix& counts, size_t of_class);

// 0 where there is no whole.
inline double ratio(int64_t part, int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

// Precision, recall, F1 and rows of every class, then the confusion matrix (up to 20 classes) or
// the most frequent confusions. Both tensors: [rows], int64; one name per class.
std::string classification_report(const torch::Tensor& labels, const torch::Tensor& predictions,
                                  const std::vector<std::string>& classes);

}  // namespace oriel_train
