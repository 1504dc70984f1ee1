#include "mixture.h"

#include <torch/torch.h>

#include <string>

namespace oriel_moe {
namespace nn = torch::nn;

MixtureImpl::MixtureImpl(const MixtureOptions& options) : options_(options) {
  const int64_t width = options.width;
  encoder_ =
      register_module("encoder", nn::Sequential(nn::Linear(options.inputs, width), nn::GELU(),
                                                nn::LayerNorm(nn::LayerNormOptions({width}))));
  router_ = register_module("router", nn::Linear(width, options.experts));
  for (int64_t i = 0; i < options.experts; ++i) {
    experts_.push_back(register_module(
        "expert" + std::to_string(i),
        nn::Sequential(nn::Linear(width, 2 * width), nn::GELU(), nn::Linear(2 * width, width),
                       nn::GELU(), nn::Linear(width, options.outputs))));
  }
}

void MixtureImpl::favour(double liking) {
  const torch::NoGradGuard no_grad;
  router_->bias.slice(0, 0, options_.active) += liking;
}

Mixed MixtureImpl::forward(const torch::Tensor& inputs) {
  const int64_t rows = inputs.size(0);
  const torch::Tensor encoded = encoder_->forward(inputs);
  const torch::Tensor probabilities = router_->forward(encoded).softmax(1);
  const auto [weights, chosen] = probabilities.topk(options_.active, 1);
  const torch::Tensor shares = weights / weights.sum(1, true);

  Mixed mixed;
  mixed.outputs = torch::zeros({rows, options_.outputs});
  mixed.utilization = torch::zeros({options_.experts});
  for (int64_t e = 0; e < options_.experts; ++e) {
    const torch::Tensor assigned = (chosen == e).nonzero();  // [assignments, (row, rank)]
    mixed.utilization[e] = assigned.size(0);
    if (assigned.size(0) == 0) continue;
    const torch::Tensor row = assigned.select(1, 0);
    const torch::Tensor share = shares.index({row, assigned.select(1, 1)}).unsqueeze(1);
    mixed.outputs = mixed.outputs.index_add(
        0, row, share * experts_[static_cast<size_t>(e)]->forward(encoded.index_select(0, row)));
  }
  mixed.utilization = mixed.utilization / static_cast<double>(rows * options_.active);
  mixed.balance =
      static_cast<double>(options_.experts) * (mixed.utilization * probabilities.mean(0)).sum();
  const torch::Tensor p = probabilities.detach();
  mixed.entropy = -(p * p.clamp_min(1e-12).log()).sum(1).mean().item<double>();
  return mixed;
}

}  // namespace oriel_moe
