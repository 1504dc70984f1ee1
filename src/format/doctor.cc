#include "format/doctor.h"

#include <algorithm>
#include <map>

#include "base/crc32c.h"
#include "base/file.h"
#include "format/chunk.h"
#include "format/collect.h"
#include "format/ring.h"
#include "format/writer_log.h"

namespace oriel::format {
namespace {

std::string number(uint64_t n) {
  std::string s = std::to_string(n);
  for (int at = static_cast<int>(s.size()) - 3; at > 0; at -= 3)
    s.insert(static_cast<size_t>(at), ",");
  return s;
}

std::string plural(uint64_t n, const std::string& what) {
  return number(n) + " " + what + (n == 1 ? "" : "s");
}

std::string file_name(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);
}

// What stood in the chunk at `offset`, as far as an index chunk of the same file remembers.
std::string remembered(const std::string& path, uint64_t offset) {
  auto file = base::MappedFile::open(path);
  if (!file.ok()) return "";
  ChunkScanner scanner(file->bytes());
  while (const auto chunk = scanner.next()) {
    if (chunk->header.type != ChunkType::kIndex || !payload_intact(chunk->header, chunk->payload)) {
      continue;
    }
    const auto index = parse_index(chunk->payload);
    if (!index) continue;
    std::map<uint32_t, std::string_view> names(index->names.begin(), index->names.end());
    for (const auto& c : index->chunks) {
      if (c.offset != offset) continue;
      std::map<std::string, uint64_t> lost;
      for (const BlockEntry& e : c.blocks) {
        if (e.series != kTimesSeries) lost[std::string(names[e.series])] += e.count;
      }
      std::string text;
      for (const auto& [name, count] : lost) {
        text += (text.empty() ? "" : ", ") + plural(count, "point") + " of " + name;
      }
      return text;
    }
  }
  return "";
}

class Examiner {
 public:
  explicit Examiner(std::string dir) : dir_(std::move(dir)) {}

  Examination run() {
    if (!check_run_file()) return out_;
    const std::vector<int> writers = list_writers(dir_);
    if (writers.empty()) out_.findings.push_back("log/ holds no writer: nothing was recorded");
    for (const int writer : writers) check_writer(writer);
    return out_;
  }

 private:
  bool check_run_file() {
    auto bytes = base::read_file(run_file_path(dir_), 16 << 20);
    if (!bytes.ok() && list_writers(dir_).empty()) {
      out_.is_run = false;
      out_.findings.push_back(dir_ + " is not a run directory: " + bytes.status().message());
      return false;
    }
    if (!bytes.ok()) {
      out_.findings.push_back("run.json is missing: name, config, tags and notes are lost");
    } else if (const auto run = parse_run_file(base::as_text(*bytes)); !run.ok()) {
      out_.findings.push_back("run.json is unreadable: name, config, tags and notes are lost (" +
                              run.status().message() + ")");
    }
    return true;
  }

  void check_writer(int writer) {
    const Collected all = collect(dir_, writer);
    const std::string who = "writer " + std::to_string(writer);
    check_writer_file(writer);
    state_of(who, all);
    for (const Damage& d : all.damage) describe(d);
    check_ends(writer, all);
    check_blobs(all);
    check_counts(who, all);
    check_rings(who, all);
    if (all.dropped > 0) {
      out_.facts.push_back(who + " dropped " + plural(all.dropped, "point") +
                           " while recording (no damage: they were never taken)");
    }
    out_.points += all.points;
  }

  void check_writer_file(int writer) {
    auto bytes = base::read_file(writer_file_path(dir_, writer), 16 << 20);
    if (bytes.ok() && parse_writer_file(base::as_text(*bytes)).ok()) return;
    out_.findings.push_back(file_name(writer_file_path(dir_, writer)) +
                            " is unreadable: how this writer ended is unknown");
  }

  void state_of(const std::string& who, const Collected& all) {
    const char* state = all.alive                                    ? "running"
                        : all.file.status == WriterStatus::kFinished ? "finished"
                        : all.file.status == WriterStatus::kFailed
                            ? "failed"
                            : "crashed (its process is gone)";
    out_.facts.push_back(who + ": " + state + "; " + plural(all.points, "point") + " in " +
                         number(all.series.size()) + " series, " +
                         plural(all.records.size(), "record") + " and events");
  }

