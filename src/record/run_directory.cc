#include "record/run_directory.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include "base/clock.h"
#include "format/writer_reader.h"
#include "record/provenance.h"

namespace oriel::record {
namespace {

using base::Result;
using base::Status;

// The largest NNN of the run_NNN in a directory; 0 if there is none.
int last_run_number(const std::string& dir) {
  int last = 0;
  if (DIR* d = ::opendir(dir.c_str())) {
    while (const dirent* entry = ::readdir(d)) {
      const std::string_view name = entry->d_name;
      int number = 0;
      if (!name.starts_with("run_")) continue;
      const auto [end, error] = std::from_chars(name.data() + 4, name.data() + name.size(), number);
      if (error == std::errc() && end == name.data() + name.size()) last = std::max(last, number);
    }
    ::closedir(d);
  }
  return last;
}

std::string padded(int number) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

// A name becomes a path below the logdir, so it must not leave it.
Status check_name(const std::string& name) {
  if (name.empty()) return {};
  if (name.front() == '/' || name.find('\0') != std::string::npos) {
    return Status("the run name \"" + name + "\" must be relative, such as \"digits\"", EINVAL);
  }
  for (size_t at = 0; at <= name.size();) {
    const size_t slash = std::min(name.find('/', at), name.size());
    const std::string part = name.substr(at, slash - at);
    if (part.empty() || part == "." || part == "..") {
      return Status("the run name \"" + name + "\" must not contain empty parts, \".\" or \"..\"",
                    EINVAL);
    }
    at = slash + 1;
  }
  return {};
}

Result<std::string> make_run_path(base::FileSystem& fs, const RunRequest& request, int* number) {
  if (auto s = check_name(request.name); !s.ok()) return s;
  const std::string parent =
      request.name.empty() ? request.logdir : base::join_path(request.logdir, request.name);
  if (auto s = base::make_directories(fs, parent); !s.ok()) return s;
  for (*number = last_run_number(parent) + 1;; ++*number) {
    const std::string path = base::join_path(parent, "run_" + padded(*number));
    const Status made = fs.make_directory(path);
    if (made.ok()) {
      if (auto s = fs.sync_directory(parent); !s.ok()) return s;
      return path;
    }
    if (made.error_number() != EEXIST) return made;  // EEXIST: another process was faster
  }
}

Status make_folders(base::FileSystem& fs, const std::string& path) {
  for (const char* folder : {"log", "live", "control", "blobs", "ring"}) {
    const Status made = fs.make_directory(base::join_path(path, folder));
    if (!made.ok() && made.error_number() != EEXIST) return made;
  }
  return {};
}

void start_writer(RunDirectory& d, const RunRequest& request, const Provenance& from) {
  d.file.writer = d.writer;
  d.file.uuid = format::random_id();
  d.file.host = from.host;
  d.file.boot_id = from.boot_id;
  d.file.pid = ::getpid();
  d.file.ring_dir = request.rings_in_run_dir ? run_ring_dir(d.path) : shared_ring_dir();
  d.file.status = format::WriterStatus::kRunning;
  d.file.reason.clear();
  d.file.started_us = base::wall_us();
  d.file.ended_us = 0;
  d.file.generations.push_back({d.generation, request.resume_step, d.file.started_us});
}

Status write_writer_file(base::FileSystem& fs, const RunDirectory& d) {
  const std::string json = format::to_json(d.file);
  return base::replace_file(fs, format::writer_file_path(d.path, d.writer), base::as_bytes(json));
}

Result<RunDirectory> create(base::FileSystem& fs, const RunRequest& request) {
  RunDirectory d;
  auto path = make_run_path(fs, request, &d.run.number);
  if (!path.ok()) return path.status();
  d.path = *path;
  if (auto s = make_folders(fs, d.path); !s.ok()) return s;
  auto lock = format::WriterLock::take(format::lock_path(d.path, 0));
  if (!lock.ok()) return lock.status();
  d.lock = std::move(*lock);
  const Provenance from = gather_provenance(request.environment);
  start_writer(d, request, from);
  d.run.id = format::random_id();
  d.run.name = request.name;
  d.run.created_us = d.file.started_us;
  d.run.host = from.host;
  d.run.cwd = from.cwd;
  d.run.argv = from.argv;
  d.run.git_commit = from.git_commit;
  d.run.git_dirty = from.git_dirty;
  d.run.git_dirty_known = from.git_dirty_known;
  d.run.environment = from.environment;
  d.run.config_json = request.config_json;
  d.run.tags = request.tags;
  d.run.notes = request.notes;
  // The writer's file first: a directory with run.json is complete.
  if (auto s = write_writer_file(fs, d); !s.ok()) return s;
  const std::string json = format::to_json(d.run);
  if (auto s = base::replace_file(fs, format::run_file_path(d.path), base::as_bytes(json));
      !s.ok()) {
    return s;
  }
  return d;
}

Result<format::RunFile> read_run(const std::string& path) {
  auto bytes = base::read_file(format::run_file_path(path), 16 << 20);
  if (!bytes.ok()) {
    return Status(path + " is not a run directory (" + bytes.status().message() + ")");
  }
  return format::parse_run_file(base::as_text(*bytes));
}

Result<RunDirectory> join(base::FileSystem& fs, const RunRequest& request) {
  RunDirectory d;
  d.path = request.join;
  auto run = read_run(d.path);
  if (!run.ok()) return run.status();
  d.run = std::move(*run);
  const auto writers = format::list_writers(d.path);
  for (d.writer = writers.empty() ? 1 : writers.back() + 1;; ++d.writer) {
    auto lock = format::WriterLock::take(format::lock_path(d.path, d.writer));
    if (!lock.ok() && lock.status().error_number() != EAGAIN) return lock.status();
    if (!lock.ok() || base::file_exists(format::writer_file_path(d.path, d.writer))) continue;
    d.lock = std::move(*lock);
    break;
  }
  RunRequest fresh = request;
  fresh.resume_step = INT64_MIN;
  start_writer(d, fresh, gather_provenance({}));
  if (auto s = write_writer_file(fs, d); !s.ok()) return s;
  return d;
}

// Listens to nothing; the reader itself keeps what is asked for here.
class NullSink final : public format::LogSink {
  void on_name(uint32_t, std::string_view) override {}
  void on_block(const format::SealedBlock&) override {}
  void on_frame(uint64_t, uint16_t, const format::FrameView&) override {}
};

Result<RunDirectory> resume(base::FileSystem& fs, const RunRequest& request) {
  RunDirectory d;
  d.path = request.resume;
  auto run = read_run(d.path);
  if (!run.ok()) return run.status();
  d.run = std::move(*run);
  if (auto drained = format::drain_orphans(fs, d.path); !drained.ok()) return drained.status();
  auto lock = format::WriterLock::take(format::lock_path(d.path, 0));
  if (!lock.ok()) {
    if (lock.status().error_number() != EAGAIN) return lock.status();
    return Status("cannot resume " + d.path +
                  ": its first writer is still running; stop it, or join it instead");
  }
  d.lock = std::move(*lock);
  auto bytes = base::read_file(format::writer_file_path(d.path, 0), 16 << 20);
  if (!bytes.ok()) return bytes.status();
  auto file = format::parse_writer_file(base::as_text(*bytes));
  if (!file.ok()) return file.status();
  d.file = std::move(*file);
  if (auto s = make_folders(fs, d.path); !s.ok()) return s;

  NullSink sink;
  format::WriterReader reader(d.path, 0);
  reader.poll(sink);
  d.names.assign(reader.names().begin(), reader.names().end());
  d.first_segment = reader.next_segment();
  d.first_seq = reader.next_seq();
  d.generation = d.file.generations.empty()
                     ? 1
                     : static_cast<uint16_t>(d.file.generations.back().generation + 1);
  start_writer(d, request, gather_provenance({}));
  if (auto s = write_writer_file(fs, d); !s.ok()) return s;
  return d;
}

}  // namespace

std::string shared_ring_dir() {
  const char* dir = std::getenv("ORIEL_RING_DIR");
  return dir != nullptr && dir[0] != '\0' ? dir : "/dev/shm";
}

std::string run_ring_dir(const std::string& run_dir) {
  return base::join_path(run_dir, "ring");
}

Result<RunDirectory> open_run_directory(base::FileSystem& fs, const RunRequest& request) {
  if (!request.resume.empty()) return resume(fs, request);
  if (!request.join.empty()) return join(fs, request);
  return create(fs, request);
}

}  // namespace oriel::record
