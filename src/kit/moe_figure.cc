#include "kit/moe_figure.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

#include "kit/files.h"
#include "kit/plots.h"
#include "kit/run_diagnosis.h"

namespace oriel::kit {
namespace {

using base::Status;

constexpr int kMostExperts = 4096;  // a name each: as many as a tracker takes
constexpr int kRestPerWork = 19;    // a twentieth of a core
constexpr auto kRateEvery = std::chrono::milliseconds(250);

// What users call it, and what the rest of Oriel does.
constexpr std::array<std::array<std::string_view, 2>, 4> kNames = {{
    {"train_loss", "train/loss"},
    {"val_loss", "val/loss"},
    {"learning_rate", "lr"},
    {"gradient_norm", "grad_norm"},
}};

StringRef known_name(const StringRef& name) {
  const std::string_view text(name.data(), name.size());
  for (const auto& [given, known] : kNames) {
    if (text == given) return {known.data(), known.size()};
  }
  return name;
}

// What is wrong, where it is more than a suspicion: "6 dead experts since step 120".
std::string what_holds(const std::vector<analysis::Finding>& findings) {
  std::string text;
  for (const analysis::Finding& f : findings) {
    const bool holds = f.state == analysis::FindingState::kWarning ||
                       f.state == analysis::FindingState::kConfirmed;
    if (holds) text += (text.empty() ? "" : "; ") + f.title;
  }
  return text;
}

int64_t nanoseconds(std::chrono::steady_clock::duration d) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(d).count();
}

}  // namespace

MoeFigure::MoeFigure(const MoeOptions& options)
    : options_(options),
      tracker_(TrackerOptions{.max_history = options.max_history,
                              .smooth_window = options.smooth_window}),
      title_(options.title) {}

Status MoeFigure::add(CustomMetrics metrics, const ExpertShares& shares) {
  const std::lock_guard lock(mutex_);
  if (closed_) return {};
  samples_.clear();
  auto step = static_cast<int64_t>(updates_);
  for (const CustomMetric& metric : metrics) {
    if (metric.value.is_text) continue;
    const std::string_view name(metric.name.data(), metric.name.size());
    if (name != "step") {
      put(known_name(metric.name), metric.value.number);
    } else if (metric.value.number > -9.2e18 && metric.value.number < 9.2e18) {
      step = static_cast<int64_t>(metric.value.number);
    }
  }
  const Status status = take_shares(shares);
  commit(step);
  return status;
}

Status MoeFigure::add(const TrainingSnapshot& snapshot) {
  const std::lock_guard lock(mutex_);
  if (closed_) return {};
  samples_.clear();
  take(snapshot);
  const Status status = take_shares(snapshot.expert_utilization);
  if (const std::optional<double> batch = snapshot.batch_size;
      batch && !snapshot.expert_utilization.empty()) {
    put("expert/assignments", *batch);  // at least so many
  }
  commit(snapshot.step);
  return status;
}

void MoeFigure::take(const TrainingSnapshot& s) {
  const auto put_if = [this](const char* name, const std::optional<double>& value) {
    if (value) put(name, *value);
  };
  put("train/loss", s.train_loss);
  put_if("val/loss", s.val_loss);
  put_if("lr", s.learning_rate);
  put_if("aux_loss", s.aux_loss);
  put_if("grad_norm", s.gradient_norm);
  put_if("gpu_memory_mb", s.gpu_memory_mb);
  for (const CustomMetric& metric : s.custom_metrics) {
    if (!metric.value.is_text) put(known_name(metric.name), metric.value.number);
  }
  measure_throughput(s);
}

// What the program has not measured itself: from the steps, a few times a second.
void MoeFigure::measure_throughput(const TrainingSnapshot& s) {
  const ThroughputMetrics given = s.throughput;
  const std::optional<double> steps = given.steps_per_second, samples = given.samples_per_second,
                              tokens = given.tokens_per_second;
  if (steps) put("steps_per_sec", *steps);
  if (samples) put("samples_per_sec", *samples);
  if (tokens) put("tokens_per_sec", *tokens);
  if (steps || samples || tokens) return;
  const Clock::time_point now = Clock::now();
  if (updates_ == 0 || s.step < rate_step_) {
    rate_at_ = now;
    rate_step_ = s.step;
  }
  if (now - rate_at_ < kRateEvery || s.step == rate_step_) return;
  const double rate = static_cast<double>(s.step - rate_step_) /
                      std::chrono::duration<double>(now - rate_at_).count();
  const std::optional<double> batch = s.batch_size;
  if (batch) {
    put("samples_per_sec", rate * *batch);
  } else {
    put("steps_per_sec", rate);
  }
  rate_at_ = now;
  rate_step_ = s.step;
}

