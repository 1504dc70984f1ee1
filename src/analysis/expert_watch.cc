#include "analysis/expert_watch.h"

#include <algorithm>
#include <cmath>

namespace oriel::analysis {
namespace {

// Assignments per expert in a window: its share then scatters by a seventh of itself at most.
constexpr double kWindowPerExpert = 50;

}  // namespace

std::vector<size_t> ExpertWatch::Block::dead() const {
  std::vector<size_t> out;
  for (size_t e = 0; e < experts.size(); ++e) {
    if (experts[e].dead) out.push_back(e);
  }
  return out;
}

std::string ExpertWatch::Block::words() const {
  return name.empty() ? "" : " of " + name;
}

size_t ExpertWatch::block_of(const std::string& name) {
  const auto at = std::find_if(blocks_.begin(), blocks_.end(),
                               [&](const Block& block) { return block.name == name; });
  if (at != blocks_.end()) return static_cast<size_t>(at - blocks_.begin());
  blocks_.emplace_back();
  blocks_.back().name = name;
  return blocks_.size() - 1;
}

ExpertWatch::Place ExpertWatch::add_expert(const std::string& series, const ExpertName& name) {
  const size_t block = block_of(name.block);
  Expert expert;
  expert.series = series;
  expert.index = name.expert;
  blocks_[block].experts.push_back(std::move(expert));
  return {block, blocks_[block].experts.size() - 1};
}

size_t ExpertWatch::add_assignments(const std::string& block) {
  return block_of(block);
}

void ExpertWatch::share(const Place& place, int64_t step, double value) {
  Block& block = blocks_[place.block];
  Expert& expert = block.experts[place.expert];
  if (block.open && (block.step != step || expert.pending)) close(block);
  block.open = true;
  block.step = step;
  expert.pending = value;
}

void ExpertWatch::close(Block& block) {
  if (!block.open) return;
  block.open = false;
  block.seen_to = block.step;
  const auto used = std::count_if(block.experts.begin(), block.experts.end(),
                                  [](const Expert& e) { return e.pending.value_or(0) > 0; });
  const double assignments = assignments_at_least(block.assignments, static_cast<size_t>(used));
  if (block.window_assignments == 0) block.window_from = block.step;
  block.window_assignments += assignments;
  for (Expert& expert : block.experts) {
    if (!expert.pending) continue;
    expert.use.add(block.step, *expert.pending, assignments);
    if (std::isfinite(*expert.pending)) expert.window += std::max(0.0, *expert.pending);
    expert.pending.reset();
    const bool dead = expert.use.dead(block.experts.size());
    block.changed |= dead != expert.dead;
    expert.dead = dead;
  }
}

void ExpertWatch::flush() {
  for (Block& block : blocks_) close(block);
}

void ExpertWatch::evaluated() {
  for (Block& block : blocks_) {
    const auto n = static_cast<double>(block.experts.size());
    if (block.window_assignments < kWindowPerExpert * n) continue;
    std::vector<double> shares;
    for (Expert& expert : block.experts) {
      shares.push_back(expert.window);
      expert.window = 0;
    }
    block.window_assignments = 0;
    const ExpertBalance balance = balance_of(shares);
    if (!balance.known()) continue;
    const auto busiest = std::max_element(shares.begin(), shares.end()) - shares.begin();
    block.spread = Spread{balance, block.window_from, static_cast<size_t>(busiest)};
  }
}

}  // namespace oriel::analysis
