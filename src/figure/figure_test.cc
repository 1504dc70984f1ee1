// Names, words, requests and the bytes of a message; the panels are in panels_test.cc.
#include "figure/figure.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "figure/class_names.h"
#include "figure/encode.h"
#include "figure/names.h"
#include "figure/panels.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

TEST(Names, GlobsStayWithinAPartUnlessDoubled) {
  EXPECT_TRUE(glob_match("train/loss", "train/loss"));
  EXPECT_FALSE(glob_match("train/loss", "train/loss2"));
  EXPECT_TRUE(glob_match("*/loss", "train/loss"));
  EXPECT_TRUE(glob_match("tr*/lo*s", "train/loss"));
  EXPECT_FALSE(glob_match("*", "train/loss"));
  EXPECT_TRUE(glob_match("**", "train/loss"));
  EXPECT_TRUE(glob_match("layer/**/rms", "layer/a/b/rms"));
  EXPECT_FALSE(glob_match("layer/*/rms", "layer/a/b/rms"));
  EXPECT_TRUE(glob_match("*/loss", "/loss"));
  EXPECT_FALSE(glob_match("", "x"));
  EXPECT_TRUE(glob_match("", ""));
}

// The reference: the definition, by recursion.
bool slow_match(std::string_view p, std::string_view n) {
  if (p.empty()) return n.empty();
  if (p[0] != '*') return !n.empty() && n[0] == p[0] && slow_match(p.substr(1), n.substr(1));
  const size_t stars = std::min(p.find_first_not_of('*'), p.size());
  for (size_t i = 0;; ++i) {
    if (slow_match(p.substr(stars), n.substr(i))) return true;
    if (i == n.size() || (stars == 1 && n[i] == '/')) return false;
  }
}

TEST(Names, GlobsMatchTheirDefinition) {
  const std::string alphabet = "ab/*";
  uint32_t seed = 1;
  const auto text = [&](size_t letters) {
    std::string out;
    seed = seed * 1664525 + 1013904223;
    for (size_t n = (seed >> 16) % 8; n > 0; --n) {
      seed = seed * 1664525 + 1013904223;
      out += alphabet[(seed >> 16) % letters];
    }
    return out;
  };
  int matched = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string pattern = text(4);
    const std::string name = text(3);
    ASSERT_EQ(glob_match(pattern, name), slow_match(pattern, name)) << pattern << " | " << name;
    matched += glob_match(pattern, name);
  }
  EXPECT_GT(matched, 1000);
}

TEST(Names, AGlobCannotBeMadeSlow) {
  std::string pattern;
  for (int i = 0; i < 170; ++i) pattern += "*a*";
  EXPECT_FALSE(glob_match(pattern + "b", std::string(512, 'a')));
}

TEST(Names, RolesAndDirections) {
  EXPECT_EQ(role_of("train/loss"), Role::kTrain);
  EXPECT_EQ(role_of("validation/loss"), Role::kVal);
  EXPECT_EQ(role_of("test/x/y"), Role::kVal);
  EXPECT_EQ(role_of("trainer/loss"), Role::kNone);
  EXPECT_EQ(role_of("loss"), Role::kNone);
  EXPECT_EQ(better_of("val/loss"), Better::kSmaller);
  EXPECT_EQ(better_of("accuracy"), Better::kLarger);
  EXPECT_EQ(better_of("val/losses"), Better::kUnknown);
  EXPECT_EQ(unit_of("system/gpu0/mem_bytes"), "B");
  EXPECT_EQ(unit_of("io_bytes_per_s"), "B/s");
  EXPECT_EQ(unit_of("system/read_mib_s"), "MiB/s");
  EXPECT_EQ(unit_of("system/gpu0/temperature_c"), "°C");
  EXPECT_EQ(unit_of("train/loss"), "");
}

TEST(Words, Numbers) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(-1234567), "-1,234,567");
  EXPECT_EQ(count_text(std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
  EXPECT_EQ(number_text(0.0812345), "0.0812");
  EXPECT_EQ(number_text(0.07901), "0.0790");
  EXPECT_EQ(number_text(0.001), "0.001");
  EXPECT_EQ(number_text(-12345.678), "\u221212,346");
  EXPECT_EQ(number_text(1.23456), "1.235");
  EXPECT_EQ(number_text(1200), "1,200");
  EXPECT_EQ(number_text(1.5e-7), "1.5e\u22127");
  EXPECT_EQ(number_text(1.0149e-5), "1.01e\u22125");
  EXPECT_EQ(number_text(-1e-5), "\u22121e\u22125");
  EXPECT_EQ(number_text(9.999e-5), "1e\u22124");
  EXPECT_EQ(number_text(1e20), "1e20");
  EXPECT_EQ(number_text(100.04), "100");
  EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "\u2212Inf");
  EXPECT_EQ(plural(1, "point"), "1 point");
  EXPECT_EQ(plural(3'200'000, "point"), "3,200,000 points");
}

