#include "analysis/diagnosis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <set>

#include "analysis/history.h"
#include "analysis/step_watch.h"

namespace oriel::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A training that logs once per epoch.
struct Epochs {
  static DiagnosisOptions free() {
    DiagnosisOptions options;
    options.ceilings = false;
    return options;
  }
  // Without ceilings: what the rules themselves say.
  explicit Epochs(Preset preset = Preset::kRobust, DiagnosisOptions options = free())
      : diagnosis(preset, options),
        train(diagnosis.series("train/loss")),
        val(diagnosis.series("val/loss")) {}
  void add(double train_loss, double val_loss) {
    diagnosis.add(train, epoch, train_loss);
    diagnosis.add(val, epoch, val_loss);
    ++epoch;
  }
  const Finding* find(const std::string& rule) const {
    const Finding* found = nullptr;
    for (const Finding& f : diagnosis.findings()) {
      if (f.rule == rule) found = &f;
    }
    return found;
  }
  FindingState state(const std::string& rule) const {
    const Finding* f = find(rule);
    EXPECT_NE(f, nullptr) << rule;
    return f == nullptr ? FindingState::kCleared : f->state;
  }
  bool alarmed() const {
    for (const Finding& f : diagnosis.findings()) {
      if (f.state == FindingState::kWarning || f.state == FindingState::kConfirmed) return true;
    }
    return false;
  }

  Diagnosis diagnosis;
  int train, val;
  int64_t epoch = 0;
  std::mt19937 random{7};
  double noise(double sigma) { return std::normal_distribution<double>(0, sigma)(random); }
};

double decay(int64_t epoch) {
  return 0.3 + 1.7 * std::exp(-static_cast<double>(epoch) / 8);
}

TEST(Classic, IsTheSpecToTheLetter) {
  Epochs t(Preset::kClassic);
  t.add(0.60, 0.6499);  // not above 0.05
  EXPECT_EQ(t.find("overfitting"), nullptr);
  t.add(0.50, 0.5501);
  EXPECT_EQ(t.state("overfitting"), FindingState::kWarning);
  EXPECT_EQ(t.find("overfitting")->title, "OVERFITTING detected");
  EXPECT_EQ(t.find("overfitting")->since_step, 1);
  t.add(0.40, 0.44);
  EXPECT_EQ(t.state("overfitting"), FindingState::kCleared);
  for (int i = 1; i <= 4; ++i) t.add(0.40, 0.44 - 0.0009 * i);
  EXPECT_EQ(t.find("plateau"), nullptr);
  t.add(0.40, 0.44 - 0.0009 * 5);  // the fifth below 0.001
  EXPECT_EQ(t.state("plateau"), FindingState::kWarning);
  EXPECT_EQ(t.find("plateau")->remedies.front(), "Reduce --lr by 2-5x");
  t.add(0.40, 0.42);
  EXPECT_EQ(t.state("plateau"), FindingState::kCleared);
  EXPECT_EQ(t.find("instability"), nullptr);
  t.add(0.40, 0.90);  // five losses with a deviation of 0.19
  EXPECT_EQ(t.state("instability"), FindingState::kWarning);
  EXPECT_EQ(t.find("instability")->remedies.front(), "Reduce batch size: --batch-size 32");
}

TEST(Robust, ASoundTrainingRaisesNoAlarm) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Epochs t;
    t.random.seed(seed);
    for (int i = 0; i < 60; ++i) {
      const double level = decay(t.epoch) - 0.004 * i;
      t.add(level + t.noise(0.01), level + 0.2 + t.noise(0.02));
    }
    for (const Finding& f : t.diagnosis.findings()) {
      EXPECT_TRUE(f.state == FindingState::kWatching || f.rule == "plateau") << f.text();
    }
  }
}

// Everything is relative to the curves' own scale.
TEST(Robust, DoesNotCareAboutTheUnitOfTheLoss) {
  std::set<std::string> seen;
  for (const double unit : {1.0, 1e-6, 1e6}) {
    Epochs t;
    for (int i = 0; i < 60; ++i) {
      const double rise = i > 20 ? 0.02 * (i - 20) : 0;
      t.add(unit * (decay(i) + t.noise(0.01)), unit * (decay(i) + rise + t.noise(0.01)));
    }
    std::string what;
    for (const Finding& f : t.diagnosis.findings()) {
      what += f.rule + to_string(f.state) + std::to_string(f.since_step) + " ";
    }
    seen.insert(what);
  }
  EXPECT_EQ(seen.size(), 1U) << *seen.begin() << "| " << *seen.rbegin();
}

