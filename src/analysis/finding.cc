#include "analysis/finding.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace oriel::analysis {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr size_t kMaxFindings = 10'000;
constexpr size_t kMaxText = 64 << 20;
constexpr size_t kMaxList = 1'000;  // series, evidence, remedies of one finding

constexpr FindingState kStates[] = {FindingState::kWatching, FindingState::kWarning,
                                    FindingState::kConfirmed, FindingState::kCleared};

// JSON has no NaN and no infinity: they travel as words.
Json number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

// Reads fields and remembers the first one that is wrong.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  std::string text(const char* key) {
    const Json* field = at(key);
    if (field == nullptr || !field->is_string()) return wrong(key, "a text"), "";
    return field->get<std::string>();
  }
  double real(const char* key) {
    const Json* field = at(key);
    double value = 0;
    if (field == nullptr || !number_in(*field, value)) wrong(key, "a number");
    return value;
  }
  int64_t integer(const char* key) {
    const Json* field = at(key);
    const bool fits = field != nullptr && field->is_number_integer() &&
                      (!field->is_number_unsigned() || field->get<uint64_t>() <= INT64_MAX);
    if (!fits) return wrong(key, "an integer"), 0;
    return field->get<int64_t>();
  }
  std::vector<std::string> texts(const char* key) {
    std::vector<std::string> out;
    const Json* field = at(key);
    if (field == nullptr || !field->is_array() || field->size() > kMaxList) {
      return wrong(key, "a list of texts"), out;
    }
    for (const Json& item : *field) {
      if (!item.is_string()) return wrong(key, "a list of texts"), out;
      out.push_back(item.get<std::string>());
    }
    return out;
  }
  const Json* at(const char* key) const {
    const auto found = json_.find(key);
    return found == json_.end() ? nullptr : &*found;
  }
  bool is_null(const char* key) const { return at(key) != nullptr && at(key)->is_null(); }
  void wrong(const char* key, const char* what) {
    if (error_.empty()) error_ = std::string("\"") + key + "\" is not " + what;
  }
  const std::string& error() const { return error_; }

  static bool number_in(const Json& field, double& value) {
    if (field.is_number()) {
      value = field.get<double>();
      return true;
    }
    if (!field.is_string()) return false;
    const auto& word = field.get_ref<const std::string&>();
    if (word == "NaN") value = NAN;
    if (word == "Infinity") value = INFINITY;
    if (word == "-Infinity") value = -INFINITY;
    return word == "NaN" || word == "Infinity" || word == "-Infinity";
  }

 private:
  const Json& json_;
  std::string error_;
};

Json json_of(const Finding& f) {
  Json evidence = Json::array();
  for (const Evidence& e : f.evidence) {
    Json item = {{"name", e.name}, {"value", number(e.value)}, {"limit", nullptr}};
    if (e.limit) item["limit"] = number(*e.limit);
    evidence.push_back(std::move(item));
  }
  Json json = {{"rule", f.rule},
               {"state", to_string(f.state)},
               {"confidence", number(f.confidence)},
               {"series", f.series},
               {"writer", f.writer},
               {"since_step", f.since_step},
               {"until_step", nullptr},
               {"title", f.title},
               {"explanation", f.explanation},
               {"evidence", std::move(evidence)},
               {"remedies", f.remedies},
               {"link", f.link}};
  if (f.until_step) json["until_step"] = *f.until_step;
  return json;
}

void read_evidence(Reader& reader, Finding& f) {
  const Json* list = reader.at("evidence");
  if (list == nullptr || !list->is_array() || list->size() > kMaxList) {
    return reader.wrong("evidence", "a list");
  }
  for (const Json& item : *list) {
    if (!item.is_object()) return reader.wrong("evidence", "a list of objects");
    Reader inner(item);
    Evidence e;
    e.name = inner.text("name");
    e.value = inner.real("value");
    if (!inner.is_null("limit")) e.limit = inner.real("limit");
    if (!inner.error().empty()) return reader.wrong("evidence", "complete");
    f.evidence.push_back(std::move(e));
  }
}

std::string read(const Json& json, Finding& f) {
  Reader reader(json);
  f.rule = reader.text("rule");
  const std::string state = reader.text("state");
  bool known = false;
  for (const FindingState s : kStates) {
    if (state == to_string(s)) f.state = s, known = true;
  }
  if (!known) reader.wrong("state", "watching, warning, confirmed or cleared");
  f.confidence = reader.real("confidence");
  if (!(f.confidence >= 0 && f.confidence <= 1)) reader.wrong("confidence", "within 0 and 1");
  f.series = reader.texts("series");
  const int64_t writer = reader.integer("writer");
  if (writer < 0 || writer > INT32_MAX) reader.wrong("writer", "a rank");
  f.writer = static_cast<int>(writer);
  f.since_step = reader.integer("since_step");
  if (!reader.is_null("until_step")) f.until_step = reader.integer("until_step");
  f.title = reader.text("title");
  f.explanation = reader.text("explanation");
  read_evidence(reader, f);
  f.remedies = reader.texts("remedies");
  f.link = reader.text("link");
  return reader.error();
}

}  // namespace

const char* to_string(FindingState state) {
  switch (state) {
    case FindingState::kWatching:
      return "watching";
    case FindingState::kWarning:
      return "warning";
    case FindingState::kConfirmed:
      return "confirmed";
    case FindingState::kCleared:
      return "cleared";
  }
  return "?";
}

std::string Finding::text() const {
  std::string out = title + "\n";
  if (!explanation.empty()) out += "   " + explanation + "\n";
  for (const std::string& remedy : remedies) out += "   → Try: " + remedy + "\n";
  return out;
}

std::string to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& f : findings) list.push_back(json_of(f));
  const Json document = {{"v", kVersion}, {"findings", std::move(list)}};
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<std::vector<Finding>> parse_findings(const std::string& text) {
  const auto refuse = [](const std::string& why) {
    return base::Status("these are not findings that this version can read: " + why);
  };
  if (text.size() > kMaxText) return refuse("the document is larger than 64 MiB");
  // Findings are four levels deep; what goes deeper is not parsed any further.
  bool deep = false;
  const auto shallow = [&deep](int depth, Json::parse_event_t, Json&) {
    deep = deep || depth > 8;
    return depth <= 8;
  };
  const Json document = Json::parse(text, shallow, false);
  if (deep || !document.is_object()) return refuse("not a JSON object");
  const auto version = document.find("v");
  if (version == document.end() || !version->is_number_integer() || *version != kVersion) {
    return refuse("\"v\" is not 1");
  }
  const auto list = document.find("findings");
  if (list == document.end() || !list->is_array()) return refuse("\"findings\" is not a list");
  if (list->size() > kMaxFindings) return refuse("more than 10,000 findings");
  std::vector<Finding> findings(list->size());
  for (size_t i = 0; i < list->size(); ++i) {
    if (!(*list)[i].is_object()) return refuse("a finding is not an object");
    const std::string error = read((*list)[i], findings[i]);
    if (!error.empty()) return refuse("finding " + std::to_string(i) + ": " + error);
  }
  return findings;
}

}  // namespace oriel::analysis
