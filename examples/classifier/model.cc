#include "model.h"

#include <fcntl.h>
#include <torch/serialize.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace oriel_train {
namespace nn = torch::nn;

ClassifierImpl::ClassifierImpl(const Dataset& train, int64_t classes, int64_t side,
                               const std::vector<int>& hidden)
    : side_(side) {
  if (side > 0) {
    // One scale for all pixels: paper is 0, the darkest ink 1.
    offset_ = train.features.min();
    scale_ = train.features.max() - offset_;
  } else {
    offset_ = train.features.mean(0);
    scale_ = train.features.std(0, /*unbiased=*/false);
  }
  scale_ = torch::where(scale_ > 0, scale_, torch::ones_like(scale_));  // constant columns
  register_buffer("offset", offset_);
  register_buffer("scale", scale_);
  if (side > 0) {
    add_convolutions(classes);
  } else {
    add_linears(train.columns(), classes, hidden);
  }
  register_module("layers", layers_);
}

// Layers have names: conv1, norm1, …, fc1, …, output. The log calls their weights by them.
void ClassifierImpl::add_convolutions(int64_t classes) {
  int blocks = 0;
  const auto block = [&](int64_t in, int64_t out) {
    const std::string number = std::to_string(++blocks);
    layers_->push_back("conv" + number,
                       nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1).bias(false)));
    layers_->push_back("norm" + number, nn::BatchNorm2d(out));
    layers_->push_back("relu" + number, nn::ReLU());
  };
  block(1, 48);
  block(48, 96);
  layers_->push_back("halve", nn::MaxPool2d(2));
  block(96, 192);
  block(192, 192);
  layers_->push_back("gather", nn::AdaptiveMaxPool2d(2));
  layers_->push_back("flatten", nn::Flatten());
  layers_->push_back("dropout", nn::Dropout(0.3));
  layers_->push_back("output", nn::Linear(192 * 2 * 2, classes));
}

void ClassifierImpl::add_linears(int64_t columns, int64_t classes, const std::vector<int>& hidden) {
  int64_t in = columns;
  int count = 0;
  for (const int64_t out : hidden) {
    const std::string number = std::to_string(++count);
    layers_->push_back("fc" + number, nn::Linear(in, out));
    layers_->push_back("relu" + number, nn::ReLU());
    layers_->push_back("dropout" + number, nn::Dropout(0.1));
    in = out;
  }
  layers_->push_back("output", nn::Linear(in, classes));
}

torch::Tensor ClassifierImpl::scaled(const torch::Tensor& features) const {
  const torch::Tensor values = (features - offset_) / scale_;
  return side_ > 0 ? values.reshape({-1, 1, side_, side_}) : values;
}

int64_t ClassifierImpl::parameter_count() const {
  int64_t count = 0;
  for (const torch::Tensor& parameter : parameters()) count += parameter.numel();
  return count;
}

void save_model(const Classifier& model, const std::string& path) {
  const std::string unfinished = path + ".tmp";
  const auto fail = [&](const std::string& why) {
    std::remove(unfinished.c_str());
    throw std::runtime_error("cannot write the model to " + path + ": " + why +
                             ". Try: another --out-dir, or free some disk space");
  };
  try {
    torch::save(model, unfinished);
  } catch (const std::exception& error) {
    fail(std::string(error.what()).substr(0, 200));
  }
  const int file = open(unfinished.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (!synced || std::rename(unfinished.c_str(), path.c_str()) != 0) fail(std::strerror(errno));
}

void load_model(Classifier& model, const std::string& path) {
  try {
    torch::load(model, path);
  } catch (const std::exception& error) {
    throw std::runtime_error("cannot read the model back from " + path + ": " +
                             std::string(error.what()).substr(0, 200) +
                             ". Try: leave the files in --out-dir alone during the training");
  }
}

}  // namespace oriel_train
