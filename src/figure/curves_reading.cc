#include <algorithm>
#include <cmath>

#include "figure/curves.h"
#include "figure/panel_kinds.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxNamed = 4;

const char* code_name(uint8_t code) {
  switch (code) {
    case 1:
      return "NaN";
    case 2:
      return "+Inf";
    default:
      return "\u2212Inf";
  }
}

int importance(const Curve& curve) {
  if (curve.info.writer > 0) return 3;
  if (curve.best) return 0;
  return curve.role == Role::kVal ? 1 : 2;
}

std::string more(size_t count) {
  return count == 0 ? "" : "; and " + count_text(static_cast<int64_t>(count)) + " more";
}

std::string read_curve(const Curve& curve) {
  std::string text = curve.label + " " + number_text(curve.info.last);
  if (!curve.best) return text;
  if (curve.since_best == 0) return text + ", its best so far";
  text += ", best " + number_text(curve.best->value) + " at step " + count_text(curve.best->step);
  return text + ", not improved for " + plural(curve.since_best, "evaluation");
}

std::string read_one_run(std::vector<const Curve*> curves) {
  std::stable_sort(curves.begin(), curves.end(),
                   [](const Curve* a, const Curve* b) { return importance(*a) < importance(*b); });
  std::vector<std::string> items;
  for (const Curve* curve : curves) {
    if (items.size() < kMaxNamed) items.push_back(read_curve(*curve));
  }
  return join(items, "; ") + more(curves.size() - items.size());
}

struct Standing {
  std::string run;
  double value;
  std::string at;
};

// "best val/loss: run_003 0.0810 at step 1,200, run_001 0.0912".
std::string compare_runs(const Runs& runs, const std::vector<const Curve*>& curves) {
  const Curve* first = *std::min_element(
      curves.begin(), curves.end(),
      [](const Curve* a, const Curve* b) { return importance(*a) < importance(*b); });
  const std::string& name = first->label;
  const std::vector<std::string> names = short_names(runs);
  std::vector<Standing> standings;
  for (const Curve* curve : curves) {
    if (curve->label != name) continue;
    const std::string& run = names[curve->run];
    if (curve->best) {
      standings.push_back({run, curve->best->value, " at step " + count_text(curve->best->step)});
    } else if (first->better == Better::kUnknown) {
      standings.push_back({run, curve->info.last, ""});
    }
  }
  if (first->better != Better::kUnknown) {
    std::stable_sort(standings.begin(), standings.end(), [&](const auto& a, const auto& b) {
      return first->better == Better::kLarger ? a.value > b.value : a.value < b.value;
    });
  }
  std::vector<std::string> items;
  for (const Standing& standing : standings) {
    if (items.size() >= kMaxNamed) break;
    const std::string at = items.empty() ? standing.at : "";
    items.push_back(standing.run + " " + number_text(standing.value) + at);
  }
  const std::string what = first->better == Better::kUnknown ? "latest " : "best ";
  return what + name + ": " + join(items, ", ") + more(standings.size() - items.size());
}

std::string read_gaps(const Request& request, const Runs& runs,
                      const std::vector<const Curve*>& curves) {
  std::vector<std::string> items;
  size_t count = 0;
  const std::vector<std::string> names = short_names(runs);
  for (const Curve* curve : curves) {
    if (!curve->first_gap || ++count > kMaxNamed) continue;
    const auto& [x, code] = *curve->first_gap;
    const std::string where = position_text(x, request.x, request.x_series);
    const std::string run = runs.size() > 1 ? names[curve->run] + " " : "";
    items.push_back(std::string(code_name(code)) + " in " + run + curve->label +
                    ", first in view at " + where);
  }
  if (items.empty()) return "";
  return join(items, "; ") + more(count - items.size());
}

std::string read_nothing(const Request& request, const Runs& runs) {
  const size_t named = std::min(request.series.size(), kMaxNamed);
  const std::vector<std::string> wanted(request.series.begin(),
                                        request.series.begin() + static_cast<ptrdiff_t>(named));
  return nothing_yet(runs, wanted.empty() ? "any series" : join(wanted, ", "));
}

}  // namespace

std::string read_curves(const Request& request, const Runs& runs,
                        const std::vector<Curve>& curves) {
  if (curves.empty()) return read_nothing(request, runs);
  std::vector<const Curve*> all;
  bool several = false;
  uint64_t in_view = 0;
  for (const Curve& curve : curves) {
    all.push_back(&curve);
    several = several || curve.run != curves.front().run;
    in_view += curve.in_view;
  }
  std::string text = several ? compare_runs(runs, all) : read_one_run(all);
  const std::string gaps = read_gaps(request, runs, all);
  if (!gaps.empty()) text = gaps + "; " + text;
  if (in_view == 0) text = "nothing in view; " + text;
  return text;
}

}  // namespace oriel::figure
