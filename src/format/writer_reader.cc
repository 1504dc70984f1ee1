#include "format/writer_reader.h"

#include <sys/stat.h>

#include <algorithm>

#include "format/ring.h"
#include "format/writer_log.h"

namespace oriel::format {
namespace {

// Address space for a segment that still grows; a larger file is mapped anew.
constexpr uint64_t kTailRoom = 16 << 20;
constexpr uint64_t kLogRoom = 1 << 30;

// Changes whenever the file was replaced.
int64_t stamp_of(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) return -1;
  const uint64_t stamp = uint64_t{info.st_ino} * 1'000'003 +
                         static_cast<uint64_t>(info.st_mtim.tv_sec) * 1'000'000'000 +
                         static_cast<uint64_t>(info.st_mtim.tv_nsec);
  return static_cast<int64_t>(stamp >> 1);
}

// Where a writer's rings may be: where it said, or in the run directory if that place was full.
std::vector<std::string> rings_of(const std::string& run_dir, const WriterFile& file) {
  std::vector<std::string> paths = list_rings(file.ring_dir, file.uuid);
  const std::string own = base::join_path(run_dir, "ring");
  if (own != file.ring_dir) {
    for (std::string& path : list_rings(own, file.uuid)) paths.push_back(std::move(path));
  }
  return paths;
}

// What dead writers have left; rings that cannot be read are damage.
std::vector<OrphanRing> read_rings(const std::string& run_dir, const WriterFile& file,
                                   std::vector<Damage>& damage) {
  std::vector<OrphanRing> rings;
  for (const std::string& path : rings_of(run_dir, file)) {
    auto ring = read_orphan_ring(path);
    if (!ring.ok()) {
      if (ring.status().error_number() != ENOENT)
        damage.push_back({path, 0, 0, ring.status().message()});
      continue;
    }
    const size_t left = ring->bytes.size();
    // The kernel wrote the pages of a ring on a disk in any order before the machine stopped.
    const bool other_boot = file.boot_id != base::boot_id();
    keep_whole_frames(*ring, other_boot);
    if (ring->bytes.size() < left) {
      damage.push_back({path, ring->bytes.size(), left - ring->bytes.size(),
                        other_boot ? "the machine stopped before this part of the ring was written"
                                   : "not a frame"});
    }
    rings.push_back(std::move(*ring));
  }
  return rings;
}

// Listens to nothing.
class NullSink final : public LogSink {
 public:
  void on_name(uint32_t, std::string_view) override {}
  void on_block(const SealedBlock&) override {}
  void on_frame(uint64_t, uint16_t, const FrameView&) override {}
};

}  // namespace

struct WriterReader::Segment {
  std::string path;
  bool tail = false;
  std::shared_ptr<base::MappedFile> map;
  uint64_t read = 0;     // up to here everything was taken
  uint64_t skipped = 0;  // damaged stretches noted up to here
  uint64_t seq_end = 0;  // of the last chunk of rows
  bool gone = false;     // removed: everything in it is sealed
};

WriterReader::WriterReader(std::string run_dir, int writer)
    : run_dir_(std::move(run_dir)), writer_(writer) {}
WriterReader::~WriterReader() = default;

bool WriterReader::read_writer_file() {
  const std::string path = writer_file_path(run_dir_, writer_);
  const int64_t stamp = stamp_of(path);
  if (stamp == file_stamp_) return false;
  auto bytes = base::read_file(path, 16 << 20);
  if (!bytes.ok()) return false;
  auto parsed = parse_writer_file(base::as_text(*bytes));
  if (!parsed.ok()) return false;
  file_ = std::move(*parsed);
  file_stamp_ = stamp;
  return true;
}

bool WriterReader::poll(LogSink& sink) {
  bool news = read_writer_file();
  if (complete_ && !news) return false;
  complete_ = false;  // or somebody has resumed the run
  // In this order: a writer that is dead now has written everything it ever will.
  const bool was_alive = std::exchange(alive_, WriterLock::is_held(lock_path(run_dir_, writer_)));
  news |= was_alive != alive_;
  if (!alive_) news |= read_writer_file();

  list_new_segments();
  for (auto& [number, segment] : segments_) {
    if (!segment->gone) news |= read_segment(*segment, sink);
  }
  if (!alive_) news |= take_orphans(sink);
  judge();
  return news;
}

