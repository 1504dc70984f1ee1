#include "analysis/engine.h"

#include <algorithm>
#include <cmath>

namespace oriel::analysis {
namespace {

constexpr size_t kMaxFindings = 200;
constexpr size_t kMaxSpikes = 50;
constexpr int kPersist = 2;  // evaluations before a warning
constexpr int kAbsent = 3;   // evaluations before it is cleared
constexpr size_t kEarlyRows = 10;
constexpr int64_t kEarlyPoints = 400;
constexpr size_t kRecentEvaluations = 8;
constexpr size_t kLeastTrainRows = 20;  // single batches at first: they say little

// What has its own persistence needs none of ours.
int persistence_of(std::string_view rule) {
  return rule == "loss_spike" || rule == "class_collapse" ? 1 : kPersist;
}

bool is_loss(SeriesRole role) {
  return role == SeriesRole::kTrainLoss || role == SeriesRole::kValLoss;
}

bool watched_for_finite(SeriesRole role) {
  return is_loss(role) || role == SeriesRole::kGradientNorm || role == SeriesRole::kLayerGradient ||
         role == SeriesRole::kLearningRate || role == SeriesRole::kOtherLoss;
}

const char* name_of_bad(double value) {
  return std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

double median_of(const std::deque<double>& values) {
  return median(std::vector<double>(values.begin(), values.end()));
}

}  // namespace

DiagnosisEngine::DiagnosisEngine(Preset preset, const DiagnosisOptions& options)
    : preset_(preset), options_(options) {
  const auto& rules = preset == Preset::kClassic ? classic_rules() : robust_rules();
  for (const Rule& rule : rules) tracks_.push_back({&rule, 0, 0, std::nullopt});
}

int DiagnosisEngine::series(const std::string& name, const SeriesMeaning& meaning) {
  Named named;
  named.name = name;
  named.meaning = meaning;
  // One series per role, the first that comes; of further ones only NaN is looked for.
  const SeriesRole role = meaning.role;
  const bool single = role >= SeriesRole::kTrainLoss && role <= SeriesRole::kGradientNorm;
  for (const Named& other : series_) {
    if (single && other.meaning.role == role) {
      const bool rate = role == SeriesRole::kTrainAccuracy || role == SeriesRole::kValAccuracy;
      named.meaning.role = rate ? SeriesRole::kNone : SeriesRole::kOtherLoss;
    }
  }
  if (meaning.role == SeriesRole::kRecall) {
    named.slot = recalls_.size();
    recalls_.emplace_back(meaning.of, std::vector<double>());
  } else if (named.meaning.role == SeriesRole::kValLoss) {
    expects_val_ = true;
  } else if (meaning.role == SeriesRole::kPredictedShare) {
    named.slot = shares_.size();
    shares_.emplace_back(meaning.of, std::vector<double>());
  } else if (meaning.role == SeriesRole::kLayerGradient) {
    named.slot = layers_.size();
    layers_.emplace_back(meaning.of, kNoValue);
  } else if (const auto expert = expert_of(name); role == SeriesRole::kExpertShare && expert) {
    named.expert = experts_.add_expert(name, *expert);
  } else if (role == SeriesRole::kAssignments) {
    named.slot = experts_.add_assignments(meaning.of);
  }
  series_.push_back(std::move(named));
  return static_cast<int>(series_.size()) - 1;
}

bool DiagnosisEngine::add(int series, int64_t step, double value) {
  if (series < 0 || static_cast<size_t>(series) >= series_.size()) return false;
  Named& named = series_[static_cast<size_t>(series)];
  bool changed = watch_finite(named, step, value);
  const auto keep = [&](Recent& table) {
    std::vector<double>& recent = table[named.slot].second;
    if (recent.size() >= kRecentEvaluations) recent.erase(recent.begin());
    recent.push_back(value);
  };
  switch (named.meaning.role) {
    case SeriesRole::kTrainLoss:
      watch_loss(step, value);
      if (history_.train_loss(step, value) && !expects_val_ &&
          history_.rows().size() >= kLeastTrainRows) {
        changed |= evaluate();
      }
      break;
    case SeriesRole::kValLoss:
      if (!history_.has_val()) changed |= forget();
      if (history_.val_loss(step, value)) changed |= evaluate();
      break;
    case SeriesRole::kTrainAccuracy:
      history_.train_accuracy(value);
      break;
    case SeriesRole::kValAccuracy:
      history_.val_accuracy(step, value);
      break;
    case SeriesRole::kLearningRate:
      history_.lr(step, value);
      break;
    case SeriesRole::kGradientNorm:
      watch_gradient(value);
      history_.gradient(value);
      break;
    case SeriesRole::kLayerGradient:
      layers_[named.slot].second = value;
      break;
    case SeriesRole::kRecall:
      keep(recalls_);
      break;
    case SeriesRole::kPredictedShare:
      keep(shares_);
      break;
    case SeriesRole::kExpertShare:
      experts_.share(named.expert, step, value);
      changed |= watch_experts(false);
      break;
    case SeriesRole::kAssignments:
      experts_.assignments(named.slot, value);
      break;
    case SeriesRole::kNone:
    case SeriesRole::kOtherLoss:
      break;
  }
  return changed;
}

void DiagnosisEngine::add_val_losses(int64_t, std::span<const double> losses) {
  const double mean = moments(losses).mean();
  if (!std::isfinite(mean)) return;
  if (!(mean >= best_val_) || losses.size() != best_val_losses_.size()) {
    best_val_ = mean;
    best_val_losses_.assign(losses.begin(), losses.end());
    paired_z_ = 0;
    return;
  }
  val_losses_.resize(losses.size());
  for (size_t i = 0; i < losses.size(); ++i) val_losses_[i] = losses[i] - best_val_losses_[i];
  paired_z_ = paired_z(val_losses_);
}

void DiagnosisEngine::rebase(int64_t) {
  history_.rebase();
  loss_watch_.reset();
  gradient_watch_.reset();
  level_test_.reset();
}

// Exact: the first such value is named, and the finding grows while there are more.
bool DiagnosisEngine::watch_finite(Named& named, int64_t step, double value) {
  if (std::isfinite(value) || !watched_for_finite(named.meaning.role)) return false;
  ++named.bad;
  last_bad_evaluation_ = evaluations_;
  bool fresh = named.bad == 1;
  size_t at = findings_.size();
  for (size_t i = 0; i < findings_.size(); ++i) {
    if (findings_[i].rule == "non_finite" && findings_[i].state != FindingState::kCleared) at = i;
  }
  if (at == findings_.size()) {
    at = new_finding("non_finite");
    Finding& f = findings_[at];
    f.since_step = step;
    f.confidence = 1;
    f.title = named.name + " is " + name_of_bad(value) + " at step " + std::to_string(step);
    fresh = true;
  }
  Finding& f = findings_[at];
  if (std::find(f.series.begin(), f.series.end(), named.name) == f.series.end()) {
    fresh = true;
    if (f.series.size() < 20) f.series.push_back(named.name);
  }
  const bool grown = (named.bad & (named.bad - 1)) == 0;
  if (!fresh && !grown) return false;
  bool only_gradients = true;
  uint64_t all = 0;
  for (const Named& n : series_) {
    const bool gradient =
        n.meaning.role == SeriesRole::kGradientNorm || n.meaning.role == SeriesRole::kLayerGradient;
    if (n.bad > 0 && !gradient) only_gradients = false;
    all += n.bad;
  }
  // Loss scaling in mixed precision overflows now and then, and skips the step.
  f.state = only_gradients ? FindingState::kWarning : FindingState::kConfirmed;
  f.explanation = f.title;
  if (f.series.size() > 1) {
    f.explanation += "; " + std::to_string(f.series.size() - 1) + " more series followed";
  }
  f.explanation += ". From there on nothing that is computed from it means anything.";
  if (only_gradients) {
    f.explanation +=
        " The losses are finite so far: with loss scaling (mixed precision) an occasional one is "
        "normal.";
  }
  f.evidence = {{"values that are not finite", static_cast<double>(all), 0}};
  return true;
}

// Numbers for five evaluations in a row: it is over.
bool DiagnosisEngine::clear_finite(int64_t step) {
  if (evaluations_ - last_bad_evaluation_ <= 5) return false;
  bool changed = false;
  for (Finding& f : findings_) {
    if (f.rule != "non_finite" || f.state == FindingState::kCleared) continue;
    f.state = FindingState::kCleared;
    f.until_step = step;
    changed = true;
  }
  if (changed) {
    for (Named& named : series_) named.bad = 0;
  }
  return changed;
}

// Exact: a finding per block names the experts that are dead, and is cleared when all are used.
bool DiagnosisEngine::watch_experts(bool renew) {
  bool changed = false;
  const auto& blocks = experts_.blocks();
  dead_.resize(blocks.size());
  for (size_t b = 0; b < blocks.size(); ++b) {
    if (!blocks[b].changed && !(renew && dead_[b])) continue;
    experts_.settled(b);
    changed = true;
    if (!blocks[b].dead().empty()) {
      if (!dead_[b]) {
        const size_t at = new_finding("dead_expert");
        dead_[b] = at;
      }
      describe_dead(blocks[b], findings_[*dead_[b]]);
    } else if (dead_[b]) {
      Finding& f = findings_[*dead_[b]];
      f.state = FindingState::kCleared;
      f.until_step = blocks[b].seen_to;
      dead_[b].reset();
    }
  }
  return changed;
}

// The highest median of three of the first losses, as a multiple of what an untrained net does.
void DiagnosisEngine::early_peak(int64_t step, double value) {
  if (history_.rows().size() > kEarlyRows || facts_.points > kEarlyPoints) return;
  peak_recent_.push_back(value);
  if (peak_recent_.size() > 3) peak_recent_.erase(peak_recent_.begin());
  const double first = history_.first_loss();
  if (peak_recent_.size() < 3 || !(first > 0)) return;
  const double peak = median(peak_recent_) / first;
  if (peak > facts_.early_peak) {
    facts_.early_peak = peak;
    facts_.early_peak_step = step;
  }
}

void DiagnosisEngine::watch_loss(int64_t step, double value) {
  if (preset_ == Preset::kClassic) return;
  ++facts_.points;
  early_peak(step, value);
  const bool enough = loss_watch_.count() >= StepWatch::kMinValues;
  const StepWatch::Seen seen = loss_watch_.add(value);
  if (!enough) return;
  lowest_loss_ = std::fmin(lowest_loss_, seen.median);
  for (StepFacts::Spike& spike : facts_.spikes) {
    if (spike.recovered_after >= 0 || spike.step == step) continue;
    spike.calm = seen.z < 3 ? spike.calm + 1 : 0;
    if (spike.calm == 3) {
      spike.recovered_after =
          static_cast<int>(std::min<int64_t>(facts_.points - spike.point - 2, 1 << 20));
    }
  }
  if (seen.spike) {
    if (facts_.points - facts_.last_spike_point > 400) facts_.spikes.clear();
    // A training that has hardly moved is held against a tenth of where it began.
    const double first = history_.first_loss();
    const double fall = std::fmax(first - lowest_loss_, 0.1 * std::fabs(first));
    const double height = value - seen.median;
    StepFacts::Spike spike;
    spike.step = step;
    spike.point = facts_.points;
    spike.value = value;
    spike.median = seen.median;
    spike.z = seen.z;
    spike.share = fall > 0 ? height / fall : height / std::fmax(std::fabs(seen.median), 1e-300);
    spike.gradient = last_gradient_z_ > 6;
    if (facts_.spikes.size() < kMaxSpikes) facts_.spikes.push_back(spike);
    ++facts_.spike_count;
    facts_.last_spike_point = facts_.points;
  }
  last_gradient_z_ = 0;
}

void DiagnosisEngine::watch_gradient(double value) {
  if (preset_ == Preset::kClassic || !std::isfinite(value)) return;
  if (gradient_start_.size() < 9) {
    gradient_start_.push_back(value);
    facts_.gradient_first = median(gradient_start_);
  }
  last_gradient_z_ = gradient_watch_.add(value).z;
  gradient_recent_.push_back(value);
  if (gradient_recent_.size() > 9) {
    gradient_before_.add(gradient_recent_.front());
    gradient_recent_.pop_front();
  }
}

double DiagnosisEngine::trivial_loss() const {
  if (options_.trivial_loss) return *options_.trivial_loss;
  const size_t classes = std::max(recalls_.size(), shares_.size());
  return classes >= 2 ? std::log(static_cast<double>(classes)) : kNoValue;
}

Context DiagnosisEngine::context() const {
  return {history_, facts_, recalls_, shares_, layers_, experts_, paired_z_, trivial_loss()};
}

bool DiagnosisEngine::evaluate() {
  ++evaluations_;
  const int64_t step = history_.rows().back().step;
  if (!gradient_recent_.empty()) {
    facts_.gradient_now = median_of(gradient_recent_);
    facts_.gradient_before = gradient_before_.median();
    facts_.gradient_z = 0;
    if (gradient_before_.size() >= StepWatch::kMinValues && facts_.gradient_before > 0) {
      const double spread = kMadToSigma * gradient_before_.mad() / facts_.gradient_before;
      facts_.gradient_z =
          std::log(facts_.gradient_now / facts_.gradient_before) / std::fmax(spread, 0.05);
    }
  }
  experts_.flush();
  experts_.evaluated();
  bool changed = watch_experts(true);
  const Context now = context();
  changed |= clear_finite(step);
  for (Track& track : tracks_) changed |= follow(track, track.rule->judge(now), step);
  return changed;
}

// The first validation loss: what was judged from blocks of the training loss is judged anew.
bool DiagnosisEngine::forget() {
  bool changed = false;
  for (Track& track : tracks_) {
    if (track.finding) remove(*track.finding), changed = true;
    track = {track.rule, 0, 0, std::nullopt};
  }
  return changed;
}

void DiagnosisEngine::remove(size_t finding) {
  findings_.erase(findings_.begin() + static_cast<ptrdiff_t>(finding));
  const auto move = [finding](std::optional<size_t>& at) {
    if (at && *at == finding) at.reset();
    if (at && *at > finding) --*at;
  };
  for (Track& t : tracks_) {
    move(t.finding);
  }
  for (std::optional<size_t>& at : dead_) move(at);
}

// Watching at once, warning when it has held, cleared when it has been gone for a while.
bool DiagnosisEngine::follow(Track& track, const Verdict& verdict, int64_t step) {
  const bool classic = preset_ == Preset::kClassic;
  if (verdict.level == Level::kNothing) {
    track.held = 0;
    if (!track.finding || verdict.lingers) return false;
    if (++track.absent < (classic ? 1 : kAbsent)) return false;
    Finding& f = findings_[*track.finding];
    if (f.state == FindingState::kWatching) {
      remove(*track.finding);
    } else {
      f.state = FindingState::kCleared;
      f.until_step = step;
      track.finding.reset();
    }
    return true;
  }
  track.absent = 0;
  track.held = verdict.level >= Level::kWarning ? track.held + 1 : 0;
  Level level = verdict.level;
  if (!classic && options_.ceilings) {
    const Advice& advice = advice_of(track.rule->name);
    const bool proven = advice.proof_lifts && level == Level::kConfirmed;
    if (!proven) level = std::min(level, advice.ceiling);
  }
  if (!classic && track.held < persistence_of(track.rule->name)) {
    level = std::min(level, Level::kWatching);
  }
  static constexpr FindingState kStates[] = {FindingState::kCleared, FindingState::kWatching,
                                             FindingState::kWarning, FindingState::kConfirmed};
  show(track, verdict, kStates[static_cast<size_t>(level)]);
  return true;
}

void DiagnosisEngine::show(Track& track, const Verdict& verdict, FindingState state) {
  if (!track.finding) {
    track.finding = new_finding(track.rule->name);
    findings_[*track.finding].since_step = verdict.since;
    findings_[*track.finding].series = {series_of(track.rule->name)};
    findings_[*track.finding].state = state;
  }
  Finding& f = findings_[*track.finding];
  f.state = std::max(f.state, state);  // it does not go back before it is cleared
  f.confidence =
      f.state == FindingState::kWatching ? std::min(verdict.confidence, 0.5) : verdict.confidence;
  const Advice& advice = advice_of(f.rule);
  f.title = preset_ == Preset::kClassic
                ? f.rule == "overfitting" ? "OVERFITTING detected"
                  : f.rule == "plateau"   ? "PLATEAU detected"
                                          : "INSTABILITY detected"
                : std::string(advice.title) + " since step " + std::to_string(f.since_step);
  f.explanation = verdict.what;
  f.evidence = verdict.evidence;
}

size_t DiagnosisEngine::new_finding(const std::string& rule) {
  if (findings_.size() >= kMaxFindings) {
    // The oldest that is over makes room.
    const auto over = std::find_if(findings_.begin(), findings_.end(), [](const Finding& f) {
      return f.state == FindingState::kCleared;
    });
    if (over != findings_.end()) remove(static_cast<size_t>(over - findings_.begin()));
  }
  const Advice& advice = advice_of(rule);
  Finding f;
  f.rule = rule;
  f.writer = options_.writer;
  f.remedies = preset_ == Preset::kClassic && !advice.classic_remedies.empty()
                   ? advice.classic_remedies
                   : advice.remedies;
  f.link = "docs/diagnosis.md#" + rule;
  findings_.push_back(std::move(f));
  return findings_.size() - 1;
}

// The curve to show a finding on.
std::string DiagnosisEngine::series_of(const std::string& rule) const {
  const auto first = [&](std::initializer_list<SeriesRole> roles) -> std::string {
    for (const SeriesRole role : roles) {
      for (const Named& n : series_) {
        if (n.meaning.role == role) return n.name;
      }
    }
    return "";
  };
  if (rule == "expert_imbalance") {
    const ExpertWatch::Block* block = narrowest(experts_);
    if (block != nullptr) return block->experts[block->spread->busiest].series;
  }
  if (rule.starts_with("grad_")) {
    const std::string name = first({SeriesRole::kGradientNorm, SeriesRole::kLayerGradient});
    if (!name.empty()) return name;
  }
  const bool of_val = rule == "overfitting" || rule == "plateau" || rule == "instability" ||
                      rule == "class_collapse";
  return of_val ? first({SeriesRole::kValLoss, SeriesRole::kTrainLoss})
                : first({SeriesRole::kTrainLoss, SeriesRole::kValLoss});
}

}  // namespace oriel::analysis
