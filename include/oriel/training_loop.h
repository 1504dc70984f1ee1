// oriel/training_loop.h — a training loop with callbacks: steps, epochs, control, checkpoints.
//
//   oriel::TrainingLoop loop({.epochs = 20, .steps_per_epoch = 100, .run = &run});
//   loop.add({.name = "validate", .on_epoch_end = [&](oriel::LoopState& at) {
//     at.record({{"val/loss", validate()}});
//     if (stop.update(at.epoch, val_loss)) at.stop("no improvement");
//   }});
//   auto result = loop.run([&](oriel::LoopState& at) { at.record({{"train/loss", train()}}); });
//
// Order: on_train_begin, then per epoch on_epoch_begin, per step your step function and on_step,
// on_epoch_end, and at the very end on_train_end; callbacks are called in the order in which they
// were added, on the thread that called run().
//
// A callback that throws never ends the training and is never silent: it is said once on standard
// error and as an event of the run, and all functions of that callback are switched off for the
// rest of this run(); LoopResult::switched_off names it. What your step function throws is yours:
// on_train_end is called, then it goes on to the caller of run().
//
// With a Run, the loop does what viewers ask for: it pauses, stops at once or after the epoch, and
// saves a checkpoint. Per step the loop costs well under a microsecond beside what it calls.
#pragma once

#include <oriel/problem.h>
#include <oriel/run.h>
#include <oriel/tracker.h>

#include <functional>
#include <string>
#include <vector>

namespace oriel {

class TrainingLoop;

// Where the training stands: what the step function and the callbacks get.
class LoopState {
 public:
  int64_t epoch = 0;          // from 1; 0 in on_train_begin of a new training
  int64_t epochs = 0;         // how many there are to be
  int64_t step = 0;           // of the whole training, from 1
  int64_t step_in_epoch = 0;  // from 1
  int64_t steps_per_epoch = 0;

  // Values at this step, for the tracker (and the run, if there is one).
  void record(Samples values) noexcept;
  MetricsTracker& tracker() { return *tracker_; }
  Run* run() { return run_; }

  // Ends the training: from a step, after its on_step; from on_epoch_end, there. The first reason
  // stays.
  void stop(StringRef why);
  bool stopping() const { return stopping_; }
  // Ends this epoch after this step; on_epoch_end is called.
  void end_epoch() { epoch_over_ = true; }

 private:
  friend class TrainingLoop;
  LoopState() = default;

  MetricsTracker* tracker_ = nullptr;
  Run* run_ = nullptr;
  bool stopping_ = false;
  bool epoch_over_ = false;
  std::string why_;
};

// What is plugged into a loop; any of the functions may be missing.
struct Callbacks {
  std::string name = "callback";
  std::function<void(LoopState&)> on_train_begin = {};
  std::function<void(LoopState&)> on_epoch_begin = {};
  std::function<void(LoopState&)> on_step = {};
  std::function<void(LoopState&)> on_epoch_end = {};
  std::function<void(LoopState&)> on_train_end = {};
};

struct LoopOptions {
  int64_t epochs = 1;
  int64_t steps_per_epoch = 1;
  Run* run = nullptr;
  MetricsTracker* tracker = nullptr;  // null: one of the loop's own, with the run

  // A checkpoint of the metrics and the training's state; empty: none.
  std::string checkpoint_path = {};
  int64_t checkpoint_every = 1;  // epochs; also when a viewer asks, and at the end: an epoch that
                                 // was left in its middle is begun again after a resume
  // Go on from checkpoint_path if the file is there. A file that cannot be loaded is a problem, and
  // nothing is trained.
  bool resume = false;
  // The bytes of model and optimiser, and taking them back. The loop adds the step and a blob
  // called "oriel/epoch".
  std::function<TrainingState()> save_state = {};
  std::function<void(const TrainingState&)> load_state = {};
};

struct LoopResult {
  int64_t epochs = 0;  // that were begun and ended, those before a resume included
  int64_t steps = 0;   // the same
  bool resumed = false;
  bool stopped = false;                        // before its last epoch
  std::string why = {};                        // it stopped
  std::vector<std::string> switched_off = {};  // "validate (on_epoch_end): what it threw"
  Problem problem = {};                        // of loading, or of the last checkpoint
};

class TrainingLoop {
 public:
  explicit TrainingLoop(LoopOptions options = {});
  TrainingLoop(const TrainingLoop&) = delete;
  TrainingLoop& operator=(const TrainingLoop&) = delete;

  TrainingLoop& add(Callbacks callbacks);

  // May be called again; then it begins anew (or resumes).
  LoopResult run(const std::function<void(LoopState&)>& train_step);

 private:
  using Function = std::function<void(LoopState&)> Callbacks::*;
  struct Plugged {
    Callbacks callbacks;
    bool off = false;
  };

  void call(Function function, const char* which);
  void switch_off(Plugged& plugged, const char* which, const char* what);
  bool begin();
  void train(const std::function<void(LoopState&)>& train_step);
  void train_epoch(const std::function<void(LoopState&)>& train_step);
  void after_step();
  void after_epoch();
  Problem save();

  LoopOptions options_;
  std::vector<Plugged> plugged_;
  LoopState state_;
  LoopResult result_;
  int64_t saved_step_ = 0;
};

}  // namespace oriel
