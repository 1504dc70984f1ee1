#include "trainer.h"

#include <torch/nn.h>
#include <torch/optim.h>
#include <torch/utils.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>

#include "augment.h"
#include "dataset.h"
#include "model.h"
#include "picture.h"
#include "report.h"

namespace oriel_train {
namespace {

namespace nn = torch::nn;
using Clock = std::chrono::steady_clock;

constexpr double kWarmupShare = 0.1;   // of all steps
constexpr double kLowestShare = 0.01;  // of the peak learning rate: where it starts and ends
constexpr double kMaxGradNorm = 5;     // longer gradients are shortened to this
constexpr int kDetailEpochs = 5;       // epochs between histograms and pictures of mistakes
constexpr int64_t kBins = 50;
constexpr int64_t kMistakesShown = 48;
constexpr int64_t kPerRow = 8;
constexpr int64_t kValidationBatch = 1024;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Up along a line, down along a cosine.
double learning_rate(double peak, int64_t step, int64_t steps) {
  const double warmup = std::max(1.0, kWarmupShare * static_cast<double>(steps));
  const auto at = static_cast<double>(step);
  const double share = at < warmup
                           ? at / warmup
                           : (1 + std::cos(M_PI * (at - warmup) /
                                           std::max(1.0, static_cast<double>(steps) - warmup))) /
                                 2;
  return peak * (kLowestShare + (1 - kLowestShare) * share);
}

// One loss per row: cross-entropy, or focal loss where gamma > 0.
torch::Tensor losses(const torch::Tensor& logits, const torch::Tensor& labels, double gamma) {
  const torch::Tensor log_p = logits.log_softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
  if (gamma <= 0) return -log_p;
  // Below the clamp the slope of x^gamma may be infinite.
  return -(1 - log_p.exp()).clamp_min(1e-6).pow(gamma) * log_p;
}

std::string as_time(double seconds) {
  const auto s = static_cast<long long>(std::llround(seconds));
  char text[48];
  if (s < 60) {
    std::snprintf(text, sizeof text, "%lld s", s);
  } else if (s < 3600) {
    std::snprintf(text, sizeof text, "%lld min %lld s", s / 60, s % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld h %lld min", s / 3600, s / 60 % 60);
  }
  return text;
}

struct Validation {
  double loss = 0;
  double accuracy = 0;
  torch::Tensor predictions;
};

class Trainer {
 public:
  Trainer(const Options& options, const Dataset& train, const Dataset& val, int64_t classes,
          const std::atomic<bool>& stop, oriel::Run& run)
      : options_(options),
        train_(train),
        val_(val),
        classes_(classes),
        stop_(stop),
        run_(run),
        side_(options.model == "mlp" ? 0 : image_side(train.columns())),
        model_(train, classes, side_, options.hidden),
        optimizer_(model_->parameters(),
                   torch::optim::AdamWOptions(options.lr).weight_decay(options.weight_decay)),
        steps_per_epoch_(batches(epoch_order(train, options.oversample_target).size(0))),
        best_path_(options.out_dir + "/best_model.pt") {
    train_inputs_ = model_->scaled(train.features);
    val_inputs_ = model_->scaled(val.features);
  }

  Outcome run() {
    describe();
    const Clock::time_point start = Clock::now();
    Outcome outcome = Outcome::kDone;
    for (int epoch = 1; epoch <= options_.epochs && outcome == Outcome::kDone; ++epoch) {
      outcome = train_epoch(epoch);
      if (outcome == Outcome::kDiverged) return outcome;  // nothing here is worth keeping
      finish_epoch(epoch, seconds_since(start) / epoch * (options_.epochs - epoch));
      if (outcome == Outcome::kDone && options_.patience > 0 &&
          epoch - best_epoch_ >= options_.patience) {
        outcome = epoch < options_.epochs ? Outcome::kStoppedEarly : Outcome::kDone;
      }
    }
    finish(outcome, seconds_since(start));
    return outcome;
  }

 private:
  int64_t batches(int64_t rows) const {
    return (rows + options_.batch_size - 1) / options_.batch_size;
  }

  void describe() {
    char text[512];
    std::snprintf(
        text, sizeof text,
        "%s with %lld parameters, %lld classes; %lld rows to learn from, %lld to check on; "
        "%d epochs of %lld steps",
        side_ > 0 ? "Convolutional net" : "Fully connected net",
        static_cast<long long>(model_->parameter_count()), static_cast<long long>(classes_),
        static_cast<long long>(train_.rows()), static_cast<long long>(val_.rows()), options_.epochs,
        static_cast<long long>(steps_per_epoch_));
    std::printf("%s\n", text);
    run_.record(0, "about", oriel::Text{text});
  }

  Outcome train_epoch(int epoch) {
    model_->train();
    double loss_sum = 0;
    int64_t rows = 0;
    const torch::Tensor order = epoch_order(train_, options_.oversample_target);
    for (const torch::Tensor& rows_of_batch : order.split(options_.batch_size)) {
      const double loss = train_step(epoch, rows_of_batch);
      if (!std::isfinite(loss)) return Outcome::kDiverged;
      loss_sum += loss * static_cast<double>(rows_of_batch.size(0));
      rows += rows_of_batch.size(0);
      epoch_loss_ = loss_sum / static_cast<double>(rows);
      if (stop_) return Outcome::kInterrupted;
    }
    return Outcome::kDone;
  }

  // One optimiser step and everything that is recorded of it.
  double train_step(int epoch, const torch::Tensor& rows) {
    const Clock::time_point start = Clock::now();
    const double lr = learning_rate(options_.lr, step_, steps_per_epoch_ * options_.epochs);
    for (auto& group : optimizer_.param_groups()) group.options().set_lr(lr);

    const torch::Tensor inputs = augment(train_inputs_.index_select(0, rows), options_.augment);
    const torch::Tensor labels = train_.labels.index_select(0, rows);
    optimizer_.zero_grad();
    const torch::Tensor logits = model_->forward(inputs);
    const torch::Tensor loss = losses(logits, labels, options_.focal_gamma).mean();
    loss.backward();
    const double grad_norm = nn::utils::clip_grad_norm_(model_->parameters(), kMaxGradNorm);
    optimizer_.step();

    const auto loss_value = loss.item<double>();
    const auto accuracy = (logits.argmax(1) == labels).to(torch::kDouble).mean().item<double>();
    const double epochs_done =
        epoch - 1 +
        static_cast<double>(step_ % steps_per_epoch_ + 1) / static_cast<double>(steps_per_epoch_);
    run_.log(step_, {{train_loss_, loss_value},
                     {train_accuracy_, accuracy},
                     {lr_, lr},
                     {grad_norm_, grad_norm},
                     {epoch_, epochs_done},
                     {throughput_, static_cast<double>(rows.size(0)) / seconds_since(start)}});
    // Nothing is drawn unless somebody looks: the question costs one atomic load.
    if (side_ > 0 && run_.watched("batch/images")) {
      const Picture picture = image_grid(inputs, kPerRow);
      run_.live("batch/images", step_,
                oriel::Image{picture.pixels.data(), picture.width, picture.height, 1,
                             "the batch in training, augmented"});
    }
    ++step_;
    return loss_value;
  }

  // After the last step of the epoch, or the last before an interruption.
  void finish_epoch(int epoch, double seconds_left) {
    const Validation now = validate();
    const double delta = epoch > 1 ? now.loss - last_val_loss_ : 0;
    last_val_loss_ = now.loss;
    const int64_t step = step_ - 1;
    run_.log(step, {{"val/loss", now.loss}, {"val/accuracy", now.accuracy}});

    const bool best = now.loss < best_.loss;
    if (best) keep_best(epoch, now);
    const auto width = static_cast<int>(std::to_string(options_.epochs).size());
    std::printf(
        "Epoch %*d/%d | Train: %.4f | Val: %.4f | Gap: %+.4f | Δ: %+.4f | acc %.1f %% | ETA %s%s\n",
        width, epoch, options_.epochs, epoch_loss_, now.loss, now.loss - epoch_loss_, delta,
        100 * now.accuracy, as_time(seconds_left).c_str(), best ? " | ✓ new best, saved" : "");

    if (epoch == 1 || epoch % kDetailEpochs == 0 || epoch == options_.epochs) {
      record_weights(step);
      if (side_ > 0) record_mistakes(step, epoch, now);
    }
  }

  Validation validate() {
    const torch::NoGradGuard no_grad;
    model_->eval();
    std::vector<torch::Tensor> logits;
    for (const torch::Tensor& inputs : val_inputs_.split(kValidationBatch)) {
      logits.push_back(model_->forward(inputs));
    }
    const torch::Tensor all = torch::cat(logits);
    const torch::Tensor predictions = all.argmax(1);
    return {losses(all, val_.labels, options_.focal_gamma).mean().item<double>(),
            (predictions == val_.labels).to(torch::kDouble).mean().item<double>(), predictions};
  }

  void keep_best(int epoch, const Validation& now) {
    save_model(model_, best_path_);
    best_ = now;
    best_epoch_ = epoch;
    char text[128];
    std::snprintf(text, sizeof text, "new best in epoch %d: val/loss %.4f, accuracy %.1f %%", epoch,
                  now.loss, 100 * now.accuracy);
    run_.event(step_ - 1, text);
  }

  void record_weights(int64_t step) {
    const torch::NoGradGuard no_grad;
    for (const auto& parameter : model_->named_parameters()) {
      const torch::Tensor& weights = parameter.value();
      if (weights.dim() < 2) continue;  // biases and norms: too few for a histogram
      double low = weights.min().item<double>();
      double high = weights.max().item<double>();
      if (!(low < high)) high = low + 1e-6;
      const torch::Tensor counts = weights.histc(kBins, low, high).to(torch::kDouble).contiguous();
      const torch::Tensor edges = torch::linspace(low, high, kBins + 1, torch::kDouble);
      run_.record(step, "weights/" + parameter.key(),
                  oriel::Histogram{edges.data_ptr<double>(), counts.data_ptr<double>(), kBins});
    }
  }

  // The validation images that the model gets wrong, and what it takes them for.
  void record_mistakes(int64_t step, int epoch, const Validation& now) {
    const torch::Tensor wrong = (now.predictions != val_.labels).nonzero().flatten();
    std::string caption = "epoch " + std::to_string(epoch) + ": " + std::to_string(wrong.size(0)) +
                          " of " + std::to_string(val_.rows()) + " wrong";
    const torch::Tensor shown = wrong.slice(0, 0, kMistakesShown);
    for (int64_t i = 0; i < shown.size(0); ++i) {
      const auto row = shown[i].item<int64_t>();
      caption += (i == 0 ? "; true → predicted: " : ", ") +
                 std::to_string(val_.labels[row].item<int64_t>()) + " → " +
                 std::to_string(now.predictions[row].item<int64_t>());
    }
    // No mistakes: one empty image, so that an older picture does not seem to be true still.
    const torch::Tensor images =
        shown.size(0) > 0 ? val_inputs_.index_select(0, shown) : torch::zeros({1, 1, side_, side_});
    const Picture picture = image_grid(images, kPerRow);
    run_.record(step, "val/mistakes",
                oriel::Image{picture.pixels.data(), picture.width, picture.height, 1, caption});
  }

  void finish(Outcome outcome, double seconds) {
    const int64_t step = step_ - 1;
    if (outcome == Outcome::kInterrupted) {
      run_.event(step, "interrupted");
      std::printf("Interrupted: stopped after this step.\n");
    }
    if (outcome == Outcome::kStoppedEarly) {
      char text[96];
      std::snprintf(text, sizeof text, "early stopping: no better val/loss for %d epochs",
                    options_.patience);
      run_.event(step, text);
      std::printf("Early stopping: no improvement for %d epochs.\n", options_.patience);
    }
    if (best_epoch_ == 0) return;
    const std::string report = classification_report(val_.labels, best_.predictions, classes_);
    run_.record(step, "report", oriel::Text{report});
    std::printf("\n%s\nBest epoch: %d | val loss %.4f | accuracy %.1f %% | %s | model: %s\n",
                report.c_str(), best_epoch_, best_.loss, 100 * best_.accuracy,
                as_time(seconds).c_str(), best_path_.c_str());
  }

  const Options& options_;
  const Dataset& train_;
  const Dataset& val_;
  const int64_t classes_;
  const std::atomic<bool>& stop_;
  oriel::Run& run_;

  const int64_t side_;  // of the images; 0: the inputs are none
  Classifier model_;
  torch::optim::AdamW optimizer_;
  torch::Tensor train_inputs_;
  torch::Tensor val_inputs_;

  // Names are looked up once; a Series is four bytes.
  const oriel::Series train_loss_ = run_.series("train/loss");
  const oriel::Series train_accuracy_ = run_.series("train/accuracy");
  const oriel::Series lr_ = run_.series("lr");
  const oriel::Series grad_norm_ = run_.series("grad_norm");
  const oriel::Series epoch_ = run_.series("epoch");
  const oriel::Series throughput_ = run_.series("throughput");

  const int64_t steps_per_epoch_;
  int64_t step_ = 0;  // steps done
  double epoch_loss_ = 0;
  double last_val_loss_ = 0;
  int best_epoch_ = 0;
  Validation best_ = {std::numeric_limits<double>::infinity(), 0, {}};
  const std::string best_path_;
};

}  // namespace

Outcome train_classifier(const Options& options, const Table& train, const Table& val,
                         int64_t classes, const std::atomic<bool>& stop, oriel::Run& run) {
  at::set_num_threads(options.threads);
  torch::manual_seed(options.seed);
  const Dataset train_data = to_dataset(train);
  const Dataset val_data = to_dataset(val);
  return Trainer(options, train_data, val_data, classes, stop, run).run();
}

}  // namespace oriel_train
