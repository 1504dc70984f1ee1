// The benchmark of truth: trains small networks, clean ones and ones with a fault put in, and
// counts how often the diagnosis' rules — and the rules of others, on the same curves — fire on the
// well and on the sick.
//
//   bench_diagnosis                  the tables of docs/diagnosis.md (a few minutes on two cores)
//   bench_diagnosis --small          clean trainings and a few faults; fails if what must hold
//   fails bench_diagnosis --half tune      the seeds that thresholds were chosen on (even ones)
//   bench_diagnosis --explain RULE   every false alarm and every miss of a rule (or of all)
#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "diagnosis/rivals.h"
#include "diagnosis/truth.h"
#include "diagnosis/verdicts.h"

namespace oriel::bench {
namespace {

using analysis::Level;
using analysis::Preset;

struct Options {
  int clean = 400;  // seeds without a fault
  int faulty = 60;  // seeds per fault
  int parity = 1;   // 0: tune, 1: report, -1: both
  int threads = 2;
  bool small = false;
  std::string explain;
};

constexpr const char* kRules[] = {
    "non_finite",     "divergence",     "not_learning",  "lr_too_high", "lr_too_low",
    "grad_exploding", "grad_vanishing", "loss_spike",    "overfitting", "underfitting",
    "plateau",        "instability",    "class_collapse"};

// Everything that is kept of a training.
struct Outcome {
  Recipe recipe;
  std::map<std::string, Truth> truth;
  std::map<std::string, Reached> robust, classic;
  std::vector<bool> rivals;
};

Outcome judge(const Training& t, const Training& clean) {
  Outcome o;
  o.recipe = t.recipe;
  for (const char* rule : kRules) o.truth[rule] = truth(rule, t, clean);
  o.robust = verdicts(t, Preset::kRobust, true);
  o.classic = verdicts(t, Preset::kClassic, false);
  for (const Rival& rival : rivals()) o.rivals.push_back(rival.fires(t));
  return o;
}

std::vector<Outcome> run_all(const Options& options) {
  std::vector<uint64_t> seeds;
  for (int s = 0; s < std::max(options.clean, options.faulty); ++s) {
    if (options.parity < 0 || s % 2 == options.parity) seeds.push_back(static_cast<uint64_t>(s));
  }
  std::vector<std::vector<Outcome>> by_seed(seeds.size());
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i; (i = next++) < seeds.size();) {
      const auto seed = static_cast<int>(seeds[i]);
      const Training clean = train(recipe(seeds[i], Fault::kNone));
      if (seed < options.clean) by_seed[i].push_back(judge(clean, clean));
      if (seed >= options.faulty) continue;
      for (int f = 1; f < kFaults; ++f) {
        const bool few = f == static_cast<int>(Fault::kLrDividedBy1000) ||
                         f == static_cast<int>(Fault::kNanInOneRow) ||
                         f == static_cast<int>(Fault::kNoZeroGrad) ||
                         f == static_cast<int>(Fault::kLrTimes1000);
        if (options.small && !few) continue;
        const Training t = train(recipe(seeds[i], static_cast<Fault>(f)));
        // Classes and shape of data may differ from the clean one's only under 99:1.
        by_seed[i].push_back(judge(t, clean));
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < options.threads; ++i) threads.emplace_back(work);
  for (std::thread& t : threads) t.join();
  std::vector<Outcome> all;
  for (auto& part : by_seed) {
    for (Outcome& o : part) all.push_back(std::move(o));
  }
  return all;
}

struct Count {
  int well = 0, false_alarms = 0, sick = 0, hits = 0;
  void add(Truth truth, bool fired) {
    if (truth == Truth::kWell) ++well, false_alarms += fired;
    if (truth == Truth::kSick) ++sick, hits += fired;
  }
  double false_share() const { return well > 0 ? 100.0 * false_alarms / well : NAN; }
  double hit_share() const { return sick > 0 ? 100.0 * hits / sick : NAN; }
};

// Plateau is about the end of a training: most trainings reach one sooner or later.
Level reached(const std::map<std::string, Reached>& verdicts, const std::string& rule) {
  const auto at = verdicts.find(rule);
  if (at == verdicts.end()) return Level::kNothing;
  return rule == "plateau" ? at->second.at_end : at->second.ever;
}

Count count(const std::vector<Outcome>& all, const std::string& rule, Level least, bool classic) {
  Count c;
  for (const Outcome& o : all) {
    c.add(o.truth.at(rule), reached(classic ? o.classic : o.robust, rule) >= least);
  }
  return c;
}

void print_row(const char* rule, const char* who, const Count& c) {
  std::printf("| %-14s | %-28s | %3d / %3d = %5.1f %% | %3d / %3d = %5.1f %% |\n", rule, who,
              c.false_alarms, c.well, c.false_share(), c.hits, c.sick, c.hit_share());
}

void print_tables(const std::vector<Outcome>& all) {
  std::printf("| %-14s | %-28s | %-17s | %-17s |\n", "rule", "who", "false alarms", "hits");
  std::printf("|---|---|---|---|\n");
  for (const char* rule : kRules) {
    print_row(rule, "robust, watching", count(all, rule, Level::kWatching, false));
    print_row(rule, "robust, warning", count(all, rule, Level::kWarning, false));
    const Count confirmed = count(all, rule, Level::kConfirmed, false);
    if (confirmed.hits > 0) print_row(rule, "robust, confirmed", confirmed);
    for (const analysis::Rule& r : analysis::classic_rules()) {
      if (std::strcmp(r.name, rule) == 0) {
        print_row(rule, "classic", count(all, rule, Level::kWarning, true));
      }
    }
    for (size_t i = 0; i < rivals().size(); ++i) {
      if (std::strcmp(rivals()[i].rule, rule) != 0) continue;
      Count c;
      for (const Outcome& o : all) c.add(o.truth.at(rule), o.rivals[i]);
      print_row(rule, rivals()[i].name, c);
    }
  }
}

// How many of the trainings with a fault (and of the clean ones) each rule warns about.
void print_faults(const std::vector<Outcome>& all) {
  std::printf("\n%% of trainings with a warning, by what was put in\n%-20s %5s", "", "n");
  for (const char* rule : kRules) std::printf(" %7.7s", rule);
  std::printf("    any\n");
  for (int f = 0; f < kFaults; ++f) {
    int n = 0, any = 0;
    std::map<std::string, int> warned;
    for (const Outcome& o : all) {
      if (o.recipe.fault != static_cast<Fault>(f)) continue;
      ++n;
      bool some = false;
      for (const char* rule : kRules) {
        const bool fired = reached(o.robust, rule) >= Level::kWarning;
        warned[rule] += fired;
        some = some || (fired && std::strcmp(rule, "plateau") != 0);
      }
      any += some;
    }
    std::printf("%-20s %5d", to_string(static_cast<Fault>(f)), n);
    for (const char* rule : kRules) std::printf(" %7.0f", n > 0 ? 100.0 * warned[rule] / n : NAN);
    std::printf(" %6.0f\n", n > 0 ? 100.0 * any / n : NAN);
  }
  std::printf("(any: without plateau)\n");
}

void explain(const std::vector<Outcome>& all, const std::string& rule) {
  for (const Outcome& o : all) {
    const Truth truth = o.truth.at(rule);
    const bool fired = reached(o.robust, rule) >= Level::kWarning;
    if (truth == Truth::kNeither || fired == (truth == Truth::kSick)) continue;
    const auto at = o.robust.find(rule);
    std::printf("%s %s seed %llu, %s: %s\n", rule.c_str(), fired ? "FALSE" : "MISS ",
                static_cast<unsigned long long>(o.recipe.seed), to_string(o.recipe.fault),
                at == o.robust.end() ? "(nothing seen)" : at->second.what.c_str());
  }
}

int check_small(const std::vector<Outcome>& all) {
  int failures = 0;
  const auto must = [&](bool holds, const std::string& what) {
    if (holds) return;
    ++failures;
    std::printf("FAILED: %s\n", what.c_str());
  };
  for (const char* rule : kRules) {
    const Count c = count(all, rule, Level::kWarning, false);
    const bool held_back = analysis::advice_of(rule).ceiling < Level::kWarning;
    if (!held_back) must(c.false_alarms <= 1 + c.well / 10, std::string(rule) + ": false alarms");
  }
  must(count(all, "non_finite", Level::kConfirmed, false).hit_share() == 100, "NaN is found");
  must(count(all, "non_finite", Level::kWatching, false).false_alarms == 0, "NaN is exact");
  must(count(all, "divergence", Level::kWarning, false).hit_share() >= 60, "divergence is found");
  must(count(all, "not_learning", Level::kWarning, false).hit_share() >= 60, "nothing learned");
  must(count(all, "lr_too_low", Level::kWarning, false).hit_share() >= 60, "LR / 1000 is found");
  return failures > 0 ? 1 : 0;
}

int run(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const auto value = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (arg == "--small") {
      options.small = true;
      options.clean = 30;
      options.faulty = 16;
      options.parity = 1;
    } else if (arg == "--clean") {
      options.clean = std::atoi(value());
    } else if (arg == "--faulty") {
      options.faulty = std::atoi(value());
    } else if (arg == "--threads") {
      options.threads = std::clamp(std::atoi(value()), 1, 256);
    } else if (arg == "--explain") {
      options.explain = value();
    } else if (arg == "--half") {
      const std::string half = value();
      options.parity = half == "tune" ? 0 : half == "both" ? -1 : 1;
    } else {
      std::fprintf(stderr,
                   "usage: bench_diagnosis [--small] [--clean N] [--faulty N] [--threads N] "
                   "[--half report|tune|both] [--explain RULE]\n");
      return 2;
    }
  }
  const std::vector<Outcome> all = run_all(options);
  std::printf("%zu trainings\n\n", all.size());
  print_tables(all);
  print_faults(all);
  for (const char* rule : kRules) {
    if (options.explain == rule || options.explain == "all") explain(all, rule);
  }
  return options.small ? check_small(all) : 0;
}

}  // namespace
}  // namespace oriel::bench

int main(int argc, char** argv) {
  return oriel::bench::run(argc, argv);
}
