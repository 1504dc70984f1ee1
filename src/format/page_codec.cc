// Reading pages. Writing them is in page_encode.cc.
#include "format/page_codec.h"

#include <algorithm>

#include "format/bit_pack.h"
#include "format/ordered_bits.h"
#include "format/page_format.h"
#include "format/varint.h"

namespace oriel::format {

const char* to_string(ValueCodec codec) {
  switch (codec) {
    case ValueCodec::kRaw:
      return "raw";
    case ValueCodec::kConstant:
      return "constant";
    case ValueCodec::kFor32:
      return "for32";
    case ValueCodec::kFor64:
      return "for64";
    case ValueCodec::kDelta32:
      return "delta32";
    case ValueCodec::kDelta64:
      return "delta64";
    case ValueCodec::kDecimal:
      return "decimal";
    case ValueCodec::kXor:
      return "xor";
  }
  return "unknown";
}

std::optional<IntegerColumn> read_integers(base::ByteReader& in, size_t n) {
  IntegerColumn column;
  column.width = in.get<uint8_t>();
  column.first = unzigzag(get_varint(in));
  if (n > 1) column.delta = unzigzag(get_varint(in));
  if (column.width > 64) return std::nullopt;
  column.packed = in.get_bytes(packed_size(n - 1, column.width));
  if (in.failed()) return std::nullopt;
  return column;
}

void IntegerColumn::decode(size_t n, int64_t* out) const {
  auto* to = reinterpret_cast<uint64_t*>(out);
  uint64_t at = static_cast<uint64_t>(first);
  const auto step = static_cast<uint64_t>(delta);
  if (affine()) {
    for (size_t i = 0; i < n; ++i) to[i] = at + step * i;
    return;
  }
  unpack_bits(packed, n - 1, width, to);
  for (size_t i = 0; i + 1 < n; ++i) {
    const uint64_t next = at + step + to[i];
    to[i] = at;
    at = next;
  }
  to[n - 1] = at;
}

std::optional<PageReader> PageReader::parse(base::Bytes page) {
  base::ByteReader in(page);
  PageReader out;
  out.count_ = in.get<uint8_t>() + size_t{1};
  const uint8_t codec = in.get<uint8_t>();
  if ((codec & ~kPatched) > static_cast<uint8_t>(ValueCodec::kXor)) return std::nullopt;
  out.codec_ = static_cast<ValueCodec>(codec & ~kPatched);
  const auto steps = read_integers(in, out.count_);
  if (!steps) return std::nullopt;
  const auto seqs = read_integers(in, out.count_);
  if (!seqs) return std::nullopt;
  out.steps_ = *steps;
  out.seqs_ = *seqs;
  if ((codec & kPatched) != 0) {
    const size_t patches = in.get<uint8_t>();
    out.patch_at_ = in.get_bytes(patches);
    out.patch_bits_ = in.get_bytes(8 * patches);
    for (const uint8_t at : out.patch_at_) {
      if (at >= out.count_) return std::nullopt;
    }
  }
  if (!out.parse_values(in) || in.failed()) return std::nullopt;
  return out;
}

bool PageReader::parse_values(base::ByteReader& in) {
  unsigned max_width = 0;
  size_t packed = 0;
  switch (codec_) {
    case ValueCodec::kRaw:
      packed_ = in.get_bytes(8 * count_);
      return !in.failed();
    case ValueCodec::kConstant:
      base_ = in.get<uint64_t>();
      return !in.failed();
    case ValueCodec::kXor:
      base_ = in.get<uint64_t>();
      packed_ = in.get_bytes(in.remaining());
      return !in.failed();
    case ValueCodec::kFor32:
    case ValueCodec::kFor64:
      max_width = codec_ == ValueCodec::kFor32 ? 32 : 64;
      width_ = in.get<uint8_t>();
      shift_ = in.get<uint8_t>();
      if (shift_ >= max_width) return false;
      base_ = max_width == 32 ? in.get<uint32_t>() : in.get<uint64_t>();
      packed = count_;
      break;
    case ValueCodec::kDelta32:
    case ValueCodec::kDelta64: {
      max_width = codec_ == ValueCodec::kDelta32 ? 32 : 64;
      const auto get = [&]() { return max_width == 32 ? in.get<uint32_t>() : in.get<uint64_t>(); };
      width_ = in.get<uint8_t>();
      shift_ = in.get<uint8_t>();
      if (shift_ < 1 || shift_ > 2 || count_ <= shift_) return false;
      base_ = get();
      if (shift_ == 2) slope_ = get();
      smallest_ = get();
      packed = count_ - shift_;
      break;
    }
    case ValueCodec::kDecimal:
      max_width = 64;
      width_ = in.get<uint8_t>();
      exponent_ = in.get<uint8_t>();
      as_float_ = (exponent_ & kDecimalFloat) != 0;
      exponent_ &= ~kDecimalFloat;
      if (exponent_ > kMaxExponent) return false;
      base_ = in.get<uint64_t>();
      packed = count_;
      break;
  }
  if (width_ > max_width) return false;
  // What follows the packed bits is harmless to read and spares unpack_bits() a copy.
  packed_ = in.get_bytes(std::max(in.remaining(), packed_size(packed, width_)));
  return !in.failed();
}

bool PageReader::values(double* out) const {
  switch (codec_) {
    case ValueCodec::kRaw:
      std::memcpy(out, packed_.data(), 8 * count_);
      break;
    case ValueCodec::kConstant:
      std::fill_n(out, count_, std::bit_cast<double>(base_));
      break;
    case ValueCodec::kFor32:
      decode_for32(out);
      break;
    case ValueCodec::kFor64:
      decode_for64(out);
      break;
    case ValueCodec::kDelta32:
      decode_delta<uint32_t>(out);
      break;
    case ValueCodec::kDelta64:
      decode_delta<uint64_t>(out);
      break;
    case ValueCodec::kDecimal:
      decode_decimal(out);
      break;
    case ValueCodec::kXor:
      if (!decode_xor(out)) return false;
      break;
  }
  for (size_t i = 0; i < patch_at_.size(); ++i) {
    out[patch_at_[i]] = base::load<double>(patch_bits_.data() + 8 * i);
  }
  return true;
}

void PageReader::decode_for32(double* out) const {
  uint32_t packed[kPageRoom];
  unpack_bits(packed_, count_, width_, packed);
  const auto base = static_cast<uint32_t>(base_);
  for (size_t i = 0; i < count_; ++i) {
    const auto ordered = static_cast<int32_t>(base + (packed[i] << shift_));
    out[i] = static_cast<double>(from_ordered_bits(ordered));
  }
}

void PageReader::decode_for64(double* out) const {
  uint64_t packed[kPageRoom];
  unpack_bits(packed_, count_, width_, packed);
  for (size_t i = 0; i < count_; ++i) {
    out[i] = from_ordered_bits(static_cast<int64_t>(base_ + (packed[i] << shift_)));
  }
}

template <class U>
void PageReader::decode_delta(double* out) const {
  U packed[kPageRoom];
  const size_t order = shift_;
  unpack_bits(packed_, count_ - order, width_, packed);
  auto at = static_cast<U>(base_);
  auto slope = static_cast<U>(slope_);
  const auto smallest = static_cast<U>(smallest_);
  using Signed = std::make_signed_t<U>;
  const auto put = [&](size_t i) {
    out[i] = static_cast<double>(from_ordered_bits(static_cast<Signed>(at)));
  };
  put(0);
  if (order == 1) {
    for (size_t i = 1; i < count_; ++i) {
      at += smallest + packed[i - 1];
      put(i);
    }
    return;
  }
  at += slope;
  put(1);
  for (size_t i = 2; i < count_; ++i) {
    slope += smallest + packed[i - 2];
    at += slope;
    put(i);
  }
}

void PageReader::decode_decimal(double* out) const {
  uint64_t packed[kPageRoom];
  unpack_bits(packed_, count_, width_, packed);
  const double scale = kPowersOfTen[exponent_];
  for (size_t i = 0; i < count_; ++i) {
    out[i] = static_cast<double>(static_cast<int64_t>(base_ + packed[i])) / scale;
  }
  if (!as_float_) return;
  for (size_t i = 0; i < count_; ++i) out[i] = static_cast<double>(static_cast<float>(out[i]));
}

bool PageReader::decode_xor(double* out) const {
  BitReader in(packed_);
  uint64_t bits = base_;
  unsigned length = 0, low = 0;
  out[0] = std::bit_cast<double>(bits);
  for (size_t i = 1; i < count_; ++i) {
    if (in.get(1) != 0) {
      if (in.get(1) != 0) {
        const auto leading = static_cast<unsigned>(in.get(6));
        length = static_cast<unsigned>(in.get(6)) + 1;
        if (leading + length > 64) return false;
        low = 64 - leading - length;
      }
      if (length == 0) return false;
      bits ^= in.get(length) << low;
    }
    out[i] = std::bit_cast<double>(bits);
  }
  return !in.failed();
}

bool PageReader::random_access() const {
  return codec_ != ValueCodec::kXor && codec_ != ValueCodec::kDelta32 &&
         codec_ != ValueCodec::kDelta64;
}

double PageReader::value(size_t i) const {
  for (size_t p = 0; p < patch_at_.size(); ++p) {
    if (patch_at_[p] == i) return base::load<double>(patch_bits_.data() + 8 * p);
  }
  if (codec_ == ValueCodec::kRaw) return base::load<double>(packed_.data() + 8 * i);
  if (codec_ == ValueCodec::kConstant) return std::bit_cast<double>(base_);
  const uint64_t packed = unpack_one(packed_, i, width_);
  if (codec_ == ValueCodec::kFor32) {
    return static_cast<double>(
        from_ordered_bits(static_cast<int32_t>(static_cast<uint32_t>(base_ + (packed << shift_)))));
  }
  if (codec_ == ValueCodec::kFor64) {
    return from_ordered_bits(static_cast<int64_t>(base_ + (packed << shift_)));
  }
  const double v =
      static_cast<double>(static_cast<int64_t>(base_ + packed)) / kPowersOfTen[exponent_];
  return as_float_ ? static_cast<double>(static_cast<float>(v)) : v;
}

}  // namespace oriel::format
