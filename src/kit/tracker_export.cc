// What a MetricsTracker writes for people and other programs: CSV and JSON.
#include "kit/files.h"
#include "kit/text.h"
#include "kit/tracker_state.h"
#include "kit/values.h"
#include "store/export.h"

namespace oriel {

Problem MetricsTracker::export_csv(StringRef path) const {
  std::string out = "episode";
  {
    const std::lock_guard lock(state_->mutex);
    const kit::MetricTable& table = state_->table;
    out.reserve((table.rows() + 1) * (table.metrics() + 1) * 12);
    for (size_t m = 0; m < table.metrics(); ++m) out += "," + store::csv_cell(table.name(m));
    out += '\n';
    for (size_t row = 0; row < table.rows(); ++row) {
      kit::append_integer(out, table.episode(row));
      for (size_t m = 0; m < table.metrics(); ++m) {
        out += ',';
        kit::append_csv_number(out, table.value(row, m));
      }
      out += '\n';
    }
  }
  return kit::to_problem(kit::write_whole(kit::to_string(path), out));
}

Problem MetricsTracker::export_json(StringRef path) const {
  std::string out = "{\n\"episode\": [";
  {
    const std::lock_guard lock(state_->mutex);
    const kit::MetricTable& table = state_->table;
    out.reserve((table.rows() + 1) * (table.metrics() + 1) * 14);
    for (size_t row = 0; row < table.rows(); ++row) {
      if (row > 0) out += ", ";
      kit::append_integer(out, table.episode(row));
    }
    out += ']';
    for (size_t m = 0; m < table.metrics(); ++m) {
      // "episode" is taken by the episodes themselves.
      const std::string& name = table.name(m);
      out += ",\n";
      kit::append_json_text(out, name == "episode" ? "metric/episode" : name);
      out += ": [";
      for (size_t row = 0; row < table.rows(); ++row) {
        if (row > 0) out += ", ";
        kit::append_json_number(out, table.value(row, m));
      }
      out += ']';
    }
  }
  out += "\n}\n";
  return kit::to_problem(kit::write_whole(kit::to_string(path), out));
}

}  // namespace oriel
