// TerminalLink: how snapshots get from a training to the process that draws them — a file in shared
// memory with a ring of records, one writer and one reader.
//
// The writer never waits for the reader: a record that does not fit is counted and left out. The
// reader believes nothing it has not checked; a writer that dies in the middle of a record leaves
// that record out. Cost of a push: the copy of its bytes and three atomic accesses (about 15 ns for
// a snapshot without containers).
//
// LinkWriter: one thread at a time (TerminalSession guards it). LinkReader: one thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace oriel::kit {

inline constexpr size_t kLinkRingBytes = 512 * 1024;
inline constexpr size_t kMaxExperts = 256;
inline constexpr size_t kMaxCustom = 64;
inline constexpr size_t kMaxMetricName = 64;
inline constexpr size_t kMaxMetricText = 128;

// What is drawn how; fixed when the link is made.
struct LinkSettings {
  int64_t pid = 0;
  int rank = 0;
  int64_t total_steps = 0;  // 0 or less: unknown
  std::string description;
  bool progress_bar = true, tables = true, throughput = true, system = true, experts = true;
  bool curves = true;
  int table_interval = 25;
  int refresh_per_second = 4;
};

// The scalars of a snapshot, in the order of their bits in `present`.
enum Field : uint8_t {
  kTrainLoss,
  kValLoss,
  kLearningRate,
  kAuxLoss,
  kBatchSize,
  kSequenceLength,
  kGpuMemory,
  kGradientNorm,
  kStepsPerSecond,
  kBatchesPerSecond,
  kSamplesPerSecond,
  kTokensPerSecond,
  kGpuMemoryUsed,
  kGpuMemoryTotal,
  kGpuUtilization,
  kFields
};

// A record as it lies in the ring: this, then `present`'s fields in order, then experts as (i64,
// f64) pairs, then custom metrics as (u16 name size, u16 text size or 0xFFFF, f64, name, text
// padded to 8).
struct LinkRecord {
  uint32_t bytes = 0;  // of the whole record, a multiple of 8
  uint16_t kind = 0;   // 1 snapshot, 2 table (text of JSON follows), 3 filler
  uint16_t present = 0;
  int64_t step = 0;
  uint16_t experts = 0;
  uint16_t custom = 0;
  uint32_t unused = 0;
};
static_assert(sizeof(LinkRecord) == 24);
inline constexpr uint16_t kSnapshotRecord = 1, kTableRecord = 2, kFillerRecord = 3;
inline constexpr uint16_t kNotText = 0xFFFF;

struct LinkHeader;

class LinkWriter {
 public:
  ~LinkWriter();
  // Makes the file; it must not exist yet.
  static base::Result<std::unique_ptr<LinkWriter>> create(const std::string& path,
                                                          const LinkSettings& settings);
  // Room for a record of at most `bytes`; nothing if the reader is behind. Then fill it and call
  // commit() with the bytes it really has.
  uint8_t* reserve(size_t bytes) {
    const size_t at = head_ % kLinkRingBytes;
    const bool room = at + bytes <= kLinkRingBytes && head_ + bytes <= tail_ + kLinkRingBytes;
    return room ? ring_ + at : reserve_slowly((bytes + 7) & ~size_t{7});
  }
  void commit(size_t bytes) {
    head_ += (bytes + 7) & ~size_t{7};
    published_->store(head_, std::memory_order_release);
    fetch_for_writing(ring_ + (head_ + kAhead) % kLinkRingBytes);
  }
  void drop();                    // counts one that found no room
  void close();                   // no more will come
  bool drawn_to_the_end() const;  // the reader has shown the summary
  const std::string& path() const { return path_; }

 private:
  // The lines of the ring were last read on another core. Asked for now, they are here when a
  // record comes to lie on them; else the next locked instruction would wait for each.
  static constexpr size_t kAhead = 256;
  static void fetch_for_writing(const uint8_t* at) {
#if defined(__x86_64__)
    __asm__ volatile("prefetchw %0" : : "m"(*at));
#else
    __builtin_prefetch(at, 1);
#endif
  }

  LinkWriter() = default;
  uint8_t* reserve_slowly(size_t bytes);

  std::string path_;
  LinkHeader* header_ = nullptr;
  std::atomic<uint64_t>* published_ = nullptr;  // the header's head
  uint8_t* ring_ = nullptr;
  uint64_t head_ = 0;  // where the next record begins
  uint64_t tail_ = 0;  // what the reader had taken when it was last looked at
};

struct LinkSnapshot {
  int64_t step = 0;
  uint16_t present = 0;
  double fields[kFields] = {};
  std::vector<std::pair<int64_t, double>> experts;
  struct Custom {
    std::string name;
    std::variant<double, std::string> value;
  };
  std::vector<Custom> custom;

  bool has(Field f) const { return (present >> f & 1) != 0; }
  std::optional<double> get(Field f) const {
    return has(f) ? std::optional(fields[f]) : std::nullopt;
  }
};

class LinkReader {
 public:
  ~LinkReader();
  static base::Result<std::unique_ptr<LinkReader>> open(const std::string& path);

  const LinkSettings& settings() const { return settings_; }
  // Hands over every record that is new, oldest first: snapshots, and the JSON of tables.
  template <class OnSnapshot, class OnTable>
  void drain(OnSnapshot on_snapshot, OnTable on_table) {
    while (next()) {
      if (kind_ == kSnapshotRecord) on_snapshot(static_cast<const LinkSnapshot&>(snapshot_));
      if (kind_ == kTableRecord) on_table(std::string_view(table_));
    }
  }
  bool closed() const;
  uint64_t dropped() const;
  // Tells the writer that the summary is on the screen.
  void acknowledge_end();

 private:
  LinkReader() = default;
  bool next();
  bool parse(const uint8_t* record, size_t bytes);

  LinkSettings settings_;
  LinkHeader* header_ = nullptr;
  uint8_t* ring_ = nullptr;
  uint16_t kind_ = 0;
  LinkSnapshot snapshot_;
  std::string table_;
};

}  // namespace oriel::kit
