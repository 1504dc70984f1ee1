#include "diagnosis/rivals.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace oriel::bench {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();

bool sagemaker_overfit(const Training& t) {  // ratio 0.1, patience 1
  int over = 0;
  for (const EpochRecord& e : t.epochs) {
    over = (e.val_loss - e.train_loss) / e.train_loss > 0.1F ? over + 1 : 0;
    if (over > 1) return true;
  }
  return false;
}

bool umlaut_overfit(const Training& t) {  // val up while train is not, in one epoch
  for (size_t i = 1; i < t.epochs.size(); ++i) {
    const EpochRecord &a = t.epochs[i - 1], &b = t.epochs[i];
    if (b.val_loss > a.val_loss && b.train_loss <= a.train_loss) return true;
  }
  return false;
}

// The epoch in which `patience` epochs have gone by without an improvement of `share`; -1: never.
int out_of_patience(const Training& t, int patience, float share, bool at_end) {
  float best = kInf;
  int bad = 0;
  int fired = -1;
  for (size_t i = 0; i < t.epochs.size(); ++i) {
    const float v = t.epochs[i].val_loss;
    if (v < best * (1 - share)) {
      best = v;
      bad = 0;
      if (at_end) fired = -1;
    } else if (++bad >= patience && fired < 0) {
      fired = static_cast<int>(i);
    }
  }
  return fired;
}
bool patience5(const Training& t) {
  return out_of_patience(t, 5, 0, false) >= 0;
}
bool patience5_at_end(const Training& t) {
  return out_of_patience(t, 5, 0, true) >= 0;
}
bool reduce_lr_on_plateau(const Training& t) {
  return out_of_patience(t, 11, 1e-4F, true) >= 0;
}

bool sagemaker_plateau(const Training& t) {  // 10 evaluations, 0.1 %
  const size_t n = t.epochs.size();
  return n > 10 && t.epochs[n - 1].val_loss > t.epochs[n - 11].val_loss * 0.999F;
}

bool autotrainer_oscillation(const Training& t) {  // 20 % of the epochs swing by 0.03
  size_t swings = 0;
  for (size_t i = 1; i < t.epochs.size(); ++i) {
    if (std::fabs(t.epochs[i].val_accuracy - t.epochs[i - 1].val_accuracy) >= 0.03F) ++swings;
  }
  return static_cast<double>(swings) >= 0.2 * static_cast<double>(t.epochs.size() - 1);
}

bool olmo_spike(const Training& t) {  // mean + 6 sigma of the last 128
  for (size_t i = 128; i < t.loss.size(); ++i) {
    double sum = 0, squares = 0;
    for (size_t j = i - 128; j < i; ++j) {
      const double v = static_cast<double>(t.loss[j]);
      sum += v;
      squares += v * v;
    }
    const double mean = sum / 128, sigma = std::sqrt(std::max(0.0, squares / 128 - mean * mean));
    if (static_cast<double>(t.loss[i]) > mean + 6 * sigma) return true;
  }
  return false;
}

bool lightning_spike(const Training& t) {  // rtol 2 against the mean of the last 10
  for (size_t i = 10; i < t.loss.size(); ++i) {
    double sum = 0;
    for (size_t j = i - 10; j < i; ++j) sum += static_cast<double>(t.loss[j]);
    const double mean = sum / 10;
    if (static_cast<double>(t.loss[i]) - mean > 2 * mean) return true;
  }
  return false;
}

bool megatron_spike(const Training& t) {  // 10 x the largest of the first 100
  if (t.loss.size() <= 100) return false;
  const float top = *std::max_element(t.loss.begin(), t.loss.begin() + 100);
  return std::any_of(t.loss.begin() + 100, t.loss.end(), [&](float v) { return v > 10 * top; });
}

