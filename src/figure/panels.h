// Panels: from a set of runs and a request to a Figure; and which panels a set of runs can show.
//
// Pure: what is shown depends on the arguments only (live_image also renews the lease on its slot).
// One file per panel kind (panel_curves.cc, …); panels.cc knows them all. Cost: one Source query
// per series and run; two more where a best value is marked, and one pass over the points in view
// where they are smoothed; up to 128 look-ups of records for a histogram over time. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "figure/figure.h"
#include "store/source.h"

namespace oriel::figure {

struct Request {
  std::string panel;
  std::vector<std::string> runs;    // ids
  std::vector<std::string> series;  // names or globs
  store::XKind x = store::XKind::kStep;
  std::string x_series;
  std::optional<std::pair<double, double>> range;
  uint32_t width = 1000;
  double smoothing = 0;
  std::optional<int64_t> cursor;
  bool log_y = false;
};

inline constexpr size_t kMaxRuns = 200;
inline constexpr size_t kMaxPatterns = 256;
inline constexpr size_t kMaxNameBytes = 512;
inline constexpr uint32_t kMaxWidth = 8192;
inline constexpr double kMaxSmoothing = 0.9999;

// Parses and bounds a request (docs/api.md, "Request"). The message says what is wrong and what to
// try.
base::Result<Request> parse_request(const std::string& json);

// The same text for requests that mean the same, and only for those.
std::string request_key(const Request& request);

bool is_panel(const std::string& name);
std::string panel_names();  // "curves, loss, … and text"

// Where a panel stands in a layout of the user's: shares of the layout's width, all four.
struct Place {
  double x = 0, y = 0, width = 0, height = 0;
};

struct Descriptor {
  std::string key, title, tab, group;
  bool wide = false;
  std::string request_json;
  std::optional<Place> place = {};
};

using Runs = std::vector<std::shared_ptr<store::RunData>>;

// What these runs can show, in the order in which to show it; at most 2,000.
std::vector<Descriptor> describe_panels(const Runs& runs);
std::string to_json(const std::vector<Descriptor>& descriptors);

// `runs` are those of request.runs, in order. Errors: unknown panel.
base::Result<Figure> make_figure(const Request& request, const Runs& runs);

// A number that differs whenever make_figure() could answer differently for these runs, as long as
// they are the same objects. Lock-free.
uint64_t data_version(const Runs& runs);

}  // namespace oriel::figure