TEST(Names, SayWhatEveryTrainingKnows) {
  EXPECT_EQ(known_of("train/loss"), kLoss);
  EXPECT_EQ(known_of("val_loss"), kLoss);
  EXPECT_EQ(known_of("val/acc"), kAccuracy);
  EXPECT_EQ(known_of("lr/encoder"), kRate);
  EXPECT_EQ(known_of("grad_norm"), kGradient);
  EXPECT_EQ(known_of("layer/fc1/loss"), std::nullopt);
}

TEST(Names, MetricsOfClasses) {
  const auto text = [](std::string_view name) {
    const auto found = class_metric_of(name);
    return found ? found->metric + " of " + found->cls : "none";
  };
  EXPECT_EQ(text("val/recall/cat"), "val/recall of cat");
  EXPECT_EQ(text("recall/cat"), "recall of cat");
  EXPECT_EQ(text("class/cat/recall"), "recall of cat");
  EXPECT_EQ(text("val/class/cat/f1"), "val/f1 of cat");
  EXPECT_EQ(text("val/accuracy"), "none");
  EXPECT_EQ(text("accuracy/val"), "none");
  EXPECT_EQ(text("layer/fc1/rms"), "none");
}

TEST(Classes, ComeInTheOrderOfTheConfigElseAsPeopleCount) {
  using Names = std::vector<std::string>;
  Names numbers = {"0", "1", "10", "11", "2", "07", "7"};
  sort_classes(numbers, "");
  EXPECT_EQ(numbers, (Names{"0", "1", "2", "07", "7", "10", "11"}));
  Names layers = {"layer/10/w", "layer/9/w", "layer/9/b"};
  sort_classes(layers, "{}");
  EXPECT_EQ(layers, (Names{"layer/9/b", "layer/9/w", "layer/10/w"}));
  Names animals = {"cat", "ant", "dog"};
  sort_classes(animals, R"({"class_names":["dog","bee","cat","ant"]})");
  EXPECT_EQ(animals, (Names{"dog", "cat", "ant"}));
  sort_classes(animals, R"({"classes":"[\"ant\",\"dog\",\"cat\"]"})");
  EXPECT_EQ(animals, (Names{"ant", "dog", "cat"}));
  sort_classes(animals, R"({"class_names":["dog","cat"]})");
  EXPECT_EQ(animals, (Names{"ant", "cat", "dog"})) << "not all are named";
}

TEST(Names, SystemTitlesSayTheirUnits) {
  EXPECT_EQ(system_title("system/rss_mib"), "Memory (MiB)");
  EXPECT_EQ(system_title("system/cpu_percent"), "CPU (%)");
  EXPECT_EQ(system_title("system/cpu_total_percent"), "CPU of the machine (%)");
  EXPECT_EQ(system_title("system/gpu*/memory_mib"), "GPU memory (MiB)");
  EXPECT_EQ(system_title("system/gpu/0/mem_bytes"), "GPU 0 memory (B)");
  EXPECT_EQ(system_title("system/gpu0/temperature_c"), "GPU 0 temperature (°C)");
  EXPECT_EQ(system_title("system/threads"), "Threads");
  EXPECT_EQ(system_title("system/gpu0/util_percent"), "GPU 0 use (%)");
}

