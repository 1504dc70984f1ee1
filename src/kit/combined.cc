// CombinedVisualizer: one snapshot for the terminal and for the figure.
#include <utility>

#include "kit/files.h"
#include "kit/moe_figure.h"
#include "oriel/moe.h"

namespace oriel {

struct CombinedVisualizer::State {
  explicit State(const CombinedOptions& options)
      : terminal(options.terminal), figure(options.figure) {}

  TerminalVisualizer terminal;
  kit::MoeFigure figure;
  std::atomic<bool> started = false;
};

CombinedVisualizer::CombinedVisualizer(const CombinedOptions& options)
    : state_(std::make_unique<State>(options)) {}
CombinedVisualizer::~CombinedVisualizer() {
  close();
}
CombinedVisualizer::CombinedVisualizer(CombinedVisualizer&&) noexcept = default;
CombinedVisualizer& CombinedVisualizer::operator=(CombinedVisualizer&& other) noexcept {
  close();
  state_ = std::move(other.state_);
  return *this;
}

void CombinedVisualizer::start(int64_t total_steps, StringRef description) {
  state_->figure.set_title(kit::to_string(description));
  state_->started = true;
  state_->terminal.start(total_steps, description);
}

void CombinedVisualizer::update(const TrainingSnapshot& snapshot) noexcept {
  if (!state_->started) return;
  state_->terminal.update(snapshot);
  try {
    (void)state_->figure.add(snapshot);
  } catch (...) {  // no memory, no thread: the training goes on
  }
}

Problem CombinedVisualizer::save_plot(StringRef path) {
  return kit::to_problem(state_->figure.draw(kit::to_string(path)));
}

void CombinedVisualizer::close() noexcept {
  if (state_ == nullptr) return;
  state_->terminal.close();
  try {
    (void)state_->figure.close();
  } catch (...) {
  }
}

Problem CombinedVisualizer::problem() const {
  return Problem(state_->figure.problem());
}

CombinedVisualizer create_combined_visualizer(const CombinedOptions& options) {
  return CombinedVisualizer(options);
}

}  // namespace oriel
