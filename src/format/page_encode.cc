// Writing pages. The estimates look at all values once for frame of reference, and at a sample
// before they look at all of them for anything else: a training metric is noise far more often than
// not, and noise must be recognised as such at once.
#include <algorithm>
#include <bit>
#include <cmath>

#include "format/bit_pack.h"
#include "format/ordered_bits.h"
#include "format/page_codec.h"
#include "format/page_format.h"
#include "format/varint.h"

namespace oriel::format {
namespace {

constexpr size_t kSample = 33;  // values looked at before differences are tried on all
constexpr size_t kMaxPatches = 32;
constexpr uint64_t kExponentBits = 0x7ff0000000000000;

unsigned width_of(uint64_t range) {
  return static_cast<unsigned>(std::bit_width(range));
}

template <class T>
void put(std::vector<uint8_t>& out, T value) {
  const size_t at = out.size();
  out.resize(at + sizeof value);
  base::store(out.data() + at, value);
}

// Appends n packed values; `values` has room for n rounded up to eight.
void put_packed(std::vector<uint8_t>& out, uint64_t* values, size_t n, unsigned width) {
  std::fill(values + n, values + base::align_up(n, 8), 0);
  const size_t at = out.size();
  out.resize(at + packed_size(base::align_up(n, 8), width));
  pack_bits(values, n, width, out.data() + at);
  out.resize(at + packed_size(n, width));
}

// The smallest and largest difference of a sequence, wrapping.
template <class U>
struct Differences {
  using Signed = std::make_signed_t<U>;
  Signed low[2] = {};  // of first and of second differences
  Signed high[2] = {};

  Differences(const U* o, size_t n) {  // n >= 3
    auto d = static_cast<Signed>(o[1] - o[0]);
    low[0] = high[0] = d;
    low[1] = std::numeric_limits<Signed>::max();
    high[1] = std::numeric_limits<Signed>::min();
    for (size_t i = 2; i < n; ++i) {
      const auto next = static_cast<Signed>(o[i] - o[i - 1]);
      const auto second = static_cast<Signed>(static_cast<U>(next) - static_cast<U>(d));
      low[0] = std::min(low[0], next);
      high[0] = std::max(high[0], next);
      low[1] = std::min(low[1], second);
      high[1] = std::max(high[1], second);
      d = next;
    }
  }
  unsigned width(int order) const {
    return width_of(
        static_cast<U>(static_cast<U>(high[order - 1]) - static_cast<U>(low[order - 1])));
  }
};

struct Plan {
  ValueCodec codec = ValueCodec::kRaw;
  size_t bytes = 0;
  unsigned width = 64;
  unsigned shift = 0;  // or exponent, or order
  uint64_t base = 0;   // or the smallest difference

  // Takes the other one if it is smaller.
  void offer(const Plan& other) {
    if (other.bytes < bytes) *this = other;
  }
};

// The 64 bits of an XOR with the value before, and the window that it is written in.
struct XorWindow {
  unsigned leading = 0, length = 0;

  // Bits that x costs; moves the window where x does not fit, or would waste too much.
  unsigned cost(uint64_t x, bool& moved) {
    moved = false;
    if (x == 0) return 1;
    const auto lead = static_cast<unsigned>(std::countl_zero(x));
    const auto needed = 64 - lead - static_cast<unsigned>(std::countr_zero(x));
    const bool fits = length > 0 && lead >= leading &&
                      static_cast<unsigned>(std::countr_zero(x)) >= 64 - leading - length;
    if (fits && length <= needed + 12) return 2 + length;
    leading = lead;
    length = needed;
    moved = true;
    return 14 + length;
  }
};

class PageEncoder {
 public:
  explicit PageEncoder(std::span<const double> values) : n_(values.size()) {
    std::copy(values.begin(), values.end(), v_);
  }

