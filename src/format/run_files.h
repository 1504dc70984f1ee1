// The small JSON files of a run directory and the lock that tells whether a writer lives
// (docs/log_format.md, "The run directory").
//
//   run.json        who and what: written by the writer that makes the run, again for tags, notes
//   log/wNNN.json   one per writer: its process, state and counts; replaced as a whole
//   log/wNNN.lock   held (open file description lock) while the writer lives
//
// Files are replaced atomically through the file seam; readers see the old or the new content.
// Unknown fields are ignored, missing ones get defaults: a reader never refuses a run for its
// labels. Nothing throws. All functions are thread-safe; a WriterLock belongs to one thread at a
// time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace oriel::format {

struct RunFile {
  int format = 1;
  std::string id;    // 32 hex digits, random
  std::string name;  // the .name it was started with
  int number = 0;    // NNN
  int64_t created_us = 0;
  std::string host;
  std::string cwd;
  std::vector<std::string> argv;
  std::string git_commit;
  bool git_dirty = false;
  bool git_dirty_known = false;  // false and not dirty: nobody could tell (null in the file)
  std::vector<std::pair<std::string, std::string>> environment;
  std::string config_json = "{}";  // read back in canonical form
  std::vector<std::string> tags;
  std::string notes;
};

struct Generation {
  uint16_t generation = 0;
  int64_t from_step = 0;  // earlier generations' points with step >= from_step are hidden
  int64_t started_us = 0;
};

// "running" stands in the file until the writer says otherwise; whether it still is, the lock
// tells.
enum class WriterStatus : uint8_t { kRunning, kFinished, kFailed };

struct WriterFile {
  int writer = 0;    // rank: the NNN of its files
  std::string uuid;  // 32 hex digits; rings are named after it
  std::string host;
  std::string boot_id;
  int64_t pid = 0;
  std::string ring_dir;  // where its rings are: /dev/shm or the run directory's ring/
  WriterStatus status = WriterStatus::kRunning;
  std::string reason;
  int64_t started_us = 0;
  int64_t ended_us = 0;                 // 0: not ended
  std::vector<Generation> generations;  // the first has from_step INT64_MIN
  // Counts at the end (zero while running): so that a catalogue need not read the log.
  uint64_t points = 0;
  uint64_t frames = 0;  // of all its lives: the sequence number of the next one
  uint64_t series = 0;
  int64_t last_step = 0;
  uint64_t dropped = 0;
  std::string last_error;
};

std::string to_json(const RunFile& file);
std::string to_json(const WriterFile& file);
base::Result<RunFile> parse_run_file(std::string_view json);
base::Result<WriterFile> parse_writer_file(std::string_view json);

std::string run_file_path(const std::string& run_dir);
std::string writer_file_path(const std::string& run_dir, int writer);
std::string lock_path(const std::string& run_dir, int writer);
// log/wNNN-SSSSSS.log or .tail
std::string segment_path(const std::string& run_dir, int writer, uint32_t segment, bool tail);
// The writers that have a wNNN.json, ascending.
std::vector<int> list_writers(const std::string& run_dir);
struct SegmentName {
  uint32_t segment = 0;
  bool tail = false;
  std::string path;
};
std::vector<SegmentName> list_segments(const std::string& run_dir, int writer);  // ascending

// An open-file-description lock: released when the last descriptor of this opening is closed, so by
// the death of the process, and visible to other openings even within one process.
class WriterLock {
 public:
  WriterLock() = default;
  ~WriterLock();
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;

  // Creates the file if needed. Fails with EAGAIN if somebody holds it.
  static base::Result<WriterLock> take(const std::string& path);
  // True if a living process holds the lock.
  static bool is_held(const std::string& path);
  bool held() const { return fd_ >= 0; }
  // In a forked child: forgets the descriptor so that the parent's death releases the lock.
  void close_in_child();

 private:
  int fd_ = -1;
  int owner_pid_ = 0;
};

// 32 hex digits from the system's random source.
std::string random_id();

}  // namespace oriel::format
