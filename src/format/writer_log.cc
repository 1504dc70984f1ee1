#include "format/writer_log.h"

#include <algorithm>
#include <cstring>

#include "format/run_files.h"

namespace oriel::format {

WriterLog::WriterLog(base::FileSystem& fs, WriterLogOptions options, NameOf name_of)
    : fs_(fs),
      options_(std::move(options)),
      name_of_(std::move(name_of)),
      next_segment_(options_.first_segment),
      next_seq_(options_.first_seq),
      times_seq_(options_.first_seq) {}

WriterLog::~WriterLog() = default;

ChunkHeader WriterLog::new_header(ChunkType type) const {
  ChunkHeader h;
  h.type = type;
  h.writer = static_cast<uint16_t>(options_.writer);
  h.generation = options_.generation;
  return h;
}

base::Status WriterLog::append_chunk(base::AppendFile& file, ChunkHeader header,
                                     base::Bytes payload) {
  chunk_.clear();
  encode_chunk(header, payload, chunk_);
  return file.append(chunk_);
}

base::Result<std::shared_ptr<base::AppendFile>> WriterLog::create_segment(bool tail,
                                                                          std::string* path) {
  const uint32_t number = next_segment_;
  const std::string name = segment_path(options_.run_dir, options_.writer, number, tail);
  auto file = fs_.create(name);
  if (!file.ok()) {
    // Left over from a failure whose traces could not be removed: never use it, never wait for it.
    if (file.status().error_number() == EEXIST) ++next_segment_;
    return file.status();
  }
  base::ByteWriter payload;
  payload.put(number);
  payload.put(static_cast<uint8_t>(tail));
  payload.put_text(options_.uuid);
  if (auto s = append_chunk(**file, new_header(ChunkType::kSegment), payload.bytes()); !s.ok()) {
    (void)fs_.remove(name);
    return s;
  }
  ++next_segment_;
  if (path != nullptr) *path = name;
  return std::shared_ptr<base::AppendFile>(std::move(*file));
}

// --- tail ----------------------------------------------------------------------------------------

base::Status WriterLog::append(const RingRange& range, base::Bytes frames,
                               const base::TickAnchor* anchor) {
  if (!builder_.empty() && builder_.encoded_size() >= options_.chunk_bytes) {
    if (auto s = write_columns(); !s.ok()) return s;  // left from a full disk: bounds our memory
  }
  if (records_.size() >= options_.chunk_bytes) {
    if (auto s = write_records(); !s.ok()) return s;
  }
  if (auto s = open_tail(); !s.ok()) return s;
  const uint64_t seq = next_seq_;
  if (auto s = write_rows(range, frames, anchor); !s.ok()) return s;
  // payload_ now holds the frames with wall times, at its end.
  take_frames(base::Bytes(payload_).last(frames.size()), seq);
  close_tail_if_full();
  if (builder_.encoded_size() >= options_.chunk_bytes) (void)write_columns();  // retried above
  return {};
}

base::Status WriterLog::open_tail() {
  if (tail_ != nullptr) return {};
  auto tail = std::make_shared<Tail>();
  auto file = create_segment(true, &tail->path);
  if (!file.ok()) return file.status();
  tail->file = *file;
  tail->seq_end = next_seq_;
  tail_ = tail;
  const std::lock_guard lock(mutex_);
  tails_.push_back(std::move(tail));
  directory_dirty_ = true;
  return {};
}

namespace {

void widen(ChunkHeader& h, int64_t step, int64_t wall) {
  h.step_min = std::min(h.step_min, step);
  h.step_max = std::max(h.step_max, step);
  h.wall_min = std::min(h.wall_min, wall);
  h.wall_max = std::max(h.wall_max, wall);
}

void start_ranges(ChunkHeader& h) {
  h.step_min = h.wall_min = INT64_MAX;
  h.step_max = h.wall_max = INT64_MIN;
}

}  // namespace

base::Status WriterLog::write_rows(const RingRange& range, base::Bytes frames,
                                   const base::TickAnchor* anchor) {
  ChunkHeader header = new_header(ChunkType::kRows);
  start_ranges(header);
  ++chunk_number_;
  base::ByteWriter names;
  uint32_t name_count = 0;
  const auto use = [&](uint32_t id) {
    if (id >= name_used_.size()) name_used_.resize(id + 1);
    if (name_used_[id] == chunk_number_) return;
    name_used_[id] = chunk_number_;
    names.put(id);
    names.put_text(name_of_(id));
    ++name_count;
  };

  // First the frames' facts, then the payload: ring, names, frames.
  uint64_t count = 0;
  for (size_t at = 0; at < frames.size();) {
    const auto frame = read_frame(frames.subspan(at));
    if (!frame) return base::Status("a ring holds something that is not a frame");
    if (frame->kind == FrameKind::kScalars) {
      for (size_t i = 0; i < frame->count; ++i) use(frame->series(i));
    } else if (frame->kind == FrameKind::kRecord) {
      if (const auto record = read_record(*frame)) use(record->stream);
    }
    const auto wall = static_cast<int64_t>(frame->time);
    widen(header, frame->step, anchor != nullptr ? anchor->to_wall_us(frame->time) : wall);
    at += frame->size;
    ++count;
  }
  names.align(8);

  payload_.resize(24 + names.size() + frames.size());
  base::store(payload_.data(), range.ring);
  base::store(payload_.data() + 4, name_count);
  base::store(payload_.data() + 8, range.from);
  base::store(payload_.data() + 16, range.to);
  if (names.size() > 0) std::memcpy(payload_.data() + 24, names.bytes().data(), names.size());
  uint8_t* to = payload_.data() + 24 + names.size();
  if (!frames.empty()) std::memcpy(to, frames.data(), frames.size());
  if (anchor != nullptr) {
    for (size_t at = 0; at < frames.size(); at += base::load<uint32_t>(to + at)) {
      const auto ticks = base::load<uint64_t>(to + at + 16);
      set_frame_time(to + at, static_cast<uint64_t>(anchor->to_wall_us(ticks)));
    }
  }
  header.seq_first = next_seq_;
  header.seq_end = next_seq_ + count;
  if (auto s = append_chunk(*tail_->file, header, payload_); !s.ok()) return s;
  next_seq_ = header.seq_end;
  const std::lock_guard lock(mutex_);
  tail_->seq_end = header.seq_end;
  tail_->dirty = true;
  return {};
}

void WriterLog::close_tail_if_full() {
  if (tail_->file->size() < options_.tail_bytes) return;
  {
    const std::lock_guard lock(mutex_);
    tail_->closed = true;
  }
  tail_ = nullptr;
  seal_old_tails();
  (void)write_records();
}

// Slow series would keep every tail alive: once a closed tail waits behind another, what it still
// holds is sealed in partial blocks.
void WriterLog::seal_old_tails() {
  uint64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    if (tails_.size() < 2) return;
    before = tails_[tails_.size() - 2]->seq_end;
  }
  for (uint32_t id = 0; id < columns_.size(); ++id) {
    if (!columns_[id].seqs.empty() && columns_[id].seqs.front() < before) seal_column(id);
  }
  if (times_seq_ < before) seal_times();
  (void)write_columns();
}

