#include "oriel/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "kit/kit_test_util.h"
#include "kit/settings_keys.h"

namespace oriel::kit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct CommandLine {
  explicit CommandLine(std::vector<std::string> words) : texts(std::move(words)) {
    texts.insert(texts.begin(), "train");
    for (std::string& text : texts) argv.push_back(text.data());
    argv.push_back(nullptr);
    argc = static_cast<int>(texts.size());
  }
  std::vector<std::string> left() const { return {argv.begin(), argv.begin() + argc}; }

  std::vector<std::string> texts;
  std::vector<char*> argv;
  int argc = 0;
};

std::string load(Settings& settings, std::vector<std::string> words,
                 const Settings::Sources& sources = {.environment = false,
                                                     .working_directory = false}) {
  CommandLine line(std::move(words));
  return settings.load(line.argc, line.argv.data(), sources).message();
}

std::string toml_error(std::string_view text) {
  Settings settings;
  return parse_settings_toml(text, "oriel.toml", settings).message();
}

TEST(Settings, TheCommandLineTakesItsOwnAndLeavesTheRest) {
  Settings settings;
  CommandLine line({"--epochs", "5", "--oriel-smooth-window=50", "file", "--oriel_line_width", "3",
                    "--oriel-auto-save", "--oriel-open", "no", "--oriel-window-size=800x600",
                    "--oriel-graph-style", "light", "--", "--oriel-nothing"});
  ASSERT_FALSE(settings.load(line.argc, line.argv.data(), {.environment = false}));
  EXPECT_THAT(line.left(), ElementsAre("train", "--epochs", "5", "file", "--oriel_line_width", "3",
                                       "--", "--oriel-nothing"))
      << "--oriel_ is not ours";
  EXPECT_EQ(line.argv[static_cast<size_t>(line.argc)], nullptr);
  EXPECT_EQ(settings.smooth_window, 50U);
  EXPECT_TRUE(settings.auto_save);
  EXPECT_FALSE(settings.open);
  EXPECT_EQ(settings.window_size.width, 800);
  EXPECT_EQ(settings.graph_style, GraphStyle::kLight);
}

TEST(Settings, TheStrongerSourceWins) {
  const TempDir dir;
  std::ofstream(dir.path + "/a.toml") << "smooth_window = 2\nsave_interval = 2\nfont_size = 9.5\n";
  ::setenv("ORIEL_SMOOTH_WINDOW", "3", 1);
  ::setenv("ORIEL_SAVE_INTERVAL", "3", 1);
  Settings settings;
  settings.smooth_window = settings.save_interval = settings.update_interval = 1;
  settings.font_size = 8;
  const std::string error =
      load(settings, {"--oriel-smooth-window=4"}, {.file = dir.path + "/a.toml"});
  ::unsetenv("ORIEL_SMOOTH_WINDOW");
  ::unsetenv("ORIEL_SAVE_INTERVAL");
  ASSERT_EQ(error, "");
  EXPECT_EQ(settings.smooth_window, 4U) << "command line";
  EXPECT_EQ(settings.save_interval, 3U) << "environment";
  EXPECT_EQ(settings.font_size, 9.5) << "file";
  EXPECT_EQ(settings.update_interval, 1U) << "code";
}

TEST(Settings, TheFileIsTheOneThatIsNamed) {
  const TempDir dir;
  std::ofstream(dir.path + "/a.toml") << "smooth_window = 2\n";
  std::ofstream(dir.path + "/b.toml") << "smooth_window = 3\n";
  Settings settings;
  EXPECT_EQ(
      load(settings, {"--oriel-config", dir.path + "/b.toml"}, {.file = dir.path + "/a.toml"}), "");
  EXPECT_EQ(settings.smooth_window, 3U);
  EXPECT_THAT(load(settings, {"--oriel-config=" + dir.path + "/c.toml"}), HasSubstr("c.toml"));
}

