#include "store/metrics_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "store/derived.h"
#include "store/metrics_json.h"

namespace oriel::store {
namespace {

using base::Status;
using Json = nlohmann::json;

constexpr std::array<const char*, 6> kStepKeys = {"epoch",    "epochs", "episode",
                                                  "episodes", "step",   "steps"};

bool is_whole(const MetricsEntry& entry) {
  if (entry.kind != MetricsEntry::Kind::kNumbers || entry.numbers.empty()) return false;
  for (size_t i = 0; i < entry.numbers.size(); ++i) {
    const double v = entry.numbers[i];
    if (!entry.present[i] || !(std::fabs(v) <= 0x1p53) || v != std::floor(v)) return false;
  }
  return true;
}

const MetricsEntry* find_steps(const std::vector<MetricsEntry>& entries) {
  for (const char* key : kStepKeys) {
    for (const MetricsEntry& entry : entries) {
      if (entry.key == key && is_whole(entry)) return &entry;
    }
  }
  return nullptr;
}

std::string number_of(const std::string& json) {
  return json.size() > 2 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

// Names that control characters make unusable get them replaced.
std::string clean_name(std::string name) {
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
  }
  return name;
}

void add_single(const MetricsEntry& entry, MetricsFile& file, Json& config) {
  if (entry.key == "best_epoch" || entry.key == "best_val_loss") {
    if (entry.json == "null") return;
    file.notes += file.notes.empty() ? "" : ", ";
    file.notes += entry.key + " " + number_of(entry.json);
  } else {
    config[entry.key] = Json::parse(entry.json, nullptr, false);
  }
}

MemoryColumn column_of(const MetricsEntry& entry, uint32_t first_row) {
  MemoryColumn column;
  column.name = series_name_of(clean_name(entry.key));
  for (size_t i = 0; i < entry.numbers.size(); ++i) {
    if (!entry.present[i]) continue;
    column.rows.push_back(first_row + static_cast<uint32_t>(i));
    column.values.push_back(entry.numbers[i]);
  }
  return column;
}

// Two keys may mean one series ("train_loss" beside "train_losses"): the second keeps its own name.
void make_unique(MemoryColumn& column, const std::string& key,
                 const std::vector<MemoryColumn>& others) {
  const auto taken = [&] {
    return std::any_of(others.begin(), others.end(),
                       [&](const MemoryColumn& other) { return other.name == column.name; });
  };
  if (taken()) column.name = clean_name(key);
  while (taken()) column.name += "_";
}

std::array<int64_t, 4> stamp_of(const std::string& path) {
  struct stat now {};
  if (::stat(path.c_str(), &now) != 0) return {};
  return {static_cast<int64_t>(now.st_dev), static_cast<int64_t>(now.st_ino), now.st_size,
          now.st_mtim.tv_sec * 1'000'000'000 + now.st_mtim.tv_nsec};
}

std::string findings_path(const std::string& path) {
  return base::join_path(derived_dir(path), "findings.json");
}

// What the file says in a way that is no series: named, so that nobody looks for it in vain.
std::string words_of_left_out(const std::vector<std::string>& keys) {
  constexpr size_t kNamed = 5;
  if (keys.empty()) return "";
  std::string text = "not shown, as no list of numbers: ";
  for (size_t i = 0; i < keys.size() && i < kNamed; ++i) {
    text += (i > 0 ? ", \"" : "\"") + clean_name(keys[i]) + "\"";
  }
  if (keys.size() > kNamed) text += " and " + std::to_string(keys.size() - kNamed) + " more";
  return text;
}

base::Result<MetricsFile> read_metrics(const std::string& path) {
  const auto bytes = base::read_file(path, MetricsFile::kMaxBytes);
  if (!bytes.ok()) return bytes.status();
  auto file = parse_metrics(base::as_text(*bytes));
  if (!file.ok()) {
    return Status(path + " is not a file of metrics: " + file.status().message());
  }
  return file;
}

}  // namespace

std::string series_name_of(std::string_view key) {
  std::string name(key);
  for (const std::string_view part : {"train", "val", "test"}) {
    if (key.starts_with(part) && key.size() > part.size() + 1 && key[part.size()] == '_') {
      name[part.size()] = '/';
    }
  }
  const auto replace_end = [&](std::string_view end, std::string_view by) {
    if (!name.ends_with(end)) return false;
    name.replace(name.size() - end.size(), end.size(), by);
    return true;
  };
  (void)(replace_end("losses", "loss") || replace_end("accuracies", "accuracy") ||
         replace_end("accs", "acc") || replace_end("learning_rates", "lr") ||
         replace_end("learning_rate", "lr"));
  return name;
}

base::Result<MetricsFile> parse_metrics(std::string_view text) {
  const auto entries =
      parse_metrics_object(text, {MetricsFile::kMaxKeys, 512, MetricsFile::kMaxDepth});
  if (!entries.ok()) return entries.status();
  MetricsFile file;
  Json config = Json::object();
  const MetricsEntry* steps = find_steps(*entries);
  if (steps != nullptr) {
    file.epochs = steps->key.starts_with("epoch");
    for (const double v : steps->numbers) file.steps.push_back(static_cast<int64_t>(v));
  }
  const size_t told = file.steps.size();  // rows whose step the file tells; counted ones follow
  size_t lists = 0;
  std::vector<std::string> left_out;
  for (const MetricsEntry& entry : *entries) {
    if (entry.kind == MetricsEntry::Kind::kOther) left_out.push_back(entry.key);
    if (entry.kind == MetricsEntry::Kind::kSingle) add_single(entry, file, config);
    if (entry.kind != MetricsEntry::Kind::kNumbers || &entry == steps) continue;
    ++lists;
    const size_t size = entry.numbers.size();
    const bool counted = size != told;
    while (counted && file.steps.size() < told + size) {
      file.steps.push_back(static_cast<int64_t>(file.steps.size() - told + 1));
    }
    MemoryColumn column = column_of(entry, counted ? static_cast<uint32_t>(told) : 0);
    make_unique(column, entry.key, file.columns);
    file.columns.push_back(std::move(column));
  }
  const std::string passed_over = words_of_left_out(left_out);
  if (lists == 0) {
    return Status("there is no list of numbers in it, such as \"train_loss\": [0.62, 0.45]" +
                  (passed_over.empty() ? "" : "; " + passed_over));
  }
  if (!passed_over.empty()) file.notes += (file.notes.empty() ? "" : "; ") + passed_over;
  file.config_json = config.dump(-1, ' ', false, Json::error_handler_t::replace);
  return file;
}

bool is_metrics_file(const std::string& path) {
  struct stat info {};
  return path.ends_with(".json") && ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

RunInfo read_metrics_info(const std::string& path, const std::string& id) {
  RunInfo info;
  info.id = id;
  info.path = path;
  // The folder tells files of one name apart: "a/training_metrics.json".
  const size_t slash = path.find_last_of('/');
  const size_t before = slash == std::string::npos || slash == 0
                            ? std::string::npos
                            : path.find_last_of('/', slash - 1);
  info.label = before == std::string::npos ? path : path.substr(before + 1);
  info.status = RunStatus::kFinished;
  info.started_us = stamp_of(path)[3] / 1000;
  info.updated_us = info.started_us;
  info.ended_us = info.started_us;
  return info;
}

MetricsFileRun::Loaded MetricsFileRun::load(const std::string& path, const std::string& id) {
  Loaded loaded;
  loaded.stamp = stamp_of(path);
  loaded.content.info = read_metrics_info(path, id);
  auto file = read_metrics(path);
  if (!file.ok()) {
    loaded.status = file.status();
    loaded.content.info.status = RunStatus::kFailed;
    loaded.content.info.damage = file.status().message();
    loaded.content.info.reason = "not readable: " + file.status().message();
    return loaded;
  }
  loaded.content.info.config_json = std::move(file->config_json);
  loaded.content.info.notes = std::move(file->notes);
  loaded.content.steps = std::move(file->steps);
  loaded.content.columns = std::move(file->columns);
  if (file->epochs) add_epochs(loaded.content);
  loaded.content.derived["findings"] = findings_of(path, loaded.content.info.updated_us);
  return loaded;
}

bool has_findings_of(const std::string& path, int64_t updated_us) {
  return stamp_of(findings_path(path))[3] / 1000 == updated_us;
}

std::string MetricsFileRun::findings_of(const std::string& path, int64_t updated_us) {
  if (!has_findings_of(path, updated_us)) return {};
  const auto bytes = base::read_file(findings_path(path), DerivedDocuments::kMaxBytes);
  return bytes.ok() ? std::string(base::as_text(*bytes)) : std::string();
}

MetricsFileRun::MetricsFileRun(const std::string& path, const std::string& id)
    : MetricsFileRun(path, id, load(path, id)) {}

MetricsFileRun::MetricsFileRun(const std::string& path, const std::string& id, Loaded loaded)
    : MemoryRun(loaded.content),
      path_(path),
      id_(id),
      status_(std::move(loaded.status)),
      stamp_(loaded.stamp) {}

bool MetricsFileRun::poll() {
  if (stamp_of(path_) == stamp_) {
    const auto stamp = stamp_of(findings_path(path_));
    if (stamp == findings_stamp_) return false;
    findings_stamp_ = stamp;
    return set_derived("findings", findings_of(path_, stamp_[3] / 1000));
  }
  Loaded loaded = load(path_, id_);
  stamp_ = loaded.stamp;
  status_ = std::move(loaded.status);
  replace(loaded.content);
  return true;
}

}  // namespace oriel::store