  void encode(std::vector<uint8_t>& out) {
    look();
    if (constant_) {
      out[codec_at_] = static_cast<uint8_t>(ValueCodec::kConstant);
      return put(out, std::bit_cast<uint64_t>(v_[0]));
    }
    uint8_t flag = 0;
    if (non_finite_ > 0 && non_finite_ <= kMaxPatches && non_finite_ < n_) {
      put_patches(out);
      flag = kPatched;
      look();
    }
    plan_.bytes = 8 * n_;
    if (constant_) {
      plan_ = {ValueCodec::kConstant, 8, 0, 0, std::bit_cast<uint64_t>(v_[0])};
    } else if (exact_float_) {
      plan_for<uint32_t>(o32_, ValueCodec::kFor32, ValueCodec::kDelta32);
    } else {
      plan_for<uint64_t>(o64_, ValueCodec::kFor64, ValueCodec::kDelta64);
    }
    out[codec_at_] = static_cast<uint8_t>(plan_.codec) | flag;
    emit(out);
  }

  size_t codec_at_ = 0;  // where in `out` the codec goes

 private:
  // Are they all the same, all finite, all floats?
  void look() {
    const auto first = std::bit_cast<uint64_t>(v_[0]);
    uint64_t different = 0, inexact = 0;
    non_finite_ = 0;
    for (size_t i = 0; i < n_; ++i) {
      const auto bits = std::bit_cast<uint64_t>(v_[i]);
      const double narrowed = static_cast<double>(static_cast<float>(v_[i]));
      different |= bits ^ first;
      inexact |= bits ^ std::bit_cast<uint64_t>(narrowed);
      non_finite_ += (bits & kExponentBits) == kExponentBits;
    }
    constant_ = different == 0;
    exact_float_ = inexact == 0;
  }

  // Writes the non-finite values apart and puts their neighbours in their places.
  void put_patches(std::vector<uint8_t>& out) {
    size_t first_finite = 0;
    while (!std::isfinite(v_[first_finite])) ++first_finite;
    double last = v_[first_finite];
    std::vector<double> patches;
    out.push_back(static_cast<uint8_t>(non_finite_));
    for (size_t i = 0; i < n_; ++i) {
      if (std::isfinite(v_[i])) {
        last = v_[i];
        continue;
      }
      out.push_back(static_cast<uint8_t>(i));
      patches.push_back(v_[i]);
      v_[i] = last;
    }
    for (const double v : patches) put(out, v);
  }

  template <class U>
  void plan_for(U* o, ValueCodec for_codec, ValueCodec delta_codec) {
    using Signed = std::make_signed_t<U>;
    using Float = std::conditional_t<sizeof(U) == 4, float, double>;
    for (size_t i = 0; i < n_; ++i) {
      o[i] = static_cast<U>(ordered_bits(static_cast<Float>(v_[i])));
    }
    auto low = static_cast<Signed>(o[0]);
    Signed high = low;
    U varying = 0;
    for (size_t i = 0; i < n_; ++i) {
      const auto s = static_cast<Signed>(o[i]);
      low = std::min(low, s);
      high = std::max(high, s);
      varying |= o[i] ^ o[0];
    }
    const auto shift = static_cast<unsigned>(std::countr_zero(varying));  // not all are the same
    const U range = static_cast<U>(static_cast<U>(high) - static_cast<U>(low)) >> shift;
    const unsigned width = width_of(range);
    plan_.offer(
        {for_codec, 2 + sizeof(U) + packed_size(n_, width), width, shift, static_cast<U>(low)});
    try_decimal(from_ordered_bits(low), from_ordered_bits(high));
    try_differences<U>(o, delta_codec);
    try_xor();
  }

  template <class U>
  void try_differences(const U* o, ValueCodec codec) {
    if (n_ < 3) return;
    const Differences<U> sample(o, std::min(n_, kSample));
    if (std::min(sample.width(1), sample.width(2)) >= plan_.width) return;
    const Differences<U> all(o, n_);
    for (int order = 1; order <= 2; ++order) {
      const unsigned width = all.width(order);
      const auto skipped = static_cast<size_t>(order);
      plan_.offer({codec, 2 + (1 + skipped) * sizeof(U) + packed_size(n_ - skipped, width), width,
                   static_cast<unsigned>(order), static_cast<U>(all.low[order - 1])});
    }
  }

