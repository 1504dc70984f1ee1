// Runs in memory for tests: every point is kept as it was added, every answer made from the points
// by definition. Thread-safe, so that a test may add points while a server reads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "store/source.h"

namespace oriel::figure {

class FakeRunData : public store::RunData {
 public:
  static constexpr size_t kBlock = 128;

  explicit FakeRunData(std::string id) {
    info_.id = id;
    const size_t slash = id.rfind('/');
    info_.name = slash == std::string::npos ? "" : id.substr(0, slash);
    info_.label = id.substr(slash + 1);
    info_.started_us = 1'700'000'000'000'000;
  }

  // The wall time of step s is s seconds after the run's start.
  void add(const std::string& name, int64_t step, double value, int writer = 0) {
    const std::lock_guard lock(mutex_);
    series_[{name, writer}].push_back({step, info_.started_us + step * 1'000'000, value});
    info_.last_step = std::max(info_.last_step, step);
    ++info_.points;
    ++version_;
  }
  void event(int64_t step, std::string text) {
    const std::lock_guard lock(mutex_);
    events_.push_back({step, info_.started_us + step * 1'000'000, std::move(text)});
    ++version_;
  }
  void record(const std::string& stream, store::RecordData data) {
    const std::lock_guard lock(mutex_);
    records_[stream].push_back(std::move(data));
    ++version_;
  }
  void derive(const std::string& name, std::string text) {
    const std::lock_guard lock(mutex_);
    derived_[name] = std::move(text);
    ++version_;
  }
  void offer_live(const std::string& stream) {
    const std::lock_guard lock(mutex_);
    live_[stream];
    ++version_;
  }
  void show_live(const std::string& stream, store::RecordData data) {
    const std::lock_guard lock(mutex_);
    live_[stream] = std::move(data);
    ++version_;
  }
  void change_info(const std::function<void(store::RunInfo&)>& change) {
    const std::lock_guard lock(mutex_);
    change(info_);
    ++version_;
  }
  void set_loading(bool loading) {
    loading_ = loading;
    ++version_;
  }
  void break_series(const std::string& name) {
    const std::lock_guard lock(mutex_);
    broken_ = name;
  }
  // What a live slot holds changes without the version.
  void show_live_quietly(const std::string& stream, store::RecordData data) {
    const std::lock_guard lock(mutex_);
    live_[stream] = std::move(data);
  }
  void touch_version() { ++version_; }  // as if something had changed
  int leases() const { return leases_; }

  uint64_t version() const override { return version_; }
  bool loading() const override { return loading_; }
  store::RunInfo info() const override {
    const std::lock_guard lock(mutex_);
    return info_;
  }

  std::vector<store::SeriesInfo> series() const override {
    const std::lock_guard lock(mutex_);
    std::vector<store::SeriesInfo> out;
    for (const auto& [key, points] : series_) out.push_back(describe(key, points));
    return out;
  }
  std::optional<store::SeriesInfo> find(const std::string& name, int writer) const override {
    const std::lock_guard lock(mutex_);
    const auto at = series_.find({name, writer});
    if (at == series_.end()) return std::nullopt;
    return describe(at->first, at->second);
  }

  base::Result<store::SeriesView> view(const store::SeriesQuery& query) const override {
    const std::lock_guard lock(mutex_);
    auto points = located(query);
    if (!points.ok()) return points.status();
    sort(*points);
    store::SeriesView empty;
    if (points->x.empty()) return empty;
    const std::pair<double, double> extent = {points->x.front(), points->x.back()};
    store::SeriesView view = store::reduce(*points, query.range.value_or(extent), query.width);
    view.extent = extent;
    return view;
  }

  base::Result<std::optional<store::Points>> points(const store::SeriesQuery& query, size_t limit,
                                                    size_t before) const override {
    const std::lock_guard lock(mutex_);
    auto all = located(query);
    if (!all.ok()) return all.status();
    store::Points out = in_range(*all, query, before);
    if (out.x.size() > limit) return std::optional<store::Points>();
    return std::optional<store::Points>(std::move(out));
  }

  base::Result<store::Points> means(const store::SeriesQuery& query, size_t before) const override {
    const std::lock_guard lock(mutex_);
    auto all = located(query);
    if (!all.ok()) return all.status();
    store::Points blocks;
    for (size_t i = 0; i < all->x.size(); i += kBlock) {
      const size_t end = std::min(all->x.size(), i + kBlock);
      const auto n = static_cast<double>(end - i);
      double x = 0, y = 0;
      for (size_t j = i; j < end; ++j) {
        x += all->x[j] / n;
        y += all->y[j] / n;
      }
      blocks.x.push_back(x);
      blocks.y.push_back(y);
    }
    return in_range(blocks, query, before);
  }

