// The four curves of a training: losses, improvement, generalisation gap, stability.
#include <algorithm>
#include <cmath>
#include <deque>

#include "analysis/curves.h"
#include "figure/findings.h"
#include "figure/panel_kinds.h"
#include "figure/training_data.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

// The limits of the classic preset; the zones are drawn where it would speak.
constexpr double kPlateauLimit = 0.001;
constexpr double kGapLimit = 0.05;
constexpr double kStabilityLimit = 0.1;
constexpr double kFar = 6;  // a limit so many times above all values would only squash them

enum Part : size_t { kLosses, kImprovement, kGap, kStability, kParts };

struct Derived {
  std::vector<double> improvement, gap, stability;
};

double last_finite(const std::vector<double>& values) {
  for (size_t i = values.size(); i > 0; --i) {
    if (std::isfinite(values[i - 1])) return values[i - 1];
  }
  return std::nan("");
}

std::optional<size_t> best_of(const std::vector<double>& values) {
  std::optional<size_t> best;
  for (size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i]) && (!best || values[i] < values[*best])) best = i;
  }
  return best;
}

std::string signed_text(double value) {
  return (value > 0 ? "+" : "") + number_text(value);
}

class TrainingBuilder {
 public:
  TrainingBuilder(const Request& request, const Runs& runs)
      : request_(request), runs_(runs), axis_(training_axis(request, runs)) {}

  Figure build() {
    figure_ = start_figure(request_, runs_, "Training curves");
    for (size_t r = 0; r < runs_.size(); ++r) gather(r);
    if (data_.empty()) {
      figure_.reading = nothing_yet(runs_, "a loss");
      return std::move(figure_);
    }
    lay_out();
    draw_grounds();
    for (size_t i = 0; i < data_.size(); ++i) draw(data_[i], derived_[i]);
    draw_findings();
    figure_.reading = read();
    return std::move(figure_);
  }

 private:
  Panel& panel(Part part) { return figure_.panels[part]; }
  bool validated() const {
    return std::any_of(data_.begin(), data_.end(),
                       [](const TrainingData& data) { return !data.val.empty(); });
  }
  const std::vector<double>& lead(const TrainingData& data) const {
    return data.val.empty() ? data.train : data.val;
  }

  void gather(size_t r) {
    auto data = training_data(request_, runs_, r, axis_);
    if (!data) return;
    const std::string name = short_names(runs_)[r];
    if (!data->placed) {
      figure_.notes.push_back(name + " is not shown: its losses have no rising " + x_word());
      return;
    }
    if (data->blocks) figure_.notes.push_back(name + ": the training loss is of block means");
    if (runs_[r]->info().writers > 1) {
      figure_.notes.push_back(name + ": losses of rank " + std::to_string(data->writer));
    }
    figure_.points += data->steps.size();
    Derived derived;
    derived.improvement = analysis::improvement(lead(*data));
    if (!data->val.empty()) derived.gap = analysis::generalisation_gap(data->train, data->val);
    derived.stability = analysis::stability(lead(*data));
    extent_ = extent_ ? std::pair{std::min(extent_->first, data->x.front()),
                                  std::max(extent_->second, data->x.back())}
                      : std::pair{data->x.front(), data->x.back()};
    averaged_ = averaged_ || data->averaged;
    data_.push_back(std::move(*data));
    derived_.push_back(std::move(derived));
  }

  std::string x_word() const {
    switch (axis_.kind) {
      case store::XKind::kStep:
        return "step";
      case store::XKind::kWall:
      case store::XKind::kRelative:
        return "time";
      case store::XKind::kSeries:
        break;
    }
    return axis_.series;
  }

  void lay_out() {
    figure_.columns = 2;
    figure_.panels.resize(kParts);
    const bool val = validated();
    const std::string per =
        axis_.kind == store::XKind::kSeries && axis_.series == "epoch" ? "epoch" : "evaluation";
    panel(kLosses).title = val ? "Training and validation loss" : "Training loss";
    panel(kImprovement).title =
        std::string("Improvement of the ") + (val ? "validation" : "training") + " loss per " + per;
    panel(kGap).title = "Generalisation gap";
    panel(kStability).title =
        "Stability: deviation of the last " + std::to_string(analysis::kStabilityWindow);
    panel(kLosses).y.label = "loss";
    panel(kLosses).y.log = request_.log_y;
    panel(kImprovement).y.label = "improvement";
    panel(kGap).y.label = "validation − training";
    panel(kStability).y.label = "standard deviation";
    range_ = request_.range.value_or(*extent_);
    for (Panel& one : figure_.panels) {
      one.y.kind = AxisKind::kValue;
      one.x.extent = extent_;
      one.x.range = range_;
      one.x.label = axis_.kind == store::XKind::kRelative ? "time since start" : x_word();
      one.x.kind = axis_.kind == store::XKind::kStep       ? AxisKind::kStep
                   : axis_.kind == store::XKind::kWall     ? AxisKind::kWall
                   : axis_.kind == store::XKind::kRelative ? AxisKind::kRelative
                                                           : AxisKind::kValue;
      if (axis_.kind == store::XKind::kRelative) one.x.unit = "s";
    }
    if (averaged_) figure_.notes.push_back("training loss: mean since the " + per + " before");
  }

