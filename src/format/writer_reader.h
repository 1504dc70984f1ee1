// WriterReader: everything one writer has put into a run, read as it comes.
//
// poll() looks for new segments and new chunks and hands their content to a sink: sealed blocks by
// reference into the mapped file, rows as frames. It trusts nothing, skips what is damaged and says
// so. Rows may later come again as sealed blocks: whoever listens drops the rows whose sequence
// numbers a block covers. When the writer is dead, what its rings still hold is handed over as
// well, decoded in memory; nothing is ever written.
//
// One thread at a time. A poll without news costs about 10 µs (a directory listing, a few fstat).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/file.h"
#include "format/chunk.h"
#include "format/columns.h"
#include "format/frame.h"
#include "format/losses.h"
#include "format/run_files.h"

namespace oriel::format {

// A block in a mapped log segment. `owner` keeps `data` alive.
struct SealedBlock {
  std::shared_ptr<const void> owner;
  BlockEntry entry;
  std::vector<Leaf> leaves;  // none for kTimesSeries
  base::Bytes data;
  uint16_t generation = 0;
};

class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void on_name(uint32_t id, std::string_view name) = 0;  // before its first use; may repeat
  virtual void on_block(const SealedBlock& block) = 0;
  // Frames with their wall time, in order of seq. Never twice the same one.
  virtual void on_frame(uint64_t seq, uint16_t generation, const FrameView& frame) = 0;
};

class WriterReader {
 public:
  WriterReader(std::string run_dir, int writer);
  ~WriterReader();

  // Hands over what is new. True if anything was.
  bool poll(LogSink& sink);

  // As of the last poll.
  const WriterFile& file() const { return file_; }
  bool alive() const { return alive_; }
  // Nothing more will come: the writer has ended (or died) and all of it was read.
  bool complete() const { return complete_; }
  uint64_t dropped() const { return dropped_; }
  const std::vector<Damage>& damage() const { return damage_; }

  // For recovery: the first unused sequence number and segment, and how far each ring was drained.
  uint64_t next_seq() const { return next_seq_; }
  const Ranges& sealed() const { return losses_.sealed(); }  // frames that the log has
  const Ranges& rows() const { return losses_.rows(); }      // that tails and rings have
  uint32_t next_segment() const { return next_segment_; }
  const std::map<uint32_t, uint64_t>& drained() const { return drained_; }
  const std::map<uint32_t, std::string>& names() const { return names_; }

 private:
  struct Segment;

  bool read_writer_file();
  bool read_segment(Segment& segment, LogSink& sink);
  bool take_chunk(Segment& segment, const FoundChunk& chunk, LogSink& sink);
  void note_end(Segment& segment, const ChunkScanner& scanner, uint64_t file_size);
  bool take_rows(const FoundChunk& chunk, LogSink& sink);
  bool take_columns(const Segment& segment, const FoundChunk& chunk, LogSink& sink);
  bool take_records(const FoundChunk& chunk, LogSink& sink);
  bool list_new_segments();
  bool take_orphans(LogSink& sink);
  void take_name(uint32_t id, std::string_view name, LogSink& sink);
  void deliver(uint64_t seq, uint16_t generation, const FrameView& frame, LogSink& sink);
  void judge();

  const std::string run_dir_;
  const int writer_;
  WriterFile file_;
  int64_t file_stamp_ = -1;
  bool alive_ = false;
  bool complete_ = false;

  std::map<uint32_t, std::unique_ptr<Segment>> segments_;
  std::map<uint32_t, std::string> names_;
  std::unordered_set<uint64_t> records_seen_;
  uint64_t rows_seq_ = 0;  // rows below were handed over
  uint64_t next_seq_ = 0;
  uint32_t next_segment_ = 1;
  std::map<uint32_t, uint64_t> drained_;
  uint64_t dropped_ = 0;
  std::vector<Damage> damage_;
  Losses losses_;
};

// Writes what dead writers left in their rings into new segments and removes the rings; exactly
// once, whoever else tries (docs/log_format.md, "Recovery"). Returns the number of frames
// recovered, over all writers of the run; living writers are left alone.
base::Result<uint64_t> drain_orphans(base::FileSystem& fs, const std::string& run_dir);

}  // namespace oriel::format
