// What the public API adds to analysis/diagnosis.h: names, order within a step, the same findings
// live and afterwards. Whether the rules are right is tested there.
#include <gtest/gtest.h>
#include <oriel/diagnose.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace oriel {
namespace {

// A network that learns its rows by heart: training loss falls, validation loss rises from row 20.
Curves overfitting_curves() {
  std::mt19937_64 random(2);
  std::normal_distribution<double> noise(0, 0.004);
  Curves curves = {{"train/loss", {}, {}}, {"val/loss", {}, {}}, {"lr", {}, {}}};
  for (int64_t row = 0; row < 80; ++row) {
    const auto t = static_cast<double>(row);
    const double values[] = {
        2 * std::exp(-t / 12) + noise(random),
        0.5 + 1.5 * std::exp(-t / 8) + (row > 20 ? 0.03 * (t - 20) : 0) + noise(random), 1e-3};
    for (size_t c = 0; c < curves.size(); ++c) {
      curves[c].steps.push_back(row);
      curves[c].values.push_back(values[c]);
    }
  }
  return curves;
}

std::string described(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& f : findings) {
    text += f.rule + "/" + std::to_string(static_cast<int>(f.state)) + "/" +
            std::to_string(f.since_step) + ";";
  }
  return text;
}

TEST(Diagnose, LiveAndAfterwardsAreTheSame) {
  const Curves curves = overfitting_curves();
  Diagnosis live;
  for (size_t i = 0; i < curves[0].steps.size(); ++i) {
    // In the worst order: what ends an evaluation first.
    live.add(curves[0].steps[i], {{curves[1].name, curves[1].values[i]},
                                  {curves[0].name, curves[0].values[i]},
                                  {curves[2].name, curves[2].values[i]}});
  }
  EXPECT_EQ(described(live.findings()), described(diagnose(curves)));
  EXPECT_FALSE(live.findings().empty());
}

TEST(Diagnose, AClassicAlarmSaysWhatToTry) {
  bool found = false;
  const std::vector<Finding> findings = diagnose(overfitting_curves(), Preset::kClassic);
  for (const Finding& finding : findings) {
    if (finding.rule != "overfitting" || !finding.is_alarm()) continue;
    found = true;
    EXPECT_FALSE(finding.title.empty());
    ASSERT_FALSE(finding.remedies.empty());
    EXPECT_NE(finding.text().find(finding.remedies[0]), std::string::npos) << finding.text();
    EXPECT_NE(report(findings).find(finding.title), std::string::npos) << report(findings);
  }
  EXPECT_TRUE(found) << described(findings);
}

TEST(Diagnose, NaNIsConfirmedAtOnceAndNamesItsSeries) {
  Diagnosis diagnosis;
  EXPECT_FALSE(diagnosis.add(0, {{"train/loss", 1.0}}));
  EXPECT_TRUE(diagnosis.add(1, {{"train/loss", std::numeric_limits<double>::quiet_NaN()}}));
  const std::vector<Finding> findings = diagnosis.findings();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].state, FindingState::kConfirmed);
  ASSERT_FALSE(findings[0].series.empty());
  EXPECT_EQ(findings[0].series[0], "train/loss");
  EXPECT_EQ(findings[0].since_step, 1);
}

TEST(Diagnose, ReportsNothingGoodWithoutEvidence) {
  Diagnosis diagnosis;
  EXPECT_EQ(diagnosis.report().find("✓"), std::string::npos) << diagnosis.report();
  for (int64_t epoch = 0; epoch < 10; ++epoch) {
    const double loss = 1.0 / static_cast<double>(1 + epoch);
    diagnosis.add(epoch, {{"train/loss", loss}, {"val/loss", loss}});
  }
  EXPECT_NE(diagnosis.report().find("✓ Training is stable"), std::string::npos)
      << diagnosis.report();
}

TEST(Diagnose, NothingIsHealthyAndHandlesAreLeftOut) {
  Diagnosis diagnosis;
  EXPECT_FALSE(diagnosis.add(0, {{Series(3), std::numeric_limits<double>::quiet_NaN()}}));
  EXPECT_TRUE(diagnosis.findings().empty());
  EXPECT_TRUE(diagnose({}).empty());
  EXPECT_NE(report({}).find("✓"), std::string::npos);
}

}  // namespace
}  // namespace oriel
