#include "draw/gl_painter.h"

#include <gtest/gtest.h>
#include <png.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>

#include "draw/cairo_painter.h"
#include "draw/gl_test_util.h"
#include "draw/layout.h"

namespace oriel::draw {
namespace {

constexpr Color kWhite = {255, 255, 255, 255}, kBlack = {0, 0, 0, 255}, kRed = {220, 30, 20, 255};

class Gl : public testing::Test {
 protected:
  void SetUp() override {
    context_ = HeadlessGl::create();
    if (context_ == nullptr) GTEST_SKIP() << "no EGL that works without a display here";
    auto painter = GlPainter::create(&HeadlessGl::find);
    ASSERT_TRUE(painter.ok()) << painter.status().message();
    painter_ = std::move(*painter);
  }
  void TearDown() override {
    if (painter_ != nullptr) {
      EXPECT_EQ(painter_->gl().GetError(), 0u);
    }
    painter_.reset();
  }

  // A list of 100 × 100, white.
  static DisplayList list_of(std::vector<Item> items) {
    return {{100, 100}, kWhite, std::move(items)};
  }
  std::unique_ptr<Canvas> paint(const DisplayList& list, float scale = 1) {
    auto canvas =
        std::make_unique<Canvas>(painter_->gl(), static_cast<int>(list.size.width * scale),
                                 static_cast<int>(list.size.height * scale));
    canvas->paint(*painter_, list, scale);
    return canvas;
  }

  std::unique_ptr<HeadlessGl> context_;
  std::unique_ptr<GlPainter> painter_;
};

void expect_color(Color is, Color should, int slack = 1) {
  EXPECT_NEAR(is.r, should.r, slack);
  EXPECT_NEAR(is.g, should.g, slack);
  EXPECT_NEAR(is.b, should.b, slack);
}

size_t count(const Canvas& canvas, const std::function<bool(Color)>& is) {
  size_t n = 0;
  for (const Color c : canvas.pixels()) n += is(c) ? 1 : 0;
  return n;
}

TEST_F(Gl, ABoxFillsItsPixelsAndHalfOfThoseItHalfCovers) {
  const auto c = paint(list_of({Rects{{{10, 10, 20, 20.5f}}, {kBlack}}}));
  expect_color(c->at(10, 10), kBlack);
  expect_color(c->at(29, 29), kBlack);
  expect_color(c->at(9, 10), kWhite);
  expect_color(c->at(30, 10), kWhite);
  expect_color(c->at(20, 30), {127, 127, 127, 255}, 2);
}

TEST_F(Gl, AHairlineCoversItsPixelRowOnly) {
  const auto c = paint(list_of({Polyline{{{10, 50.5f}, {90, 50.5f}}, kBlack, 1, Dash::kSolid}}));
  expect_color(c->at(50, 50), kBlack);
  expect_color(c->at(50, 49), kWhite);
  expect_color(c->at(50, 51), kWhite);
  expect_color(c->at(8, 50), kWhite);
  expect_color(c->at(91, 50), kWhite);
}

TEST_F(Gl, WhatIsSeeThroughIsBlendedOnceWhereItCrossesItself) {
  const Color faint = {0, 0, 0, 77};
  const Polyline cross{{{10, 10}, {90, 90}, {90, 10}, {10, 90}}, faint, 6, Dash::kSolid};
  const auto c = paint(list_of({cross}));
  const Color once = {178, 178, 178, 255};
  expect_color(c->at(30, 30), once, 2);
  expect_color(c->at(50, 50), once, 2);  // where it crosses itself
  expect_color(c->at(90, 88), once, 2);  // at the corner
}

TEST_F(Gl, APolygonIsAsLargeAsItShouldBe) {
  const Polygon arrow{{{10, 10}, {90, 50}, {10, 90}, {40, 50}}, {0, 0, 0, 128}};
  const auto c = paint(list_of({arrow}));
  expect_color(c->at(60, 50), {127, 127, 127, 255}, 2);
  expect_color(c->at(20, 50), kWhite);  // the notch
  double ink = 0;
  for (const Color p : c->pixels()) ink += (255 - p.r) / 128.0;
  EXPECT_NEAR(ink, 2000, 60);  // half of 80 × 80 less half of 80 × 30; the seam adds a little
}

TEST_F(Gl, AClipConfinesAndEnds) {
  const auto c = paint(list_of({Clip{{20, 20, 10, 10}}, Rects{{{0, 0, 100, 100}}, {kRed}},
                                Polyline{{{0, 25}, {100, 25}}, {0, 0, 0, 100}, 3, Dash::kSolid},
                                Clip{{}}, Rects{{{60, 60, 5, 5}}, {kBlack}}}));
  expect_color(c->at(20, 20), kRed);
  expect_color(c->at(30, 25), kWhite);
  expect_color(c->at(19, 25), kWhite);
  expect_color(c->at(62, 62), kBlack);
}

TEST_F(Gl, AGapIsEmpty) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const uint8_t alpha : {255, 100}) {
    const auto c = paint(list_of({Polyline{
        {{10, 50}, {40, 50}, {50, nan}, {60, 50}, {90, 50}}, {0, 0, 0, alpha}, 4, Dash::kSolid}}));
    EXPECT_LT(c->at(30, 50).r, 200);
    expect_color(c->at(50, 50), kWhite);
    EXPECT_LT(c->at(70, 50).r, 200);
  }
}

