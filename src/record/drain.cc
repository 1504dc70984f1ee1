#include "record/drain.h"

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <system_error>

#include "format/frame.h"

namespace oriel::record {
namespace {

using std::chrono::milliseconds;

constexpr uint64_t kChunkBytes = 256 << 10;  // of rows written at once
constexpr uint64_t kLargestRing = 16 << 20;
constexpr uint64_t kMillisecond = 1'000'000;  // ns

format::WriterLogOptions log_options(const RunDirectory& d) {
  format::WriterLogOptions o;
  o.run_dir = d.path;
  o.writer = d.writer;
  o.uuid = d.file.uuid;
  o.generation = d.generation;
  o.first_segment = d.first_segment;
  o.first_seq = d.first_seq;
  return o;
}

// The longest run of whole frames that fits into a chunk.
base::Bytes whole_frames(base::Bytes bytes) {
  if (bytes.size() <= kChunkBytes) return bytes;
  size_t end = 0;
  while (end < bytes.size()) {
    const auto size = base::load<uint32_t>(bytes.data() + end);
    if (size < format::kFrameHeaderSize) return bytes;  // no frame: append() will say so
    if (end > 0 && end + size > kChunkBytes) break;
    end += size;
  }
  return bytes.first(std::min(end, bytes.size()));
}

}  // namespace

Drain::Drain(base::FileSystem& fs, const RunDirectory& directory, const DrainOptions& options,
             Interner& interner, format::MailboxOwner* mailbox, ControlDoor* door)
    : fs_(fs),
      options_(options),
      run_dir_(directory.path),
      file_(directory.file),
      generation_(directory.generation),
      interner_(interner),
      mailbox_(mailbox),
      door_(door),
      log_(fs, log_options(directory), [this](uint32_t id) { return interner_.name(id); }),
      anchor_(clock_.now()) {}

Drain::~Drain() = default;

base::Status Drain::start() {
  try {
    drain_thread_ = std::thread([this] { drain_loop(); });
    sync_thread_ = std::thread([this] { sync_loop(); });
    return {};
  } catch (const std::system_error& e) {
    (void)finish();
    return base::Status("cannot start the recorder's threads for " + run_dir_ + ": " + e.what() +
                        ". The training goes on without being recorded; raise the limit of "
                        "processes (ulimit -u, or the container's)");
  }
}

// --- rings ---------------------------------------------------------------------------------------

std::unique_ptr<format::Ring> Drain::make_ring(uint64_t capacity) {
  format::RingIdentity id{file_.writer, file_.uuid, 0, generation_};
  base::TickAnchor anchor;
  {
    const std::lock_guard lock(slots_mutex_);
    if (closed_) return nullptr;
    if (ring_bytes_ + capacity > options_.max_ring_bytes && ring_bytes_ > 0) return nullptr;
    ring_bytes_ += capacity;
    id.number = static_cast<uint32_t>(generation_) << 16 | next_ring_++;
    anchor = anchor_;
  }
  std::vector<std::string> places{run_ring_dir(run_dir_)};
  if (!options_.rings_in_run_dir) places.insert(places.begin(), shared_ring_dir());
  for (const std::string& place : places) {
    auto ring =
        format::Ring::create(format::ring_path(place, file_.uuid, id.number), capacity, id, anchor);
    if (ring.ok()) return std::move(*ring);
    note_fallback(ring.status());
  }
  auto ring = format::Ring::create_private(capacity, id, anchor);
  if (ring.ok()) return std::move(*ring);
  const std::lock_guard lock(slots_mutex_);
  ring_bytes_ -= capacity;
  return nullptr;
}

ThreadSlot* Drain::take_slot() {
  {
    const std::lock_guard lock(slots_mutex_);
    if (!free_slots_.empty()) {
      ThreadSlot* slot = free_slots_.back();
      free_slots_.pop_back();
      return slot;
    }
  }
  auto ring = make_ring(options_.ring_bytes);
  if (ring == nullptr) return nullptr;
  auto slot = std::make_unique<ThreadSlot>();
  slot->ring = ring.get();
  slot->current.store(ring.get());
  slot->rings.push_back(std::move(ring));
  const std::lock_guard lock(slots_mutex_);
  slots_.push_back(std::move(slot));
  return slots_.back().get();
}

void Drain::give_back(ThreadSlot* slot) {
  const std::lock_guard lock(slots_mutex_);
  free_slots_.push_back(slot);
}

uint64_t Drain::dropped() const {
  const std::lock_guard lock(slots_mutex_);
  uint64_t total = retired_dropped_ + dropped_.load(std::memory_order_relaxed);
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) total += ring->dropped();
  }
  return total;
}

