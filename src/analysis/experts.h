// Mixture of experts: is the work spread over them, and is any of them shut out?
//
// Pure functions on shares, and ExpertUse, which follows one expert as a training goes on. What the
// terminal, the diagnosis and the panels say about experts is computed here and nowhere else.
//
// The formulas:
//   entropy    H / ln N of the shares: 1 where all get the same, 0 where one gets all; the
//              normalised Shannon entropy. exp(H) is how many experts would do, the perplexity.
//   max/mean   the busiest expert's share over the mean share, "load imbalance" in OLMo-core.
//   MaxVio     (max − mean) / mean: Wang et al. 2024, arXiv 2408.15664, eq. 4; max/mean − 1.
//   dead       a balanced router gives a token to k of N experts, so one expert gets nothing of T
//              tokens with probability (1 − k/N)^T (tokens taken as independent). Below kChance =
//              10⁻⁶ chance is no explanation. Of assignments rather than tokens: k = 1, which errs
//              on the side of "alive", as (1 − 1/N)^k ≥ 1 − k/N.
//
// Thread-safe but for ExpertUse (one thread at a time). O(N); ExpertUse a few ns per value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace oriel::analysis {

// `expert/3/utilization`, `layer/2/expert/3/utilization`: which expert of which block. The last
// part may also be utilisation, load or share.
struct ExpertName {
  std::string block;  // "layer/2"; empty where the run has one block only
  int64_t expert = 0;
};
std::optional<ExpertName> expert_of(std::string_view series);

// `expert/assignments`, `layer/2/expert/assignments`: its block. A value is how many assignments
// (tokens × k) a point of the shares stands for.
std::optional<std::string> assignments_of(std::string_view series);

// Of shares that are finite and not negative; they need not add up to 1.
struct ExpertBalance {
  size_t experts = 0;
  double sum = 0;
  double mean = 0;
  double entropy = 0;    // H / ln N
  double effective = 0;  // exp(H), 1 to N
  double max_over_mean = 0;
  double max_vio = 0;
  bool known() const { return experts >= 2 && sum > 0; }  // the rest means nothing otherwise
};
ExpertBalance balance_of(std::span<const double> shares);

inline constexpr double kChance = 1e-6;
inline constexpr uint64_t kLeastSteps = 50;

// ln of the probability that a balanced router passes one of N experts by for T tokens.
double log_chance_of_none(double tokens, size_t experts, double active = 1);

// One expert: how long it has had nothing, and whether chance can explain that. Stricter than the
// formula above, so that unpopular experts are not buried alive: the expert is held against the
// share it had before where that was smaller than 1/N (no smaller than 1/(100 N); one that never
// had any against 1/N); the probability is that of such a stretch anywhere in the training, not at
// one chosen place; and as the tokens of a step share a router and are not independent, it takes
// kLeastSteps steps in a row, and three times as many as it ever came back from.
class ExpertUse {
 public:
  // `assignments` of all experts at this step. A share that is not finite says nothing.
  void add(int64_t step, double share, double assignments);
  bool dead(size_t experts) const;
  double idle() const { return idle_; }               // assignments that have passed it by
  int64_t idle_since() const { return idle_since_; }  // the first step of these

 private:
  double idle_ = 0, total_ = 0, used_ = 0;
  int64_t idle_since_ = 0;
  uint64_t steps_ = 0, longest_ = 0;  // without anything: now, and the most that came to an end
};

// With a value for the assignments of a step, that; otherwise at least as many as there are
// experts that got something.
double assignments_at_least(std::optional<double> logged, size_t used_experts);

}  // namespace oriel::analysis