  void describe(const Damage& d) {
    std::string text;
    if (!d.file.empty()) {
      text = file_name(d.file) + ": " + d.what + " at byte " + number(d.offset) + " (" +
             number(d.size) + " bytes)";
      if (const std::string lost = remembered(d.file, d.offset); !lost.empty()) text += ": " + lost;
    } else {
      text = "lost: " + d.what;
    }
    out_.findings.push_back(text);
  }

  // Bytes behind the last readable chunk, and chunks whose payload nobody else has checked.
  void check_ends(int writer, const Collected& all) {
    for (const SegmentName& segment : list_segments(dir_, writer)) {
      auto file = base::MappedFile::open(segment.path);
      if (!file.ok()) {
        out_.findings.push_back(file.status().message());
        continue;
      }
      ChunkScanner scanner(file->bytes());
      while (const auto chunk = scanner.next()) {
        const bool ours =
            chunk->header.type == ChunkType::kSegment || chunk->header.type == ChunkType::kIndex;
        if (ours && !payload_intact(chunk->header, chunk->payload)) {
          out_.facts.push_back(file_name(segment.path) +
                               ": a damaged chunk of bookkeeping at byte " + number(chunk->offset) +
                               "; no data is lost with it");
        }
      }
      const uint64_t rest = file->bytes().size() - scanner.position();
      const bool reported = std::any_of(all.damage.begin(), all.damage.end(), [&](const auto& d) {
        return d.file == segment.path && d.offset == scanner.position();
      });
      if (rest == 0 || all.alive || reported) continue;
      out_.facts.push_back(file_name(segment.path) + " ends with " + plural(rest, "byte") +
                           " that are no whole chunk: an interrupted write; what it was to hold "
                           "stands elsewhere");
    }
  }

  void check_blobs(const Collected& all) {
    for (const CollectedRecord& r : all.records) {
      if (r.file.empty()) continue;
      auto bytes = base::read_file(base::join_path(dir_, r.file));
      const std::string where = r.stream + " at step " + std::to_string(r.step);
      if (!bytes.ok()) {
        out_.findings.push_back("lost: " + where + " (" + bytes.status().message() + ")");
      } else if (bytes->size() != r.file_size || base::crc32c(*bytes) != r.file_crc) {
        out_.findings.push_back("damaged: " + where + " (" + r.file + ")");
      }
    }
  }

  // A writer that ended says how many points it had handed over.
  void check_counts(const std::string& who, const Collected& all) {
    if (all.alive || all.file.status == WriterStatus::kRunning) return;
    // Counts are per life of the writer; with several lives only the sum of them is known.
    if (all.file.generations.size() > 1 || all.points >= all.file.points) return;
    const uint64_t lost = all.file.points - all.points;
    out_.lost_points += lost;
    out_.findings.push_back(who + " recorded " + plural(all.file.points, "point") + "; " +
                            number(lost) + " of them are lost");
  }

  void check_rings(const std::string& who, const Collected& all) {
    if (all.alive) return;
    uint64_t bytes = 0;
    auto paths = list_rings(all.file.ring_dir, all.file.uuid);
    for (auto& p : list_rings(base::join_path(dir_, "ring"), all.file.uuid)) {
      if (std::find(paths.begin(), paths.end(), p) == paths.end()) paths.push_back(p);
    }
    for (const std::string& path : paths) {
      if (const auto ring = read_orphan_ring(path); ring.ok()) bytes += ring->bytes.size();
    }
    if (paths.empty()) return;
    out_.advice.push_back(who + " left " + plural(paths.size(), "ring") + " with " + number(bytes) +
                          " bytes of frames in memory; they are counted above, and would go with a "
                          "reboot: `oriel doctor --repair` writes them to the log");
  }

  const std::string dir_;
  Examination out_;
};

}  // namespace

Examination examine(const std::string& run_dir) {
  return Examiner(run_dir).run();
}

}  // namespace oriel::format
