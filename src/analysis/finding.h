// Finding: a diagnosis with its evidence — what, where, since when, how sure, what to try.
//
// Plain data. Rules (analysis/diagnosis.h) make findings; the run's companion keeps them as JSON
// under derived/; figures put them on the curve; reports print them. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace oriel::analysis {

// Exact rules go to kConfirmed at once. kWatching is shown quietly and never alarms.
enum class FindingState : uint8_t { kWatching, kWarning, kConfirmed, kCleared };
const char* to_string(FindingState state);  // "watching", …

struct Evidence {
  std::string name;             // "rise of val/loss since its best"
  double value = 0;             // 0.12
  std::optional<double> limit;  // what it was held against
};

struct Finding {
  std::string rule;  // "overfitting"
  FindingState state = FindingState::kWatching;
  double confidence = 0;              // 0 … 1
  std::vector<std::string> series;    // the first is the one to show it on
  int writer = 0;                     // rank
  int64_t since_step = 0;             // where it began to hold, of the first series
  std::optional<int64_t> until_step;  // where it was cleared; nothing: it still holds
  std::string title;                  // "Overfitting since epoch 12"
  std::string explanation;            // plain words, one or two sentences, with the numbers
  std::vector<Evidence> evidence;
  std::vector<std::string> remedies;  // the most promising first
  std::string link;                   // where to learn more: docs/diagnosis.md#overfitting

  // What a console prints: title, explanation and remedies, one line each.
  std::string text() const;
};

// The document derived/findings.json: {"v":1,"findings":[…]}. Parsing refuses what it does not
// know: another version, missing fields, more than 10,000 findings.
std::string to_json(const std::vector<Finding>& findings);
base::Result<std::vector<Finding>> parse_findings(const std::string& json);

}  // namespace oriel::analysis
