// A mixture of experts: a router gives every input to the best few of several small nets and mixes
// what they answer (Shazeer et al. 2017). A balancing loss keeps the router from giving everything
// to the same ones (Fedus et al. 2021, eq. 4).
#pragma once

#include <torch/nn.h>

#include <cstdint>
#include <vector>

namespace oriel_moe {

struct MixtureOptions {
  int64_t inputs = 0;
  int64_t outputs = 0;
  int64_t experts = 8;
  int64_t active = 2;  // experts an input is given to
  int64_t width = 64;  // of an expert's hidden layers
};

struct Mixed {
  torch::Tensor outputs;      // [rows, outputs]
  torch::Tensor balance;      // the balancing loss: 1 where all experts get the same, up to experts
  torch::Tensor utilization;  // [experts]: share of all assignments, adds up to 1
  double entropy = 0;         // of the router's choice per input, in nats, mean over the batch
};

class MixtureImpl : public torch::nn::Module {
 public:
  explicit MixtureImpl(const MixtureOptions& options);
  Mixed forward(const torch::Tensor& inputs);
  // Makes the router like the first `active` experts more, whatever the input.
  void favour(double liking);

 private:
  MixtureOptions options_;
  torch::nn::Sequential encoder_;
  torch::nn::Linear router_ = nullptr;
  std::vector<torch::nn::Sequential> experts_;
};
TORCH_MODULE(Mixture);

}  // namespace oriel_moe