bool WriterReader::list_new_segments() {
  bool any = false;
  for (const SegmentName& name : list_segments(run_dir_, writer_)) {
    next_segment_ = std::max(next_segment_, name.segment + 1);
    auto& segment = segments_[name.segment];
    if (segment != nullptr) continue;
    any = true;
    segment = std::make_unique<Segment>();
    segment->path = name.path;
    segment->tail = name.tail;
  }
  return any;
}

bool WriterReader::read_segment(Segment& s, LogSink& sink) {
  if (s.map == nullptr) {
    auto map = base::MappedFile::open(s.path, alive_ ? (s.tail ? kTailRoom : kLogRoom) : 0);
    if (!map.ok()) {
      s.gone = map.status().error_number() == ENOENT;
      return false;
    }
    s.map = std::make_shared<base::MappedFile>(std::move(*map));
  }
  const base::Bytes file = s.map->refresh();
  if (file.size() == s.read) {
    if (s.tail && !base::file_exists(s.path)) {
      s.gone = true;
      s.map = nullptr;
    }
    return false;
  }
  ChunkScanner scanner(file, s.read);
  bool news = false;
  while (const auto chunk = scanner.next()) {
    for (const SkippedBytes& skipped : scanner.skipped()) {
      if (skipped.offset < s.skipped) continue;
      losses_.suspect({s.path, s.tail, skipped.offset, skipped.size, false, std::nullopt,
                       chunk->header.seq_first, losses_.sealed_end()});
      s.skipped = skipped.offset + skipped.size;
    }
    const bool last = scanner.position() >= file.size();
    if (last && !payload_intact(chunk->header, chunk->payload)) {
      if (alive_) return news;  // on its way
      losses_.suspect({s.path, s.tail, chunk->offset, chunk->header.chunk_size(), true,
                       chunk->header, 0, losses_.sealed_end()});
      s.read = scanner.position();
      return true;
    }
    s.read = scanner.position();
    news |= take_chunk(s, *chunk, sink);
  }
  if (!alive_) note_end(s, scanner, file.size());
  return news;
}

// Bytes of a dead writer behind its last whole chunk.
void WriterReader::note_end(Segment& s, const ChunkScanner& scanner, uint64_t file_size) {
  const uint64_t at = scanner.position();
  if (at >= file_size) return;
  losses_.suspect({s.path, s.tail, at, file_size - at, true,
                   decode_header(s.map->bytes().subspan(at)),
                   s.seq_end > 0 ? s.seq_end : std::max(losses_.rows().end(), losses_.sealed_end()),
                   losses_.sealed_end()});
}

// Only when all is read can be told what is lost: the rest may stand elsewhere.
void WriterReader::judge() {
  const bool ended = !alive_ && file_.status != WriterStatus::kRunning;
  if (!alive_ && !complete_) return;
  next_seq_ =
      std::max(next_seq_, losses_.judge(alive_, next_seq_, ended ? file_.frames : 0, damage_));
}

bool WriterReader::take_chunk(Segment& segment, const FoundChunk& chunk, LogSink& sink) {
  bool ok = true;
  switch (chunk.header.type) {
    case ChunkType::kColumns:
      ok = head_intact(chunk.header, chunk.payload) && take_columns(segment, chunk, sink);
      losses_.log_chunk(chunk.header);
      break;
    case ChunkType::kRows:
      ok = payload_intact(chunk.header, chunk.payload) && take_rows(chunk, sink);
      segment.seq_end = chunk.header.seq_end;
      break;
    case ChunkType::kRecords:
      ok = payload_intact(chunk.header, chunk.payload) && take_records(chunk, sink);
      losses_.log_chunk(chunk.header);
      break;
    case ChunkType::kIndex:
      if (payload_intact(chunk.header, chunk.payload)) {
        if (const auto index = parse_index(chunk.payload)) {
          losses_.index(segment.path, chunk.offset, *index);
        }
      }
      return false;
    default:
      return false;  // nothing in it for us, or from a newer version
  }
  next_seq_ = std::max(next_seq_, chunk.header.seq_end);
  if (!ok) {
    losses_.suspect({segment.path, segment.tail, chunk.offset, chunk.header.chunk_size(), false,
                     chunk.header, 0, losses_.sealed_end()});
  }
  return true;
}

void WriterReader::take_name(uint32_t id, std::string_view name, LogSink& sink) {
  const auto [at, is_new] = names_.try_emplace(id, name);
  if (is_new) sink.on_name(id, at->second);
}

