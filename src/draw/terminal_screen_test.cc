// Whole screens: goldens at the widths that matter, and what must hold for every one — frames
// through the encoder onto a terminal, with resizes and other output in between.
#include "draw/terminal_screen.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "draw/terminal_plot.h"
#include "draw/terminal_sample_test_util.h"
#include "draw/vt_test_util.h"

namespace oriel::draw {
namespace {

TerminalCaps caps(int columns, int rows, ColorLevel color = ColorLevel::k256,
                  Glyphs glyphs = Glyphs::kBraille) {
  TerminalCaps caps;
  caps.columns = columns;
  caps.rows = rows;
  caps.color = color;
  caps.glyphs = glyphs;
  caps.interactive = true;
  return caps;
}

std::string text_of(const CellBuffer& buffer) {
  std::string all;
  std::array<char, 4> small;
  for (int y = 0; y < buffer.rows(); ++y) {
    std::string line;
    for (const Cell& cell : buffer.row(y)) {
      if (cell.width > 0) line += buffer.table()->text(cell.glyph, small);
    }
    while (line.ends_with(' ')) line.pop_back();
    all += line + "\n";
  }
  return all;
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(ORIEL_GOLDEN_DIR) + "/terminal/" + name + ".txt";
  if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << text;
    return;
  }
  std::ifstream file(path);
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(expected.str(), text) << "differs from " << path
                                  << "; renew it with ORIEL_UPDATE_GOLDEN=1";
}

std::string full_screen(const ScreenModel& model, const TerminalCaps& caps) {
  TerminalScreen screen(caps, TerminalScreen::Mode::kFullScreen);
  screen.frame(model);
  return text_of(screen.shown());
}

TEST(TerminalScreen, InlineAtEveryWidth) {
  for (const int columns : {20, 40, 80, 120, 200}) {
    TerminalScreen screen(caps(columns, 45), TerminalScreen::Mode::kInline);
    screen.frame(sample::model(4200, 5000));
    expect_golden("inline_" + std::to_string(columns), text_of(screen.shown()));
  }
}

TEST(TerminalScreen, SmallTablesStandBesideEachOtherWhereThereIsOneColumn) {
  TableView small;
  small.columns = {{"", false}, {"", true}};
  small.rows = {{{"first"}, {"1"}}, {{"second"}, {"2"}}};
  TableView large = small;
  large.rows[0][0].text = std::string(60, 'x');
  ScreenModel model;
  model.show_progress = false;
  for (const char* title : {"one", "two", "three"}) {
    small.title = title;
    model.blocks.push_back({small});
  }
  large.title = "large";
  model.blocks.push_back({large});
  const std::string text = full_screen(model, caps(80, 20));
  const std::string line = text.substr(0, text.find('\n'));
  EXPECT_EQ(line.find("one"), 0u) << text;
  EXPECT_EQ(line.find("two"), 41u) << text;
  for (const char* alone : {"\nthree\n", "\nlarge\n"}) {
    EXPECT_NE(text.find(alone), std::string::npos) << text;
  }
}

TEST(TerminalScreen, FullScreen) {
  expect_golden("full_120", full_screen(sample::model(4200, 5000), caps(120, 40)));
  expect_golden("full_80_no_color",
                full_screen(sample::model(4200, 5000), caps(80, 40, ColorLevel::kNone)));
  expect_golden("full_80_blocks", full_screen(sample::model(4200, 5000),
                                              caps(80, 40, ColorLevel::k16, Glyphs::kBlocks)));
}

TEST(TerminalScreen, AsciiIsAscii) {
  const std::string text =
      full_screen(sample::model(4200, 5000), caps(100, 40, ColorLevel::kNone, Glyphs::kAscii));
  for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
  expect_golden("full_100_ascii", text);
}

TEST(TerminalScreen, BeforeTheFirstStep) {
  ScreenModel model;
  model.progress.description = "Training";
  model.blocks.push_back({PanelView{std::make_shared<figure::Figure>(), 0}});
  auto figure = std::make_shared<figure::Figure>();
  figure->panels.push_back({"Loss", {}, {}, {}});
  model.blocks.push_back({PanelView{figure, 0}});
  TableView table;
  table.title = "Metrics";
  model.blocks.push_back({table});
  BarsView experts;
  experts.title = "Experts";
  experts.bars = {};
  model.blocks.push_back({experts});
  expect_golden("empty_80", full_screen(model, caps(80, 30)));
}

TEST(TerminalScreen, OddValues) {
  ScreenModel model = sample::model(999'999, 1'000'000);
  model.blocks.clear();
  auto figure = std::make_shared<figure::Figure>();
  for (const auto& [title, values] : std::vector<std::pair<std::string, std::vector<double>>>{
           {"one point", {0.5}},
           {"constant", {3, 3, 3, 3}},
           {"only NaN", {NAN, NAN}},
           {"infinite", {1, INFINITY, 2, -INFINITY, 3}},
           {"huge", {1e300, -1e300, 1e-300}}}) {
    figure::Panel panel;
    panel.title = title;
    figure::Line line;
    line.label = "wide 中文 name";
    for (size_t i = 0; i < values.size(); ++i) line.x.push_back(static_cast<double>(i));
    line.y = values;
    panel.marks.push_back(line);
    figure->panels.push_back(panel);
    model.blocks.push_back({PanelView{figure, figure->panels.size() - 1}});
  }
  BarsView bars;
  bars.title = "Bars";
  bars.bars = {{"nan", NAN, "", {}},
               {"inf", INFINITY, "", {}},
               {"negative", -1, "", {}},
               {"中文🚀", 2, "", {}}};
  model.blocks.push_back({bars});
  model.progress.total = std::nullopt;
  expect_golden("odd_120", full_screen(model, caps(120, 44)));
}

figure::Panel heat_panel() {
  figure::Panel panel;
  panel.title = "Confusion";
  figure::HeatMap map;
  for (int i = 0; i <= 10; ++i) map.x.push_back(i), map.y.push_back(i);
  for (int i = 0; i < 100; ++i) map.values.push_back(i % 11 == 0 ? 1 : 0.02 * (i % 7));
  panel.marks.push_back(map);
  return panel;
}

TEST(TerminalScreen, OtherMarks) {
  CellBuffer out(90, 40);
  const TerminalTheme theme = terminal_theme(caps(90, 40, ColorLevel::kNone));
  paint_panel(out, {0, 0, 44, 14}, heat_panel(), theme);
  figure::Panel histogram;
  histogram.title = "Weights";
  figure::Bars bars;
  for (int i = 0; i < 20; ++i) {
    bars.x0.push_back(i * 0.1 - 1), bars.x1.push_back(i * 0.1 - 0.9);
    bars.y.push_back(100 * std::exp(-(i - 10) * (i - 10) / 20.0));
  }
  histogram.marks.push_back(bars);
  figure::Rule limit;
  limit.y = 80;
  limit.label = "limit";
  histogram.marks.push_back(limit);
  paint_panel(out, {46, 0, 44, 14}, histogram, theme);
  figure::Panel band;
  band.title = "Ranks";
  figure::Band range;
  figure::Line mean;
  mean.label = "mean";
  for (int i = 0; i < 40; ++i) {
    range.x.push_back(i), range.low.push_back(i * 0.5), range.high.push_back(i * 0.5 + 10);
    mean.x.push_back(i), mean.y.push_back(i * 0.5 + 5);
  }
  band.marks = {range, mean};
  paint_panel(out, {0, 15, 44, 12}, band, theme);
  figure::Panel classes;
  classes.title = "Accuracy per class";
  classes.x.categories = {"cat", "dog", "中文"};
  figure::Bars shares;
  shares.x0 = {-0.4, 0.6, 1.6}, shares.x1 = {0.4, 1.4, 2.4}, shares.y = {0.9, 0.5, 0.75};
  classes.marks.push_back(shares);
  paint_panel(out, {46, 15, 44, 6}, classes, theme);
  figure::Panel text;
  text.title = "Sample";
  figure::TextMark words;
  words.step = 1200;
  words.text = "The quick brown fox\njumps over \x1b[31m the lazy dog and goes on and on and on";
  text.marks.push_back(words);
  paint_panel(out, {46, 22, 44, 5}, text, theme);
  figure::Panel image;
  image.title = "Digit";
  figure::ImageMark pixels;
  pixels.width = pixels.height = 8;
  for (int i = 0; i < 64; ++i) pixels.pixels.push_back(static_cast<uint8_t>(i * 4));
  image.marks.push_back(pixels);
  paint_panel(out, {0, 28, 20, 9}, image, theme);
  paint_panel(out, {24, 28, 20, 3}, band, theme);
  expect_golden("marks_90", text_of(out));
}

TEST(TerminalTable, SharesTheWidth) {
  TableView view;
  view.title = "Runs";
  view.note = "3 of 12";
  view.columns = {{"run", false}, {"loss", false}, {"best", true}, {"state", false}};
  for (int i = 0; i < 12; ++i) {
    std::vector<double> spark;
    for (int k = 0; k < 40; ++k) spark.push_back(std::exp(-k * 0.02 * (i + 1)));
    spark[static_cast<size_t>(3 * i)] = NAN;
    view.rows.push_back({{"digits/a rather long name 中文 " + std::to_string(i), {}, {}},
                         {"", {}, spark},
                         {format_value(0.1 * i), {}, {}},
                         {i == 4 ? "failed" : "finished",
                          i == 4 ? figure::Role::kError : figure::Role::kNone,
                          {}}});
  }
  view.selected = 9;
  std::string all;
  for (const int width : {80, 50, 30, 14, 5}) {
    CellBuffer out(width, 7);
    paint_table(out, {0, 0, width, 7}, view, terminal_theme(caps(width, 7)));
    all += text_of(out) + "\n";
    const bool marked = (out.at(0, 5).attributes & kInverse) != 0;  // the last row that is shown
    EXPECT_TRUE(marked) << width;
  }
  expect_golden("table", all);
}

// The extremes of a column are seen, however many points it stands for.
TEST(TerminalPlot, AColumnShowsItsExtremes) {
  figure::Panel panel;
  figure::Line line;
  line.columns = true;
  for (int i = 0; i < 10; ++i) {
    line.x0.push_back(i), line.x1.push_back(i);
    line.first.push_back(1), line.last.push_back(1);
    line.min.push_back(i == 5 ? 0 : 1), line.max.push_back(i == 5 ? 2 : 1);
    line.count.push_back(1000);
  }
  panel.marks.push_back(line);
  CellBuffer out(60, 16);
  paint_panel(out, {0, 0, 60, 16}, panel, terminal_theme(caps(60, 16)));
  int rows = 0;
  for (int y = 0; y < 14; ++y) {
    bool dots = false;
    for (int x = 20; x < 50; ++x) dots = dots || (out.at(x, y).glyph & 0xFFFF) != ' ';
    rows += dots ? 1 : 0;
  }
  EXPECT_EQ(rows, 14);
}

TEST(TerminalPlot, ALogAxisLeavesOutWhatHasNoPlace) {
  figure::Panel panel;
  panel.y.log = true;
  figure::Line line;
  line.x = {0, 1, 2, 3}, line.y = {1, 0, -5, 100};
  panel.marks.push_back(line);
  CellBuffer out(60, 16);
  paint_panel(out, {0, 0, 60, 16}, panel, terminal_theme(caps(60, 16)));
  const std::string text = text_of(out);
  EXPECT_TRUE(text.starts_with("log\n")) << text;  // an axis that is logarithmic says so
  for (const char* label : {"  1 ┤", " 10 ┤", "100 ┤"}) {
    EXPECT_NE(text.find(label), std::string::npos) << text;
  }
}

TEST(TerminalPlot, NothingIsTooSmall) {
  const ScreenModel model = sample::model(4200, 5000);
  for (int columns = 1; columns <= 130; columns += columns < 30 ? 1 : 13) {
    for (int rows = 1; rows <= 40; rows += rows < 12 ? 1 : 7) {
      full_screen(model, caps(columns, rows));
      CellBuffer out(columns, rows);
      paint_panel(out, {0, 0, columns, rows}, heat_panel(), terminal_theme(caps(columns, rows)));
      paint_figure(out, {0, 0, columns, rows}, *sample::loss_figure(4200, 5000, true),
                   terminal_theme(caps(columns, rows)));
    }
  }
}

// Drives a screen as a program would, and holds the terminal to it.
TEST(TerminalScreen, FramesResizesAndOtherOutput) {
  for (const auto mode : {TerminalScreen::Mode::kInline, TerminalScreen::Mode::kFullScreen}) {
    const bool full = mode == TerminalScreen::Mode::kFullScreen;
    TerminalScreen screen(caps(120, 40), mode);
    vt::Terminal terminal(120, 40);
    int64_t step = 0;
    for (const auto& [columns, rows] : std::vector<std::pair<int, int>>{
             {120, 40}, {80, 24}, {40, 10}, {20, 5}, {200, 60}, {400, 100}, {121, 41}}) {
      if (columns != terminal.columns()) {
        terminal.resize(columns, rows);
        screen.resize(columns, rows);
      }
      for (int i = 0; i < 10; ++i, step += 70) {
        const std::string bytes(screen.frame(sample::model(step, 5000)));
        for (const char* forbidden : {"\x1b[J", "\x1b[1J", "\x1b[2J", "\x1b[3J"}) {
          ASSERT_EQ(bytes.find(forbidden), std::string::npos);
        }
        terminal.write(bytes);
        ASSERT_TRUE(terminal.errors().empty()) << terminal.errors().front();
        std::istringstream wanted(text_of(screen.shown()));
        std::string line;
        const int top = full ? 0 : rows - screen.height();
        for (int y = top; std::getline(wanted, line); ++y) ASSERT_EQ(terminal.line(y), line);
        if (!full) {
          const std::string word = "step " + std::to_string(step);
          terminal.write(word + " of the training\n");
          ASSERT_LE(screen.height(), rows - 2);
          ASSERT_LT(terminal.y(), top);
          ASSERT_NE(terminal.history().find(word.substr(0, 20)), std::string::npos);
        }
      }
    }
    terminal.write(screen.teardown());
    EXPECT_FALSE(terminal.alternate());
    EXPECT_TRUE(terminal.cursor_visible());
    EXPECT_EQ(terminal.bottom(), terminal.rows() - 1);
    EXPECT_EQ(terminal.text().find("Training digits"), std::string::npos);
  }
}

TEST(TerminalScreen, SaysNothingWhenNothingIsNew) {
  TerminalScreen screen(caps(120, 40), TerminalScreen::Mode::kInline);
  const ScreenModel model = sample::model(100, 5000);
  EXPECT_FALSE(screen.frame(model).empty());
  EXPECT_TRUE(screen.frame(model).empty());
  screen.invalidate();
  EXPECT_FALSE(screen.frame(model).empty());
}

TEST(TerminalScreen, ATerminalOfTwoRowsIsLeftAlone) {
  TerminalScreen screen(caps(80, 2), TerminalScreen::Mode::kInline);
  EXPECT_TRUE(screen.frame(sample::model(100, 5000)).empty());
}

TEST(TerminalScreen, ThePanelNeverShrinksByItself) {
  TerminalScreen screen(caps(80, 40), TerminalScreen::Mode::kInline);
  screen.frame(sample::model(4200, 5000));
  const int height = screen.height();
  ScreenModel small = sample::model(4201, 5000);
  small.blocks.resize(1);
  screen.frame(small);
  EXPECT_EQ(screen.height(), height);
}

}  // namespace
}  // namespace oriel::draw