bool zclip_spike(const Training& t) {  // z > 2.5 of an EMA with 0.97, here on the loss
  double mean = 0, variance = 0;
  for (size_t i = 0; i < t.loss.size(); ++i) {
    const double v = static_cast<double>(t.loss[i]);
    if (i < 25) {
      mean += v / 25;
      variance += v * v / 25;
      if (i == 24) variance = std::max(0.0, variance - mean * mean);
      continue;
    }
    if (v > mean + 2.5 * std::sqrt(variance)) return true;
    variance = 0.97 * variance + 0.03 * (v - mean) * (v - mean);
    mean = 0.97 * mean + 0.03 * v;
  }
  return false;
}

bool autotrainer_explode(const Training& t) {  // loss >= 1e3
  return std::any_of(t.loss.begin(), t.loss.end(), [](float v) { return v >= 1e3F; });
}

bool autotrainer_gradient_explode(const Training& t) {  // ratio of layers > 70
  for (const EpochRecord& e : t.epochs) {
    if (e.layer_gradient.front() > 70 * e.layer_gradient.back()) return true;
  }
  return false;
}
bool autotrainer_vanish(const Training& t) {
  for (const EpochRecord& e : t.epochs) {
    const float first = e.layer_gradient.front();
    if (first < 1e-3F * e.layer_gradient.back() && first < 1e-4F) return true;
  }
  return false;
}
bool sagemaker_vanish(const Training& t) {  // mean |g| < 1e-7, here the RMS
  for (const EpochRecord& e : t.epochs) {
    for (const float g : e.layer_gradient) {
      if (g < 1e-7F) return true;
    }
  }
  return false;
}

bool umlaut_lr_high(const Training& t) {
  return *std::max_element(t.lr.begin(), t.lr.end()) > 0.01F;
}
bool umlaut_lr_low(const Training& t) {
  return *std::max_element(t.lr.begin(), t.lr.end()) < 1e-7F;
}

bool autotrainer_underfit(const Training& t) {  // best accuracy < 0.7
  float best = 0;
  for (const EpochRecord& e : t.epochs) best = std::max(best, e.val_accuracy);
  return t.recipe.shape != Shape::kRegression && best < 0.7F;
}

bool sagemaker_collapse(const Training& t) {  // 70 % of the predictions are one class
  for (const EpochRecord& e : t.epochs) {
    for (const float share : e.predicted_share) {
      if (share > 0.7F) return true;
    }
  }
  return false;
}

}  // namespace

const std::vector<Rival>& rivals() {
  static const std::vector<Rival> all = {
      {"overfitting", "SageMaker Overfit (0.1, 1)", sagemaker_overfit},
      {"overfitting", "UMLAUT, one epoch", umlaut_overfit},
      {"overfitting", "patience 5", patience5},
      {"plateau", "patience 5", patience5_at_end},
      {"plateau", "torch ReduceLROnPlateau", reduce_lr_on_plateau},
      {"plateau", "SageMaker (10, 0.1 %)", sagemaker_plateau},
      {"instability", "AutoTrainer oscillation", autotrainer_oscillation},
      {"loss_spike", "OLMo 6 sigma / 128", olmo_spike},
      {"loss_spike", "Lightning rtol 2 / 10", lightning_spike},
      {"loss_spike", "Megatron 10 x", megatron_spike},
      {"loss_spike", "ZClip's z on the loss", zclip_spike},
      {"divergence", "AutoTrainer loss >= 1e3", autotrainer_explode},
      {"grad_exploding", "AutoTrainer ratio > 70", autotrainer_gradient_explode},
      {"grad_vanishing", "AutoTrainer ratio < 1e-3", autotrainer_vanish},
      {"grad_vanishing", "SageMaker < 1e-7", sagemaker_vanish},
      {"lr_too_high", "UMLAUT LR > 0.01", umlaut_lr_high},
      {"lr_too_low", "UMLAUT LR < 1e-7", umlaut_lr_low},
      {"underfitting", "AutoTrainer accuracy < 0.7", autotrainer_underfit},
      {"class_collapse", "SageMaker 70 % one class", sagemaker_collapse},
  };
  return all;
}

}  // namespace oriel::bench
