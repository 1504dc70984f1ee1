#include "analysis/experts.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace oriel::analysis {
namespace {

constexpr double kLeastShare = 0.01;  // of 1/N: an expert that had less is as good as dead

// Takes the last part of a name away; false if there is none.
bool take_last(std::string_view& name, std::string_view& last) {
  if (name.empty()) return false;
  const size_t slash = name.rfind('/');
  last = slash == std::string_view::npos ? name : name.substr(slash + 1);
  name = slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
  return true;
}

bool is_expert(std::string_view part) {
  return part == "expert" || part == "experts";
}

}  // namespace

std::optional<ExpertName> expert_of(std::string_view name) {
  std::string_view last, index, word;
  if (!take_last(name, last)) return std::nullopt;
  const bool share =
      last == "utilization" || last == "utilisation" || last == "load" || last == "share";
  if (!share || !take_last(name, index) || !take_last(name, word) || !is_expert(word)) {
    return std::nullopt;
  }
  ExpertName out;
  const char* end = index.data() + index.size();
  const auto read = std::from_chars(index.data(), end, out.expert);
  if (read.ec != std::errc() || read.ptr != end || out.expert < 0) return std::nullopt;
  out.block = std::string(name);
  return out;
}

std::optional<std::string> assignments_of(std::string_view name) {
  std::string_view last, word;
  if (!take_last(name, last) || last != "assignments") return std::nullopt;
  if (!take_last(name, word) || !is_expert(word)) return std::nullopt;
  return std::string(name);
}

ExpertBalance balance_of(std::span<const double> shares) {
  ExpertBalance b;
  double largest = 0;
  for (const double share : shares) {
    if (!std::isfinite(share) || share < 0) continue;
    ++b.experts;
    b.sum += share;
    largest = std::max(largest, share);
  }
  if (!b.known()) return b;
  double entropy = 0;
  for (const double share : shares) {
    if (!std::isfinite(share) || share <= 0) continue;
    const double p = share / b.sum;
    if (p > 0) entropy -= p * std::log(p);
  }
  const auto n = static_cast<double>(b.experts);
  b.mean = b.sum / n;
  b.entropy = std::clamp(entropy / std::log(n), 0.0, 1.0);
  b.effective = std::clamp(std::exp(entropy), 1.0, n);
  b.max_over_mean = largest / b.mean;
  b.max_vio = b.max_over_mean - 1;
  return b;
}

double log_chance_of_none(double tokens, size_t experts, double active) {
  const double share = active / static_cast<double>(experts);
  return share < 1 ? tokens * std::log1p(-share) : tokens > 0 ? -HUGE_VAL : 0;
}

void ExpertUse::add(int64_t step, double share, double assignments) {
  if (!std::isfinite(share) || share < 0 || !(assignments > 0)) return;
  total_ += assignments;
  used_ += std::min(share, 1.0) * assignments;
  if (share > 0) {
    longest_ = std::max(longest_, steps_);
    steps_ = 0;
    idle_ = 0;
    return;
  }
  if (steps_ == 0) idle_since_ = step;
  ++steps_;
  idle_ += assignments;
}

bool ExpertUse::dead(size_t experts) const {
  if (experts < 2 || steps_ < std::max(kLeastSteps, 3 * longest_)) return false;
  const double even = 1 / static_cast<double>(experts);
  double share = even;
  if (used_ > 0) share = std::clamp(used_ / (total_ - idle_), kLeastShare * even, even);
  // So many stretches without it begin by chance; each is so long with (1 − share)^idle.
  const double stretches = std::max(1.0, total_ * share);
  return idle_ * std::log1p(-share) + std::log(stretches) < std::log(kChance);
}

double assignments_at_least(std::optional<double> logged, size_t used_experts) {
  if (logged && *logged >= 1 && std::isfinite(*logged)) return *logged;
  return std::max(1.0, static_cast<double>(used_experts));
}

}  // namespace oriel::analysis
