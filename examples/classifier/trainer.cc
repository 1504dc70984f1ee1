#include "trainer.h"

#include <oriel/diagnose.h>
#include <oriel/early_stopping.h>
#include <oriel/history.h>
#include <oriel/schedule.h>
#include <oriel/terminal.h>
#include <torch/nn.h>
#include <torch/optim.h>
#include <torch/utils.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <set>
#include <utility>

#include "augment.h"
#include "console.h"
#include "dataset.h"
#include "model.h"
#include "picture.h"
#include "recordings.h"
#include "report.h"
#include "results.h"
#include "stop_signals.h"

namespace oriel_train {
namespace {

namespace nn = torch::nn;
using Clock = std::chrono::steady_clock;

constexpr double kMaxGradNorm = 5;  // longer gradients are shortened to this
constexpr int kPictureEpochs = 5;   // epochs between pictures of mistakes
constexpr int64_t kPerRow = 8;
constexpr int64_t kValidationBatch = 1024;
constexpr int64_t kPauseLookMs = 100;  // how often a paused training looks at signals

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// One loss per row: cross-entropy, or focal loss where gamma > 0.
torch::Tensor losses(const torch::Tensor& logits, const torch::Tensor& labels, double gamma) {
  const torch::Tensor log_p = logits.log_softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
  if (gamma <= 0) return -log_p;
  // Below the clamp the slope of x^gamma may be infinite.
  return -(1 - log_p.exp()).clamp_min(1e-6).pow(gamma) * log_p;
}

// The learning rate of a step, where it follows a plan (--lr-schedule plateau does not).
double planned_rate(const Options& options, int64_t step, int64_t steps) {
  switch (options.lr_schedule) {
    case LrSchedule::kCosine:
      return oriel::learning_rate(oriel::CosineSchedule{.peak = options.lr,
                                                        .steps = steps,
                                                        .warmup = std::max<int64_t>(1, steps / 10),
                                                        .lowest = options.lr / 100},
                                  step);
    case LrSchedule::kOneCycle:
      return oriel::learning_rate(oriel::OneCycleSchedule{.peak = options.lr, .steps = steps},
                                  step);
    default:
      return options.lr;
  }
}

class Trainer {
 public:
  Trainer(const Options& options, const Dataset& train, const Dataset& val,
          const std::vector<std::string>& classes, oriel::Run& run, Window& window)
      : options_(options),
        train_(train),
        val_(val),
        classes_(classes),
        run_(run),
        window_(window),
        recordings_(run, classes),
        side_(options.model == "mlp" ? 0 : image_side(train.columns())),
        model_(train, static_cast<int64_t>(classes.size()), side_, options.hidden),
        optimizer_(model_->parameters(),
                   torch::optim::AdamWOptions(options.lr).weight_decay(options.weight_decay)),
        rate_(options.lr),
        stop_({.patience = options.patience,
               .min_delta = options.min_delta,
               .noise_aware = options.noise_aware}),
        steps_per_epoch_(batches(epoch_order(train, options.oversample_target).size(0))) {
    train_inputs_ = model_->scaled(train.features);
    val_inputs_ = model_->scaled(val.features);
    run_.control().supports({oriel::Ask::kStop, oriel::Ask::kStopAfterEpoch, oriel::Ask::kPause,
                             oriel::Ask::kCheckpoint});
  }

  Outcome run() {
    describe();
    // Below the lines that are printed; where there is no terminal these are enough.
    if (::isatty(STDOUT_FILENO) != 0) display_.start(steps_per_epoch_ * options_.epochs);
    start_ = Clock::now();
    Outcome outcome = Outcome::kDone;
    for (int epoch = 1; epoch <= options_.epochs && outcome == Outcome::kDone; ++epoch) {
      outcome = train_epoch(epoch);
      // What an interrupted epoch has learned is looked at only if there is nothing else to keep.
      if (outcome == Outcome::kDone || (outcome == Outcome::kStopped && history_.empty())) {
        const bool enough = finish_epoch(epoch);
        if (outcome == Outcome::kDone) outcome = after_epoch(epoch, enough);
      }
      window_.check();
    }
    finish(outcome);
    return outcome;
  }

 private:
  int64_t batches(int64_t rows) const {
    return (rows + options_.batch_size - 1) / options_.batch_size;
  }
  std::string in_out_dir(const char* file) const { return options_.out_dir + "/" + file; }

  void describe() {
    char text[512];
    std::snprintf(
        text, sizeof text,
        "%s with %lld parameters, %zu classes; %lld rows to learn from, %lld to check on; "
        "%d epochs of %lld steps",
        side_ > 0 ? "Convolutional net" : "Fully connected net",
        static_cast<long long>(model_->parameter_count()), classes_.size(),
        static_cast<long long>(train_.rows()), static_cast<long long>(val_.rows()), options_.epochs,
        static_cast<long long>(steps_per_epoch_));
    std::printf("%s\n%s\n\n", text, framed("Starting training...").c_str());
    run_.record(0, "about", oriel::Text{text});
  }

