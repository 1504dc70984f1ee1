#include "kit/terminal_model.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "draw/number_format.h"

namespace oriel::kit {
namespace {

using draw::TableView;
using figure::Role;
using Json = nlohmann::json;

constexpr size_t kMaxCustomRows = 40;

std::string number(double v) {
  return draw::format_value(v);
}
std::string count(int64_t n) {
  return draw::format_integer(static_cast<double>(n));
}

void row(TableView& view, std::string name, std::string value, Role role = Role::kNone) {
  view.rows.push_back({{std::move(name)}, {std::move(value), role}});
}
void row(TableView& view, const char* name, const std::optional<double>& value,
         const char* unit = "") {
  if (!value) return;
  row(view, name, number(*value) + unit, std::isfinite(*value) ? Role::kNone : Role::kError);
}
TableView two_columns(const char* title) {
  TableView view;
  view.title = title;
  view.columns = {{"", false}, {"", true}};
  return view;
}

void keep_smallest(std::optional<std::pair<double, int64_t>>& best, double v, int64_t step) {
  if (std::isfinite(v) && (!best || v < best->first)) best = {v, step};
}

analysis::ExpertBalance balance_of(const LinkSnapshot& s) {
  std::vector<double> shares;
  shares.reserve(s.experts.size());
  for (const auto& [expert, share] : s.experts) shares.push_back(share);
  return analysis::balance_of(shares);
}

}  // namespace

// --- ColumnCurve ------------------------------------------------------------------------------

void ColumnCurve::take(Column& column, const Column& next) {
  column.x1 = next.x1;
  column.last = next.last;
  column.min = std::fmin(column.min, next.min);  // of NaN and a number: the number
  column.max = std::fmax(column.max, next.max);
  column.count += next.count;
}

void ColumnCurve::add(double x, double y) {
  const double finite = std::isfinite(y) ? y : std::nan("");
  const Column one{x, x, y, finite, finite, y, 1};
  if (!columns_.empty() && columns_.back().count < per_column_) {
    take(columns_.back(), one);
    return;
  }
  columns_.push_back(one);
  if (columns_.size() <= kMaxColumns) return;
  per_column_ *= 2;
  size_t kept = 0;
  for (size_t i = 0; i < columns_.size(); i += 2) {
    Column merged = columns_[i];
    if (i + 1 < columns_.size()) take(merged, columns_[i + 1]);
    columns_[kept++] = merged;
  }
  columns_.resize(kept);
}

figure::Line ColumnCurve::line(const std::string& label, Role role) const {
  figure::Line line;
  line.label = label;
  line.role = role;
  line.columns = per_column_ > 1;
  for (const Column& c : columns_) {
    if (!line.columns) {
      line.x.push_back(c.x0);
      line.y.push_back(c.first);
      continue;
    }
    line.x0.push_back(c.x0);
    line.x1.push_back(c.x1);
    line.first.push_back(c.first);
    line.min.push_back(c.min);
    line.max.push_back(c.max);
    line.last.push_back(c.last);
    line.count.push_back(c.count);
  }
  return line;
}

std::optional<std::pair<double, double>> ColumnCurve::extent() const {
  if (columns_.empty()) return std::nullopt;
  std::pair<double, double> extent{columns_.front().x0, columns_.front().x1};
  for (const Column& c : columns_) {  // steps may descend
    extent.first = std::min({extent.first, c.x0, c.x1});
    extent.second = std::max({extent.second, c.x0, c.x1});
  }
  return extent;
}

// --- TerminalModel ----------------------------------------------------------------------------

void TerminalModel::add(const LinkSnapshot& s, int64_t now_us) {
  if (!any_) first_step_ = s.step;
  progress_.add(now_us, s.step);
  const auto x = static_cast<double>(s.step);
  const auto look = [&](Field field, const char* name, ColumnCurve* curve) {
    const auto value = s.get(field);
    if (!value) return;
    if (curve != nullptr) curve->add(x, *value);
    if (!std::isfinite(*value) && !first_not_finite_) first_not_finite_ = {name, s.step};
  };
  look(kTrainLoss, "train loss", &train_);
  look(kValLoss, "validation loss", &val_);
  look(kGradientNorm, "gradient norm", &gradient_);
  look(kAuxLoss, "auxiliary loss", nullptr);
  if (const auto v = s.get(kTrainLoss)) keep_smallest(best_train_, *v, s.step);
  if (const auto v = s.get(kValLoss)) keep_smallest(best_val_, *v, s.step);
  if (s.has(kValLoss)) val_loss_ = s.get(kValLoss);
  count_experts(s);
  newest_ = s;
  const bool due = !any_ || s.step >= tabled_.step + settings_.table_interval ||
                   s.step < tabled_.step || s.step + 1 >= settings_.total_steps;
  if (due) tabled_ = s;
  any_ = true;
}

void TerminalModel::count_experts(const LinkSnapshot& s) {
  const auto used = std::count_if(s.experts.begin(), s.experts.end(),
                                  [](const auto& expert) { return expert.second > 0; });
  const double assignments =
      analysis::assignments_at_least(s.get(kBatchSize), static_cast<size_t>(used));
  for (const auto& [expert, share] : s.experts) {
    if (experts_.size() < kMaxExperts || experts_.contains(expert)) {
      experts_[expert].add(s.step, share, assignments);
    }
  }
}

std::vector<int64_t> TerminalModel::dead_experts() const {
  std::vector<int64_t> dead;
  for (const auto& [expert, share] : newest_.experts) {
    const auto use = experts_.find(expert);
    if (use != experts_.end() && use->second.dead(newest_.experts.size())) dead.push_back(expert);
  }
  return dead;
}

void TerminalModel::custom_table(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("rows") || !json["rows"].is_array()) return;
  TableView view;
  if (const auto title = json.find("title"); title != json.end() && title->is_string()) {
    view.title = title->get<std::string>();
  }
  if (const auto columns = json.find("columns"); columns != json.end() && columns->is_array()) {
    for (const Json& column : *columns) {
      if (column.is_string()) view.columns.push_back({column.get<std::string>(), false});
    }
  }
  for (const Json& cells : json["rows"]) {
    if (!cells.is_array() || view.rows.size() == kMaxCustomRows) continue;
    std::vector<TableView::Value> row;
    for (const Json& cell : cells) {
      if (cell.is_string()) row.push_back({cell.get<std::string>()});
    }
    view.rows.push_back(std::move(row));
  }
  size_t widest = view.columns.size();
  for (const auto& row : view.rows) widest = std::max(widest, row.size());
  view.columns.resize(std::min<size_t>(widest, 16));
  for (auto& row : view.rows) row.resize(view.columns.size());
  custom_ = std::move(view);
}

