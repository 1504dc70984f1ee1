#include "analysis/series_roles.h"

#include <algorithm>
#include <array>
#include <map>

#include "analysis/experts.h"

namespace oriel::analysis {
namespace {

using Words = std::vector<std::string>;

// The words of a name in lower case: "Val/Top-1" -> val, top, 1.
Words words_of(std::string_view name) {
  Words words(1);
  for (const char c : name) {
    if (c == '/' || c == '_' || c == '-' || c == '.' || c == ' ' || c == ':') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
  }
  if (words.size() > 1 && words.back().empty()) words.pop_back();
  return words;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_train(std::string_view w) {
  return one_of(w, {"train", "training", "tr"});
}
bool is_val(std::string_view w) {
  return one_of(w, {"val", "valid", "validation", "eval", "evaluation", "test", "dev", "holdout"});
}
bool is_loss(std::string_view w) {
  return one_of(w, {"loss", "nll", "ce", "xent", "mse"});
}
bool is_accuracy(std::string_view w) {
  return one_of(w, {"accuracy", "acc", "top1"});
}
bool is_gradient(std::string_view w) {
  return one_of(w, {"grad", "grads", "gradient", "gradients", "gradnorm"});
}
// Words that say how a value was taken, and change nothing about what it is.
bool is_filler(std::string_view w) {
  return one_of(w, {"epoch", "step",    "batch",     "iter",      "mean",   "avg",
                    "total", "metrics", "scalars",   "running",   "smooth", "group0",
                    "pg0",   "0",       "optimizer", "optim",     "global", "l2",
                    "cross", "entropy", "schedule",  "scheduler", "log"});
}

std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t slash = name.find('/');
    parts.push_back(name.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    name.remove_prefix(slash + 1);
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

// val/recall/<class>, val/class/<class>/recall and the like: a measure of one class.
bool class_measure(std::string_view name, SeriesMeaning& meaning) {
  const std::vector<std::string_view> parts = parts_of(name);
  if (parts.size() < 2 || is_train(lower(parts.front()))) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string part = lower(parts[i]);
    const bool recall = one_of(part, {"recall", "per_class_recall", "class_recall"});
    const bool share =
        one_of(part, {"predicted_share", "prediction_share", "predicted_fraction", "class_share"});
    if (!recall && !share) continue;
    const bool last = i + 1 == parts.size();
    // val/recall alone is a mean over classes: of a single class only where one is named.
    if (last && !(i >= 2 && one_of(lower(parts[i - 2]), {"class", "classes", "per_class"}))) {
      return false;
    }
    meaning.role = recall ? SeriesRole::kRecall : SeriesRole::kPredictedShare;
    meaning.of = std::string(
        last ? parts[i - 1] : name.substr(static_cast<size_t>(parts[i + 1].data() - name.data())));
    return true;
  }
  return false;
}

// layer/<name>/grad/rms, grad/<name>/norm, grad_norm/<name>: the gradient of one layer.
bool layer_gradient(std::string_view name, SeriesMeaning& meaning) {
  const std::vector<std::string_view> parts = parts_of(name);
  const std::string first = lower(parts.front()), last = lower(parts.back());
  const bool size = one_of(last, {"rms", "norm", "l2", "grad_norm", "grad_rms", "gradient_norm"});
  if (one_of(first, {"layer", "layers"}) && parts.size() >= 3 && size) {
    const size_t inner = last.starts_with("grad") ? parts.size() : parts.size() - 1;
    if (inner == parts.size() || is_gradient(lower(parts[inner - 1]))) {
      const size_t end = inner == parts.size() ? parts.size() - 1 : inner - 1;
      const char* from = parts[1].data();
      meaning.of = std::string(from, parts[end - 1].data() + parts[end - 1].size());
      meaning.role = SeriesRole::kLayerGradient;
      return end >= 2;
    }
  }
  if (parts.size() == 3 && is_gradient(first) && size) {
    meaning = {SeriesRole::kLayerGradient, std::string(parts[1]), 0};
    return true;
  }
  if (parts.size() == 2 && one_of(first, {"grad_norm", "gradient_norm", "grad_rms"})) {
    meaning = {SeriesRole::kLayerGradient, std::string(parts[1]), 0};
    return true;
  }
  return false;
}

// What is left when the words that say train or val and the fillers are taken away.
struct Reduced {
  bool train = false, val = false;
  int fillers = 0;
  Words rest;
};
Reduced reduced(const Words& words) {
  Reduced r;
  for (const std::string& w : words) {
    if (is_train(w)) {
      r.train = true;
    } else if (is_val(w)) {
      r.val = true;
    } else if (is_filler(w)) {
      ++r.fillers;
    } else {
      r.rest.push_back(w);
    }
  }
  return r;
}

}  // namespace

int feeding_order(SeriesRole role) {
  switch (role) {
    case SeriesRole::kLearningRate:
      return 0;
    case SeriesRole::kTrainLoss:
      return 2;
    case SeriesRole::kValLoss:
      return 4;
    case SeriesRole::kValAccuracy:
      return 5;
    default:
      return 1;
  }
}

const char* to_string(SeriesRole role) {
  static constexpr std::array<const char*, 13> kNames = {
      "none",          "train loss",    "val loss",       "train accuracy", "val accuracy",
      "learning rate", "gradient norm", "layer gradient", "recall",         "predicted share",
      "expert share",  "assignments",   "other loss"};
  return kNames[static_cast<size_t>(role)];
}

SeriesMeaning meaning_of(std::string_view name) {
  SeriesMeaning meaning;
  if (auto expert = expert_of(name)) return {SeriesRole::kExpertShare, expert->block, 0};
  if (auto block = assignments_of(name)) return {SeriesRole::kAssignments, *block, 0};
  if (class_measure(name, meaning) || layer_gradient(name, meaning)) return meaning;
  const Reduced r = reduced(words_of(name));
  meaning.rank = r.fillers * 10 + static_cast<int>(r.rest.size());
  const auto is = [&](auto predicate) { return r.rest.size() == 1 && predicate(r.rest[0]); };
  if (is(is_loss)) {
    meaning.role = r.val ? SeriesRole::kValLoss : SeriesRole::kTrainLoss;
    if (!r.val && !r.train) meaning.rank += 1;  // train/loss before loss
    if (r.rest[0] != "loss") meaning.rank += 5;
  } else if (is(is_accuracy) || (r.rest.size() == 2 && r.rest[0] == "top" && r.rest[1] == "1")) {
    meaning.role = r.val ? SeriesRole::kValAccuracy : SeriesRole::kTrainAccuracy;
  } else if (is([](std::string_view w) { return w == "lr"; }) ||
             (r.rest.size() == 2 && r.rest[0] == "learning" && r.rest[1] == "rate")) {
    meaning.role = SeriesRole::kLearningRate;
  } else if (is([](std::string_view w) { return w == "gradnorm"; }) ||
             (r.rest.size() == 2 && is_gradient(r.rest[0]) && r.rest[1] == "norm")) {
    meaning.role = SeriesRole::kGradientNorm;
  } else {
    const bool other = std::any_of(r.rest.begin(), r.rest.end(), [](const std::string& w) {
      return is_loss(w) || is_gradient(w);
    });
    if (other) meaning.role = SeriesRole::kOtherLoss;
  }
  return meaning;
}

std::vector<SeriesMeaning> assign_roles(const std::vector<std::string>& names) {
  std::vector<SeriesMeaning> meanings;
  std::map<SeriesRole, size_t> best;
  for (size_t i = 0; i < names.size(); ++i) {
    meanings.push_back(meaning_of(names[i]));
    const SeriesRole role = meanings[i].role;
    if (role < SeriesRole::kTrainLoss || role > SeriesRole::kGradientNorm) continue;
    const auto [at, fresh] = best.try_emplace(role, i);
    if (fresh) continue;
    const bool better = std::pair(meanings[i].rank, names[i].size()) <
                        std::pair(meanings[at->second].rank, names[at->second].size());
    const size_t loser = better ? at->second : i;
    if (better) at->second = i;
    const bool watched = role == SeriesRole::kTrainLoss || role == SeriesRole::kValLoss ||
                         role == SeriesRole::kGradientNorm;
    meanings[loser].role = watched ? SeriesRole::kOtherLoss : SeriesRole::kNone;
  }
  return meanings;
}

}  // namespace oriel::analysis
