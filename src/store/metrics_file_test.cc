#include "store/metrics_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

namespace oriel::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

struct TempDir {
  TempDir() {
    std::string name = (fs::temp_directory_path() / "oriel-metrics-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TempDir() { fs::remove_all(path); }
  std::string path;
};

void write(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path + ".new") << text;
  fs::rename(path + ".new", path);
}

const char* const kClassic = R"({
  "train_loss": [0.6234, 0.4521, 0.3845, 0.3512],
  "val_loss": [0.6421, 0.4712, 0.3912, 0.4598],
  "best_epoch": 3,
  "best_val_loss": 0.3912
})";

std::string error_of(const std::string& text) {
  const auto file = parse_metrics(text);
  return file.ok() ? "parsed" : file.status().message();
}

TEST(MetricsFile, ReadsWhatAnOldTrainerWrote) {
  const auto file = parse_metrics(kClassic);
  ASSERT_TRUE(file.ok()) << file.status().message();
  EXPECT_THAT(file->steps, ElementsAre(1, 2, 3, 4));
  ASSERT_EQ(file->columns.size(), 2U);
  EXPECT_EQ(file->columns[0].name, "train/loss");
  EXPECT_THAT(file->columns[0].values, ElementsAre(0.6234, 0.4521, 0.3845, 0.3512));
  EXPECT_EQ(file->columns[1].name, "val/loss");
  EXPECT_EQ(file->notes, "best_epoch 3, best_val_loss 0.3912");
}

TEST(MetricsFile, NamesBecomeTheFieldsOwn) {
  for (const auto& [key, name] : {std::pair{"train_losses", "train/loss"},
                                  {"val_accuracy", "val/accuracy"},
                                  {"test_accuracies", "test/accuracy"},
                                  {"learning_rate", "lr"},
                                  {"gradient_norm", "gradient_norm"},
                                  {"value", "value"},
                                  {"train_", "train_"},
                                  {"val/loss", "val/loss"}}) {
    EXPECT_EQ(series_name_of(key), name) << key;
  }
}

TEST(MetricsFile, ValuesThatJsonHasNotAreKept) {
  const auto file = parse_metrics(
      R"({"a": [NaN, Infinity, -Infinity, "NaN", "Infinity", "-Infinity", null, 1e999, -1e999,
                1e-999, -2.5E+1, 0.1]})");
  ASSERT_TRUE(file.ok()) << file.status().message();
  const MemoryColumn& a = file->columns[0];
  EXPECT_THAT(a.rows, ElementsAre(0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11)) << "null is no value";
  constexpr double kInf = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(std::isnan(a.values[0]));
  EXPECT_EQ(a.values[1], kInf);
  EXPECT_EQ(a.values[2], -kInf);
  EXPECT_TRUE(std::isnan(a.values[3]));
  EXPECT_EQ(a.values[4], kInf);
  EXPECT_EQ(a.values[5], -kInf);
  EXPECT_EQ(a.values[6], kInf);
  EXPECT_EQ(a.values[7], -kInf);
  EXPECT_EQ(a.values[8], 0);
  EXPECT_EQ(a.values[9], -25);
  EXPECT_EQ(a.values[10], 0.1);
}

TEST(MetricsFile, AListOfEpochsTellsTheSteps) {
  const auto file = parse_metrics(R"({"loss": [3, 2, 1], "epoch": [5, 10, 20], "short": [7, 8]})");
  ASSERT_TRUE(file.ok()) << file.status().message();
  ASSERT_EQ(file->columns.size(), 2U);
  const auto step_of = [&](const MemoryColumn& c, size_t i) { return file->steps[c.rows[i]]; };
  EXPECT_EQ(step_of(file->columns[0], 0), 5);
  EXPECT_EQ(step_of(file->columns[0], 2), 20);
  EXPECT_EQ(step_of(file->columns[1], 0), 1) << "another length: counted from 1";
  EXPECT_EQ(step_of(file->columns[1], 1), 2);
  // Not whole numbers: a series like any other.
  const auto fraction = parse_metrics(R"({"epoch": [0.5, 1.0], "loss": [2, 1]})");
  ASSERT_TRUE(fraction.ok());
  EXPECT_EQ(fraction->columns.size(), 2U);
}

TEST(MetricsFile, WhatIsNoSeriesIsPassedOverOrConfig) {
  const auto file = parse_metrics(
      R"({"loss": [1], "lr": 0.01, "model": "cnn \u00e9\ud83d\ude00", "flag": true, "none": null,
          "confusion": [[1, 2], [3, 4]], "names": ["a", "b"], "nested": {"a": [1, {"b": []}]},
          "empty": [], "bad": NaN})");
  ASSERT_TRUE(file.ok()) << file.status().message();
  ASSERT_EQ(file->columns.size(), 2U);
  EXPECT_TRUE(file->columns[1].values.empty());
  EXPECT_EQ(file->config_json,
            R"({"bad":"NaN","flag":true,"lr":0.01,"model":"cnn é😀","none":null})");
}