  static Rule level(double y, std::string label, Role role) {
    Rule rule;
    rule.y = y;
    rule.label = std::move(label);
    rule.role = role;
    return rule;
  }

  // What the ground of a panel means, below the curves.
  void draw_grounds() {
    Region plateau;
    plateau.role = Role::kWatching;
    plateau.y0 = -kPlateauLimit;
    plateau.y1 = kPlateauLimit;
    plateau.label = "plateau: within ±" + number_text(kPlateauLimit);
    panel(kImprovement).marks.emplace_back(std::move(plateau));
    panel(kImprovement).marks.emplace_back(level(0, "", Role::kNone));
    double widest = 0, roughest = 0;
    bool inside = false;
    for (const Derived& one : derived_) {
      for (const double gap : one.gap) {
        if (std::isfinite(gap)) widest = std::max(widest, std::fabs(gap));
      }
      for (const double deviation : one.stability) {
        if (std::isfinite(deviation)) roughest = std::max(roughest, deviation);
      }
      inside = inside || last_finite(one.gap) > kGapLimit;
    }
    if (validated()) panel(kGap).marks.emplace_back(level(0, "", Role::kNone));
    if (validated() && widest * kFar >= kGapLimit) {
      Region zone;
      zone.role = Role::kError;
      zone.y0 = kGapLimit;
      zone.label = std::string("overfitting above ") + number_text(kGapLimit) +
                   (inside ? " (classic, now)" : " (classic, not now)");
      panel(kGap).marks.emplace_back(std::move(zone));
    }
    if (roughest * kFar < kStabilityLimit) return;
    panel(kStability)
        .marks.emplace_back(level(kStabilityLimit,
                                  "unstable above " + number_text(kStabilityLimit) + " (classic)",
                                  Role::kWarn));
  }

  void draw(const TrainingData& data, const Derived& derived) {
    const Entity train{"series", figure_.runs[data.run].id, data.train_name};
    const Entity val{"series", figure_.runs[data.run].id, data.val_name};
    if (!data.train_name.empty()) {
      line(kLosses, data, data.train, data.train_name, Role::kTrain, train);
    }
    if (!data.val.empty()) line(kLosses, data, data.val, data.val_name, Role::kVal, val);
    mark_best(data);
    const Role role = data.val.empty() ? Role::kTrain : Role::kVal;
    line(kImprovement, data, derived.improvement, "improvement", role);
    if (!data.val.empty()) line(kGap, data, derived.gap, "gap", role);
    line(kStability, data, derived.stability, "deviation", role);
  }

  void line(Part part, const TrainingData& data, const std::vector<double>& values,
            const std::string& label, Role role, std::optional<Entity> entity = std::nullopt) {
    store::Points points;
    for (size_t i = 0; i < values.size(); ++i) {
      // The first improvement has nothing before it: that is no gap.
      if (i == 0 && part != kLosses && part != kGap) continue;
      if (part == kLosses && role == Role::kTrain && std::isnan(values[i]) && !data.val.empty() &&
          data.averaged) {
        continue;
      }
      points.x.push_back(data.x[i]);
      points.y.push_back(values[i]);
    }
    if (points.x.empty()) return;
    store::SeriesView view = store::reduce(points, range_, request_.width);
    if (!view.gaps.x.empty()) {
      Gap gap;
      gap.role = role;
      gap.run = static_cast<int>(data.run);
      gap.entity = entity;
      if (!entity) gap.entity = Entity{"series", figure_.runs[data.run].id, label};
      gap.x = std::move(view.gaps.x);
      gap.code = std::move(view.gaps.code);
      panel(part).marks.emplace_back(std::move(gap));
    }
    Line mark;
    mark.role = role;
    mark.run = static_cast<int>(data.run);
    mark.entity = entity ? entity : Entity{"series", figure_.runs[data.run].id, label};
    mark.label = label;
    fill(mark, std::move(view));
    panel(part).marks.emplace_back(std::move(mark));
  }

  void mark_best(const TrainingData& data) {
    const auto best = best_of(data.val);
    if (!best || data.x[*best] < range_.first || data.x[*best] > range_.second) return;
    PointSet mark;
    mark.role = Role::kBest;
    mark.run = static_cast<int>(data.run);
    mark.entity = Entity{"series", figure_.runs[data.run].id, data.val_name};
    mark.label = "best " + data.val_name + " " + number_text(data.val[*best]) + " at " +
                 position(data.x[*best]);
    mark.x = {data.x[*best]};
    mark.y = {data.val[*best]};
    panel(kLosses).marks.emplace_back(std::move(mark));
  }

  std::string position(double x) const { return position_text(x, axis_.kind, axis_.series); }

