#include "serve/api.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "base/crc32c.h"
#include "figure/names.h"
#include "figure/panels.h"
#include "serve/run_json.h"
#include "store/export.h"

namespace oriel::serve {
namespace {

constexpr const char* kSeeApi = "see docs/api.md for what can be asked";

Response json_response(std::string text) {
  Response response;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.text = std::move(text);
  return response;
}

Response bad_request(std::string_view message, std::string_view attempt = kSeeApi) {
  return error_response(400, "bad_request", message, attempt);
}

Response unknown_run(const base::Status& status) {
  return error_response(404, "unknown_run", status.message(), "GET /api/runs lists the runs");
}

Response not_modified(std::string_view etag) {
  Response response;
  response.status = 304;
  response.headers = {{"ETag", std::string(etag)}, {"Cache-Control", "no-cache"}};
  return response;
}

std::string etag_of(base::Bytes bytes) {
  char text[48];
  std::snprintf(text, sizeof text, "\"%08x-%zx\"", base::crc32c(bytes), bytes.size());
  return text;
}

// The run's id as the name of a file on any system.
std::string file_name(const std::vector<std::string>& ids, std::string_view extension) {
  std::string name = ids.size() == 1 ? ids[0] : "runs";
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && c != '_') c = '_';
  }
  return name.substr(0, 100) + "." + std::string(extension);
}

}  // namespace

std::string_view product_version() {
  return ORIEL_VERSION;
}

Response Api::handle(const ApiRequest& request) {
  const auto target = parse_target(request.target);
  const bool at_desk = target && target->path == kControlPath;
  const bool asks = at_desk && request.method == "POST";
  if (request.method != "GET" && request.method != "HEAD" && !asks) {
    Response response =
        error_response(405, "bad_request", "this server only answers GET and HEAD", "use GET");
    response.headers.emplace_back("Allow", at_desk ? "GET, HEAD, POST" : "GET, HEAD");
    return response;
  }
  if (!target) return bad_request("the address of the request cannot be read", "check its escapes");
  try {
    if (asks) {
      return desk_.ask({request.authorization, request.content_type, request.peer, request.body});
    }
    return route(request, *target);
  } catch (const std::exception& failure) {  // memory has run out
    return error_response(503, "busy", std::string("this could not be made: ") + failure.what(),
                          "ask for less at once");
  }
}

Response Api::route(const ApiRequest& request, const Target& target) {
  if (const Asset* found = find_asset(assets_, target.path)) return asset(request, *found);
  if (target.path == "/api/version") {
    return json_response(R"({"name":"oriel","version":")" + std::string(product_version()) +
                         R"(","protocol":)" + std::to_string(kProtocol) + "}");
  }
  if (target.path == "/api/runs") return runs();
  if (target.path == "/api/panels") return panels(target);
  if (target.path == "/api/figure") return figure(request, target);
  if (target.path == "/api/export") return export_points(target);
  if (target.path == "/api/rights") return desk_.rights(request.authorization);
  if (target.path == kControlPath) return desk_.answer(target);
  if (target.path == "/api/live") {
    Response response = error_response(426, "bad_request", "this address is a WebSocket",
                                       "connect with the subprotocol oriel.1");
    response.headers.emplace_back("Upgrade", "websocket");
    return response;
  }
  return error_response(404, "not_found", "there is nothing at " + target.path.substr(0, 200),
                        kSeeApi);
}

Response Api::asset(const ApiRequest& request, const Asset& asset) {
  EncodedAsset chosen = choose_encoding(asset, request.accept_encoding);
  Response response;
  if (etag_matches(request.if_none_match, chosen.etag)) {
    response = not_modified(chosen.etag);
  } else {
    response.constant = chosen.bytes;
    response.headers = {{"Content-Type", std::string(asset.content_type)},
                        {"Cache-Control", "no-cache"},
                        {"ETag", chosen.etag}};
    if (!chosen.encoding.empty()) {
      response.headers.emplace_back("Content-Encoding", std::string(chosen.encoding));
    }
  }
  response.headers.emplace_back("Vary", "Accept-Encoding");
  return response;
}

Response Api::runs() {
  const std::string logdir = source_.description();
  return json_response(runs_message(source_.list(), &logdir));
}

Response Api::panels(const Target& target) {
  const std::vector<std::string> ids = target.all("run");
  if (ids.size() > figure::kMaxRuns)
    return bad_request("at most 200 runs can be asked for at once");
  const auto runs = open_runs(source_, ids);
  if (!runs.ok()) return unknown_run(runs.status());
  return json_response("{\"panels\":" + figure::to_json(figure::describe_panels(*runs)) + "}");
}

Response Api::figure(const ApiRequest& request, const Target& target) {
  const std::string* text = target.find("request");
  if (text == nullptr) return bad_request("the parameter \"request\" is missing");
  const auto parsed = figure::parse_request(*text);
  if (!parsed.ok()) return bad_request(parsed.status().message());
  if (!figure::is_panel(parsed->panel)) {
    return error_response(404, "unknown_panel", figure::make_figure(*parsed, {}).status().message(),
                          kSeeApi);
  }
  const auto runs = open_runs(source_, parsed->runs);
  if (!runs.ok()) return unknown_run(runs.status());
  const BuiltFigure built = cache_.get(*parsed, figure::request_key(*parsed), *runs);
  if (!built.status.ok()) return bad_request(built.status.message());
  const std::string etag = etag_of(*built.bytes);
  if (etag_matches(request.if_none_match, etag)) return not_modified(etag);
  Response response;
  response.shared = built.bytes;
  response.headers = {
      {"Content-Type", "application/octet-stream"}, {"Cache-Control", "no-cache"}, {"ETag", etag}};
  return response;
}

Response Api::export_points(const Target& target) {
  const std::vector<std::string> ids = target.all("run");
  if (ids.empty()) return bad_request("the parameter \"run\" is missing");
  if (ids.size() > figure::kMaxRuns) return bad_request("at most 200 runs can be exported at once");
  const std::string* format = target.find("format");
  const bool json = format != nullptr && *format == "json";
  if (format != nullptr && *format != "csv" && !json) {
    return bad_request("\"format\" must be csv or json");
  }
  std::vector<std::string> globs = target.all("series");
  for (const std::string& glob : globs) {
    if (glob.size() > figure::kMaxNameBytes) return bad_request("a \"series\" is too long");
  }
  auto runs = open_runs(source_, ids);
  if (!runs.ok()) return unknown_run(runs.status());
  if (globs.empty()) globs.emplace_back("**");
  Response response;
  response.stream = std::make_unique<store::Exporter>(
      std::move(*runs), json ? store::ExportFormat::kJson : store::ExportFormat::kCsv,
      [globs](const std::string& name) {
        return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
          return glob == name || figure::glob_match(glob, name);
        });
      });
  response.headers = {{"Content-Type", json ? "application/json" : "text/csv; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"Content-Disposition",
                       "attachment; filename=\"" + file_name(ids, json ? "json" : "csv") + "\""}};
  return response;
}

}  // namespace oriel::serve
