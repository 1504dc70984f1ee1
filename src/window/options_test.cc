#include "window/options.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace oriel::window {
namespace {

namespace fs = std::filesystem;

Options good(const std::vector<std::string>& arguments) {
  const auto parsed = parse_options(arguments);
  EXPECT_TRUE(std::holds_alternative<Options>(parsed));
  return std::holds_alternative<Options>(parsed) ? std::get<Options>(parsed) : Options{};
}
Answer answer(const std::vector<std::string>& arguments) {
  const auto parsed = parse_options(arguments);
  EXPECT_TRUE(std::holds_alternative<Answer>(parsed));
  return std::holds_alternative<Answer>(parsed) ? std::get<Answer>(parsed) : Answer{};
}

TEST(Options, TakesRunsAndHowToShowThem) {
  const Options o = good({"a", "--theme", "light", "--scale=2", "b", "--size", "640x480",
                          "--screenshot", "x.png", "--after-ms", "20"});
  EXPECT_EQ(o.runs, (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(o.dark);
  EXPECT_EQ(o.scale, 2);
  EXPECT_EQ(o.width, 640);
  EXPECT_EQ(o.height, 480);
  EXPECT_EQ(o.screenshot, "x.png");
  EXPECT_EQ(o.after_ms, 20);
  EXPECT_TRUE(good({"a"}).dark);
  EXPECT_TRUE(good({"--bench"}).bench);
}

TEST(Options, SaysWhatMakesNoSense) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"--theme", "blue", "a"},
      {"a", "--theme"},
      {"a", "--scale", "big"},
      {"a", "--scale", "0"},
      {"a", "--size", "1280"},
      {"a", "--size", "1280x"},
      {"a", "--size", "99999x10"},
      {"a", "--after-ms", "-1"},
      {"a", "--screenshot"},
      {"a", "--screen", "x"},
      {"a", "-v"},
  };
  for (const auto& arguments : wrong) {
    const Answer a = answer(arguments);
    EXPECT_EQ(a.code, kUsage);
    EXPECT_NE(a.text.find("Try: oriel-window --help"), std::string::npos) << a.text;
  }
  EXPECT_EQ(answer({"--help"}).code, kDone);
  EXPECT_NE(answer({"a", "--version"}).text.find("oriel-window "), std::string::npos);
}

class Directory : public testing::Test {
 protected:
  void SetUp() override {
    root_ = (fs::temp_directory_path() / ("oriel_options_" + std::to_string(getpid()))).string();
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }
  void make_run(const std::string& name) {
    fs::create_directories(root_ + "/" + name);
    std::ofstream(root_ + "/" + name + "/run.json") << "{}";
  }
  std::string root_;
};

TEST_F(Directory, TheNewestOfADirectoryIsMeant) {
  for (const char* name : {"run_998", "run_1000", "run_999"}) make_run(name);
  fs::create_directories(root_ + "/run_2000");  // not a run
  EXPECT_EQ(*find_run(root_), root_ + "/run_1000");
  EXPECT_EQ(*find_run(root_ + "/run_998"), root_ + "/run_998");
  std::ofstream(root_ + "/training_metrics.json") << "{}";
  EXPECT_TRUE(find_run(root_ + "/training_metrics.json").ok());
}

TEST_F(Directory, WhereThereIsNoneItSaysSo) {
  EXPECT_NE(find_run(root_).status().message().find("no run in"), std::string::npos);
  EXPECT_NE(find_run(root_ + "/x").status().message().find("there is no"), std::string::npos);
}

TEST_F(Directory, RunsAreCalledByWhatTellsThemApart) {
  make_run("a/digits/run_003");
  make_run("b/digits/run_003");
  const std::string a = root_ + "/a/digits/run_003", b = root_ + "/b/digits/run_003";
  using Ids = std::vector<std::string>;
  EXPECT_EQ(run_ids({a}), Ids{"digits/run_003"});
  EXPECT_EQ(run_ids({a + "/"}), Ids{"digits/run_003"});
  EXPECT_EQ(run_ids({a, b}), (Ids{"a/digits/run_003", "b/digits/run_003"}));
  EXPECT_EQ(run_ids({a, a}), (Ids{"digits/run_003", "digits/run_003"}));
  EXPECT_EQ(run_ids({}), Ids{});
}

TEST(Advice, NamesTheDirectoryOfTheRun) {
  EXPECT_EQ(browser_advice("runs/digits/run_003"),
            "look at it in the browser: oriel serve runs/digits, then open http://127.0.0.1:6006/");
  EXPECT_EQ(browser_advice("runs/digits/run_003/"), browser_advice("runs/digits/run_003"));
  EXPECT_NE(browser_advice("run_003").find("oriel serve .,"), std::string::npos);
}

}  // namespace
}  // namespace oriel::window
