// Rules about mixtures of experts: what is said of dead ones, and of work that few of them do.
#include <algorithm>
#include <cmath>

#include "analysis/expert_watch.h"
#include "analysis/rule.h"

namespace oriel::analysis {
namespace {

constexpr size_t kMaxNamed = 8;
constexpr size_t kMaxSeries = 20;
// Of the experts that would do, (exp(H) − 1) / (N − 1): a third of eight, nine to one of two.
constexpr double kFew = 0.4;

std::string list_of(const ExpertWatch::Block& block, const std::vector<size_t>& which) {
  std::string text;
  for (size_t i = 0; i < which.size() && i < kMaxNamed; ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(block.experts[which[i]].index);
  }
  return which.size() > kMaxNamed ? text + ", …" : text;
}

double breadth(const ExpertBalance& b) {
  return (b.effective - 1) / (static_cast<double>(b.experts) - 1);
}

}  // namespace

void describe_dead(const ExpertWatch::Block& block, Finding& f) {
  const std::vector<size_t> dead = block.dead();
  if (dead.empty()) return;
  const size_t n = block.experts.size();
  int64_t since = block.experts[dead.front()].use.idle_since();
  double idle = block.experts[dead.front()].use.idle();
  f.series.clear();
  for (const size_t e : dead) {
    since = std::min(since, block.experts[e].use.idle_since());
    idle = std::min(idle, block.experts[e].use.idle());
    if (f.series.size() < kMaxSeries) f.series.push_back(block.experts[e].series);
  }
  f.state = FindingState::kConfirmed;
  f.confidence = 1;
  f.since_step = since;
  f.until_step.reset();
  const std::string experts = list_of(block, dead);
  const bool one = dead.size() == 1;
  f.title = (one ? "Dead expert " + experts : printed("%zu dead experts", dead.size())) +
            block.words() + " since step " + std::to_string(since);
  f.explanation = (one ? "Expert " : "Experts ") + experts + " of " + std::to_string(n) +
                  (one ? " has" : " have") + " been given nothing in " + (one ? "" : "at least ") +
                  say(idle) + " assignments: its place in the network is not used.";
  if (!one) {
    f.explanation.replace(f.explanation.find("its place"), std::string::npos,
                          "their places in the network are not used.");
  }
  f.evidence = {
      {"dead experts", static_cast<double>(dead.size()), std::nullopt},
      {"experts", static_cast<double>(n), std::nullopt},
      {"assignments without it", idle, std::nullopt},
      {"log10 of the chance", log_chance_of_none(idle, n) / std::log(10.0), std::log10(kChance)}};
}

const ExpertWatch::Block* narrowest(const ExpertWatch& watch) {
  const ExpertWatch::Block* worst = nullptr;
  for (const ExpertWatch::Block& block : watch.blocks()) {
    if (!block.spread) continue;
    if (worst == nullptr || breadth(block.spread->balance) < breadth(worst->spread->balance)) {
      worst = &block;
    }
  }
  return worst;
}

Verdict expert_imbalance(const Context& c) {
  Verdict verdict;
  const ExpertWatch::Block* block = narrowest(c.experts);
  if (block == nullptr) return verdict;
  const ExpertBalance& b = block->spread->balance;
  if (!(breadth(b) < kFew)) return verdict;
  verdict.level = Level::kWarning;
  verdict.confidence = std::min(0.9, 1 - breadth(b));
  verdict.since = block->spread->from_step;
  verdict.evidence = {{"MaxVio", b.max_vio, std::nullopt},
                      {"entropy / ln N", b.entropy, std::nullopt},
                      {"experts that would do", b.effective, 1 + kFew * (double(b.experts) - 1)}};
  verdict.what = "The router uses " + std::to_string(b.experts) + " experts" + block->words() +
                 " as if there were " + printed("%.1f", b.effective) + ": expert " +
                 std::to_string(block->experts[block->spread->busiest].index) + " gets " +
                 printed("%.1f", b.max_over_mean) + " times its even share (MaxVio " +
                 printed("%.2f", b.max_vio) + ", normalised entropy " + printed("%.2f", b.entropy) +
                 ").";
  return verdict;
}

}  // namespace oriel::analysis
