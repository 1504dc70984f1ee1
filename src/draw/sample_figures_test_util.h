// Figures as panels make them, for tests and benchmarks of this room: training curves with
// everything on them, every mark, comparisons, random figures. Deterministic.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "figure/figure.h"

namespace oriel::draw::sample {

using figure::Role;

// The same numbers everywhere, which <random>'s distributions do not promise.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  double next() {  // [0, 1)
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<double>(state_ >> 11) * 0x1p-53;
  }
  double between(double low, double high) { return low + (high - low) * next(); }
  int below(int n) { return static_cast<int>(next() * n); }

 private:
  uint64_t state_;
};

inline figure::Line line(const std::string& path, Role role, int run, std::vector<double> y,
                         double x_step = 1) {
  figure::Line out;
  out.label = path;
  out.role = role;
  out.run = run;
  out.entity = figure::Entity{"series", "run_" + std::to_string(run), path};
  for (size_t i = 0; i < y.size(); ++i) out.x.push_back(static_cast<double>(i) * x_step);
  out.y = std::move(y);
  return out;
}

inline std::vector<double> loss_curve(size_t n, double from, double to, double noise,
                                      Random& random) {
  std::vector<double> y;
  for (size_t i = 0; i < n; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(n);
    y.push_back(to + (from - to) * std::exp(-5 * t) + noise * (random.next() - 0.5) * (1.2 - t));
  }
  return y;
}

inline figure::Panel panel(const std::string& title, double last, std::vector<figure::Mark> marks,
                           const std::string& x = "epoch") {
  figure::Panel out;
  out.title = title;
  out.x.kind = x == "step" ? figure::AxisKind::kStep : figure::AxisKind::kValue;
  out.x.label = x;
  out.x.extent = out.x.range = {0, last};
  out.y.kind = figure::AxisKind::kValue;
  out.y.label = title;
  out.marks = std::move(marks);
  return out;
}

// Four panels of two curves each: loss, accuracy, improvement, gap.
inline figure::Figure training_curves(size_t n, double noise = 0.08) {
  Random random(7);
  figure::Figure out;
  out.title = "Training curves";
  out.reading =
      "val/loss 0.412, best 0.391 at epoch 31; not improved for 18 epochs; train/loss 0.108";
  out.columns = 2;
  out.runs = {{"run_0", "digits/run_003", 0, "finished", 0}};
  const double last = static_cast<double>(n - 1);
  const std::vector<double> train = loss_curve(n, 2.3, 0.1, noise, random);
  std::vector<double> val = loss_curve(n, 2.2, 0.3, noise * 1.5, random);
  for (size_t i = n / 2; i < n; ++i) {
    val[i] += 0.25 * static_cast<double>(i - n / 2) / static_cast<double>(n);
  }
  std::vector<double> a, b, c, gap;
  for (size_t i = 0; i < n; ++i) {
    a.push_back(1 - train[i] / 2.6);
    b.push_back(1 - val[i] / 2.6);
    c.push_back(i == 0 ? 0 : val[i - 1] - val[i]);
    gap.push_back(val[i] - train[i]);
  }
  size_t best = 0;
  for (size_t i = 0; i < n; ++i) best = val[i] < val[best] ? i : best;
  figure::PointSet star;
  star.role = Role::kBest;
  star.run = 0;
  star.entity = figure::Entity{"series", "run_0", "val/loss"};
  star.label = "best val/loss";
  star.x = {static_cast<double>(best)};
  star.y = {val[best]};
  figure::FindingMark finding;
  finding.rule = "overfitting";
  finding.state = "confirmed";
  finding.role = Role::kError;
  finding.x0 = static_cast<double>(n) * 0.6;
  finding.title = "Overfitting since epoch " + std::to_string(n * 6 / 10);
  figure::Rule limit;
  limit.y = 0.3;
  limit.label = "limit 0.3";
  limit.role = Role::kWarn;
  out.panels = {
      panel("Loss", last,
            {line("train/loss", Role::kTrain, 0, train), line("val/loss", Role::kVal, 0, val), star,
             finding}),
      panel("Accuracy", last,
            {line("train/accuracy", Role::kTrain, 0, a), line("val/accuracy", Role::kVal, 0, b)}),
      panel("Improvement per epoch", last, {line("improvement", Role::kNone, 0, c)}),
      panel("Generalisation gap", last, {line("gap", Role::kNone, 0, gap), limit})};
  return out;
}

