#include "oriel/tracker.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "analysis/smoothing.h"
#include "analysis/statistics.h"
#include "kit/checkpoint_file.h"
#include "kit/files.h"
#include "kit/tracker_state.h"
#include "kit/values.h"

namespace oriel {

using kit::MetricTable;

// --- state ---------------------------------------------------------------------------------------

MetricsTracker::State::State(Run* run_or_null, const TrackerOptions& wanted)
    : run(run_or_null), options(wanted), table(wanted.max_history) {
  if (options.save_interval == 0) options.save_interval = 100;
  if (options.smooth_window == 0) options.smooth_window = 1;
  if (options.checkpoint_path.empty()) {
    const std::string dir = run == nullptr ? "" : kit::to_string(run->path());
    options.checkpoint_path =
        dir.empty() ? "metrics.ckpt" : base::join_path(dir, "checkpoints/metrics.ckpt");
  }
}

uint32_t MetricsTracker::State::metric_of(size_t position, const Key& key) {
  if (key.is_name()) {
    const StringRef name = key.name();
    return table.guess(position, {name.data(), name.size()});
  }
  return key.id() < by_handle.size() ? by_handle[key.id()] : MetricTable::kNone;
}

// A handle of the run for every metric that has none yet.
void MetricsTracker::State::intern_handles() {
  while (handles.size() < table.metrics()) {
    handles.push_back(run->series(StringRef(table.name(handles.size()))));
  }
}

bool MetricsTracker::State::record(int64_t episode, Samples values) {
  const std::lock_guard lock(mutex);
  const size_t n = values.size();
  metrics.resize(n);
  numbers.resize(n);
  size_t i = 0;
  for (const Sample& sample : values) {
    metrics[i] = metric_of(i, sample.key);
    numbers[i] = sample.value;
    dropped += metrics[i] == MetricTable::kNone;
    ++i;
  }
  table.put(episode, metrics, numbers);
  if (run != nullptr) {
    if (handles.size() < table.metrics()) intern_handles();
    frame.clear();
    for (i = 0; i < n; ++i) {
      if (metrics[i] != MetricTable::kNone) frame.emplace_back(handles[metrics[i]], numbers[i]);
    }
    run->log(episode, frame);
  }
  if (!options.auto_save || table.recorded() < saved_at + options.save_interval) return false;
  saved_at = table.recorded();
  return true;
}

Series MetricsTracker::State::series(StringRef name) {
  const std::lock_guard lock(mutex);
  const uint32_t metric = table.metric({name.data(), name.size()});
  if (metric == MetricTable::kNone) return Series();
  const std::string& text = table.name(metric);
  for (const auto& [id, known] : given_out) {
    if (known == text) return Series(id);
  }
  if (run != nullptr) intern_handles();
  const Series handle =
      run != nullptr ? handles[metric] : Series(static_cast<uint32_t>(given_out.size()));
  if (handle.id() == UINT32_MAX) return handle;  // the run has no room for it
  if (handle.id() >= by_handle.size()) by_handle.resize(handle.id() + 1, MetricTable::kNone);
  by_handle[handle.id()] = metric;
  given_out.emplace_back(handle.id(), text);
  return handle;
}

void MetricsTracker::State::load(std::vector<std::string> names,
                                 const std::vector<int64_t>& episodes,
                                 const std::vector<std::vector<double>>& columns, uint64_t recorded,
                                 uint64_t lost) {
  const std::lock_guard lock(mutex);
  table.assign(std::move(names), episodes, columns, recorded);
  dropped = lost;
  saved_at = table.recorded();
  handles.clear();
  for (const auto& [id, name] : given_out) by_handle[id] = table.metric(name);
}

template <class Visit>
void MetricsTracker::State::for_recent(uint32_t metric, size_t last, const Visit& visit) const {
  if (metric == MetricTable::kNone) return;
  size_t first = 0;
  if (last > 0) {
    size_t found = 0;
    first = table.rows();
    while (first > 0 && found < last) found += !kit::is_missing(table.value(--first, metric));
  }
  for (size_t row = first; row < table.rows(); ++row) {
    if (!kit::is_missing(table.value(row, metric))) visit(row);
  }
}

Metric MetricsTracker::State::copy(uint32_t metric, size_t last) const {
  Metric out;
  if (metric != MetricTable::kNone) out.name = table.name(metric);
  for_recent(metric, last, [&](size_t row) {
    out.episodes.push_back(table.episode(row));
    out.values.push_back(table.value(row, metric));
  });
  return out;
}

std::vector<double> MetricsTracker::State::values(uint32_t metric, size_t last) const {
  std::vector<double> out;
  for_recent(metric, last, [&](size_t row) { out.push_back(table.value(row, metric)); });
  return out;
}

std::pair<base::ByteWriter, size_t> MetricsTracker::State::encode() const {
  const std::lock_guard lock(mutex);
  return {kit::encode_table(table, dropped), table.metrics()};
}

void MetricsTracker::State::save_now() noexcept {
  std::string problem;
  try {
    const auto [bytes, count] = encode();
    const base::Status status =
        kit::write_checkpoint(options.checkpoint_path, bytes, count, nullptr);
    if (!status.ok()) problem = status.message();
  } catch (const std::exception& e) {
    problem = e.what();
  }
  const std::lock_guard lock(problem_mutex);
  if (!problem.empty() && problem != save_problem) {
    std::fprintf(stderr, "oriel: the metrics could not be saved: %s; the training goes on\n",
                 problem.c_str());
  }
  save_problem = std::move(problem);
}

// --- the tracker ---------------------------------------------------------------------------------

MetricsTracker::MetricsTracker(const TrackerOptions& options)
    : state_(new State(nullptr, options)) {}
MetricsTracker::MetricsTracker(Run& run, const TrackerOptions& options)
    : state_(new State(&run, options)) {}

MetricsTracker::~MetricsTracker() {
  if (state_->options.auto_save) {
    const bool news = [this] {
      const std::lock_guard lock(state_->mutex);
      return state_->table.recorded() > state_->saved_at;
    }();
    state_->worker.wait();
    if (news) state_->save_now();
  }
  delete state_;
}

void MetricsTracker::record(int64_t episode, Samples values) noexcept {
  try {
    if (state_->record(episode, values)) {
      state_->worker.post([state = state_] { state->save_now(); });
    }
  } catch (...) {  // no memory, no thread
    const std::lock_guard lock(state_->mutex);
    state_->dropped += values.size();
  }
}

Series MetricsTracker::series(StringRef name) noexcept {
  try {
    return state_->series(name);
  } catch (...) {
    return Series();
  }
}

size_t MetricsTracker::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->table.rows();
}

