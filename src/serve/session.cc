#include "serve/session.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "serve/api.h"
#include "serve/run_json.h"

namespace oriel::serve {
namespace {

using Json = nlohmann::json;

constexpr const char* kSeeApi = "see docs/api.md, \"WebSocket\"";
constexpr std::string_view kPing = R"({"type":"ping"})";

// Runs from `runs`, or a sentence on what is wrong with them.
std::string read_runs(const Json& message, std::vector<std::string>& runs) {
  const auto at = message.find("runs");
  if (at == message.end() || !at->is_array()) return "\"runs\" must be a list of run ids";
  if (at->size() > figure::kMaxRuns) return "at most 200 runs can be asked for at once";
  for (const Json& item : *at) {
    if (!item.is_string()) return "\"runs\" must be a list of run ids";
    runs.push_back(item.get<std::string>());
  }
  return "";
}

std::optional<uint32_t> read_id(const Json& message) {
  const auto at = message.find("id");
  if (at == message.end() || !at->is_number_unsigned()) return std::nullopt;
  const auto id = at->get<uint64_t>();
  if (id >= uint64_t{1} << 31) return std::nullopt;
  return static_cast<uint32_t>(id);
}

size_t hash_of(const std::vector<uint8_t>& bytes) {
  return std::hash<std::string_view>()(base::as_text(bytes));
}

void run_runs(Job& job, JobResult& result, RunsFeed& feed, uint64_t now_ns) {
  feed.refresh(now_ns);
  result.version = feed.version();
  result.list = feed.list();
  result.text = job.from ? runs_delta_message(*job.from, *result.list) : runs_message(*result.list);
}

void run_panel_or_figure(Job& job, JobResult& result, store::Source& source, FigureCache& cache) {
  if (job.runs.empty() && !job.request.runs.empty()) {
    auto runs = open_runs(source, job.request.runs);
    if (!runs.ok()) {
      result.retry = source.list().loading;
      result.error = error_json("unknown_run", runs.status().message(), "look at the list of runs");
      return;
    }
    job.runs = std::move(*runs);
  }
  result.runs = std::move(job.runs);
  if (job.kind == Job::Kind::kPanels) {
    result.version = figure::data_version(result.runs);
    result.text = figure::to_json(figure::describe_panels(result.runs));
    return;
  }
  BuiltFigure built = cache.get(job.request, job.key, result.runs);
  result.version = built.version;
  result.figure = std::move(built.bytes);
  if (!built.status.ok()) {
    const char* code = figure::is_panel(job.request.panel) ? "bad_request" : "unknown_panel";
    result.error = error_json(code, built.status.message(), kSeeApi);
  }
}

}  // namespace

JobResult run_job(Job job, store::Source& source, FigureCache& cache, RunsFeed& feed,
                  uint64_t now_ns) {
  JobResult result;
  result.kind = job.kind;
  result.id = job.id;
  result.generation = job.generation;
  const uint64_t start = base::monotonic_ns();
  try {
    if (job.kind == Job::Kind::kRuns) {
      run_runs(job, result, feed, now_ns);
    } else {
      run_panel_or_figure(job, result, source, cache);
    }
  } catch (const std::exception& failure) {  // memory has run out
    result.error = error_json("busy", std::string("this could not be made: ") + failure.what(),
                              "ask for less at once");
  }
  result.took_ns = base::monotonic_ns() - start;
  return result;
}

Session::Session(const std::string& logdir) {
  const Json hello = {{"type", "hello"},
                      {"protocol", kProtocol},
                      {"version", product_version()},
                      {"logdir", logdir},
                      {"rights", Json::array({"view"})}};
  queue(hello.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void Session::queue(std::string text) {
  queue_.push_back(std::move(text));
  // Somebody who keeps asking and never reads the answers.
  if (queue_.size() > kMaxQueued) broken_ = true;
}

void Session::error(std::optional<uint32_t> id, std::string_view code, std::string_view message,
                    std::string_view attempt) {
  std::string text = R"({"type":"error",)";
  if (id) text += "\"id\":" + std::to_string(*id) + ",";
  queue(text + "\"error\":" + error_json(code, message, attempt) + "}");
}

void Session::on_message(std::string_view text) {
  const Json message = Json::parse(text, nullptr, false);
  const auto type_at = message.is_object() ? message.find("type") : message.end();
  if (!message.is_object() || type_at == message.end() || !type_at->is_string()) {
    return error({}, "bad_request", "a message must be a JSON object with a \"type\"", kSeeApi);
  }
  const std::string type = type_at->get<std::string>();
  if (type == "runs") {
    wants_runs_ = true;
    runs_known_ = nullptr;  // asked again: the whole list again
    return;
  }
  const std::optional<uint32_t> id = read_id(message);
  const bool needs_id =
      type == "panels" || type == "subscribe" || type == "unsubscribe" || type == "ack";
  if (!needs_id) return;  // a newer client's
  if (!id) return error({}, "bad_request", "\"id\" must be an integer from 0 to 2^31 - 1", kSeeApi);
  if (type == "ack") {
    if (const auto at = subscriptions_.find(*id); at != subscriptions_.end()) {
      at->second.awaiting_ack = false;
    }
  } else if (type == "unsubscribe") {
    subscriptions_.erase(*id);
  } else if (type == "panels") {
    Subscription next;
    next.panels = true;
    const std::string wrong = read_runs(message, next.request.runs);
    if (!wrong.empty()) return error(id, "bad_request", wrong, kSeeApi);
    if (next.request.runs.empty()) {  // and will never show any
      subscriptions_.erase(*id);
      return queue(R"({"type":"panels","id":)" + std::to_string(*id) + R"(,"panels":[]})");
    }
    subscribe(*id, std::move(next));
  } else {
    const auto at = message.find("request");
    const auto request = figure::parse_request(at == message.end() ? "" : at->dump());
    if (!request.ok()) return error(id, "bad_request", request.status().message(), kSeeApi);
    Subscription next;
    next.request = *request;
    next.key = figure::request_key(*request);
    subscribe(*id, std::move(next));
  }
}

void Session::subscribe(uint32_t id, Subscription next) {
  const auto at = subscriptions_.find(id);
  if (at == subscriptions_.end() && subscriptions_.size() >= kMaxSubscriptions) {
    return error(id, "too_large", "at most 256 subscriptions per connection",
                 "end some of them with \"unsubscribe\"");
  }
  next.generation = ++generations_;
  if (at != subscriptions_.end()) {
    // The credit and the pace are the client's, whatever it looks at; a job under way is waited
    // for.
    const Subscription& old = at->second;
    next.awaiting_ack = old.awaiting_ack;
    next.job = old.job;
    next.sent_ns = old.sent_ns;
    if (old.request.runs == next.request.runs) next.runs = old.runs;
  }
  subscriptions_.insert_or_assign(id, std::move(next));
}

// The time between two figures: five times what all of them take to make.
uint64_t Session::pace_ns() const {
  uint64_t sum = 0;
  for (const auto& [id, s] : subscriptions_) sum += s.panels ? 0 : s.took_ns;
  return std::clamp(5 * sum, kFrameNs, kSlowFrameNs);
}

bool Session::is_due(const Subscription& s, uint64_t now_ns, uint64_t pace) const {
  if (s.job != 0 || s.awaiting_ack || s.unsent || !s.unsent_text.empty()) return false;
  if (!s.answered) return !s.retry || now_ns >= s.asked_ns + kRetryNs;
  if (s.panels) {
    return now_ns >= s.asked_ns + std::max(kPanelsNs, 20 * s.took_ns) &&
           figure::data_version(s.runs) != s.version;
  }
  if (now_ns < s.sent_ns + kFrameNs || now_ns < s.asked_ns + pace) return false;
  // What a live slot holds has no version: it is looked at, which also renews the lease.
  if (s.request.panel == "live_image" && now_ns >= s.asked_ns + (s.still ? kStillNs : kLiveNs)) {
    return true;
  }
  return figure::data_version(s.runs) != s.version;
}

Job Session::make_job(uint32_t id, Subscription& s, uint64_t now_ns) {
  s.job = s.generation;
  s.asked_ns = now_ns;
  Job job;
  job.kind = s.panels ? Job::Kind::kPanels : Job::Kind::kFigure;
  job.id = id;
  job.generation = s.generation;
  job.request = s.request;
  job.key = s.key;
  job.runs = s.runs;
  return job;
}

std::vector<Job> Session::due(uint64_t now_ns, uint64_t runs_version) {
  std::vector<Job> jobs;
  const bool changed = runs_known_ == nullptr || runs_version != runs_version_;
  const bool rested = now_ns >= runs_asked_ns_ + kRunsNs;
  if (wants_runs_ && !runs_in_flight_ && !runs_queued_ && changed && rested) {
    Job job;
    job.kind = Job::Kind::kRuns;
    job.from = runs_known_;
    runs_in_flight_ = true;
    runs_asked_ns_ = now_ns;
    jobs.push_back(std::move(job));
  }
  const uint64_t pace = pace_ns();
  auto at = subscriptions_.lower_bound(next_due_);
  for (size_t i = 0; i < subscriptions_.size() && jobs_ < kMaxJobs; ++i, ++at) {
    if (at == subscriptions_.end()) at = subscriptions_.begin();
    if (!is_due(at->second, now_ns, pace)) continue;
    jobs.push_back(make_job(at->first, at->second, now_ns));
    ++jobs_;
    next_due_ = at->first + 1;
  }
  return jobs;
}

void Session::on_result(JobResult result, uint64_t now_ns) {
  if (result.kind == Job::Kind::kRuns) {
    runs_in_flight_ = false;
    runs_version_ = result.version;
    runs_known_ = result.list;
    if (!result.text.empty()) {
      runs_queued_ = true;
      queue(std::move(result.text));
    }
    return;
  }
  --jobs_;
  const auto at = subscriptions_.find(result.id);
  if (at == subscriptions_.end()) return;
  Subscription& s = at->second;
  if (result.generation == s.job) s.job = 0;
  if (result.generation != s.generation) return;  // replaced meanwhile: asked anew at once
  if (!result.error.empty()) {
    s.retry = result.retry;
    s.asked_ns = now_ns;
    if (result.retry) return;
    queue(R"({"type":"error","id":)" + std::to_string(result.id) + ",\"error\":" + result.error +
          "}");
    subscriptions_.erase(at);
    return;
  }
  s.runs = result.runs;
  s.version = result.version;
  s.answered = true;
  s.took_ns = result.took_ns;
  if (s.panels) {
    if (result.text == s.sent_panels) return;
    s.unsent_text = R"({"type":"panels","id":)" + std::to_string(result.id) +
                    ",\"panels\":" + result.text + "}";
    s.sent_panels = std::move(result.text);
    return;
  }
  take_figure(s, result);
}

void Session::take_figure(Subscription& s, JobResult& result) {
  const size_t hash = hash_of(*result.figure);
  s.still = s.sent && hash == s.sent_hash;
  if (s.still) return;  // the client has it already
  s.sent_hash = hash;
  s.unsent = std::move(result.figure);
}

std::optional<Outgoing> Session::next(uint64_t now_ns) {
  Outgoing out;
  if (!queue_.empty()) {
    out.text = std::move(queue_.front());
    queue_.pop_front();
    if (out.text.starts_with(R"({"type":"runs)")) runs_queued_ = false;
    last_sent_ns_ = now_ns;
    return out;
  }
  auto at = subscriptions_.lower_bound(next_send_);
  for (size_t i = 0; i < subscriptions_.size(); ++i, ++at) {
    if (at == subscriptions_.end()) at = subscriptions_.begin();
    Subscription& s = at->second;
    if (!s.unsent_text.empty()) {
      out.text = std::move(s.unsent_text);
      s.unsent_text.clear();
      next_send_ = at->first + 1;
      last_sent_ns_ = now_ns;
      return out;
    }
    if (!s.unsent || s.awaiting_ack) continue;
    out.figure = std::move(s.unsent);
    s.unsent = nullptr;
    out.id = at->first;
    s.awaiting_ack = true;
    s.sent = true;
    s.sent_ns = now_ns;
    next_send_ = at->first + 1;
    last_sent_ns_ = now_ns;
    return out;
  }
  if (last_sent_ns_ + kQuietNs > now_ns) return std::nullopt;
  last_sent_ns_ = now_ns;
  out.text = kPing;
  return out;
}

}  // namespace oriel::serve
