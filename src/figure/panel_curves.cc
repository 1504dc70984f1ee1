// Curves of series over steps, time or another series.
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>
#include <set>

#include "analysis/smoothing.h"
#include "figure/class_names.h"
#include "figure/curves.h"
#include "figure/findings.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

using Range = std::pair<double, double>;

constexpr size_t kMaxCurves = 512;
constexpr size_t kMaxRules = 50;
constexpr size_t kMaxSmoothed = 2'000'000;  // points in view; above, block means are smoothed
constexpr size_t kMaxFindings = 50;
constexpr size_t kMaxPlaced = 500'000;  // points looked through for the place of a finding
constexpr size_t kBlock = 64;           // no block of means() is smaller, the newest excepted

void widen(std::optional<Range>& range, const Range& by) {
  range = range ? Range{std::min(range->first, by.first), std::max(range->second, by.second)} : by;
}

// Points come in the order in which they were logged; x may be anything.
void sort_by_x(store::Points& points) {
  if (std::is_sorted(points.x.begin(), points.x.end())) return;
  std::vector<size_t> order(points.x.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return points.x[a] < points.x[b]; });
  store::Points sorted;
  for (const size_t i : order) {
    sorted.x.push_back(points.x[i]);
    sorted.y.push_back(points.y[i]);
  }
  points = std::move(sorted);
}

class CurvesBuilder {
 public:
  CurvesBuilder(const Request& request, const Runs& runs) : request_(request), runs_(runs) {}

  Figure build() {
    select();
    figure_ = start_figure(request_, runs_, title());
    figure_.panels.emplace_back();
    describe_axes();
    find_range();
    if (range_) {
      for (Curve& curve : curves_) draw(curve);
      for (Curve& curve : curves_) mark_best(curve);
      draw_events();
      draw_findings();
    }
    panel().x.extent = extent_;
    panel().x.range = range_;
    if (blocks_ > 0) {
      note("smoothed over block means: " + plural(blocks_, "point") + " in view");
    }
    if (hidden_curves_ > 0) {
      note("showing the first " + count_text(kMaxCurves) + " curves of " +
           count_text(static_cast<int64_t>(kMaxCurves + hidden_curves_)));
    }
    figure_.reading = read_curves(request_, runs_, curves_);
    if (!worst_.empty()) figure_.reading = worst_ + "; " + figure_.reading;
    return std::move(figure_);
  }

 private:
  Panel& panel() { return figure_.panels.front(); }
  void note(std::string text) { figure_.notes.push_back(std::move(text)); }

  void select() {
    if (!request_.series.empty()) {
      for (const PickedSeries& picked : pick_series(request_.series, runs_)) {
        add(picked.run, picked.info);
      }
    }
    order_classes();
    bool validated = false;  // then the best of the training curve is of no interest
    for (const Curve& curve : curves_) validated = validated || curve.role == Role::kVal;
    for (Curve& curve : curves_) {
      const bool of_interest = curve.role == Role::kVal || !validated;
      const bool training_loss = curve.better == Better::kSmaller && curve.role != Role::kVal;
      if (!of_interest || training_loss) curve.better = Better::kUnknown;
    }
  }

  // Curves of classes come in the order of the classes.
  void order_classes() {
    std::vector<std::string> classes;
    for (const Curve& curve : curves_) {
      const auto metric = class_metric_of(curve.info.name);
      if (!metric || metric->metric != class_metric_of(curves_.front().info.name)->metric) return;
      classes.push_back(metric->cls);
    }
    if (classes.size() < 2) return;
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    sort_classes(classes, runs_[curves_.front().run]->info().config_json);
    const auto place = [&](const Curve& curve) {
      return std::find(classes.begin(), classes.end(), class_metric_of(curve.info.name)->cls) -
             classes.begin();
    };
    std::stable_sort(curves_.begin(), curves_.end(), [&](const Curve& a, const Curve& b) {
      return std::pair(a.run, place(a)) < std::pair(b.run, place(b));
    });
  }

  void add(size_t run, const store::SeriesInfo& info) {
    if (curves_.size() >= kMaxCurves) {
      ++hidden_curves_;
      return;
    }
    Curve curve;
    curve.run = run;
    curve.info = info;
    curve.role = role_of(info.name);
    curve.better = better_of(info.name);
    curve.label = label_of(info);
    curves_.push_back(std::move(curve));
  }

