// A small run made with WriterLog alone, without a recorder or rings: the same bytes every time, in
// a few kilobytes, so that tests can damage every one of them.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "format/collect.h"
#include "format/writer_log.h"

namespace oriel::tests {

struct SmallRun {
  int frames = 600;
  bool noisy = false;    // values of all bits
  bool finished = true;  // else: its process died; log and tails are as they were
  int sync_every = 0;    // frames; 0: never (but at the end, if finished)
  uint64_t tail_bytes = 1 << 20;
  uint64_t chunk_bytes = 3000;
  uint64_t index_bytes = 6000;
  uint64_t segment_bytes = 1 << 30;
};

// A directory that goes away with its owner.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Frame i of the script below, as it stands in a file.
std::vector<uint8_t> small_frame(int i, bool noisy = false);
std::string_view small_name(uint32_t id);

// Makes the run in `dir`, which must exist; `synced(n)`, if given, is told after every sync how
// many frames were appended before it began. Stops at the first failure.
base::Status make_small_run(base::FileSystem& fs, const std::string& dir, const SmallRun& run,
                            const std::function<void(uint64_t)>& synced = {});

// What is in the run, in a comparable form: a hash for every point, every frame's wall time and
// every record, each with its sequence number.
struct Item {
  uint64_t hash = 0;
  uint64_t seq = 0;
};
std::vector<Item> items_of(const format::Collected& found);

}  // namespace oriel::tests