TEST(Overfitting, IsConfirmedByTheSamplesOnly) {
  for (const bool samples : {false, true}) {
    Epochs t;
    for (int i = 0; i < 60; ++i) {
      const double rise = i > 20 ? 0.02 * (i - 20) : 0;
      std::vector<double> losses(100);
      double mean = 0;
      for (double& l : losses) mean += (l = decay(i) + rise + t.noise(0.05)) / 100;
      if (samples) t.diagnosis.add_val_losses(i, losses);
      t.add(decay(i) * 0.8, mean);
    }
    const Finding* f = t.find("overfitting");
    ASSERT_NE(f, nullptr);
    EXPECT_EQ(f->state, samples ? FindingState::kConfirmed : FindingState::kWarning);
    EXPECT_NEAR(static_cast<double>(f->since_step), 23, 8);
    EXPECT_EQ(f->series[0], "val/loss");
    EXPECT_FALSE(f->remedies.empty());
    EXPECT_EQ(f->link, "docs/diagnosis.md#overfitting");
    EXPECT_NE(f->explanation.find("risen by"), std::string::npos) << f->explanation;
  }
}

TEST(Plateau, WarnsWhereNothingMovesAndIsClearedWhereItDoes) {
  Epochs t;
  for (int i = 0; i < 80; ++i) t.add(decay(i) + t.noise(0.003), decay(i) + t.noise(0.003));
  EXPECT_EQ(t.state("plateau"), FindingState::kWarning);
  for (int i = 0; i < 20; ++i) t.add(0.3 - 0.02 * i * 0.5, 0.3 - 0.02 * i * 0.5);
  EXPECT_EQ(t.state("plateau"), FindingState::kCleared);
  EXPECT_TRUE(t.find("plateau")->until_step.has_value());
}

// A classifier that logs every step, its recalls and what it predicts.
struct Classifier {
  explicit Classifier(size_t classes) : classes_(classes) {
    train = d.series("train/loss");
    val = d.series("val/loss");
    grad = d.series("grad_norm");
    for (size_t c = 0; c < classes; ++c) {
      recall.push_back(d.series("val/recall/" + std::to_string(c)));
      share.push_back(d.series("val/predicted_share/" + std::to_string(c)));
    }
  }
  // An evaluation in which everything is taken for one class.
  void collapsed_evaluation(double loss, size_t favourite, double of_predictions = 1) {
    for (size_t c = 0; c < classes_; ++c) {
      const double rest = (1 - of_predictions) / static_cast<double>(classes_ - 1);
      d.add(recall[c], step, c == favourite ? 1 : 0);
      d.add(share[c], step, c == favourite ? of_predictions : rest);
    }
    d.add(val, step, loss);
  }
  void batches(int n, double loss, double gradient) {
    for (int i = 0; i < n; ++i) {
      d.add(grad, ++step, gradient);
      d.add(train, step, loss * (1 + 0.02 * ((i * 7) % 5 - 2)));
    }
  }
  const Finding* find(const std::string& rule) const {
    for (const Finding& f : d.findings()) {
      if (f.rule == rule) return &f;
    }
    return nullptr;
  }

  Diagnosis d;
  int train, val, grad;
  std::vector<int> recall, share;
  int64_t step = 0;

 private:
  size_t classes_;
};

// The first updates throw the loss up; it comes to rest where a network is that knows nothing, or
// far above.
TEST(Destroyed, IsNeverCalledStable) {
  for (const double rest : {2.41, 134.6}) {
    Classifier t(10);
    t.batches(1, 2.74, 3);
    for (const double blow : {6.8e8, 7.2e7, 3e6, 2e4}) t.batches(1, blow, 1e6);
    for (int epoch = 0; epoch < 15; ++epoch) {
      t.batches(45, rest, 1e-3);
      t.collapsed_evaluation(rest, static_cast<size_t>(epoch) % 10);
    }
    const Finding* nothing = t.find("not_learning");
    ASSERT_NE(nothing, nullptr) << rest;
    EXPECT_EQ(nothing->state, FindingState::kConfirmed);
    EXPECT_NE(nothing->explanation.find("2.303"), std::string::npos) << nothing->explanation;
    EXPECT_EQ(t.find("divergence") != nullptr, rest > 10);
    if (rest > 10) {
      EXPECT_EQ(t.find("divergence")->state, FindingState::kConfirmed);
    }
    // It moved far, and not for want of gradients.
    if (rest > 10) {
      EXPECT_EQ(t.find("grad_vanishing"), nullptr);
    }
    EXPECT_EQ(t.d.standing(), Standing::kNotBelowUntrained);
    const std::string text = report(t.d.findings(), t.d.standing());
    EXPECT_EQ(text.find("stable"), std::string::npos) << text;
  }
}

