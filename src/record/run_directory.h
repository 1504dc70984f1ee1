// Making, joining and resuming a run directory: who writes where, under which number.
//
// Used once, when a Run is constructed; not thread-safe. Everything on disk is made through the
// file seam; a failure leaves at most an empty run directory behind.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "format/run_files.h"

namespace oriel::record {

struct RunDirectory {
  std::string path;
  int writer = 0;
  format::WriterLock lock;
  format::RunFile run;      // of the creator; what run.json says for the others
  format::WriterFile file;  // already written
  uint16_t generation = 0;
  uint32_t first_segment = 1;
  uint64_t first_seq = 0;
  std::vector<std::pair<uint32_t, std::string>> names;  // known from earlier generations
};

struct RunRequest {
  std::string logdir;
  std::string name;
  std::string join;    // a run directory, or empty
  std::string resume;  // a run directory, or empty
  int64_t resume_step = INT64_MIN;
  bool rings_in_run_dir = false;
  std::string config_json = "{}";
  std::vector<std::string> tags;
  std::string notes;
  std::vector<std::string> environment;
};

base::Result<RunDirectory> open_run_directory(base::FileSystem& fs, const RunRequest& request);

// Where rings go first: $ORIEL_RING_DIR, else /dev/shm.
std::string shared_ring_dir();
// Where they go otherwise; always looked at by readers too.
std::string run_ring_dir(const std::string& run_dir);

}  // namespace oriel::record
