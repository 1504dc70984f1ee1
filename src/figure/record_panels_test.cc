// Panels of records and of numbers by class: histograms, tensors, confusion matrices, tables.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "figure/golden_test_util.h"
#include "figure/panel_kinds.h"
#include "figure/values.h"

namespace oriel::figure {
namespace {

Request panel(const std::string& name, std::vector<std::string> series = {}) {
  Request request;
  request.panel = name;
  request.runs = {"digits/run_001"};
  request.series = std::move(series);
  return request;
}

std::shared_ptr<FakeRunData> empty_run() {
  return std::make_shared<FakeRunData>("digits/run_001");
}

TEST(Values, ReadEveryElementType) {
  const auto read = [](uint8_t dtype, std::vector<uint8_t> bytes) {
    store::RecordData data;
    data.dtype = dtype;
    data.shape = {1};
    data.bytes = std::move(bytes);
    const auto values = tensor_values(data);
    return values ? values->at(0) : -999.0;
  };
  EXPECT_EQ(read(1, {0, 0, 0xC0, 0x3F}), 1.5);
  EXPECT_EQ(read(2, {0, 0, 0, 0, 0, 0, 0xF8, 0x3F}), 1.5);
  EXPECT_EQ(read(3, {0x00, 0x3E}), 1.5);
  EXPECT_EQ(read(3, {0x01, 0x80}), -std::ldexp(1, -24));
  EXPECT_EQ(read(3, {0xFF, 0x7B}), 65504);
  EXPECT_TRUE(std::isinf(read(3, {0x00, 0x7C})));
  EXPECT_TRUE(std::isnan(read(3, {0x01, 0x7C})));
  EXPECT_EQ(read(4, {0xC0, 0x3F}), 1.5);
  EXPECT_EQ(read(5, {200}), 200);
  EXPECT_EQ(read(6, {200}), -56);
  EXPECT_EQ(read(7, {0xFF, 0xFF}), 65535);
  EXPECT_EQ(read(8, {0xFF, 0xFF}), -1);
  EXPECT_EQ(read(9, {0, 0, 0, 0x80}), 2147483648.0);
  EXPECT_EQ(read(10, {0, 0, 0, 0x80}), -2147483648.0);
  EXPECT_EQ(read(11, {1, 0, 0, 0, 0, 0, 0, 0}), 1);
  EXPECT_EQ(read(12, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}), -1);
  EXPECT_EQ(read(13, {1}), -999.0);
  EXPECT_EQ(read(2, {1, 2}), -999.0);
}

TEST(Values, RefuseWhatIsTooLargeOrOverflows) {
  store::RecordData data = fake_tensor(1, {2, 2}, {1, 2, 3, 4});
  EXPECT_TRUE(tensor_values(data).has_value());
  for (const auto& shape : std::vector<std::vector<int64_t>>{
           {2}, {-2, -2}, {INT64_MAX, INT64_MAX}, {int64_t{1} << 32, int64_t{1} << 32, 0}}) {
    data.shape = shape;
    EXPECT_FALSE(tensor_values(data).has_value());
  }
}

// Nothing is lost and nothing added, wherever the bins are cut.
TEST(Values, RebinningKeepsTheTotal) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> width(0, 1);
  for (int round = 0; round < 200; ++round) {
    HistogramData histogram;
    histogram.edges = {-1};
    for (int i = 0; i < 20; ++i) {
      histogram.edges.push_back(histogram.edges.back() + (i % 5 == 0 ? 0 : width(random)));
      histogram.counts.push_back(std::floor(width(random) * 100));
      histogram.total += histogram.counts.back();
    }
    std::vector<double> edges;
    for (int i = 0; i <= 7; ++i) {
      edges.push_back(-1 + (histogram.edges.back() + 1) * i / 7.0);
    }
    double sum = 0;
    for (const double count : rebin(histogram, edges)) sum += count;
    EXPECT_NEAR(sum, histogram.total, 1e-6);
    EXPECT_LE(quantile(histogram, 0.25), quantile(histogram, 0.75));
    EXPECT_GE(quantile(histogram, 0.25), -1);
  }
}

