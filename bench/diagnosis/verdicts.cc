#include "diagnosis/verdicts.h"

#include <algorithm>

namespace oriel::bench {
namespace {

using analysis::Level;

Level level_of(analysis::FindingState state) {
  switch (state) {
    case analysis::FindingState::kWatching:
      return Level::kWatching;
    case analysis::FindingState::kWarning:
      return Level::kWarning;
    case analysis::FindingState::kConfirmed:
      return Level::kConfirmed;
    case analysis::FindingState::kCleared:
      return Level::kNothing;
  }
  return Level::kNothing;
}

struct Feed {
  explicit Feed(analysis::Diagnosis& d, const Training& t) : diagnosis(d) {
    lr = d.series("lr");
    grad = d.series("grad_norm");
    train = d.series("train/loss");
    val = d.series("val/loss");
    accuracy = d.series("val/accuracy");
    const EpochRecord& e = t.epochs.front();
    for (size_t k = 0; k < e.layer_gradient.size(); ++k) {
      layers.push_back(d.series("layer/fc" + std::to_string(k) + "/grad/rms"));
    }
    for (size_t c = 0; c < e.recall.size(); ++c) {
      recall.push_back(d.series("val/recall/" + std::to_string(c)));
      share.push_back(d.series("val/predicted_share/" + std::to_string(c)));
    }
  }
  void step(const Training& t, size_t i) const {
    const auto at = static_cast<int64_t>(i);
    diagnosis.add(lr, at, static_cast<double>(t.lr[i]));
    diagnosis.add(grad, at, static_cast<double>(t.gradient_norm[i]));
    diagnosis.add(train, at, static_cast<double>(t.loss[i]));
  }
  void epoch(const EpochRecord& e, bool samples) const {
    const auto all = [&](const std::vector<int>& series, const std::vector<float>& values) {
      for (size_t i = 0; i < series.size(); ++i) {
        diagnosis.add(series[i], e.step, static_cast<double>(values[i]));
      }
    };
    all(layers, e.layer_gradient);
    all(recall, e.recall);
    all(share, e.predicted_share);
    if (samples) {
      diagnosis.add_val_losses(e.step,
                               std::vector<double>(e.val_losses.begin(), e.val_losses.end()));
    }
    diagnosis.add(val, e.step, static_cast<double>(e.val_loss));
    diagnosis.add(accuracy, e.step, static_cast<double>(e.val_accuracy));
  }

  analysis::Diagnosis& diagnosis;
  int lr, grad, train, val, accuracy;
  std::vector<int> layers, recall, share;
};

}  // namespace

std::map<std::string, Reached> verdicts(const Training& t, analysis::Preset preset, bool samples,
                                        bool ceilings) {
  analysis::DiagnosisOptions options;
  options.ceilings = ceilings;
  analysis::Diagnosis diagnosis(preset, options);
  const Feed feed(diagnosis, t);
  std::map<std::string, Reached> reached;
  size_t i = 0;
  for (const EpochRecord& e : t.epochs) {
    for (; static_cast<int64_t>(i) <= e.step; ++i) feed.step(t, i);
    feed.epoch(e, samples);
    for (auto& [rule, r] : reached) r.at_end = Level::kNothing;
    for (const analysis::Finding& f : diagnosis.findings()) {
      Reached& r = reached[f.rule];
      const Level level = level_of(f.state);
      r.at_end = std::max(r.at_end, level);
      if (level > r.ever || (level == r.ever && level > Level::kNothing)) r.what = f.explanation;
      r.ever = std::max(r.ever, level);
    }
  }
  return reached;
}

}  // namespace oriel::bench
