#include "serve/run_json.h"

#include <nlohmann/json.hpp>

namespace oriel::serve {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* bool_text(bool value) {
  return value ? "true" : "false";
}

// Appends comma-separated texts to a list.
class List {
 public:
  explicit List(std::string& out) : out_(out) {}
  void add(const std::string& item) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += item;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

Json control_json(const store::ControlState& control) {
  if (!control.available) return nullptr;
  Json supported = Json::array();
  for (uint32_t i = 1; i <= static_cast<uint32_t>(store::ControlKind::kCheckpoint); ++i) {
    const auto kind = static_cast<store::ControlKind>(i);
    if (control.supports(kind)) supported.push_back(to_string(kind));
  }
  Json json = {{"supported", std::move(supported)},
               {"phase", to_string(control.phase)},
               {"who", control.who},
               {"since", control.since_us},
               {"epoch", nullptr},
               {"checkpoints", control.checkpoints}};
  if (control.epoch) json["epoch"] = *control.epoch;
  return json;
}

}  // namespace

std::string run_json(const store::RunInfo& info) {
  Json json = {{"id", info.id},
               {"name", info.name},
               {"label", info.label},
               {"number", info.number},
               {"status", to_string(info.status)},
               {"reason", info.reason},
               {"started", info.started_us},
               {"ended", nullptr},
               {"updated", info.updated_us},
               {"last_step", info.last_step},
               {"points", info.points},
               {"series", info.series},
               {"dropped", info.dropped},
               {"progress", nullptr},
               {"host", info.host},
               {"pid", info.pid},
               {"argv", info.argv},
               {"git", nullptr},
               {"tags", info.tags},
               {"notes", info.notes},
               {"writers", info.writers},
               {"damage", info.damage},
               {"control", control_json(info.control)}};
  if (info.ended_us) json["ended"] = *info.ended_us;
  if (info.progress) {
    json["progress"] = {{"epoch", info.progress->epoch},
                        {"epochs", info.progress->epochs},
                        {"seconds_left", nullptr}};
    if (info.progress->seconds_left)
      json["progress"]["seconds_left"] = *info.progress->seconds_left;
  }
  if (!info.git_commit.empty()) {
    json["git"] = {{"commit", info.git_commit}, {"dirty", info.git_dirty}};
  }
  Json config = Json::parse(info.config_json, nullptr, false);
  json["config"] = config.is_object() ? std::move(config) : Json::object();
  return text_of(json);
}

std::string runs_message(const store::RunList& list, const std::string* logdir) {
  std::string out = logdir == nullptr ? R"({"type":"runs",)" : "{";
  out += "\"version\":" + std::to_string(list.version) + ",\"loading\":" + bool_text(list.loading);
  if (logdir != nullptr) out += ",\"logdir\":" + text_of(*logdir);
  out += ",\"runs\":[";
  List runs(out);
  for (const auto& info : list.runs) runs.add(run_json(*info));
  return out + "]}";
}

std::string runs_delta_message(const store::RunList& from, const store::RunList& to) {
  std::string upsert, remove;
  List upserts(upsert), removes(remove);
  size_t i = 0;
  for (const auto& info : to.runs) {
    while (i < from.runs.size() && from.runs[i]->id < info->id) {
      removes.add(text_of(from.runs[i++]->id));
    }
    const bool known = i < from.runs.size() && from.runs[i]->id == info->id;
    if (known && from.runs[i] == info) {
      ++i;  // the same snapshot: nothing changed
      continue;
    }
    const std::string json = run_json(*info);
    if (!known || run_json(*from.runs[i]) != json) upserts.add(json);
    if (known) ++i;
  }
  while (i < from.runs.size()) removes.add(text_of(from.runs[i++]->id));
  if (upsert.empty() && remove.empty() && from.loading == to.loading) return "";
  return R"({"type":"runs_delta","version":)" + std::to_string(to.version) +
         ",\"loading\":" + bool_text(to.loading) + ",\"upsert\":[" + upsert + "],\"remove\":[" +
         remove + "]}";
}

}  // namespace oriel::serve
