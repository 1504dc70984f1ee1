#include "oriel/moe.h"

#include "kit/files.h"
#include "kit/moe_figure.h"

namespace oriel {

struct MoeVisualizer::State {
  explicit State(const MoeOptions& options) : figure(options) {}

  // Each complaint is said once, until it is another one.
  Problem complain(const base::Status& status) {
    if (status.ok()) return {};
    const std::lock_guard lock(mutex);
    if (status.message() != said) std::fprintf(stderr, "oriel: %s\n", status.message().c_str());
    said = status.message();
    return kit::to_problem(status);
  }

  kit::MoeFigure figure;
  std::mutex mutex;
  std::string said;
};

MoeVisualizer::MoeVisualizer(const MoeOptions& options)
    : state_(std::make_unique<State>(options)) {}
MoeVisualizer::~MoeVisualizer() {
  close();
}
MoeVisualizer::MoeVisualizer(MoeVisualizer&&) noexcept = default;
MoeVisualizer& MoeVisualizer::operator=(MoeVisualizer&& other) noexcept {
  close();
  state_ = std::move(other.state_);
  return *this;
}

Problem MoeVisualizer::update_metrics(CustomMetrics metrics, ExpertShares shares) noexcept {
  try {
    return state_->complain(state_->figure.add(metrics, shares));
  } catch (...) {  // no memory, no thread: the training goes on
    return {};
  }
}

Problem MoeVisualizer::update(const TrainingSnapshot& snapshot) noexcept {
  try {
    return state_->complain(state_->figure.add(snapshot));
  } catch (...) {
    return {};
  }
}

Problem MoeVisualizer::save_plot(StringRef path) {
  return kit::to_problem(state_->figure.draw(kit::to_string(path)));
}

Problem MoeVisualizer::close() noexcept {
  try {
    return state_ == nullptr ? Problem() : kit::to_problem(state_->figure.close());
  } catch (...) {
    return {};
  }
}

void MoeVisualizer::flush() {
  state_->figure.flush();
}

Problem MoeVisualizer::problem() const {
  return Problem(state_->figure.problem());
}

uint64_t MoeVisualizer::drawn() const {
  return state_->figure.drawn();
}

MoeVisualizer create_moe_visualizer(const MoeOptions& options) {
  return MoeVisualizer(options);
}

}  // namespace oriel