inline figure::Figure single(figure::Panel one, std::string reading = "") {
  figure::Figure out;
  out.title = one.title;
  out.reading = std::move(reading);
  out.runs = {{"run_0", "digits/run_003", 0, "finished", 0}};
  out.panels = {std::move(one)};
  return out;
}

// Several runs, each with train and validation.
inline figure::Figure comparison(int runs, size_t n) {
  Random random(11);
  figure::Figure out;
  out.title = "loss";
  out.reading = "lowest val/loss: run_002 with 0.231 at step 3,100";
  figure::Panel one = panel("loss", static_cast<double>(n - 1), {}, "step");
  for (int r = 0; r < runs; ++r) {
    out.runs.push_back(
        {"run_" + std::to_string(r), "digits/run_00" + std::to_string(r + 1), r, "finished", 0});
    const double floor = 0.1 + 0.12 * r;
    one.marks.emplace_back(
        line("train/loss", Role::kTrain, r, loss_curve(n, 2.3, floor, 0.1, random)));
    one.marks.emplace_back(
        line("val/loss", Role::kVal, r, loss_curve(n, 2.3, floor + 0.15, 0.1, random)));
  }
  out.panels = {std::move(one)};
  return out;
}

inline figure::Figure many_series(int count, size_t n) {
  Random random(5);
  figure::Panel one = panel("Gradient norm", static_cast<double>(n - 1), {}, "step");
  one.y.log = true;
  for (int i = 0; i < count; ++i) {
    std::vector<double> y;
    for (size_t k = 0; k < n; ++k) {
      y.push_back(std::exp(-0.6 * i + 0.4 * random.next() -
                           2.0 * static_cast<double>(k) / static_cast<double>(n)));
    }
    one.marks.emplace_back(
        line("layer/block" + std::to_string(i) + "/grad/norm", Role::kNone, 0, std::move(y)));
  }
  return single(std::move(one), "the first layers learn slowest: 6.3e−4 at block7");
}

inline figure::Figure confusion(int classes, bool values) {
  static const char* kNames[] = {"airplane", "automobile", "bird",  "cat",  "deer",
                                 "dog",      "frog",       "horse", "ship", "truck"};
  Random random(3);
  figure::HeatMap map;
  map.label = "share of the true class";
  map.show_values = values;
  map.colors = {0, 1};
  for (int i = 0; i <= classes; ++i) {
    map.x.push_back(i - 0.5);
    map.y.push_back(i - 0.5);
  }
  for (int r = 0; r < classes; ++r) {
    for (int c = 0; c < classes; ++c) {
      map.values.push_back(r == c ? random.between(0.7, 0.98) : random.between(0, 0.04));
    }
  }
  figure::Panel one = panel("Confusion matrix", 1, {map});
  one.x = one.y = {};
  one.x.label = "predicted";
  one.y.label = "true class";
  one.y.reversed = true;
  for (int i = 0; i < classes; ++i) {
    one.x.categories.emplace_back(kNames[i % 10]);
    one.y.categories.emplace_back(kNames[i % 10]);
  }
  return single(std::move(one),
                "0.884 of all samples are right; most often wrong: cat taken for dog");
}