  // "loss" for train/loss and val/loss; the pattern where several things are shown.
  std::string y_label() const {
    std::string common;
    for (const Curve& curve : curves_) {
      const std::string& name = curve.info.name;
      const std::string stem = curve.role == Role::kNone ? name : name.substr(name.find('/') + 1);
      if (!common.empty() && common != stem) {
        common = std::string(last_part(name));
        const bool same_end = std::all_of(curves_.begin(), curves_.end(), [&](const Curve& c) {
          return last_part(c.info.name) == common;
        });
        return same_end ? common : "value";
      }
      common = stem;
    }
    return common.empty() && !request_.series.empty()
               ? std::string(last_part(request_.series.front()))
               : common;
  }

  std::string title() const {
    const std::string label = y_label();
    if (label != "value") return label;
    return request_.series.size() == 1 ? request_.series.front() : "Curves";
  }

  void describe_axes() {
    describe_x(request_, panel().x);
    Axis& y = panel().y;
    y.kind = AxisKind::kValue;
    y.label = y_label();
    y.log = request_.log_y;
    if (!curves_.empty()) y.unit = unit_of(curves_.front().info.name);
    panel().title = figure_.title;
  }

  store::SeriesQuery query(const Curve& curve) const {
    store::SeriesQuery query;
    query.series = curve.info.name;
    query.writer = curve.info.writer;
    query.x = request_.x;
    query.x_series = request_.x_series;
    query.width = request_.width;
    return query;
  }

  // Everything there is, unless the request says what to show: one range for all curves, so that
  // their pixel columns are the same.
  void find_range() {
    for (const Curve& curve : curves_) {
      if (request_.x == store::XKind::kStep) {
        widen(extent_,
              {static_cast<double>(curve.info.step_min), static_cast<double>(curve.info.step_max)});
        continue;
      }
      store::SeriesQuery whole = query(curve);
      whole.width = 1;
      const auto view = runs_[curve.run]->view(whole);
      if (view.ok() && view->extent) widen(extent_, *view->extent);
      if (!view.ok()) note(short_names(runs_)[curve.run] + ": " + view.status().message());
    }
    range_ = request_.range ? request_.range : extent_;
  }

  template <class M>
  M mark_of(const Curve& curve) const {
    M mark;
    mark.role = curve.role;
    mark.run = static_cast<int>(curve.run);
    mark.entity = Entity{"series", figure_.runs[curve.run].id, curve.label};
    return mark;
  }

  void draw(Curve& curve) {
    store::SeriesQuery shown = query(curve);
    shown.range = range_;
    auto result = runs_[curve.run]->view(shown);
    if (!result.ok()) return;
    store::SeriesView& view = *result;
    curve.in_view = view.points_in_view;
    figure_.points += view.points_in_view;
    if (!view.gaps.x.empty()) {
      curve.first_gap = {view.gaps.x.front(), view.gaps.code.front()};
      Gap gap = mark_of<Gap>(curve);
      gap.x = std::move(view.gaps.x);
      gap.code = std::move(view.gaps.code);
      panel().marks.emplace_back(std::move(gap));
    }
    Line smooth;
    const bool smoothed = request_.smoothing > 0 && draw_smooth(curve, view, smooth);
    Line raw = mark_of<Line>(curve);
    raw.label = curve.label;
    fill(raw, std::move(view));
    if (!raw.x.empty() || !raw.count.empty()) panel().marks.emplace_back(std::move(raw));
    if (smoothed) panel().marks.emplace_back(std::move(smooth));
  }

  // Smooths every point in view, and as many before it as the result depends on.
  bool draw_smooth(const Curve& curve, const store::SeriesView& view, Line& line) {
    store::SeriesQuery wanted = query(curve);
    wanted.range = range_;
    // The neighbour outside on the right, so that the line reaches the edge.
    if (!view.reduced && !view.points.x.empty()) {
      wanted.range->second = std::max(range_->second, view.points.x.back());
    }
    double weight = request_.smoothing;
    const size_t warm_up = analysis::smoothing_warm_up(weight) + 1;
    store::Points points;
    bool fits = view.points_in_view <= kMaxSmoothed;
    if (fits) {
      auto all = runs_[curve.run]->points(wanted, kMaxSmoothed + warm_up + 1, warm_up);
      if (!all.ok()) return false;
      fits = all->has_value();
      if (fits) points = std::move(**all);
    }
    if (!fits) {
      auto means = runs_[curve.run]->means(wanted, warm_up / kBlock + 2);
      if (!means.ok()) return false;
      points = std::move(*means);
      const auto in_view =
          std::count_if(points.x.begin(), points.x.end(), [&](double x) { return in_range(x); });
      if (in_view == 0) return false;
      blocks_ += view.points_in_view;
      // One step over a mean of n points forgets as much as n steps over points.
      weight =
          std::pow(weight, static_cast<double>(view.points_in_view) / static_cast<double>(in_view));
    }
    analysis::smooth(points.y, weight, points.y);
    sort_by_x(points);
    line = mark_of<Line>(curve);
    line.label = curve.label;
    line.smooth = true;
    fill(line, store::reduce(points, *range_, request_.width));
    return true;
  }

