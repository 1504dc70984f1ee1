#include "analysis/advice.h"

#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "analysis/statistics.h"

namespace oriel::analysis {

const char* to_string(Preset preset) {
  return preset == Preset::kClassic ? "classic" : "robust";
}

// The measured figures behind the ceilings are the tables of docs/diagnosis.md.
const std::vector<Advice>& all_advice() {
  static const std::vector<Advice> advice = {
      {"non_finite",
       "Not a number",
       {"Look at the batch of that step: empty, corrupt or NaN inputs are the usual cause.",
        "Guard logarithms, divisions and square roots with a small epsilon.",
        "Lower the learning rate or clip the gradient norm (1.0 is a common start).",
        "In mixed precision: use bfloat16, or a lower initial loss scale."},
       {},
       Level::kConfirmed,
       ""},
      {"divergence",
       "Divergence",
       {"Lower the learning rate (a third, then a tenth) and warm it up over the first few per "
        "cent "
        "of the steps.",
        "Clip the gradient norm.",
        "Check that gradients are cleared before every backward pass and that inputs are scaled."},
       {},
       Level::kConfirmed,
       ""},
      {"lr_too_high",
       "Learning rate too high",
       {"Lower the learning rate by ten, then find the largest one that is stable with a range "
        "test.",
        "Warm it up over the first few per cent of the steps.",
        "Check the scale of the inputs and that gradients are cleared before every backward pass: "
        "both act like a larger learning rate."},
       {},
       Level::kWatching,
       "found 85 % of the trainings that it should (goal 90 %), 2.9 % false alarms"},
      {"not_learning",
       "Nothing is learned",
       {"If the loss shot up at the start: lower the learning rate, by a hundred if need be.",
        "Can it learn one single batch by heart? If not, the network, the loss or the labels are "
        "at "
        "fault.",
        "Check that labels belong to their inputs, and that inputs are scaled.",
        "If the loss has not moved at all: raise the learning rate; look at the gradients of the "
        "layers."},
       {},
       Level::kWatching,
       "found 80 % of the trainings that it should (goal 90 %), no false alarms",
       true},
      {"grad_exploding",
       "Exploding gradients",
       {"Clip the gradient norm.", "Lower the learning rate or warm it up.",
        "Check initialisation and normalisation of the layers."},
       {},
       Level::kConfirmed,
       ""},
      {"loss_spike",
       "Loss spike",
       {"If the loss does not recover: go back to a checkpoint before the spike and skip the "
        "batches "
        "around it.",
        "Look at the batch of that step for outliers or wrong labels.",
        "Clip the gradient norm; lower the learning rate if spikes return."},
       {},
       Level::kWatching,
       "found 78 % of the trainings that it should (goal 90 %), 1.1 % false alarms"},
      {"overfitting",
       "Overfitting",
       {"Stop early and keep the model of the best step.",
        "Add weight decay, dropout or data augmentation.", "Get more training data.",
        "Use a smaller network."},
       {"Increase regularization: --weight-decay 1e-3", "Add more training data",
        "Reduce model complexity"},
       Level::kWatching,
       "found 78 % of the trainings that it should (goal 90 %), 3.3 % false alarms",
       true},
      {"grad_vanishing",
       "Vanishing gradients",
       {"Use ReLU, GELU or another activation that does not saturate.",
        "Add residual connections or normalisation layers.",
        "Use an initialisation that fits the activation (He for ReLU, Xavier for tanh)."},
       {},
       Level::kConfirmed,
       ""},
      {"lr_too_low",
       "Learning rate too low",
       {"Raise the learning rate by ten and watch whether the loss stays calm; a range test finds "
        "the largest stable one.",
        "If it was meant to be low (fine-tuning), train longer."},
       {},
       Level::kWatching,
       "found 88 % of the trainings that it should (goal 90 %), no false alarms"},
      {"class_collapse",
       "Classes that are never predicted",
       {"Weight the classes in the loss, or sample them evenly.",
        "Shuffle the training data: sorted labels have the same effect.",
        "Check that labels and outputs are in the same order."},
       {},
       Level::kConfirmed,
       ""},
      {"dead_expert",
       "Dead expert",
       {"Raise the weight of the balancing loss (0.01 is a common start), or add one.",
        "Balance without a loss: a bias per expert in the router, raised while it gets too little.",
        "Add noise to the router's logits early on, or a z-loss that keeps them small.",
        "Initialise that expert and its row of the router anew; or use fewer experts."},
       {},
       Level::kConfirmed,
       ""},
      {"expert_imbalance",
       "Few experts do the work",
       {"Raise the weight of the balancing loss (0.01 is a common start), or balance with a bias "
        "per expert.",
        "Check the capacity factor: tokens that are dropped never reach the other experts.",
        "Do not force it either: routing that is even by all means costs quality, too."},
       {},
       Level::kWatching,
       "measured on one small mixture and on simulated routers only"},
      // Not the batch size: smaller batches make gradients noisier.
      {"instability",
       "Unstable training",
       {"Lower the learning rate.", "Clip the gradient norm.", "Warm the learning rate up.",
        "Use larger batches, or average the weights (EMA) for evaluation."},
       {"Reduce batch size: --batch-size 32", "Reduce learning rate: --lr 5e-4",
        "Check data quality (corrupted segments?)"},
       Level::kConfirmed,
       ""},
      {"underfitting",
       "Underfitting",
       {"Use a larger network (width first, then depth).",
        "Raise the learning rate or train longer; take regularisation away.",
        "Check that the inputs carry what the labels need: can it learn one single batch by "
        "heart?"},
       {},
       Level::kWatching,
       "found 52 % of the trainings that it should (goal 90 %), 4.0 % false alarms"},
      {"plateau",
       "Plateau",
       {"If the loss is good enough: it has converged, stop here.",
        "Reduce the learning rate by 2 to 10 times (or schedule it).",
        "If the training loss is flat as well: more capacity or better features."},
       {"Reduce --lr by 2-5x", "Try learning rate schedule",
        "May indicate model has converged (check if val loss is acceptable)"},
       Level::kWatching,
       "found 89 % of the trainings that it should (goal 90 %), no false alarms"},
  };
  return advice;
}

const Advice& advice_of(const std::string& rule) {
  for (const Advice& a : all_advice()) {
    if (rule == a.rule) return a;
  }
  std::abort();  // a rule without advice: a mistake of ours, which every test would meet
}

std::string printed(const char* format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  for (char* c = text; *c != '\0'; ++c) {
    if (*c == ',') *c = '.';  // where a program has set a locale
  }
  return text;
}

std::string say(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const double size = std::fabs(value);
  if (size >= 1000 && size < 1e7) return printed("%.0f", value);
  return size >= 0.001 && size < 1000 ? printed("%.*f",
                                                size < 1    ? 4
                                                : size < 10 ? 3
                                                            : 1,
                                                value)
                                      : printed("%.3g", value);
}

std::string percent(double share) {
  const double p = 100 * share;
  return printed(std::fabs(p) < 1 && p != 0 ? "%.1f %%" : "%.0f %%", p);
}

std::vector<double> column(const std::vector<Row>& rows, double Row::*member, size_t from) {
  std::vector<double> values;
  values.reserve(rows.size() - from);
  for (size_t i = from; i < rows.size(); ++i) values.push_back(rows[i].*member);
  return values;
}

double noise_of(const std::vector<double>& values) {
  std::vector<double> differences;
  for (size_t i = 1; i < values.size(); ++i) differences.push_back(values[i] - values[i - 1]);
  return kMadToSigma * mad(differences) / std::sqrt(2.0);
}

}  // namespace oriel::analysis
