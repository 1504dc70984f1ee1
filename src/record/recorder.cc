#include "record/recorder.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/clock.h"
#include "base/crc32c.h"
#include "format/frame.h"
#include "record/thread_registry.h"

namespace oriel::record {
namespace {

constexpr uint64_t kSpinNs = 50'000;
constexpr uint64_t kGrowingNs = 2'000'000;  // while a larger ring is on its way
constexpr size_t kMaxRecord = size_t{1} << 30;

std::string text(StringRef s) {
  return {s.data(), s.size()};
}

uint64_t ring_capacity(uint32_t wanted) {
  uint64_t capacity = 64 << 10;
  while (capacity < wanted && capacity < (16 << 20)) capacity *= 2;
  return capacity;
}

RunRequest to_request(const RunOptions& o) {
  RunRequest r;
  r.logdir = text(o.logdir);
  r.name = text(o.name);
  r.join = text(o.join);
  r.resume = text(o.resume);
  const char* joined = std::getenv("ORIEL_RUN");
  if (r.join.empty() && r.resume.empty() && joined != nullptr) r.join = joined;
  r.resume_step = o.resume_step;
  r.rings_in_run_dir = o.ring == RingPlace::kRunDir;
  r.config_json = text(o.config.json());
  for (const StringRef& tag : o.tags) r.tags.push_back(text(tag));
  r.notes = text(o.notes);
  for (const StringRef& name : o.environment) r.environment.push_back(text(name));
  return r;
}

DrainOptions to_drain_options(const RunOptions& o) {
  DrainOptions d;
  d.ring_bytes = ring_capacity(o.ring_bytes);
  d.max_ring_bytes = o.max_ring_bytes;
  d.rings_in_run_dir = o.ring == RingPlace::kRunDir;
  d.drain_interval_ms = std::max(o.drain_interval_ms, 1u);
  d.sync_interval_ms = std::max(o.sync_interval_ms, 1u);
  d.system_interval_ms = o.system_interval_ms;
  return d;
}

}  // namespace

Recorder::Recorder(const RunOptions& options, base::FileSystem& fs) : fs_(fs) {
  serial_ = register_recorder(*this);  // not before the members are there: a fork may look at them
  auto opened = open_run_directory(fs_, to_request(options));
  if (!opened.ok()) {
    const bool misnamed = opened.status().error_number() == EINVAL;
    fail_to_open(base::Status(
        opened.status().message() + ". The training goes on without being recorded; give " +
        (misnamed ? "another .name" : "a writable .logdir") + " to record it"));
    return;
  }
  directory_ = std::move(*opened);
  path_ = directory_.path;
  for (const auto& [id, name] : directory_.names) interner_.restore(id, name);
  // Every writer has a mailbox of its own; without one nobody can watch it live, and that is all.
  auto mailbox = format::MailboxOwner::create(base::join_path(
      path_, directory_.writer == 0 ? "control/mailbox"
                                    : "control/mailbox-" + std::to_string(directory_.writer)));
  if (mailbox.ok()) mailbox_ = std::move(*mailbox);
  door_.open(mailbox_ != nullptr ? &mailbox_->control() : nullptr, path_, directory_.writer);
  drain_ = std::make_unique<Drain>(fs_, directory_, to_drain_options(options), interner_,
                                   mailbox_.get(), &door_);
  if (const base::Status started = drain_->start(); !started.ok()) {
    drain_.reset();
    fail_to_open(started);
    return;
  }
  open_.store(true);
}

void Recorder::fail_to_open(const base::Status& why) {
  open_error_ = why;
  std::fprintf(stderr, "oriel: %s.\n", open_error_.message().c_str());
}

Recorder::~Recorder() {
  finish(format::WriterStatus::kFinished, "");
  unregister_recorder(*this);
  // In a forked child the threads do not exist: their handles must not be destroyed.
  if (child_) (void)drain_.release();
}

// --- the fast path -------------------------------------------------------------------------------

inline ThreadSlot* Recorder::slot() {
  if (t_slot_cache.serial == serial_) [[likely]]
    return t_slot_cache.slot;
  return find_slot();
}

ThreadSlot* Recorder::find_slot() {
  if (!open_.load(std::memory_order_acquire)) return nullptr;
  if (ThreadSlot* known = find_thread_slot(serial_)) return known;
  ThreadSlot* fresh = drain_->take_slot();
  if (fresh != nullptr) keep_thread_slot(serial_, fresh);
  return fresh;
}

inline void Recorder::publish(ThreadSlot& slot, size_t size) {
  format::Ring& ring = *slot.ring;
  ring.publish(size);
  if (2 * ring.backlog() > ring.capacity()) [[unlikely]] {
    ring.refresh_tail();
    if (2 * ring.backlog() > ring.capacity()) drain_->wake();
  }
  if (slot.next.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
    slot.switch_ring();
}

Error Recorder::log(int64_t step, Samples samples) {
  const Turn turn(slot(), open_);
  ThreadSlot* s = turn.slot();
  if (s == nullptr) [[unlikely]]
    return drop(s, samples.size(), ErrorCode::kDisabled);
  if (samples.size() > format::kMaxScalars) [[unlikely]] {
    return drop(s, samples.size(), ErrorCode::kTooLarge);
  }
  const size_t room = format::kFrameHeaderSize + samples.size() * format::kScalarSize;
  uint8_t* frame = s->ring->reserve(room);
  if (frame == nullptr) [[unlikely]]
    frame = reserve_slow(*s, room);
  if (frame == nullptr) [[unlikely]]
    return drop(s, samples.size(), ErrorCode::kRingFull);

  const uint32_t known = interner_.size();
  uint8_t* to = frame + format::kFrameHeaderSize;
  for (const Sample& sample : samples) {
    uint32_t id = sample.key.id();
    if (sample.key.is_name()) {
      const StringRef name = sample.key.name();
      id = s->names.find({name.data(), name.size()});
    }
    if (id >= known) [[unlikely]]  // a new name, or no handle of this run
      return log_with_new_names(*s, step, samples);
    format::write_scalar(to, id, sample.value);
    to += format::kScalarSize;
  }
  format::write_frame_header(frame, static_cast<uint32_t>(room), format::FrameKind::kScalars,
                             static_cast<uint16_t>(samples.size()), step, base::ticks());
  publish(*s, room);
  return {};
}

// A name that is new writes a frame of its own first; samples whose name cannot be used are left
// out.
Error Recorder::log_with_new_names(ThreadSlot& slot, int64_t step, Samples samples) {
  std::vector<uint8_t> frame(format::kFrameHeaderSize);
  for (const Sample& sample : samples) {
    const StringRef name = sample.key.name();
    uint32_t id = sample.key.id();
    if (sample.key.is_name() && !intern(slot, {name.data(), name.size()}, &id)) {
      return drop(&slot, samples.size(), ErrorCode::kRingFull);
    }
    if (id >= interner_.size()) continue;
    frame.resize(frame.size() + format::kScalarSize);
    format::write_scalar(frame.data() + frame.size() - format::kScalarSize, id, sample.value);
  }
  const size_t good = (frame.size() - format::kFrameHeaderSize) / format::kScalarSize;
  format::write_frame_header(frame.data(), static_cast<uint32_t>(frame.size()),
                             format::FrameKind::kScalars, static_cast<uint16_t>(good), step,
                             base::ticks());
  if (good > 0 && !push(slot, frame)) return drop(&slot, samples.size(), ErrorCode::kRingFull);
  return good == samples.size() ? Error() : drop(&slot, samples.size() - good, ErrorCode::kBadName);
}

// The ring is full: wake the drain and wait a moment; then take a larger ring. If there is none to
// be had, do not wait again until something has been drained: a training must not crawl because a
// disk is full.
uint8_t* Recorder::reserve_slow(ThreadSlot& slot, size_t size) {
  drain_->wake();
  for (int attempt = 0; attempt < 2; ++attempt) {
    const uint64_t start = base::monotonic_ns();
    do {
      if (slot.next.load(std::memory_order_relaxed) != nullptr) slot.switch_ring();
      if (uint8_t* room = slot.ring->reserve(size)) {
        slot.stalled_at = UINT64_MAX;
        return room;
      }
      if (slot.stalled_at == slot.ring->tail_seen()) return nullptr;
    } while (base::monotonic_ns() - start < (slot.growing.load() ? kGrowingNs : kSpinNs));
    if (attempt == 0) drain_->offer_larger_ring(slot, slot.ring->capacity());
  }
  slot.stalled_at = slot.ring->tail_seen();
  return nullptr;
}

Error Recorder::refused() const {
  return open_error_.ok()
             ? Error(ErrorCode::kDisabled, "the run has ended, or belongs to the parent process")
             : Error(ErrorCode::kDisabled, open_error_.message().c_str());
}

// Counted in the thread's ring where it has one: that count outlives the process.
Error Recorder::drop(ThreadSlot* slot, uint64_t points, ErrorCode code) {
  if (slot != nullptr) {
    slot->ring->count_dropped(points);
  } else if (open_.load() && drain_ != nullptr) {
    drain_->count_dropped(points);
    return {ErrorCode::kRingFull,
            "no memory for another thread's ring: give more .max_ring_bytes, or log from fewer "
            "threads"};
  } else {
    dropped_after_.fetch_add(points, std::memory_order_relaxed);
    return refused();
  }
  switch (code) {
    case ErrorCode::kRingFull:
      return {code, "the background writer is behind: the disk is full or too slow"};
    case ErrorCode::kDisabled:
      return refused();
    case ErrorCode::kTooLarge:
      return {code, "more than 4,000 samples in one frame, or a record above 1 GiB: split it"};
    default:
      return {code, "a name must have 1 to 512 bytes and no control characters"};
  }
}

// --- names ---------------------------------------------------------------------------------------

// The name's number, kUnknown for a name that cannot be used. Every thread binds the name in its
// own ring before it uses it there: another thread that had it first may not have got so far when
// the process dies. False if the ring has no room for that.
bool Recorder::intern(ThreadSlot& slot, std::string_view name, uint32_t* id) {
  *id = slot.names.find(name);
  if (*id != NameCache::kUnknown || !format::valid_name(name)) return true;
  const Interner::Interned interned = interner_.intern(name);
  *id = interned.id;
  if (!push_name(slot, format::make_name_frame(*id, name, base::ticks()))) return false;
  slot.names.insert(interned.name, interned.id);
  return true;
}

Series Recorder::series(std::string_view name) {
  const Turn turn(slot(), open_);
  uint32_t id = NameCache::kUnknown;
  // Without room for the name the handle is good all the same: every chunk carries the names it
  // uses, and only an orphaned ring would lack this one.
  if (turn.slot() != nullptr) (void)intern(*turn.slot(), name, &id);
  return Series(id);
}

// --- records -------------------------------------------------------------------------------------

bool Recorder::push(ThreadSlot& slot, base::Bytes frame) {
  uint8_t* room = slot.ring->reserve(frame.size());
  if (room == nullptr) room = reserve_slow(slot, frame.size());
  if (room == nullptr) return false;
  std::memcpy(room, frame.data(), frame.size());
  publish(slot, frame.size());
  return true;
}

bool Recorder::push_name(ThreadSlot& slot, base::Bytes frame) {
  uint8_t* room = slot.ring->reserve_for_name(frame.size());
  if (room == nullptr) return push(slot, frame);
  std::memcpy(room, frame.data(), frame.size());
  publish(slot, frame.size());
  return true;
}

bool Recorder::move_to_file(format::RecordBody& body) {
  static thread_local std::string name;  // body.file refers to it
  name = "blobs/w" + std::to_string(directory_.writer) + "-" +
         std::to_string(directory_.generation) + "-" + std::to_string(next_blob_++) + ".blob";
  auto file = fs_.create(base::join_path(path_, name));
  if (!file.ok()) return false;
  if (!(*file)->append(body.bytes).ok()) {
    (void)fs_.remove(base::join_path(path_, name));
    return false;
  }
  drain_->add_unsynced(std::move(*file));
  body.file = name;
  body.file_size = body.bytes.size();
  body.file_crc = base::crc32c(body.bytes);
  body.bytes = {};
  return true;
}

void Recorder::record(int64_t step, std::string_view stream, format::RecordBody& body) {
  const Turn turn(slot(), open_);
  ThreadSlot* s = turn.slot();
  if (s == nullptr) return (void)drop(s, 1, ErrorCode::kDisabled);
  if (body.bytes.size() > kMaxRecord) return (void)drop(s, 1, ErrorCode::kTooLarge);
  if (!intern(*s, stream, &body.stream)) return (void)drop(s, 1, ErrorCode::kRingFull);
  if (body.stream == NameCache::kUnknown) return (void)drop(s, 1, ErrorCode::kBadName);
  if (body.bytes.size() > s->ring->capacity() / 4 && !move_to_file(body)) {
    return (void)drop(s, 1, ErrorCode::kIo);
  }
  if (!push(*s, format::make_record_frame(body, step, base::ticks()))) {
    (void)drop(s, 1, ErrorCode::kRingFull);
  }
}

void Recorder::event(int64_t step, std::string_view text) {
  const Turn turn(slot(), open_);
  ThreadSlot* s = turn.slot();
  if (s == nullptr) return (void)drop(s, 1, ErrorCode::kDisabled);
  if (!push(*s, format::make_event_frame(text.substr(0, 4000), step, base::ticks()))) {
    (void)drop(s, 1, ErrorCode::kRingFull);
  }
}

// --- live ----------------------------------------------------------------------------------------

bool Recorder::watched(std::string_view stream) {
  if (mailbox_ == nullptr) return false;
  const Turn turn(slot(), open_);
  ThreadSlot* s = turn.slot();
  if (s == nullptr) return false;
  if (s->announced.find(stream) == NameCache::kUnknown) announce(*s, stream);
  return mailbox_->attention() != 0 && mailbox_->wanted(stream, base::wall_us());
}

// A viewer learns what it may ask for from the slot's file, so the first question makes it.
void Recorder::announce(ThreadSlot& slot, std::string_view stream) {
  if (!format::valid_name(stream)) return;
  const Interner::Interned name = interner_.intern(stream);
  slot.announced.insert(name.name, name.id);
  const std::lock_guard lock(mutex_);
  auto& live = live_.try_emplace(std::string(stream)).first->second;
  if (live != nullptr) return;
  live = format::LiveSlotWriter::make(base::join_path(path_, "live"), stream);
  (void)live->announce();  // failing that, the first value makes the file
}

void Recorder::live(std::string_view stream, const format::LiveValue& header, base::Bytes bytes) {
  if (!open_.load(std::memory_order_relaxed) || !format::valid_name(stream)) return;
  const std::lock_guard lock(mutex_);
  auto& slot = live_.try_emplace(std::string(stream)).first->second;
  if (slot == nullptr) {
    slot = format::LiveSlotWriter::make(base::join_path(path_, "live"), stream);
  }
  if (slot != nullptr) (void)slot->publish(header, bytes);
}

// --- the run's facts -----------------------------------------------------------------------------

void Recorder::change_run_file(const std::function<void(format::RunFile&)>& change) {
  if (!open_.load()) return;
  const std::lock_guard lock(mutex_);
  change(directory_.run);
  const std::string json = format::to_json(directory_.run);
  (void)base::replace_file(fs_, format::run_file_path(path_), base::as_bytes(json));
}

Error Recorder::sync() {
  if (!open_.load()) return refused();
  const base::Status status = drain_->sync();
  if (status.ok()) return {};
  const std::lock_guard lock(mutex_);
  error_text_ = status.message();
  return {ErrorCode::kIo, error_text_.c_str()};
}

void Recorder::finish(format::WriterStatus status, std::string_view reason) {
  if (!open_.exchange(false)) return;
  door_.close();
  drain_->wait_for_callers();
  const base::Status done = drain_->finish();
  if (!done.ok()) {
    std::fprintf(stderr,
                 "oriel: the end of %s could not be written (%s). What is missing waits in shared "
                 "memory: make room, then run `oriel doctor --repair %s` before the next reboot.\n",
                 path_.c_str(), done.message().c_str(), path_.c_str());
  }
  format::WriterFile& file = directory_.file;
  file.status = status;
  file.reason = reason;
  file.ended_us = base::wall_us();
  file.points = drain_->log().points();
  file.frames = drain_->log().next_seq();
  file.series = drain_->log().series_seen();
  file.last_step = drain_->log().last_step();
  file.dropped = drain_->dropped();
  file.last_error = done.ok() ? "" : done.message();
  // If rings could not be emptied, "running" without a lock makes readers look into them.
  if (done.ok()) {
    const std::string json = format::to_json(file);
    const base::Status written = base::replace_file(
        fs_, format::writer_file_path(path_, directory_.writer), base::as_bytes(json));
    if (!written.ok()) std::fprintf(stderr, "oriel: %s\n", written.message().c_str());
  }
  directory_.lock = format::WriterLock();
}

uint64_t Recorder::dropped() const {
  return dropped_after_.load() + (drain_ != nullptr && !child_ ? drain_->dropped() : 0);
}

Error Recorder::error() const {
  const base::Status status = drain_ != nullptr && !child_ ? drain_->last_error() : open_error_;
  if (status.ok()) return {};
  const std::lock_guard lock(mutex_);
  error_text_ = status.message();
  return {ErrorCode::kIo, error_text_.c_str()};
}

void Recorder::give_back(ThreadSlot* slot) {
  if (drain_ != nullptr) drain_->give_back(slot);
}

void Recorder::become_child() {
  child_ = true;
  open_.store(false);
  door_.become_child();
  directory_.lock.close_in_child();
}

}  // namespace oriel::record
