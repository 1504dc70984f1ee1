// The table of colours is the browser's: web/src/styles/tokens.css.
#include "draw/theme.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "draw/color_map.h"

namespace oriel::draw {
namespace {

std::map<std::string, Color> tokens(const std::string& css, const std::string& selector) {
  std::map<std::string, Color> out;
  const size_t from = css.find(selector + " {");
  EXPECT_NE(from, std::string::npos) << selector;
  const std::string block = css.substr(from, css.find('}', from) - from);
  const std::regex token("--([a-z0-9-]+): #([0-9a-f]{6})([0-9a-f]{2})?;");
  for (std::sregex_iterator at(block.begin(), block.end(), token), end; at != end; ++at) {
    Color color;
    EXPECT_TRUE(parse_color("#" + (*at)[2].str(), color));
    if ((*at)[3].matched) color.a = static_cast<uint8_t>(std::stoi((*at)[3].str(), nullptr, 16));
    out[(*at)[1].str()] = color;
  }
  return out;
}

void compare(const Theme& theme, std::map<std::string, Color> css) {
  const auto same = [&](const char* name, Color color) {
    ASSERT_TRUE(css.contains(name)) << name;
    EXPECT_TRUE(css[name] == color) << name;
  };
  same("page", theme.page);
  same("panel", theme.panel);
  same("text", theme.text);
  same("muted", theme.muted);
  same("grid", theme.grid);
  same("rule", theme.rule);
  same("train", theme.train);
  same("val", theme.val);
  same("best", theme.best);
  same("warn", theme.warn);
  same("error", theme.error);
  for (size_t i = 0; i < theme.runs.size(); ++i) {
    same(("run-" + std::to_string(i)).c_str(), theme.runs[i]);
  }
}

std::string stylesheet() {
  std::ifstream file(std::string(ORIEL_GOLDEN_DIR) + "/../../web/src/styles/tokens.css");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Theme, IsTheBrowsers) {
  compare(light_theme(), tokens(stylesheet(), ":root"));
  compare(dark_theme(), tokens(stylesheet(), ":root[data-theme='dark']"));
}

TEST(Theme, CanBeRead) {
  for (const Theme* theme : {&light_theme(), &dark_theme()}) {
    EXPECT_GE(contrast(theme->text, theme->panel), 4.5);
    EXPECT_GE(contrast(theme->muted, theme->panel), 4.5);
    for (const Color& color : theme->runs) {
      EXPECT_GE(contrast(color, theme->panel), 3) << "marks";
      EXPECT_GE(contrast(readable(color, theme->text, theme->panel), theme->panel), 4.5) << "words";
    }
  }
}

TEST(ColorMap, GrowsLighterAndIsNeutralInTheMiddle) {
  for (int i = 1; i <= 100; ++i) {
    const Color black = {0, 0, 0, 255};
    EXPECT_GE(contrast(sequential_color(i / 100.0), black),
              contrast(sequential_color((i - 1) / 100.0), black));
  }
  const Color middle = diverging_color(0.5);
  EXPECT_LT(std::abs(middle.r - middle.b), 10);
  for (int i = 0; i <= 100; ++i) {
    const Color ground = sequential_color(i / 100.0);
    EXPECT_GE(contrast(text_on(ground), ground), 4.0) << i;
  }
}

TEST(ColorMap, ReadsColors) {
  Color color;
  EXPECT_TRUE(parse_color("#0af", color));
  EXPECT_TRUE((color == Color{0, 0xaa, 0xff, 255}));
  for (const char* bad : {"", "0af", "#12345", "#gggggg", "#1234567", "red"}) {
    EXPECT_FALSE(parse_color(bad, color)) << bad;
  }
}

}  // namespace
}  // namespace oriel::draw
