// store/export.h, over runs in memory.
#include "store/export.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "figure/fake_run_test_util.h"

namespace oriel::store {
namespace {

using figure::FakeRunData;

std::string exported(std::vector<std::shared_ptr<RunData>> runs, ExportFormat format,
                     size_t batch = Exporter::kBatch, size_t* largest = nullptr) {
  Exporter exporter(
      std::move(runs), format, [](const std::string&) { return true; }, batch);
  std::string all;
  while (true) {
    std::string piece;
    if (!exporter.next(piece)) return all;
    if (largest != nullptr) *largest = std::max(*largest, piece.size());
    all += piece;
  }
}

TEST(Export, CellsAreNeverFormulas) {
  EXPECT_EQ(csv_cell("train/loss"), "train/loss");
  for (const char* text : {"=1+1", "+1", "-1", "@sum"}) EXPECT_EQ(csv_cell(text)[0], '\'');
  EXPECT_EQ(csv_cell("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("\tx"), "'\tx");
}

TEST(Export, CsvHasEveryPointExactly) {
  auto run = std::make_shared<FakeRunData>("digits/run_001");
  run->add("loss", 7000000, 0.1);
  run->add("loss", -3, std::nan(""));
  run->add("loss", 0, -HUGE_VAL, 2);
  run->add("=cmd", 1, 5e-324);
  EXPECT_EQ(exported({run}, ExportFormat::kCsv),
            "run,series,writer,step,wall_us,value\n"
            "digits/run_001,'=cmd,0,1,1700000001000000,5e-324\n"
            "digits/run_001,loss,0,7000000,1707000000000000,0.1\n"
            "digits/run_001,loss,0,-3,1699999997000000,nan\n"
            "digits/run_001,loss,2,0,1700000000000000,-inf\n");
}

TEST(Export, SaysWhatIsMissing) {
  auto run = std::make_shared<FakeRunData>("a");
  run->add("x", 1, 1);
  run->add("y", 1, 1);
  Exporter exporter({run}, ExportFormat::kCsv, [](const std::string&) { return true; });
  run->break_series("x");
  std::string out;
  while (exporter.next(out)) {
  }
  EXPECT_EQ(exporter.problem(), "the series x is damaged");
  EXPECT_NE(out.find("a,y,0,1,"), std::string::npos);
}

TEST(Export, JsonIsJson) {
  auto a = std::make_shared<FakeRunData>("a"), b = std::make_shared<FakeRunData>("b");
  a->add("x", 1, 0.5);
  a->add("x", 2, std::nan(""));
  a->add("y\"\xff", 3, 1);
  const auto json = nlohmann::json::parse(exported({a, b}, ExportFormat::kJson));
  ASSERT_EQ(json["runs"].size(), 2u);
  const auto& series = json["runs"][0]["series"];
  EXPECT_EQ(series[0]["points"].dump(), "[[1,1700000001000000,0.5],[2,1700000002000000,null]]");
  EXPECT_EQ(series[1]["points"].size(), 1u);
  EXPECT_EQ(json["runs"][1]["series"].size(), 0u);
  EXPECT_EQ(nlohmann::json::parse(exported({}, ExportFormat::kJson))["runs"].size(), 0u);
}

// A series longer than what is read at once comes in pieces, without gaps.
TEST(Export, LongSeriesComeInPieces) {
  auto run = std::make_shared<FakeRunData>("a");
  const int64_t n = 60'000;
  for (int64_t i = 0; i < n; ++i) run->add("x", i / 3 * 7, static_cast<double>(i));
  size_t largest = 0;
  std::istringstream lines(exported({run}, ExportFormat::kCsv, 7000, &largest));
  EXPECT_LT(largest, 2 * Exporter::kPieceBytes);
  std::string line;
  std::getline(lines, line);
  for (int64_t i = 0; i < n; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    const int64_t step = i / 3 * 7;
    ASSERT_EQ(line, "a,x,0," + std::to_string(step) + "," +
                        std::to_string(1'700'000'000'000'000 + step * 1'000'000) + "," +
                        std::to_string(i));
  }
  EXPECT_FALSE(std::getline(lines, line));
}

}  // namespace
}  // namespace oriel::store
