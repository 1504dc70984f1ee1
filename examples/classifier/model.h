// The networks: a small convolutional one for images, fully connected layers for everything else.
// Both scale their inputs themselves, with constants kept in the saved model.
#pragma once

#include <torch/nn.h>

#include <string>
#include <vector>

#include "dataset.h"

namespace oriel_train {

class ClassifierImpl : public torch::nn::Module {
 public:
  // Learns the scaling of the inputs from `train`. `side` 0: an mlp with these hidden layers.
  ClassifierImpl(const Dataset& train, int64_t classes, int64_t side,
                 const std::vector<int>& hidden);

  // Features as they stand in the file to what forward() takes: [rows, columns] floats of mean 0
  // and deviation 1, or [rows, 1, side, side] pixels from 0 to 1.
  torch::Tensor scaled(const torch::Tensor& features) const;

  // Scaled inputs to logits, [rows, classes].
  torch::Tensor forward(const torch::Tensor& inputs) { return layers_->forward(inputs); }

  bool takes_images() const { return side_ > 0; }
  int64_t parameter_count() const;

 private:
  void add_convolutions(int64_t classes);
  void add_linears(int64_t columns, int64_t classes, const std::vector<int>& hidden);

  int64_t side_;
  torch::Tensor offset_;  // subtracted from features
  torch::Tensor scale_;   // then divided by
  torch::nn::Sequential layers_;
};
TORCH_MODULE(Classifier);

// Writes the model to `path`, which is never half-written: an older file stays until the new one is
// complete. Throws std::runtime_error with what to try.
void save_model(const Classifier& model, const std::string& path);

// Reads back what save_model() wrote for a model of the same shape. Throws std::runtime_error.
void load_model(Classifier& model, const std::string& path);

}  // namespace oriel_train
