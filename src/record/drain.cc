#include "record/drain.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

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
    if (end > 0 && end + size > kChunkBytes) break;
    end += size;
  }
  return bytes.first(end);
}

}  // namespace

Drain::Drain(base::FileSystem& fs, const RunDirectory& directory, const DrainOptions& options,
             Interner& interner, format::MailboxOwner* mailbox)
    : fs_(fs),
      options_(options),
      run_dir_(directory.path),
      file_(directory.file),
      generation_(directory.generation),
      interner_(interner),
      mailbox_(mailbox),
      log_(fs, log_options(directory), [this](uint32_t id) { return interner_.name(id); }),
      anchor_(clock_.now()) {}

Drain::~Drain() = default;

void Drain::start() {
  drain_thread_ = std::thread([this] { drain_loop(); });
  sync_thread_ = std::thread([this] { sync_loop(); });
}

// --- rings ---------------------------------------------------------------------------------------

std::unique_ptr<format::Ring> Drain::make_ring(uint64_t capacity) {
  format::RingIdentity id{file_.writer, file_.uuid, 0, generation_};
  base::TickAnchor anchor;
  {
    const std::lock_guard lock(slots_mutex_);
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

bool Drain::drain_ring(format::Ring& ring) {
  for (;;) {
    const base::Bytes frames = whole_frames(ring.readable());
    if (frames.empty()) return true;
    const format::RingRange range{ring.number(), ring.consumed(), ring.consumed() + frames.size()};
    const base::Status status = log_.append(range, frames, &clock_.now());
    report(status);
    if (!status.ok()) return false;
    ring.consume(frames.size());
  }
}

bool Drain::drain_slot(ThreadSlot& slot) {
  std::vector<format::Ring*> rings;
  {
    const std::lock_guard lock(slots_mutex_);
    for (const auto& ring : slot.rings) rings.push_back(ring.get());
  }
  bool ok = true;
  for (format::Ring* ring : rings) {
    // In order: only a ring that the thread had left before it was emptied may be followed by the
    // next.
    const bool in_use = slot.current.load(std::memory_order_acquire) == ring;
    const bool crowded = in_use && 2 * ring->readable().size() >= ring->capacity();
    ok = drain_ring(*ring);
    if (crowded) offer_larger_ring(slot, ring->capacity());
    if (in_use || !ok) break;
  }
  if (rings.size() > 1) retire_rings(slot);
  return ok;
}

bool Drain::drain_pass() {
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
  bool ok = true;
  for (ThreadSlot* slot : slots) ok &= drain_slot(*slot);
  if (ok && options_.system_interval_ms > 0 && now >= next_system_ns_) {
    next_system_ns_ = now + options_.system_interval_ms * kMillisecond;
    sample_system();
  }
  note_dropped();
  return ok;
}

void Drain::drain_loop() {
  std::unique_lock lock(wake_mutex_);
  for (;;) {
    ++passes_begun_;
    const bool stop = stopping_;
    lock.unlock();
    const bool ok = drain_pass();
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

void Drain::sample_system() {
  const auto& samples = monitor_.sample();
  if (samples.empty()) return;
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
  report(log_.append({}, frames, nullptr));
}

void Drain::note_dropped() {
  const uint64_t total = dropped();
  if (total == dropped_written_) return;
  if (mailbox_ != nullptr) mailbox_->publish_dropped(total);
  const auto frame = format::make_dropped_frame(total, static_cast<uint64_t>(base::wall_us()));
  if (log_.append({}, frame, nullptr).ok()) dropped_written_ = total;
}

// --- syncing -------------------------------------------------------------------------------------

base::Status Drain::sync_files() {
  const std::lock_guard one_at_a_time(sync_mutex_);
  std::vector<std::shared_ptr<base::AppendFile>> files;
  {
    const std::lock_guard lock(wake_mutex_);
    files.swap(unsynced_);
  }
  const auto work = log_.begin_sync();
  base::Status status;
  for (const auto& file : files) {
    if (status.ok()) status = file->sync();
  }
  if (status.ok()) status = log_.run_sync(work);
  log_.end_sync(work, status.ok());
  if (!status.ok()) {
    const std::lock_guard lock(wake_mutex_);
    unsynced_.insert(unsynced_.end(), files.begin(), files.end());
  }
  report(status);
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
    if (failing_) return error_;
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

  bool empty = true;
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) empty &= drain_ring(*ring);
  }
  note_dropped();
  base::Status status = log_.finish();
  if (status.ok()) status = sync_files();
  report(status);
  if (!empty) return last_error();
  for (const auto& slot : slots_) {
    for (const auto& ring : slot->rings) {
      if (!ring->path().empty()) (void)fs_.remove(ring->path());
    }
  }
  return status;
}

// --- errors --------------------------------------------------------------------------------------

// One message when it starts to fail and one when it works again, not one per attempt.
void Drain::report(const base::Status& status) {
  const std::lock_guard lock(error_mutex_);
  if (status.ok()) {
    if (std::exchange(failing_, false)) {
      std::fprintf(stderr, "oriel: %s can be written again\n", run_dir_.c_str());
    }
    return;
  }
  const bool is_news = !failing_ && status.message() != error_.message();
  failing_ = true;
  error_ = status;
  if (is_news) {
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