  Outcome train_epoch(int epoch) {
    model_->train();
    // The mean over the steps, which is also what a figure of the recorded steps shows.
    double loss_sum = 0;
    int64_t steps = 0;
    const torch::Tensor order = epoch_order(train_, options_.oversample_target);
    for (const torch::Tensor& rows_of_batch : order.split(options_.batch_size)) {
      const double loss = train_step(epoch, rows_of_batch);
      if (!std::isfinite(loss)) return Outcome::kDiverged;
      loss_sum += loss;
      epoch_loss_ = loss_sum / static_cast<double>(++steps);
      if (must_stop()) return Outcome::kStopped;
    }
    return Outcome::kDone;
  }

  // After every step: what viewers and signals ask for. True: leave at once.
  bool must_stop() {
    oriel::Control& control = run_.control();
    const Clock::time_point before = Clock::now();
    bool paused = false;
    while (stop_request() == StopRequest::kNone && control.wait_if_paused(kPauseLookMs)) {
      paused = true;
      window_.check();
    }
    if (paused) start_ += Clock::now() - before;  // the time left is that of training
    if (control.checkpoint_requested()) save_checkpoint();
    return stop_request() == StopRequest::kNow || control.should_stop();
  }

  void save_checkpoint() {
    const std::string path = in_out_dir("checkpoint.pt");
    try {
      save_model(model_, path);
      run_.control().checkpoint_done("the model of step " + std::to_string(step_ - 1) + ": " +
                                     path);
    } catch (const std::exception& error) {
      run_.control().checkpoint_failed(std::string(error.what()));
    }
  }

  // One optimiser step and everything that is recorded of it.
  double train_step(int epoch, const torch::Tensor& rows) {
    const Clock::time_point start = Clock::now();
    if (options_.lr_schedule != LrSchedule::kPlateau) {
      rate_ = planned_rate(options_, step_, steps_per_epoch_ * options_.epochs);
    }
    for (auto& group : optimizer_.param_groups()) group.options().set_lr(rate_);

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
                     {lr_, rate_},
                     {grad_norm_, grad_norm},
                     {epoch_, epochs_done},
                     {throughput_, static_cast<double>(rows.size(0)) / seconds_since(start)}});
    diagnosis_.add(step_, {{"train/loss", loss_value},
                           {"train/accuracy", accuracy},
                           {"lr", rate_},
                           {"grad_norm", grad_norm}});
    display_.update({.step = step_ + 1,
                     .train_loss = loss_value,
                     .val_loss = std::exchange(new_val_loss_, std::nullopt),
                     .learning_rate = rate_,
                     .batch_size = static_cast<double>(rows.size(0)),
                     .gradient_norm = grad_norm,
                     .custom_metrics = {{"epoch", epochs_done}, {"accuracy", accuracy}}});
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

  // Validates, records, keeps the best model and prints. True: early stopping says that it is
  // enough.
  bool finish_epoch(int epoch) {
    const Validation now = validate();
    const int64_t step = step_ - 1;
    recordings_.validation(step, val_.labels, now, diagnosis_);
    recordings_.weights(step, model_);
    if (side_ > 0 && (epoch == 1 || epoch % kPictureEpochs == 0 || epoch == options_.epochs)) {
      recordings_.mistakes(step, epoch, val_inputs_, val_.labels, now);
    }
    const double delta = history_.empty() ? 0 : now.loss - last_val_loss_;
    last_val_loss_ = now.loss;
    new_val_loss_ = now.loss;
    history_.add(epoch, epoch_loss_, now.loss, {{"val_accuracy", now.accuracy}, {"lr", rate_}});

    const bool enough = stop_.update(epoch, now.loss);
    const double per_epoch = seconds_since(start_) / epoch;
    std::printf("%s\n", epoch_line({.epoch = epoch,
                                    .epochs = options_.epochs,
                                    .train_loss = epoch_loss_,
                                    .val_loss = now.loss,
                                    .delta = delta,
                                    .accuracy = now.accuracy,
                                    .seconds_left = per_epoch * (options_.epochs - epoch)})
                            .c_str());
    if (stop_.improved()) keep_best(epoch, now);
    if (options_.lr_schedule == LrSchedule::kPlateau) reduce_rate(now.loss);
    tell_alarms();
    return enough;
  }