TableView TerminalModel::status_table() const {
  TableView view = two_columns("Status");
  row(view, "Step",
      count(tabled_.step) +
          (settings_.total_steps > 0 ? " / " + count(settings_.total_steps) : std::string()));
  row(view, "Train loss", tabled_.get(kTrainLoss));
  row(view, "Validation loss", val_loss_);
  if (best_val_) {
    row(view, "Best validation", number(best_val_->first) + " @ " + count(best_val_->second),
        Role::kBest);
  }
  row(view, "Learning rate", tabled_.get(kLearningRate));
  row(view, "Auxiliary loss", tabled_.get(kAuxLoss));
  row(view, "Gradient norm", tabled_.get(kGradientNorm));
  if (!others_.empty()) {
    const auto [low, high] = std::minmax_element(others_.begin(), others_.end());
    row(view, "Processes", count(static_cast<int64_t>(others_.size()) + 1));
    row(view, "Loss of others", number(*low) + " to " + number(*high));
  }
  if (dropped_ > 0) {
    row(view, "Not shown", count(static_cast<int64_t>(dropped_)) + " snapshots", Role::kWarn);
  }
  return view;
}

TableView TerminalModel::throughput_table() const {
  TableView view = two_columns("Throughput");
  const auto own = progress_.rate();
  const auto steps = tabled_.has(kStepsPerSecond) ? tabled_.get(kStepsPerSecond) : own;
  const auto times = [&](Field a, bool with_length) -> std::optional<double> {
    if (!steps || !tabled_.has(a)) return std::nullopt;
    if (with_length && !tabled_.has(kSequenceLength)) return std::nullopt;
    return *steps * tabled_.fields[a] * (with_length ? tabled_.fields[kSequenceLength] : 1);
  };
  row(view, "Steps", steps, "/s");
  row(view, "Batches", tabled_.get(kBatchesPerSecond), "/s");
  row(view, "Samples",
      tabled_.has(kSamplesPerSecond) ? tabled_.get(kSamplesPerSecond) : times(kBatchSize, false),
      "/s");
  row(view, "Tokens",
      tabled_.has(kTokensPerSecond) ? tabled_.get(kTokensPerSecond) : times(kBatchSize, true),
      "/s");
  view.when_empty = "not known yet";
  return view;
}

