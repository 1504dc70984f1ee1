#include "recordings.h"

#include <cmath>

#include "picture.h"
#include "report.h"

namespace oriel_train {
namespace {

constexpr int64_t kBins = 50;
constexpr int64_t kMistakesShown = 48;
constexpr int64_t kPerRow = 8;

// "layers.conv1.weight" is the weight of conv1.
std::string layer_of(std::string parameter) {
  for (const std::string& part : {std::string("layers."), std::string(".weight")}) {
    const auto at = parameter.find(part);
    if (at != std::string::npos) parameter.erase(at, part.size());
  }
  return parameter;
}

}  // namespace

Recordings::Recordings(oriel::Run& run, const std::vector<std::string>& classes)
    : run_(run), classes_(classes) {
  if (static_cast<int64_t>(classes.size()) > kMostClasses) return;
  for (const std::string& name : classes) {
    by_class_.push_back(
        {"val/recall/" + name, "val/precision/" + name, "val/predicted_share/" + name});
  }
}

void Recordings::validation(int64_t step, const torch::Tensor& labels, const Validation& now,
                            oriel::Diagnosis& diagnosis) {
  const int64_t rows = labels.size(0);
  const torch::Tensor losses = now.losses.to(torch::kFloat).contiguous();
  run_.record(step, "val/sample_losses", oriel::Tensor(losses.data_ptr<float>(), {rows}));
  diagnosis.add_val_losses(step, losses.data_ptr<float>(), static_cast<size_t>(rows));

  std::vector<oriel::Sample> samples = {{"val/loss", now.loss}, {"val/accuracy", now.accuracy}};
  if (!by_class_.empty()) {
    const auto count = static_cast<int64_t>(classes_.size());
    const Matrix matrix = confusion_matrix(labels, now.predictions, count);
    std::vector<uint32_t> cells;
    for (size_t c = 0; c < by_class_.size(); ++c) {
      for (const int64_t cell : matrix[c]) cells.push_back(static_cast<uint32_t>(cell));
      const ClassCounts of = counts_of(matrix, c);
      samples.push_back({by_class_[c].recall, ratio(of.right, of.rows)});
      samples.push_back({by_class_[c].precision, ratio(of.right, of.predicted)});
      samples.push_back({by_class_[c].predicted_share, ratio(of.predicted, rows)});
    }
    run_.record(step, "val/confusion", oriel::Tensor(cells, {count, count}));
  }
  run_.log(step, samples);
  diagnosis.add(step, samples);
}

void Recordings::weights(int64_t step, const Classifier& model) {
  const torch::NoGradGuard no_grad;
  for (const auto& parameter : model->named_parameters()) {
    const torch::Tensor& weights = parameter.value();
    if (weights.dim() < 2) continue;  // biases and norms: too few for a histogram
    const double low = weights.min().item<double>();
    double high = weights.max().item<double>();
    if (!std::isfinite(low) || !std::isfinite(high)) continue;  // the loss tells of it
    if (!(low < high)) high = low + 1e-6;
    const torch::Tensor counts = weights.histc(kBins, low, high).to(torch::kDouble).contiguous();
    const torch::Tensor edges = torch::linspace(low, high, kBins + 1, torch::kDouble);
    run_.record(step, "weights/" + layer_of(parameter.key()),
                oriel::Histogram{edges.data_ptr<double>(), counts.data_ptr<double>(), kBins});
  }
}

void Recordings::mistakes(int64_t step, int epoch, const torch::Tensor& images,
                          const torch::Tensor& labels, const Validation& now) {
  const torch::Tensor wrong = (now.predictions != labels).nonzero().flatten();
  std::string caption = "epoch " + std::to_string(epoch) + ": " + std::to_string(wrong.size(0)) +
                        " of " + std::to_string(labels.size(0)) + " wrong";
  const torch::Tensor shown = wrong.slice(0, 0, kMistakesShown);
  for (int64_t i = 0; i < shown.size(0); ++i) {
    const auto row = shown[i].item<int64_t>();
    caption += (i == 0 ? "; true → predicted: " : ", ") +
               classes_[static_cast<size_t>(labels[row].item<int64_t>())] + " → " +
               classes_[static_cast<size_t>(now.predictions[row].item<int64_t>())];
  }
  // No mistakes: one empty image, so that an older picture does not seem to be true still.
  const int64_t side = images.size(2);
  const torch::Tensor pixels =
      shown.size(0) > 0 ? images.index_select(0, shown) : torch::zeros({1, 1, side, side});
  const Picture picture = image_grid(pixels, kPerRow);
  run_.record(step, "val/mistakes",
              oriel::Image{picture.pixels.data(), picture.width, picture.height, 1, caption});
}

}  // namespace oriel_train