  static double round(double v) { return (v + 0x1.8p52) - 0x1.8p52; }

  bool is_decimal(double v, double scale) const {
    double back = round(v * scale) / scale;
    if (exact_float_) back = static_cast<double>(static_cast<float>(back));
    return std::bit_cast<uint64_t>(back) == std::bit_cast<uint64_t>(v);
  }

  // The smallest power of ten that makes integers of all, while they would be narrower than what
  // there is.
  void try_decimal(double low, double high) {
    if (!(std::isfinite(low) && std::isfinite(high))) return;
    const double largest = std::max(std::abs(low), std::abs(high));
    const double limit = std::ldexp(1.0, static_cast<int>(std::min(plan_.width, 51u)));
    int attempts = 0;
    for (unsigned e = 0; e <= kMaxExponent && attempts < 3; ++e) {
      const double scale = kPowersOfTen[e];
      if (largest * scale >= 0x1p51 || (high - low) * scale >= limit) return;
      if (!is_decimal(v_[0], scale) || !is_decimal(v_[n_ / 3], scale) ||
          !is_decimal(v_[2 * n_ / 3], scale) || !is_decimal(v_[n_ - 1], scale)) {
        continue;
      }
      ++attempts;
      if (!std::all_of(v_, v_ + n_, [&](double v) { return is_decimal(v, scale); })) continue;
      const auto from = static_cast<int64_t>(round(low * scale));
      const auto to = static_cast<int64_t>(round(high * scale));
      const unsigned width = width_of(static_cast<uint64_t>(to - from));
      plan_.offer({ValueCodec::kDecimal, 10 + packed_size(n_, width), width, e,
                   static_cast<uint64_t>(from)});
      return;
    }
  }

  uint64_t xor_at(size_t i) const {
    return std::bit_cast<uint64_t>(v_[i]) ^ std::bit_cast<uint64_t>(v_[i - 1]);
  }

  void try_xor() {
    size_t repeats = 0;
    for (size_t i = 1; i < n_; ++i) repeats += xor_at(i) == 0;
    if (8 * repeats < n_) return;
    XorWindow window;
    size_t bits = 0;
    bool moved;
    for (size_t i = 1; i < n_; ++i) bits += window.cost(xor_at(i), moved);
    plan_.offer({ValueCodec::kXor, 8 + (bits + 7) / 8, 0, 0, std::bit_cast<uint64_t>(v_[0])});
  }

  // --- Writing the plan ---

  void emit(std::vector<uint8_t>& out) {
    switch (plan_.codec) {
      case ValueCodec::kRaw:
        for (size_t i = 0; i < n_; ++i) put(out, v_[i]);
        break;
      case ValueCodec::kConstant:
        put(out, plan_.base);
        break;
      case ValueCodec::kFor32:
        emit_for(o32_, out);
        break;
      case ValueCodec::kFor64:
        emit_for(o64_, out);
        break;
      case ValueCodec::kDelta32:
        emit_delta(o32_, out);
        break;
      case ValueCodec::kDelta64:
        emit_delta(o64_, out);
        break;
      case ValueCodec::kDecimal:
        emit_decimal(out);
        break;
      case ValueCodec::kXor:
        emit_xor(out);
        break;
    }
  }

  template <class U>
  void emit_for(const U* o, std::vector<uint8_t>& out) {
    const auto base = static_cast<U>(plan_.base);
    put(out, static_cast<uint8_t>(plan_.width));
    put(out, static_cast<uint8_t>(plan_.shift));
    put(out, base);
    uint64_t packed[kPageRoom];
    for (size_t i = 0; i < n_; ++i) packed[i] = static_cast<U>(o[i] - base) >> plan_.shift;
    put_packed(out, packed, n_, plan_.width);
  }