// Raw under smooth, NaN, rules, a band, notes: what curves can carry.
inline figure::Figure busy_curves() {
  Random random(9);
  constexpr size_t kN = 240;
  std::vector<double> raw = loss_curve(kN, 1.8, 0.2, 0.5, random);
  std::vector<double> smooth = loss_curve(kN, 1.8, 0.2, 0.02, random);
  for (size_t i = 100; i < 112; ++i) raw[i] = smooth[i] = std::numeric_limits<double>::quiet_NaN();
  raw[180] = std::numeric_limits<double>::infinity();
  figure::Line behind = line("train/loss", Role::kTrain, 0, raw);
  figure::Line front = line("train/loss", Role::kTrain, 0, smooth);
  front.smooth = true;
  figure::Gap gap;
  gap.role = Role::kTrain;
  gap.run = 0;
  gap.entity = behind.entity;
  for (size_t i = 100; i < 112; ++i) {
    gap.x.push_back(static_cast<double>(i));
    gap.code.push_back(1);
  }
  gap.x.push_back(180);
  gap.code.push_back(2);
  figure::Band band;
  band.label = "mean ± σ";
  band.run = 0;
  band.entity = figure::Entity{"series", "run_0", "val/loss"};
  for (size_t i = 0; i < kN; i += 10) {
    band.x.push_back(static_cast<double>(i));
    band.low.push_back(0.5 + 0.9 * std::exp(-static_cast<double>(i) / 60));
    band.high.push_back(0.7 + 1.2 * std::exp(-static_cast<double>(i) / 60));
  }
  figure::Rule event, later;
  event.x = 60;
  event.label = "lr reduced to 0.0003";
  later.x = 150;
  later.label = "checkpoint saved";
  figure::FindingMark watching, spike;
  watching.rule = "plateau";
  watching.state = "watching";
  watching.role = Role::kWatching;
  watching.x0 = 90;
  watching.x1 = 170;
  watching.title = "Plateau since step 90";
  spike.rule = "nan";
  spike.state = "confirmed";
  spike.role = Role::kError;
  spike.x0 = 100;
  spike.x1 = 112;
  spike.title = "NaN in train/loss at step 100";
  figure::Note note;
  note.x = 200;
  note.y = 0.9;
  note.text = "warm restart";
  figure::Region region;
  region.y0 = 0;
  region.y1 = 0.25;
  region.role = Role::kBest;
  region.label = "target";
  figure::Figure out =
      single(panel("Loss", kN - 1,
                   {region, band, behind, front, gap, event, later, watching, spike, note}, "step"),
             "train/loss 0.213; not a number at 12 steps");
  out.notes = {"smoothed over 240 points with weight 0.9"};
  return out;
}

inline figure::Figure histogram() {
  Random random(2);
  figure::Bars bars, other;
  bars.label = "conv1";
  other.label = "conv2";
  for (int i = 0; i < 40; ++i) {
    const double x = -1 + 0.05 * i;
    for (figure::Bars* one : {&bars, &other}) {
      one->x0.push_back(x);
      one->x1.push_back(x + 0.05);
    }
    bars.y.push_back(1000 * std::exp(-x * x * 8) * random.between(0.8, 1));
    other.y.push_back(700 * std::exp(-(x - 0.3) * (x - 0.3) * 20) * random.between(0.8, 1));
  }
  figure::Panel one = panel("Weights", 1, {bars, other});
  one.x = {};
  one.x.label = "value";
  one.y.label = "count";
  return single(std::move(one), "conv1: mean 0.002, deviation 0.25; 3 % are near zero");
}

inline figure::Figure histograms_over_time() {
  figure::HeatMap map;
  map.label = "share of weights";
  for (int i = 0; i <= 24; ++i) map.x.push_back(i * 50.0 + (i > 12 ? (i - 12) * 40.0 : 0));
  for (int i = 0; i <= 24; ++i) map.y.push_back(-1.2 + i * 0.1);
  for (int r = 0; r < 24; ++r) {
    for (int c = 0; c < 24; ++c) {
      const double y = -1.2 + (r + 0.5) * 0.1;
      const double width = 0.1 + c * 0.015;
      map.values.push_back(std::exp(-y * y / (2 * width * width)) / width / 10);
    }
  }
  figure::Panel one = panel("fc1 weights", 1, {map}, "step");
  one.x.extent = one.x.range = std::nullopt;
  one.y.label = "weight";
  return single(std::move(one), "the spread grows from 0.10 to 0.46");
}

inline figure::Figure diverging() {
  figure::HeatMap map;
  map.label = "correlation";
  map.diverging = true;
  map.show_values = true;
  for (int i = 0; i <= 6; ++i) {
    map.x.push_back(i - 0.5);
    map.y.push_back(i - 0.5);
  }
  for (int r = 0; r < 6; ++r) {
    for (int c = 0; c < 6; ++c)
      map.values.push_back(r == c ? 1
                                  : std::sin(r * 2.1 + c * 1.3) * (r == 4 ? std::nan("") : 0.9));
  }
  figure::Panel one = panel("Correlation of metrics", 1, {map});
  one.x = one.y = {};
  one.x.categories = one.y.categories = {"loss", "accuracy", "lr", "grad", "gap", "time"};
  one.y.reversed = true;
  return single(std::move(one));
}

