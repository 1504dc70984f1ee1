#include "oriel/training_loop.h"

#include <cxxabi.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "kit/files.h"

namespace oriel {
namespace {

constexpr const char* kEpochBlob = "oriel/epoch";

int64_t epoch_of(const TrainingState& state) {
  int64_t epoch = 0;
  if (const std::string* text = state.find(kEpochBlob)) {
    std::from_chars(text->data(), text->data() + text->size(), epoch);
  }
  return std::max<int64_t>(epoch, 0);
}

}  // namespace

void LoopState::record(Samples values) noexcept {
  tracker_->record(step, values);
}

void LoopState::stop(StringRef why) {
  if (!stopping_) why_ = kit::to_string(why);
  stopping_ = true;
}

TrainingLoop::TrainingLoop(LoopOptions options) : options_(std::move(options)) {
  options_.steps_per_epoch = std::max<int64_t>(options_.steps_per_epoch, 1);
  options_.checkpoint_every = std::max<int64_t>(options_.checkpoint_every, 1);
}

TrainingLoop& TrainingLoop::add(Callbacks callbacks) {
  plugged_.push_back({std::move(callbacks), false});
  return *this;
}

void TrainingLoop::switch_off(Plugged& plugged, const char* which, const char* what) {
  plugged.off = true;
  const std::string text = plugged.callbacks.name + " (" + which + "): " + what;
  std::fprintf(stderr, "oriel: the callback %s; it is switched off, the training goes on\n",
               text.c_str());
  if (state_.run_ != nullptr) {
    const std::string event = "callback switched off: " + text;
    state_.run_->event(state_.step, event);
  }
  result_.switched_off.push_back(text);
}

void TrainingLoop::call(Function function, const char* which) {
  // By index: a callback may add another one.
  for (size_t i = 0; i < plugged_.size(); ++i) {
    if (plugged_[i].off || !(plugged_[i].callbacks.*function)) continue;
    const auto wanted = plugged_[i].callbacks.*function;
    try {
      wanted(state_);
    } catch (const abi::__forced_unwind&) {  // the thread is being cancelled
      throw;
    } catch (const std::exception& e) {
      switch_off(plugged_[i], which, e.what());
    } catch (...) {
      switch_off(plugged_[i], which, "an exception that is no std::exception");
    }
  }
}

Problem TrainingLoop::save() {
  if (options_.checkpoint_path.empty()) return Problem("the training has no checkpoint_path");
  TrainingState state;
  try {
    if (options_.save_state) state = options_.save_state();
  } catch (const std::exception& e) {
    return Problem(std::string("save_state failed: ") + e.what());
  }
  state.step = state_.step;
  std::erase_if(state.blobs, [](const auto& blob) { return blob.name == kEpochBlob; });
  state.blobs.push_back({kEpochBlob, std::to_string(result_.epochs)});
  Problem problem = state_.tracker_->save_checkpoint(options_.checkpoint_path, state);
  if (!problem) saved_step_ = state_.step;
  return problem;
}

// False if it is not to be trained.
bool TrainingLoop::begin() {
  const bool there = options_.resume && base::file_exists(options_.checkpoint_path);
  if (!there) return true;
  TrainingState state;
  result_.problem = state_.tracker_->load_checkpoint(options_.checkpoint_path, &state);
  if (result_.problem) return false;
  try {
    if (options_.load_state) options_.load_state(state);
  } catch (const std::exception& e) {
    result_.problem = Problem(options_.checkpoint_path +
                              " was read, but load_state refused its state: " + e.what());
    return false;
  }
  result_.resumed = true;
  result_.epochs = state_.epoch = epoch_of(state);
  result_.steps = state_.step = saved_step_ = state.step;
  return true;
}

void TrainingLoop::after_step() {
  Run* run = state_.run_;
  if (run == nullptr) return;
  Control& control = run->control();
  if (control.checkpoint_requested()) {
    const Problem problem = save();
    if (problem) {
      control.checkpoint_failed(problem.message());
    } else {
      control.checkpoint_done(options_.checkpoint_path);
    }
  }
  control.wait_if_paused();
  if (control.should_stop()) state_.stop("asked to stop");
}

void TrainingLoop::after_epoch() {
  const bool due = state_.epoch % options_.checkpoint_every == 0;
  if (!options_.checkpoint_path.empty() && due) result_.problem = save();
  if (state_.run_ != nullptr && state_.run_->control().epoch_end(state_.epoch)) {
    state_.stop("asked to stop");
  }
}

void TrainingLoop::train_epoch(const std::function<void(LoopState&)>& train_step) {
  state_.epoch_over_ = false;
  call(&Callbacks::on_epoch_begin, "on_epoch_begin");
  for (int64_t i = 1; i <= options_.steps_per_epoch && !state_.stopping_; ++i) {
    state_.step_in_epoch = i;
    ++state_.step;
    train_step(state_);
    result_.steps = state_.step;
    call(&Callbacks::on_step, "on_step");
    after_step();
    if (state_.epoch_over_) break;
  }
  // Left in its middle: what comes once per epoch is not said of it.
  const bool whole = state_.epoch_over_ || state_.step_in_epoch == options_.steps_per_epoch;
  if (!whole) return;
  ++result_.epochs;
  call(&Callbacks::on_epoch_end, "on_epoch_end");
  after_epoch();
}

void TrainingLoop::train(const std::function<void(LoopState&)>& train_step) {
  while (result_.epochs < options_.epochs && !state_.stopping_) {
    state_.epoch = result_.epochs + 1;
    train_epoch(train_step);
  }
}

LoopResult TrainingLoop::run(const std::function<void(LoopState&)>& train_step) {
  std::unique_ptr<MetricsTracker> own;
  if (options_.tracker == nullptr) {
    own = options_.run == nullptr ? std::make_unique<MetricsTracker>()
                                  : std::make_unique<MetricsTracker>(*options_.run);
  }
  state_ = LoopState();
  state_.tracker_ = own != nullptr ? own.get() : options_.tracker;
  state_.run_ = options_.run != nullptr ? options_.run : state_.tracker_->run();
  state_.epochs = options_.epochs;
  state_.steps_per_epoch = options_.steps_per_epoch;
  result_ = LoopResult();
  saved_step_ = 0;
  for (Plugged& plugged : plugged_) plugged.off = false;
  if (!begin()) return result_;
  if (state_.run_ != nullptr) {
    if (options_.checkpoint_path.empty()) {
      state_.run_->control().supports({Ask::kStop, Ask::kStopAfterEpoch, Ask::kPause});
    } else {
      state_.run_->control().supports(
          {Ask::kStop, Ask::kStopAfterEpoch, Ask::kPause, Ask::kCheckpoint});
    }
  }
  call(&Callbacks::on_train_begin, "on_train_begin");
  try {
    train(train_step);
  } catch (...) {
    state_.stop("the training failed");
    call(&Callbacks::on_train_end, "on_train_end");
    throw;
  }
  // Whatever ended it, in the middle of an epoch too: the state is saved as it is, once.
  if (!options_.checkpoint_path.empty() && saved_step_ != state_.step) result_.problem = save();
  result_.stopped = state_.stopping_ && result_.epochs < options_.epochs;
  result_.why = state_.why_;
  call(&Callbacks::on_train_end, "on_train_end");
  return result_;
}

}  // namespace oriel
