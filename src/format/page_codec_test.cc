#include "format/page_codec.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <random>

#include "format/bit_pack.h"
#include "format/columns.h"

namespace oriel::format {
namespace {

using Random = std::mt19937_64;
constexpr double kInf = std::numeric_limits<double>::infinity();

double bits(uint64_t b) {
  return std::bit_cast<double>(b);
}

// A cosine schedule of the learning rate, in doubles.
double cosine(size_t i) {
  return 0.5e-3 * (1 + std::cos(3.14159 * (1000 + static_cast<double>(i)) / 1e5));
}

// Encodes and decodes one page; every bit must come back, by page and value by value.
ValueCodec expect_round_trip(const std::vector<double>& values, const std::vector<int64_t>& steps,
                             const std::vector<int64_t>& seqs, size_t* size = nullptr) {
  std::vector<uint8_t> bytes;
  encode_page(values, steps, seqs, bytes);
  if (size != nullptr) *size = bytes.size();
  EXPECT_LE(bytes.size(), 8 * 3 * values.size() + 64);
  const auto reader = PageReader::parse(bytes);
  Page page;
  if (!reader || !decode_page(bytes, kAllColumns, page) || page.count != values.size()) {
    ADD_FAILURE() << "malformed";
    return ValueCodec::kRaw;
  }
  for (size_t i = 0; i < values.size(); ++i) {
    const auto want = std::bit_cast<uint64_t>(values[i]);
    EXPECT_EQ(std::bit_cast<uint64_t>(page.values[i]), want)
        << to_string(reader->codec()) << " " << i << ": " << values[i];
    if (reader->random_access()) {
      EXPECT_EQ(std::bit_cast<uint64_t>(reader->value(i)), want) << to_string(reader->codec());
    }
    EXPECT_EQ(page.steps[i], steps[i]);
    EXPECT_EQ(page.seqs[i], static_cast<uint64_t>(seqs[i]));
  }
  return reader->codec();
}

ValueCodec expect_round_trip(const std::vector<double>& values, size_t* size = nullptr) {
  std::vector<int64_t> steps(values.size());
  for (size_t i = 0; i < steps.size(); ++i) steps[i] = static_cast<int64_t>(i);
  return expect_round_trip(values, steps, steps, size);
}

std::vector<double> make(size_t n, const std::function<double(size_t)>& value) {
  std::vector<double> out(n);
  for (size_t i = 0; i < n; ++i) out[i] = value(i);
  return out;
}

TEST(BitPack, EveryWidthAndCountAndNothingBeyondTheEnd) {
  Random random(1);
  for (unsigned width = 0; width <= 64; ++width) {
    for (size_t n = 1; n <= 70; ++n) {
      const uint64_t mask = width == 64 ? ~0ull : (1ull << width) - 1;
      std::vector<uint64_t> values(base::align_up(n, 8));
      for (auto& v : values) v = random() & mask;
      std::vector<uint8_t> bytes(packed_size(values.size(), width));
      pack_bits(values.data(), n, width, bytes.data());
      bytes.resize(packed_size(n, width));
      bytes.shrink_to_fit();  // so that the address sanitizer sees a read past the end
      std::vector<uint64_t> back(values.size());
      unpack_bits(bytes, n, width, back.data());
      std::vector<uint32_t> back32(values.size());
      if (width <= 32) unpack_bits(bytes, n, width, back32.data());
      for (size_t i = 0; i < n; ++i) {
        ASSERT_EQ(back[i], values[i]) << width << " " << n << " " << i;
        ASSERT_EQ(unpack_one(bytes, i, width), values[i]);
        if (width <= 32) {
          ASSERT_EQ(back32[i], values[i]);
        }
      }
    }
  }
}

TEST(PageCodec, EachCodecWinsWhereItShould) {
  Random random(2);
  std::normal_distribution<double> normal;
  const auto f = [](double v) { return static_cast<double>(static_cast<float>(v)); };
  EXPECT_EQ(expect_round_trip(make(256, [](size_t) { return 0.1; })), ValueCodec::kConstant);
  EXPECT_EQ(expect_round_trip(make(256, [&](size_t) { return f(0.5 + 0.1 * normal(random)); })),
            ValueCodec::kFor32);
  EXPECT_EQ(expect_round_trip(make(256, [&](size_t) { return 0.5 + 0.1 * normal(random); })),
            ValueCodec::kFor64);
  EXPECT_EQ(expect_round_trip(make(256, cosine)), ValueCodec::kDelta64);
  EXPECT_EQ(expect_round_trip(
                make(256, [&](size_t i) { return f(1e-3 * (1 + static_cast<double>(i) / 1e5)); })),
            ValueCodec::kDelta32);
  EXPECT_EQ(expect_round_trip(
                make(256, [&](size_t) { return static_cast<double>(random() % 9999) / 100; })),
            ValueCodec::kDecimal);
  EXPECT_EQ(expect_round_trip(
                make(256, [&](size_t) { return f(static_cast<double>(random() % 9999) / 100); })),
            ValueCodec::kDecimal);
  EXPECT_EQ(expect_round_trip(make(256, [](size_t i) { return i < 100 ? 0.1 : 0.3; })),
            ValueCodec::kXor);
  EXPECT_EQ(expect_round_trip(make(256, [&](size_t) { return bits(random()); })), ValueCodec::kRaw);
}

TEST(PageCodec, NonFiniteValuesDoNotSpoilAPage) {
  Random random(3);
  std::normal_distribution<double> normal;
  auto values = make(256, [&](size_t) {
    return static_cast<double>(static_cast<float>(0.5 + 0.01 * normal(random)));
  });
  size_t plain = 0, patched = 0;
  expect_round_trip(values, &plain);
  values[0] = kInf;
  values[17] = bits(0x7ff8dead0000beef);
  values[255] = -kInf;
  EXPECT_EQ(expect_round_trip(values, &patched), ValueCodec::kFor32);
  EXPECT_LE(patched, plain + 3 * 9 + 1 + 32);  // the stand-ins may cost a bit of width
}

TEST(PageCodec, OddValues) {
  const std::vector<double> odd = {0.0,
                                   -0.0,
                                   kInf,
                                   -kInf,
                                   std::nan(""),
                                   -std::nan(""),
                                   bits(0x7ff0000000000001),
                                   bits(0xfff0000000000001),
                                   bits(0x7ff8000000000000 | 0xabcdef),
                                   5e-324,
                                   -5e-324,
                                   2.2e-308,
                                   1.7e308,
                                   -1.7e308,
                                   bits(0x7fefffffffffffff),
                                   1e-45,
                                   1.401298464324817e-45,
                                   3.4028235e38,
                                   3.5e38,
                                   1.0,
                                   -1.0,
                                   9007199254740993.0,
                                   0.1,
                                   1e15,
                                   1e22,
                                   4503599627370497.5};
  Random random(4);
  for (const double a : odd) {
    expect_round_trip({a});
    for (const double b : odd) {
      expect_round_trip({a, b});
      expect_round_trip({a, b, a});
      expect_round_trip(make(256, [&](size_t i) { return i % 7 == 0 ? a : b; }));
    }
  }
  for (int round = 0; round < 300; ++round) {
    expect_round_trip(make(1 + random() % 256, [&](size_t) { return odd[random() % odd.size()]; }));
  }
}

TEST(PageCodec, ManyDistributions) {
  Random random(5);
  std::normal_distribution<double> normal;
  std::map<ValueCodec, int> seen;
  for (int round = 0; round < 6000; ++round) {
    const size_t n = round % 3 == 0 ? 256 : 1 + random() % 256;
    const double scale = std::pow(10.0, static_cast<double>(random() % 40) - 20);
    const double offset = random() % 2 == 0 ? 0 : normal(random) * scale * 10;
    const double step = std::ldexp(1.0, -static_cast<int>(random() % 20));
    const unsigned kind = random() % 8;
    const bool floats = random() % 2 == 0;
    const bool signs = random() % 2 == 0;
    double walk = offset, held = offset;
    auto values = make(n, [&](size_t i) {
      double v = 0;
      switch (kind) {
        case 0:
          v = offset + scale * normal(random);
          break;
        case 1:
          v = walk += scale * normal(random);
          break;
        case 2:
          v = static_cast<double>(random() % 1000) * step;
          break;
        case 3:
          v = static_cast<double>(random() % 100000) / 1000;
          break;
        case 4:
          v = (random() % 20 == 0) ? held = normal(random) : held;
          break;
        case 5:
          v = offset + scale * std::cos(static_cast<double>(i) * 1e-4);
          break;
        case 6:
          v = bits(random());
          break;
        default:
          v = static_cast<double>(static_cast<int64_t>(random() >> (random() % 64)));
          break;
      }
      if (signs && random() % 2 == 0) v = -v;
      return floats ? static_cast<double>(static_cast<float>(v)) : v;
    });
    if (random() % 4 == 0) values[random() % n] = random() % 2 == 0 ? kInf : std::nan("");
    ++seen[expect_round_trip(values)];
    if (HasFailure()) FAIL() << "round " << round << ", kind " << kind;
  }
  EXPECT_EQ(seen.size(), 8u) << "a codec was never used";
}

TEST(PageCodec, Integers) {
  Random random(6);
  const std::vector<int64_t> extremes = {INT64_MIN, INT64_MIN + 1, -1,       0,
                                         1,         INT64_MAX - 1, INT64_MAX};
  for (int round = 0; round < 3000; ++round) {
    const size_t n = 1 + random() % 1024;
    std::vector<int64_t> values(n);
    const unsigned kind = random() % 5;
    uint64_t at = random();
    const uint64_t step = random() >> (random() % 64);
    for (auto& v : values) {
      switch (kind) {
        case 0:
          at += step;
          break;  // affine, wrapping
        case 1:
          at += 10'000 + random() % 4001 - 2000;
          break;  // times
        case 2:
          at = random();
          break;
        case 3:
          at = static_cast<uint64_t>(extremes[random() % extremes.size()]);
          break;
        default:
          at -= random() % 3;
          break;  // descending, with duplicates
      }
      v = static_cast<int64_t>(at);
    }
    std::vector<uint8_t> bytes;
    encode_integers(values, bytes);
    if (kind == 0) {
      EXPECT_LE(bytes.size(), 21u);
    }
    base::ByteReader in(bytes);
    const auto column = read_integers(in, n);
    ASSERT_TRUE(column);
    ASSERT_EQ(in.remaining(), 0u);
    std::vector<int64_t> back(base::align_up(n, 8));
    column->decode(n, back.data());
    back.resize(n);
    ASSERT_EQ(back, values) << "kind " << kind;
  }
}

TEST(PageCodec, DamagedPagesNeverCrash) {
  Random random(7);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 400; ++round) {
    std::vector<int64_t> steps(1 + random() % 256);
    for (auto& s : steps) s = static_cast<int64_t>(random() % 1000);
    const auto values = make(steps.size(), [&](size_t i) {
      switch (round % 6) {
        case 0:
          return static_cast<double>(static_cast<float>(normal(random)));
        case 1:
          return normal(random);
        case 2:
          return cosine(i);
        case 3:
          return static_cast<double>(random() % 100) / 10;
        case 4:
          return i < steps.size() / 2 ? 0.1 : 0.2;
        default:
          return i == 3 ? kInf : static_cast<double>(i % 9);
      }
    });
    std::vector<uint8_t> bytes;
    encode_page(values, steps, steps, bytes);
    for (int damage = 0; damage < 60; ++damage) {
      std::vector<uint8_t> bad = bytes;
      for (size_t flips = 1 + random() % 3; flips > 0; --flips) {
        const size_t at =
            random() % 2 == 0 ? random() % std::min<size_t>(bad.size(), 40) : random() % bad.size();
        bad[at] ^= static_cast<uint8_t>(1u << random() % 8);
      }
      if (random() % 4 == 0) bad.resize(random() % bad.size());
      if (random() % 8 == 0) {
        for (auto& b : bad) b = static_cast<uint8_t>(random());
      }
      bad.shrink_to_fit();
      const auto page = std::make_unique<Page>();
      if (!decode_page(bad, kAllColumns, *page)) continue;
      EXPECT_LE(page->count, kPageValues);
      const auto reader = PageReader::parse(bad);
      if (reader->random_access()) (void)reader->value(reader->count() - 1);
    }
  }
}

}  // namespace
}  // namespace oriel::format