void WriterReader::deliver(uint64_t seq, uint16_t generation, const FrameView& frame,
                           LogSink& sink) {
  switch (frame.kind) {
    case FrameKind::kScalars:
      break;
    case FrameKind::kName:
      if (const auto name = read_name(frame)) take_name(name->id, name->name, sink);
      return;
    case FrameKind::kDropped:
      dropped_ = std::max(dropped_, static_cast<uint64_t>(frame.step));
      break;
    default:
      break;
  }
  if (frame.kind != FrameKind::kScalars && !records_seen_.insert(seq).second) return;
  sink.on_frame(seq, generation, frame);
}

bool WriterReader::take_rows(const FoundChunk& chunk, LogSink& sink) {
  const auto rows = parse_rows(chunk.payload);
  if (!rows) return false;
  if (rows->range.ring != UINT32_MAX) {
    uint64_t& to = drained_[rows->range.ring];
    to = std::max(to, rows->range.to);
  }
  for (const auto& [id, name] : rows->names) take_name(id, name, sink);
  uint64_t seq = chunk.header.seq_first;
  for (size_t at = 0; at < rows->frames.size(); ++seq) {
    const auto frame = read_frame(rows->frames.subspan(at));
    if (!frame) return false;
    if (seq >= rows_seq_) deliver(seq, chunk.header.generation, *frame, sink);
    at += frame->size;
  }
  rows_seq_ = std::max(rows_seq_, seq);
  losses_.rows(chunk.header.seq_first, seq, rows->range);
  return true;
}

bool WriterReader::take_columns(const Segment& segment, const FoundChunk& chunk, LogSink& sink) {
  const auto view = ColumnsView::parse(chunk.payload);
  if (!view) return false;
  for (const auto& [id, name] : view->names()) take_name(id, name, sink);
  for (size_t i = 0; i < view->blocks().size(); ++i) {
    SealedBlock block;
    block.owner = segment.map;
    block.entry = view->blocks()[i];
    const auto leaves = view->leaves(i);
    block.leaves.assign(leaves.begin(), leaves.end());
    block.data = view->data(i);
    block.generation = chunk.header.generation;
    sink.on_block(block);
  }
  return true;
}

bool WriterReader::take_records(const FoundChunk& chunk, LogSink& sink) {
  const auto records = parse_records(chunk.payload);
  if (!records) return false;
  for (const auto& [id, name] : records->names) take_name(id, name, sink);
  for (const auto& [seq, frame] : records->frames) {
    deliver(seq, chunk.header.generation, frame, sink);
  }
  return true;
}

bool WriterReader::take_orphans(LogSink& sink) {
  std::vector<Damage> damage;
  const std::vector<OrphanRing> rings = read_rings(run_dir_, file_, damage);
  // Somebody who drains or resumes the run moves frames out of the rings: all of it again then.
  if (WriterLock::is_held(lock_path(run_dir_, writer_)) || list_new_segments()) return true;
  complete_ = true;
  damage_.insert(damage_.end(), damage.begin(), damage.end());
  for (const OrphanRing& ring : rings) losses_.orphan(ring.id.number, ring.tail, next_seq_);

  bool news = false;
  uint64_t ring_drops = 0;
  // Names first: a frame in one ring may use a name bound in another.
  for (int pass = 0; pass < 2; ++pass) {
    uint64_t seq = next_seq_;
    for (const OrphanRing& ring : rings) {
      uint64_t position = ring.tail;
      const uint64_t drained = drained_[ring.id.number];
      ring_drops += pass == 0 ? ring.dropped : 0;
      for (size_t at = 0; at < ring.bytes.size();) {
        auto frame = read_frame(base::Bytes(ring.bytes).subspan(at));
        if (!frame) break;
        at += frame->size;
        if (position + at <= drained) continue;
        frame->time = static_cast<uint64_t>(ring.anchor.to_wall_us(frame->time));
        if ((frame->kind == FrameKind::kName) == (pass == 0)) {
          deliver(seq, ring.id.generation, *frame, sink);
          news = true;
        }
        ++seq;
      }
    }
    if (pass == 1) {
      losses_.rows(next_seq_, seq, {});
      next_seq_ = seq;
      rows_seq_ = std::max(rows_seq_, seq);
    }
  }
  dropped_ = std::max(dropped_, ring_drops);
  return news;
}

