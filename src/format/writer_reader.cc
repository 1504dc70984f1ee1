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
  uint64_t skipped = 0;  // damaged stretches reported up to here
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
  if (complete_) return false;
  bool news = read_writer_file();
  // In this order: a writer that is dead now has written everything it ever will.
  const bool was_alive = std::exchange(alive_, WriterLock::is_held(lock_path(run_dir_, writer_)));
  news |= was_alive != alive_;
  if (!alive_) news |= read_writer_file();

  for (const SegmentName& name : list_segments(run_dir_, writer_)) {
    next_segment_ = std::max(next_segment_, name.segment + 1);
    auto& segment = segments_[name.segment];
    if (segment != nullptr) continue;
    segment = std::make_unique<Segment>();
    segment->path = name.path;
    segment->tail = name.tail;
  }
  for (auto& [number, segment] : segments_) {
    if (!segment->gone) news |= read_segment(*segment, sink);
  }
  if (!alive_ && !orphans_taken_) {
    news |= take_orphans(sink);
    judge_torn();
    orphans_taken_ = true;
    complete_ = true;
  }
  return news;
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
    const bool last = scanner.position() >= file.size();
    if (last && !payload_intact(chunk->header, chunk->payload)) {
      if (alive_) break;  // on its way
      torn_.push_back({s.path, chunk->offset, chunk->header});
      s.read = scanner.position();
      break;
    }
    s.read = scanner.position();
    news |= take_chunk(s, *chunk, sink);
  }
  for (const SkippedBytes& skipped : scanner.skipped()) {
    if (skipped.offset < s.skipped) continue;
    add_damage(s.path, skipped.offset, skipped.size, "unreadable");
    s.skipped = skipped.offset + skipped.size;
  }
  return news;
}

void WriterReader::add_damage(const std::string& path, uint64_t offset, uint64_t size,
                              std::string what) {
  damage_.push_back({path, offset, size, std::move(what)});
}

// Once all is read: a last write that was cut short is damage only if its frames are nowhere else.
void WriterReader::judge_torn() {
  for (const TornChunk& t : torn_) {
    if (rows_seq_ >= t.header.seq_end) continue;
    add_damage(t.path, t.offset, t.header.chunk_size(), "damaged chunk");
    next_seq_ = std::max(next_seq_, t.header.seq_end);
  }
  torn_.clear();
}

bool WriterReader::take_chunk(const Segment& segment, const FoundChunk& chunk, LogSink& sink) {
  bool ok = true;
  switch (chunk.header.type) {
    case ChunkType::kColumns:
      ok = head_intact(chunk.header, chunk.payload) && take_columns(segment, chunk, sink);
      break;
    case ChunkType::kRows:
      ok = payload_intact(chunk.header, chunk.payload) && take_rows(chunk, sink);
      break;
    case ChunkType::kRecords:
      ok = payload_intact(chunk.header, chunk.payload) && take_records(chunk, sink);
      break;
    default:
      return false;  // nothing in it for us, or from a newer version
  }
  next_seq_ = std::max(next_seq_, chunk.header.seq_end);
  if (!ok) add_damage(segment.path, chunk.offset, chunk.header.chunk_size(), "damaged chunk");
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
  bool news = false;
  uint64_t ring_drops = 0;
  std::vector<OrphanRing> rings;
  for (const std::string& path : rings_of(run_dir_, file_)) {
    auto ring = read_orphan_ring(path);
    if (ring.ok()) {
      rings.push_back(std::move(*ring));
    } else {
      damage_.push_back({path, 0, 0, ring.status().message()});
    }
  }
  // Names first: a frame in one ring may use a name bound in another.
  for (int pass = 0; pass < 2; ++pass) {
    uint64_t seq = next_seq_;
    for (OrphanRing& ring : rings) {
      uint64_t position = ring.tail;
      const uint64_t drained = drained_[ring.id.number];
      ring_drops += pass == 0 ? ring.dropped : 0;
      for (size_t at = 0; at < ring.bytes.size();) {
        auto frame = read_frame(base::Bytes(ring.bytes).subspan(at));
        if (!frame) {
          damage_.push_back({ring.path, at, ring.bytes.size() - at, "not a frame"});
          break;
        }
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
      next_seq_ = seq;
      rows_seq_ = std::max(rows_seq_, seq);
    }
  }
  dropped_ = std::max(dropped_, ring_drops);
  return news;
}

// --- recovery ------------------------------------------------------------------------------------

namespace {

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
  if (paths.empty()) return uint64_t{0};

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
  std::vector<OrphanRing> rings;
  for (const std::string& path : paths) {
    auto ring = read_orphan_ring(path);
    if (!ring.ok()) continue;  // doctor reports it; it is not removed
    for (size_t at = 0; at < ring->bytes.size();) {
      const auto frame = read_frame(base::Bytes(ring->bytes).subspan(at));
      if (!frame) break;
      const auto name =
          frame->kind == FrameKind::kName ? read_name(*frame) : std::optional<NameBody>();
      if (name) names.try_emplace(name->id, name->name);
      at += frame->size;
    }
    rings.push_back(std::move(*ring));
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
