// What is recorded once per epoch beside the numbers: how every class fares, which rows are hard,
// what the weights look like. All go to the end of the step that is given.
#pragma once

#include <oriel/diagnose.h>
#include <oriel/run.h>
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "model.h"

namespace oriel_train {

// More classes than this are not recorded one by one: nobody could look at them.
inline constexpr int64_t kMostClasses = 100;

// What the model says about the validation rows.
struct Validation {
  double loss = 0;
  double accuracy = 0;
  torch::Tensor losses;       // [rows], float
  torch::Tensor predictions;  // [rows], int64
};

class Recordings {
 public:
  // One name per class. Both must outlive this object.
  Recordings(oriel::Run& run, const std::vector<std::string>& classes);

  // val/loss, val/accuracy; of every class val/recall/…, val/precision/… and val/predicted_share/…
  // (the share of all rows that are taken for it); the tensors val/confusion (a row per true class,
  // a column per predicted one) and val/sample_losses (one per validation row). `diagnosis` gets
  // what it can use.
  void validation(int64_t step, const torch::Tensor& labels, const Validation& now,
                  oriel::Diagnosis& diagnosis);

  // A histogram of each matrix of weights: weights/conv1.
  void weights(int64_t step, const Classifier& model);

  // The validation images that the model gets wrong, and what it takes them for.
  void mistakes(int64_t step, int epoch, const torch::Tensor& images, const torch::Tensor& labels,
                const Validation& now);

 private:
  struct ClassNames {
    std::string recall, precision, predicted_share;
  };

  oriel::Run& run_;
  const std::vector<std::string>& classes_;
  std::vector<ClassNames> by_class_;
};

}  // namespace oriel_train
