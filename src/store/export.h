// Export: every point of the series of some runs as CSV or JSON, piece by piece, so that a series
// of any length is written in bounded memory. Used by `oriel export` and GET /api/export.
//
// CSV columns: run,series,writer,step,wall_us,value, in the order in which the points were
// recorded. Text cells that a spreadsheet would take for a formula get a leading apostrophe; values
// are the shortest text that reads back as the same double, or nan, inf, -inf; a wall time that is
// not known is empty. JSON:
// {"runs":[{"id":…,"series":[{"name":…,"writer":0,"points":[[step,wall_us,value], …]}]}]}, with
// null for an unknown time and a value that is not finite.
//
// One thread at a time. Memory: `batch` points of 24 bytes. A series of n batches is scanned n
// times, each time up to where it goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/source.h"

namespace oriel::store {

enum class ExportFormat : uint8_t { kCsv, kJson };

class Exporter {
 public:
  static constexpr size_t kPieceBytes = 256 << 10;
  static constexpr size_t kBatch = 1 << 20;  // points

  // Exports the series for whose name `wanted` is true. The points are those there are when their
  // series is reached.
  Exporter(std::vector<std::shared_ptr<RunData>> runs, ExportFormat format,
           std::function<bool(const std::string&)> wanted, size_t batch = kBatch);

  // Appends the next piece to `out`; false once nothing is left to write.
  bool next(std::string& out);

  // Why points are missing from what was written, if any are: whoever writes it must say so.
  const std::string& problem() const { return problem_; }

 private:
  void open_run();
  bool open_series();
  bool open_batch();
  void write_rows(std::string& out);
  void write_csv_row(std::string& out, const RawPoint& point);
  void write_json_row(std::string& out, const RawPoint& point);
  void finish_series(std::string& out);

  std::vector<std::shared_ptr<RunData>> runs_;
  ExportFormat format_;
  std::function<bool(const std::string&)> wanted_;
  size_t batch_size_;

  size_t run_ = 0;                  // the one that is being written
  std::vector<SeriesInfo> series_;  // of that run
  size_t series_at_ = 0;
  bool started_ = false;
  bool run_open_ = false;
  bool series_open_ = false;
  bool first_row_ = true;
  std::string prefix_;           // of the CSV rows of this series
  std::string pending_;          // JSON between the rows
  std::vector<RawPoint> batch_;  // points of this series
  size_t batch_at_ = 0;          // the next one to write
  uint64_t read_ = 0;            // how many points of this series have been read
  bool all_read_ = false;
  std::string problem_;
};

// A text as a CSV cell: quoted where it must be, never a formula.
std::string csv_cell(const std::string& text);

}  // namespace oriel::store
