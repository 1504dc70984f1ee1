#include "format/columns.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "base/file.h"
#include "format/page_codec.h"

namespace oriel::format {
namespace {

using Random = std::mt19937_64;

struct Series {
  std::vector<double> values;
  std::vector<int64_t> steps;
  std::vector<uint64_t> seqs;
};

Series random_series(Random& random, size_t n) {
  Series s;
  std::normal_distribution<double> normal;
  const unsigned kind = random() % 4;
  int64_t step = static_cast<int64_t>(random());
  uint64_t seq = random() % 1'000'000;
  for (size_t i = 0; i < n; ++i) {
    double v = normal(random);
    if (kind == 0) v = static_cast<double>(static_cast<float>(v));
    if (kind == 1 && random() % 5 == 0) v = random() % 2 == 0 ? std::nan("") : INFINITY;
    if (kind == 2) v = std::nan("");
    if (kind == 3 && random() % 3 == 0) step = static_cast<int64_t>(random());
    s.values.push_back(v);
    s.steps.push_back(step = static_cast<int64_t>(static_cast<uint64_t>(step) + 1));
    s.seqs.push_back(seq += random() % 3);
  }
  return s;
}

bool same_bits(double a, double b) {
  return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
}

// What a leaf must say, by its definition.
void expect_leaf(const Leaf& leaf, const Series& s, size_t from) {
  const size_t n = leaf.count;
  Leaf want;
  double sum = 0, magnitude = 0;
  size_t first = from, last = from;
  for (size_t i = from; i < from + n; ++i) {
    const double v = s.values[i];
    want.nan += std::isnan(v);
    want.pos_inf += v == INFINITY;
    want.neg_inf += v == -INFINITY;
    if (std::isfinite(v)) {
      want.min = std::isnan(want.min) ? v : std::min(want.min, v);
      want.max = std::isnan(want.max) ? v : std::max(want.max, v);
      sum += v;
      magnitude += std::abs(v);
    }
    const auto key = [&](size_t k) { return std::make_tuple(s.steps[k], s.seqs[k], k); };
    if (key(i) < key(first)) first = i;
    if (key(i) > key(last)) last = i;
  }
  EXPECT_EQ(leaf.nan, want.nan);
  EXPECT_EQ(leaf.pos_inf, want.pos_inf);
  EXPECT_EQ(leaf.neg_inf, want.neg_inf);
  EXPECT_TRUE(same_bits(leaf.min, want.min) || leaf.min == want.min);
  EXPECT_TRUE(same_bits(leaf.max, want.max) || leaf.max == want.max);
  EXPECT_NEAR(leaf.sum, sum, 1e-12 * magnitude);
  EXPECT_TRUE(same_bits(leaf.first, s.values[first]));
  EXPECT_TRUE(same_bits(leaf.last, s.values[last]));
  EXPECT_EQ(leaf.step_min, s.steps[first]);
  EXPECT_EQ(leaf.step_max, s.steps[last]);
  EXPECT_EQ(leaf.seq_first, s.seqs[from]);
}

void expect_block(const ColumnsView& view, size_t block, const Series& want) {
  const BlockEntry& entry = view.blocks()[block];
  ASSERT_EQ(entry.count, want.values.size());
  EXPECT_EQ(entry.seq_first, want.seqs.front());
  EXPECT_EQ(entry.seq_last, want.seqs.back());
  EXPECT_EQ(entry.step_min, *std::min_element(want.steps.begin(), want.steps.end()));
  EXPECT_EQ(entry.step_max, *std::max_element(want.steps.begin(), want.steps.end()));
  const base::Bytes data = view.data(block);
  EXPECT_TRUE(block_intact(entry, data));
  size_t at = 0;
  const auto page = std::make_unique<Page>();
  for (const Leaf& leaf : view.leaves(block)) {
    expect_leaf(leaf, want, at);
    ASSERT_TRUE(decode_page(data.subspan(leaf.offset, leaf.size), kAllColumns, *page));
    ASSERT_EQ(page->count, leaf.count);
    for (size_t i = 0; i < page->count; ++i, ++at) {
      ASSERT_TRUE(same_bits(page->values[i], want.values[at]));
      ASSERT_EQ(page->steps[i], want.steps[at]);
      ASSERT_EQ(page->seqs[i], want.seqs[at]);
    }
  }
  EXPECT_EQ(at, want.values.size());
}

TEST(Columns, RandomBlocksComeBack) {
  Random random(11);
  for (int round = 0; round < 60; ++round) {
    ColumnsBuilder builder;
    EXPECT_TRUE(builder.empty());
    std::vector<Series> series;
    std::vector<std::vector<int64_t>> times;
    for (size_t b = 0; b < 1 + random() % 6; ++b) {
      series.push_back(random_series(random, 1 + random() % kBlockValues));
      const auto& s = series.back();
      builder.add_series(static_cast<uint32_t>(b % 4), "series/" + std::to_string(b % 4), s.values,
                         s.steps, s.seqs);
    }
    for (size_t b = 0; b < random() % 3; ++b) {
      times.emplace_back();
      int64_t at = static_cast<int64_t>(random());
      for (size_t i = 0; i < 1 + random() % kBlockValues; ++i) {
        times.back().push_back(at = static_cast<int64_t>(static_cast<uint64_t>(at) + random() % 9));
      }
      builder.add_times(1000 * b, times.back());
    }
    const size_t about = builder.encoded_size();
    const auto [payload, head] = builder.finish();
    EXPECT_TRUE(builder.empty());
    EXPECT_LT(payload.size(), 2 * about + 64);
    const auto view = ColumnsView::parse(payload);
    ASSERT_TRUE(view);
    ASSERT_EQ(view->blocks().size(), series.size() + times.size());
    ASSERT_EQ(view->names().size(), std::min<size_t>(series.size(), 4));
    for (const auto& [id, name] : view->names()) EXPECT_EQ(name, "series/" + std::to_string(id));
    for (size_t b = 0; b < series.size(); ++b) expect_block(*view, b, series[b]);
    EXPECT_EQ(view->blocks().front().data_offset, head);
    for (size_t b = 0; b < times.size(); ++b) {
      const BlockEntry& entry = view->blocks()[series.size() + b];
      EXPECT_EQ(entry.series, kTimesSeries);
      EXPECT_EQ(entry.seq_first, 1000 * b);
      std::vector<int64_t> back;
      ASSERT_TRUE(decode_times(view->data(series.size() + b), entry, back));
      EXPECT_EQ(back, times[b]);
    }
  }
}

TEST(Columns, ASingleValueAndExtremeSteps) {
  ColumnsBuilder builder;
  const Series one = {{-0.0}, {INT64_MIN}, {UINT64_MAX}};
  const Series two = {{1, 2, 3}, {INT64_MAX, INT64_MIN, 0}, {0, 1ull << 63, UINT64_MAX}};
  builder.add_series(0, "", one.values, one.steps, one.seqs);
  builder.add_series(7, std::string(70'000, 'x'), two.values, two.steps, two.seqs);
  const auto [payload, head] = builder.finish();
  const auto view = ColumnsView::parse(payload);
  ASSERT_TRUE(view);
  expect_block(*view, 0, one);
  expect_block(*view, 1, two);
}

// Whatever the bytes are: no crash, no read out of bounds, and a changed block is noticed.
TEST(Columns, DamagedPayloadsNeverCrash) {
  Random random(12);
  for (int round = 0; round < 40; ++round) {
    ColumnsBuilder builder;
    for (uint32_t b = 0; b < 3; ++b) {
      const auto s = random_series(random, 1 + random() % 600);
      builder.add_series(b, "name", s.values, s.steps, s.seqs);
    }
    builder.add_times(0, std::vector<int64_t>{5, 4, 9, 1000});
    const auto [payload, head] = builder.finish();
    const auto page = std::make_unique<Page>();
    for (int damage = 0; damage < 200; ++damage) {
      std::vector<uint8_t> bad = payload;
      const size_t near = random() % 4 == 0 ? bad.size() : std::min<size_t>(bad.size(), head + 8);
      if (damage % 10 == 0) {
        bad.resize(random() % bad.size());
        for (auto& b : bad) b = damage % 20 == 0 ? b : static_cast<uint8_t>(random());
      } else {
        bad[random() % near] ^= static_cast<uint8_t>(1u << random() % 8);
      }
      bad.shrink_to_fit();
      const auto view = ColumnsView::parse(bad);
      if (!view) continue;
      for (size_t b = 0; b < view->blocks().size(); ++b) {
        const BlockEntry& entry = view->blocks()[b];
        const base::Bytes data = view->data(b);
        (void)block_intact(entry, data);
        for (const Leaf& leaf : view->leaves(b)) {
          (void)decode_page(data.subspan(leaf.offset, leaf.size), kAllColumns, *page);
        }
        std::vector<int64_t> times;
        (void)decode_times(data, entry, times);
      }
    }
    std::vector<uint8_t> changed = payload;
    changed[head + random() % (payload.size() - head)] ^= 1;
    const auto view = ColumnsView::parse(changed);
    ASSERT_TRUE(view);
    int broken = 0;
    for (size_t b = 0; b < 4; ++b) broken += !block_intact(view->blocks()[b], view->data(b));
    EXPECT_EQ(broken, 1);
  }
}

TEST(Columns, NoisyFloatLossFitsItsBudget) {
  Random random(13);
  std::normal_distribution<double> normal;
  ColumnsBuilder builder;
  const size_t blocks = 40;
  for (size_t b = 0; b < blocks; ++b) {
    Series s;
    for (size_t i = 0; i < kBlockValues; ++i) {
      const auto at = static_cast<double>(b * kBlockValues + i);
      s.values.push_back(static_cast<float>(0.3 + 2 * std::exp(-at / 1e4) + 0.02 * normal(random)));
      s.steps.push_back(static_cast<int64_t>(at));
      s.seqs.push_back(static_cast<uint64_t>(at));
    }
    builder.add_series(0, "train/loss", s.values, s.steps, s.seqs);
  }
  const auto [payload, head] = builder.finish();
  EXPECT_LE(static_cast<double>(payload.size()) / (blocks * kBlockValues), 3.5);
}

// --- The format of version 1 ---

std::string golden_path() {
  return ORIEL_GOLDEN_DIR "/columns_v1.bin";
}

// One page per codec, in a series of its own.
std::vector<Series> golden_series() {
  std::vector<Series> all;
  const auto add = [&](size_t n, auto value, int64_t step_by) {
    Series s;
    for (size_t i = 0; i < n; ++i) {
      s.values.push_back(value(i));
      s.steps.push_back(-5 + static_cast<int64_t>(i) * step_by);
      s.seqs.push_back(100 + 2 * i + (i > 3 ? 1 : 0));
    }
    all.push_back(s);
  };
  const auto noise = [](size_t i) { return (i * 2654435761u >> 8) % 65536; };
  const auto number = [](uint64_t v) { return static_cast<double>(v); };
  add(
      3, [&](size_t i) { return std::bit_cast<double>(0x9e3779b97f4a7c15 * (i + 1)); }, 1);
  add(
      40, [](size_t) { return 0.1; }, -1);
  add(
      300, [&](size_t i) { return static_cast<float>(1 + number(noise(i)) / 123457); }, 1);
  add(
      40, [&](size_t i) { return 1 + number(noise(i)) / 3e5; }, 10);
  add(
      40, [&](size_t i) { return static_cast<float>(1 + number(i) / 4096); }, 1);
  add(
      40, [&](size_t i) { return number(1500 + i) / 1048583; }, 1);
  add(
      40, [&](size_t i) { return number(noise(i) % 1000) / 100; }, 1);
  add(
      40, [](size_t i) { return i < 30 ? 0.1 : 1.0 / 3; }, 1);
  add(
      40, [&](size_t i) { return i == 7 ? INFINITY : number(noise(i) % 9); }, 0);
  all.back().values[9] = std::bit_cast<double>(0x7ff8000000000000);
  return all;
}

TEST(Columns, GoldenBytes) {
  ColumnsBuilder builder;
  const auto all = golden_series();
  for (size_t i = 0; i < all.size(); ++i) {
    builder.add_series(static_cast<uint32_t>(i), std::string(1, static_cast<char>('a' + i)),
                       all[i].values, all[i].steps, all[i].seqs);
  }
  const std::vector<int64_t> times = {1'763'716'000'000'000, 1'763'716'000'010'312,
                                      1'763'716'000'019'990};
  builder.add_times(100, times);
  const auto [payload, head] = builder.finish();
  if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(base::replace_file(base::FileSystem::real(), golden_path(), payload).ok());
  }
  const auto golden = base::read_file(golden_path());
  ASSERT_TRUE(golden.ok()) << golden.status().message();
  // Old files must always be readable; that new ones are the same is a habit, not a promise, and
  // whoever changes the writer on purpose renews the file.
  EXPECT_EQ(*golden, payload) << "set ORIEL_UPDATE_GOLDEN=1 if the writer was changed on purpose";
  const auto view = ColumnsView::parse(*golden);
  ASSERT_TRUE(view);
  ASSERT_EQ(view->blocks().size(), all.size() + 1);
  std::set<ValueCodec> codecs;
  for (size_t i = 0; i < all.size(); ++i) {
    expect_block(*view, i, all[i]);
    const Leaf& leaf = view->leaves(i)[0];
    codecs.insert(PageReader::parse(view->data(i).subspan(leaf.offset, leaf.size))->codec());
  }
  EXPECT_EQ(codecs.size(), 8u) << "the file no longer shows every codec";
  std::vector<int64_t> back;
  ASSERT_TRUE(decode_times(view->data(all.size()), view->blocks()[all.size()], back));
  EXPECT_EQ(back, times);
}

}  // namespace
}  // namespace oriel::format