void WriterLog::take_frames(base::Bytes frames, uint64_t seq) {
  for (size_t at = 0; at < frames.size(); ++seq) {
    const FrameView frame = *read_frame(frames.subspan(at));
    times_.push_back(static_cast<int64_t>(frame.time));
    if (times_.size() == kBlockValues) seal_times();
    if (frame.kind == FrameKind::kScalars) {
      for (size_t i = 0; i < frame.count; ++i) {
        const uint32_t id = frame.series(i);
        if (id >= columns_.size()) columns_.resize(id + 1);
        Column& column = columns_[id];
        series_seen_ += !column.seen;
        column.seen = true;
        column.values.push_back(frame.value(i));
        column.steps.push_back(frame.step);
        column.seqs.push_back(seq);
        if (column.values.size() == kBlockValues) seal_column(id);
      }
      points_ += frame.count;
      last_step_ = std::max(frame.step, points_ == frame.count ? frame.step : last_step_);
    } else if (frame.kind != FrameKind::kName) {
      records_seq_ = std::min(records_seq_, seq);
      records_seq_end_ = seq + 1;
      const size_t to = records_.size();
      records_.resize(to + 8 + frame.size);
      base::store(records_.data() + to, seq);
      std::memcpy(records_.data() + to + 8, frames.data() + at, frame.size);
    }
    at += frame.size;
  }
  if (records_.size() >= options_.chunk_bytes) (void)write_records();
}

// --- log -----------------------------------------------------------------------------------------

void WriterLog::seal_column(uint32_t id) {
  Column& c = columns_[id];
  if (c.seqs.empty()) return;
  builder_seq_ = std::min(builder_seq_, c.seqs.front());
  builder_.add_series(id, name_of_(id), c.values, c.steps, c.seqs);
  c.values.clear();
  c.steps.clear();
  c.seqs.clear();
}

void WriterLog::seal_times() {
  if (times_.empty()) return;
  builder_seq_ = std::min(builder_seq_, times_seq_);
  builder_.add_times(times_seq_, times_);
  times_seq_ += times_.size();
  times_.clear();
}

