// Export: every point of the series of some runs as CSV or JSON, piece by piece, so that a series of
// any length is written in bounded memory. Used by `oriel export` and GET /api/export.
//
// CSV columns: run,series,writer,step,wall_us,value. Text cells that a spreadsheet would take for a
// formula get a leading apostrophe. Numbers are the shortest text that reads back as the same double;
// steps are exact up to 2^53. JSON: {"runs":[{"id":…,"series":[{"name":…,"writer":0,
// "points":[[step,wall_us,value],…]}]}]}, non-finite values null.
//
// Series of more than kMaxTimed points are written without wall times (an empty cell, or null).
//
// One thread at a time. A piece costs one query of at most kMaxTimed points.
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
  static constexpr size_t kMaxTimed = 1 << 20;
  static constexpr size_t kPagePoints = 1 << 16;

  // Exports the series for whose name `wanted` is true. The points are those there are when their
  // series is reached.
  Exporter(std::vector<std::shared_ptr<RunData>> runs, ExportFormat format,
           std::function<bool(const std::string&)> wanted);

  // Appends the next piece to `out`; false once nothing is left to write.
  bool next(std::string& out);

 private:
  struct Page {
    std::vector<double> step;
    std::vector<double> wall;  // empty where it is not known
    std::vector<double> value;
    size_t at = 0;
  };

  bool open_run();
  bool open_series();
  bool open_page();
  bool load_timed(const SeriesQuery& query);
  void write_rows(std::string& out);
  void write_csv_row(std::string& out, size_t i);
  void write_json_row(std::string& out, size_t i);
  void finish_series(std::string& out);
  SeriesQuery query() const;

  std::vector<std::shared_ptr<RunData>> runs_;
  ExportFormat format_;
  std::function<bool(const std::string&)> wanted_;

  size_t run_ = 0;                 // the one that is being written
  std::vector<SeriesInfo> series_;  // of that run
  size_t series_at_ = 0;
  bool started_ = false;
  bool run_open_ = false;
  bool series_open_ = false;
  bool first_row_ = true;
  std::string prefix_;                              // of the CSV rows of this series
  std::vector<std::pair<int64_t, int64_t>> pages_;  // step ranges still to read, last one first
  Page page_;
  std::string pending_;  // JSON between the rows
};

// A text as a CSV cell: quoted where it must be, never a formula.
std::string csv_cell(const std::string& text);

}  // namespace oriel::store