TEST_F(Gl, PicturesKeepTheirCells) {
  Picture picture{{20, 20, 40, 40}, 2, 2, {kRed, kBlack, kBlack, kRed}, true};
  const auto c = paint(list_of({picture}));
  expect_color(c->at(21, 21), kRed);
  expect_color(c->at(39, 39), kRed);
  expect_color(c->at(41, 39), kBlack);
  expect_color(c->at(58, 58), kRed);
  expect_color(c->at(61, 30), kWhite);
}

TEST_F(Gl, MarkersAreTheirSizeWhateverTheirShape) {
  for (int shape = 0; shape <= static_cast<int>(Marker::kPlus); ++shape) {
    for (const bool filled : {true, false}) {
      const auto c =
          paint(list_of({Markers{{{50, 50}}, static_cast<Marker>(shape), 20, kBlack, filled}}));
      const size_t inked = count(*c, [](Color p) { return p.r < 128; });
      EXPECT_GT(inked, 60u) << shape;
      EXPECT_LT(inked, 20u * 20u) << shape;
      for (int i = 0; i < 100; ++i) {
        expect_color(c->at(i, 33), kWhite);  // 17 above the middle, past any tip
        expect_color(c->at(33, i), kWhite);
      }
    }
  }
}

TEST_F(Gl, LabelsStandWhereTheirAnchorSays) {
  const auto ink_of = [&](Anchor anchor, bool upright) {
    return paint(
        list_of({Label{50, 50, "Epoch 12", 12, Weight::kRegular, anchor, upright, false, kBlack}}));
  };
  const auto dark = [](const Canvas& c, int x0, int y0, int x1, int y1) {
    int n = 0;
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) n += c.at(x, y).r < 160 ? 1 : 0;
    }
    return n;
  };
  const auto start = ink_of(Anchor::kStart, true);
  EXPECT_GT(dark(*start, 50, 38, 100, 54), 40);
  EXPECT_EQ(dark(*start, 0, 0, 50, 100), 0);
  const auto end = ink_of(Anchor::kEnd, true);
  EXPECT_EQ(dark(*end, 0, 38, 51, 54), dark(*end, 0, 0, 100, 100));
  const auto turned = ink_of(Anchor::kStart, false);
  EXPECT_EQ(dark(*turned, 38, 0, 54, 51), dark(*turned, 0, 0, 100, 100));
  EXPECT_EQ(dark(*turned, 0, 0, 100, 100), dark(*start, 0, 0, 100, 100));
}

TEST_F(Gl, ADisplayListMayBeShownTwiceAndAtAnotherScale) {
  const DisplayList list = list_of({Rects{{{10, 10, 20, 20}}, {kBlack}}});
  const auto c = paint(list, 2);
  expect_color(c->at(59, 59), kBlack);
  expect_color(c->at(60, 60), kWhite);
  painter_->paint({c->framebuffer(), 100, 100, 100, 100});  // the upper right quarter
  c->paint(*painter_, list, 2);
  painter_->set(list, 1);
  painter_->paint({c->framebuffer(), 100, 100, 100, 100});
  c->read();
  expect_color(c->at(115, 15), kBlack);
}

TEST_F(Gl, ThingsOfOneKindAreOneDraw) {
  std::vector<Item> items;
  const auto y = [](int i) { return static_cast<float>(i); };
  for (int i = 0; i < 50; ++i) {
    items.push_back(Polyline{{{0, y(i)}, {100, y(i)}}, {0, 0, 0, 90}, 1, Dash::kSolid});
  }
  for (int i = 0; i < 50; ++i) {
    items.push_back(
        Label{10, y(i), "12", 10, Weight::kRegular, Anchor::kStart, true, true, kBlack});
  }
  paint(list_of(std::move(items)));
  EXPECT_EQ(painter_->stats().draws, 3u);  // the ground, lines, letters
}