TEST(Settings, AnErrorChangesNothing) {
  Settings settings;
  for (const auto& [words, error] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--oriel-smooth-window=5", "--oriel-font-size=huge"}, "a number from 6 to 48"},
           {{"--oriel-smoth-window=5"}, "did you mean smooth_window?"},
           {{"--oriel-xyzzyxyzzy=5"}, "there are update_interval, "},
           {{"--oriel-smooth-window"}, "needs a value: a whole number"},
           {{"--oriel-smooth-window=-1"}, "is \"-1\" but must be"},
           {{"--oriel-smooth-window=5.0"}, "must be a whole number"},
           {{"--oriel-smooth-window=99999999999999999999"}, "must be a whole number"},
           {{"--oriel-line-width=nan"}, "a number from 0.25"},
           {{"--oriel-window-size=10x10"}, "two whole numbers"},
           {{"--oriel-graph-style=blue"}, "\"dark\" or \"light\""}}) {
    EXPECT_THAT(load(settings, words), HasSubstr(error));
    EXPECT_EQ(settings.smooth_window, 20U);
  }
  ::setenv("ORIEL_AUTO_SAVE", "perhaps", 1);
  EXPECT_THAT(load(settings, {}, {}), StartsWith("the environment variable ORIEL_AUTO_SAVE"));
  ::unsetenv("ORIEL_AUTO_SAVE");
}

TEST(SettingsToml, EveryKeyOfThePage) {
  Settings s;
  ASSERT_EQ(parse_settings_toml(R"(
update_interval = 5
smooth_window = 7
max_history = 0
auto_save = true
save_interval = 11
graph_style = "light"
line_width = 1
font_size = 10.5
mode = "per_epoch"
window_size = [800, 600]
open = true
logdir = "my/runs"
name = "toy"
[[panel]]
kind = "loss"
position = [10, 20]
size = [300, 200]
[[panel]]
kind = "layer/*/norm"
)",
                                "x", s)
                .message(),
            "");
  EXPECT_EQ(s.update_interval, 5U);
  EXPECT_EQ(s.smooth_window, 7U);
  EXPECT_EQ(s.max_history, 0U);
  EXPECT_TRUE(s.auto_save && s.open);
  EXPECT_EQ(s.save_interval, 11U);
  EXPECT_EQ(s.graph_style, GraphStyle::kLight);
  EXPECT_EQ(s.line_width, 1);
  EXPECT_EQ(s.font_size, 10.5);
  EXPECT_EQ(s.mode, VisualizerMode::kPerEpoch);
  EXPECT_EQ(s.window_size.height, 600);
  EXPECT_EQ(s.logdir, "my/runs");
  ASSERT_EQ(s.panels.size(), 2U);
  EXPECT_EQ(s.panels[0].options.position.y, 20);
  EXPECT_EQ(s.panels[0].options.size.width, 300);
  EXPECT_EQ(s.panels[1].kind, "layer/*/norm");
}

TEST(SettingsToml, ErrorsNameTheLine) {
  EXPECT_THAT(toml_error("# x\nsmooth_windw = 5\n"),
              HasSubstr("oriel.toml, line 2: there is no setting \"smooth_windw\"; did you mean "
                        "smooth_window?"));
  EXPECT_THAT(toml_error("\n\nauto_save = 1\n"), HasSubstr("line 3: auto_save must be true"));
  EXPECT_THAT(toml_error("smooth_window = \"5\"\n"), HasSubstr("line 1: smooth_window must be"));
  EXPECT_THAT(toml_error("smooth_window = 5.0\n"), HasSubstr("must be a whole number"));
  EXPECT_THAT(toml_error("smooth_window = 0\n"), HasSubstr("is 0 but must be"));
  EXPECT_THAT(toml_error("font_size = inf\n"), HasSubstr("a number from 6 to 48"));
  EXPECT_THAT(toml_error("graph_style = \"blue\"\n"), HasSubstr("\"dark\" or \"light\""));
  EXPECT_THAT(toml_error("window_size = [1, 2, 3]\n"), HasSubstr("two whole numbers"));
  EXPECT_THAT(toml_error("a = = 1\n"), HasSubstr("line 1"));
  EXPECT_THAT(toml_error("[[panel]]\nposition = [0, 0]\n"), HasSubstr("has no kind"));
  EXPECT_THAT(toml_error("[[panel]]\nkind = \"loss\"\ncolour = 1\n"),
              HasSubstr("line 3: a panel has no \"colour\""));
  EXPECT_THAT(toml_error("panel = 3\n"), HasSubstr("[[panel]]"));
}

}  // namespace
}  // namespace oriel::kit