TEST(Histograms, Golden) {
  auto run = empty_run();
  run->record("weights/fc1", fake_histogram(0, {-1, 0, 1}, {4, 4}));
  run->record("weights/fc1", fake_histogram(10, {-2, 0, 2}, {6, 2}));
  Figure figure = make(panel("histogram", {"weights/fc1"}), {run});
  EXPECT_EQ(
      figure.reading,
      "weights/fc1 at step 10: 8 values from \u22122 to 2, half of them between \u22121.333 and 0");
  // The map is fine; what is kept whole here are its coarse features.
  auto maps = marks_of<HeatMap>(figure.panels.at(0));
  ASSERT_EQ(maps.size(), 1u);
  EXPECT_EQ(maps[0].x, (std::vector<double>{0, 10, 11}));
  EXPECT_EQ(maps[0].y.front(), -2);
  EXPECT_EQ(maps[0].y.back(), 2);
  for (const size_t column : {0, 1}) {
    double sum = 0;
    for (size_t i = column; i < maps[0].values.size(); i += 2) sum += maps[0].values[i];
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  EXPECT_EQ(maps[0].values[0], 0);  // the first one has nothing below -1
  Request request = panel("histogram", {"weights/fc1"});
  request.cursor = 5;
  figure = make(request, {run});
  figure.panels.erase(figure.panels.begin());
  expect_golden("histogram", dump(figure));
}

TEST(Histograms, ManyAreSampledAndSaidSo) {
  auto run = empty_run();
  for (int64_t step = 0; step < 500; ++step) {
    run->record("w", fake_histogram(step * step, {0, 1}, {1}));
  }
  const Figure figure = make(panel("histogram", {"w"}), {run});
  const auto map = marks_of<HeatMap>(figure.panels.at(0)).at(0);
  EXPECT_LE(map.x.size(), 65u);
  EXPECT_GE(map.x.size(), 60u);
  EXPECT_TRUE(std::is_sorted(map.x.begin(), map.x.end()));
  EXPECT_NE(figure.notes.at(0).find("of 500 histograms over time"), std::string::npos);
}

TEST(Histograms, HonestWhereThereIsNothing) {
  auto run = empty_run();
  EXPECT_EQ(make(panel("histogram"), {run}).reading, "no data yet: waiting for a histogram");
  run->record("w", fake_histogram(1, {0, 1}, {0}));
  EXPECT_EQ(make(panel("histogram"), {run}).reading, "w holds no values");
  auto broken = fake_histogram(2, {0, std::nan("")}, {1});
  auto other = empty_run();
  other->record("w", broken);
  EXPECT_EQ(make(panel("histogram"), {other}).reading, "w holds no histogram that can be shown");
}

TEST(Tensors, Golden) {
  auto run = empty_run();
  run->record("attention", fake_tensor(3, {2, 3}, {0.5, -1, 0, 2, std::nan(""), 1}));
  expect_golden("tensor", dump(make(panel("tensor", {"attention"}), {run})));
}

TEST(Tensors, LargeOnesAreMeansOfBlocks) {
  auto run = empty_run();
  std::vector<double> values(1000 * 3);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i / 3);
  run->record("t", fake_tensor(1, {1000, 3}, values));
  const Figure figure = make(panel("tensor", {"t"}), {run});
  const auto map = marks_of<HeatMap>(figure.panels.at(0)).at(0);
  EXPECT_EQ(map.y.size(), 251u);
  EXPECT_EQ(map.x.size(), 2u);
  EXPECT_NEAR(map.values.at(1), 5.5, 1e-12);
  EXPECT_EQ(map.y.back(), 999.5);
  EXPECT_EQ(figure.notes.size(), 1u);
}