  bool in_range(double x) const { return x >= range_->first && x <= range_->second; }

  void mark_best(Curve& curve) {
    if (curve.better == Better::kUnknown) return;
    const auto& run = *runs_[curve.run];
    const auto best =
        run.best_of(curve.info.name, curve.better == Better::kLarger, curve.info.writer);
    if (!best) return;
    curve.best = Best{best->first, best->second};
    store::SeriesQuery after = query(curve);
    after.x = store::XKind::kStep;
    after.width = 1;
    if (best->first < curve.info.step_max) {
      after.range = {static_cast<double>(best->first) + 1,
                     static_cast<double>(curve.info.step_max)};
      if (const auto view = run.view(after); view.ok()) curve.since_best = view->points_in_view;
    }
    const std::optional<double> x = request_.x == store::XKind::kStep
                                        ? static_cast<double>(best->first)
                                        : locate(curve, best->second);
    if (!x || !in_range(*x)) return;
    PointSet mark = mark_of<PointSet>(curve);
    mark.role = Role::kBest;
    mark.label = "best " + curve.label + " " + number_text(best->second);
    mark.x = {*x};
    mark.y = {best->second};
    panel().marks.emplace_back(std::move(mark));
  }

  // Where on an axis other than the step a value is first taken: columns that reach it are looked
  // into until they are points.
  std::optional<double> locate(const Curve& curve, double value) const {
    store::SeriesQuery part = query(curve);
    part.width = 1024;
    for (int depth = 0; depth < 16; ++depth) {
      const auto view = runs_[curve.run]->view(part);
      if (!view.ok()) return std::nullopt;
      if (!view->reduced) {
        const auto& y = view->points.y;
        const auto at = std::find(y.begin(), y.end(), value);
        if (at == y.end()) return std::nullopt;
        return view->points.x[static_cast<size_t>(at - y.begin())];
      }
      const store::Columns& columns = view->columns;
      size_t i = 0;
      while (i < columns.size() && columns.min[i] != value && columns.max[i] != value) ++i;
      if (i == columns.size()) return std::nullopt;
      if (columns.x0[i] == columns.x1[i]) return columns.x0[i];
      part.range = {columns.x0[i], columns.x1[i]};
    }
    return std::nullopt;
  }

  void draw_events() {
    if (request_.x == store::XKind::kSeries) return;  // an event has no value of another series
    std::vector<Rule> rules;
    for (size_t r = 0; r < runs_.size(); ++r) {
      const int64_t started = runs_[r]->info().started_us;
      for (const store::Event& event : runs_[r]->events()) {
        Rule rule;
        rule.x = static_cast<double>(event.step);
        if (request_.x == store::XKind::kWall) rule.x = static_cast<double>(event.wall_us);
        if (request_.x == store::XKind::kRelative) {
          rule.x = static_cast<double>(event.wall_us - started) / 1e6;
        }
        if (!in_range(rule.x)) continue;
        rule.run = static_cast<int>(r);
        rule.label = event.text;
        rule.entity = Entity{"event", figure_.runs[r].id, std::to_string(event.step)};
        rules.push_back(std::move(rule));
      }
    }
    std::stable_sort(rules.begin(), rules.end(),
                     [](const Rule& a, const Rule& b) { return a.x < b.x; });
    const size_t hidden = rules.size() - std::min(rules.size(), kMaxRules);
    if (hidden > 0) {
      note("showing the last " + plural(kMaxRules, "event") + " in view; " +
           count_text(static_cast<int64_t>(hidden)) + " earlier not shown");
    }
    for (size_t i = hidden; i < rules.size(); ++i) panel().marks.emplace_back(std::move(rules[i]));
  }

  // On the curve that a finding is about: the first of its series that is here.
  const Curve* curve_of(const RunFinding& found) const {
    for (const std::string& name : found.finding.series) {
      for (const Curve& curve : curves_) {
        const bool same = curve.run == found.run && curve.info.name == name;
        if (same && curve.info.writer == found.finding.writer) return &curve;
      }
    }
    return nullptr;
  }

