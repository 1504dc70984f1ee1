#include "draw/layout.h"

#include <gtest/gtest.h>

#include <cmath>

#include "draw/sample_figures_test_util.h"
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
          << what << ": \"" << labels[i].text << "\" on \"" << labels[k].text << "\"";
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

TEST(Layout, ValidationIsToldApartInGreyOnPaper) {
  for (const bool paper : {false, true}) {
    LayoutOptions options;
    options.paper = paper;
    bool dashed = false;
    for (const Item& item : layout(sample::training_curves(50), options).items) {
      const auto* line = std::get_if<Polyline>(&item);
      dashed = dashed ||
               (line != nullptr && line->color == light_theme().val && line->dash == Dash::kDash);
    }
    EXPECT_EQ(dashed, paper);
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

}  // namespace
}  // namespace oriel::draw