  std::optional<std::pair<int64_t, double>> best_of(const std::string& name, bool largest,
                                                    int writer) const override {
    const std::lock_guard lock(mutex_);
    const auto at = series_.find({name, writer});
    if (at == series_.end()) return std::nullopt;
    std::optional<std::pair<int64_t, double>> best;
    for (const Point& p : ordered(at->second)) {
      if (!std::isfinite(p.value)) continue;
      if (!best || (largest ? p.value > best->second : p.value < best->second)) {
        best = {p.step, p.value};
      }
    }
    return best;
  }

  base::Status scan(
      const std::string& name, int writer,
      const std::function<bool(std::span<const store::RawPoint>)>& take) const override {
    std::vector<store::RawPoint> all;
    {
      const std::lock_guard lock(mutex_);
      const auto at = series_.find({name, writer});
      if (at == series_.end()) return base::Status("no series " + name);
      if (broken_ == name) return base::Status("the series " + name + " is damaged");
      for (const Point& p : at->second) all.push_back({p.step, p.wall_us, p.value});
    }
    std::span<const store::RawPoint> rest = all;
    while (!rest.empty()) {
      const size_t n = std::min<size_t>(rest.size(), 1000);
      if (!take(rest.first(n))) break;
      rest = rest.subspan(n);
    }
    return {};
  }

  std::vector<store::Event> events() const override {
    const std::lock_guard lock(mutex_);
    return events_;
  }
  std::vector<store::StreamInfo> streams() const override {
    const std::lock_guard lock(mutex_);
    std::vector<store::StreamInfo> out;
    for (const auto& [name, records] : records_) {
      out.push_back(
          {name, records.front().kind, records.size(), records.front().step, records.back().step});
    }
    return out;
  }
  std::optional<store::RecordData> record(const std::string& stream,
                                          std::optional<int64_t> step) const override {
    const std::lock_guard lock(mutex_);
    std::optional<store::RecordData> found;
    const auto at = records_.find(stream);
    if (at == records_.end()) return found;
    for (const store::RecordData& data : at->second) {
      if (!step || data.step <= *step) found = data;
    }
    return found;
  }
  std::string derived(const std::string& name) const override {
    const std::lock_guard lock(mutex_);
    const auto at = derived_.find(name);
    return at == derived_.end() ? "" : at->second;
  }
  std::vector<std::string> live_streams() const override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> out;
    for (const auto& [name, data] : live_) out.push_back(name);
    return out;
  }
  std::optional<store::RecordData> live(const std::string& stream) override {
    const std::lock_guard lock(mutex_);
    ++leases_;
    const auto at = live_.find(stream);
    return at == live_.end() ? std::nullopt : at->second;
  }

 private:
  struct Point {
    int64_t step;
    int64_t wall_us;
    double value;
  };
  using Key = std::pair<std::string, int>;

  static std::vector<Point> ordered(std::vector<Point> points) {
    std::stable_sort(points.begin(), points.end(),
                     [](const Point& a, const Point& b) { return a.step < b.step; });
    return points;
  }

  static store::SeriesInfo describe(const Key& key, const std::vector<Point>& unordered) {
    const std::vector<Point> points = ordered(unordered);
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    store::SeriesInfo info = {
        key.first,          key.second,          points.size(), points.front().step,
        points.back().step, points.back().value, kNaN,          kNaN};
    for (const Point& p : points) {
      if (!std::isfinite(p.value)) continue;
      info.min = std::fmin(info.min, p.value);
      info.max = std::fmax(info.max, p.value);
    }
    return info;
  }

  // All points in (step, sequence) order with the x that the query asks for.
  base::Result<store::Points> located(const store::SeriesQuery& query) const {
    const auto at = series_.find({query.series, query.writer});
    if (at == series_.end()) return base::Status("no series " + query.series);
    std::vector<Point> axis;
    if (query.x == store::XKind::kSeries) {
      const auto x = series_.find({query.x_series, query.writer});
      if (x == series_.end()) return base::Status("no series " + query.x_series);
      axis = ordered(x->second);
    }
    store::Points out;
    size_t next = 0;
    for (const Point& p : ordered(at->second)) {
      double x = static_cast<double>(p.step);
      if (query.x == store::XKind::kWall) x = static_cast<double>(p.wall_us);
      if (query.x == store::XKind::kRelative) {
        x = static_cast<double>(p.wall_us - info_.started_us) / 1e6;
      }
      if (query.x == store::XKind::kSeries) {
        while (next < axis.size() && axis[next].step <= p.step) ++next;
        if (next == 0) continue;
        x = axis[next - 1].value;
      }
      out.x.push_back(x);
      out.y.push_back(p.value);
    }
    return out;
  }