void Drain::offer_larger_ring(ThreadSlot& slot, uint64_t than) {
  const uint64_t capacity = 2 * than;
  if (capacity > kLargestRing || slot.next.load(std::memory_order_relaxed) != nullptr ||
      slot.growing.exchange(true)) {
    return;
  }
  if (auto ring = make_ring(capacity)) {
    format::Ring* offered = ring.get();
    {
      const std::lock_guard lock(slots_mutex_);
      slot.rings.push_back(std::move(ring));
    }
    slot.next.store(offered, std::memory_order_release);
  }
  slot.growing.store(false);
}

// Rings that the thread has left and that are empty.
void Drain::retire_rings(ThreadSlot& slot) {
  const std::lock_guard lock(slots_mutex_);
  while (slot.rings.size() > 1) {
    const format::Ring& oldest = *slot.rings.front();
    if (slot.current.load(std::memory_order_acquire) == &oldest) return;
    if (!oldest.readable().empty()) return;
    if (!oldest.path().empty()) (void)fs_.remove(oldest.path());
    retired_dropped_ += oldest.dropped();
    ring_bytes_ -= oldest.capacity();
    slot.rings.erase(slot.rings.begin());
  }
}

// --- draining ------------------------------------------------------------------------------------

base::Status Drain::drain_ring(format::Ring& ring) {
  for (;;) {
    const base::Bytes frames = whole_frames(ring.readable());
    if (frames.empty()) return {};
    const format::RingRange range{ring.number(), ring.consumed(), ring.consumed() + frames.size()};
    if (auto s = log_.append(range, frames, &clock_.now()); !s.ok()) return s;
    ring.consume(frames.size());
  }
}

base::Status Drain::drain_slot(ThreadSlot& slot) {
  std::vector<format::Ring*> rings;
  {
    const std::lock_guard lock(slots_mutex_);
    for (const auto& ring : slot.rings) rings.push_back(ring.get());
  }
  base::Status status;
  for (format::Ring* ring : rings) {
    // In order: only a ring that the thread had left before it was emptied may be followed by the
    // next.
    const bool in_use = slot.current.load(std::memory_order_acquire) == ring;
    const bool crowded = in_use && 2 * ring->readable().size() >= ring->capacity();
    status = drain_ring(*ring);
    if (crowded) offer_larger_ring(slot, ring->capacity());
    if (in_use || !status.ok()) break;
  }
  if (rings.size() > 1) retire_rings(slot);
  return status;
}

base::Status Drain::drain_pass() {
  std::vector<ThreadSlot*> slots;
  {
    const std::lock_guard lock(slots_mutex_);
    for (const auto& slot : slots_) slots.push_back(slot.get());
  }
  const uint64_t now = base::monotonic_ns();
  if (now >= next_anchor_ns_) {
    next_anchor_ns_ = now + 1000 * kMillisecond;
    clock_.anchor();
    const std::lock_guard lock(slots_mutex_);
    anchor_ = clock_.now();
    for (ThreadSlot* slot : slots) {
      for (const auto& ring : slot->rings) ring->set_anchor(clock_.now());
    }
  }
  // Before the rings are emptied: what the trainer logged before it was told stands before it.
  door_->look(base::wall_us());
  std::vector<std::string> events = door_->take_events();
  base::Status status;
  for (ThreadSlot* slot : slots) {
    if (auto s = drain_slot(*slot); !s.ok()) status = std::move(s);
  }
  if (status.ok() && options_.system_interval_ms > 0 && now >= next_system_ns_) {
    next_system_ns_ = now + options_.system_interval_ms * kMillisecond;
    status = sample_system();
  }
  note_dropped();
  note_control(std::move(events));
  report(kWriting, status);
  return status;
}

