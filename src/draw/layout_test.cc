#include "draw/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/axes.h"
#include "draw/sample_figures_test_util.h"
#include "draw/sheet.h"
#include "draw/text_shape.h"

namespace oriel::draw {
namespace {

struct Placed {
  Box box;
  std::string text;
};

std::vector<Placed> labels_of(const DisplayList& list, TextMeasure& measure) {
  std::vector<Placed> out;
  for (const Item& item : list.items) {
    const auto* label = std::get_if<Label>(&item);
    if (label == nullptr) continue;
    const float width = measure.width(label->text, label->size, label->weight);
    const float before = label->anchor == Anchor::kEnd      ? width
                         : label->anchor == Anchor::kMiddle ? width / 2
                                                            : 0;
    // Digits and small letters reach this high; lines may touch above and below.
    const float up = label->size * 0.72F;
    const Box box = label->upright ? Box{label->x - before, label->y - up, width, up}
                                   : Box{label->x - up, label->y + before - width, up, width};
    out.push_back({box, label->text});
  }
  return out;
}

bool overlap(const Box& a, const Box& b) {
  constexpr float kTouch = 0.5F;
  return a.x + kTouch < b.x + b.width && b.x + kTouch < a.x + a.width &&
         a.y + kTouch < b.y + b.height && b.y + kTouch < a.y + a.height;
}

void expect_apart(const DisplayList& list, TextMeasure& measure, const std::string& what) {
  const std::vector<Placed> labels = labels_of(list, measure);
  for (size_t i = 0; i < labels.size(); ++i) {
    const Box& box = labels[i].box;
    EXPECT_GE(box.x, -1) << what << ": " << labels[i].text;
    EXPECT_LE(box.x + box.width, list.size.width + 1) << what << ": " << labels[i].text;
    for (size_t k = i + 1; k < labels.size(); ++k) {
      EXPECT_FALSE(overlap(box, labels[k].box))
          << what << ": \"" << labels[i].text << "\" on \"" << labels[k].text << "\" at " << box.x
          << ", " << box.y;
    }
  }
}

std::vector<figure::Figure> samples() {
  return {sample::training_curves(50), sample::comparison(3, 100),
          sample::comparison(8, 30),   sample::many_series(12, 40),
          sample::confusion(10, true), sample::busy_curves(),
          sample::histogram(),         sample::histograms_over_time(),
          sample::diverging(),         sample::table(),
          sample::class_bars(),        sample::scatter(),
          sample::image_and_text()};
}

TEST(Layout, LabelsNeverOverlap) {
  TextShaper& shaper = TextShaper::of_thread();
  for (const Size size : {Size{840, 600}, Size{640, 400}, Size{400, 300}, Size{1680, 1200}}) {
    LayoutOptions options;
    options.size = size;
    options.text = &shaper;
    options.utc_offset = 0;
    size_t i = 0;
    for (const figure::Figure& figure : samples()) {
      expect_apart(layout(figure, options), shaper,
                   "sample " + std::to_string(i++) + " at " + std::to_string(size.width));
    }
  }
}

TEST(Layout, LabelsOfRandomFiguresNeverOverlap) {
  FixedMeasure measure(0.58F);
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    sample::Random random(seed + 1000);
    LayoutOptions options;
    options.size = {static_cast<float>(random.between(360, 1800)),
                    static_cast<float>(random.between(280, 1300))};
    options.text = &measure;
    options.utc_offset = 60;
    options.font_size = random.below(2) == 0 ? 0 : static_cast<float>(random.between(8, 14));
    expect_apart(layout(sample::random_figure(seed), options), measure,
                 "seed " + std::to_string(seed));
    if (HasFailure()) return;
  }
}

TEST(Layout, AnythingCanBeLaidOutAtAnySize) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    for (const Size size :
         {Size{1, 1}, Size{40, 30}, Size{120, 90}, Size{90, 2000}, Size{4000, 50}}) {
      LayoutOptions options;
      options.size = size;
      for (const Item& item : layout(sample::random_figure(seed), options).items) {
        if (const auto* label = std::get_if<Label>(&item)) {
          EXPECT_TRUE(std::isfinite(label->x) && std::isfinite(label->y)) << seed;
        }
        if (const auto* rects = std::get_if<Rects>(&item)) {
          for (const Box& box : rects->boxes)
            EXPECT_TRUE(box.width >= 0 && box.height >= 0) << seed;
        }
      }
    }
  }
  EXPECT_TRUE(layout({}).items.empty());
}

