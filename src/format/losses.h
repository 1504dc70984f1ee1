// Losses: which of the things that a reader could not read are really lost.
//
// A writer's files overlap on purpose: rows stand in tails until they are sealed in the log and
// synced, and what is in no file is still in a ring. A damaged chunk, a stretch that is no chunk
// and the torn end of a file are therefore only suspects; they are judged when the rest has been
// read (docs/log_format.md, "Damage"). Owned by a WriterReader, used by its thread; pure
// bookkeeping, a few dozen bytes per suspect and index entry.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "format/chunk.h"
#include "format/writer_log.h"

namespace oriel::format {

struct Damage {
  std::string file;
  uint64_t offset = 0;
  uint64_t size = 0;
  std::string what;
};

// A set of numbers as ranges [from, to).
class Ranges {
 public:
  void add(uint64_t from, uint64_t to);
  bool covers(uint64_t from, uint64_t to) const;
  // The largest end of a range that begins below n, but n at most; 0 if there is none.
  uint64_t end_before(uint64_t n) const;
  std::vector<std::pair<uint64_t, uint64_t>> missing(uint64_t from, uint64_t to) const;
  const std::map<uint64_t, uint64_t>& all() const { return ranges_; }
  uint64_t end() const { return ranges_.empty() ? 0 : ranges_.rbegin()->second; }

 private:
  std::map<uint64_t, uint64_t> ranges_;  // from -> to; apart from each other
};

// Something in a file that could not be read.
struct Suspect {
  std::string file;
  bool tail = false;
  uint64_t offset = 0;
  uint64_t size = 0;
  bool at_end = false;                // nothing readable follows: perhaps a torn write
  std::optional<ChunkHeader> header;  // of a chunk whose payload is damaged
  uint64_t seq_after = 0;      // of the chunk that follows; at the end, of the frames to come
  uint64_t sealed_before = 0;  // by the chunks of logs read before it
};

class Losses {
 public:
  // Rows that were read, in order. They came from these bytes of a ring, which is drained in order.
  void rows(uint64_t seq_first, uint64_t seq_end, const RingRange& range);
  // A dead writer's ring: it had been drained up to `tail`; what is left becomes frames from
  // `next_seq` on, which count as rows.
  void orphan(uint32_t ring, uint64_t tail, uint64_t next_seq);
  void log_chunk(const ChunkHeader& header);
  void index(const std::string& file, uint64_t offset, const IndexView& index);
  void suspect(Suspect suspect) { suspects_.push_back(std::move(suspect)); }

  const Ranges& sealed() const { return sealed_; }
  const Ranges& rows() const { return rows_; }
  uint64_t sealed_end() const { return sealed_end_; }

  // Adds what is lost to `damage`. While the writer lives the ends of files are left for later.
  // `frames`: what an ended writer says it had recorded, else 0. Returns the first sequence number
  // above all that was lost.
  uint64_t judge(bool alive, uint64_t next_seq, uint64_t frames, std::vector<Damage>& damage);

 private:
  struct IndexedSpan {  // an index lists every chunk of data in [from, to)
    uint64_t from = 0;
    uint64_t to = 0;
    std::vector<std::pair<uint64_t, uint64_t>> chunks;  // offset, size
  };
  struct Position {
    uint64_t to = 0;
    uint64_t jumps = 0;
  };
  void note_jump(uint64_t seq_first);
  void note_ring(uint32_t ring, uint64_t from);
  bool harmless(const Suspect& s, uint64_t next_seq, uint64_t frames) const;
  bool stretch_of_log_harmless(const Suspect& s, uint64_t next_seq) const;
  bool holds_no_data(const Suspect& s) const;
  void report(const Suspect& s, std::vector<Damage>& damage);

  Ranges rows_;
  Ranges sealed_;
  Ranges known_;  // rows or sealed
  uint64_t sealed_end_ = 0;
  uint64_t jumps_ = 0;                      // how often rows did not follow the rows before them
  std::map<uint32_t, Position> positions_;  // by ring: drained to, and when
  std::map<uint32_t, uint64_t> ring_gaps_;  // by ring: bytes that no file has
  std::map<std::string, std::vector<IndexedSpan>> spans_;
  std::vector<Suspect> suspects_;
  Ranges reported_;  // sequence numbers whose loss was reported
};

}  // namespace oriel::format
