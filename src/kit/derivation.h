// Derivation: makes what is derived from one run — its findings — and keeps it up to date under
// derived/ (of a file of metrics <file>.derived/) while the run grows. Whoever holds derived/lock
// makes it, so that two viewers never do the work twice; the others read it.
//
// One thread at a time. An update without news costs a version check; with news what
// RunDiagnosis::update() costs, and a small file if the findings changed.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "format/run_files.h"
#include "kit/run_diagnosis.h"
#include "store/source.h"

namespace oriel::kit {

class Derivation {
 public:
  // Takes the run's derived/lock. Fails with EAGAIN if somebody else has it, and where the run
  // directory cannot be written.
  static base::Result<std::unique_ptr<Derivation>> begin(std::shared_ptr<store::RunData> run,
                                                         base::FileSystem& fs);

  // Takes what is new in the run and writes what changed. A failure to write is tried again with
  // the next update.
  base::Status update();
  const store::RunData& run() const { return *run_; }
  const std::string& written() const { return written_; }  // the document as it is now

 private:
  Derivation(std::shared_ptr<store::RunData> run, base::FileSystem& fs, std::string path,
             format::WriterLock lock, bool bears_time);

  std::shared_ptr<store::RunData> run_;
  base::FileSystem& fs_;
  const std::string path_;  // of the findings
  format::WriterLock lock_;
  const bool bears_time_;  // of a file of metrics: the findings bear its time (metrics_file.h)
  int64_t written_us_ = 0;
  RunDiagnosis diagnosis_;
  std::string written_;
};

// Brings derived/ of a run up to date once, for a viewer that is about to show it. Nothing happens
// if somebody else is at it or the run cannot be written. True if there was something new to write.
bool derive_once(const std::shared_ptr<store::RunData>& run);

}  // namespace oriel::kit
