#include "oriel/history.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kit/files.h"
#include "kit/plots.h"
#include "kit/text.h"
#include "kit/values.h"
#include "store/metrics_file.h"

namespace oriel {
namespace {

constexpr const char* kTrain = "train_loss";
constexpr const char* kVal = "val_loss";

bool is_reserved(std::string_view name) {
  return name == "epoch" || name == "best_epoch" || name == "best_val_loss";
}

}  // namespace

std::vector<double>& TrainingHistory::column(StringRef ref) {
  std::string name = kit::to_string(ref);
  if (is_reserved(name)) name = "metric/" + name;
  for (Column& column : columns_) {
    if (column.name == name) return column.values;
  }
  columns_.push_back({std::move(name), std::vector<double>(epochs_.size(), kit::missing())});
  return columns_.back().values;
}

void TrainingHistory::add(int64_t epoch, double train_loss, double val_loss, Samples extra) {
  column(kTrain);
  column(kVal);
  const auto at = std::find(epochs_.begin(), epochs_.end(), epoch);
  const auto row = static_cast<size_t>(at - epochs_.begin());
  if (at == epochs_.end()) {
    epochs_.push_back(epoch);
    for (Column& column : columns_) column.values.push_back(kit::missing());
  } else {
    for (Column& column : columns_) column.values[row] = kit::missing();
  }
  column(kTrain)[row] = kit::kept(train_loss);
  column(kVal)[row] = kit::kept(val_loss);
  for (const Sample& sample : extra) {
    const bool usable =
        sample.key.is_name() && !sample.key.name().empty() && sample.key.name().size() <= 512;
    if (usable) column(sample.key.name())[row] = kit::kept(sample.value);
  }
}

int64_t TrainingHistory::best_epoch() const {
  const double best = best_val_loss();
  if (!std::isfinite(best)) return 0;
  const auto& values = columns_[1].values;
  return epochs_[static_cast<size_t>(std::find(values.begin(), values.end(), best) -
                                     values.begin())];
}

double TrainingHistory::best_val_loss() const {
  double best = std::numeric_limits<double>::quiet_NaN();
  if (columns_.empty()) return best;
  for (const double v : columns_[1].values) {
    if (std::isfinite(v) && !(v >= best)) best = v;
  }
  return best;
}

std::string TrainingHistory::json() const {
  std::string out = "{\n";
  const auto list = [&](std::string_view name, const auto& values, const auto& append) {
    out += "  ";
    kit::append_json_text(out, name);
    out += ": [";
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += ", ";
      append(out, values[i]);
    }
    out += "],\n";
  };
  bool counted = true;
  for (size_t i = 0; i < epochs_.size(); ++i) {
    counted = counted && epochs_[i] == static_cast<int64_t>(i + 1);
  }
  if (!counted) list("epoch", epochs_, kit::append_integer);
  for (const Column& column : columns_) list(column.name, column.values, kit::append_json_number);
  if (columns_.empty()) out += "  \"train_loss\": [],\n  \"val_loss\": [],\n";
  const double best = best_val_loss();
  out += "  \"best_epoch\": ";
  out += std::isfinite(best) ? std::to_string(best_epoch()) : "null";
  out += ",\n  \"best_val_loss\": ";
  kit::append_json_number(out, std::isfinite(best) ? best : kit::missing());
  return out + "\n}\n";
}

Problem TrainingHistory::save_json(StringRef path) const {
  return kit::to_problem(kit::write_whole(kit::to_string(path), json()));
}

Problem TrainingHistory::save_plot(StringRef path, const PlotOptions& options) const {
  store::MemoryContent content;
  content.info.id = "training";
  content.info.label = "training";
  content.info.status = store::RunStatus::kFinished;
  content.steps = epochs_;
  store::add_epochs(content);
  for (const Column& column : columns_) {
    store::MemoryColumn series;
    series.name = store::series_name_of(column.name);
    for (size_t i = 0; i < column.values.size(); ++i) {
      if (kit::is_missing(column.values[i])) continue;
      series.rows.push_back(static_cast<uint32_t>(i));
      series.values.push_back(column.values[i]);
    }
    content.columns.push_back(std::move(series));
  }
  return kit::save_training_curves(content, kit::to_string(path), options);
}

}  // namespace oriel
