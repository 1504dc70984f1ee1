#include "store/export.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace oriel::store {
namespace {

template <class Number>
void put_number(std::string& out, Number value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
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
                   std::function<bool(const std::string&)> wanted, size_t batch)
    : runs_(std::move(runs)), format_(format), wanted_(std::move(wanted)), batch_size_(batch) {}

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
      while (open_batch()) {
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

void Exporter::open_run() {
  run_open_ = true;
  series_.clear();
  series_at_ = 0;
  for (SeriesInfo& info : runs_[run_]->series()) {
    if (info.points > 0 && wanted_(info.name)) series_.push_back(std::move(info));
  }
}

// True while a series is being written; goes on to the next one where none is.
bool Exporter::open_series() {
  if (series_open_) return true;
  if (series_at_ == series_.size()) return false;
  const SeriesInfo& info = series_[series_at_];
  series_open_ = true;
  first_row_ = true;
  batch_.clear();
  batch_at_ = 0;
  read_ = 0;
  all_read_ = false;
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

// True while rows are left in this series; reads the next ones where none are. A scan cannot be
// held open while somebody takes minutes to take the rows: it begins anew and skips what was read.
bool Exporter::open_batch() {
  if (batch_at_ < batch_.size()) return true;
  if (all_read_) return false;
  batch_.clear();
  batch_at_ = 0;
  uint64_t skip = read_;
  all_read_ = true;
  const SeriesInfo& info = series_[series_at_];
  const auto take = [&](std::span<const RawPoint> points) {
    const size_t skipped = std::min<uint64_t>(skip, points.size());
    skip -= skipped;
    points = points.subspan(skipped);
    const size_t room = std::min(points.size(), batch_size_ - batch_.size());
    batch_.insert(batch_.end(), points.begin(), points.begin() + static_cast<ptrdiff_t>(room));
    if (room < points.size()) all_read_ = false;
    return room == points.size();
  };
  const base::Status status = runs_[run_]->scan(info.name, info.writer, take);
  if (!status.ok()) {  // what was read before is right
    all_read_ = true;
    problem_ = status.message();
  }
  read_ += batch_.size();
  return !batch_.empty();
}

void Exporter::write_rows(std::string& out) {
  const size_t start = out.size();
  while (batch_at_ < batch_.size() && out.size() - start < kPieceBytes) {
    if (format_ == ExportFormat::kCsv) {
      write_csv_row(out, batch_[batch_at_]);
    } else {
      write_json_row(out, batch_[batch_at_]);
    }
    ++batch_at_;
  }
}

void Exporter::write_csv_row(std::string& out, const RawPoint& point) {
  out += prefix_;
  put_number(out, point.step);
  out += ',';
  if (point.wall_us != 0) put_number(out, point.wall_us);
  out += ',';
  put_number(out, point.value);
  out += '\n';
}

void Exporter::write_json_row(std::string& out, const RawPoint& point) {
  out += first_row_ ? "[" : ",[";
  first_row_ = false;
  put_number(out, point.step);
  out += ',';
  if (point.wall_us != 0) {
    put_number(out, point.wall_us);
  } else {
    out += "null";
  }
  out += ',';
  if (std::isfinite(point.value)) {
    put_number(out, point.value);
  } else {
    out += "null";
  }
  out += ']';
}

}  // namespace oriel::store
