#include "format/columns.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/crc32c.h"
#include "format/page_codec.h"
#include "format/varint.h"

namespace oriel::format {
namespace {

// Flags of a leaf as it is stored.
constexpr uint8_t kFloats = 1;     // min, max, first and last take four bytes each
constexpr uint8_t kNonFinite = 2;  // the three counts of non-finite values follow

// Rough sizes, for encoded_size().
constexpr size_t kEntryBytes = 32;
constexpr size_t kLeafBytes = 40;

bool is_float(double v) {
  return std::bit_cast<uint64_t>(static_cast<double>(static_cast<float>(v))) ==
         std::bit_cast<uint64_t>(v);
}

uint64_t span_of(int64_t low, int64_t high) {
  return static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
}

// Extremes and sum where every value is finite: four at a time, so that they overlap.
void summarise_finite(std::span<const double> values, Leaf& leaf) {
  double low[4], high[4], sum[4] = {};
  std::fill_n(low, 4, values[0]);
  std::fill_n(high, 4, values[0]);
  const auto take = [&](size_t lane, double v) {
    low[lane] = v < low[lane] ? v : low[lane];
    high[lane] = v > high[lane] ? v : high[lane];
    sum[lane] += v;
  };
  size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    for (size_t lane = 0; lane < 4; ++lane) take(lane, values[i + lane]);
  }
  for (; i < values.size(); ++i) take(i % 4, values[i]);
  leaf.min = std::min(std::min(low[0], low[1]), std::min(low[2], low[3]));
  leaf.max = std::max(std::max(high[0], high[1]), std::max(high[2], high[3]));
  leaf.sum = (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

void summarise_any(std::span<const double> values, Leaf& leaf) {
  for (const double v : values) {
    if (std::isfinite(v)) {
      if (!(leaf.min <= v)) leaf.min = v;
      if (!(leaf.max >= v)) leaf.max = v;
      leaf.sum += v;
    } else if (std::isnan(v)) {
      ++leaf.nan;
    } else {
      ++(v > 0 ? leaf.pos_inf : leaf.neg_inf);
    }
  }
}

bool all_finite(std::span<const double> values) {
  constexpr uint64_t kExponent = 0x7ff0000000000000;
  uint64_t bad = 0;
  for (const double v : values) {
    bad += (std::bit_cast<uint64_t>(v) & kExponent) == kExponent;
  }
  return bad == 0;
}

void put_leaf(base::ByteWriter& out, const BlockEntry& block, const Leaf& leaf) {
  const double extremes[4] = {leaf.min, leaf.max, leaf.first, leaf.last};
  const bool floats = std::all_of(extremes, extremes + 4, is_float);
  const bool non_finite = leaf.nan != 0 || leaf.pos_inf != 0 || leaf.neg_inf != 0;
  out.put(static_cast<uint8_t>((floats ? kFloats : 0) | (non_finite ? kNonFinite : 0)));
  put_varint(out, leaf.count);
  put_varint(out, leaf.size);
  put_varint(out, span_of(block.step_min, leaf.step_min));
  put_varint(out, span_of(leaf.step_min, leaf.step_max));
  put_varint(out, leaf.seq_first - block.seq_first);
  if (non_finite) {
    put_varint(out, leaf.nan);
    put_varint(out, leaf.pos_inf);
    put_varint(out, leaf.neg_inf);
  }
  for (const double v : extremes) {
    if (floats) {
      out.put(static_cast<float>(v));
    } else {
      out.put(v);
    }
  }
  out.put(leaf.sum);
}

std::optional<Leaf> get_leaf(base::ByteReader& in, const BlockEntry& block, uint32_t offset) {
  Leaf leaf;
  const uint8_t flags = in.get<uint8_t>();
  const uint64_t count = get_varint(in);
  const uint64_t size = get_varint(in);
  leaf.step_min = static_cast<int64_t>(static_cast<uint64_t>(block.step_min) + get_varint(in));
  leaf.step_max = static_cast<int64_t>(static_cast<uint64_t>(leaf.step_min) + get_varint(in));
  leaf.seq_first = block.seq_first + get_varint(in);
  uint64_t odd[3] = {};
  if ((flags & kNonFinite) != 0) {
    for (uint64_t& n : odd) n = get_varint(in);
  }
  double* const extremes[4] = {&leaf.min, &leaf.max, &leaf.first, &leaf.last};
  for (double* v : extremes) {
    *v = (flags & kFloats) != 0 ? static_cast<double>(in.get<float>()) : in.get<double>();
  }
  leaf.sum = in.get<double>();
  if (in.failed() || count < 1 || count > kPageValues || size > block.data_size || odd[0] > count ||
      odd[1] > count || odd[2] > count || odd[0] + odd[1] + odd[2] > count ||
      leaf.step_min > leaf.step_max) {
    return std::nullopt;
  }
  leaf.count = static_cast<uint16_t>(count);
  leaf.nan = static_cast<uint16_t>(odd[0]);
  leaf.pos_inf = static_cast<uint16_t>(odd[1]);
  leaf.neg_inf = static_cast<uint16_t>(odd[2]);
  leaf.offset = offset;
  leaf.size = static_cast<uint32_t>(size);
  return leaf;
}

void put_entry(base::ByteWriter& out, const BlockEntry& e) {
  put_varint(out, e.series + 1);  // wraps to 0 for the times
  put_varint(out, e.count);
  put_varint(out, e.pages);
  put_varint(out, e.data_size);
  put_varint(out, e.seq_first);
  put_varint(out, e.seq_last - e.seq_first);
  put_varint(out, zigzag(e.step_min));
  put_varint(out, span_of(e.step_min, e.step_max));
  out.put(e.data_crc);
}

std::optional<BlockEntry> get_entry(base::ByteReader& in) {
  BlockEntry e;
  const uint64_t series = get_varint(in);
  const uint64_t count = get_varint(in);
  const uint64_t pages = get_varint(in);
  const uint64_t size = get_varint(in);
  e.seq_first = get_varint(in);
  e.seq_last = e.seq_first + get_varint(in);
  e.step_min = unzigzag(get_varint(in));
  e.step_max = static_cast<int64_t>(static_cast<uint64_t>(e.step_min) + get_varint(in));
  e.data_crc = in.get<uint32_t>();
  if (in.failed() || series > UINT32_MAX || count < 1 || count > kBlockValues || pages > count ||
      size > UINT32_MAX || e.seq_last < e.seq_first || e.step_max < e.step_min) {
    return std::nullopt;
  }
  e.series = static_cast<uint32_t>(series - 1);
  e.count = static_cast<uint32_t>(count);
  e.pages = static_cast<uint32_t>(pages);
  e.data_size = static_cast<uint32_t>(size);
  const bool times = e.series == kTimesSeries;
  if (times != (pages == 0)) return std::nullopt;
  if (times && e.seq_last - e.seq_first != count - 1) return std::nullopt;
  return e;
}

}  // namespace

Leaf summarise(std::span<const double> values, std::span<const int64_t> steps,
               std::span<const uint64_t> seqs) {
  Leaf leaf;
  if (values.empty()) return leaf;
  leaf.count = static_cast<uint16_t>(values.size());
  if (all_finite(values)) {
    summarise_finite(values, leaf);
  } else {
    summarise_any(values, leaf);
  }
  size_t first = 0, last = 0;
  for (size_t i = 1; i < values.size(); ++i) {
    if (steps[i] >= steps[last]) {
      if (steps[i] > steps[last] || seqs[i] >= seqs[last]) last = i;
    } else if (steps[i] < steps[first] || (steps[i] == steps[first] && seqs[i] < seqs[first])) {
      first = i;
    }
  }
  leaf.first = values[first];
  leaf.last = values[last];
  leaf.step_min = steps[first];
  leaf.step_max = steps[last];
  leaf.seq_first = seqs[0];
  return leaf;
}

// --- Writing -------------------------------------------------------------------------------------

void ColumnsBuilder::add_series(uint32_t series, std::string_view name,
                                std::span<const double> values, std::span<const int64_t> steps,
                                std::span<const uint64_t> seqs) {
  if (values.empty()) return;
  if (named_.insert(series).second) {
    names_.emplace_back(series, name);
    name_bytes_ += name.size() + 7;
  }
  BlockEntry entry;
  entry.series = series;
  entry.count = static_cast<uint32_t>(values.size());
  entry.data_offset = static_cast<uint32_t>(data_.size());
  entry.seq_first = seqs.front();
  entry.seq_last = seqs.back();
  // Signed and unsigned may alias; the codec works modulo 2^64.
  const std::span<const int64_t> seqs_as_signed{reinterpret_cast<const int64_t*>(seqs.data()),
                                                seqs.size()};
  for (size_t at = 0; at < values.size(); at += kPageValues) {
    const size_t n = std::min(kPageValues, values.size() - at);
    Leaf leaf = summarise(values.subspan(at, n), steps.subspan(at, n), seqs.subspan(at, n));
    const size_t start = data_.size();
    encode_page(values.subspan(at, n), steps.subspan(at, n), seqs_as_signed.subspan(at, n), data_);
    leaf.offset = static_cast<uint32_t>(start - entry.data_offset);
    leaf.size = static_cast<uint32_t>(data_.size() - start);
    entry.step_min = entry.pages == 0 ? leaf.step_min : std::min(entry.step_min, leaf.step_min);
    entry.step_max = entry.pages == 0 ? leaf.step_max : std::max(entry.step_max, leaf.step_max);
    ++entry.pages;
    leaves_.push_back(leaf);
  }
  add_entry(entry);
}

void ColumnsBuilder::add_times(uint64_t seq_first, std::span<const int64_t> wall_us) {
  if (wall_us.empty()) return;
  BlockEntry entry;
  entry.series = kTimesSeries;
  entry.count = static_cast<uint32_t>(wall_us.size());
  entry.data_offset = static_cast<uint32_t>(data_.size());
  entry.seq_first = seq_first;
  entry.seq_last = seq_first + wall_us.size() - 1;
  const auto [low, high] = std::minmax_element(wall_us.begin(), wall_us.end());
  entry.step_min = *low;
  entry.step_max = *high;
  encode_integers(wall_us, data_);
  add_entry(entry);
}

void ColumnsBuilder::add_entry(BlockEntry entry) {
  entry.data_size = static_cast<uint32_t>(data_.size() - entry.data_offset);
  entry.data_crc = base::crc32c(base::Bytes(data_).subspan(entry.data_offset));
  entries_.push_back(entry);
}

size_t ColumnsBuilder::encoded_size() const {
  return name_bytes_ + kEntryBytes * entries_.size() + kLeafBytes * leaves_.size() + data_.size();
}

std::pair<std::vector<uint8_t>, uint32_t> ColumnsBuilder::finish() {
  base::ByteWriter out;
  out.vector().reserve(encoded_size() + 64);
  put_varint(out, names_.size());
  for (const auto& [series, name] : names_) {
    put_varint(out, series);
    out.put_text(name);
  }
  put_varint(out, entries_.size());
  const Leaf* leaf = leaves_.data();
  for (const BlockEntry& entry : entries_) {
    put_entry(out, entry);
    for (uint32_t p = 0; p < entry.pages; ++p) put_leaf(out, entry, *leaf++);
  }
  const auto head = static_cast<uint32_t>(out.size());
  out.put_bytes(data_);
  *this = ColumnsBuilder();
  return {std::move(out.vector()), head};
}

// --- Reading -------------------------------------------------------------------------------------

std::optional<ColumnsView> ColumnsView::parse(base::Bytes payload) {
  ColumnsView view;
  view.payload_ = payload;
  base::ByteReader in(payload);
  for (uint64_t left = get_varint(in); left > 0 && !in.failed(); --left) {
    const uint64_t series = get_varint(in);
    const std::string_view name = in.get_text();
    if (series >= kTimesSeries) return std::nullopt;
    view.names_.emplace_back(static_cast<uint32_t>(series), name);
  }
  for (uint64_t left = get_varint(in); left > 0 && !in.failed(); --left) {
    const auto entry = get_entry(in);
    if (!entry) return std::nullopt;
    view.first_leaf_.push_back(view.leaves_.size());
    view.blocks_.push_back(*entry);
    uint64_t count = 0, size = 0;
    for (uint32_t p = 0; p < entry->pages; ++p) {
      const auto leaf = get_leaf(in, *entry, static_cast<uint32_t>(size));
      if (!leaf) return std::nullopt;
      count += leaf->count;
      size += leaf->size;
      if (size > entry->data_size) return std::nullopt;
      view.leaves_.push_back(*leaf);
    }
    if (entry->pages > 0 && (count != entry->count || size != entry->data_size)) {
      return std::nullopt;
    }
  }
  if (in.failed()) return std::nullopt;
  view.first_leaf_.push_back(view.leaves_.size());
  uint64_t at = in.position();
  for (BlockEntry& entry : view.blocks_) {
    if (entry.data_size > payload.size() - at) return std::nullopt;
    entry.data_offset = static_cast<uint32_t>(at);
    at += entry.data_size;
  }
  return view;
}

std::span<const Leaf> ColumnsView::leaves(size_t block) const {
  if (block >= blocks_.size()) return {};
  return std::span(leaves_).subspan(first_leaf_[block],
                                    first_leaf_[block + 1] - first_leaf_[block]);
}

base::Bytes ColumnsView::data(size_t block) const {
  if (block >= blocks_.size()) return {};
  return payload_.subspan(blocks_[block].data_offset, blocks_[block].data_size);
}

bool block_intact(const BlockEntry& entry, base::Bytes data) {
  return data.size() == entry.data_size && base::crc32c(data) == entry.data_crc;
}

bool decode_page(base::Bytes page_bytes, unsigned columns, Page& out) {
  const auto page = PageReader::parse(page_bytes);
  if (!page) return false;
  out.count = page->count();
  if ((columns & kSteps) != 0) page->steps().decode(out.count, out.steps);
  if ((columns & kSeqs) != 0) {
    page->seqs().decode(out.count, reinterpret_cast<int64_t*>(out.seqs));
  }
  return (columns & kValues) == 0 || page->values(out.values);
}

bool decode_times(base::Bytes block_data, const BlockEntry& entry, std::vector<int64_t>& out) {
  if (entry.count < 1 || entry.count > kBlockValues) return false;
  base::ByteReader in(block_data);
  const auto column = read_integers(in, entry.count);
  if (!column) return false;
  out.resize(base::align_up(entry.count, 8));
  column->decode(entry.count, out.data());
  out.resize(entry.count);
  return true;
}

}  // namespace oriel::format