  // Where on the axis a step is: at the first entry that is not before it.
  static double x_of(const TrainingData& data, int64_t step) {
    const auto at =
        std::lower_bound(data.steps.begin(), data.steps.end(), static_cast<double>(step));
    if (at == data.steps.end()) return data.x.back();
    return data.x[static_cast<size_t>(at - data.steps.begin())];
  }

  static std::optional<Part> part_of(const TrainingData& data, const analysis::Finding& finding) {
    const bool about =
        std::any_of(finding.series.begin(), finding.series.end(), [&](const std::string& name) {
          return !name.empty() && (name == data.train_name || name == data.val_name);
        });
    if (!about) return std::nullopt;
    if (finding.rule == "plateau") return kImprovement;
    if (finding.rule == "instability") return kStability;
    return kLosses;
  }

  void draw_findings() {
    const RunFindings found = findings_of(runs_);
    figure_.notes.insert(figure_.notes.end(), found.notes.begin(), found.notes.end());
    std::vector<const RunFinding*> shown;
    for (const RunFinding& one : found.all) {
      for (const TrainingData& data : data_) {
        if (data.run != one.run) continue;
        const auto part = part_of(data, one.finding);
        if (!part) continue;
        const double since = x_of(data, one.finding.since_step);
        const bool epochs = axis_.kind == store::XKind::kSeries;
        // A list that grows must not move what `shown` points to.
        const RunFinding& here =
            placed_.emplace_back(epochs ? placed_at(one, position(since)) : one);
        std::optional<double> until;
        if (one.finding.until_step) until = x_of(data, *one.finding.until_step);
        FindingMark mark = finding_mark(here, since, until);
        const bool train = one.finding.series.front() == data.train_name;
        const std::string losses = train ? data.train_name : data.val_name;
        const std::string path = *part == kImprovement ? "improvement"
                                 : *part == kStability ? "deviation"
                                                       : losses;
        mark.entity = Entity{"series", figure_.runs[data.run].id, path};
        panel(*part).marks.emplace_back(std::move(mark));
        shown.push_back(&here);
      }
    }
    worst_ = worst_of(shown, runs_);
  }

  std::string read_one(const TrainingData& data, const Derived& derived) const {
    const std::vector<double>& losses = lead(data);
    const std::string& name = data.val.empty() ? data.train_name : data.val_name;
    const auto best = best_of(losses);
    if (!best) return name + " has no finite value";
    std::string text =
        "best " + name + " " + number_text(losses[*best]) + " at " + position(data.x[*best]);
    const size_t since = losses.size() - 1 - *best;
    text += since == 0 ? ", the last one" : ", not improved for " + plural(since, "evaluation");
    const double gap = last_finite(derived.gap);
    if (std::isfinite(gap)) text += "; gap " + signed_text(gap);
    if (data.val.empty()) text += "; no validation loss, so no gap";
    const double change = last_finite(derived.improvement);
    if (std::isfinite(change)) text += "; last improvement " + signed_text(change);
    const double deviation = last_finite(derived.stability);
    if (std::isfinite(deviation)) text += "; deviation " + number_text(deviation);
    return text;
  }

  std::string compare() const {
    struct Standing {
      size_t run;
      double value;
      std::string at;
    };
    std::vector<Standing> standings;
    for (const TrainingData& data : data_) {
      const auto best = best_of(lead(data));
      if (best) standings.push_back({data.run, lead(data)[*best], position(data.x[*best])});
    }
    std::stable_sort(standings.begin(), standings.end(),
                     [](const Standing& a, const Standing& b) { return a.value < b.value; });
    const std::vector<std::string> names = short_names(runs_);
    std::vector<std::string> items;
    for (const Standing& one : standings) {
      if (items.size() == 4) break;
      items.push_back(names[one.run] + " " + number_text(one.value) +
                      (items.empty() ? " at " + one.at : ""));
    }
    std::string text = std::string("best ") + (validated() ? "validation" : "training") +
                       " loss: " + join(items, ", ");
    if (standings.size() > items.size()) {
      text +=
          "; and " + count_text(static_cast<int64_t>(standings.size() - items.size())) + " more";
    }
    return text;
  }

  std::string read() const {
    const std::string text =
        data_.size() == 1 ? read_one(data_.front(), derived_.front()) : compare();
    return worst_.empty() ? text : worst_ + "; " + text;
  }

  const Request& request_;
  const Runs& runs_;
  const TrainingAxis axis_;
  Figure figure_;
  std::vector<TrainingData> data_;
  std::vector<Derived> derived_;
  std::optional<std::pair<double, double>> extent_;
  std::pair<double, double> range_;
  std::string worst_;
  std::deque<RunFinding> placed_;  // as their marks name them
  bool averaged_ = false;
};

}  // namespace

Figure make_training(const Request& request, const Runs& runs) {
  return TrainingBuilder(request, runs).build();
}

}  // namespace oriel::figure
