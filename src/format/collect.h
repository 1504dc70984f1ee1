// Everything a writer has recorded, as plain vectors: what `oriel doctor` counts and what tests
// compare with what they logged. Reads the whole log into memory, so not for viewers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "format/writer_reader.h"

namespace oriel::format {

struct CollectedPoint {
  uint64_t seq = 0;
  int64_t step = 0;
  int64_t wall_us = 0;
  double value = 0;
  uint16_t generation = 0;
};

struct CollectedRecord {
  uint64_t seq = 0;
  int64_t step = 0;
  std::string stream;  // empty: an event
  RecordKind kind = RecordKind::kText;
  std::string bytes;  // content, or the event's text; empty if it stands in a file
  std::string file;   // relative to the run directory
  uint64_t file_size = 0;
  uint32_t file_crc = 0;
};

struct Collected {
  std::map<std::string, std::vector<CollectedPoint>> series;  // each by seq
  std::vector<CollectedRecord> records;
  WriterFile file;
  bool alive = false;
  uint64_t dropped = 0;
  uint64_t next_seq = 0;
  uint64_t points = 0;
  std::vector<Damage> damage;  // damaged blocks included
};

Collected collect(const std::string& run_dir, int writer = 0);

}  // namespace oriel::format
