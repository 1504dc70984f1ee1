// The progress line at every width and with every kind of total; rates from clocks of every kind;
// the capabilities that an environment promises; lines for those who have no terminal.
#include "draw/terminal_progress.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "draw/terminal_bars.h"
#include "draw/terminal_capability.h"
#include "draw/terminal_lines.h"
#include "draw/terminal_sample_test_util.h"

namespace oriel::draw {
namespace {

TerminalCaps caps(ColorLevel color, Glyphs glyphs = Glyphs::kBraille) {
  TerminalCaps caps;
  caps.color = color;
  caps.glyphs = glyphs;
  return caps;
}

std::string row_text(const CellBuffer& buffer, int y) {
  std::string text;
  std::array<char, 4> small;
  for (const Cell& cell : buffer.row(y)) {
    if (cell.width > 0) text += buffer.table()->text(cell.glyph, small);
  }
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string progress(const ProgressState& state, int width) {
  CellBuffer buffer(width, 1);
  paint_progress(buffer, 0, 0, width, state, terminal_theme(caps(ColorLevel::kNone)));
  return row_text(buffer, 0);
}

ProgressState some() {
  ProgressState state;
  state.description = "Training";
  state.step = 420;
  state.total = 1000;
  state.elapsed_s = 82;
  state.left_s = 115;
  state.rate = 5.123;
  return state;
}

TEST(TerminalProgress, GivesUpTheLeastImportantFirst) {
  EXPECT_EQ(progress(some(), 100),
            "⠋ Training  ▕███████████▊················▏  42 %  420/1,000  1 m 55 s left  "
            "1 m 22 s elapsed  5.12/s");
  EXPECT_EQ(progress(some(), 80),
            "⠋ Training  ▕██████▋·········▏  42 %  420/1,000  1 m 55 s left  1 m 22 s elapsed");
  EXPECT_EQ(progress(some(), 40), "⠋ ▕███▊·····▏  42 %  420/1,000  1 m 55 s");
  EXPECT_EQ(progress(some(), 20), "⠋ ▕████▏·····▏  42 %");
  for (int width = 1; width <= 400; ++width) {
    EXPECT_LE(text_width(progress(some(), width)), width);
    if (width >= 14) {
      EXPECT_NE(progress(some(), width).find("42 %"), std::string::npos) << width;
    }
  }
}

TEST(TerminalProgress, TotalsOfEveryKind) {
  ProgressState state = some();
  state.total = std::nullopt;
  state.left_s = std::nullopt;
  EXPECT_NE(progress(state, 80).find("420 steps"), std::string::npos);
  EXPECT_EQ(progress(state, 80).find('%'), std::string::npos);
  state.total = 0;
  state.step = 0;
  EXPECT_NE(progress(state, 80).find("100 %  0/0"), std::string::npos);
  state.total = 1000;
  state.step = 1200;
  EXPECT_NE(progress(state, 80).find("120 %  1,200/1,000"), std::string::npos);
  state.step = -5;
  EXPECT_NE(progress(state, 80).find("0 %  -5/1,000"), std::string::npos);
  state.step = 999'999;
  state.total = 1'000'000;
  EXPECT_NE(progress(state, 80).find(" 99 %  999,999/1,000,000"), std::string::npos);
  state.total = std::numeric_limits<int64_t>::max();
  state.step = std::numeric_limits<int64_t>::min();
  state.elapsed_s = NAN;
  state.left_s = INFINITY;
  state.rate = NAN;
  EXPECT_LE(text_width(progress(state, 80)), 80);
}

TEST(TerminalProgress, TheEndIsSaidByAMark) {
  ProgressState state = some();
  state.status = ProgressStatus::kFinished;
  EXPECT_TRUE(progress(state, 80).starts_with("✓ Training"));
  state.status = ProgressStatus::kFailed;
  EXPECT_TRUE(progress(state, 80).starts_with("✕ Training"));
  state.status = ProgressStatus::kPaused;
  EXPECT_NE(progress(state, 80).find("paused"), std::string::npos);
}

TEST(TerminalProgress, RatesOfASteadyClock) {
  ProgressEstimator estimator;
  EXPECT_FALSE(estimator.rate());
  for (int i = 0; i <= 600; ++i) estimator.add(i * 100'000, i * 5);  // 50 steps per second
  EXPECT_NEAR(*estimator.rate(), 50, 1e-9);
  EXPECT_NEAR(*estimator.left_s(4000), 20, 1e-9);
  EXPECT_EQ(*estimator.left_s(100), 0);  // beyond its total
  EXPECT_FALSE(estimator.left_s(std::nullopt));
  EXPECT_NEAR(estimator.elapsed_s(), 60, 1e-9);
  for (int i = 1; i <= 200; ++i) estimator.add(60'000'000 + i * 100'000, 3000 + i);  // slower now
  EXPECT_NEAR(*estimator.rate(), 10, 1);
}

TEST(TerminalProgress, ClocksAndStepsThatGoBackwards) {
  ProgressEstimator estimator;
  for (int i = 0; i < 50; ++i) estimator.add(1'000'000'000 + i * 100'000, i);
  estimator.add(5, 50);  // the clock was set
  EXPECT_FALSE(estimator.rate());
  EXPECT_NEAR(estimator.elapsed_s(), 4.9, 1e-9);
  estimator.add(1'000'005, 60);
  EXPECT_NEAR(*estimator.rate(), 10, 1e-9);
  estimator.add(1'100'005, 0);  // started again
  EXPECT_FALSE(estimator.rate());
  estimator.add(1'100'005, 0);
  EXPECT_FALSE(estimator.left_s(100));
  estimator.add(2'100'005, 20);
  EXPECT_NEAR(*estimator.rate(), 20, 1e-9);
}

TEST(TerminalSparkline, ShowsTheShapeAndTheHoles) {
  const auto spark = [](std::vector<double> values, int width) {
    CellBuffer buffer(12, 1);
    paint_sparkline(buffer, 0, 0, width, values, {}, terminal_theme(caps(ColorLevel::kNone)));
    return row_text(buffer, 0);
  };
  EXPECT_EQ(spark({0, 1, 2, 3, 4, 5, 6, 7}, 12), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(spark({1, NAN, 3}, 12), "▁×█");
  EXPECT_EQ(spark({5, 5, 5}, 12), "▅▅▅");
  EXPECT_EQ(spark({INFINITY}, 12), "×");
  EXPECT_EQ(spark({}, 12), "");
  EXPECT_EQ(spark({0, 0, 1, 1}, 2), "▁█");
}

Environment with(Environment more) {
  Environment all = {{"TERM", "xterm-256color"}, {"LANG", "en_US.UTF-8"}};
  for (auto& [name, value] : more) all[name] = value;
  return all;
}

TEST(TerminalCapability, WhatTheEnvironmentPromises) {
  const auto color = [](Environment more, bool terminal = true) {
    return detect_terminal(with(std::move(more)), terminal, 100, 30).color;
  };
  EXPECT_EQ(color({}), ColorLevel::k256);
  EXPECT_EQ(color({{"COLORTERM", "truecolor"}}), ColorLevel::kTrue);
  EXPECT_EQ(color({{"TERM", "xterm"}}), ColorLevel::k16);
  EXPECT_EQ(color({{"TERM", "xterm-kitty"}}), ColorLevel::kTrue);
  EXPECT_EQ(color({{"NO_COLOR", "1"}}), ColorLevel::kNone);
  EXPECT_EQ(color({{"NO_COLOR", ""}}), ColorLevel::k256);
  EXPECT_EQ(color({}, false), ColorLevel::kNone);
  EXPECT_EQ(color({{"FORCE_COLOR", "1"}}, false), ColorLevel::k16);
  EXPECT_EQ(color({{"FORCE_COLOR", "3"}, {"NO_COLOR", "1"}}, false), ColorLevel::kTrue);
  EXPECT_EQ(color({{"FORCE_COLOR", "0"}}), ColorLevel::kNone);
  EXPECT_EQ(color({{"TERM", "dumb"}}), ColorLevel::kNone);
}

TEST(TerminalCapability, WhenADisplayIsDrawn) {
  const auto interactive = [](Environment more, bool terminal = true) {
    return detect_terminal(with(std::move(more)), terminal, 0, 0).interactive;
  };
  EXPECT_TRUE(interactive({}));
  EXPECT_FALSE(interactive({}, false));
  EXPECT_FALSE(interactive({{"CI", "true"}}));
  EXPECT_TRUE(interactive({{"CI", "false"}}));
  EXPECT_TRUE(interactive({{"CI", "true"}, {"TTY_INTERACTIVE", "1"}}));
  EXPECT_FALSE(interactive({{"TTY_INTERACTIVE", "0"}}));
  EXPECT_FALSE(interactive({{"TTY_COMPATIBLE", "0"}}));
  EXPECT_TRUE(interactive({{"TTY_COMPATIBLE", "1"}}, false));
  EXPECT_FALSE(interactive({{"TERM", "dumb"}}));
  EXPECT_FALSE(interactive({{"TERM", ""}}));
  EXPECT_FALSE(interactive({{"FORCE_COLOR", "3"}}, false));
}

TEST(TerminalCapability, GlyphsGroundAndSize) {
  const auto of = [](Environment more, int columns = 0, int rows = 0) {
    return detect_terminal(with(std::move(more)), true, columns, rows);
  };
  EXPECT_EQ(of({}).glyphs, Glyphs::kBraille);
  EXPECT_EQ(of({{"LC_ALL", "C"}}).glyphs, Glyphs::kAscii);
  EXPECT_EQ(of({{"LC_ALL", "C.utf8"}, {"LANG", "C"}}).glyphs, Glyphs::kBraille);
  EXPECT_EQ(of({{"LANG", ""}}).glyphs, Glyphs::kBraille);
  EXPECT_EQ(of({{"TERM", "linux"}}).glyphs, Glyphs::kBlocks);
  EXPECT_EQ(of({{"TERM", "dumb"}}).glyphs, Glyphs::kAscii);
  EXPECT_TRUE(of({}).dark);
  EXPECT_FALSE(of({{"COLORFGBG", "0;15"}}).dark);
  EXPECT_TRUE(of({{"COLORFGBG", "15;default;0"}}).dark);
  EXPECT_EQ(of({}).columns, 80);
  EXPECT_EQ(of({{"COLUMNS", "132"}, {"LINES", "x"}}).columns, 132);
  EXPECT_EQ(of({{"LINES", "x"}}).rows, 24);
  EXPECT_EQ(of({{"COLUMNS", "132"}}, 90, 20).columns, 90);
}

LineSnapshot snapshot() {
  LineSnapshot s;
  s.wall_us = 1'700'000'000'250'000;
  s.run = "digits";
  s.step = 420;
  s.total = 1000;
  s.elapsed_s = 82;
  s.left_s = 115;
  s.rate = 5.123;
  s.values = {{"loss", 0.43211}, {"val", NAN}, {"norm", INFINITY}};
  return s;
}

TEST(TerminalLines, TextAndJson) {
  EXPECT_EQ(text_line(snapshot()),
            "2023-11-14T22:13:20Z  digits  step 420/1,000 (42 %)  loss 0.4321  val NaN  norm +Inf  "
            "5.12/s  1 m 22 s elapsed  1 m 55 s left");
  EXPECT_EQ(json_line(snapshot()),
            R"({"time":"2023-11-14T22:13:20.250Z","run":"digits","step":420,"total":1000,)"
            R"("elapsed_s":82.0,"left_s":115.0,"rate":5.123,)"
            R"("values":{"loss":0.43211,"val":"NaN","norm":"+Inf"}})");
  LineSnapshot empty;
  EXPECT_EQ(text_line(empty), "1970-01-01T00:00:00Z  step 0  0 s elapsed");
  EXPECT_EQ(json_line(empty),
            R"({"time":"1970-01-01T00:00:00.000Z","step":0,"elapsed_s":0.0,"values":{}})");
}

TEST(TerminalLines, NoByteThatATerminalObeys) {
  LineSnapshot s = snapshot();
  s.run = s.description = s.note = "\x1b[2J\n\r\x07\x7f\xff\xc2\x9b";
  s.values.emplace_back("a\x1b]0;x\x07", 1.0);
  for (const std::string& line : {text_line(s), json_line(s)}) {
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      EXPECT_TRUE(byte >= 0x20 && byte != 0x7F) << line;
    }
    EXPECT_EQ(line.find("\xc2\x9b"), std::string::npos);
  }
  EXPECT_TRUE(nlohmann::json::accept(json_line(s)));
}

TEST(TerminalLines, OftenEnoughAndNotMore) {
  LineSchedule by_time(10);
  EXPECT_TRUE(by_time.due(0, 0, std::nullopt));
  EXPECT_FALSE(by_time.due(9'999'999, 5, std::nullopt));
  EXPECT_TRUE(by_time.due(10'000'000, 6, std::nullopt));
  EXPECT_TRUE(by_time.due(3, 7, std::nullopt));  // the clock was set
  EXPECT_FALSE(by_time.due(4, 8, 0));
  LineSchedule by_part(1e6);
  int lines = 0;
  for (int64_t step = 0; step <= 1000; ++step) lines += by_part.due(step, step, 1000) ? 1 : 0;
  EXPECT_EQ(lines, 21);
  EXPECT_FALSE(by_part.due(1001, 1500, 1000));
}

}  // namespace
}  // namespace oriel::draw
