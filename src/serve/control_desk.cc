#include "serve/control_desk.h"

#include <ctime>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "serve/access.h"

namespace oriel::serve {
namespace {

using Json = nlohmann::json;

constexpr const char* kSeeApi = "see docs/api.md, \"Control\"";
constexpr uint32_t kDeniedLines = 5;  // in the audit log, per second
constexpr size_t kMaxRunId = 1024;

Response json_response(int status, const Json& json) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

bool is_json(std::string_view content_type) {
  return content_type.substr(0, content_type.find(';')) == "application/json";
}

std::string text_field(const Json& json, const char* name) {
  const auto at = json.find(name);
  return at != json.end() && at->is_string() ? at->get<std::string>() : "";
}

std::string time_now() {
  const std::time_t now = base::wall_us() / 1'000'000;
  std::tm parts = {};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

bool ControlDesk::may_control(std::string_view authorization) const {
  return bearer_matches(authorization, options_.token);
}

void ControlDesk::audit(std::string_view peer, const std::string& what) {
  if (options_.audit) options_.audit(time_now() + " " + std::string(peer) + " " + what);
}

Response ControlDesk::denied(const Question& question) {
  bool tell = false;
  {
    const std::lock_guard lock(mutex_);
    const int64_t now = base::wall_us();
    if (now - denied_since_us_ > 1'000'000 || now < denied_since_us_) {
      denied_since_us_ = now;
      denied_ = 0;
    }
    tell = denied_++ < kDeniedLines;
  }
  if (tell) {
    audit(question.peer, question.authorization.empty() ? "was denied control: no token"
                                                        : "was denied control: a wrong token");
  }
  Response response =
      error_response(401, "needs_token", "controlling a training needs the token of this server",
                     "open the address that oriel serve printed, the one with #token=");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response ControlDesk::ask(const Question& question) {
  if (!may_control(question.authorization)) return denied(question);
  if (!is_json(question.content_type)) {
    return error_response(415, "bad_request", "the body must be application/json", kSeeApi);
  }
  const Json body = Json::parse(question.body, nullptr, false);
  const std::string id = body.is_object() ? text_field(body, "run") : "";
  const auto kind = store::control_kind(body.is_object() ? text_field(body, "ask") : "");
  if (id.empty() || id.size() > kMaxRunId || !kind) {
    return error_response(400, "bad_request",
                          "\"run\" must be a run's id and \"ask\" one of stop, stop_after_epoch, "
                          "pause, resume, checkpoint",
                          kSeeApi);
  }
  const std::shared_ptr<store::RunData> run = source_.open(id);
  if (run == nullptr) {
    audit(question.peer, "asked a run that is not there for " + std::string(to_string(*kind)));
    return error_response(404, "unknown_run", "there is no such run",
                          "GET /api/runs lists the runs");
  }
  const auto ticket = run->control(*kind, "browser");
  const std::string what = "asked " + id + " for " + to_string(*kind) + ": ";
  if (!ticket.ok()) {
    audit(question.peer, what + ticket.status().message());
    return error_response(409, "refused", ticket.status().message(),
                          "only a training that runs can be asked");
  }
  audit(question.peer, what + "passed on");
  return json_response(202, {{"ticket", to_string(*ticket)}});
}

Response ControlDesk::answer(const Target& target) {
  const std::string* id = target.find("run");
  const std::string* text = target.find("ticket");
  const auto ticket = store::control_ticket(text != nullptr ? *text : "");
  if (id == nullptr || !ticket) {
    return error_response(400, "bad_request", "\"run\" and \"ticket\" are needed", kSeeApi);
  }
  const std::shared_ptr<store::RunData> run = source_.open(*id);
  if (run == nullptr) {
    return error_response(404, "unknown_run", "there is no such run",
                          "GET /api/runs lists the runs");
  }
  const store::ControlAnswer answer = run->control_answer(*ticket);
  return json_response(200, {{"outcome", to_string(answer.outcome)}, {"text", answer.text}});
}

Response ControlDesk::rights(std::string_view authorization) const {
  Json rights = Json::array({"view"});
  if (may_control(authorization)) rights.push_back("control");
  return json_response(200, {{"rights", std::move(rights)}});
}

}  // namespace oriel::serve
