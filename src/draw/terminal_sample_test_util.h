// A training as it might look at a given step, for the tests and the benchmark of the terminal:
// two curves (raw and smooth), a learning rate, a table of twelve rows, experts and a finding.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "draw/number_format.h"
#include "draw/terminal_screen.h"

namespace oriel::draw::sample {

// The same everywhere: no library's random numbers.
inline double noise(uint64_t i) {
  i += 0x9E3779B97F4A7C15ULL;
  i = (i ^ i >> 30) * 0xBF58476D1CE4E5B9ULL;
  i = (i ^ i >> 27) * 0x94D049BB133111EBULL;
  return static_cast<double>((i ^ i >> 31) >> 11) / 4503599627370496.0 - 1;
}

inline double train_loss(int64_t step) {
  return 2.2 * std::exp(-static_cast<double>(step) / 900) + 0.08;
}
inline double val_loss(int64_t step) {
  const double s = static_cast<double>(step);
  return 2.1 * std::exp(-s / 800) + 0.17 + std::max(0.0, s - 2600) * 6e-5;
}

inline figure::Line line_of(const std::string& path, figure::Role role, bool smooth) {
  figure::Line line;
  line.role = role;
  line.run = 0;
  line.label = path;
  line.smooth = smooth;
  line.entity = figure::Entity{"series", "digits/run_003", path};
  return line;
}

// As the store answers: first, minimum, maximum and last of every column.
inline figure::Line columns_of(figure::Line line, int64_t steps, int columns, double (*at)(int64_t),
                               double noisy) {
  line.columns = true;
  for (int c = 0; c < columns; ++c) {
    const int64_t from = steps * c / columns, to = std::max(from + 1, steps * (c + 1) / columns);
    double low = std::numeric_limits<double>::infinity(), high = -low, first = 0, last = 0;
    for (int64_t s = from; s < to; s += std::max<int64_t>((to - from) / 8, 1)) {
      const double v = at(s) * (1 + noisy * noise(static_cast<uint64_t>(s)));
      if (s == from) first = v;
      last = v;
      low = std::min(low, v);
      high = std::max(high, v);
    }
    line.x0.push_back(static_cast<double>(from));
    line.x1.push_back(static_cast<double>(to - 1));
    line.first.push_back(first), line.last.push_back(last);
    line.min.push_back(low), line.max.push_back(high);
    line.count.push_back(static_cast<uint32_t>(to - from));
  }
  return line;
}

inline std::shared_ptr<figure::Figure> loss_figure(int64_t step, int64_t total, bool findings) {
  auto figure = std::make_shared<figure::Figure>();
  figure->runs.push_back({"digits/run_003", "run_003", 0, "running", 0});
  figure::Panel panel;
  panel.title = "Loss";
  panel.x.kind = figure::AxisKind::kStep;
  panel.x.label = "step";
  panel.x.range = std::pair<double, double>{0, static_cast<double>(total)};
  using figure::Role;
  panel.marks.push_back(
      columns_of(line_of("train", Role::kTrain, false), step, 96, train_loss, 0.25));
  panel.marks.push_back(columns_of(line_of("train", Role::kTrain, true), step, 96, train_loss, 0));
  figure::Line val = line_of("val", Role::kVal, false);
  for (int64_t s = 0; s <= step; s += 100) {
    val.x.push_back(static_cast<double>(s));
    val.y.push_back(val_loss(s));
  }
  panel.marks.push_back(val);
  if (findings && step > 3000) {
    figure::PointSet best;
    best.role = Role::kBest;
    best.label = "best";
    best.x = {2600}, best.y = {val_loss(2600)};
    panel.marks.push_back(best);
    figure::Gap gap;
    gap.x = {1200, 2100}, gap.code = {1, 2};
    panel.marks.push_back(gap);
    figure::FindingMark finding;
    finding.role = Role::kWarn;
    finding.state = "warning";
    finding.x0 = 2600;
    finding.title = "Overfitting since step 2,600";
    panel.marks.push_back(finding);
    figure::Rule rule;
    rule.x = 1500;
    rule.label = "lr halved";
    panel.marks.push_back(rule);
  }
  figure->panels.push_back(std::move(panel));
  return figure;
}

inline double learning_rate(int64_t step) {
  const double s = static_cast<double>(step);
  return s < 300 ? 1e-3 * (s + 1) / 300 : 1e-3 * (0.5 + 0.5 * std::cos((s - 300) / 4700 * 3.1416));
}

inline std::shared_ptr<figure::Figure> rate_figure(int64_t step, int64_t total) {
  auto figure = std::make_shared<figure::Figure>();
  figure::Panel panel;
  panel.title = "Learning rate";
  panel.x.kind = figure::AxisKind::kStep;
  panel.x.range = std::pair<double, double>{0, static_cast<double>(total)};
  panel.y.log = true;
  figure::Line line = line_of("lr", figure::Role::kNone, false);
  for (int64_t s = 0; s <= step; s += 20) {
    line.x.push_back(static_cast<double>(s));
    line.y.push_back(learning_rate(s));
  }
  panel.marks.push_back(std::move(line));
  figure->panels.push_back(std::move(panel));
  return figure;
}

inline TableView status_table(int64_t step) {
  TableView table;
  table.title = "Training";
  table.note = "digits/run_003";
  table.columns = {{"metric", false}, {"now", true}, {"best", true}, {"change", true}};
  const double train = train_loss(step), val = val_loss(step);
  const auto row = [&](const char* name, double now, double best, double change,
                       figure::Role role = figure::Role::kNone) {
    table.rows.push_back({{name, figure::Role::kNone, {}},
                          {format_value(now), role, {}},
                          {format_value(best), figure::Role::kMuted, {}},
                          {format_value(change), figure::Role::kMuted, {}}});
  };
  row("train loss", train, train, -0.0021);
  row("val loss", val, val_loss(2600), 0.0012, figure::Role::kWarn);
  row("aux loss", 0.0103, 0.0101, 0);
  row("learning rate", learning_rate(step), 1e-3, -1.2e-6);
  row("gradient norm", 0.8 + 0.1 * noise(static_cast<uint64_t>(step)), 0.7, 0.02);
  row("accuracy", 0.973, 0.974, 0.0001);
  row("routing entropy", 2.0712, 2.0794, -0.001);
  row("position error", 0.123, 0.119, -0.0004);
  row("velocity error", std::nan(""), 0.31, std::nan(""), figure::Role::kError);
  row("samples/s", 5120, 5300, 12);
  row("tokens/s", 1310720, 1356800, 3072);
  row("GPU memory MB", 18432, 18432, 0);
  return table;
}

inline BarsView experts(int64_t step) {
  BarsView bars;
  bars.title = "Experts";
  bars.note = "max/mean 1.42 · 1 dead";
  bars.reference = 0.125;
  for (int i = 0; i < 8; ++i) {
    const double share =
        i == 5 ? 0
               : 0.14 + 0.04 * noise(static_cast<uint64_t>(i) + static_cast<uint64_t>(step / 500));
    bars.bars.push_back({"expert " + std::to_string(i), share, format_value(share * 100, 3) + " %",
                         i == 5 ? figure::Role::kError : figure::Role::kNone});
  }
  return bars;
}

inline ScreenModel model(int64_t step, int64_t total) {
  ScreenModel model;
  model.headline = {{"loss", format_value(train_loss(step))},
                    {"val", format_value(val_loss(step))},
                    {"lr", format_value(learning_rate(step))}};
  model.blocks.push_back({PanelView{loss_figure(step, total, true), 0}});
  model.blocks.push_back({status_table(step)});
  model.blocks.push_back({PanelView{rate_figure(step, total), 0}});
  model.blocks.push_back({experts(step)});
  FindingsView findings;
  if (step > 3000) {
    findings.findings.push_back({figure::Role::kWarn, "Overfitting since step 2,600",
                                 "validation loss rises while training loss falls; stop early or "
                                 "add regularisation"});
    model.blocks.push_back({findings, true});
  }
  model.progress.description = "Training digits";
  model.progress.step = step;
  model.progress.total = total;
  model.progress.elapsed_s = static_cast<double>(step) / 51.2;
  model.progress.left_s = static_cast<double>(total - step) / 51.2;
  model.progress.rate = 51.2;
  model.progress.frame = static_cast<uint32_t>(step / 12);
  return model;
}

}  // namespace oriel::draw::sample
