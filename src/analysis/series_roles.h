// What a series means to the diagnosis, from its name: train/loss is the training's loss, val/acc
// the validation's accuracy, layer/fc1/grad/rms a layer's gradient.
//
// Pure functions; thread-safe; about a microsecond per name. Case does not matter; `_`, `-`, `.`
// and `/` part words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace oriel::analysis {

enum class SeriesRole : uint8_t {
  kNone,
  kTrainLoss,       // train/loss, loss, train_loss, training/loss, loss/train, train/loss_step
  kValLoss,         // val/loss, valid_loss, validation/loss, eval/loss, test/loss, loss/val
  kTrainAccuracy,   // train/accuracy, acc, train_acc
  kValAccuracy,     // val/accuracy, eval/acc, val/top1
  kLearningRate,    // lr, learning_rate, train/lr, optimizer/lr
  kGradientNorm,    // grad_norm, gradient_norm, train/grad_norm, grad/norm, global_grad_norm
  kLayerGradient,   // layer/<name>/grad/rms, grad/<name>/rms, grad_norm/<name>
  kRecall,          // val/recall/<class>, val/class/<class>/recall
  kPredictedShare,  // val/predicted_share/<class>, val/class/<class>/predicted_share
  kExpertShare,     // expert/<i>/utilization, layer/<name>/expert/<i>/utilization
  kAssignments,     // expert/assignments, layer/<name>/expert/assignments
  kOtherLoss,       // any other loss or gradient: looked at for NaN and infinite values only
};
const char* to_string(SeriesRole role);
// At equal steps the diagnosis takes lower ones first: what explains before what is explained.
int feeding_order(SeriesRole role);

struct SeriesMeaning {
  SeriesRole role = SeriesRole::kNone;
  std::string of;  // the class or the layer; empty otherwise
  int rank = 0;    // among several names for one role the lowest is the one to take
};
SeriesMeaning meaning_of(std::string_view name);

// For every name what the diagnosis takes it for: of losses, accuracies, rates and norms only the
// best name keeps its role (the shorter, then the first of equals); others become kOtherLoss or
// kNone.
std::vector<SeriesMeaning> assign_roles(const std::vector<std::string>& names);

}  // namespace oriel::analysis
