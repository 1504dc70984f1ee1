// A small multi-layer perceptron with backpropagation by hand: what the benchmark of truth trains.
//
// Plain floats, one thread per network. It exists so that curves are real ones — noise, schedules
// and faults act as they do in trainings — and not drawn by us.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace oriel::bench {

enum class Activation : uint8_t { kRelu, kTanh, kSigmoid };
enum class Task : uint8_t { kClasses, kRegression };
enum class Optimizer : uint8_t { kSgd, kAdam };

struct NetworkOptions {
  int inputs = 2;
  int outputs = 2;
  std::vector<int> hidden = {32};
  Activation activation = Activation::kRelu;
  Task task = Task::kClasses;
  float dropout = 0;
  float init_scale = 1;  // multiplies He's or Xavier's standard deviation
  Optimizer optimizer = Optimizer::kSgd;
  float weight_decay = 0;
};

struct Layer {
  int in = 0, out = 0;
  std::vector<float> w, gw, m, v;  // w[i * out + o]; the last `out` values are the bias
};

class Network {
 public:
  Network(const NetworkOptions& options, uint64_t seed);

  // Mean loss of the batch; gradients are added to what is there. `labels` are class numbers or, in
  // a regression, targets.
  float train_batch(std::span<const float> x, std::span<const float> labels);
  void clear_gradients();
  float gradient_norm() const;
  std::vector<float> layer_gradient_rms() const;  // of the weights, first layer first
  void update(float lr);

  // The loss of every sample, without dropout; the predicted classes where asked for.
  std::vector<float> losses(std::span<const float> x, std::span<const float> labels,
                            std::vector<int>* predicted = nullptr);

 private:
  void forward(std::span<const float> x, size_t n, bool training);
  float loss_and_delta(std::span<const float> labels, size_t n, std::vector<float>* each);
  void backward(size_t n);

  NetworkOptions options_;
  std::mt19937_64 random_;
  std::vector<Layer> layers_;
  std::vector<std::vector<float>> values_;  // values_[0]: input; values_[k]: output of layer k-1
  std::vector<std::vector<float>> masks_;   // of dropout, per hidden layer
  std::vector<float> delta_, delta_below_;
  int64_t updates_ = 0;
};

}  // namespace oriel::bench