  // Once per kind of trouble, when it shows; the report at the end says it in full.
  void tell_alarms() {
    for (const oriel::Finding& finding : diagnosis_.findings()) {
      if (!finding.is_alarm() || !told_.insert(finding.rule).second) continue;
      std::printf("  ⚠️  %s: %s\n", finding.title.c_str(), finding.explanation.c_str());
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
    const torch::Tensor of_rows = losses(all, val_.labels, options_.focal_gamma);
    return {of_rows.mean().item<double>(),
            (predictions == val_.labels).to(torch::kDouble).mean().item<double>(), of_rows,
            predictions};
  }

  void keep_best(int epoch, const Validation& now) {
    const std::string path = in_out_dir("best.pt");
    save_model(model_, path);
    std::printf("  ✓ New best! Saved to %s\n", path.c_str());
    char text[128];
    std::snprintf(text, sizeof text, "new best in epoch %d: val/loss %.4f, accuracy %.1f %%", epoch,
                  now.loss, 100 * now.accuracy);
    run_.event(step_ - 1, text);
  }

  void reduce_rate(double val_loss) {
    rate_ = reduce_.update(val_loss, rate_);
    if (!reduce_.reduced()) return;
    char text[96];
    std::snprintf(text, sizeof text, "no better val/loss: learning rate reduced to %.3g", rate_);
    run_.event(step_ - 1, text);
    std::printf("  ↓ Learning rate reduced to %.3g\n", rate_);
  }

  // Whether to go on after this epoch. What was asked for from outside counts more than our own
  // judgement, so that whoever asked is answered.
  Outcome after_epoch(int epoch, bool enough) {
    const bool asked = run_.control().epoch_end(epoch);
    if (asked || stop_request() != StopRequest::kNone) return Outcome::kStopped;
    return enough && epoch < options_.epochs ? Outcome::kStoppedEarly : Outcome::kDone;
  }

  void finish(Outcome outcome) {
    display_.close();
    const int64_t step = step_ - 1;
    const std::string time = as_time(seconds_since(start_));
    char text[160];
    if (outcome == Outcome::kStopped) {
      run_.event(step, "stopped on request");
      std::printf("\n⏹ Stopped on request\n");
    } else if (outcome == Outcome::kStoppedEarly) {
      std::snprintf(text, sizeof text, "Early stopping: No improvement for %lld epochs",
                    static_cast<long long>(stop_.epochs_since_best()));
      run_.event(step, text);
      std::printf("\n⚠️  %s\n", text);
    } else if (outcome == Outcome::kDiverged) {
      std::printf("\n⚠️  The training loss is no longer a finite number\n");
    }
    if (stop_.has_best()) {
      std::snprintf(text, sizeof text, "Training %s\nBest epoch: %lld | Best val loss: %.4f | %s",
                    outcome == Outcome::kDiverged ? "failed" : "complete!",
                    static_cast<long long>(stop_.best_epoch()), stop_.best(), time.c_str());
      std::printf("\n%s\n\n", framed(text).c_str());
      report();
    }
    write_results(options_, history_, diagnosis_);
  }

  // How well each class is told apart by the best model, as it lies in its file: the one in hand
  // has gone on learning since, or is broken.
  void report() {
    try {
      load_model(model_, in_out_dir("best.pt"));
    } catch (const std::exception& error) {
      std::printf("⚠️  No report: %s\n\n", error.what());
      return;
    }
    const std::string text = classification_report(val_.labels, validate().predictions, classes_);
    run_.record(step_ - 1, "report", oriel::Text{text});
    std::printf("%s\n", text.c_str());
  }

  const Options& options_;
  const Dataset& train_;
  const Dataset& val_;
  const std::vector<std::string>& classes_;
  oriel::Run& run_;
  Window& window_;
  Recordings recordings_;

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

  double rate_;
  oriel::EarlyStopping stop_;
  oriel::ReduceOnPlateau reduce_;
  oriel::TrainingHistory history_;
  oriel::Diagnosis diagnosis_;
  std::set<std::string> told_;  // rules whose alarm has been printed

  Clock::time_point start_;
  const int64_t steps_per_epoch_;
  int64_t step_ = 0;  // steps done
  double epoch_loss_ = 0;
  double last_val_loss_ = 0;
  std::optional<double> new_val_loss_;  // that the display has not shown yet
  oriel::TerminalVisualizer display_;
};

}  // namespace

Outcome train_classifier(const Options& options, const Table& train, const Table& val,
                         const std::vector<std::string>& classes, oriel::Run& run, Window& window) {
  at::set_num_threads(options.threads);
  torch::manual_seed(options.seed);
  const Dataset train_data = to_dataset(train);
  const Dataset val_data = to_dataset(val);
  return Trainer(options, train_data, val_data, classes, run, window).run();
}

}  // namespace oriel_train