TEST(ClassCollapse, IsSeenWhenTheFavouredClassChanges) {
  Classifier t(4), sound(4);
  for (int epoch = 0; epoch < 12; ++epoch) {
    t.batches(20, 1.38, 1);
    t.collapsed_evaluation(1.38, static_cast<size_t>(epoch) % 4);
    sound.batches(20, 1.0, 1);
    for (size_t c = 0; c < 4; ++c) {
      sound.d.add(sound.recall[c], sound.step, (epoch + static_cast<int>(c)) % 4 == 0 ? 0.6 : 0.9);
      sound.d.add(sound.share[c], sound.step, 0.25);
    }
    sound.d.add(sound.val, sound.step, 1.0);
  }
  ASSERT_NE(t.find("class_collapse"), nullptr);
  EXPECT_GE(t.find("class_collapse")->state, FindingState::kWarning);
  EXPECT_EQ(sound.find("class_collapse"), nullptr);
}

TEST(Standing, NeedsEvidence) {
  Epochs t;
  EXPECT_EQ(t.diagnosis.standing(), Standing::kTooEarly);
  for (int i = 0; i < 4; ++i) t.add(1.0, 1.0);
  EXPECT_EQ(t.diagnosis.standing(), Standing::kTooEarly);
  EXPECT_EQ(report({}, Standing::kTooEarly).find("✓"), std::string::npos);
  for (int i = 0; i < 4; ++i) t.add(0.97, 1.0);
  EXPECT_EQ(t.diagnosis.standing(), Standing::kNotBelowUntrained);
  for (int i = 0; i < 4; ++i) t.add(0.7, 0.8);
  EXPECT_EQ(t.diagnosis.standing(), Standing::kLearned);
  EXPECT_NE(report({}, Standing::kLearned).find("✓ Training is stable"), std::string::npos);
}

// Logged once per epoch: that the loss has come down from where the first epoch threw it says
// nothing, if the accuracy is that of guessing.
TEST(Standing, IsNotTakenInByALossThatShotUp) {
  for (const double whole : {1.0, 100.0}) {
    Epochs t;
    const int accuracy = t.diagnosis.series("val/accuracy");
    const double losses[] = {37.8, 3.7, 3.1, 3.6, 4.4, 5.3, 2.4, 2.4, 2.4, 2.4, 2.4, 2.4};
    for (int i = 0; i < 12; ++i) {
      t.add(losses[i], losses[i]);
      t.diagnosis.add(accuracy, i, whole * (i == 0 ? 0.156 : i % 5 == 0 ? 0.114 : 0.1));
    }
    EXPECT_EQ(t.diagnosis.standing(), Standing::kNotBelowUntrained);
  }
}

// A loss on another scale (summed over the batch, say) is not held against ln C where the classes
// are told apart.
TEST(Standing, DoesNotHoldAScaledLossAgainstLnC) {
  Classifier t(4);
  for (int epoch = 0; epoch < 15; ++epoch) {
    t.batches(20, 20 + 24 * std::exp(-epoch / 3.0), 1);
    for (size_t c = 0; c < 4; ++c) {
      t.d.add(t.recall[c], t.step, 0.8);
      t.d.add(t.share[c], t.step, 0.25);
    }
    t.d.add(t.val, t.step, 20 + 24 * std::exp(-epoch / 3.0));
  }
  EXPECT_EQ(t.find("not_learning"), nullptr);
  EXPECT_EQ(t.find("divergence"), nullptr);
  EXPECT_EQ(t.d.standing(), Standing::kLearned);
}