TEST(MetricsFile, WhatIsLeftOutIsNamed) {
  const auto file = parse_metrics(R"({"train_loss": ["a", "b"], "val_loss": [1, 2]})");
  ASSERT_TRUE(file.ok()) << file.status().message();
  EXPECT_EQ(file->notes, R"(not shown, as no list of numbers: "train_loss")");
  const auto best = parse_metrics(R"({"best_epoch": 3, "loss": [1], "m": {}})");
  EXPECT_EQ(best->notes, R"(best_epoch 3; not shown, as no list of numbers: "m")");
  const auto many =
      parse_metrics(R"({"l": [1], "a": {}, "b": {}, "c": {}, "d": {}, "e": {}, "f": [[]]})");
  EXPECT_THAT(many->notes, ::testing::EndsWith(R"("e" and 1 more)"));
  EXPECT_THAT(error_of(R"({"train_loss": ["a"]})"), HasSubstr("train_loss\""));
}

TEST(MetricsFile, TwoKeysOfOneMeaningStayApart) {
  const auto file = parse_metrics(R"({"train_loss": [1], "train_losses": [2], "train/loss": [3]})");
  ASSERT_TRUE(file.ok()) << file.status().message();
  EXPECT_EQ(file->columns[0].name, "train/loss");
  EXPECT_EQ(file->columns[1].name, "train_losses");
  EXPECT_EQ(file->columns[2].name, "train/loss_");
}

TEST(MetricsFile, ErrorsSayWhere) {
  EXPECT_THAT(error_of(""), HasSubstr("line 1, column 1"));
  EXPECT_THAT(error_of("[1, 2]"), HasSubstr("one JSON object"));
  EXPECT_THAT(error_of("{\n  \"loss\": [1, 2,\n 3 4]}"), HasSubstr("line 3, column 4"));
  EXPECT_THAT(error_of(R"({"loss": [1, "two"]})"), HasSubstr("\"loss\" holds something"));
  EXPECT_THAT(error_of(R"({"loss": [1], "loss": [2]})"), HasSubstr("there twice"));
  EXPECT_THAT(error_of(R"({"loss": [01]})"), HasSubstr("is expected"));
  EXPECT_THAT(error_of(R"({"loss": [1.]})"), HasSubstr("a digit"));
  EXPECT_THAT(error_of(R"({"loss": [1]} x)"), HasSubstr("more behind the end"));
  EXPECT_THAT(error_of(R"({"a": "\x"})"), HasSubstr("escape"));
  EXPECT_THAT(error_of("{\"a\": \"\xff\"}"), HasSubstr("UTF-8"));
  EXPECT_THAT(error_of(R"({"lr": 1})"), HasSubstr("no list of numbers"));
  EXPECT_THAT(error_of(R"({"": [1]})"), HasSubstr("1 to 512 bytes"));
}

TEST(MetricsFile, IsBounded) {
  std::string deep = R"({"a": )" + std::string(200, '[') + std::string(200, ']') + "}";
  EXPECT_THAT(error_of(deep), HasSubstr("too deeply"));
  std::string keys = "{";
  for (int i = 0; i < 5000; ++i) keys += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":[1]";
  EXPECT_THAT(error_of(keys + "}"), HasSubstr("more than 4096 keys"));
  EXPECT_THAT(error_of("{\"" + std::string(600, 'a') + "\": [1]}"), HasSubstr("512 bytes"));
}

TEST(MetricsFile, NoPartOfAFileIsTakenForAWholeOne) {
  const std::string text = kClassic;
  for (size_t n = 0; n < text.size(); ++n) {
    EXPECT_FALSE(parse_metrics(text.substr(0, n)).ok()) << n;
  }
}

TEST(MetricsFile, AnyChangedByteIsReadOrRefused) {
  const std::string text =
      R"({"a": [1, NaN, "Infinity", null], "b": {"c": ["\u00e9", -1e5]}, "d": "x"})";
  for (size_t i = 0; i < text.size(); ++i) {
    for (int c = 0; c < 256; ++c) {
      std::string changed = text;
      changed[i] = static_cast<char>(c);
      const auto file = parse_metrics(changed);
      EXPECT_TRUE(file.ok() || !file.status().message().empty());
    }
  }
}

