// Requests to answers: assets, the run list, panels, figures, exports (docs/api.md, "HTTP"), and
// what viewers ask of trainings (serve/control_desk.h).
//
// No sockets here: a function of the request and the source, so that it can be tested and fuzzed.
// Access has been checked before (serve/access.h). Any thread; a figure may take milliseconds, so
// the server calls it on a worker.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "serve/assets.h"
#include "serve/control_desk.h"
#include "serve/figure_cache.h"
#include "serve/headers.h"
#include "serve/target.h"
#include "store/source.h"

namespace oriel::serve {

inline constexpr int kProtocol = 1;
std::string_view product_version();  // "0.1.0"

struct ApiRequest {
  std::string_view method;
  std::string_view target;
  std::string_view accept_encoding;
  std::string_view if_none_match;
  std::string_view content_type = {};
  std::string_view authorization = {};
  std::string_view peer = {};  // "127.0.0.1:40222", for the audit log
  std::string_view body = {};  // of a POST to /api/control
};

inline constexpr std::string_view kControlPath = "/api/control";

class Api {
 public:
  Api(store::Source& source, FigureCache& cache, std::span<const Asset> assets,
      ControlOptions control = {})
      : source_(source), cache_(cache), assets_(assets), desk_(source, std::move(control)) {}

  // A response to HEAD is the one to GET: the server leaves the body out.
  Response handle(const ApiRequest& request);

 private:
  Response route(const ApiRequest& request, const Target& target);
  Response asset(const ApiRequest& request, const Asset& asset);
  Response runs();
  Response panels(const Target& target);
  Response figure(const ApiRequest& request, const Target& target);
  Response export_points(const Target& target);

  store::Source& source_;
  FigureCache& cache_;
  std::span<const Asset> assets_;
  ControlDesk desk_;
};

}  // namespace oriel::serve