uint64_t MetricsTracker::recorded() const {
  const std::lock_guard lock(state_->mutex);
  return state_->table.recorded();
}

uint64_t MetricsTracker::dropped() const {
  const std::lock_guard lock(state_->mutex);
  return state_->dropped;
}

std::vector<std::string> MetricsTracker::names() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> out;
  for (size_t m = 0; m < state_->table.metrics(); ++m) out.push_back(state_->table.name(m));
  return out;
}

Metrics MetricsTracker::get_metrics(const Recent& recent) const {
  const std::lock_guard lock(state_->mutex);
  Metrics out;
  for (uint32_t m = 0; m < state_->table.metrics(); ++m) {
    out.push_back(state_->copy(m, recent.last));
  }
  return out;
}

Metric MetricsTracker::get_metric(StringRef name, const Recent& recent) const {
  const std::lock_guard lock(state_->mutex);
  return state_->copy(state_->find(name), recent.last);
}

std::vector<double> MetricsTracker::get(StringRef name, const Recent& recent) const {
  const std::lock_guard lock(state_->mutex);
  return state_->values(state_->find(name), recent.last);
}

Statistics MetricsTracker::get_statistics(StringRef name, const Recent& recent) const {
  analysis::Moments moments;
  {
    const std::lock_guard lock(state_->mutex);
    const uint32_t metric = state_->find(name);
    state_->for_recent(metric, recent.last,
                       [&](size_t row) { moments.add(state_->table.value(row, metric)); });
  }
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const bool any = moments.count() > 0;
  Statistics out;
  out.mean = any ? moments.mean() : kNaN;
  out.std = any ? moments.deviation(0) : kNaN;
  out.min = any ? moments.min() : kNaN;
  out.max = any ? moments.max() : kNaN;
  out.count = moments.count() + moments.non_finite();
  out.non_finite = moments.non_finite();
  return out;
}

std::vector<double> MetricsTracker::smoothed(StringRef name,
                                             const SmoothingOptions& options) const {
  const std::vector<double> values = get(name);
  std::vector<double> out(values.size());
  const uint32_t window = options.window > 0 ? options.window : state_->options.smooth_window;
  const bool usable = options.alpha > 0 && options.alpha <= 1;
  const double alpha = usable ? options.alpha : 2 / (window + 1.0);
  switch (options.kind) {
    case Smoothing::kSimple:
      analysis::moving_average(values, window, out);
      break;
    case Smoothing::kExponential:
      analysis::exponential_average(values, alpha, out);
      break;
    case Smoothing::kDebiased:
      analysis::smooth(values, 1 - alpha, out);
      break;
  }
  if (options.last > 0 && options.last < out.size()) {
    out.erase(out.begin(), out.end() - static_cast<ptrdiff_t>(options.last));
  }
  return out;
}

Problem MetricsTracker::save_checkpoint(StringRef path) const {
  const auto [bytes, count] = state_->encode();
  return kit::to_problem(kit::write_checkpoint(kit::to_string(path), bytes, count, nullptr));
}

Problem MetricsTracker::save_checkpoint(StringRef path, const TrainingState& state) const {
  const auto [bytes, count] = state_->encode();
  return kit::to_problem(kit::write_checkpoint(kit::to_string(path), bytes, count, &state));
}

Problem MetricsTracker::load_checkpoint(StringRef path, TrainingState* state) {
  auto loaded = kit::read_checkpoint(kit::to_string(path));
  if (!loaded.ok()) return kit::to_problem(loaded.status());
  state_->load(std::move(loaded->names), loaded->episodes, loaded->columns, loaded->recorded,
               loaded->dropped);
  if (state != nullptr) *state = loaded->state ? std::move(*loaded->state) : TrainingState();
  return {};
}

Problem MetricsTracker::save_problem() const {
  const std::lock_guard lock(state_->problem_mutex);
  return Problem(state_->save_problem);
}

void MetricsTracker::flush() {
  state_->worker.wait();
}

const TrackerOptions& MetricsTracker::options() const {
  return state_->options;
}

Run* MetricsTracker::run() const {
  return state_->run;
}

}  // namespace oriel
