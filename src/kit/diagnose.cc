#include <oriel/diagnose.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "analysis/diagnosis.h"

namespace oriel {
namespace {

// The enums of the room and of the public API have the same values in the same order.
static_assert(static_cast<int>(Preset::kRobust) == static_cast<int>(analysis::Preset::kRobust));
static_assert(static_cast<int>(Preset::kClassic) == static_cast<int>(analysis::Preset::kClassic));
static_assert(static_cast<int>(FindingState::kCleared) ==
              static_cast<int>(analysis::FindingState::kCleared));
static_assert(static_cast<int>(FindingState::kWarning) ==
              static_cast<int>(analysis::FindingState::kWarning));

analysis::Preset inner(Preset preset) {
  return static_cast<analysis::Preset>(preset);
}

analysis::Finding inner(const Finding& f) {
  analysis::Finding out;
  out.rule = f.rule;
  out.state = static_cast<analysis::FindingState>(f.state);
  out.confidence = f.confidence;
  out.series = f.series;
  out.since_step = f.since_step;
  out.until_step = f.until_step;
  out.title = f.title;
  out.explanation = f.explanation;
  for (const Evidence& e : f.evidence) out.evidence.push_back({e.name, e.value, e.limit});
  out.remedies = f.remedies;
  out.link = f.link;
  return out;
}

Finding outer(const analysis::Finding& f) {
  Finding out;
  out.rule = f.rule;
  out.state = static_cast<FindingState>(f.state);
  out.confidence = f.confidence;
  out.series = f.series;
  out.since_step = f.since_step;
  out.until_step = f.until_step;
  out.title = f.title;
  out.explanation = f.explanation;
  for (const analysis::Evidence& e : f.evidence) {
    out.evidence.push_back({e.name, e.value, e.limit});
  }
  out.remedies = f.remedies;
  out.link = f.link;
  return out;
}

std::vector<Finding> outer(const std::vector<analysis::Finding>& findings) {
  std::vector<Finding> out;
  for (const analysis::Finding& f : findings) out.push_back(outer(f));
  return out;
}

// Of values at one step: what explains comes before what is explained, and the validation loss,
// which ends an evaluation, last but for its accuracy.
int order_of(analysis::SeriesRole role) {
  switch (role) {
    case analysis::SeriesRole::kLearningRate:
      return 0;
    case analysis::SeriesRole::kTrainLoss:
      return 2;
    case analysis::SeriesRole::kValLoss:
      return 3;
    case analysis::SeriesRole::kValAccuracy:
      return 4;
    default:
      return 1;
  }
}

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

}  // namespace

std::string Finding::text() const {
  return inner(*this).text();
}

struct Diagnosis::State {
  explicit State(Preset preset) : diagnosis(inner(preset)) {}

  struct Known {
    int series = 0;
    int order = 0;
  };
  Known known(std::string_view name) {
    const auto found = names.find(name);
    if (found != names.end()) return found->second;
    const std::string own(name);
    const analysis::SeriesMeaning meaning = analysis::meaning_of(own);
    const Known fresh{diagnosis.series(own, meaning), order_of(meaning.role)};
    names.emplace(own, fresh);
    return fresh;
  }

  analysis::Diagnosis diagnosis;
  std::unordered_map<std::string, Known, TextHash, std::equal_to<>> names;
  std::vector<std::pair<Known, double>> frame;  // kept for its memory
};

Diagnosis::Diagnosis(Preset preset) : state_(std::make_unique<State>(preset)) {}
Diagnosis::~Diagnosis() = default;
Diagnosis::Diagnosis(Diagnosis&&) noexcept = default;
Diagnosis& Diagnosis::operator=(Diagnosis&&) noexcept = default;

bool Diagnosis::add(int64_t step, Samples samples) {
  auto& frame = state_->frame;
  frame.clear();
  for (const Sample& sample : samples) {
    if (!sample.key.is_name()) continue;
    const StringRef name = sample.key.name();
    frame.emplace_back(state_->known({name.data(), name.size()}), sample.value);
  }
  std::stable_sort(frame.begin(), frame.end(),
                   [](const auto& a, const auto& b) { return a.first.order < b.first.order; });
  bool changed = false;
  for (const auto& [known, value] : frame) {
    changed |= state_->diagnosis.add(known.series, step, value);
  }
  return changed;
}

void Diagnosis::add_val_losses(int64_t step, const float* losses, size_t count) {
  const std::vector<double> values(losses, losses + count);
  state_->diagnosis.add_val_losses(step, values);
}

std::vector<Finding> Diagnosis::findings() const {
  return outer(state_->diagnosis.findings());
}

std::string Diagnosis::report() const {
  return analysis::report(state_->diagnosis.findings(), state_->diagnosis.standing());
}

std::vector<Finding> diagnose(const Curves& curves, Preset preset) {
  std::vector<analysis::NamedCurve> named;
  for (const Curve& curve : curves) named.push_back({curve.name, curve.steps, curve.values});
  return outer(analysis::diagnose(named, inner(preset)));
}

std::string report(const std::vector<Finding>& findings) {
  std::vector<analysis::Finding> inside;
  for (const Finding& f : findings) inside.push_back(inner(f));
  return analysis::report(inside);
}

}  // namespace oriel