void Drain::drain_loop() {
  std::unique_lock lock(wake_mutex_);
  for (;;) {
    ++passes_begun_;
    const bool stop = stopping_;
    lock.unlock();
    const bool ok = drain_pass().ok();
    lock.lock();
    passes_done_ = passes_begun_;
    passed_.notify_all();
    if (stop) return;
    asleep_.store(true);
    // A failing disk is asked again ten times a second.
    wakeup_.wait_for(lock, milliseconds(ok ? options_.drain_interval_ms : 100),
                     [this] { return stopping_ || !asleep_.load(); });
    asleep_.store(false);
  }
}

base::Status Drain::sample_system() {
  const auto& samples = monitor_.sample();
  if (samples.empty()) return {};
  const auto count = static_cast<uint16_t>(samples.size());
  std::vector<uint8_t> frames;
  std::vector<uint8_t> scalars(format::kFrameHeaderSize + count * format::kScalarSize);
  const auto now = static_cast<uint64_t>(base::wall_us());
  for (uint16_t i = 0; i < count; ++i) {
    const auto interned = interner_.intern(samples[i].first);
    if (interned.is_new) {
      const auto name = format::make_name_frame(interned.id, interned.name, now);
      frames.insert(frames.end(), name.begin(), name.end());
    }
    format::write_scalar(scalars.data() + format::kFrameHeaderSize + i * format::kScalarSize,
                         interned.id, samples[i].second);
  }
  format::write_frame_header(scalars.data(), static_cast<uint32_t>(scalars.size()),
                             format::FrameKind::kScalars, count, log_.last_step(), now);
  frames.insert(frames.end(), scalars.begin(), scalars.end());
  return log_.append({}, frames, nullptr);
}

void Drain::note_dropped() {
  const uint64_t total = dropped();
  if (total == dropped_written_) return;
  if (mailbox_ != nullptr) mailbox_->publish_dropped(total);
  const auto frame = format::make_dropped_frame(total, static_cast<uint64_t>(base::wall_us()));
  if (log_.append({}, frame, nullptr).ok()) dropped_written_ = total;
}

// What viewers asked for, on the curve at the last step that was logged.
void Drain::note_control(std::vector<std::string> events) {
  for (const std::string& text : events) {
    const auto frame =
        format::make_event_frame(text, log_.last_step(), static_cast<uint64_t>(base::wall_us()));
    if (!log_.append({}, frame, nullptr).ok()) count_dropped(1);
  }
}

// --- syncing -------------------------------------------------------------------------------------

base::Status Drain::sync_files() {
  const std::lock_guard one_at_a_time(sync_mutex_);
  std::vector<std::shared_ptr<base::AppendFile>> files;
  const auto work = log_.begin_sync();
  {
    // After begin_sync(): a file is here before the frame that refers to it is in the tail.
    const std::lock_guard lock(wake_mutex_);
    files.swap(unsynced_);
  }
  base::Status status;
  for (const auto& file : files) {
    if (status.ok()) status = file->sync();
  }
  if (status.ok() && !files.empty()) {
    status = fs_.sync_directory(base::join_path(run_dir_, "blobs"));
  }
  if (status.ok()) status = log_.run_sync(work);
  log_.end_sync(work, status.ok());
  if (!status.ok()) {
    const std::lock_guard lock(wake_mutex_);
    unsynced_.insert(unsynced_.end(), files.begin(), files.end());
  }
  report(kSyncing, status);
  return status;
}

void Drain::sync_loop() {
  std::unique_lock lock(wake_mutex_);
  while (!sync_wakeup_.wait_for(lock, milliseconds(options_.sync_interval_ms),
                                [this] { return stopping_; })) {
    lock.unlock();
    (void)sync_files();
    lock.lock();
  }
}

void Drain::add_unsynced(std::shared_ptr<base::AppendFile> file) {
  const std::lock_guard lock(wake_mutex_);
  unsynced_.push_back(std::move(file));
}