TEST(Confusion, Golden) {
  auto run = empty_run();
  run->change_info(
      [](store::RunInfo& info) { info.config_json = R"({"class_names":["cat","dog","owl"]})"; });
  run->record("val/confusion", fake_tensor(400, {3, 3}, {8, 2, 0, 1, 9, 0, 0, 0, 0}));
  const Figure figure = make(panel("confusion_matrix"), {run});
  EXPECT_EQ(figure.reading, "85 % of 20 right at step 400; most confused: cat → dog (2 of 10)");
  expect_golden("confusion_matrix", dump(figure));
}

TEST(Confusion, RefusesWhatIsNoMatrixOfCounts) {
  const auto read = [](store::RecordData data) {
    auto run = empty_run();
    run->record("confusion", std::move(data));
    return make(panel("confusion_matrix"), {run}).reading;
  };
  EXPECT_EQ(read(fake_tensor(1, {2, 3}, {1, 2, 3, 4, 5, 6})), "confusion is not a square matrix");
  EXPECT_EQ(read(fake_tensor(1, {2, 2}, {1, -2, 3, 4})),
            "confusion holds numbers that are no counts");
  EXPECT_EQ(read(fake_tensor(1, {2, 2}, {1, 2, 3})), "confusion cannot be read");
  EXPECT_EQ(read(fake_tensor(1, {2, 2}, {5, 0, 0, 5})),
            "100 % of 10 right at step 1; nothing was confused");
  EXPECT_EQ(read(fake_tensor(1, {2, 2}, {0, 0, 0, 0})), "an empty matrix at step 1");
}

TEST(Classes, Golden) {
  auto run = empty_run();
  for (const int cls : {10, 2, 1}) {
    run->add("val/recall/" + std::to_string(cls), 5, 0.9 - cls * 0.05);
    run->add("val/recall/" + std::to_string(cls), 10, 0.95 - cls * 0.05);
  }
  run->add("val/precision/2", 10, 0.5);
  Request request = panel("per_class");
  request.cursor = 7;
  const Figure figure = make(request, {run});
  EXPECT_EQ(figure.reading, "lowest val/recall: 10 0.4, highest: 1 0.85; at step 5");
  EXPECT_EQ(figure.panels.at(0).x.categories, (std::vector<std::string>{"1", "2", "10"}));
  request.cursor.reset();
  expect_golden("per_class", dump(make(request, {run})));
  EXPECT_EQ(make(panel("per_class"), {empty_run()}).reading,
            "no data yet: waiting for a metric of a class, such as val/recall/cat");
}

TEST(Tables, GoldenTwoRuns) {
  auto a = empty_run();
  auto b = std::make_shared<FakeRunData>("digits/run_002");
  for (int64_t step = 0; step < 300; ++step) {
    a->add("val/loss", step, 1.0 / static_cast<double>(step + 1));
    b->add("val/loss", step, 2.0 / static_cast<double>(step + 1));
    a->add("lr", step, 1e-5, 1);
  }
  Request request = panel("table");
  request.runs = {"digits/run_001", "digits/run_002"};
  expect_golden("table", dump(make(request, {a, b})));
  request.cursor = 150;
  const auto table = marks_of<Table>(make(request, {a, b}).panels.at(0)).at(0);
  EXPECT_EQ(table.rows.at(0).at(2), number_text(1.0 / 151));
  EXPECT_EQ(table.rows.at(0).at(3), "150");
}

// The value at a step, held to a plain search, through points and through columns.
TEST(Tables, ValueAtIsTheLastAtOrBefore) {
  for (const int64_t every : {1, 7}) {
    FakeRunData run("r");
    for (int64_t i = 0; i < 100; ++i) run.add("x", 10 + i * every, static_cast<double>(i));
    const auto info = *run.find("x", 0);
    for (int64_t step = 0; step < 120 * every; step += 3) {
      const auto value = value_at(run, info, step);
      if (step < 10) {
        EXPECT_FALSE(value.has_value());
        continue;
      }
      const int64_t i = std::min<int64_t>(99, (step - 10) / every);
      ASSERT_TRUE(value.has_value());
      EXPECT_EQ(value->second, static_cast<double>(i)) << step;
      EXPECT_EQ(value->first, 10 + i * every);
    }
  }
}

}  // namespace
}  // namespace oriel::figure