inline figure::Figure table() {
  figure::Table rows;
  rows.columns = {
      {"class", false}, {"precision", true}, {"recall", true}, {"F1", true}, {"samples", true}};
  rows.rows = {
      {"airplane", "0.912", "0.880", "0.896", "1,000"},
      {"automobile", "0.951", "0.943", "0.947", "1,000"},
      {"bird", "0.842", "0.810", "0.826", "1,000"},
      {"cat", "0.713", "0.755", "0.733", "1,000"},
      {"a class with a rather long name that nobody expected", "0.880", "0.861", "0.870", "998"}};
  figure::Panel one;
  one.title = "Per class";
  one.marks = {rows};
  return single(std::move(one), "weakest: cat with F1 0.733");
}

// As the panel of findings makes it: a table, and the marks that it lists.
inline figure::Figure findings() {
  figure::Table rows;
  rows.columns = {{"state", false},
                  {"finding", false},
                  {"since step", true},
                  {"what it means", false},
                  {"what to try", false}};
  rows.rows = {
      {"confirmed", "Overfitting since step 1799", "1,799",
       "The validation loss rises while the training loss falls: it learns by heart.",
       "Stop here; more data or augmentation; a smaller network; weight decay"},
      {"watching", "Plateau since step 2100", "2,100",
       "The validation loss has not improved for ten evaluations.", "Lower the learning rate"}};
  figure::FindingMark mark;
  mark.role = Role::kError;
  mark.rule = "overfitting";
  mark.state = "confirmed";
  mark.x0 = 1799;
  mark.title = "Overfitting since step 1799";
  figure::Panel one;
  one.title = "Findings";
  one.x.kind = figure::AxisKind::kStep;
  one.x.label = "step";
  one.marks = {rows, mark};
  return single(std::move(one), "Overfitting since step 1799 (confirmed), 1 more finding");
}

inline figure::Figure healthy() {
  figure::Figure out;
  out.title = "Findings";
  out.reading = "nothing suspicious holds now";
  out.runs = {{"run_0", "digits/run_003", 0, "finished", 0}};
  return out;
}

// A curve that smoothing has drawn, and what it stands for.
inline figure::Figure smoothed() {
  figure::Line raw = line("val/loss", Role::kVal, 0, {1, 0.6, 0.2, 0.039});
  figure::Line smooth = line("val/loss", Role::kVal, 0, {1, 0.9, 0.5, 0.131});
  smooth.smooth = true;
  return single(panel("Loss", 3, {raw, smooth}));
}

// Stretches of what is no number, of two runs' worth of kinds.
inline figure::Figure not_numbers() {
  figure::Line train = line("train/loss", Role::kTrain, 0, {});
  figure::Gap val, nan;
  val.run = nan.run = 0;
  val.role = Role::kVal;
  nan.role = Role::kTrain;
  val.entity = figure::Entity{"series", "run_0", "val/loss"};
  nan.entity = figure::Entity{"series", "run_0", "train/loss"};
  for (int i = 0; i <= 40; ++i) {
    val.x.push_back(i);
    val.code.push_back(2);
    if (i % 8 > 4) {
      nan.x.push_back(i);
      nan.code.push_back(i % 8 == 5 ? 3 : 1);
    }
    train.x.push_back(i);
    train.y.push_back(i % 8 > 4 ? std::nan("") : 1 + i % 3);
  }
  figure::Line none = line("val/loss", Role::kVal, 0, {});
  return single(panel("Loss", 40, {train, nan, none, val}), "val/loss has no finite value");
}

inline figure::Figure class_bars() {
  figure::Bars bars;
  bars.label = "F1";
  figure::Panel one = panel("F1 per class", 1, {});
  one.x = {};
  for (int i = 0; i < 10; ++i) {
    static const char* kNames[] = {"airplane", "automobile", "bird",  "cat",  "deer",
                                   "dog",      "frog",       "horse", "ship", "truck"};
    one.x.categories.emplace_back(kNames[i]);
    bars.x0.push_back(i - 0.4);
    bars.x1.push_back(i + 0.4);
    bars.y.push_back(0.95 - 0.03 * ((i * 7) % 10));
  }
  one.marks = {bars};
  return single(std::move(one));
}