TEST(Request, ReadsEverything) {
  const auto request = parse_request(
      R"({"panel":"curves","runs":["a/run_001"],"series":["val/*"],"x":"series:epoch",)"
      R"("range":[1,2.5],"width":720,"smoothing":0.6,"cursor":1500,"y":"log","new":{}})");
  ASSERT_TRUE(request.ok()) << request.status().message();
  EXPECT_EQ(request->panel, "curves");
  EXPECT_EQ(request->runs, std::vector<std::string>{"a/run_001"});
  EXPECT_EQ(request->series, std::vector<std::string>{"val/*"});
  EXPECT_EQ(request->x, store::XKind::kSeries);
  EXPECT_EQ(request->x_series, "epoch");
  EXPECT_EQ(*request->range, std::pair(1.0, 2.5));
  EXPECT_EQ(request->width, 720u);
  EXPECT_EQ(request->smoothing, 0.6);
  EXPECT_EQ(request->cursor, 1500);
  EXPECT_TRUE(request->log_y);
}

TEST(Request, NullsAreDefaults) {
  const auto request = parse_request(
      R"({"panel":"text","runs":null,"series":null,"x":null,"range":null,"width":null,)"
      R"("smoothing":null,"cursor":null,"y":null})");
  ASSERT_TRUE(request.ok()) << request.status().message();
  EXPECT_EQ(request_key(*request), request_key(*parse_request(R"({"panel":"text"})")));
}

TEST(Request, RefusesWhatIsOutOfBounds) {
  std::string many = "[";
  for (int i = 0; i < 201; ++i) many += i ? ",\"r\"" : "\"r\"";
  many += "]";
  const std::vector<std::string> bad = {
      "",
      "[]",
      "{",
      "{}",
      R"({"panel":1})",
      R"({"panel":"curves","runs":)" + many + "}",
      R"({"panel":"curves","runs":"x"})",
      R"({"panel":"curves","series":[1]})",
      R"({"panel":"curves","series":[")" + std::string(513, 'x') + "\"]}",
      R"({"panel":"curves","x":"epoch"})",
      R"({"panel":"curves","x":"series:"})",
      R"({"panel":"curves","range":[2,1]})",
      R"({"panel":"curves","range":[1]})",
      R"({"panel":"curves","range":[1e999,2]})",
      R"({"panel":"curves","range":["a","b"]})",
      R"({"panel":"curves","width":0})",
      R"({"panel":"curves","width":8193})",
      R"({"panel":"curves","width":"x"})",
      R"({"panel":"curves","smoothing":1})",
      R"({"panel":"curves","smoothing":-0.1})",
      R"({"panel":"curves","cursor":"x"})",
      R"({"panel":"curves","cursor":1e300})",
      R"({"panel":"curves","y":"cubic"})",
      "{\"panel\":\"\xff\"}",
      std::string(100000, '[')};
  for (const std::string& text : bad) {
    const auto request = parse_request(text);
    EXPECT_FALSE(request.ok()) << text.substr(0, 100);
    EXPECT_NE(request.status().message().find("docs/api.md"), std::string::npos);
  }
}

TEST(Request, KeysTellRequestsApart) {
  const std::vector<std::string> texts = {R"({"panel":"curves"})",
                                          R"({"panel":"curves","runs":["a"]})",
                                          R"({"panel":"curves","series":["a"]})",
                                          R"({"panel":"curves","range":[0,0]})",
                                          R"({"panel":"curves","cursor":0})",
                                          R"({"panel":"curves","width":1})",
                                          R"({"panel":"curves","smoothing":0.5})",
                                          R"({"panel":"curves","x":"wall"})",
                                          R"({"panel":"curves","x":"series:a"})",
                                          R"({"panel":"curves","y":"log"})"};
  std::vector<std::string> keys;
  for (const auto& text : texts) keys.push_back(request_key(*parse_request(text)));
  for (size_t i = 0; i < keys.size(); ++i) {
    for (size_t j = 0; j < i; ++j) EXPECT_NE(keys[i], keys[j]);
  }
}

nlohmann::json header_of(const std::vector<uint8_t>& bytes) {
  const auto n = base::load<uint32_t>(bytes.data());
  return nlohmann::json::parse(bytes.begin() + 4, bytes.begin() + 4 + n);
}

TEST(Encode, LaysOutTheMessage) {
  Figure figure;
  figure.title = "Loss \xff";  // not UTF-8
  figure.points = 3;
  Panel panel;
  Line line;
  line.x = {1, 2, 3};
  line.y = {0.5, std::numeric_limits<double>::quiet_NaN(),
            -std::numeric_limits<double>::infinity()};
  panel.marks.emplace_back(line);
  Gap gap;
  gap.x = {2, 3};
  gap.code = {1, 3};
  panel.marks.emplace_back(gap);
  Rule rule;
  rule.x = std::numeric_limits<double>::quiet_NaN();
  panel.marks.emplace_back(rule);
  figure.panels.push_back(panel);

  const std::vector<uint8_t> bytes = encode(figure, 7);
  const nlohmann::json header = header_of(bytes);
  EXPECT_EQ(header["type"], "figure");
  EXPECT_EQ(header["id"], 7);
  const auto& marks = header["figure"]["panels"][0]["marks"];
  EXPECT_TRUE(header["figure"]["panels"][0]["x"]["range"].is_null());
  EXPECT_TRUE(marks[2]["x"].is_null());  // JSON has no NaN

  const size_t arrays = base::align_up(4 + base::load<uint32_t>(bytes.data()), 8);
  const auto at = [&](const nlohmann::json& ref) {
    EXPECT_EQ(ref["at"].get<size_t>() % 8, 0u);
    return bytes.data() + arrays + ref["at"].get<size_t>();
  };
  EXPECT_EQ(marks[0]["y"]["n"], 3);
  EXPECT_EQ(marks[0]["y"]["t"], "f64");
  EXPECT_EQ(base::load<double>(at(marks[0]["x"]) + 16), 3.0);
  EXPECT_TRUE(std::isnan(base::load<double>(at(marks[0]["y"]) + 8)));
  EXPECT_EQ(marks[1]["code"]["t"], "u8");
  EXPECT_EQ(at(marks[1]["code"])[1], 3);
}

TEST(Encode, OnlyTheHeadDependsOnTheId) {
  Figure figure;
  figure.reading = "all is well";
  const std::vector<uint8_t> a = encode(figure, 0);
  std::vector<uint8_t> b = encode(figure, 4'000'000'000u);
  EXPECT_EQ(header_of(b)["id"], 4'000'000'000u);
  ASSERT_EQ(a.size(), b.size());
  EXPECT_NE(a, b);
  write_id(std::span<uint8_t, kHeadBytes>(b.data(), kHeadBytes), 0);
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace oriel::figure
