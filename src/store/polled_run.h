// PolledRun: a run that somebody keeps up to date by calling poll(): a run directory (LocalRun) or
// a file of metrics (MetricsFileRun).
#pragma once

#include <memory>
#include <string>

#include "store/source.h"

namespace oriel::store {

class PolledRun : public RunData {
 public:
  // Takes what is new. True if anything changed. One thread at a time.
  virtual bool poll() = 0;
};

// What stands behind a path of the catalogue: a file of metrics, or a run directory.
std::shared_ptr<PolledRun> make_polled_run(const std::string& path, const std::string& id);

}  // namespace oriel::store