inline figure::Figure scatter() {
  Random random(4);
  figure::Panel one = panel("Latent space", 1, {});
  one.x = one.y = {};
  one.x.label = "first component";
  one.y.label = "second component";
  for (int c = 0; c < 6; ++c) {
    figure::PointSet set;
    set.label = "class " + std::to_string(c);
    for (int i = 0; i < 60; ++i) {
      set.x.push_back(std::cos(c) * 3 + random.next() + random.next());
      set.y.push_back(std::sin(c) * 3 + random.next() + random.next());
    }
    one.marks.emplace_back(std::move(set));
  }
  return single(std::move(one));
}

inline figure::Figure image_and_text() {
  figure::ImageMark image;
  image.width = image.height = 8;
  image.caption = "sample 17 at step 1,200";
  for (int i = 0; i < 64; ++i) image.pixels.push_back(static_cast<uint8_t>(i * 4));
  figure::TextMark text;
  text.text =
      "The model now says: a cat sits on the mat, looks at the dog & thinks <nothing> of "
      "it.\nSecond line.";
  figure::Panel a, b;
  a.title = "Sample";
  a.marks = {image};
  b.title = "Text";
  b.marks = {text};
  figure::Figure out = single(std::move(a));
  out.title = "Records";
  out.panels.push_back(std::move(b));
  return out;
}

// Anything a panel might make, also what none would.
inline figure::Figure random_figure(uint64_t seed) {
  Random random(seed);
  const double size = std::pow(10, random.between(-9, 9));
  const double offset = random.below(3) == 0 ? size * random.between(-1e4, 1e4) : 0;
  figure::Figure out;
  out.title = random.below(4) == 0 ? "" : "A title of some length, number " + std::to_string(seed);
  out.reading =
      random.below(3) == 0
          ? ""
          : "a reading in words that goes on for a while, and longer than many figures are wide";
  const int runs = 1 + random.below(3);
  for (int r = 0; r < runs; ++r)
    out.runs.push_back(
        {"run_" + std::to_string(r), "model/run_" + std::to_string(r), r, "running", 0});
  const int panels = 1 + random.below(5);
  for (int p = 0; p < panels; ++p) {
    const size_t n = static_cast<size_t>(1 + random.below(60));
    figure::Panel one = panel("Panel " + std::to_string(p), static_cast<double>(n), {}, "step");
    if (random.below(2) == 0) one.x.label = "a rather long name of the x axis";
    one.y.log = random.below(3) == 0;
    one.y.reversed = random.below(6) == 0;
    static constexpr figure::AxisKind kKinds[] = {
        figure::AxisKind::kStep, figure::AxisKind::kRelative, figure::AxisKind::kValue,
        figure::AxisKind::kWall};
    one.x.kind = kKinds[random.below(4)];
    if (one.x.kind == figure::AxisKind::kWall)
      one.x.extent = one.x.range = {1.7e15, 1.7e15 + random.between(1e6, 1e13)};
    const int lines = random.below(7);
    for (int i = 0; i < lines; ++i) {
      std::vector<double> y;
      for (size_t k = 0; k < n; ++k)
        y.push_back(random.below(20) == 0 ? std::nan("") : offset + size * random.next());
      figure::Line mark =
          line("group/series_" + std::to_string(i), Role::kNone, random.below(runs), std::move(y));
      if (one.x.kind == figure::AxisKind::kWall) {
        for (double& x : mark.x) x = 1.7e15 + x * 1e6;
      }
      one.marks.emplace_back(std::move(mark));
    }
    for (int i = random.below(4); i > 0; --i) {
      figure::Rule rule;
      rule.x = random.between(0, static_cast<double>(n));
      rule.label = "event number " + std::to_string(i);
      if (random.below(3) == 0) rule.y = offset + size * random.next();
      one.marks.emplace_back(rule);
      figure::FindingMark finding;
      finding.role = Role::kWarn;
      finding.state = "warning";
      finding.x0 = random.between(0, static_cast<double>(n));
      finding.title = "Something since step " + std::to_string(i);
      one.marks.emplace_back(finding);
      figure::Note note;
      note.x = random.between(0, static_cast<double>(n));
      note.y = offset + size * random.next();
      note.text = "a note";
      one.marks.emplace_back(note);
    }
    out.panels.push_back(std::move(one));
  }
  return out;
}

}  // namespace oriel::draw::sample
