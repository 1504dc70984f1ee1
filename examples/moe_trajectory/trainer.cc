#include "trainer.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "mixture.h"
#include "trajectories.h"

namespace oriel_moe {
namespace {

namespace nn = torch::nn;
using Clock = std::chrono::steady_clock;

constexpr double kWarmupShare = 0.05;
constexpr double kLowestShare = 0.02;  // of the peak learning rate, at the end
constexpr double kMaxGradNorm = 1;
constexpr int64_t kValidationRows = 2048;
constexpr double kFavour = 4;  // what --collapse adds to the router's liking of two experts

double learning_rate(double peak, int64_t step, int64_t steps) {
  const double at = static_cast<double>(step) / static_cast<double>(steps);
  if (at < kWarmupShare) return peak * at / kWarmupShare;
  const double share = (1 + std::cos(M_PI * (at - kWarmupShare) / (1 - kWarmupShare))) / 2;
  return peak * (kLowestShare + (1 - kLowestShare) * share);
}

struct Errors {
  torch::Tensor loss;
  double position = 0;  // mean distance to where it really is
  double velocity = 0;
};

Errors errors_of(const torch::Tensor& outputs, const Batch& batch) {
  const torch::Tensor position = outputs.slice(1, 0, 3) - batch.positions;
  const torch::Tensor velocity = outputs.slice(1, 3, 6) - batch.velocities;
  return {position.pow(2).mean() + 0.25 * velocity.pow(2).mean(),
          position.detach().norm(2, 1).mean().item<double>(),
          velocity.detach().norm(2, 1).mean().item<double>()};
}

class Trainer {
 public:
  Trainer(const Options& options, const std::atomic<bool>& stop, oriel::Run& run,
          oriel::CombinedVisualizer& display)
      : options_(options),
        stop_(stop),
        run_(run),
        display_(display),
        model_(MixtureOptions{kSeen * 3, 6, options.experts, options.active, options.width}),
        optimizer_(model_->parameters(), torch::optim::AdamOptions(options.lr)),
        validation_(make_batch(kValidationRows)) {
    for (int64_t e = 0; e < options.experts; ++e) {
      expert_series_.push_back(run.series("expert/" + std::to_string(e) + "/utilization"));
    }
    if (options.collapse) model_->favour(kFavour);
  }

  Outcome run() {
    for (int64_t step = 0; step < options_.steps; ++step) {
      if (!train_step(step)) return Outcome::kDiverged;
      if (step % options_.val_every == 0) validate(step);
      run_.control().wait_if_paused();
      if (stop_ || run_.control().should_stop()) {
        run_.event(step, "stopped");
        return Outcome::kInterrupted;
      }
    }
    validate(options_.steps - 1);
    return Outcome::kDone;
  }

 private:
  bool train_step(int64_t step) {
    const Clock::time_point start = Clock::now();
    const double lr = learning_rate(options_.lr, step, options_.steps);
    for (auto& group : optimizer_.param_groups()) group.options().set_lr(lr);
    const Batch batch = make_batch(options_.batch_size);
    optimizer_.zero_grad();
    const Mixed mixed = model_->forward(batch.inputs);
    const Errors errors = errors_of(mixed.outputs, batch);
    const double weight = options_.collapse ? 0 : options_.balance;
    (errors.loss + weight * mixed.balance).backward();
    const double grad_norm = nn::utils::clip_grad_norm_(model_->parameters(), kMaxGradNorm);
    optimizer_.step();
    const auto loss = errors.loss.item<double>();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    show_step(step, loss, errors, mixed, lr, grad_norm);
    log_step(step, mixed,
             {{train_loss_, loss},
              {"train/position_error", errors.position},
              {"train/velocity_error", errors.velocity},
              {aux_loss_, mixed.balance.item<double>()},
              {entropy_, mixed.entropy},
              {lr_, lr},
              {grad_norm_, grad_norm},
              {throughput_, static_cast<double>(options_.batch_size) / seconds},
              {assignments_, options_.batch_size * options_.active}});
    return std::isfinite(loss);
  }

  void show_step(int64_t step, double loss, const Errors& errors, const Mixed& mixed, double lr,
                 double grad_norm) {
    const float* share = mixed.utilization.data_ptr<float>();
    for (size_t e = 0; e < shares_.size(); ++e) shares_[e] = {static_cast<int>(e), share[e]};
    display_.update({.step = step + 1,
                     .train_loss = loss,
                     .val_loss = val_loss_,
                     .learning_rate = lr,
                     .aux_loss = mixed.balance.item<double>(),
                     .expert_utilization = shares_,
                     .batch_size = static_cast<double>(options_.batch_size),
                     .gradient_norm = grad_norm,
                     .custom_metrics = {{"position error", errors.position},
                                        {"velocity error", errors.velocity},
                                        {"routing entropy", mixed.entropy}}});
    val_loss_.reset();
  }

  void log_step(int64_t step, const Mixed& mixed, std::vector<oriel::Sample> samples) {
    const float* share = mixed.utilization.data_ptr<float>();
    for (size_t e = 0; e < expert_series_.size(); ++e) {
      samples.emplace_back(expert_series_[e], share[e]);
    }
    run_.log(step, samples);
  }

  void validate(int64_t step) {
    const torch::NoGradGuard no_grad;
    model_->eval();
    const Errors errors = errors_of(model_->forward(validation_.inputs).outputs, validation_);
    model_->train();
    const auto loss = errors.loss.item<double>();
    run_.log(step, {{"val/loss", loss},
                    {"val/position_error", errors.position},
                    {"val/velocity_error", errors.velocity}});
    val_loss_ = loss;
  }

  const Options& options_;
  const std::atomic<bool>& stop_;
  oriel::Run& run_;
  oriel::CombinedVisualizer& display_;
  Mixture model_;
  torch::optim::Adam optimizer_;
  const Batch validation_;

  std::vector<oriel::Series> expert_series_;
  std::vector<oriel::ExpertShare> shares_ =
      std::vector<oriel::ExpertShare>(static_cast<size_t>(options_.experts));
  std::optional<double> val_loss_;  // since the last step that was shown
  const oriel::Series train_loss_ = run_.series("train/loss");
  const oriel::Series aux_loss_ = run_.series("moe/aux_loss");
  const oriel::Series entropy_ = run_.series("moe/routing_entropy");
  const oriel::Series lr_ = run_.series("lr");
  const oriel::Series grad_norm_ = run_.series("grad_norm");
  const oriel::Series throughput_ = run_.series("throughput");
  const oriel::Series assignments_ = run_.series("expert/assignments");  // behind each share
};

}  // namespace

Outcome train(const Options& options, const std::atomic<bool>& stop, oriel::Run& run,
              oriel::CombinedVisualizer& display) {
  at::set_num_threads(options.threads);
  torch::manual_seed(options.seed);
  return Trainer(options, stop, run, display).run();
}

}  // namespace oriel_moe
