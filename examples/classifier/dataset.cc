#include "dataset.h"

#include <utility>
#include <vector>

namespace oriel_train {
namespace {

// from_blob wants non-const memory although only clone() reads it.
template <class T>
torch::Tensor copy_of(const std::vector<T>& values, at::IntArrayRef shape, at::ScalarType type) {
  return torch::from_blob(const_cast<T*>(values.data()), shape, type).clone();
}

}  // namespace

Dataset to_dataset(const Table& table) {
  return {copy_of(table.features, {table.rows(), table.columns}, torch::kFloat),
          copy_of(table.labels, {table.rows()}, torch::kLong)};
}

torch::Tensor epoch_order(const Dataset& data, int64_t oversample_target) {
  std::vector<torch::Tensor> parts = {torch::arange(data.rows())};
  const torch::Tensor counts = torch::bincount(data.labels);
  for (int64_t c = 0; c < counts.size(0) && oversample_target > 0; ++c) {
    const torch::Tensor members = (data.labels == c).nonzero().flatten();
    const int64_t count = members.size(0);
    if (count == 0) continue;
    // Whole extra passes over the class, then part of one: no row is shown two times more often
    // than another.
    for (int64_t missing = oversample_target - count; missing > 0; missing -= count) {
      const torch::Tensor again = members.index_select(0, torch::randperm(count));
      parts.push_back(again.slice(0, 0, std::min(missing, count)));
    }
  }
  const torch::Tensor order = torch::cat(parts);
  return order.index_select(0, torch::randperm(order.size(0)));
}

}  // namespace oriel_train