// What does not reach the goal never alarms; proof is another thing.
TEST(Ceilings, HoldBackWhatIsNotProven) {
  for (const bool samples : {false, true}) {
    Epochs t(Preset::kRobust, {});
    for (int i = 0; i < 60; ++i) {
      const double val = decay(i) + (i > 20 ? 0.02 * (i - 20) : 0) + t.noise(0.01);
      std::vector<double> losses;
      for (int k = 0; k < 100; ++k) losses.push_back(val + t.noise(0.05));
      if (samples) t.diagnosis.add_val_losses(i, losses);
      t.add(decay(i) * 0.8, val);
    }
    EXPECT_EQ(t.state("overfitting"), samples ? FindingState::kConfirmed : FindingState::kWatching);
    EXPECT_LE(t.find("overfitting")->confidence, samples ? 1 : 0.5);
  }
}

TEST(Divergence, IsTold) {
  Epochs t;
  for (int i = 0; i < 20; ++i) t.add(decay(i), decay(i));
  EXPECT_FALSE(t.alarmed());
  for (int i = 0; i < 10; ++i) t.add(2.5 + i, 2.5 + i);
  EXPECT_EQ(t.state("divergence"), FindingState::kConfirmed);
}

TEST(NonFinite, IsExactAtOnceAndNamesTheFirst) {
  Epochs t;
  t.add(1, 1);
  t.diagnosis.add(t.train, 17, kNaN);
  ASSERT_EQ(t.diagnosis.findings().size(), 1U);
  const Finding first = t.diagnosis.findings()[0];
  EXPECT_EQ(first.state, FindingState::kConfirmed);
  EXPECT_EQ(first.confidence, 1);
  EXPECT_EQ(first.since_step, 17);
  EXPECT_EQ(first.title, "train/loss is NaN at step 17");
  t.epoch = 18;
  t.add(HUGE_VAL, -HUGE_VAL);
  EXPECT_EQ(t.find("non_finite")->series, (std::vector<std::string>{"train/loss", "val/loss"}));
  for (int i = 0; i < 10; ++i) t.add(1, 1);
  EXPECT_EQ(t.state("non_finite"), FindingState::kCleared);
}

TEST(NonFinite, AnOverflowOfTheGradientAloneIsOnlyAWarning) {
  Diagnosis d;
  const int grad = d.series("grad_norm"), cpu = d.series("val/recall/a");
  EXPECT_FALSE(d.add(cpu, 1, kNaN));  // a class without samples
  EXPECT_TRUE(d.add(grad, 1, HUGE_VAL));
  EXPECT_EQ(d.findings()[0].state, FindingState::kWarning);
}

TEST(LossSpike, IsSeenAmongSteps) {
  Diagnosis d(Preset::kRobust, Epochs::free());
  const int train = d.series("train/loss"), val = d.series("val/loss");
  std::mt19937 random(3);
  std::normal_distribution<double> normal(0, 0.1);
  const auto run = [&](int64_t from, int64_t to, double times) {
    for (int64_t s = from; s < to; ++s) {
      const double level = 0.5 + std::exp(-static_cast<double>(s) / 300);
      d.add(train, s, times * level * std::exp(normal(random)));
      if (s % 20 == 19) d.add(val, s, level);
    }
  };
  run(0, 600, 1);
  for (const Finding& f : d.findings()) EXPECT_NE(f.rule, "loss_spike") << f.explanation;
  run(600, 615, 12);
  run(615, 640, 1);
  const Finding* spike = nullptr;
  for (const Finding& f : d.findings()) {
    if (f.rule == "loss_spike") spike = &f;
  }
  ASSERT_NE(spike, nullptr);
  EXPECT_EQ(spike->state, FindingState::kWarning);
  EXPECT_NEAR(static_cast<double>(spike->since_step), 600, 3);
}

// The same points give the same findings, whatever the number of calls between them; and the pure
// function agrees.
TEST(Diagnosis, IsAFunctionOfThePoints) {
  NamedCurve train{"train/loss", {}, {}}, val{"val/loss", {}, {}};
  Diagnosis d;
  const int a = d.series("train/loss"), b = d.series("val/loss");
  std::mt19937 random(5);
  std::normal_distribution<double> normal(0, 0.05);
  for (int64_t s = 0; s < 1500; ++s) {
    const double v = (0.2 + std::exp(-static_cast<double>(s) / 250)) * std::exp(normal(random));
    train.steps.push_back(s);
    train.values.push_back(v);
    d.add(a, s, v);
    if (s % 25 != 24) continue;
    val.steps.push_back(s);
    val.values.push_back(v + 0.0004 * static_cast<double>(s));
    d.add(b, s, val.values.back());
  }
  const std::vector<NamedCurve> curves = {val, train};
  EXPECT_EQ(to_json(diagnose(curves)), to_json(d.findings()));
  EXPECT_FALSE(d.findings().empty());
  EXPECT_FALSE(report(d.findings()).empty());
}

