// SeriesRun: a run that keeps its series as store::Series and answers the queries about them; where
// they come from is its children's business (LocalRun, MemoryRun).
//
// One mutex guards a run, held for the time of a query.
#pragma once

#include <mutex>
#include <string>

#include "store/polled_run.h"
#include "store/series.h"

namespace oriel::store {

class SeriesRun : public PolledRun {
 public:
  std::optional<SeriesInfo> find(const std::string& name, int writer) const final;
  base::Result<SeriesView> view(const SeriesQuery& query) const final;
  base::Result<std::optional<Points>> points(const SeriesQuery& query, size_t limit,
                                             size_t before) const final;
  base::Result<Points> means(const SeriesQuery& query, size_t before) const final;
  std::optional<std::pair<int64_t, double>> best_of(const std::string& name, bool largest,
                                                    int writer) const final;

 protected:
  // Called with the mutex held. An unknown series is an error that names the run.
  virtual base::Result<Series*> find_series(const std::string& name, int writer) const = 0;
  // Times and the run's start; the base adds the series that a query has as its x.
  virtual XAxis times_of(int writer) const = 0;

  static SeriesInfo describe(const std::string& name, int writer, const Node& all);

  mutable std::mutex mutex_;

 private:
  base::Result<XAxis> axis_of(const SeriesQuery& query) const;
};

}  // namespace oriel::store
