#include "diagnosis/network.h"

#include <algorithm>
#include <cmath>

namespace oriel::bench {
namespace {

float activate(Activation activation, float z) {
  switch (activation) {
    case Activation::kRelu:
      return z < 0 ? 0 : z;  // NaN stays NaN
    case Activation::kTanh:
      return std::tanh(z);
    case Activation::kSigmoid:
      return 1 / (1 + std::exp(-z));
  }
  return z;
}

float slope(Activation activation, float a) {  // from the activation's value
  switch (activation) {
    case Activation::kRelu:
      return a > 0 ? 1.0F : 0.0F;
    case Activation::kTanh:
      return 1 - a * a;
    case Activation::kSigmoid:
      return a * (1 - a);
  }
  return 1;
}

}  // namespace

Network::Network(const NetworkOptions& options, uint64_t seed) : options_(options), random_(seed) {
  std::vector<int> sizes = {options.inputs};
  sizes.insert(sizes.end(), options.hidden.begin(), options.hidden.end());
  sizes.push_back(options.outputs);
  for (size_t k = 0; k + 1 < sizes.size(); ++k) {
    Layer layer;
    layer.in = sizes[k];
    layer.out = sizes[k + 1];
    const float gain = options.activation == Activation::kRelu ? 2.0F : 1.0F;
    const float sigma = options.init_scale * std::sqrt(gain / static_cast<float>(layer.in));
    std::normal_distribution<float> normal(0, sigma);
    const auto weights = static_cast<size_t>(layer.in) * static_cast<size_t>(layer.out);
    layer.w.assign(weights + static_cast<size_t>(layer.out), 0);
    for (size_t i = 0; i < weights; ++i) layer.w[i] = normal(random_);
    layer.gw.assign(layer.w.size(), 0);
    layer.m.assign(layer.w.size(), 0);
    layer.v.assign(layer.w.size(), 0);
    layers_.push_back(std::move(layer));
  }
  values_.resize(layers_.size() + 1);
  masks_.resize(layers_.size());
}

void Network::forward(std::span<const float> x, size_t n, bool training) {
  values_[0].assign(x.begin(), x.end());
  for (size_t k = 0; k < layers_.size(); ++k) {
    const Layer& layer = layers_[k];
    const auto in = static_cast<size_t>(layer.in), out = static_cast<size_t>(layer.out);
    std::vector<float>& to = values_[k + 1];
    to.resize(n * out);
    for (size_t s = 0; s < n; ++s) {
      float* z = &to[s * out];
      std::copy_n(&layer.w[in * out], out, z);
      for (size_t i = 0; i < in; ++i) {
        const float a = values_[k][s * in + i];
        const float* w = &layer.w[i * out];
#pragma omp simd
        for (size_t o = 0; o < out; ++o) z[o] += a * w[o];
      }
    }
    if (k + 1 == layers_.size()) break;
    for (float& z : to) z = activate(options_.activation, z);
    if (!training || options_.dropout <= 0) continue;
    const float keep = 1 - options_.dropout;
    std::uniform_real_distribution<float> uniform(0, 1);
    masks_[k].resize(to.size());
    for (size_t i = 0; i < to.size(); ++i) {
      masks_[k][i] = uniform(random_) < keep ? 1 / keep : 0;
      to[i] *= masks_[k][i];
    }
  }
}

// Mean loss; leaves the derivative with respect to the last layer's output in delta_.
float Network::loss_and_delta(std::span<const float> labels, size_t n, std::vector<float>* each) {
  const std::vector<float>& z = values_.back();
  const auto out = static_cast<size_t>(options_.outputs);
  delta_.resize(n * out);
  double total = 0;
  for (size_t s = 0; s < n; ++s) {
    const float* row = &z[s * out];
    float* delta = &delta_[s * out];
    float loss = 0;
    if (options_.task == Task::kRegression) {
      const float error = row[0] - labels[s];
      loss = error * error;
      delta[0] = 2 * error / static_cast<float>(n);
    } else {
      const auto label = static_cast<size_t>(labels[s]);
      const float top = *std::max_element(row, row + out);
      float sum = 0;
      for (size_t o = 0; o < out; ++o) sum += std::exp(row[o] - top);
      loss = std::log(sum) + top - row[label];
      for (size_t o = 0; o < out; ++o) {
        delta[o] = std::exp(row[o] - top) / sum;
        if (o == label) delta[o] -= 1;
        delta[o] /= static_cast<float>(n);
      }
    }
    total += static_cast<double>(loss);
    if (each != nullptr) each->push_back(loss);
  }
  return static_cast<float>(total / static_cast<double>(n));
}

void Network::backward(size_t n) {
  for (size_t k = layers_.size(); k-- > 0;) {
    Layer& layer = layers_[k];
    const auto in = static_cast<size_t>(layer.in), out = static_cast<size_t>(layer.out);
    const std::vector<float>& below = values_[k];
    delta_below_.assign(k > 0 ? n * in : 0, 0);
    for (size_t s = 0; s < n; ++s) {
      const float* delta = &delta_[s * out];
      float* bias = &layer.gw[in * out];
      for (size_t o = 0; o < out; ++o) bias[o] += delta[o];
      for (size_t i = 0; i < in; ++i) {
        const float a = below[s * in + i];
        float* g = &layer.gw[i * out];
        const float* w = &layer.w[i * out];
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (size_t o = 0; o < out; ++o) {
          g[o] += a * delta[o];
          sum += w[o] * delta[o];
        }
        if (k > 0) delta_below_[s * in + i] = sum;
      }
    }
    if (k == 0) break;
    const bool dropped = options_.dropout > 0;
    for (size_t i = 0; i < delta_below_.size(); ++i) {
      float a = below[i];
      float factor = 1;
      if (dropped) {
        factor = masks_[k - 1][i];
        if (factor > 0) a /= factor;
      }
      delta_below_[i] *= factor * slope(options_.activation, a);
    }
    std::swap(delta_, delta_below_);
  }
}

float Network::train_batch(std::span<const float> x, std::span<const float> labels) {
  forward(x, labels.size(), true);
  const float loss = loss_and_delta(labels, labels.size(), nullptr);
  backward(labels.size());
  return loss;
}

void Network::clear_gradients() {
  for (Layer& layer : layers_) std::fill(layer.gw.begin(), layer.gw.end(), 0.0F);
}

float Network::gradient_norm() const {
  double sum = 0;
  for (const Layer& layer : layers_) {
    for (const float g : layer.gw) sum += static_cast<double>(g) * static_cast<double>(g);
  }
  return static_cast<float>(std::sqrt(sum));
}

std::vector<float> Network::layer_gradient_rms() const {
  std::vector<float> rms;
  for (const Layer& layer : layers_) {
    const auto weights = static_cast<size_t>(layer.in) * static_cast<size_t>(layer.out);
    double sum = 0;
    for (size_t i = 0; i < weights; ++i) {
      sum += static_cast<double>(layer.gw[i]) * static_cast<double>(layer.gw[i]);
    }
    rms.push_back(static_cast<float>(std::sqrt(sum / static_cast<double>(weights))));
  }
  return rms;
}

void Network::update(float lr) {
  ++updates_;
  const float correct1 = 1 - std::pow(0.9F, static_cast<float>(updates_));
  const float correct2 = 1 - std::pow(0.999F, static_cast<float>(updates_));
  for (Layer& layer : layers_) {
    const auto weights = static_cast<size_t>(layer.in) * static_cast<size_t>(layer.out);
    for (size_t i = 0; i < layer.w.size(); ++i) {
      const float decay = i < weights ? options_.weight_decay : 0;
      if (options_.optimizer == Optimizer::kSgd) {
        layer.m[i] = 0.9F * layer.m[i] + layer.gw[i] + decay * layer.w[i];
        layer.w[i] -= lr * layer.m[i];
      } else {
        layer.m[i] = 0.9F * layer.m[i] + 0.1F * layer.gw[i];
        layer.v[i] = 0.999F * layer.v[i] + 0.001F * layer.gw[i] * layer.gw[i];
        layer.w[i] -= lr * (layer.m[i] / correct1 / (std::sqrt(layer.v[i] / correct2) + 1e-8F) +
                            decay * layer.w[i]);
      }
    }
  }
}

std::vector<float> Network::losses(std::span<const float> x, std::span<const float> labels,
                                   std::vector<int>* predicted) {
  std::vector<float> each;
  each.reserve(labels.size());
  forward(x, labels.size(), false);
  loss_and_delta(labels, labels.size(), &each);
  if (predicted == nullptr) return each;
  const auto out = static_cast<size_t>(options_.outputs);
  for (size_t s = 0; s < labels.size(); ++s) {
    const float* row = &values_.back()[s * out];
    predicted->push_back(static_cast<int>(std::max_element(row, row + out) - row));
  }
  return each;
}

}  // namespace oriel::bench