base::Status WriterLog::open_log() {
  if (log_ != nullptr && log_->size() < options_.segment_bytes) return {};
  if (log_ != nullptr) {
    if (auto s = write_index(); !s.ok()) return s;
    if (auto s = cover_stale_end(*log_); !s.ok()) return s;
  }
  auto file = create_segment(false, nullptr);
  if (!file.ok()) return file.status();
  log_ = *file;
  previous_index_ = UINT64_MAX;
  const std::lock_guard lock(mutex_);
  directory_dirty_ = true;
  return {};
}

base::Status WriterLog::write_columns() {
  if (builder_.empty()) return {};
  if (auto s = open_log(); !s.ok()) return s;
  // finish() empties the builder, so a copy stays until the bytes are in the file.
  ColumnsBuilder copy = builder_;
  const std::vector<BlockEntry> entries_before = copy.entries();
  auto [payload, head] = copy.finish();
  ChunkHeader header = new_header(ChunkType::kColumns);
  start_ranges(header);
  header.head_size = head;
  header.seq_first = UINT64_MAX;
  for (const BlockEntry& e : entries_before) {
    header.seq_first = std::min(header.seq_first, e.seq_first);
    header.seq_end = std::max(header.seq_end, e.seq_last + 1);
    if (e.series == kTimesSeries) {
      header.wall_min = std::min(header.wall_min, e.step_min);
      header.wall_max = std::max(header.wall_max, e.step_max);
    } else {
      header.step_min = std::min(header.step_min, e.step_min);
      header.step_max = std::max(header.step_max, e.step_max);
    }
  }
  header.sealed_from = options_.first_seq;
  header.sealed_to = sealed_seq(UINT64_MAX, records_seq_);
  const uint64_t offset = log_->size();
  if (auto s = append_chunk(*log_, header, payload); !s.ok()) return s;
  builder_ = ColumnsBuilder();
  builder_seq_ = UINT64_MAX;
  log_grew();
  // The directory as it stands in the payload: with its data offsets.
  const auto view = ColumnsView::parse(payload);
  std::vector<BlockEntry> blocks;
  if (view) blocks.assign(view->blocks().begin(), view->blocks().end());
  indexed_.push_back({offset, static_cast<uint32_t>(log_->size() - offset), header, blocks});
  indexed_bytes_ += log_->size() - offset;
  return indexed_bytes_ >= options_.index_bytes ? write_index() : base::Status();
}

base::Status WriterLog::write_records() {
  if (records_.empty()) return {};
  if (auto s = open_log(); !s.ok()) return s;
  base::ByteWriter w;
  uint32_t names = 0;
  w.put(names);
  w.put(uint32_t{0});
  ++chunk_number_;
  for (size_t at = 0; at < records_.size();) {
    const FrameView frame = *read_frame(base::Bytes(records_).subspan(at + 8));
    const auto record =
        frame.kind == FrameKind::kRecord ? read_record(frame) : std::optional<RecordBody>();
    if (record) {
      if (record->stream >= name_used_.size()) name_used_.resize(record->stream + 1);
      if (name_used_[record->stream] != chunk_number_) {
        name_used_[record->stream] = chunk_number_;
        w.put(record->stream);
        w.put_text(name_of_(record->stream));
        ++names;
      }
    }
    at += 8 + frame.size;
  }
  w.align(8);
  w.patch(0, names);
  w.put_bytes(records_);
  ChunkHeader header = new_header(ChunkType::kRecords);
  header.seq_first = records_seq_;
  header.seq_end = records_seq_end_;
  header.sealed_from = options_.first_seq;
  header.sealed_to = sealed_seq(builder_seq_, UINT64_MAX);
  const uint64_t offset = log_->size();
  if (auto s = append_chunk(*log_, header, w.bytes()); !s.ok()) return s;
  records_.clear();
  records_seq_ = UINT64_MAX;
  indexed_.push_back({offset, static_cast<uint32_t>(log_->size() - offset), header, {}});
  indexed_bytes_ += log_->size() - offset;
  log_grew();
  return {};
}