TEST(Layout, TellsWhereThePlotsAre) {
  std::vector<PlotArea> plots;
  LayoutOptions options;
  options.size = {840, 600};
  layout(sample::training_curves(50), options, &plots);
  ASSERT_EQ(plots.size(), 4U);
  for (const PlotArea& area : plots) {
    EXPECT_NEAR(area.x.pixel(0), area.plot.x, 0.01);
    EXPECT_NEAR(area.x.pixel(49), area.plot.x + area.plot.width, 0.01);
    const auto [low, high] = area.y.domain();
    EXPECT_NEAR(area.y.pixel(high), area.plot.y, 0.01);
    EXPECT_LT(low, high);
  }
  // Aligned: the same column begins and ends at the same place.
  std::vector<float> left(4);
  for (const PlotArea& area : plots) left[area.panel] = area.plot.x;
  EXPECT_EQ(left[0], left[2]);
  EXPECT_EQ(left[1], left[3]);
}

TEST(Layout, AUsersColorsAreUsed) {
  figure::Figure figure = sample::training_curves(50);
  figure.style.colors = {{"train", "#123456"}};
  bool found = false;
  for (const Item& item : layout(figure).items) {
    if (const auto* line = std::get_if<Polyline>(&item)) {
      found = found || line->color == Color{0x12, 0x34, 0x56, 255};
    }
  }
  EXPECT_TRUE(found);
}

TEST(Layout, ValidationOfOneRunIsSolidEverywhereAndDashedBesideOthers) {
  const auto is_dashed = [](const figure::Figure& figure, bool paper) {
    LayoutOptions options;
    options.paper = paper;
    const DisplayList list = layout(figure, options);
    return std::any_of(list.items.begin(), list.items.end(), [](const Item& item) {
      const auto* line = std::get_if<Polyline>(&item);
      return line != nullptr && line->points.size() > 20 && line->dash == Dash::kDash;
    });
  };
  for (const bool paper : {false, true}) {
    EXPECT_FALSE(is_dashed(sample::training_curves(50), paper));
    EXPECT_TRUE(is_dashed(sample::comparison(2, 50), paper));
  }
}

TEST(Layout, AReversedAxisGrowsDownwards) {
  std::vector<PlotArea> plots;
  layout(sample::confusion(4, true), {}, &plots);
  ASSERT_EQ(plots.size(), 1U);
  EXPECT_LT(plots[0].y.pixel(0), plots[0].y.pixel(3));
}

TEST(Layout, TheSameFigureGivesTheSameList) {
  const figure::Figure figure = sample::busy_curves();
  const DisplayList a = layout(figure);
  const DisplayList b = layout(figure);
  ASSERT_EQ(a.items.size(), b.items.size());
}

bool says(const DisplayList& list, const std::string& words) {
  return std::any_of(list.items.begin(), list.items.end(), [&](const Item& item) {
    const auto* label = std::get_if<Label>(&item);
    return label != nullptr && label->text.find(words) != std::string::npos;
  });
}

DisplayList on_paper(const figure::Figure& figure, Size size = {640, 400}) {
  LayoutOptions options;
  options.size = size;
  options.paper = true;
  options.utc_offset = 0;
  return layout(figure, options);
}

TEST(Layout, FindingsAreWordsAlsoWhereAllIsWell) {
  const DisplayList list = on_paper(sample::findings());
  for (const char* words : {"weight decay", "Lower the", "Overfitting since"}) {
    EXPECT_TRUE(says(list, words)) << words;
  }
  EXPECT_FALSE(says(list, "0.2")) << "an axis";
  EXPECT_TRUE(says(on_paper(sample::healthy(), {640, 160}), "nothing suspicious holds now"));
}

TEST(Layout, TheLargestNumbersLeaveEveryCurveInItsPlace) {
  for (const double size : {1e308, std::numeric_limits<double>::max()}) {
    for (const bool log : {false, true}) {
      figure::Figure figure = sample::comparison(2, 20);
      figure::Panel& panel = figure.panels[0];
      panel.y.log = log;
      auto& spoiled = std::get<figure::Line>(panel.marks[0]);
      spoiled.y[3] = size;
      spoiled.y[5] = -size;
      std::vector<PlotArea> plots;
      LayoutOptions options;
      options.paper = true;
      const DisplayList list = layout(figure, options, &plots);
      ASSERT_FALSE(plots.empty());
      const auto [low, high] = plots[0].y.domain();
      EXPECT_TRUE(std::isfinite(low) && std::isfinite(high) && low < high) << size << log;
      EXPECT_GE(plots[0].y.pixel(size), plots[0].plot.y - 1);
      size_t inside = 0;
      for (const Item& item : list.items) {
        const auto* line = std::get_if<Polyline>(&item);
        if (line == nullptr || line->points.size() < 15) continue;
        for (const Point& point : line->points) {
          inside += point.y >= plots[0].plot.y && point.y <= bottom_of(plots[0].plot) ? 1 : 0;
        }
      }
      EXPECT_GT(inside, 60U) << "the curves are drawn";
      EXPECT_EQ(says(list, "outside the log scale"), log);
    }
  }
}

