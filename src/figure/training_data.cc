#include "figure/training_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "figure/names.h"
#include "figure/panel_kinds.h"

namespace oriel::figure {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr size_t kMaxPoints = 2'000'000;  // of one series; above, means of blocks are used

const char* const kTrainNames[] = {"train/loss", "training/loss", "train_loss", "loss"};
const char* const kValNames[] = {"val/loss",  "valid/loss", "validation/loss",
                                 "eval/loss", "val_loss",   "test/loss"};

// By name, where the request names none.
template <size_t n>
std::string first_of(const store::RunData& run, const char* const (&names)[n]) {
  for (const char* name : names) {
    for (const store::SeriesInfo& info : run.series()) {
      if (info.name == name && info.points > 0) return name;
    }
  }
  return "";
}

void choose(const Request& request, const store::RunData& run, TrainingData& data) {
  std::vector<std::string> names;
  for (const store::SeriesInfo& info : run.series()) {
    if (info.points > 0 && (names.empty() || names.back() != info.name)) names.push_back(info.name);
  }
  for (const std::string& name : match_names(request.series, names)) {
    std::string& place = role_of(name) == Role::kVal ? data.val_name : data.train_name;
    if (place.empty()) place = name;
  }
  if (!request.series.empty()) return;
  data.train_name = first_of(run, kTrainNames);
  data.val_name = first_of(run, kValNames);
}

// The lowest rank that logged it.
int writer_of(const store::RunData& run, const std::string& name) {
  for (const store::SeriesInfo& info : run.series()) {
    if (info.name == name && info.points > 0) return info.writer;
  }
  return 0;
}

store::Points points_of(const store::RunData& run, const std::string& name, int writer,
                        const TrainingAxis& axis, bool* blocks = nullptr) {
  store::SeriesQuery query;
  query.series = name;
  query.writer = writer;
  query.x = axis.kind;
  query.x_series = axis.series;
  auto all = run.points(query, kMaxPoints);
  if (all.ok() && all->has_value()) return std::move(**all);
  if (!all.ok() || blocks == nullptr) return {};
  *blocks = true;
  auto means = run.means(query);
  return means.ok() ? std::move(*means) : store::Points{};
}

// Every point of a series with its step and its place on the axis. Points that have none are left
// out: those before the first value of another series. Of a step that was logged twice the last
// point stays.
struct Placed {
  std::vector<double> steps, x, y;
};

Placed placed_points(const store::RunData& run, const std::string& name, int writer,
                     const TrainingAxis& axis, bool* blocks) {
  bool reduced = false;
  const store::Points by_step = points_of(run, name, writer, {}, &reduced);
  const store::Points by_axis =
      axis.kind == store::XKind::kStep ? by_step : points_of(run, name, writer, axis, &reduced);
  *blocks = *blocks || reduced;
  Placed out;
  if (by_axis.x.size() > by_step.x.size()) return out;
  const size_t without = by_step.x.size() - by_axis.x.size();
  for (size_t i = 0; i < by_axis.x.size(); ++i) {
    const double step = by_step.x[without + i];
    if (!std::isfinite(by_axis.x[i])) continue;
    if (!out.steps.empty() && out.steps.back() == step) {
      out.x.back() = by_axis.x[i];
      out.y.back() = by_axis.y[i];
      continue;
    }
    out.steps.push_back(step);
    out.x.push_back(by_axis.x[i]);
    out.y.push_back(by_axis.y[i]);
  }
  return out;
}

bool rises(const std::vector<double>& x) {
  return std::adjacent_find(x.begin(), x.end(), [](double a, double b) { return b <= a; }) ==
         x.end();
}

// The mean of what was logged since the entry before. What is not a number makes the mean none.
void average_train(const store::Points& train, TrainingData& data) {
  size_t next = 0;
  for (const double step : data.steps) {
    double sum = 0;
    size_t n = 0;
    for (; next < train.x.size() && train.x[next] <= step; ++next, ++n) sum += train.y[next];
    data.averaged = data.averaged || n > 1;
    data.train.push_back(n == 0 ? kNaN : sum / static_cast<double>(n));
  }
}

// Without validations: one entry per epoch, at its last step; or else every point.
void group_train(const Placed& train, bool by_epoch, TrainingData& data) {
  double sum = 0;
  size_t n = 0;
  const auto group = [&](size_t i) {
    return by_epoch ? std::ceil(train.x[i] - 1e-9) : static_cast<double>(i);
  };
  for (size_t i = 0; i < train.x.size(); ++i) {
    sum += train.y[i];
    ++n;
    if (i + 1 < train.x.size() && group(i + 1) == group(i)) continue;
    data.averaged = data.averaged || n > 1;
    data.steps.push_back(train.steps[i]);
    data.x.push_back(by_epoch ? group(i) : train.x[i]);
    data.train.push_back(sum / static_cast<double>(n));
    sum = 0;
    n = 0;
  }
}

}  // namespace

TrainingAxis training_axis(const Request& request, const Runs& runs) {
  TrainingAxis axis{request.x, request.x_series};
  if (request.x != store::XKind::kStep || runs.empty()) return axis;
  const bool epochs = std::all_of(runs.begin(), runs.end(), [&](const auto& run) {
    TrainingData data;
    choose(request, *run, data);
    const bool has_loss = !data.train_name.empty() || !data.val_name.empty();
    return !has_loss || run->find("epoch", 0).has_value();
  });
  if (epochs) axis = {store::XKind::kSeries, "epoch"};
  return axis;
}

std::optional<TrainingData> training_data(const Request& request, const Runs& runs, size_t r,
                                          const TrainingAxis& axis) {
  const store::RunData& run = *runs[r];
  TrainingData data;
  data.run = r;
  choose(request, run, data);
  const std::string lead = data.val_name.empty() ? data.train_name : data.val_name;
  if (lead.empty()) return std::nullopt;
  data.writer = writer_of(run, lead);
  Placed entries = placed_points(run, lead, data.writer, axis, &data.blocks);
  if (data.val_name.empty()) {
    group_train(entries, axis.kind == store::XKind::kSeries && axis.series == "epoch", data);
    data.placed = rises(data.x);
    return data;
  }
  data.steps = std::move(entries.steps);
  data.x = std::move(entries.x);
  data.val = std::move(entries.y);
  data.placed = !data.x.empty() && rises(data.x);
  store::Points train;
  if (!data.train_name.empty()) {
    train = points_of(run, data.train_name, writer_of(run, data.train_name), {}, &data.blocks);
  }
  average_train(train, data);
  return data;
}

}  // namespace oriel::figure