  static void sort(store::Points& points) {
    std::vector<std::pair<double, double>> pairs;
    for (size_t i = 0; i < points.x.size(); ++i) pairs.emplace_back(points.x[i], points.y[i]);
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < pairs.size(); ++i) {
      points.x[i] = pairs[i].first;
      points.y[i] = pairs[i].second;
    }
  }

  static store::Points in_range(const store::Points& all, const store::SeriesQuery& query,
                                size_t before) {
    constexpr double kInf = std::numeric_limits<double>::infinity();
    const auto [from, to] = query.range.value_or(std::pair{-kInf, kInf});
    store::Points out;
    std::optional<size_t> first;
    for (size_t i = 0; i < all.x.size(); ++i) {
      if (all.x[i] < from || all.x[i] > to) continue;
      if (!first) {
        first = i;
        for (size_t j = i - std::min(i, before); j < i; ++j) {
          out.x.push_back(all.x[j]);
          out.y.push_back(all.y[j]);
        }
      }
      out.x.push_back(all.x[i]);
      out.y.push_back(all.y[i]);
    }
    return out;
  }

  mutable std::mutex mutex_;
  std::atomic<uint64_t> version_ = 1;
  std::atomic<bool> loading_ = false;
  std::atomic<int> leases_ = 0;
  store::RunInfo info_;
  std::string broken_;
  std::map<Key, std::vector<Point>> series_;
  std::vector<store::Event> events_;
  std::map<std::string, std::vector<store::RecordData>> records_;
  std::map<std::string, std::optional<store::RecordData>> live_;
  std::map<std::string, std::string> derived_;
};

class FakeSource final : public store::Source {
 public:
  std::shared_ptr<FakeRunData> add_run(const std::string& id) {
    const std::lock_guard lock(mutex_);
    auto run = std::make_shared<FakeRunData>(id);
    runs_[id] = run;
    ++version_;
    return run;
  }
  void remove_run(const std::string& id) {
    const std::lock_guard lock(mutex_);
    runs_.erase(id);
    ++version_;
  }
  // The list is a snapshot: it changes when this is called.
  void touch() {
    const std::lock_guard lock(mutex_);
    ++version_;
  }
  void set_loading(bool loading) {
    loading_ = loading;
    touch();
  }
  int opened() const { return opened_; }

  std::string description() const override { return "/fake/runs"; }
  store::RunList list() const override {
    const std::lock_guard lock(mutex_);
    store::RunList list;
    list.version = version_;
    list.loading = loading_;
    for (const auto& [id, run] : runs_) {
      store::RunInfo info = run->info();
      info.series = run->series().size();
      list.runs.push_back(std::make_shared<const store::RunInfo>(std::move(info)));
    }
    return list;
  }
  std::shared_ptr<store::RunData> open(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    ++opened_;
    const auto at = runs_.find(id);
    return at == runs_.end() ? nullptr : at->second;
  }

 private:
  mutable std::mutex mutex_;
  uint64_t version_ = 1;
  std::atomic<bool> loading_ = false;
  std::atomic<int> opened_ = 0;
  std::map<std::string, std::shared_ptr<FakeRunData>> runs_;
};

inline store::RecordData fake_image(int64_t step, int64_t width, int64_t height,
                                    int64_t channels = 1) {
  store::RecordData data;
  data.kind = store::RecordKind::kImage;
  data.dtype = 5;
  data.shape = {height, width, channels};
  data.step = step;
  data.caption = "a picture";
  data.bytes.resize(static_cast<size_t>(width * height * channels));
  std::iota(data.bytes.begin(), data.bytes.end(), static_cast<uint8_t>(step));
  return data;
}

inline store::RecordData fake_tensor(int64_t step, std::vector<int64_t> shape,
                                     const std::vector<double>& values) {
  store::RecordData data;
  data.kind = store::RecordKind::kTensor;
  data.dtype = 2;
  data.shape = std::move(shape);
  data.step = step;
  data.bytes.resize(values.size() * sizeof(double));
  if (!values.empty()) std::memcpy(data.bytes.data(), values.data(), data.bytes.size());
  return data;
}

inline store::RecordData fake_histogram(int64_t step, std::vector<double> edges,
                                        const std::vector<double>& counts) {
  edges.insert(edges.end(), counts.begin(), counts.end());
  store::RecordData data = fake_tensor(step, {static_cast<int64_t>(counts.size())}, edges);
  data.kind = store::RecordKind::kHistogram;
  return data;
}

inline store::RecordData fake_text(int64_t step, const std::string& text) {
  store::RecordData data;
  data.kind = store::RecordKind::kText;
  data.step = step;
  data.bytes.assign(text.begin(), text.end());
  return data;
}

}  // namespace oriel::figure