base::Status WriterLog::write_index() {
  if (indexed_.empty()) return {};
  base::ByteWriter w;
  base::ByteWriter names;
  uint32_t name_count = 0;
  ++chunk_number_;
  w.put(previous_index_);
  w.put(static_cast<uint32_t>(indexed_.size()));
  w.put(name_count);
  for (const IndexedChunk& c : indexed_) {
    w.put(c.offset);
    w.put(c.size);
    w.put(static_cast<uint16_t>(c.header.type));
    w.put(uint16_t{0});
    w.put(c.header.seq_first);
    w.put(c.header.seq_end);
    w.put(c.header.head_size);
    w.put(static_cast<uint32_t>(c.blocks.size()));
    for (const BlockEntry& e : c.blocks) {
      w.put(e);
      if (e.series == kTimesSeries) continue;
      if (e.series >= name_used_.size()) name_used_.resize(e.series + 1);
      if (name_used_[e.series] == chunk_number_) continue;
      name_used_[e.series] = chunk_number_;
      names.put(e.series);
      names.put_text(name_of_(e.series));
      ++name_count;
    }
  }
  w.patch(12, name_count);
  w.put_bytes(names.bytes());
  ChunkHeader header = new_header(ChunkType::kIndex);
  header.seq_first = indexed_.front().header.seq_first;
  header.seq_end = indexed_.back().header.seq_end;
  const uint64_t offset = log_->size();
  if (auto s = append_chunk(*log_, header, w.bytes()); !s.ok()) return s;
  previous_index_ = offset;
  indexed_.clear();
  indexed_bytes_ = 0;
  return {};
}

// Everything below is in the log, once what waits from these numbers on is.
uint64_t WriterLog::sealed_seq(uint64_t builder_seq, uint64_t records_seq) const {
  const uint64_t times = times_.empty() ? next_seq_ : times_seq_;
  uint64_t sealed = std::min({next_seq_, builder_seq, records_seq, times});
  for (const Column& c : columns_) {
    if (!c.seqs.empty()) sealed = std::min(sealed, c.seqs.front());
  }
  return sealed;
}

// After every append to the log: what is sealed by now, and which file wants a sync.
void WriterLog::log_grew() {
  const uint64_t sealed = sealed_seq(builder_seq_, records_seq_);
  const std::lock_guard lock(mutex_);
  sealed_seq_ = sealed;
  if (unsynced_logs_.empty() || unsynced_logs_.back() != log_) unsynced_logs_.push_back(log_);
}

base::Status WriterLog::flush(bool everything) {
  if (everything) {
    for (uint32_t id = 0; id < columns_.size(); ++id) seal_column(id);
    seal_times();
  }
  if (auto s = write_columns(); !s.ok()) return s;
  return write_records();
}

// What a failed write has left behind the last chunk looks like a cut file. It becomes the payload
// of a chunk of no known type, which readers skip.
base::Status WriterLog::cover_stale_end(base::AppendFile& file) {
  const uint64_t stale = file.written_to() - file.size();
  if (stale == 0) return {};
  ChunkHeader header = new_header(ChunkType::kNothing);
  const std::vector<uint8_t> zeros(stale > kChunkHeaderSize ? stale - kChunkHeaderSize : 0);
  return append_chunk(file, header, zeros);
}

base::Status WriterLog::finish() {
  if (auto s = flush(true); !s.ok()) return s;
  if (log_ != nullptr) {
    if (auto s = write_index(); !s.ok()) return s;
    if (auto s = cover_stale_end(*log_); !s.ok()) return s;
  }
  const std::lock_guard lock(mutex_);
  if (tail_ != nullptr) tail_->closed = true;
  tail_ = nullptr;
  return {};
}

// --- sync ----------------------------------------------------------------------------------------

WriterLog::SyncWork WriterLog::begin_sync() {
  const std::lock_guard lock(mutex_);
  SyncWork work;
  for (const auto& tail : tails_) {
    if (std::exchange(tail->dirty, false)) work.tails.push_back(tail->file);
  }
  work.logs.swap(unsynced_logs_);
  work.directory = std::exchange(directory_dirty_, false);
  work.sealed_seq = sealed_seq_;
  return work;
}

base::Status WriterLog::run_sync(const SyncWork& work) {
  for (const auto* files : {&work.tails, &work.logs}) {
    for (const auto& file : *files) {
      if (auto s = file->sync(); !s.ok()) return s;
    }
  }
  if (work.directory) return fs_.sync_directory(base::join_path(options_.run_dir, "log"));
  return {};
}

void WriterLog::end_sync(const SyncWork& work, bool succeeded) {
  std::vector<std::string> done;
  {
    const std::lock_guard lock(mutex_);
    if (!succeeded) {  // all of it again next time
      for (const auto& tail : tails_) tail->dirty = true;
      for (const auto& log : work.logs) {
        const auto& all = unsynced_logs_;
        if (std::find(all.begin(), all.end(), log) == all.end()) unsynced_logs_.push_back(log);
      }
      directory_dirty_ = true;
      return;
    }
    while (!tails_.empty() && tails_.front()->closed &&
           tails_.front()->seq_end <= work.sealed_seq) {
      done.push_back(tails_.front()->path);
      tails_.pop_front();
    }
  }
  for (const std::string& path : done) (void)fs_.remove(path);
}

base::Status WriterLog::sync() {
  const SyncWork work = begin_sync();
  const base::Status status = run_sync(work);
  end_sync(work, status.ok());
  return status;
}

}  // namespace oriel::format
