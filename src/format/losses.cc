#include "format/losses.h"

#include <algorithm>

namespace oriel::format {
namespace {

// The segment chunk that starts every file: number, kind, a uuid of 32 digits.
constexpr uint64_t kSegmentChunkSize = kChunkHeaderSize + 40;

}  // namespace

void Ranges::add(uint64_t from, uint64_t to) {
  if (from >= to) return;
  auto at = ranges_.upper_bound(from);
  if (at != ranges_.begin() && std::prev(at)->second >= from) {
    --at;
    from = at->first;
  }
  while (at != ranges_.end() && at->first <= to) {
    to = std::max(to, at->second);
    at = ranges_.erase(at);
  }
  ranges_[from] = to;
}

bool Ranges::covers(uint64_t from, uint64_t to) const {
  if (from >= to) return true;
  const auto at = ranges_.upper_bound(from);
  return at != ranges_.begin() && std::prev(at)->second >= to;
}

uint64_t Ranges::end_before(uint64_t n) const {
  const auto at = ranges_.lower_bound(n);
  return at == ranges_.begin() ? 0 : std::min(n, std::prev(at)->second);
}

std::vector<std::pair<uint64_t, uint64_t>> Ranges::missing(uint64_t from, uint64_t to) const {
  std::vector<std::pair<uint64_t, uint64_t>> out;
  for (const auto& [first, end] : ranges_) {
    if (end <= from) continue;
    if (first >= to) break;
    if (first > from) out.emplace_back(from, first);
    from = end;
  }
  if (from < to) out.emplace_back(from, to);
  return out;
}

// Where sequence numbers jump, the numbers tell what is missing (and perhaps sealed in the log).
void Losses::note_jump(uint64_t seq_first) {
  if (rows_.end_before(seq_first) < seq_first) ++jumps_;
}

// The ring went on from here. Tails are removed oldest first, so a ring that is named in one that
// is left, or whose first tail is left, is fully accounted for. Frames that are missing without a
// jump had numbers that others got later: a lost end, after which the rings were drained.
void Losses::note_ring(uint32_t ring, uint64_t from) {
  const auto known = positions_.find(ring);
  if (known == positions_.end() && !rows_.covers(0, 1)) return;
  const Position position = known == positions_.end() ? Position() : known->second;
  if (from > position.to && position.jumps == jumps_) ring_gaps_[ring] += from - position.to;
}

void Losses::orphan(uint32_t ring, uint64_t tail, uint64_t next_seq) {
  note_jump(next_seq);
  note_ring(ring, tail);
}

void Losses::rows(uint64_t seq_first, uint64_t seq_end, const RingRange& range) {
  note_jump(seq_first);
  if (range.ring != RingRange::kNoRing) {
    note_ring(range.ring, range.from);
    Position& position = positions_[range.ring];
    position = {std::max(position.to, range.to), jumps_};
  }
  rows_.add(seq_first, seq_end);
  known_.add(seq_first, seq_end);
}

void Losses::log_chunk(const ChunkHeader& header) {
  sealed_.add(header.sealed_from, header.sealed_to);
  known_.add(header.sealed_from, header.sealed_to);
  sealed_end_ = std::max(sealed_end_, header.sealed_to);
}

void Losses::index(const std::string& file, uint64_t offset, const IndexView& index) {
  IndexedSpan span{index.previous == UINT64_MAX ? 0 : index.previous, offset, {}};
  for (const auto& c : index.chunks) span.chunks.emplace_back(c.offset, c.size);
  spans_[file].push_back(std::move(span));
}

// An index that follows lists all chunks of data around it, and none of them lies here: it was the
// segment chunk or another index.
bool Losses::holds_no_data(const Suspect& s) const {
  if (s.offset == 0 && s.size == kSegmentChunkSize) return true;
  const auto spans = spans_.find(s.file);
  if (spans == spans_.end()) return false;
  for (const IndexedSpan& span : spans->second) {
    if (span.from > s.offset || span.to < s.offset + s.size) continue;
    return std::none_of(span.chunks.begin(), span.chunks.end(), [&](const auto& c) {
      return c.first < s.offset + s.size && c.first + c.second > s.offset;
    });
  }
  return false;
}

bool Losses::stretch_of_log_harmless(const Suspect& s, uint64_t next_seq) const {
  return holds_no_data(s) || rows_.covers(s.sealed_before, next_seq);
}

bool Losses::harmless(const Suspect& s, uint64_t next_seq, uint64_t frames) const {
  const bool file_cut = s.tail && s.at_end && s.header && s.header->type == ChunkType::kSegment;
  if (s.header && !file_cut) {
    const ChunkHeader& h = *s.header;
    switch (h.type) {
      case ChunkType::kRows:
        if (s.at_end && !ring_gaps_.empty()) return false;  // its numbers may be another's by now
        return known_.covers(h.seq_first, h.seq_end);
      case ChunkType::kColumns:
      case ChunkType::kRecords:
        return rows_.covers(h.seq_first, h.seq_end);
      default:
        return true;
    }
  }
  if (s.tail && s.at_end) {
    // A torn write: its frames were in a ring still, from where they come next.
    return ring_gaps_.empty() && known_.covers(s.seq_after, frames > 0 ? frames : s.seq_after + 1);
  }
  if (s.tail) return known_.end_before(s.seq_after) == s.seq_after;
  if (!s.at_end) return stretch_of_log_harmless(s, next_seq);
  return rows_.covers(sealed_end_, std::max(next_seq, frames));
}

void Losses::report(const Suspect& s, std::vector<Damage>& damage) {
  if (s.header) {
    reported_.add(s.header->seq_first, s.header->seq_end);
    damage.push_back({s.file, s.offset, s.size, "damaged chunk"});
    return;
  }
  if (s.tail && !s.at_end) reported_.add(known_.end_before(s.seq_after), s.seq_after);
  damage.push_back({s.file, s.offset, s.size, s.at_end ? "an end that is no chunk" : "unreadable"});
}

uint64_t Losses::judge(bool alive, uint64_t next_seq, uint64_t frames,
                       std::vector<Damage>& damage) {
  std::vector<Suspect> later;
  uint64_t lost_end = 0;
  for (Suspect& s : suspects_) {
    if (alive && s.at_end) {
      later.push_back(std::move(s));
    } else if (!harmless(s, next_seq, frames)) {
      report(s, damage);
      if (s.header) lost_end = std::max(lost_end, s.header->seq_end);
    }
  }
  suspects_ = std::move(later);
  if (alive) return lost_end;
  for (const auto& [from, to] : known_.missing(0, std::max(next_seq, frames))) {
    for (const auto& [first, end] : reported_.missing(from, to)) {
      damage.push_back({"", 0, 0,
                        std::to_string(end - first) + " frames (numbers " + std::to_string(first) +
                            " to " + std::to_string(end - 1) +
                            ") are in no file: one was cut or is gone"});
    }
  }
  if (!damage.empty()) return lost_end;
  for (const auto& [ring, bytes] : ring_gaps_) {
    damage.push_back({"", 0, 0,
                      std::to_string(bytes) + " bytes of frames that were written from ring " +
                          std::to_string(ring) + " are in no file: a tail was cut"});
  }
  return lost_end;
}

}  // namespace oriel::format
