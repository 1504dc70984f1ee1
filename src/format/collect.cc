#include "format/collect.h"

#include <algorithm>

namespace oriel::format {
namespace {

class Collector final : public LogSink {
 public:
  void on_name(uint32_t id, std::string_view name) override { names_[id] = name; }

  void on_block(const SealedBlock& block) override {
    if (!block_intact(block.entry, block.data)) return damaged(block);
    if (block.entry.series == kTimesSeries) return take_times(block);
    auto page = std::make_unique<Page>();
    Series& series = series_[block.entry.series];
    for (const Leaf& leaf : block.leaves) {
      if (uint64_t{leaf.offset} + leaf.size > block.data.size() ||
          !decode_page(block.data.subspan(leaf.offset, leaf.size), kAllColumns, *page)) {
        return damaged(block);
      }
      for (size_t i = 0; i < page->count; ++i) {
        series.points.push_back(
            {page->seqs[i], page->steps[i], 0, page->values[i], block.generation});
      }
    }
    series.sealed[block.entry.seq_first] = block.entry.seq_last;
  }

  void on_frame(uint64_t seq, uint16_t generation, const FrameView& frame) override {
    times_[seq] = static_cast<int64_t>(frame.time);
    if (frame.kind == FrameKind::kScalars) {
      for (size_t i = 0; i < frame.count; ++i) {
        series_[frame.series(i)].rows.push_back({seq, frame.step, 0, frame.value(i), generation});
      }
    } else if (frame.kind == FrameKind::kEvent) {
      records.push_back(
          {seq, frame.step, "", RecordKind::kText, std::string(read_event(frame)), "", 0, 0});
    } else if (const auto r = frame.kind == FrameKind::kRecord ? read_record(frame)
                                                               : std::optional<RecordBody>()) {
      records.push_back({seq, frame.step, names_[r->stream], r->kind,
                         std::string(base::as_text(r->bytes)), std::string(r->file), r->file_size,
                         r->file_crc});
    }
  }

  void finish(const Ranges& rows, Collected& out) {
    report_damaged(rows);
    for (auto& [id, series] : series_) {
      std::string name = names_[id];
      if (name.empty()) name = "unnamed/" + std::to_string(id);
      auto& points = series.points;
      for (const CollectedPoint& row : series.rows) {
        if (!series.covers(row.seq)) points.push_back(row);
      }
      std::stable_sort(points.begin(), points.end(),
                       [](const auto& a, const auto& b) { return a.seq < b.seq; });
      for (CollectedPoint& point : points) {
        const auto time = times_.find(point.seq);
        point.wall_us = time == times_.end() ? 0 : time->second;
      }
      out.points += points.size();
      out.series[name] = std::move(points);
    }
    std::sort(records.begin(), records.end(),
              [](const auto& a, const auto& b) { return a.seq < b.seq; });
    out.records = std::move(records);
  }

  // Every sealed frame has its wall time in a block: none means that a file is gone.
  void find_gaps(const WriterReader& reader, Collected& out) const {
    Ranges timed = reader.rows();
    for (const auto& [seq, time] : times_) timed.add(seq, seq + 1);
    for (const auto& [from, to] : reader.sealed().all()) {
      for (const auto& [first, end] : timed.missing(from, to)) {
        out.damage.push_back({"", 0, 0,
                              std::to_string(end - first) + " frames (numbers " +
                                  std::to_string(first) + " to " + std::to_string(end - 1) +
                                  ") are in no file: one is gone"});
      }
    }
  }

  std::vector<CollectedRecord> records;
  std::vector<Damage> damage;

 private:
  struct Series {
    std::vector<CollectedPoint> points;   // of blocks
    std::vector<CollectedPoint> rows;     // of the tail: those that no block covers count
    std::map<uint64_t, uint64_t> sealed;  // first and last seq of each block
    bool covers(uint64_t seq) const {
      const auto after = sealed.upper_bound(seq);
      return after != sealed.begin() && std::prev(after)->second >= seq;
    }
  };
  void take_times(const SealedBlock& block) {
    std::vector<int64_t> times;
    if (!decode_times(block.data, block.entry, times)) return damaged(block);
    for (size_t i = 0; i < times.size(); ++i) times_[block.entry.seq_first + i] = times[i];
  }
  void damaged(const SealedBlock& block) { damaged_.push_back(block.entry); }

  // A damaged block is a loss only if the tail has not kept its rows.
  void report_damaged(const Ranges& rows) {
    for (const BlockEntry& e : damaged_) {
      size_t kept = 0;
      if (e.series == kTimesSeries) {
        for (uint64_t seq = e.seq_first; seq <= e.seq_last; ++seq) {
          kept += times_.count(seq) != 0 || rows.covers(seq, seq + 1);
        }
      } else {
        for (const CollectedPoint& row : series_[e.series].rows) {
          kept += row.seq >= e.seq_first && row.seq <= e.seq_last;
        }
      }
      if (kept >= e.count) continue;
      const std::string what = e.series == kTimesSeries
                                   ? " wall times"
                                   : " points of " + names_[e.series] + " between steps " +
                                         std::to_string(e.step_min) + " and " +
                                         std::to_string(e.step_max);
      damage.push_back({"", 0, e.data_size, std::to_string(e.count - kept) + what});
    }
  }

  std::vector<BlockEntry> damaged_;
  std::map<uint32_t, std::string> names_;
  std::map<uint32_t, Series> series_;
  std::map<uint64_t, int64_t> times_;
};

}  // namespace

Collected collect(const std::string& run_dir, int writer) {
  Collector collector;
  WriterReader reader(run_dir, writer);
  // More than once where somebody is draining the dead writer's rings at this moment.
  for (int i = 0; i < 100 && !reader.complete(); ++i) {
    reader.poll(collector);
    if (reader.alive()) break;
  }
  Collected out;
  collector.finish(reader.rows(), out);
  out.file = reader.file();
  out.alive = reader.alive();
  out.dropped = reader.dropped();
  out.next_seq = reader.next_seq();
  out.damage = reader.damage();
  out.damage.insert(out.damage.end(), collector.damage.begin(), collector.damage.end());
  if (out.damage.empty() && reader.complete()) collector.find_gaps(reader, out);
  return out;
}

}  // namespace oriel::format