  template <class U>
  void emit_delta(const U* o, std::vector<uint8_t>& out) {
    const auto smallest = static_cast<U>(plan_.base);
    const size_t order = plan_.shift;
    put(out, static_cast<uint8_t>(plan_.width));
    put(out, static_cast<uint8_t>(order));
    put(out, o[0]);
    if (order == 2) put(out, static_cast<U>(o[1] - o[0]));
    put(out, smallest);
    uint64_t packed[kPageRoom];
    for (size_t i = order; i < n_; ++i) {
      U d = o[i] - o[i - 1];
      if (order == 2) d -= o[i - 1] - o[i - 2];
      packed[i - order] = static_cast<U>(d - smallest);
    }
    put_packed(out, packed, n_ - order, plan_.width);
  }

  void emit_decimal(std::vector<uint8_t>& out) {
    const double scale = kPowersOfTen[plan_.shift];
    put(out, static_cast<uint8_t>(plan_.width));
    put(out, static_cast<uint8_t>(plan_.shift | (exact_float_ ? kDecimalFloat : 0)));
    put(out, plan_.base);
    uint64_t packed[kPageRoom];
    for (size_t i = 0; i < n_; ++i) {
      packed[i] = static_cast<uint64_t>(static_cast<int64_t>(round(v_[i] * scale))) - plan_.base;
    }
    put_packed(out, packed, n_, plan_.width);
  }

  void emit_xor(std::vector<uint8_t>& out) {
    put(out, plan_.base);
    const size_t start = out.size();
    out.resize(start + plan_.bytes + 16);
    uint8_t* to = out.data() + start;
    size_t at = 0;
    const auto write = [&](uint64_t bits, unsigned n) {
      uint8_t* p = to + at / 8;
      const unsigned shift = at % 8;
      base::store(p, base::load<uint64_t>(p) | bits << shift);
      if (shift + n > 64) p[8] = static_cast<uint8_t>(bits >> (64 - shift));
      at += n;
    };
    XorWindow window;
    for (size_t i = 1; i < n_; ++i) {
      const uint64_t x = xor_at(i);
      bool moved;
      if (window.cost(x, moved) == 1) {
        write(0, 1);
        continue;
      }
      write(moved ? 3 : 1, 2);
      if (moved) write(window.leading | (window.length - 1) << 6, 12);
      write(x >> (64 - window.leading - window.length), window.length);
    }
    out.resize(start + (at + 7) / 8);
  }

  size_t n_;
  size_t non_finite_ = 0;
  bool constant_ = false;
  bool exact_float_ = false;
  Plan plan_;
  alignas(16) double v_[kPageRoom];
  union {
    alignas(16) uint32_t o32_[kPageRoom];
    alignas(16) uint64_t o64_[kPageRoom];
  };
};

}  // namespace

void encode_integers(std::span<const int64_t> values, std::vector<uint8_t>& out) {
  const size_t n = values.size();
  const auto at = [&](size_t i) { return static_cast<uint64_t>(values[i]); };
  int64_t low = 0, high = 0;
  if (n > 1) low = high = static_cast<int64_t>(at(1) - at(0));
  for (size_t i = 2; i < n; ++i) {
    const auto d = static_cast<int64_t>(at(i) - at(i - 1));
    low = std::min(low, d);
    high = std::max(high, d);
  }
  const unsigned width = width_of(static_cast<uint64_t>(high) - static_cast<uint64_t>(low));
  uint8_t head[1 + 2 * kMaxVarint];
  head[0] = static_cast<uint8_t>(width);
  uint8_t* end = write_varint(head + 1, zigzag(values[0]));
  if (n > 1) end = write_varint(end, zigzag(low));
  out.insert(out.end(), head, end);
  if (width == 0) return;
  uint64_t packed[1024];
  for (size_t i = 1; i < n; ++i) packed[i - 1] = at(i) - at(i - 1) - static_cast<uint64_t>(low);
  put_packed(out, packed, n - 1, width);
}

void encode_page(std::span<const double> values, std::span<const int64_t> steps,
                 std::span<const int64_t> seqs, std::vector<uint8_t>& out) {
  out.push_back(static_cast<uint8_t>(values.size() - 1));
  PageEncoder encoder(values);
  encoder.codec_at_ = out.size();
  out.push_back(0);
  encode_integers(steps, out);
  encode_integers(seqs, out);
  encoder.encode(out);
}

}  // namespace oriel::format