TEST(MetricsFileRun, AnswersLikeAnyRun) {
  const TempDir dir;
  const std::string path = dir.path + "/a/training_metrics.json";
  write(path, kClassic);
  const auto run = open_run(path, path);
  ASSERT_TRUE(run.ok()) << run.status().message();
  const RunInfo info = (*run)->info();
  EXPECT_EQ(info.label, "a/training_metrics.json");
  EXPECT_EQ(info.points, 12U);  // `epoch` included
  EXPECT_EQ(info.series, 3U);
  EXPECT_EQ(info.last_step, 4);
  EXPECT_EQ(info.status, RunStatus::kFinished);
  ASSERT_EQ((*run)->series().size(), 3U);
  EXPECT_EQ((*run)->best_of("val/loss", false, 0)->first, 3);
  SeriesQuery query;
  query.series = "val/loss";
  const auto view = (*run)->view(query);
  ASSERT_TRUE(view.ok());
  EXPECT_THAT(view->points.x, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(view->points.y, ElementsAre(0.6421, 0.4712, 0.3912, 0.4598));
  query.x = XKind::kSeries;
  query.x_series = "train/loss";
  const auto phase = (*run)->points(query, 100, 0);
  ASSERT_TRUE(phase.ok() && phase->has_value());
  EXPECT_THAT((*phase)->x, ElementsAre(0.6234, 0.4521, 0.3845, 0.3512));
  std::vector<double> seen;
  ASSERT_TRUE((*run)
                  ->scan("train/loss", 0,
                         [&](std::span<const RawPoint> batch) {
                           for (const RawPoint& p : batch) seen.push_back(p.value);
                           return true;
                         })
                  .ok());
  EXPECT_THAT(seen, ElementsAre(0.6234, 0.4521, 0.3845, 0.3512));
  EXPECT_FALSE((*run)->find("nothing", 0));
}

TEST(MetricsFileRun, ABrokenFileIsAnErrorThatNamesIt) {
  const TempDir dir;
  const std::string path = dir.path + "/training_metrics.json";
  write(path, "{\"loss\": [1, oops]}");
  const auto run = open_run(path, path);
  ASSERT_FALSE(run.ok());
  EXPECT_THAT(run.status().message(), HasSubstr(path));
  EXPECT_THAT(run.status().message(), HasSubstr("line 1, column 14"));
}

TEST(MetricsFileRun, AFileThatIsReplacedIsReadAgain) {
  const TempDir dir;
  const std::string path = dir.path + "/training_metrics.json";
  write(path, R"({"loss": [3]})");
  MetricsFileRun run(path, "x");
  EXPECT_FALSE(run.poll());
  const uint64_t version = run.version();
  write(path, R"({"loss": [3, 2]})");
  EXPECT_TRUE(run.poll());
  EXPECT_GT(run.version(), version);
  EXPECT_EQ(run.find("loss", 0)->points, 2U);
  write(path, "half a f");
  EXPECT_TRUE(run.poll());
  EXPECT_THAT(run.info().damage, HasSubstr("not a file of metrics"));
  EXPECT_THAT(run.info().reason, HasSubstr("not readable: "));
  write(path, R"({"loss": [3, 2, 1]})");
  EXPECT_TRUE(run.poll());
  EXPECT_EQ(run.info().damage, "");
  EXPECT_EQ(run.find("loss", 0)->last, 1);
}

TEST(MetricsFileRun, ALogdirShowsThem) {
  const TempDir dir;
  write(dir.path + "/a/training_metrics.json", kClassic);
  write(dir.path + "/b/deep/training_metrics.json", R"({"loss": [3, 2]})");
  write(dir.path + "/b/other.json", R"({"loss": [3, 2]})");
  const auto source = open_logdir(dir.path);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (source->list().loading && std::chrono::steady_clock::now() < until) {
    std::this_thread::yield();
  }
  const RunList list = source->list();
  ASSERT_EQ(list.runs.size(), 2U);
  EXPECT_EQ(list.runs[0]->id, "a/training_metrics.json");
  EXPECT_EQ(list.runs[0]->points, 12U);
  EXPECT_EQ(list.runs[1]->id, "b/deep/training_metrics.json");
  const auto run = source->open("a/training_metrics.json");
  ASSERT_NE(run, nullptr);
  EXPECT_EQ(run->find("val/loss", 0)->points, 4U);
  fs::remove(dir.path + "/a/training_metrics.json");
  while (source->list().runs.size() != 1 && std::chrono::steady_clock::now() < until) {
    std::this_thread::yield();
  }
  EXPECT_EQ(source->list().runs.size(), 1U);
}

}  // namespace
}  // namespace oriel::store