base::Status Drain::sync() {
  {
    std::unique_lock lock(wake_mutex_);
    const uint64_t wanted = passes_begun_ + 1;  // one that begins after now
    asleep_.store(false);
    wakeup_.notify_one();
    const bool done = passed_.wait_for(lock, std::chrono::seconds(30),
                                       [&] { return passes_done_ >= wanted || stopping_; });
    if (!done) return base::Status("the disk has not taken the log within 30 s: " + run_dir_);
  }
  {
    const std::lock_guard lock(error_mutex_);
    if (!failing_[kWriting].ok()) return failing_[kWriting];
  }
  return sync_files();
}

base::Status Drain::finish() {
  {
    const std::lock_guard lock(wake_mutex_);
    stopping_ = true;
    asleep_.store(false);
  }
  wakeup_.notify_all();
  sync_wakeup_.notify_all();
  passed_.notify_all();
  if (drain_thread_.joinable()) drain_thread_.join();
  if (sync_thread_.joinable()) sync_thread_.join();

  {
    const std::lock_guard lock(slots_mutex_);
    closed_ = true;  // what follows has the slots for itself
  }
  base::Status left;
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) {
      if (auto s = drain_ring(*ring); !s.ok()) left = std::move(s);
    }
  }
  note_dropped();
  base::Status status = log_.finish();
  if (status.ok()) status = sync_files();
  report(kWriting, left.ok() ? status : left);
  if (!left.ok()) {
    count_private_leftovers();
    return left;
  }
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) {
      if (!ring->path().empty()) (void)fs_.remove(ring->path());
    }
  }
  return status;
}

// What lies in memory of our own that no reader can open is lost now.
void Drain::count_private_leftovers() {
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) {
      if (!ring->path().empty()) continue;
      const base::Bytes bytes = ring->readable();
      for (size_t at = 0; at < bytes.size();) {
        const auto frame = format::read_frame(bytes.subspan(at));
        if (!frame) break;
        const bool scalars = frame->kind == format::FrameKind::kScalars;
        if (frame->kind != format::FrameKind::kName) count_dropped(scalars ? frame->count : 1);
        at += frame->size;
      }
    }
  }
}

void Drain::wait_for_callers() {
  // Makes every other thread's store of `busy` come before its load of `open`, as seen from here;
  // so that thread either is seen to be busy or sees the run closed.
  if (::syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0) != 0) {
    std::this_thread::sleep_for(milliseconds(2));  // a kernel without it: store buffers drain in ns
  }
  std::vector<ThreadSlot*> slots;
  {
    const std::lock_guard lock(slots_mutex_);
    for (const auto& slot : slots_) slots.push_back(slot.get());
  }
  const uint64_t start = base::monotonic_ns();
  for (const ThreadSlot* slot : slots) {
    while (slot->busy.load(std::memory_order_acquire) &&
           base::monotonic_ns() - start < 1000 * kMillisecond) {
      std::this_thread::yield();
    }
  }
}

// --- errors --------------------------------------------------------------------------------------

// One message when it starts to fail and one when it works again, not one per attempt. Writing and
// syncing fail apart from each other; and a disk that is full lets a small write through now and
// then, so only a quiet second counts as working again.
void Drain::report(Activity activity, const base::Status& status) {
  const std::lock_guard lock(error_mutex_);
  failing_[activity] = status;
  const uint64_t now = base::monotonic_ns();
  if (status.ok()) {
    const bool good = failing_[kWriting].ok() && failing_[kSyncing].ok();
    if (good && complained_ && now - failed_ns_ > 1000 * kMillisecond) {
      complained_ = false;
      std::fprintf(stderr, "oriel: %s can be written again\n", run_dir_.c_str());
    }
    return;
  }
  error_ = status;
  failed_ns_ = now;
  if (!std::exchange(complained_, true)) {
    std::fprintf(
        stderr,
        "oriel: %s. The training goes on; points wait in memory, and those that do not fit "
        "are counted as dropped. Make room or make it writable to go on recording.\n",
        status.message().c_str());
  }
}

void Drain::note_fallback(const base::Status& status) {
  if (fallback_noted_.exchange(true)) return;
  std::fprintf(stderr,
               "oriel: %s. Recording goes on with memory from another place: the run directory, or "
               "the process itself, whose death would then cost the last %u ms.\n",
               status.message().c_str(), options_.drain_interval_ms);
}

base::Status Drain::last_error() const {
  const std::lock_guard lock(error_mutex_);
  return error_;
}

}  // namespace oriel::record