TEST_F(Gl, MoreTextThanTheAtlasHoldsIsStillDrawn) {
  std::vector<Item> items;
  for (int size = 20; size < 90; ++size) {
    items.push_back(Label{2,
                          95,
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                          static_cast<float>(size),
                          Weight::kBold,
                          Anchor::kStart,
                          true,
                          false,
                          {0, 0, 0, 0}});
  }
  items.push_back(Label{2, 95, "W", 90, Weight::kBold, Anchor::kStart, true, false, kBlack});
  const auto c = paint(list_of(std::move(items)));
  EXPECT_GT(count(*c, [](Color p) { return p.r < 128; }), 1000u);
}

// What paper shows of a list.
std::vector<Color> on_paper(const DisplayList& list, double scale) {
  const auto bytes = paint_png(list, scale);
  EXPECT_TRUE(bytes.ok());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_NE(png_image_begin_read_from_memory(&image, bytes->data(), bytes->size()), 0);
  image.format = PNG_FORMAT_RGBA;
  std::vector<Color> pixels(size_t{image.width} * image.height);
  EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
  return pixels;
}

struct Difference {
  double mean = 0;   // of 255
  double large = 0;  // share of pixels that differ by more than a quarter
};
Difference difference(const std::vector<Color>& a, const std::vector<Color>& b) {
  Difference d;
  for (size_t i = 0; i < a.size(); ++i) {
    const double off =
        (std::abs(a[i].r - b[i].r) + std::abs(a[i].g - b[i].g) + std::abs(a[i].b - b[i].b)) / 3.0;
    d.mean += off / static_cast<double>(a.size());
    if (off > 64) d.large += 1 / static_cast<double>(a.size());
  }
  return d;
}

figure::Figure two_panels() {
  figure::Figure figure;
  figure.columns = 2;
  figure.runs = {{"run", "run", 0, "finished", 0}};
  for (int p = 0; p < 2; ++p) {
    figure::Panel panel;
    panel.title = p == 0 ? "Loss" : "Band";
    panel.x.label = "epoch";
    panel.x.range = panel.x.extent = {0, 60};
    for (const figure::Role role : {figure::Role::kTrain, figure::Role::kVal}) {
      figure::Line line;
      line.role = role;
      line.run = 0;
      line.label = role == figure::Role::kTrain ? "train/loss" : "val/loss";
      figure::Band band;
      band.role = role;
      band.run = 0;
      band.label = line.label;
      for (int i = 0; i <= 60; ++i) {
        const double y = std::exp(-i / 15.0) + (role == figure::Role::kVal ? 0.2 : 0);
        line.x.push_back(i);
        line.y.push_back(i == 30 ? NAN : y + 0.05 * std::sin(i * 2.1));
        band.x.push_back(i);
        band.low.push_back(y - 0.06);
        band.high.push_back(y + 0.06);
      }
      if (p == 1) panel.marks.emplace_back(band);
      panel.marks.emplace_back(line);
    }
    figure.panels.push_back(std::move(panel));
  }
  return figure;
}

// Two painters, one list: letters and edges differ by a shade, and nothing else does.
TEST_F(Gl, AFigureLooksAsOnPaper) {
  for (const Theme* theme : {&light_theme(), &dark_theme()}) {
    for (const float scale : {1.F, 2.F}) {
      LayoutOptions options;
      options.size = {840, 360};
      options.theme = theme;
      options.text = &painter_->text();
      const DisplayList list = layout(two_panels(), options);
      const auto canvas = paint(list, scale);
      const std::vector<Color> paper = on_paper(list, scale);
      ASSERT_EQ(paper.size(), canvas->pixels().size());
      const Difference d = difference(canvas->pixels(), paper);
      EXPECT_LT(d.mean, 2.0);
      EXPECT_LT(d.large, 0.01);
      // The bound means something: a blank page is far beyond it.
      const Difference blank = difference(std::vector<Color>(paper.size(), list.background), paper);
      EXPECT_GT(blank.mean, 2 * d.mean);
    }
  }
}

TEST(GlPainter, SaysWhatIsMissing) {
  const auto painter = GlPainter::create([](const char*) -> void (*)() { return nullptr; });
  ASSERT_FALSE(painter.ok());
  EXPECT_NE(painter.status().message().find("OpenGL"), std::string::npos);
}

}  // namespace
}  // namespace oriel::draw
