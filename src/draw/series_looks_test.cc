#include "draw/series_looks.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "draw/sample_figures_test_util.h"

namespace oriel::draw {
namespace {

TEST(ShortNames, KeepWhatTellsThemApart) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(short_names({"train/loss", "val/loss"}), (Names{"train", "val"}));
  EXPECT_EQ(short_names({"layer/a/grad", "layer/b/grad"}), (Names{"a", "b"}));
  EXPECT_EQ(short_names({"loss"}), Names{"loss"});
  EXPECT_EQ(short_names({"a", "a/b"}), (Names{"a", "a/b"}));
  EXPECT_EQ(short_names({}), Names{});
}

TEST(SeriesLooks, NoTwoSeriesLookAlike) {
  for (const int runs : {1, 2, 6, 8, 12, 30, 48}) {
    const figure::Figure figure = sample::comparison(runs, 10);
    for (const Theme* theme : {&light_theme(), &dark_theme()}) {
      const PanelSeries panel = gather_series(figure, figure.panels[0], *theme);
      std::set<std::tuple<int, int, int, Dash, LineSign>> seen;
      for (const SeriesLook& one : panel.series) {
        seen.insert({one.color.r, one.color.g, one.color.b, one.dash, one.sign});
      }
      EXPECT_EQ(seen.size(), static_cast<size_t>(2 * runs));
    }
  }
}

TEST(SeriesLooks, RolesColorOneRunAndRunsColorSeveral) {
  const Theme& theme = light_theme();
  const figure::Figure one = sample::training_curves(10);
  EXPECT_TRUE(gather_series(one, one.panels[0], theme).series[0].color == theme.train);
  const figure::Figure two = sample::comparison(2, 10);
  const PanelSeries panel = gather_series(two, two.panels[0], theme);
  EXPECT_TRUE(panel.several_runs);
  EXPECT_TRUE(panel.series[0].color == theme.runs[0]);
  EXPECT_TRUE(panel.series[2].color == theme.runs[1]);
  EXPECT_EQ(panel.series[3].label, "run_002 val");
}

TEST(SeriesLooks, RawStandsBehindSmooth) {
  const figure::Figure figure = sample::busy_curves();
  const PanelSeries panel = gather_series(figure, figure.panels[0], light_theme());
  for (const SeriesLook& one : panel.series) {
    if (one.path != "train/loss") continue;
    ASSERT_NE(one.main, nullptr);
    ASSERT_NE(one.raw, nullptr);
    EXPECT_TRUE(one.main->smooth);
    EXPECT_EQ(one.gaps.size(), 1U);
  }
}

}  // namespace
}  // namespace oriel::draw