TEST(Layout, SmoothedAndReducedFiguresSaySo) {
  const DisplayList list = on_paper(sample::smoothed());
  EXPECT_TRUE(says(list, "smoothed"));
  EXPECT_TRUE(says(list, "0.039")) << "the last true value";
  EXPECT_FALSE(says(list, "0.131"));
  figure::Figure figure = sample::smoothed();
  figure.points = 1'000'000;
  auto& line = std::get<figure::Line>(figure.panels[0].marks[0]);
  line.columns = true;
  line.x0 = line.x1 = line.x;
  line.first = line.min = line.max = line.last = line.y;
  line.count.assign(line.y.size(), 250'000);
  EXPECT_TRUE(says(on_paper(figure), "1,000,000 points: first, lowest, highest and last"));
}

TEST(Layout, EpochsAreWholeNumbers) {
  for (const double last : {1.0, 2.0, 3.0}) {
    figure::Line line = sample::line("val/loss", figure::Role::kVal, 0, {});
    for (double x = 1; x <= last; ++x) {
      line.x.push_back(x);
      line.y.push_back(1 / x);
    }
    figure::Panel panel = sample::panel("Loss", last, {line});
    panel.x.extent = panel.x.range = std::pair{1.0, last};
    const Scale scale({}, x_range(panel).low, x_range(panel).high, 0, 400);
    FixedMeasure measure;
    const std::vector<Tick> ticks = x_ticks(panel.x, scale, 12, measure, 0);
    EXPECT_FALSE(ticks.empty());
    for (const Tick& tick : ticks) EXPECT_EQ(tick.value, std::floor(tick.value)) << last;
  }
}

TEST(Layout, APageThatIsTooSmallForItsPanelsIsKnown) {
  const figure::Figure four = sample::training_curves(20);
  EXPECT_GT(least_size(four, {252, 180}, 0).height, 180);
  const Size least = least_size(four, {252, 180}, 0);
  EXPECT_LE(least.width, 252);
  EXPECT_EQ(grid_columns(four, {252, least.height}), 1);
  std::vector<PlotArea> plots;
  LayoutOptions options;
  options.size = {252, least.height};
  options.paper = true;
  FixedMeasure measure;
  expect_apart(layout(four, options, &plots), measure, "one column");
  for (const PlotArea& area : plots) EXPECT_GE(area.plot.height, 40);
  EXPECT_LE(least_size(four, {840, 600}, 0).height, 600);
}

TEST(Layout, GapsAreNoStrokeAmongTheData) {
  std::vector<PlotArea> plots;
  LayoutOptions options;
  const DisplayList list = layout(sample::not_numbers(), options, &plots);
  size_t above = 0;
  for (const Item& item : list.items) {
    const auto* marks = std::get_if<Markers>(&item);
    if (marks == nullptr || marks->shape != Marker::kTriangle) continue;
    for (const Point& point : marks->points) {
      EXPECT_LT(point.y, plots[0].plot.y);
      ++above;
    }
  }
  EXPECT_GT(above, 20U);
}

TEST(Layout, ManyFindingsDoNotHideTheData) {
  figure::Figure figure = sample::smoothed();
  for (int i = 0; i < 30; ++i) {
    figure::FindingMark mark;
    mark.role = i % 2 == 0 ? figure::Role::kWarn : figure::Role::kWatching;
    mark.rule = "plateau";
    mark.x0 = 1 + i * 0.01;
    figure.panels[0].marks.emplace_back(mark);
  }
  std::vector<PlotArea> plots;
  LayoutOptions options;
  const DisplayList list = layout(figure, options, &plots);
  const Box& plot = plots[0].plot;
  const float middle = plot.x + plot.width * 0.8F;
  int grounds = 0;
  for (const Item& item : list.items) {
    const auto* rects = std::get_if<Rects>(&item);
    if (rects == nullptr) continue;
    for (const Box& box : rects->boxes) {
      grounds += box.x < middle && right_of(box) > middle && box.height > plot.height / 2 ? 1 : 0;
    }
  }
  EXPECT_EQ(grounds, 1);
}

}  // namespace
}  // namespace oriel::draw