// --- recovery ------------------------------------------------------------------------------------

namespace {

// A copy of a run whose writer lives has no lock that is held, but names the rings of the original.
bool are_in_use(const WriterFile& file, const std::vector<std::string>& rings) {
  if (file.boot_id != base::boot_id()) return false;
  const auto maps = base::read_file("/proc/" + std::to_string(file.pid) + "/maps", 64 << 20);
  if (!maps.ok()) return false;
  return std::any_of(rings.begin(), rings.end(), [&](const std::string& path) {
    return base::as_text(*maps).find(path + "\n") != std::string_view::npos;
  });
}

base::Result<uint64_t> drain_writer(base::FileSystem& fs, const std::string& run_dir, int writer) {
  auto lock = WriterLock::take(lock_path(run_dir, writer));
  if (!lock.ok()) {
    // A living writer looks after its rings itself.
    return lock.status().error_number() == EAGAIN ? base::Result<uint64_t>(uint64_t{0})
                                                  : base::Result<uint64_t>(lock.status());
  }
  auto bytes = base::read_file(writer_file_path(run_dir, writer), 16 << 20);
  if (!bytes.ok()) return bytes.status();
  auto file = parse_writer_file(base::as_text(*bytes));
  if (!file.ok()) return file.status();
  const auto paths = rings_of(run_dir, *file);
  if (paths.empty() || are_in_use(*file, paths)) return uint64_t{0};

  NullSink sink;
  WriterReader reader(run_dir, writer);
  const uint64_t seq_before = [&] {
    // The state of the files alone: poll() would count the rings' frames too, so ask for the
    // sequence number the rows end at by reading with the lock in our hands (the writer counts as
    // alive, its rings as somebody else's).
    reader.poll(sink);
    return reader.next_seq();
  }();

  std::map<uint32_t, std::string> names = reader.names();
  std::vector<Damage> damage;  // rings that cannot be read: the doctor reports them, they stay
  const std::vector<OrphanRing> rings = read_rings(run_dir, *file, damage);
  for (const OrphanRing& ring : rings) {
    for (size_t at = 0; at < ring.bytes.size();) {
      const auto frame = read_frame(base::Bytes(ring.bytes).subspan(at));
      if (!frame) break;
      const auto name =
          frame->kind == FrameKind::kName ? read_name(*frame) : std::optional<NameBody>();
      if (name) names.try_emplace(name->id, name->name);
      at += frame->size;
    }
  }

  WriterLogOptions options;
  options.run_dir = run_dir;
  options.writer = writer;
  options.uuid = file->uuid;
  options.generation = file->generations.empty() ? 0 : file->generations.back().generation;
  options.first_segment = reader.next_segment();
  options.first_seq = seq_before;
  WriterLog log(fs, options, [&](uint32_t id) {
    return std::string_view(names.try_emplace(id, "unnamed/" + std::to_string(id)).first->second);
  });
  for (const OrphanRing& ring : rings) {
    const auto drained = reader.drained().find(ring.id.number);
    const uint64_t from =
        std::max(ring.tail, drained == reader.drained().end() ? 0 : drained->second);
    const base::Bytes all(ring.bytes);
    size_t begin = std::min<uint64_t>(from - ring.tail, all.size());
    while (begin < all.size()) {
      size_t end = begin;
      while (end < all.size() && end - begin < (256 << 10)) {
        const auto frame = read_frame(all.subspan(end));
        if (!frame) break;
        end += frame->size;
      }
      if (end == begin) break;
      const RingRange range{ring.id.number, ring.tail + begin, ring.tail + end};
      if (auto s = log.append(range, all.subspan(begin, end - begin), &ring.anchor); !s.ok()) {
        return s;
      }
      begin = end;
    }
  }
  if (auto s = log.sync(); !s.ok()) return s;
  for (const OrphanRing& ring : rings) (void)fs.remove(ring.path);
  return log.next_seq() - seq_before;
}

}  // namespace

base::Result<uint64_t> drain_orphans(base::FileSystem& fs, const std::string& run_dir) {
  uint64_t frames = 0;
  for (const int writer : list_writers(run_dir)) {
    auto drained = drain_writer(fs, run_dir, writer);
    if (!drained.ok()) return drained.status();
    frames += *drained;
  }
  return frames;
}

}  // namespace oriel::format
