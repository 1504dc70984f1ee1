// Golden SVGs of every mark and of figures as panels make them, light and dark: tests/golden/draw/.
// Text stays text and is measured by a fixed width, so that they depend on no font and no library.
// ORIEL_UPDATE_GOLDEN=1 writes them anew; look at them before they are kept.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "draw/layout.h"
#include "draw/sample_figures_test_util.h"
#include "draw/svg_painter.h"

namespace oriel::draw {
namespace {

struct Sample {
  const char* name;
  figure::Figure (*make)();
  Size size{400, 260};
};

const Sample kSamples[] = {
    {"training_curves", [] { return sample::training_curves(30); }, {640, 460}},
    {"comparison", [] { return sample::comparison(3, 30); }},
    {"many_series_log", [] { return sample::many_series(8, 20); }},
    {"busy_curves", [] { return sample::busy_curves(); }},
    {"confusion_matrix", [] { return sample::confusion(4, true); }},
    {"correlation", [] { return sample::diverging(); }},
    {"histogram", [] { return sample::histogram(); }},
    {"histograms_over_time", [] { return sample::histograms_over_time(); }},
    {"per_class_table", [] { return sample::table(); }},
    {"per_class_bars", [] { return sample::class_bars(); }},
    {"findings", [] { return sample::findings(); }, {640, 300}},
    {"findings_none", [] { return sample::healthy(); }, {640, 160}},
    {"not_numbers", [] { return sample::not_numbers(); }},
    {"smoothed", [] { return sample::smoothed(); }},
    {"one_column", [] { return sample::training_curves(30); }, {252, 620}},
    {"scatter", [] { return sample::scatter(); }},
    {"image_and_text", [] { return sample::image_and_text(); }},
};

class Golden : public testing::TestWithParam<Sample> {};

TEST_P(Golden, Svg) {
  for (const bool dark : {false, true}) {
    LayoutOptions options;
    options.size = GetParam().size;
    options.theme = dark ? &dark_theme() : &light_theme();
    options.paper = true;
    options.density = 1;
    options.utc_offset = 0;
    const figure::Figure figure = GetParam().make();
    const std::string svg =
        paint_svg(layout(figure, options), figure.title, figure.reading, SvgText::kText);
    const std::string path = std::string(ORIEL_GOLDEN_DIR) + "/draw/" + GetParam().name +
                             (dark ? "_dark.svg" : "_light.svg");
    if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << svg;
    std::ifstream file(path);
    std::stringstream wanted;
    wanted << file.rdbuf();
    EXPECT_TRUE(svg == wanted.str()) << path << " has changed; ORIEL_UPDATE_GOLDEN=1 renews it";
  }
}

INSTANTIATE_TEST_SUITE_P(Figures, Golden, testing::ValuesIn(kSamples),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace oriel::draw
