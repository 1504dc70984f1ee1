// What is said about each rule beside its numbers: title, remedies, where to read more — and how
// far it may go: a rule whose measured false alarms or hits miss the goal stays at "watching".
//
// Constant data; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "analysis/rule.h"

namespace oriel::analysis {

enum class Preset : uint8_t {
  kRobust,   // the default: scale-free, outcome and cause, measured
  kClassic,  // gap > 0.05, five improvements < 0.001, deviation > 0.1
};
const char* to_string(Preset preset);

struct Advice {
  const char* rule;
  const char* title;                  // "Overfitting"
  std::vector<std::string> remedies;  // the most promising first
  std::vector<std::string> classic_remedies;
  Level ceiling;             // of the robust rule
  const char* reason;        // of a ceiling below what the rule could say; else ""
  bool proof_lifts = false;  // a confirmed verdict is measured by itself and passes the ceiling
};
const Advice& advice_of(const std::string& rule);
const std::vector<Advice>& all_advice();

}  // namespace oriel::analysis
