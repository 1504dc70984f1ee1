// RunDiagnosis: the findings of a recorded run, kept up to date as it grows. What the companion
// writes into derived/findings.json and `oriel diagnose` prints.
//
// It reads through store::RunData and never writes. update() feeds what is new, in the order of
// steps, to one analysis::Diagnosis per rank that has a loss or experts (at most kMaxRanks);
// findings are a function of the log: a log read in one go and the same log read as it grew give
// the same. Points that turn up behind what was read (a resume, steps out of order) start it
// afresh, trends anew at the steps where the run was resumed.
//
// One thread at a time. Cost (run_diagnosis_bench.cc): an update in which nothing is new takes a
// few microseconds; new points about 0.3 µs each. More than kMaxPoints new points of one series (a
// long run that is opened) are read as block means, one per 128-256 points, so that a run of 10^8
// points does not take minutes; spikes among them are then only seen where they move such a mean,
// the first NaN exactly. What comes afterwards is read point by point.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/diagnosis.h"
#include "store/source.h"

namespace oriel::kit {

class RunDiagnosis {
 public:
  static constexpr size_t kMaxPoints = 1'000'000;
  static constexpr size_t kMaxSeries = 2'000;  // of a rank; layers and classes among them
  static constexpr size_t kMaxRanks = 8;

  explicit RunDiagnosis(std::shared_ptr<store::RunData> run,
                        analysis::Preset preset = analysis::Preset::kRobust);
  ~RunDiagnosis();

  // Takes what is new. True if the findings have changed (and after the first call).
  bool update();

  // Of all ranks, by the step where they began.
  const std::vector<analysis::Finding>& findings() const { return findings_; }
  uint64_t points_read() const { return points_read_; }
  // Of the rank that stands worst; of those that have a loss.
  analysis::Standing standing() const;

 private:
  struct Rank;

  bool update_rank(Rank& rank, const std::vector<store::SeriesInfo>& series, int64_t horizon);

  std::shared_ptr<store::RunData> run_;
  const analysis::Preset preset_;
  std::map<int, std::unique_ptr<Rank>> ranks_;
  std::vector<analysis::Finding> findings_;
  uint64_t version_ = 0;
  uint64_t points_read_ = 0;
  bool first_ = true;
};

}  // namespace oriel::kit
