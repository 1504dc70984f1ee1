#include "oriel/tracker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "base/file.h"
#include "kit/files.h"
#include "kit/kit_test_util.h"
#include "store/metrics_file.h"
#include "store/source.h"

namespace oriel {
namespace {

using kit::TempDir;
using kit::text_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

TEST(MetricsTracker, AnswersWhatWasRecorded) {
  MetricsTracker tracker({.max_history = 100});
  for (int e = 1; e <= 5; ++e) tracker.record(e, {{"loss", 1.0 / e}, {"accuracy", 0.1 * e}});
  tracker.record(6, {{"reward", 15}});
  EXPECT_THAT(tracker.get("loss", {.last = 2}), ElementsAre(0.25, 0.2));
  EXPECT_EQ(tracker.get("loss").size(), 5U);
  EXPECT_THAT(tracker.get("reward"), ElementsAre(15));
  EXPECT_THAT(tracker.get("never"), IsEmpty());
  EXPECT_THAT(tracker.names(), ElementsAre("loss", "accuracy", "reward"));
  const Metrics all = tracker.get_metrics();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_THAT(all[2].episodes, ElementsAre(6));
  EXPECT_THAT(all[0].episodes, ElementsAre(1, 2, 3, 4, 5));
}

TEST(MetricsTracker, TheSameEpisodeFillsItsRow) {
  MetricsTracker tracker;
  tracker.record(1, {{"loss", 0.5}});
  tracker.record(1, {{"val/loss", 0.6}});
  EXPECT_EQ(tracker.size(), 1U);
  tracker.record(1, {{"loss", 0.4}});  // again: a row of its own
  EXPECT_EQ(tracker.size(), 2U);
  EXPECT_THAT(tracker.get("loss"), ElementsAre(0.5, 0.4));
}

// Values by numpy 1.24: x = np.array([0.5, 0.45, 0.42, 0.6, 0.38]); x.mean(), x.std(), …
TEST(MetricsTracker, StatisticsAreNumpys) {
  MetricsTracker tracker;
  int e = 0;
  for (const double v : {0.5, 0.45, 0.42, 0.6, 0.38}) tracker.record(e++, {{"loss", v}});
  const Statistics s = tracker.get_statistics("loss");
  EXPECT_DOUBLE_EQ(s.mean, 0.47);
  EXPECT_NEAR(s.std, 0.07589466384404109, 1e-16);
  EXPECT_EQ(s.min, 0.38);
  EXPECT_EQ(s.max, 0.6);
  EXPECT_EQ(s.count, 5U);
  const Statistics last = tracker.get_statistics("loss", {.last = 2});
  EXPECT_DOUBLE_EQ(last.mean, 0.49);
  EXPECT_NEAR(last.std, 0.11, 1e-15);
}

TEST(MetricsTracker, StatisticsAreHonestAboutNaN) {
  MetricsTracker tracker;
  for (const double v : {1.0, kNaN, kInf, 3.0, -kInf}) tracker.record(0, {{"loss", v}});
  const Statistics s = tracker.get_statistics("loss");
  EXPECT_EQ(s.count, 5U);
  EXPECT_EQ(s.non_finite, 3U);
  EXPECT_EQ(s.mean, 2);
  EXPECT_EQ(s.std, 1);
  tracker.record(1, {{"only", kNaN}});
  EXPECT_TRUE(std::isnan(tracker.get_statistics("only").mean));
  EXPECT_TRUE(std::isnan(tracker.get_statistics("never").min));
  EXPECT_EQ(tracker.get_statistics("never").count, 0U);
}

// A NaN that has the bits of "no value" is a value all the same.
TEST(MetricsTracker, EveryNaNIsAValue) {
  MetricsTracker tracker;
  tracker.record(0, {{"a", std::bit_cast<double>(uint64_t{0x7FF8'4D69'7373'6E67})}});
  ASSERT_EQ(tracker.get("a").size(), 1U);
  EXPECT_TRUE(std::isnan(tracker.get("a")[0]));
}

TEST(MetricsTracker, SmoothsSimplyAndExponentially) {
  MetricsTracker tracker({.smooth_window = 3});
  int e = 0;
  for (const double v : {1.0, 2.0, 6.0, kNaN, 10.0}) tracker.record(e++, {{"x", v}});
  const auto sma = tracker.smoothed("x");
  ASSERT_EQ(sma.size(), 5U);
  EXPECT_DOUBLE_EQ(sma[0], 1);
  EXPECT_DOUBLE_EQ(sma[1], 1.5);
  EXPECT_DOUBLE_EQ(sma[2], 3);
  EXPECT_TRUE(std::isnan(sma[3]));
  EXPECT_DOUBLE_EQ(sma[4], 6);
  const auto ema = tracker.smoothed("x", {.kind = Smoothing::kExponential, .alpha = 0.5});
  EXPECT_DOUBLE_EQ(ema[2], 0.5 * 6 + 0.5 * 1.5);
  EXPECT_DOUBLE_EQ(ema[4], 0.5 * 10 + 0.5 * 3.75);
  const auto debiased =
      tracker.smoothed("x", {.kind = Smoothing::kDebiased, .alpha = 0.5, .last = 1});
  ASSERT_EQ(debiased.size(), 1U);
  double last = 0;
  for (const double v : {1.0, 2.0, 6.0, 10.0}) last = 0.5 * last + 0.5 * v;
  EXPECT_NEAR(debiased[0], last / (1 - std::pow(0.5, 4)), 1e-12);
}

// Against a deque of rows.
TEST(MetricsTracker, TheRingIsADequeOfRows) {
  struct Row {
    int64_t episode;
    std::map<std::string, double> values;
  };
  std::mt19937_64 random(7);
  for (const size_t max : {size_t{1}, size_t{3}, size_t{64}, size_t{65}, size_t{200}, size_t{0}}) {
    MetricsTracker tracker({.max_history = max});
    std::deque<Row> rows;
    for (int i = 0; i < 700; ++i) {
      const auto episode = static_cast<int64_t>(random() % 5 == 0 ? i - 1 : i);
      std::vector<std::string> names;
      std::vector<Sample> samples;
      Row row{episode, {}};
      for (size_t m = 0; m < random() % 4; ++m) {
        names.push_back("m" + std::to_string(random() % (3 + static_cast<size_t>(i) / 40)));
      }
      for (const auto& name : names) {
        const double v = static_cast<double>(random() % 1000);
        samples.emplace_back(name, v);
        row.values[name] = v;
      }
      tracker.record(episode, samples);
      const bool same = !rows.empty() && rows.back().episode == episode &&
                        std::none_of(row.values.begin(), row.values.end(), [&](const auto& v) {
                          return rows.back().values.contains(v.first);
                        });
      if (same) {
        rows.back().values.insert(row.values.begin(), row.values.end());
      } else {
        rows.push_back(row);
      }
      if (max > 0 && rows.size() > max) rows.pop_front();
    }
    ASSERT_EQ(tracker.size(), rows.size());
    for (const std::string& name : tracker.names()) {
      Metric expected;
      for (const Row& row : rows) {
        if (const auto at = row.values.find(name); at != row.values.end()) {
          expected.episodes.push_back(row.episode);
          expected.values.push_back(at->second);
        }
      }
      const Metric found = tracker.get_metric(name);
      EXPECT_EQ(found.episodes, expected.episodes) << max << " " << name;
      EXPECT_EQ(found.values, expected.values) << max << " " << name;
      for (const size_t last : {size_t{1}, size_t{5}, size_t{1000}}) {
        const size_t n = std::min(last, expected.values.size());
        EXPECT_EQ(tracker.get(name, {.last = last}),
                  std::vector<double>(expected.values.end() - static_cast<ptrdiff_t>(n),
                                      expected.values.end()));
      }
    }
  }
}

TEST(MetricsTracker, HandlesAreNames) {
  MetricsTracker tracker;
  const Series loss = tracker.series("loss");
  EXPECT_EQ(tracker.series("loss").id(), loss.id());
  tracker.record(1, {{loss, 0.5}, {"accuracy", 0.9}});
  EXPECT_THAT(tracker.get("loss"), ElementsAre(0.5));
  tracker.record(2, {{Series(77), 1}});
  EXPECT_EQ(tracker.dropped(), 1U);
}

TEST(MetricsTracker, WhatCannotBeKeptIsCounted) {
  MetricsTracker tracker;
  tracker.record(1, {{"", 1}, {"a\nb", 2}, {std::string(513, 'x'), 3}, {"ok", 4}});
  EXPECT_EQ(tracker.dropped(), 3U);
  for (int i = 0; i < 5000; ++i) tracker.record(i, {{std::to_string(i), 1}});
  EXPECT_EQ(tracker.names().size(), 4096U);
  EXPECT_EQ(tracker.dropped(), 3U + 5001 - 4096);
}

TEST(MetricsTracker, LogsIntoItsRun) {
  const TempDir dir;
  oriel::Run run({.logdir = dir.path, .name = "tracked", .system_interval_ms = 0});
  const Series known = run.series("val/loss");
  (void)known;
  {
    MetricsTracker tracker(run, {.max_history = 10});
    const Series handle = tracker.series("reward");
    for (int e = 0; e < 50; ++e) {
      tracker.record(e, {{"loss", 1.0 / (e + 1)}, {"accuracy", e}, {handle, 2 * e}});
    }
    EXPECT_EQ(tracker.size(), 10U);
    EXPECT_EQ(tracker.recorded(), 50U);
  }
  run.finish();
  const auto data = store::open_run(kit::to_string(run.path()), "run");
  ASSERT_TRUE(data.ok());
  EXPECT_EQ((*data)->find("loss", 0)->points, 50U) << "the run keeps what the tracker lets go";
  EXPECT_EQ((*data)->find("reward", 0)->last, 98);
  EXPECT_EQ((*data)->find("accuracy", 0)->step_max, 49);
}

TEST(MetricsTracker, ManyThreadsMayRecordAndAsk) {
  MetricsTracker tracker({.max_history = 0});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const std::string name = "m" + std::to_string(t);
      for (int i = 0; i < 500; ++i) {
        tracker.record(i, {{name, i}, {"shared/" + name, t}});
        if (i % 100 == 0) (void)tracker.get_metrics();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (int t = 0; t < 4; ++t) EXPECT_EQ(tracker.get("m" + std::to_string(t)).size(), 500U);
}

// --- exports -------------------------------------------------------------------------------------

TEST(MetricsTrackerExport, CsvSaysWhatIsThereAndWhatIsNot) {
  const TempDir dir;
  MetricsTracker tracker;
  tracker.record(1, {{"loss", 0.1}, {"=SUM(A1)", 1}});
  tracker.record(2, {{"loss", kNaN}});
  tracker.record(-3, {{"loss", -kInf}, {"a,b", 1e300}});
  const std::string path = dir.path + "/deep/metrics.csv";
  ASSERT_FALSE(tracker.export_csv(path));
  EXPECT_EQ(text_of(path), "episode,loss,'=SUM(A1),\"a,b\"\n1,0.1,1,\n2,nan,,\n-3,-inf,,1e+300\n");
}

TEST(MetricsTrackerExport, JsonIsValidAndOpensAsARun) {
  const TempDir dir;
  MetricsTracker tracker;
  tracker.record(5, {{"train_loss", 0.1}, {"episode", 9}});
  tracker.record(7, {{"train_loss", kNaN}});
  tracker.record(9, {{"train_loss", kInf}, {"quote\"", -kInf}});
  const std::string path = dir.path + "/metrics.json";
  ASSERT_FALSE(tracker.export_json(path));
  EXPECT_EQ(
      text_of(path),
      "{\n\"episode\": [5, 7, 9],\n\"train_loss\": [0.1, \"NaN\", \"Infinity\"],\n"
      "\"metric/episode\": [9, null, null],\n\"quote\\\"\": [null, null, \"-Infinity\"]\n}\n");
  const auto run = store::open_run(path, "x");
  ASSERT_TRUE(run.ok()) << run.status().message();
  EXPECT_EQ((*run)->find("train/loss", 0)->points, 3U);
  EXPECT_EQ((*run)->find("train/loss", 0)->step_max, 9);
  EXPECT_EQ((*run)->find("metric/episode", 0)->points, 1U);
}

// Whatever doubles there are come back bit for bit.
TEST(MetricsTrackerExport, JsonRoundTripsEveryDouble) {
  const TempDir dir;
  std::mt19937_64 random(11);
  MetricsTracker tracker;
  for (int i = 0; i < 2000; ++i) {
    tracker.record(i, {{"x", std::bit_cast<double>(random())}});
  }
  ASSERT_FALSE(tracker.export_json(dir.path + "/x.json"));
  const auto file = store::parse_metrics(text_of(dir.path + "/x.json"));
  ASSERT_TRUE(file.ok()) << file.status().message();
  const auto values = tracker.get("x");
  ASSERT_EQ(file->columns[0].values.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const double v = file->columns[0].values[i];
    EXPECT_TRUE(v == values[i] || (std::isnan(v) && std::isnan(values[i]))) << i;
  }
}

TEST(MetricsTrackerExport, AFullDiskLeavesTheOldFile) {
  const TempDir dir;
  MetricsTracker tracker;
  tracker.record(1, {{"loss", 0.5}});
  for (const char* name : {"a.csv", "a.json", "a.ckpt"}) {
    const std::string path = dir.path + "/" + name;
    const auto save = [&] {
      if (path.ends_with("csv")) return tracker.export_csv(path);
      if (path.ends_with("json")) return tracker.export_json(path);
      return tracker.save_checkpoint(path);
    };
    ASSERT_FALSE(save());
    const std::string before = text_of(path);
    tracker.record(2, {{"loss", 0.4}});
    for (const auto fault : {kit::FaultyFileSystem::kAppend, kit::FaultyFileSystem::kSync,
                             kit::FaultyFileSystem::kRename, kit::FaultyFileSystem::kCreate}) {
      kit::FaultyFileSystem faulty(fault);
      base::FileSystem* old = kit::set_file_system(&faulty);
      const Problem problem = save();
      kit::set_file_system(old);
      ASSERT_TRUE(problem);
      EXPECT_THAT(problem.message(), HasSubstr("No space left"));
      EXPECT_EQ(text_of(path), before);
    }
    ASSERT_FALSE(save());
    EXPECT_NE(text_of(path), before);
  }
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(dir.path)) ++files;
  EXPECT_EQ(files, 3U) << "no temporary file is left behind";
}

}  // namespace
}  // namespace oriel
