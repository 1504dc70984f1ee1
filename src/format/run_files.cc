#include "format/run_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "format/json_text.h"

namespace oriel::format {
namespace {

// Keeps the order in which a person wants to read the file.
using Json = nlohmann::ordered_json;

constexpr int kMaxWriters = 65536;  // chunks carry the writer as a u16

std::string text_of(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const Json* find(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

std::string get_text(const Json& object, const char* key) {
  const Json* v = find(object, key);
  return v != nullptr && v->is_string() ? v->get<std::string>() : std::string();
}

bool get_bool(const Json& object, const char* key) {
  const Json* v = find(object, key);
  return v != nullptr && v->is_boolean() && v->get<bool>();
}

// The integer, or `fallback` if there is none that T holds.
template <class T>
T get_int(const Json& object, const char* key, T fallback = 0) {
  const Json* v = find(object, key);
  if (v == nullptr || !v->is_number_integer()) return fallback;
  if (v->is_number_unsigned()) {
    const auto n = v->get<uint64_t>();
    return std::in_range<T>(n) ? static_cast<T>(n) : fallback;
  }
  const auto n = v->get<int64_t>();
  return std::in_range<T>(n) ? static_cast<T>(n) : fallback;
}

std::vector<std::string> get_texts(const Json& object, const char* key) {
  std::vector<std::string> out;
  const Json* v = find(object, key);
  if (v == nullptr || !v->is_array()) return out;
  for (const Json& item : *v) {
    if (item.is_string()) out.push_back(item.get<std::string>());
  }
  return out;
}

// The object in the text. Nothing throws out of here but bad_alloc, which the callers catch.
base::Result<Json> parse_object(std::string_view text, const char* what) {
  const std::optional<std::string> tame = tame_json(text);
  Json json = tame ? Json::parse(*tame, nullptr, false) : Json();
  if (!json.is_object()) {
    return base::Status(std::string(what) +
                        " is not a JSON object; the file was damaged or is not "
                        "Oriel's");
  }
  return json;
}

const char* status_name(WriterStatus status) {
  switch (status) {
    case WriterStatus::kFinished:
      return "finished";
    case WriterStatus::kFailed:
      return "failed";
    default:
      return "running";
  }
}

Json environment_json(const RunFile& file) {
  Json out = Json::object();
  for (const auto& [name, value] : file.environment) out[name] = value;
  return out;
}

Json git_json(const RunFile& file) {
  if (file.git_commit.empty()) return nullptr;
  Json out = {{"commit", file.git_commit}, {"dirty", file.git_dirty}};
  if (!file.git_dirty && !file.git_dirty_known) out["dirty"] = nullptr;
  return out;
}

Json run_json(const RunFile& file) {
  return {{"format", file.format},
          {"id", file.id},
          {"name", file.name},
          {"number", file.number},
          {"created_us", file.created_us},
          {"host", file.host},
          {"cwd", file.cwd},
          {"argv", file.argv},
          {"git", git_json(file)},
          {"environment", environment_json(file)},
          {"config", Json::parse(config_json_object(file.config_json), nullptr, false)},
          {"tags", file.tags},
          {"notes", file.notes}};
}

Json writer_json(const WriterFile& file) {
  Json generations = Json::array();
  for (const Generation& g : file.generations) {
    generations.push_back(
        {{"generation", g.generation}, {"from_step", g.from_step}, {"started_us", g.started_us}});
  }
  return {{"writer", file.writer},
          {"uuid", file.uuid},
          {"host", file.host},
          {"boot_id", file.boot_id},
          {"pid", file.pid},
          {"ring_dir", file.ring_dir},
          {"status", status_name(file.status)},
          {"reason", file.reason},
          {"started_us", file.started_us},
          {"ended_us", file.ended_us},
          {"generations", std::move(generations)},
          {"points", file.points},
          {"frames", file.frames},
          {"series", file.series},
          {"last_step", file.last_step},
          {"dropped", file.dropped},
          {"last_error", file.last_error}};
}

RunFile run_from_json(const Json& json) {
  RunFile out;
  out.format = get_int<int>(json, "format", 1);
  out.id = get_text(json, "id");
  out.name = get_text(json, "name");
  out.number = get_int<int>(json, "number");
  out.created_us = get_int<int64_t>(json, "created_us");
  out.host = get_text(json, "host");
  out.cwd = get_text(json, "cwd");
  out.argv = get_texts(json, "argv");
  if (const Json* git = find(json, "git"); git != nullptr && git->is_object()) {
    out.git_commit = get_text(*git, "commit");
    out.git_dirty = get_bool(*git, "dirty");
    const Json* dirty = find(*git, "dirty");
    out.git_dirty_known = dirty != nullptr && dirty->is_boolean();
  }
  if (const Json* env = find(json, "environment"); env != nullptr && env->is_object()) {
    for (const auto& [name, value] : env->items()) {
      if (value.is_string()) out.environment.emplace_back(name, value.get<std::string>());
    }
  }
  if (const Json* config = find(json, "config"); config != nullptr && config->is_object()) {
    out.config_json =
        config_json_object(config->dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  out.tags = get_texts(json, "tags");
  out.notes = get_text(json, "notes");
  return out;
}

WriterFile writer_from_json(const Json& json) {
  WriterFile out;
  out.writer = get_int<int>(json, "writer");
  out.uuid = get_text(json, "uuid");
  out.host = get_text(json, "host");
  out.boot_id = get_text(json, "boot_id");
  out.pid = get_int<int64_t>(json, "pid");
  out.ring_dir = get_text(json, "ring_dir");
  const std::string status = get_text(json, "status");
  if (status == "finished") out.status = WriterStatus::kFinished;
  if (status == "failed") out.status = WriterStatus::kFailed;
  out.reason = get_text(json, "reason");
  out.started_us = get_int<int64_t>(json, "started_us");
  out.ended_us = get_int<int64_t>(json, "ended_us");
  if (const Json* list = find(json, "generations"); list != nullptr && list->is_array()) {
    for (const Json& item : *list) {
      if (!item.is_object()) continue;
      out.generations.push_back({get_int<uint16_t>(item, "generation"),
                                 get_int<int64_t>(item, "from_step", INT64_MIN),
                                 get_int<int64_t>(item, "started_us")});
    }
  }
  out.points = get_int<uint64_t>(json, "points");
  out.frames = get_int<uint64_t>(json, "frames");
  out.series = get_int<uint64_t>(json, "series");
  out.last_step = get_int<int64_t>(json, "last_step");
  out.dropped = get_int<uint64_t>(json, "dropped");
  out.last_error = get_text(json, "last_error");
  return out;
}

base::Status out_of_memory(const char* what) {
  return base::Status(std::string("cannot read ") + what + ": out of memory", ENOMEM);
}

std::string writer_stem(const std::string& run_dir, int writer) {
  char name[32];
  std::snprintf(name, sizeof name, "log/w%03d", writer);
  return base::join_path(run_dir, name);
}

// The number that `text` is when written with at least `width` digits.
std::optional<uint32_t> parse_number(std::string_view text, size_t width) {
  uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool padded = text.size() > width && text[0] == '0';
  if (error != std::errc() || stop != end || text.size() < width || padded) return std::nullopt;
  return value;
}

// The names in run_dir/log that start with `prefix`, without it.
std::vector<std::string> log_names(const std::string& run_dir, std::string_view prefix) {
  std::vector<std::string> out;
  DIR* dir = ::opendir(base::join_path(run_dir, "log").c_str());
  if (dir == nullptr) return out;
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (name.substr(0, prefix.size()) == prefix) out.emplace_back(name.substr(prefix.size()));
  }
  ::closedir(dir);
  return out;
}

struct flock whole_file(short type) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;  // start 0, length 0: all of it, however large
  return lock;
}

}  // namespace

std::string to_json(const RunFile& file) {
  try {
    return text_of(run_json(file));
  } catch (...) {  // out of memory
    return "{}";
  }
}

std::string to_json(const WriterFile& file) {
  try {
    return text_of(writer_json(file));
  } catch (...) {
    return "{}";
  }
}

base::Result<RunFile> parse_run_file(std::string_view json) {
  try {
    auto object = parse_object(json, "run.json");
    if (!object.ok()) return object.status();
    return run_from_json(*object);
  } catch (...) {
    return out_of_memory("run.json");
  }
}

base::Result<WriterFile> parse_writer_file(std::string_view json) {
  try {
    auto object = parse_object(json, "the writer's file (log/wNNN.json)");
    if (!object.ok()) return object.status();
    return writer_from_json(*object);
  } catch (...) {
    return out_of_memory("the writer's file (log/wNNN.json)");
  }
}

std::string run_file_path(const std::string& run_dir) {
  return base::join_path(run_dir, "run.json");
}

std::string writer_file_path(const std::string& run_dir, int writer) {
  return writer_stem(run_dir, writer) + ".json";
}

std::string lock_path(const std::string& run_dir, int writer) {
  return writer_stem(run_dir, writer) + ".lock";
}

std::string segment_path(const std::string& run_dir, int writer, uint32_t segment, bool tail) {
  char name[32];
  std::snprintf(name, sizeof name, "-%06u.%s", segment, tail ? "tail" : "log");
  return writer_stem(run_dir, writer) + name;
}

std::vector<int> list_writers(const std::string& run_dir) {
  std::vector<int> out;
  for (const std::string& rest : log_names(run_dir, "w")) {
    const std::string_view name = rest;
    if (!name.ends_with(".json")) continue;
    const auto writer = parse_number(name.substr(0, name.size() - 5), 3);
    if (writer && *writer < kMaxWriters) out.push_back(static_cast<int>(*writer));
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<SegmentName> list_segments(const std::string& run_dir, int writer) {
  std::vector<SegmentName> out;
  char prefix[32];
  std::snprintf(prefix, sizeof prefix, "w%03d-", writer);
  for (const std::string& rest : log_names(run_dir, prefix)) {
    const std::string_view name = rest;
    const bool tail = name.ends_with(".tail");
    if (!tail && !name.ends_with(".log")) continue;
    const auto segment = parse_number(name.substr(0, name.find('.')), 6);
    if (!segment || name.find('.') != name.rfind('.')) continue;
    out.push_back({*segment, tail, segment_path(run_dir, writer, *segment, tail)});
  }
  std::sort(out.begin(), out.end(), [](const SegmentName& a, const SegmentName& b) {
    return a.segment != b.segment ? a.segment < b.segment : a.tail < b.tail;
  });
  return out;
}

WriterLock::~WriterLock() {
  if (fd_ < 0) return;
  if (owner_pid_ == ::getpid()) {
    // Unlocked by name: a forked child may hold a copy of the descriptor still.
    struct flock lock = whole_file(F_UNLCK);
    ::fcntl(fd_, F_OFD_SETLK, &lock);
  }
  ::close(fd_);
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), owner_pid_(other.owner_pid_) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(owner_pid_, other.owner_pid_);
  return *this;
}

base::Result<WriterLock> WriterLock::take(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return base::Status::from_errno("cannot create " + path);
  struct flock lock = whole_file(F_WRLCK);
  if (::fcntl(fd, F_OFD_SETLK, &lock) != 0) {
    const int error = errno;
    ::close(fd);
    if (error == EAGAIN || error == EACCES) {
      return base::Status("cannot lock " + path + ": another process writes here", EAGAIN);
    }
    return base::Status::from_errno("cannot lock " + path, error);
  }
  WriterLock out;
  out.fd_ = fd;
  out.owner_pid_ = ::getpid();
  return out;
}

bool WriterLock::is_held(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  struct flock lock = whole_file(F_WRLCK);
  const bool held = ::fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(fd);
  return held;
}

void WriterLock::close_in_child() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

std::string random_id() {
  uint8_t bytes[16];
  size_t done = 0;
  while (done < sizeof bytes) {
    const ssize_t n = ::getrandom(bytes + done, sizeof bytes - done, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<size_t>(n);
  }
  if (done < sizeof bytes) {  // a kernel without getrandom: unlikely to repeat, at least
    const uint64_t parts[2] = {
        base::monotonic_ns() * 0x9E3779B97F4A7C15u,
        static_cast<uint64_t>(base::wall_us()) ^ static_cast<uint64_t>(::getpid()) << 44};
    std::memcpy(bytes, parts, sizeof bytes);
  }
  std::string out;
  for (uint8_t byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

}  // namespace oriel::format
