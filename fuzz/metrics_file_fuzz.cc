// Files of metrics (store/metrics_file.h) as text from anybody, and the run that is made of them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "store/metrics_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace oriel;
  auto file = store::parse_metrics({reinterpret_cast<const char*>(data), size});
  if (!file.ok()) {
    if (file.status().message().empty()) std::abort();
    return 0;
  }
  store::MemoryContent content;
  content.steps = std::move(file->steps);
  content.columns = std::move(file->columns);
  const store::MemoryRun run(content);
  for (const store::SeriesInfo& info : run.series()) {
    store::SeriesQuery query;
    query.series = info.name;
    query.width = 7;
    const auto view = run.view(query);
    if (!view.ok() || view->points_in_view != info.points) std::abort();
  }
  return 0;
}