Status MoeFigure::take_shares(const ExpertShares& shares) {
  struct Sink {
    MoeFigure* figure;
    int most;
    int refused = 0;
    size_t bad = 0;
  };
  Sink sink{this,
            options_.n_experts > 0 ? std::min(options_.n_experts, kMostExperts) : kMostExperts};
  shares.for_each(&sink, [](void* to, int expert, double share) {
    auto& s = *static_cast<Sink*>(to);
    if (expert < 0 || expert >= s.most) {
      s.refused = expert;
      ++s.bad;
      return;
    }
    auto& names = s.figure->expert_names_;
    while (names.size() <= static_cast<size_t>(expert)) {
      names.push_back("expert/" + std::to_string(names.size()) + "/utilization");
    }
    s.figure->put(names[static_cast<size_t>(expert)], share);
  });
  if (sink.bad == 0) return {};
  return Status("there is no expert " + std::to_string(sink.refused) + ": experts are 0 to " +
                std::to_string(sink.most - 1) + "; its share is left out");
}

void MoeFigure::commit(int64_t step) {
  tracker_.record(step, samples_);
  ++updates_;
  const bool due = options_.update > 0 && updates_ % options_.update == 0;
  if (!due || options_.path.empty() || drawing_.load(std::memory_order_acquire)) return;
  if (nanoseconds(Clock::now().time_since_epoch()) < rest_until_ns_.load()) return;
  draw_in_background();
}

void MoeFigure::draw_in_background() {
  drawing_.store(true, std::memory_order_release);
  worker_.post([this] {
    const Clock::time_point start = Clock::now();
    const Status status = draw(options_.path);
    const Clock::time_point end = Clock::now();
    say(status);
    drawn_.fetch_add(status.ok(), std::memory_order_relaxed);
    rest_until_ns_.store(nanoseconds(end.time_since_epoch() + kRestPerWork * (end - start)));
    drawing_.store(false, std::memory_order_release);
  });
}

// Each reason is said once, until it is another one.
void MoeFigure::say(const Status& status) {
  const std::lock_guard lock(mutex_);
  if (!status.ok() && status.message() != problem_) {
    std::fprintf(stderr, "oriel: the figure could not be drawn: %s; the training goes on\n",
                 status.message().c_str());
  }
  problem_ = status.message();
}

Status MoeFigure::draw(const std::string& path) const {
  Metrics metrics;  // one by one: add() waits for one copy at most
  for (const std::string& name : tracker_.names()) metrics.push_back(tracker_.get_metric(name));
  std::string title;
  {
    const std::lock_guard lock(mutex_);
    title = title_;
  }
  store::MemoryContent content = content_of(metrics, title);
  const auto run = std::make_shared<store::MemoryRun>(content);
  RunDiagnosis diagnosis(run);
  diagnosis.update();
  if (!diagnosis.findings().empty()) {
    content.derived["findings"] = analysis::to_json(diagnosis.findings());
    run->replace(content);
  }
  const PlotOptions plot{.graph_style = options_.graph_style, .size = options_.size};
  auto figure = make_panels(run, {}, options_.smooth_window, plot.size);
  if (!figure.ok()) return figure.status();
  figure->reading = what_holds(diagnosis.findings());
  return save_figure(*figure, path, plot);
}

Status MoeFigure::close() {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return {};
    closed_ = true;
    if (options_.path.empty() || updates_ == 0) return {};
  }
  worker_.wait();
  const Status status = draw(options_.path);
  say(status);
  drawn_.fetch_add(status.ok(), std::memory_order_relaxed);
  return status;
}

void MoeFigure::set_title(std::string title) {
  const std::lock_guard lock(mutex_);
  title_ = std::move(title);
}

std::string MoeFigure::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

}  // namespace oriel::kit