  // Where on the axis a step of a curve is: where its first point at or after that step is.
  std::optional<double> x_of(const Curve& curve, int64_t step) const {
    if (request_.x == store::XKind::kStep) return static_cast<double>(step);
    store::SeriesQuery by_step = query(curve);
    by_step.x = store::XKind::kStep;
    const auto steps = runs_[curve.run]->points(by_step, kMaxPlaced);
    const auto placed = runs_[curve.run]->points(query(curve), kMaxPlaced);
    if (!steps.ok() || !placed.ok() || !*steps || !*placed) return std::nullopt;
    const std::vector<double>& all = (*steps)->x;
    const std::vector<double>& xs = (*placed)->x;
    if (xs.empty() || xs.size() > all.size()) return std::nullopt;
    // Points that have no place on the axis are the first ones.
    const auto offset = static_cast<ptrdiff_t>(all.size() - xs.size());
    const auto at = std::lower_bound(all.begin() + offset, all.end(), static_cast<double>(step));
    const auto i =
        std::min<ptrdiff_t>(at - all.begin() - offset, static_cast<ptrdiff_t>(xs.size()) - 1);
    return xs[static_cast<size_t>(i)];
  }

  void draw_findings() {
    const RunFindings found = findings_of(runs_);
    figure_.notes.insert(figure_.notes.end(), found.notes.begin(), found.notes.end());
    std::vector<const RunFinding*> shown;
    std::deque<RunFinding> placed;
    size_t unplaced = 0;
    for (const RunFinding& one : found.all) {
      const Curve* curve = curve_of(one);
      if (curve == nullptr) continue;
      std::optional<double> from;
      if (shown.size() < kMaxFindings) from = x_of(*curve, one.finding.since_step);
      const bool other = request_.x == store::XKind::kSeries && from;
      // A list that grows must not move what `shown` points to.
      const RunFinding& here = placed.emplace_back(
          other ? placed_at(one, position_text(*from, request_.x, request_.x_series)) : one);
      shown.push_back(&here);
      if (shown.size() > kMaxFindings) continue;
      std::optional<double> to;
      if (one.finding.until_step) to = x_of(*curve, *one.finding.until_step);
      if (!from) {
        ++unplaced;
        continue;
      }
      FindingMark mark = finding_mark(here, *from, to);
      mark.entity = Entity{"series", figure_.runs[curve->run].id, curve->label};
      panel().marks.emplace_back(std::move(mark));
    }
    if (unplaced > 0) {
      note(plural(unplaced, "finding") + " not marked on this axis: too many points to look for " +
           "its place; look at the steps");
    }
    if (shown.size() > kMaxFindings) {
      note("showing the first " + plural(kMaxFindings, "finding") + " of " +
           count_text(static_cast<int64_t>(shown.size())));
    }
    worst_ = worst_of(shown, runs_);
  }

  const Request& request_;
  const Runs& runs_;
  Figure figure_;
  std::string worst_;  // finding, in words
  std::vector<Curve> curves_;
  std::optional<Range> extent_;
  std::optional<Range> range_;
  uint64_t blocks_ = 0;  // points in view that were smoothed as means
  size_t hidden_curves_ = 0;
};

}  // namespace

Figure make_curves(const Request& request, const Runs& runs) {
  return CurvesBuilder(request, runs).build();
}

Figure make_known(const Request& request, const Runs& runs, Known known) {
  static constexpr const char* kTitles[] = {"Loss", "Accuracy", "Learning rate", "Throughput",
                                            "Gradient norm"};
  static constexpr const char* kWords[] = {"a loss", "an accuracy", "a learning rate",
                                           "a throughput", "a gradient norm"};
  Request curves = request;
  if (known == kGradient) curves.log_y = true;
  if (curves.series.empty()) {
    std::set<std::string> names;
    for (const PickedSeries& picked : pick_series({}, runs)) {
      const bool system = picked.info.name.starts_with("system/");
      if (!system && known_of(picked.info.name) == known) names.insert(picked.info.name);
    }
    curves.series.assign(names.begin(), names.end());
    std::stable_sort(curves.series.begin(), curves.series.end(), [](const auto& a, const auto& b) {
      return role_of(a) == Role::kTrain && role_of(b) != Role::kTrain;
    });
  }
  Figure figure = CurvesBuilder(curves, runs).build();
  figure.title = kTitles[known];
  figure.panels.front().title = kTitles[known];
  if (curves.series.empty()) figure.reading = nothing_yet(runs, kWords[known]);
  return figure;
}

}  // namespace oriel::figure
