#include "analysis/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/engine.h"

namespace oriel::analysis {

Diagnosis::Diagnosis(Preset preset, Options options)
    : engine_(std::make_unique<DiagnosisEngine>(preset, options)) {}
Diagnosis::~Diagnosis() = default;
Diagnosis::Diagnosis(Diagnosis&&) noexcept = default;
Diagnosis& Diagnosis::operator=(Diagnosis&&) noexcept = default;

int Diagnosis::series(const std::string& name, const SeriesMeaning& meaning) {
  return engine_->series(name, meaning);
}
int Diagnosis::series(const std::string& name) {
  return engine_->series(name, meaning_of(name));
}
bool Diagnosis::add(int series, int64_t step, double value) {
  return engine_->add(series, step, value);
}
void Diagnosis::add_val_losses(int64_t step, std::span<const double> losses) {
  engine_->add_val_losses(step, losses);
}
void Diagnosis::rebase(int64_t step) {
  engine_->rebase(step);
}
const std::vector<Finding>& Diagnosis::findings() const {
  return engine_->findings();
}
uint64_t Diagnosis::evaluations() const {
  return engine_->evaluations();
}
Standing Diagnosis::standing() const {
  return engine_->standing();
}

std::vector<Finding> diagnose(std::span<const NamedCurve> curves, Preset preset,
                              const DiagnosisOptions& options) {
  Diagnosis diagnosis(preset, options);
  std::vector<std::string> names;
  for (const NamedCurve& curve : curves) names.push_back(curve.name);
  const std::vector<SeriesMeaning> meanings = assign_roles(names);
  struct Entry {
    int64_t step;
    int order;
    int series;
    double value;
  };
  std::vector<Entry> entries;
  for (size_t k = 0; k < curves.size(); ++k) {
    const int series = diagnosis.series(names[k], meanings[k]);
    const size_t n = std::min(curves[k].steps.size(), curves[k].values.size());
    for (size_t i = 0; i < n; ++i) {
      entries.push_back(
          {curves[k].steps[i], feeding_order(meanings[k].role), series, curves[k].values[i]});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.step, a.order) < std::pair(b.step, b.order);
  });
  for (const Entry& e : entries) diagnosis.add(e.series, e.step, e.value);
  return diagnosis.findings();
}

std::string report(const std::vector<Finding>& findings, Standing standing) {
  std::string text, watched;
  std::set<std::string> spoken;
  for (const Finding& f : findings) {
    if (f.state == FindingState::kCleared) continue;
    if (f.state == FindingState::kWatching) {  // a suspicion: said, but no alarm
      watched += "· Watching: " + f.title + ". " + f.explanation + "\n";
    } else {
      text += "⚠️  " + f.text();
    }
    spoken.insert(f.rule);
  }
  text += watched;
  if (standing == Standing::kTooEarly) {
    return text + "· Too early to say more: fewer than five evaluations\n";
  }
  if (!spoken.contains("overfitting")) text += "✓ No significant overfitting\n";
  static constexpr const char* kRestless[] = {"instability", "divergence",     "non_finite",
                                              "loss_spike",  "grad_exploding", "not_learning",
                                              "lr_too_high"};
  const bool calm = std::none_of(std::begin(kRestless), std::end(kRestless),
                                 [&](const char* rule) { return spoken.contains(rule); });
  if (standing == Standing::kNotBelowUntrained) {
    if (!spoken.contains("not_learning")) {
      text += "· No sign so far that it does better than an untrained network\n";
    }
  } else if (calm) {
    text += "✓ Training is stable\n";
  }
  return text;
}

}  // namespace oriel::analysis
