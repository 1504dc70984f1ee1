#include "store/export.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace oriel::store {
namespace {

constexpr int64_t kExact = int64_t{1} << 53;  // doubles hold every integer up to here

void put_number(std::string& out, double value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out.append(text, end);
}

void put_integer(std::string& out, double value) {
  char text[24];
  const double bounded = std::fmin(std::fmax(value, -9.2233720368547758e18), 9.223372036854774e18);
  const auto integer = static_cast<int64_t>(bounded);
  const auto end = std::to_chars(text, text + sizeof text, integer).ptr;
  out.append(text, end);
}

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::string csv_cell(const std::string& text) {
  std::string cell = text;
  if (!cell.empty() && std::string_view("=+-@\t\r\n").find(cell[0]) != std::string_view::npos) {
    cell.insert(0, "'");
  }
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

Exporter::Exporter(std::vector<std::shared_ptr<RunData>> runs, ExportFormat format,
                   std::function<bool(const std::string&)> wanted)
    : runs_(std::move(runs)), format_(format), wanted_(std::move(wanted)) {}

bool Exporter::next(std::string& out) {
  const size_t start = out.size();
  const bool json = format_ == ExportFormat::kJson;
  if (!started_) {
    started_ = true;
    out += json ? "{\"runs\":[" : "run,series,writer,step,wall_us,value\n";
  }
  while (run_ < runs_.size()) {
    if (!run_open_) {
      if (json && run_ > 0) out += ",\n";
      open_run();
      if (json) out += "{\"id\":" + json_text(runs_[run_]->info().id) + ",\"series\":[";
    }
    while (open_series()) {
      out += pending_;
      pending_.clear();
      while (open_page()) {
        write_rows(out);
        if (out.size() - start >= kPieceBytes) return true;
      }
      finish_series(out);
    }
    if (json) out += "]}";
    run_open_ = false;
    ++run_;
    if (out.size() - start >= kPieceBytes) return true;
  }
  if (run_ == runs_.size()) {
    ++run_;
    if (json) out += "]}\n";
  }
  return out.size() > start;
}

bool Exporter::open_run() {
  run_open_ = true;
  series_.clear();
  series_at_ = 0;
  for (SeriesInfo& info : runs_[run_]->series()) {
    if (info.points > 0 && wanted_(info.name)) series_.push_back(std::move(info));
  }
  return !series_.empty();
}

// True while a series is being written; goes on to the next one where none is.
bool Exporter::open_series() {
  if (series_open_) return true;
  if (series_at_ == series_.size()) return false;
  const SeriesInfo& info = series_[series_at_];
  series_open_ = true;
  first_row_ = true;
  page_ = {};
  pages_ = {{info.step_min, info.step_max}};
  if (format_ == ExportFormat::kCsv) {
    prefix_ = csv_cell(runs_[run_]->info().id) + "," + csv_cell(info.name) + "," +
              std::to_string(info.writer) + ",";
  } else {
    pending_ = std::string(series_at_ > 0 ? ",\n" : "\n") + "{\"name\":" + json_text(info.name) +
               ",\"writer\":" + std::to_string(info.writer) + ",\"points\":[";
  }
  return true;
}

void Exporter::finish_series(std::string& out) {
  if (format_ == ExportFormat::kJson) out += "]}";
  series_open_ = false;
  ++series_at_;
}

SeriesQuery Exporter::query() const {
  SeriesQuery query;
  query.series = series_[series_at_].name;
  query.writer = series_[series_at_].writer;
  return query;
}

// True while rows are left in this series; reads the next ones where none are.
bool Exporter::open_page() {
  if (page_.at < page_.step.size()) return true;
  RunData& run = *runs_[run_];
  while (!pages_.empty()) {
    const auto [from, to] = pages_.back();
    pages_.pop_back();
    const SeriesInfo& info = series_[series_at_];
    const bool whole = from == info.step_min && to == info.step_max;
    if (whole && load_timed(query())) return true;
    // Ranges are doubles: where those are not exact, a range might hold a neighbour's points.
    const bool exact = from > -kExact && to < kExact;
    SeriesQuery part = query();
    if (exact) part.range = {static_cast<double>(from), static_cast<double>(to)};
    const size_t limit = exact && from < to ? kPagePoints : SIZE_MAX;
    auto points = run.points(part, limit);
    if (!points.ok()) continue;  // the series has gone
    if (!points->has_value()) {
      const int64_t middle = from + (to - from) / 2;
      pages_.emplace_back(middle + 1, to);
      pages_.emplace_back(from, middle);
      continue;
    }
    page_ = {std::move((*points)->x), {}, std::move((*points)->y), 0};
    if (!page_.step.empty()) return true;
  }
  return false;
}

// The whole series with its wall times. These come from a query of their own, which fits the first
// one only if nothing was logged in between.
bool Exporter::load_timed(const SeriesQuery& steps) {
  if (series_[series_at_].points > kMaxTimed) return false;
  RunData& run = *runs_[run_];
  SeriesQuery walls = steps;
  walls.x = XKind::kWall;
  for (int attempt = 0; attempt < 8; ++attempt) {
    const uint64_t version = run.version();
    auto points = run.points(steps, kMaxTimed);
    auto times = run.points(walls, kMaxTimed);
    if (!points.ok() || !points->has_value()) return false;
    if (!times.ok() || !times->has_value()) return false;
    const bool still = run.version() == version;
    if ((*points)->x.size() != (*times)->x.size()) continue;
    // Equal sizes around a moment of logging: the last attempt takes them.
    if (!still && attempt < 7) continue;
    page_ = {std::move((*points)->x), std::move((*times)->x), std::move((*points)->y), 0};
    pages_.clear();
    return !page_.step.empty();
  }
  return false;
}

void Exporter::write_rows(std::string& out) {
  const size_t start = out.size();
  while (page_.at < page_.step.size() && out.size() - start < kPieceBytes) {
    if (format_ == ExportFormat::kCsv) {
      write_csv_row(out, page_.at);
    } else {
      write_json_row(out, page_.at);
    }
    ++page_.at;
  }
}

void Exporter::write_csv_row(std::string& out, size_t i) {
  out += prefix_;
  put_integer(out, page_.step[i]);
  out += ',';
  if (!page_.wall.empty()) put_integer(out, page_.wall[i]);
  out += ',';
  put_number(out, page_.value[i]);
  out += '\n';
}

void Exporter::write_json_row(std::string& out, size_t i) {
  out += first_row_ ? "[" : ",[";
  first_row_ = false;
  put_integer(out, page_.step[i]);
  out += ',';
  if (page_.wall.empty()) {
    out += "null";
  } else {
    put_integer(out, page_.wall[i]);
  }
  out += ',';
  if (std::isfinite(page_.value[i])) {
    put_number(out, page_.value[i]);
  } else {
    out += "null";
  }
  out += ']';
}

}  // namespace oriel::store
