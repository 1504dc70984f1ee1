// WriterLog: one writer's files. Frames go in as they were drained from a ring; rows come out in
// the tail at once, sealed columns in the log when there are enough (docs/log_format.md, "Tail and
// log").
//
// It has no thread of its own. append() and flush() belong to one thread (the recorder's drain
// thread); begin_sync() and end_sync() may be called by another: a mutex guards what they share,
// held for microseconds. Appending costs about 10 ns per scalar plus the write; sealing 10–20 ns
// per value.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "format/chunk.h"
#include "format/columns.h"
#include "format/frame.h"

namespace oriel::format {

// Where frames come from: bytes [from, to) of a ring. kNoRing: from the recorder itself.
struct RingRange {
  static constexpr uint32_t kNoRing = UINT32_MAX;
  uint32_t ring = kNoRing;
  uint64_t from = 0;
  uint64_t to = 0;
};

struct WriterLogOptions {
  std::string run_dir;
  int writer = 0;
  std::string uuid;
  uint16_t generation = 0;
  uint32_t first_segment = 1;
  uint64_t first_seq = 0;
  uint64_t tail_bytes = 8 << 20;       // a tail is closed at this size
  uint64_t chunk_bytes = 128 << 10;    // of columns
  uint64_t index_bytes = 4 << 20;      // of log between two index chunks
  uint64_t segment_bytes = 960 << 20;  // a log segment is closed at this size
};

class WriterLog {
 public:
  // name_of(id) must answer for every id in a frame given to append().
  using NameOf = std::function<std::string_view(uint32_t)>;

  WriterLog(base::FileSystem& fs, WriterLogOptions options, NameOf name_of);
  ~WriterLog();

  // Appends whole frames to the tail: all of them or, on failure, none; then the same call may be
  // made again. `anchor` turns their ticks into wall time; without one they carry wall time
  // already.
  base::Status append(const RingRange& range, base::Bytes frames, const base::TickAnchor* anchor);

  // Seals what is pending: full blocks are sealed by append(); `everything` seals the partial ones
  // too.
  base::Status flush(bool everything);

  // flush(true), then a last index; nothing may be appended afterwards.
  base::Status finish();

  // The two halves of a sync: what to sync, taken under the lock; and what to do once it is on disk
  // (removing tails whose content is sealed and synced).
  struct SyncWork {
    std::vector<std::shared_ptr<base::AppendFile>> tails;
    std::vector<std::shared_ptr<base::AppendFile>> logs;
    bool directory = false;
    uint64_t sealed_seq = 0;
  };
  SyncWork begin_sync();
  base::Status run_sync(const SyncWork& work);  // the slow part; takes no lock
  void end_sync(const SyncWork& work, bool succeeded);
  base::Status sync();  // the three in a row

  uint64_t next_seq() const { return next_seq_; }
  uint64_t points() const { return points_; }
  int64_t last_step() const { return last_step_; }
  size_t series_seen() const { return series_seen_; }

 private:
  struct Column {
    std::vector<double> values;
    std::vector<int64_t> steps;
    std::vector<uint64_t> seqs;
    bool seen = false;
  };
  struct Tail {
    std::string path;
    std::shared_ptr<base::AppendFile> file;
    uint64_t seq_end = 0;  // this and what follows: guarded by mutex_
    bool dirty = false;
    bool closed = false;
  };
  struct IndexedChunk {
    uint64_t offset;
    uint32_t size;
    ChunkHeader header;
    std::vector<BlockEntry> blocks;
  };

  base::Result<std::shared_ptr<base::AppendFile>> create_segment(bool tail, std::string* path);
  base::Status append_chunk(base::AppendFile& file, ChunkHeader header, base::Bytes payload);
  base::Status write_rows(const RingRange& range, base::Bytes frames,
                          const base::TickAnchor* anchor);
  base::Status open_tail();
  void close_tail_if_full();
  void take_frames(base::Bytes frames, uint64_t seq);
  void seal_column(uint32_t id);
  void seal_times();
  void seal_old_tails();
  base::Status open_log();
  base::Status write_columns();
  base::Status write_records();
  base::Status write_index();
  void log_grew();
  uint64_t sealed_seq(uint64_t builder_seq, uint64_t records_seq) const;
  base::Status cover_stale_end(base::AppendFile& file);
  ChunkHeader new_header(ChunkType type) const;

  base::FileSystem& fs_;
  const WriterLogOptions options_;
  const NameOf name_of_;

  uint32_t next_segment_;
  uint64_t next_seq_;
  uint64_t points_ = 0;
  int64_t last_step_ = 0;
  size_t series_seen_ = 0;

  // Pending: in the tail, not yet in the log.
  std::vector<Column> columns_;
  std::vector<int64_t> times_;
  uint64_t times_seq_;
  std::vector<uint8_t> records_;  // seq (u64), then the frame
  uint64_t records_seq_ = UINT64_MAX;
  uint64_t records_seq_end_ = 0;
  ColumnsBuilder builder_;
  uint64_t builder_seq_ = UINT64_MAX;  // smallest seq in builder_

  // Scratch of write_rows().
  std::vector<uint8_t> payload_;
  std::vector<uint8_t> chunk_;
  std::vector<uint64_t> name_used_;  // by id: the number of the last chunk that carries the name
  uint64_t chunk_number_ = 0;

  std::vector<IndexedChunk> indexed_;
  uint64_t indexed_bytes_ = 0;
  uint64_t previous_index_ = UINT64_MAX;

  std::shared_ptr<Tail> tail_;             // the open one
  std::shared_ptr<base::AppendFile> log_;  // the open one

  std::mutex mutex_;  // guards what follows, which the syncing thread uses as well
  std::deque<std::shared_ptr<Tail>> tails_;
  std::vector<std::shared_ptr<base::AppendFile>> unsynced_logs_;
  bool directory_dirty_ = false;
  uint64_t sealed_seq_ = 0;  // everything below is in the log, not necessarily synced
};

// The parts of a kRows payload.
struct RowsView {
  RingRange range;
  std::vector<std::pair<uint32_t, std::string_view>> names;
  base::Bytes frames;
};
std::optional<RowsView> parse_rows(base::Bytes payload);

// The parts of a kRecords payload: names, then records_() as above.
struct RecordsView {
  std::vector<std::pair<uint32_t, std::string_view>> names;
  std::vector<std::pair<uint64_t, FrameView>> frames;  // seq, frame
};
std::optional<RecordsView> parse_records(base::Bytes payload);

// The parts of a kIndex payload.
struct IndexView {
  struct Chunk {
    uint64_t offset = 0;
    uint32_t size = 0;
    ChunkHeader header;  // type, seq, step and wall ranges; head_size
    std::vector<BlockEntry> blocks;
  };
  uint64_t previous = UINT64_MAX;
  std::vector<std::pair<uint32_t, std::string_view>> names;
  std::vector<Chunk> chunks;
};
std::optional<IndexView> parse_index(base::Bytes payload);

// The payload of the kSegment chunk that starts every file.
struct SegmentView {
  std::string_view uuid;
  uint32_t segment = 0;
  bool tail = false;
};
std::optional<SegmentView> parse_segment(base::Bytes payload);

}  // namespace oriel::format