TEST(Diagnosis, NonsenseIsHarmless) {
  std::mt19937 random(9);
  const double values[] = {0,      -0.0, 1,        -1,        1e308, -1e308,
                           1e-308, kNaN, HUGE_VAL, -HUGE_VAL, 5,     1e-3};
  for (int round = 0; round < 30; ++round) {
    Diagnosis d(round % 2 == 0 ? Preset::kRobust : Preset::kClassic);
    std::vector<int> series;
    for (const char* name : {"train/loss", "val/loss", "lr", "grad_norm", "layer/a/grad/rms",
                             "layer/b/grad/rms", "layer/c/grad/rms", "val/recall/x", "val/recall/y",
                             "val/predicted_share/x", "val/accuracy", "acc", "other_loss", "cpu"}) {
      series.push_back(d.series(name));
    }
    EXPECT_FALSE(d.add(-1, 0, 1));
    EXPECT_FALSE(d.add(1000, 0, 1));
    for (int i = 0; i < 1500; ++i) {
      const auto step = static_cast<int64_t>(random() % 3 == 0 ? random() : i);
      const double value = round < 20 ? values[random() % std::size(values)]
                                      : std::exp(static_cast<double>(random() % 20) - 10);
      d.add(series[random() % series.size()], random() % 50 == 0 ? -step : step, value);
      if (random() % 100 == 0) d.rebase(step);
      if (random() % 100 == 0) d.add_val_losses(step, values);
    }
    ASSERT_LE(d.findings().size(), 200U);
    const auto back = parse_findings(to_json(d.findings()));
    ASSERT_TRUE(back.ok()) << back.status().message();
  }
  EXPECT_TRUE(diagnose({}).empty());
}

// However long a training is, rows stay few and findings stay right.
TEST(History, StaysSmall) {
  History history;
  for (int64_t s = 0; s < 100'000; ++s)
    history.train_loss(s, 1.0 / (1 + 1e-3 * static_cast<double>(s)));
  EXPECT_LE(history.rows().size(), History::kMaxTrainRows);
  EXPECT_FALSE(history.has_val());
  double sum = 0;
  for (int64_t s = 0; s < 5000; ++s) {
    history.val_loss(s, 1);
    sum += 1;
  }
  EXPECT_TRUE(history.has_val());
  EXPECT_LE(history.rows().size(), History::kMaxRows);
  for (size_t i = 1; i < history.rows().size(); ++i) {
    EXPECT_GT(history.rows()[i].step, history.rows()[i - 1].step);
  }
}

TEST(History, ARisingLearningRateStartsTrendsAfresh) {
  History history;
  for (int i = 0; i < 10; ++i) {
    history.lr(i, i == 6 ? 0.1 : 0.01);
    history.train_loss(i, 1);
    history.val_loss(i, 1);
  }
  EXPECT_EQ(history.base(), 6U);
}

TEST(StepWatch, SeesAJumpAndNotATrend) {
  StepWatch watch;
  std::mt19937 random(2);
  std::student_t_distribution<double> t(4);
  int alarms = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double level = 2 * std::exp(-i / 5000.0);
    alarms += watch.add(level * std::exp(0.05 * t(random))).spike;
  }
  EXPECT_LE(alarms, 30);  // heavy tails: about 5 in 10,000 are far out
  EXPECT_TRUE(watch.is_log());
  EXPECT_TRUE(watch.add(5).spike);
  EXPECT_FALSE(watch.add(kNaN).spike);
  watch.add(-1);
  EXPECT_FALSE(watch.is_log());
}

TEST(Advice, EveryRuleHasIt) {
  for (const auto* rules : {&robust_rules(), &classic_rules()}) {
    for (const Rule& rule : *rules) {
      const Advice& advice = advice_of(rule.name);
      EXPECT_FALSE(advice.remedies.empty());
      // A ceiling has a reason, and only a ceiling has.
      EXPECT_EQ(advice.ceiling < Level::kWarning, *advice.reason != '\0') << rule.name;
    }
  }
  // The remedy that is the wrong way round is the classic preset's only.
  for (const std::string& r : advice_of("instability").remedies) {
    EXPECT_EQ(r.find("Reduce batch"), std::string::npos);
  }
}

}  // namespace
}  // namespace oriel::analysis
