// Column blocks: up to 1,024 values of one series in pages of 256, each page with the smallest
// codec and its own pyramid leaf (docs/log_format.md, "Columns").
//
// ColumnsBuilder collects sealed blocks into the payload of one kColumns chunk; ColumnsView reads
// such a payload, trusting nothing in it: every accessor checks bounds, and decoding damaged bytes
// gives an error or wrong numbers, never undefined behaviour. decode_page() is what the query
// engine lives on: it must cost about a nanosecond per value. Pure; thread-safe on const objects.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace oriel::format {

inline constexpr size_t kPageValues = 256;
inline constexpr size_t kBlockValues = 1024;
inline constexpr uint32_t kTimesSeries = UINT32_MAX;  // the pseudo-series of frame wall times

// The pyramid's smallest stone: a summary of one page. `first` and `last` are the values at the
// smallest and largest (step, seq); min, max and sum are over finite values (NaN if there are
// none).
struct Leaf {
  double min = std::numeric_limits<double>::quiet_NaN();
  double max = std::numeric_limits<double>::quiet_NaN();
  double first = std::numeric_limits<double>::quiet_NaN();
  double last = std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  int64_t step_min = 0;
  int64_t step_max = 0;
  uint64_t seq_first = 0;
  uint16_t count = 0;  // all values, non-finite ones included
  uint16_t nan = 0;
  uint16_t pos_inf = 0;
  uint16_t neg_inf = 0;
  uint32_t offset = 0;  // of the page's bytes within the block's data; not stored either
  uint32_t size = 0;
};
static_assert(sizeof(Leaf) == 80);

Leaf summarise(std::span<const double> values, std::span<const int64_t> steps,
               std::span<const uint64_t> seqs);

// One entry of the directory at the head of the payload.
struct BlockEntry {
  uint32_t series = 0;  // id within the writer, or kTimesSeries
  uint32_t count = 0;
  uint32_t data_offset = 0;  // within the payload; not stored: blocks lie one behind the other
  uint32_t data_size = 0;
  uint32_t data_crc = 0;
  uint32_t pages = 0;
  uint64_t seq_first = 0;
  uint64_t seq_last = 0;
  int64_t step_min = 0;  // of kTimesSeries: wall time, µs
  int64_t step_max = 0;
};
static_assert(sizeof(BlockEntry) == 56);

class ColumnsBuilder {
 public:
  // Values of one series in order of seq. At most kBlockValues, all spans of one length.
  void add_series(uint32_t series, std::string_view name, std::span<const double> values,
                  std::span<const int64_t> steps, std::span<const uint64_t> seqs);
  // Wall times of the frames seq_first, seq_first + 1, …; at most kBlockValues.
  void add_times(uint64_t seq_first, std::span<const int64_t> wall_us);

  bool empty() const { return entries_.empty(); }
  size_t encoded_size() const;  // of the payload, about
  // Their data_offset counts from the end of the head, which is known only after finish().
  const std::vector<BlockEntry>& entries() const { return entries_; }
  // Payload and the size of its head (names, directory, leaves). Resets the builder.
  std::pair<std::vector<uint8_t>, uint32_t> finish();

 private:
  void add_entry(BlockEntry entry);

  std::vector<std::pair<uint32_t, std::string>> names_;
  std::unordered_set<uint32_t> named_;
  size_t name_bytes_ = 0;
  std::vector<BlockEntry> entries_;
  std::vector<Leaf> leaves_;
  std::vector<uint8_t> data_;
};

// Decoded page; `count` of each are valid, what is behind them undefined.
struct Page {
  size_t count = 0;
  double values[kPageValues];
  int64_t steps[kPageValues];
  uint64_t seqs[kPageValues];
};

class ColumnsView {
 public:
  // Parses the head; nothing if it is malformed. The payload must outlive the view.
  static std::optional<ColumnsView> parse(base::Bytes payload);

  const std::vector<std::pair<uint32_t, std::string_view>>& names() const { return names_; }
  std::span<const BlockEntry> blocks() const { return blocks_; }
  std::span<const Leaf> leaves(size_t block) const;  // copied out at parse time: aligned
  // The block's bytes; empty if out of bounds.
  base::Bytes data(size_t block) const;

 private:
  base::Bytes payload_;
  std::vector<std::pair<uint32_t, std::string_view>> names_;
  std::vector<BlockEntry> blocks_;
  std::vector<Leaf> leaves_;
  std::vector<size_t> first_leaf_;
};

// True if the block's data has the CRC its entry states.
bool block_intact(const BlockEntry& entry, base::Bytes data);

// Which columns decode_page() fills; the rest is left alone.
enum PageColumns : unsigned { kValues = 1, kSteps = 2, kSeqs = 4, kAllColumns = 7 };

// `page_bytes` = block data [leaf.offset, leaf.offset + leaf.size). False if malformed.
bool decode_page(base::Bytes page_bytes, unsigned columns, Page& out);

// The wall times of a kTimesSeries block. False if malformed.
bool decode_times(base::Bytes block_data, const BlockEntry& entry, std::vector<int64_t>& out);

}  // namespace oriel::format