TableView TerminalModel::system_table() const {
  TableView view = two_columns("System");
  row(view, "CPU", facts_.cpu_percent, " %");
  row(view, "Memory", facts_.rss_mib, " MiB");
  row(view, "GPU memory", tabled_.get(kGpuMemory), " MB");
  if (tabled_.has(kGpuMemoryUsed)) {
    row(view, "GPU memory",
        number(tabled_.fields[kGpuMemoryUsed]) +
            (tabled_.has(kGpuMemoryTotal) ? " / " + number(tabled_.fields[kGpuMemoryTotal]) : "") +
            " MB");
  }
  row(view, "GPU use", tabled_.get(kGpuUtilization), " %");
  for (const auto& [name, value] : facts_.gpu) row(view, name, number(value));
  view.when_empty = "not known yet";
  return view;
}

TableView TerminalModel::custom_metrics_table() const {
  TableView view = two_columns("Metrics");
  for (const auto& custom : tabled_.custom) {
    const double* value = std::get_if<double>(&custom.value);
    row(view, custom.name, value != nullptr ? number(*value) : std::get<std::string>(custom.value),
        value != nullptr && !std::isfinite(*value) ? Role::kError : Role::kNone);
  }
  return view;
}

draw::BarsView TerminalModel::experts() const {
  draw::BarsView view;
  view.title = "Experts";
  const auto dead = dead_experts();
  for (const auto& [expert, share] : tabled_.experts) {
    const bool is_dead = std::find(dead.begin(), dead.end(), expert) != dead.end();
    std::string text = std::isfinite(share) ? draw::format_value(100 * share, 3) + " %" : "";
    if (is_dead) text += " dead";
    view.bars.push_back(
        {std::to_string(expert), share, std::move(text), is_dead ? Role::kError : Role::kNone});
  }
  const analysis::ExpertBalance b = balance_of(tabled_);
  if (!b.known()) return view;
  view.reference = b.mean;
  view.note = "max/mean " + draw::format_value(b.max_over_mean, 3) + "  MaxVio " +
              draw::format_value(b.max_vio, 3) + "  entropy " + draw::format_value(b.entropy, 3);
  return view;
}

draw::FindingsView TerminalModel::findings() const {
  draw::FindingsView view;
  if (first_not_finite_) {
    view.findings.push_back(
        {Role::kError, "Not a finite number",
         "The " + first_not_finite_->first + " was NaN or infinite at step " +
             count(first_not_finite_->second) +
             ". Try: a smaller learning rate, gradient clipping; look for a logarithm or division "
             "by zero."});
  }
  if (const auto dead = dead_experts(); !dead.empty()) {
    std::string which;
    for (size_t i = 0; i < std::min<size_t>(dead.size(), 8); ++i) {
      which += (i > 0 ? ", " : "") + std::to_string(dead[i]);
    }
    if (dead.size() > 8) which += ", …";
    view.findings.push_back({Role::kError,
                             count(static_cast<int64_t>(dead.size())) +
                                 (dead.size() == 1 ? " dead expert" : " dead experts"),
                             "The router gives nothing to " + which +
                                 ". Try: a larger weight of the balancing loss, noise in the "
                                 "router, a bias update."});
  }
  return view;
}

