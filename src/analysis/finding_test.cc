#include "analysis/finding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace oriel::analysis {
namespace {

Finding some_finding() {
  Finding f;
  f.rule = "overfitting";
  f.state = FindingState::kWarning;
  f.confidence = 0.8;
  f.series = {"val/loss", "train/loss"};
  f.writer = 3;
  f.since_step = -5;
  f.until_step = 9'000'000'000'000'000'000;
  f.title = "Overfitting since step -5";
  f.explanation = "Ünïcode, \"quotes\" and\nlines.";
  f.evidence = {{"rise", 0.125, 0.05},
                {"z", std::numeric_limits<double>::infinity(), std::nullopt}};
  f.remedies = {"Stop early.", "More data."};
  f.link = "docs/diagnosis.md#overfitting";
  return f;
}

TEST(Finding, SurvivesItsJson) {
  Finding plain;
  const std::vector<Finding> findings = {some_finding(), plain};
  const auto back = parse_findings(to_json(findings));
  ASSERT_TRUE(back.ok()) << back.status().message();
  ASSERT_EQ(back->size(), 2U);
  const Finding& f = (*back)[0];
  const Finding& e = findings[0];
  EXPECT_EQ(f.rule, e.rule);
  EXPECT_EQ(f.state, e.state);
  EXPECT_EQ(f.confidence, e.confidence);
  EXPECT_EQ(f.series, e.series);
  EXPECT_EQ(f.writer, e.writer);
  EXPECT_EQ(f.since_step, e.since_step);
  EXPECT_EQ(f.until_step, e.until_step);
  EXPECT_EQ(f.title, e.title);
  EXPECT_EQ(f.explanation, e.explanation);
  ASSERT_EQ(f.evidence.size(), 2U);
  EXPECT_EQ(f.evidence[0].limit, 0.05);
  EXPECT_TRUE(std::isinf(f.evidence[1].value));
  EXPECT_FALSE(f.evidence[1].limit);
  EXPECT_EQ(f.remedies, e.remedies);
  EXPECT_EQ(f.link, e.link);
  EXPECT_FALSE((*back)[1].until_step);
  EXPECT_EQ(to_json(*back), to_json(findings));
  EXPECT_TRUE(parse_findings(to_json({}))->empty());
}

TEST(Finding, TextIsOneLineEach) {
  EXPECT_EQ(some_finding().text(),
            "Overfitting since step -5\n   Ünïcode, \"quotes\" and\nlines.\n"
            "   → Try: Stop early.\n   → Try: More data.\n");
}

TEST(Finding, RefusesWhatItDoesNotKnow) {
  const std::string good = to_json({some_finding()});
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("null"), std::string("[]"), std::string("{"),
        std::string("{\"v\":1}"), std::string("{\"v\":1,\"findings\":{}}"),
        std::string("{\"v\":2,\"findings\":[]}"), std::string("{\"v\":\"1\",\"findings\":[]}"),
        std::string("{\"v\":1,\"findings\":[7]}"), std::string(100'000, '['),
        with("\"warning\"", "\"fine\""), with("0.8", "1.5"), with("0.8", "\"NaN\""),
        with("\"writer\":3", "\"writer\":-1"), with("\"writer\":3", "\"writer\":3.5"),
        with("\"rule\"", "\"role\""), with("[\"val/loss\",\"train/loss\"]", "[1]"),
        with("0.125", "null"), with("-5", "1e3")}) {
    EXPECT_FALSE(parse_findings(bad).ok()) << bad.substr(0, 200);
  }
  std::vector<Finding> many(10'001);
  EXPECT_FALSE(parse_findings(to_json(many)).ok());
  many.pop_back();
  EXPECT_TRUE(parse_findings(to_json(many)).ok());
}

// Whatever bytes come: an error or findings, and never anything else.
TEST(Finding, NonsenseIsHarmless) {
  const std::string good = to_json({some_finding(), some_finding()});
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    for (uint32_t n = 1 + random() % 4; n > 0; --n) {
      const size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, 1 + random() % 20);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 30));
      }
      if (text.empty()) text = "x";
    }
    const auto parsed = parse_findings(text);
    if (parsed.ok()) {
      EXPECT_TRUE(parse_findings(to_json(*parsed)).ok());
    }
  }
}

// Names come from anywhere.
TEST(Finding, BytesThatAreNoTextAreWrittenAsText) {
  Finding f = some_finding();
  f.series = {"\xff\xfe/loss"};
  EXPECT_TRUE(parse_findings(to_json({f})).ok());
}

}  // namespace
}  // namespace oriel::analysis
