#include "store/catalogue.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/clock.h"
#include "base/file.h"
#include "format/run_files.h"
#include "store/metrics_file.h"

namespace oriel::store {
namespace {

constexpr int kMaxDepth = 8;
constexpr int64_t kSettleNs = 2'000'000'000;  // coarser time stamps than this are not in use

int64_t modified_ns(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return -1;
  return info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
}

std::vector<std::string> list_folders(const std::string& path) {
  std::vector<std::string> folders;
  if (DIR* d = ::opendir(path.c_str())) {
    while (const dirent* entry = ::readdir(d)) {
      if (entry->d_name[0] == '.') continue;
      if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN) folders.push_back(entry->d_name);
    }
    ::closedir(d);
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

// Changes whenever run.json or a writer's file was replaced, or a writer joined.
int64_t stamp_of_run(const std::string& path) {
  const auto run = static_cast<uint64_t>(modified_ns(format::run_file_path(path)));
  const auto log = static_cast<uint64_t>(modified_ns(base::join_path(path, "log")));
  return static_cast<int64_t>(run ^ (log * 31));
}

RunStatus status_of(const std::string& path, const format::WriterFile& file) {
  if (file.status == format::WriterStatus::kFinished) return RunStatus::kFinished;
  if (file.status == format::WriterStatus::kFailed) return RunStatus::kFailed;
  return format::WriterLock::is_held(format::lock_path(path, file.writer)) ? RunStatus::kRunning
                                                                           : RunStatus::kCrashed;
}

int number_in(const std::string& label) {
  const size_t at = label.find_last_not_of("0123456789") + 1;
  return at < label.size() ? std::atoi(label.c_str() + at) : 0;
}

void add_writers(RunInfo& info) {
  const auto writers = format::list_writers(info.path);
  info.writers = std::max<int>(1, static_cast<int>(writers.size()));
  for (const int writer : writers) {
    auto bytes = base::read_file(format::writer_file_path(info.path, writer), 16 << 20);
    if (!bytes.ok()) continue;
    auto file = format::parse_writer_file(base::as_text(*bytes));
    if (!file.ok()) continue;
    info.points += file->points;
    info.dropped += file->dropped;
    info.last_step = std::max(info.last_step, file->last_step);
    info.series = std::max(info.series, file->series);
    info.updated_us = std::max({info.updated_us, file->started_us, file->ended_us});
    if (writer != writers.front()) continue;
    // The first writer speaks for the run.
    info.status = status_of(info.path, *file);
    info.reason = file->reason;
    info.started_us =
        file->generations.empty() ? file->started_us : file->generations.front().started_us;
    if (file->ended_us != 0) info.ended_us = file->ended_us;
    info.host = file->host;
    info.pid = file->pid;
  }
}

}  // namespace

const char* to_string(RunStatus status) {
  switch (status) {
    case RunStatus::kRunning:
      return "running";
    case RunStatus::kFinished:
      return "finished";
    case RunStatus::kFailed:
      return "failed";
    case RunStatus::kCrashed:
      return "crashed";
  }
  return "";
}

RunInfo read_run_info(const std::string& path, const std::string& id) {
  RunInfo info;
  info.id = id;
  info.path = path;
  info.label = path.substr(path.find_last_of('/') + 1);
  info.number = number_in(info.label);
  info.status = RunStatus::kCrashed;  // until a writer says otherwise
  auto bytes = base::read_file(format::run_file_path(path), 16 << 20);
  auto run = bytes.ok() ? format::parse_run_file(base::as_text(*bytes))
                        : base::Result<format::RunFile>(bytes.status());
  if (run.ok()) {
    info.name = run->name;
    info.started_us = run->created_us;
    info.argv = run->argv;
    info.git_commit = run->git_commit;
    info.git_dirty = run->git_dirty;
    info.config_json = run->config_json;
    info.tags = run->tags;
    info.notes = run->notes;
    info.host = run->host;
  } else {
    info.damage = "run.json cannot be read: name, config, tags and notes are missing.";
  }
  add_writers(info);
  return info;
}

Catalogue::Catalogue(std::string logdir) : logdir_(std::move(logdir)) {}

bool Catalogue::refresh() {
  seen_.clear();
  bool news = look_into(logdir_, "", 0);
  news |= forget_missing();
  const std::lock_guard lock(mutex_);
  if (std::exchange(loading_, false) || news) ++version_;
  return news;
}

bool Catalogue::look_into(const std::string& path, const std::string& id, int depth) {
  if (base::file_exists(format::run_file_path(path))) {
    return look_at_run(path, id.empty() ? "." : id);
  }
  const int64_t changed = modified_ns(path);
  if (changed < 0 || depth > kMaxDepth) return false;
  Directory& d = directories_[path];
  if (changed != d.changed || !d.settled) {
    d.folders = list_folders(path);
    d.metrics = is_metrics_file(base::join_path(path, kMetricsFileName));
    d.changed = changed;
    d.settled = base::wall_us() * 1000 - changed > kSettleNs;
  }
  bool news = false;
  for (const std::string& folder : d.folders) {
    news |= look_into(base::join_path(path, folder), id.empty() ? folder : id + "/" + folder,
                      depth + 1);
  }
  if (d.metrics) {
    news |= look_at_metrics(base::join_path(path, kMetricsFileName),
                            id.empty() ? kMetricsFileName : id + "/" + kMetricsFileName);
  }
  return news;
}

// What the file holds is read when it is new, and when it is replaced.
bool Catalogue::look_at_metrics(const std::string& path, const std::string& id) {
  const int64_t now = modified_ns(path);
  if (now < 0) return false;
  seen_[id] = true;
  {
    const std::lock_guard lock(mutex_);
    const auto it = entries_.find(id);
    if (it != entries_.end() && it->second.stamp == now) return false;
  }
  Entry entry;
  entry.path = path;
  entry.stamp = now;
  entry.ended = true;
  entry.info = std::make_shared<RunInfo>(MetricsFileRun(path, id).info());
  const std::lock_guard lock(mutex_);
  entries_[id] = std::move(entry);
  return true;
}

bool Catalogue::look_at_run(const std::string& path, const std::string& id) {
  seen_[id] = true;
  bool known = false, ended = false;
  int64_t stamp = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto it = entries_.find(id);
    known = it != entries_.end();
    if (known) stamp = it->second.stamp;
    if (known) ended = it->second.ended;
  }
  const int64_t now = stamp_of_run(path);
  if (known && stamp == now) {
    if (ended) return false;
    // Its files are as they were: it is running, or it has just died.
    const bool alive = format::WriterLock::is_held(format::lock_path(path, 0));
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[id];
    const RunStatus status = alive ? RunStatus::kRunning : RunStatus::kCrashed;
    if (entry.info->status == status) return false;
    auto changed = std::make_shared<RunInfo>(*entry.info);
    changed->status = status;
    if (status != RunStatus::kRunning) changed->control = {};
    entry.info = std::move(changed);
    return true;
  }
  auto info = std::make_shared<RunInfo>(read_run_info(path, id));
  Entry entry;
  entry.path = path;
  entry.stamp = now;
  entry.ended = info->status == RunStatus::kFinished || info->status == RunStatus::kFailed;
  const std::lock_guard lock(mutex_);
  if (known && !entry.ended) {  // keep what a reader has counted
    const RunInfo& old = *entries_[id].info;
    info->points = std::max(info->points, old.points);
    info->series = std::max(info->series, old.series);
    info->last_step = std::max(info->last_step, old.last_step);
    info->dropped = std::max(info->dropped, old.dropped);
    info->updated_us = std::max(info->updated_us, old.updated_us);
    info->progress = old.progress;
    info->control = old.control;
  }
  entry.info = std::move(info);
  entries_[id] = std::move(entry);
  return true;
}

bool Catalogue::forget_missing() {
  const std::lock_guard lock(mutex_);
  return std::erase_if(entries_, [&](const auto& e) { return !seen_.contains(e.first); }) > 0;
}

RunList Catalogue::list() const {
  const std::lock_guard lock(mutex_);
  RunList out;
  out.version = version_;
  out.loading = loading_;
  out.runs.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) out.runs.push_back(entry.info);
  return out;
}

std::string Catalogue::path_of(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto it = entries_.find(id);
  return it == entries_.end() ? "" : it->second.path;
}

void Catalogue::set_live(const RunInfo& info) {
  const std::lock_guard lock(mutex_);
  const auto it = entries_.find(info.id);
  if (it == entries_.end()) return;
  const RunInfo& old = *it->second.info;
  if (old.points == info.points && old.status == info.status && old.dropped == info.dropped &&
      old.series == info.series && old.damage == info.damage && old.control == info.control) {
    return;
  }
  it->second.info = std::make_shared<RunInfo>(info);
  ++version_;
}

}  // namespace oriel::store