figure::Panel TerminalModel::loss_panel() const {
  figure::Panel panel;
  panel.title = "Loss";
  panel.x.label = "step";
  panel.x.kind = figure::AxisKind::kStep;
  panel.y.kind = figure::AxisKind::kValue;
  panel.x.extent = train_.extent();
  panel.x.range = panel.x.extent;
  panel.marks.emplace_back(train_.line("train", Role::kTrain));
  if (!val_.empty()) {
    panel.marks.emplace_back(val_.line("validation", Role::kVal));
    if (const auto extent = val_.extent(); extent && panel.x.extent) {
      panel.x.extent->first = std::min(panel.x.extent->first, extent->first);
      panel.x.extent->second = std::max(panel.x.extent->second, extent->second);
      panel.x.range = panel.x.extent;
    }
  }
  if (best_val_) {
    figure::PointSet best;
    best.role = Role::kBest;
    best.label = "best";
    best.x = {static_cast<double>(best_val_->second)};
    best.y = {best_val_->first};
    panel.marks.emplace_back(std::move(best));
  }
  return panel;
}

draw::ScreenModel TerminalModel::screen(int64_t now_us, uint32_t frame, Ending ending) const {
  draw::ScreenModel model;
  const std::optional<int64_t> total =
      settings_.total_steps > 0 ? std::optional(settings_.total_steps) : std::nullopt;
  (void)now_us;
  model.show_progress = settings_.progress_bar;
  model.progress.description = settings_.description;
  model.progress.step = newest_.step;
  model.progress.total = total;
  model.progress.elapsed_s = progress_.elapsed_s();
  model.progress.rate = progress_.rate();
  model.progress.left_s = progress_.left_s(total);
  model.progress.frame = frame;
  model.progress.status = ending == Ending::kRunning  ? draw::ProgressStatus::kRunning
                          : ending == Ending::kClosed ? draw::ProgressStatus::kFinished
                                                      : draw::ProgressStatus::kLost;
  const auto headline = [&](const char* label, const std::optional<double>& value) {
    if (!value) return;
    model.headline.push_back(
        {label, number(*value), std::isfinite(*value) ? Role::kNone : Role::kError});
  };
  headline("loss", newest_.get(kTrainLoss));
  headline("val", val_loss_);
  headline("lr", newest_.get(kLearningRate));
  if (auto found = findings(); !found.findings.empty()) {
    model.blocks.push_back({std::move(found), true});
  }
  if (settings_.curves && any_) {
    auto figure = std::make_shared<figure::Figure>();
    figure->panels.push_back(loss_panel());
    model.blocks.push_back({draw::PanelView{std::move(figure), 0}, false});
  }
  if (settings_.tables && any_) {
    model.blocks.push_back({status_table(), false});
    if (settings_.throughput) model.blocks.push_back({throughput_table(), false});
    if (settings_.experts && !tabled_.experts.empty()) model.blocks.push_back({experts(), false});
    if (!tabled_.custom.empty()) model.blocks.push_back({custom_metrics_table(), false});
    if (!custom_.rows.empty()) model.blocks.push_back({custom_, false});
    if (settings_.system) model.blocks.push_back({system_table(), false});
  }
  return model;
}

std::string TerminalModel::summary(Ending ending) const {
  std::string out = settings_.description + ": ";
  if (!any_) {
    return out + (ending == Ending::kLost ? "ended before its first step\n" : "no steps\n");
  }
  out += ending == Ending::kLost ? "ended without saying so at step " : "done, step ";
  out += count(newest_.step);
  if (settings_.total_steps > 0) out += " of " + count(settings_.total_steps);
  out += " in " + draw::duration_text(progress_.elapsed_s()) + "\n";
  if (const auto v = newest_.get(kTrainLoss)) {
    out += "  train loss " + number(*v);
    if (best_train_) {
      out += ", best " + number(best_train_->first) + " at step " + count(best_train_->second);
    }
    out += "\n";
  }
  if (val_loss_) {
    out += "  validation loss " + number(*val_loss_);
    if (best_val_) {
      out += ", best " + number(best_val_->first) + " at step " + count(best_val_->second);
    }
    out += "\n";
  }
  for (const auto& finding : findings().findings) {
    out += "  " + finding.title + ": " + finding.text + "\n";
  }
  return out;
}

}  // namespace oriel::kit
