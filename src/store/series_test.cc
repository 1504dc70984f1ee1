#include "store/series.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <random>

namespace oriel::store {
namespace {

using Random = std::mt19937_64;
using Range = std::pair<double, double>;
constexpr double kInf = std::numeric_limits<double>::infinity();

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

void expect_same(const std::vector<double>& got, const std::vector<double>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (size_t i = 0; i < got.size(); ++i) {
    ASSERT_TRUE(same(got[i], want[i])) << i << ": " << got[i] << ", not " << want[i];
  }
}

void expect_same(const SeriesView& got, const SeriesView& want) {
  ASSERT_EQ(got.points_in_view, want.points_in_view);
  ASSERT_EQ(got.reduced, want.reduced);
  ASSERT_EQ(got.extent, want.extent);
  ASSERT_EQ(got.range, want.range);
  expect_same(got.columns.x0, want.columns.x0);
  expect_same(got.columns.x1, want.columns.x1);
  expect_same(got.columns.first, want.columns.first);
  expect_same(got.columns.min, want.columns.min);
  expect_same(got.columns.max, want.columns.max);
  expect_same(got.columns.last, want.columns.last);
  ASSERT_EQ(got.columns.count, want.columns.count);
  expect_same(got.points.x, want.points.x);
  expect_same(got.points.y, want.points.y);
  expect_same(got.gaps.x, want.gaps.x);
  ASSERT_EQ(got.gaps.code, want.gaps.code);
}

struct Point {
  uint64_t seq;
  uint16_t generation;
  int64_t step;
  double value;
};

format::SealedBlock seal(std::span<const Point> points) {
  std::vector<double> values;
  std::vector<int64_t> steps;
  std::vector<uint64_t> seqs;
  for (const Point& p : points) {
    values.push_back(p.value);
    steps.push_back(p.step);
    seqs.push_back(p.seq);
  }
  format::ColumnsBuilder builder;
  builder.add_series(3, "s", values, steps, seqs);
  const auto payload = std::make_shared<std::vector<uint8_t>>(builder.finish().first);
  const auto view = format::ColumnsView::parse(*payload);
  const auto leaves = view->leaves(0);
  return {payload,
          view->blocks()[0],
          {leaves.begin(), leaves.end()},
          view->data(0),
          points.front().generation};
}

// The truth: all points, and what is hidden.
struct Model {
  std::vector<Point> points;  // in order of seq
  HiddenSteps hidden;

  std::vector<Point> visible() const {
    std::vector<Point> out;
    for (const Point& p : points) {
      if (!hidden.hides(p.generation, p.step)) out.push_back(p);
    }
    std::stable_sort(out.begin(), out.end(), [](const Point& a, const Point& b) {
      return a.step != b.step ? a.step < b.step : a.seq < b.seq;
    });
    return out;
  }
  Points curve() const {
    Points out;
    for (const Point& p : visible()) {
      out.x.push_back(static_cast<double>(p.step));
      out.y.push_back(p.value);
    }
    return out;
  }
};

Model random_model(Random& random, size_t n) {
  Model model;
  std::normal_distribution<double> normal;
  const unsigned steps = random() % 8, values = random() % 5;
  uint64_t seq = random() % 100;
  int64_t step = static_cast<int64_t>(random() % 2000) - 1000;
  uint16_t generation = 0;
  for (size_t i = 0; i < n; ++i) {
    seq += steps == 2 ? random() % 3 : 1;
    switch (steps) {
      case 0:
        ++step;
        break;
      case 1:
        step += 50;
        break;
      case 2:
        step += static_cast<int64_t>(random() % 3);
        break;  // duplicates
      case 3:
        --step;
        break;
      case 4:
        step = static_cast<int64_t>(random() % 5000);
        break;
      case 5:
        step = static_cast<int64_t>(random());
        break;  // all of int64
      case 6:
        step = i % 700 == 0 ? step - 300 : step + 1;
        break;  // goes back now and then
      default:
        step = 17;
        break;
    }
    double v = normal(random);
    if (values != 0) v = static_cast<double>(static_cast<float>(v));
    if (values == 1 && random() % 50 == 0) v = std::nan("");
    if (values == 2 && random() % 3 == 0) v = random() % 2 == 0 ? kInf : -kInf;
    if (values == 3 && i > n / 2) v = std::nan("");
    if (values == 4) v = static_cast<double>(random() % 4);
    if (steps == 6 && i % 700 == 0 && random() % 2 == 0) ++generation;
    model.points.push_back({seq, generation, step, v});
  }
  return model;
}

// Hands the points over as blocks and rows, in one of the ways in which a reader may meet them.
void fill(Random& random, const Model& model, Series& series) {
  const size_t sealed = random() % 3 == 0 ? model.points.size() : random() % model.points.size();
  const bool rows_first = random() % 2 == 0;
  const auto row = [&](const Point& p) { series.add_row(p.seq, p.generation, p.step, p.value); };
  std::vector<format::SealedBlock> blocks;
  size_t at = 0;
  const size_t longest = random() % 2 == 0 ? 1024 : 1 + random() % 1024;
  while (at < sealed) {
    size_t n = std::min<size_t>(sealed - at, random() % 3 == 0 ? longest : 1 + random() % longest);
    const auto same_block = [&](size_t a, size_t b) {
      return model.points[a].generation == model.points[b].generation;
    };
    for (size_t k = 1; k < n; ++k) {
      if (!same_block(at, at + k)) n = k;
    }
    // Points of one frame are sealed together.
    while (at + n < model.points.size() &&
           model.points[at + n].seq == model.points[at + n - 1].seq && n < 1024) {
      ++n;
    }
    blocks.push_back(seal(std::span(model.points).subspan(at, n)));
    at += n;
  }
  if (rows_first) std::for_each(model.points.begin(), model.points.end(), row);
  if (random() % 5 == 0) std::shuffle(blocks.begin(), blocks.end(), random);
  for (const auto& block : blocks) series.add_block(block);
  if (!blocks.empty() && random() % 3 == 0) series.add_block(blocks.front());  // once more
  if (!rows_first) std::for_each(model.points.begin(), model.points.end(), row);
}

Range random_range(Random& random, const Points& curve) {
  const auto point = [&]() { return curve.x[random() % curve.x.size()]; };
  double from = point(), to = point();
  switch (random() % 4) {
    case 0:
      break;
    case 1:
      from += 0.5;
      break;
    case 2:
      to = from + 20;
      break;
    default:
      from -= 1000, to += 1000;
      break;
  }
  if (from > to) std::swap(from, to);
  return {from, to};
}

SeriesQuery query_of(std::optional<Range> range, uint32_t width) {
  SeriesQuery query;
  query.range = range;
  query.width = width;
  return query;
}

TEST(Series, ViewsAreExact) {
  Random random(41);
  int reduced = 0, asked = 0;
  for (int round = 0; round < 150; ++round) {
    Model model = random_model(random, 1 + random() % 6000);
    Series series;
    const bool hide_first = random() % 2 == 0;
    const auto hide = [&]() {
      if (model.points.back().generation == 0) return;
      Random choice(static_cast<uint64_t>(round));
      for (int k = 0; k < 2; ++k) {
        const int64_t from = model.points[choice() % model.points.size()].step;
        const auto before = static_cast<uint16_t>(1 + choice() % 4);
        series.hide(from, before);
        if (hide_first) model.hidden.add(from, before);
      }
    };
    if (hide_first) hide();
    fill(random, model, series);
    if (!hide_first) {
      hide();
      Random choice(static_cast<uint64_t>(round));
      if (model.points.back().generation > 0) {
        for (int k = 0; k < 2; ++k) {
          const int64_t from = model.points[choice() % model.points.size()].step;
          model.hidden.add(from, static_cast<uint16_t>(1 + choice() % 4));
        }
      }
    }
    const Points curve = model.curve();
    const Node all = series.summary();
    ASSERT_EQ(all.count, curve.x.size()) << "round " << round;
    if (curve.x.empty()) continue;
    const Range whole{curve.x.front(), curve.x.back()};
    expect_same(series.view(query_of({}, 100), {}), reduce(curve, whole, 100));
    for (int ask = 0; ask < 20 && !HasFatalFailure(); ++ask) {
      const Range range = random_range(random, curve);
      const auto width = static_cast<uint32_t>(1 + random() % (random() % 2 == 0 ? 2000 : 40));
      const SeriesView view = series.view(query_of(range, width), {});
      expect_same(view, reduce(curve, range, width));
      reduced += view.reduced;
      ++asked;
    }
    ASSERT_FALSE(HasFatalFailure()) << "round " << round;
    ASSERT_EQ(series.damaged_blocks(), 0u);
  }
  EXPECT_GT(reduced, asked / 5);  // both kinds of answers were seen
  EXPECT_LT(reduced, asked * 4 / 5);
}

TEST(Series, PointsMeansAndExtremes) {
  Random random(42);
  for (int round = 0; round < 100; ++round) {
    const Model model = random_model(random, 1 + random() % 4000);
    Series series;
    fill(random, model, series);
    const Points curve = model.curve();
    for (int ask = 0; ask < 10; ++ask) {
      const Range range = random_range(random, curve);
      const size_t before = random() % 600;
      size_t begin = 0, end = 0;
      for (const double x : curve.x) {
        begin += x < range.first;
        end += x <= range.second;
      }
      const size_t left = begin - std::min(begin, before);
      const auto got = series.points(query_of(range, 1), {}, SIZE_MAX, before);
      ASSERT_TRUE(got);
      const auto cut = [&](const std::vector<double>& v) {
        return std::vector<double>(v.begin() + static_cast<ptrdiff_t>(left),
                                   v.begin() + static_cast<ptrdiff_t>(end));
      };
      expect_same(got->x, cut(curve.x));
      expect_same(got->y, cut(curve.y));
      const size_t n = end - left;
      EXPECT_TRUE(series.points(query_of(range, 1), {}, n, before));
      if (n > 0) {
        EXPECT_FALSE(series.points(query_of(range, 1), {}, n - 1, before));
      }

      // Means lie between the extremes, and within the range but for those before it.
      const Points means = series.means(query_of(range, 1), {}, 3);
      ASSERT_TRUE(std::is_sorted(means.x.begin(), means.x.end()));
      const auto earlier =
          std::count_if(means.x.begin(), means.x.end(), [&](double x) { return x < range.first; });
      EXPECT_LE(earlier, 3);
      EXPECT_EQ(means.x.empty(), end == begin && earlier == 0);
      const Node all = series.summary();
      for (size_t i = 0; i < means.x.size(); ++i) {
        EXPECT_LE(means.x[i], range.second);
        EXPECT_TRUE(std::isnan(means.y[i]) ||
                    (means.y[i] >= all.min - 1e-9 && means.y[i] <= all.max + 1e-9));
      }
    }
    for (const bool largest : {false, true}) {
      std::optional<std::pair<int64_t, double>> want;
      for (const Point& p : model.visible()) {
        if (!std::isfinite(p.value)) continue;
        if (!want || (largest ? p.value > want->second : p.value < want->second)) {
          want = {p.step, p.value};
        }
      }
      ASSERT_EQ(series.best_of(largest), want);
    }
  }
}

TEST(Series, MeansOfConsecutiveStepsAreTheMeans) {
  Model model;
  for (uint64_t i = 0; i < 3000; ++i) {
    model.points.push_back({i, 0, static_cast<int64_t>(i), static_cast<double>(i % 100)});
  }
  Series series;
  series.add_block(seal(std::span(model.points).first(1024)));
  series.add_block(seal(std::span(model.points).subspan(1024, 1024)));
  for (size_t i = 2048; i < 3000; ++i)
    series.add_row(i, 0, model.points[i].step, model.points[i].value);
  const Points means = series.means(query_of(Range{300, 2500}, 1), {}, 1);
  ASSERT_GE(means.x.size(), 8u);
  EXPECT_EQ(means.x[0], 127.5);              // the page before
  EXPECT_EQ(means.x[1], (300 + 511) / 2.0);  // cut at the edge
  EXPECT_EQ(means.x[2], 512 + 127.5);
  for (size_t i = 0; i < means.x.size(); ++i) EXPECT_NEAR(means.y[i], 49.5, 10);
}

// --- Other axes ---

TEST(Series, WallTimeAndOtherSeriesAsX) {
  Random random(43);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 60; ++round) {
    const Model model = random_model(random, 1 + random() % 3000);
    Model other = random_model(random, 1 + random() % 3000);
    for (Point& p : other.points) p.seq += random() % 2000;
    std::stable_sort(other.points.begin(), other.points.end(),
                     [](const Point& a, const Point& b) { return a.seq < b.seq; });
    Series series, x_series;
    fill(random, model, series);
    fill(random, other, x_series);
    XAxis axis;
    const bool jumps = random() % 2 == 0;  // a clock that was set
    axis.wall_of = [&](uint64_t seq) -> std::optional<int64_t> {
      if (seq % 97 == 5) return std::nullopt;  // lost
      return static_cast<int64_t>(1'700'000'000'000'000 + seq * 1000) -
             (jumps && seq > 900 ? 500'000 : 0);
    };
    axis.start_us = 1'700'000'000'000'000;
    axis.x_series = &x_series;
    for (const XKind kind : {XKind::kWall, XKind::kRelative, XKind::kSeries}) {
      Points ordered;  // by (step, seq)
      for (const Point& p : model.visible()) {
        std::optional<double> x;
        if (kind == XKind::kSeries) {
          for (const Point& o : other.points) {
            if (o.seq <= p.seq) x = o.value;
          }
        } else if (const auto wall = axis.wall_of(p.seq)) {
          x = kind == XKind::kWall ? static_cast<double>(*wall)
                                   : static_cast<double>(*wall - axis.start_us) * 1e-6;
        }
        if (!x || !std::isfinite(*x)) continue;
        ordered.x.push_back(*x);
        ordered.y.push_back(p.value);
      }
      SeriesQuery query = query_of({}, 50);
      query.x = kind;
      const auto all = series.points(query, axis, SIZE_MAX, 0);
      ASSERT_TRUE(all);
      expect_same(all->x, ordered.x);
      expect_same(all->y, ordered.y);
      std::vector<size_t> order(ordered.x.size());
      for (size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::stable_sort(order.begin(), order.end(),
                       [&](size_t a, size_t b) { return ordered.x[a] < ordered.x[b]; });
      Points sorted;
      for (const size_t i : order) {
        sorted.x.push_back(ordered.x[i]);
        sorted.y.push_back(ordered.y[i]);
      }
      if (sorted.x.empty()) continue;
      for (int ask = 0; ask < 5; ++ask) {
        query.range = random_range(random, sorted);
        query.width = static_cast<uint32_t>(1 + random() % 100);
        expect_same(series.view(query, axis), reduce(sorted, *query.range, query.width));
        ASSERT_FALSE(HasFatalFailure()) << round << " kind " << static_cast<int>(kind);
      }
    }
  }
}

// A growing run: the kept join must equal one made anew, whatever has arrived in between.
TEST(Series, JoinsFollowWhatIsAdded) {
  Random random(44);
  for (int round = 0; round < 20; ++round) {
    const Model model = random_model(random, 4000);
    Series series;
    XAxis axis;
    uint64_t known = 0;  // times arrive late, sometimes later than the sealed block
    axis.wall_of = [&](uint64_t seq) -> std::optional<int64_t> {
      if (seq > known) return std::nullopt;
      return static_cast<int64_t>(seq) * 10;
    };
    SeriesQuery query = query_of({}, 64);
    query.x = XKind::kWall;
    size_t sealed = 0;
    for (size_t at = 0; at < model.points.size();) {
      for (size_t n = random() % 300; n > 0 && at < model.points.size(); --n, ++at) {
        const Point& p = model.points[at];
        series.add_row(p.seq, 0, p.step, p.value);
      }
      if (random() % 3 == 0 && at > sealed) {
        const size_t n = std::min<size_t>(1024, 1 + random() % (at - sealed));
        auto part = std::span(model.points).subspan(sealed, n);
        while (at > sealed + n && part.size() < 1024 &&
               model.points[sealed + part.size()].seq == part.back().seq) {
          part = std::span(model.points).subspan(sealed, part.size() + 1);
        }
        std::vector<Point> copy(part.begin(), part.end());
        for (Point& p : copy) p.generation = 0;
        series.add_block(seal(copy));
        sealed += copy.size();
      }
      known = std::max(known, model.points[at > 0 ? at - 1 : 0].seq - random() % 800);
      ++axis.times_version;
      if (random() % 10 == 0) series.hide(INT64_MAX, 1);
      Series anew;
      for (const auto& row : series.rows()) anew.add_row(row.seq, 0, row.step, row.value);
      format::Page page;
      for (size_t p = 0; p < series.sealed_pages(); ++p) {
        ASSERT_TRUE(series.sealed_page(p, format::kAllColumns, page));
        for (size_t i = 0; i < page.count; ++i) {
          anew.add_row(page.seqs[i], 0, page.steps[i], page.values[i]);
        }
      }
      expect_same(series.view(query, axis), anew.view(query, axis));
      ASSERT_FALSE(HasFatalFailure()) << "round " << round << " at " << at;
    }
  }
}

// --- Damage ---

TEST(Series, DamagedBlocksAreCountedAndNeverShown) {
  Random random(45);
  for (int round = 0; round < 60; ++round) {
    Model model = random_model(random, 5000);
    Model whole = model;
    for (Point& p : model.points) p.generation = 0;
    for (size_t i = 0; i < model.points.size(); ++i) model.points[i].seq = i;
    Series series;
    Model intact;
    size_t damaged = 0;
    for (size_t at = 0; at + 500 <= model.points.size(); at += 500) {
      auto block = seal(std::span(model.points).subspan(at, 500));
      if (random() % 4 == 0) {
        auto copy = std::make_shared<std::vector<uint8_t>>(block.data.begin(), block.data.end());
        (*copy)[random() % copy->size()] ^= static_cast<uint8_t>(1u << random() % 8);
        block.data = *copy;
        block.owner = copy;
        ++damaged;
      } else {
        intact.points.insert(intact.points.end(), model.points.begin() + static_cast<ptrdiff_t>(at),
                             model.points.begin() + static_cast<ptrdiff_t>(at + 500));
      }
      series.add_block(block);
    }
    // Everything is touched once, by one way or another.
    if (round % 3 == 0) {
      ASSERT_TRUE(series.points(query_of({}, 1), {}, SIZE_MAX, 0));
    } else if (round % 3 == 1) {
      while (!series.for_sealed(0, [](uint64_t, int64_t, double) {})) {
      }
    } else {
      series.hide(INT64_MIN, 0);  // hides nothing: generations below 0
      XAxis axis;
      axis.wall_of = [](uint64_t seq) { return std::optional(static_cast<int64_t>(seq)); };
      SeriesQuery query = query_of({}, 10);
      query.x = XKind::kWall;
      (void)series.view(query, axis);
    }
    ASSERT_EQ(series.damaged_blocks(), damaged);
    ASSERT_EQ(series.damaged_points(), damaged * 500);
    const Points curve = intact.curve();
    if (curve.x.empty()) continue;
    expect_same(series.view(query_of({}, 77), {}),
                reduce(curve, {curve.x.front(), curve.x.back()}, 77));
  }
}

TEST(Series, DamageFoundByAViewIsNotInItsAnswer) {
  Model model;
  for (uint64_t i = 0; i < 2048; ++i) model.points.push_back({i, 0, static_cast<int64_t>(i), 0.5});
  Series series;
  series.add_block(seal(std::span(model.points).first(1024)));
  auto bad = seal(std::span(model.points).subspan(1024));
  auto copy = std::make_shared<std::vector<uint8_t>>(bad.data.begin(), bad.data.end());
  copy->back() ^= 1;
  bad.data = *copy;
  bad.owner = copy;
  series.add_block(bad);
  const auto view = series.view(query_of(Range{1000, 1100}, 10), {});
  EXPECT_EQ(series.damaged_blocks(), 1u);
  EXPECT_EQ(view.points_in_view, 24u);
  EXPECT_EQ(view.extent, (Range{0, 1023}));
}

TEST(Series, EmptyAndOddQueries) {
  Series series;
  EXPECT_EQ(series.view(query_of({}, 10), {}).points_in_view, 0u);
  EXPECT_FALSE(series.view(query_of({}, 10), {}).extent);
  EXPECT_FALSE(series.best_of(true));
  EXPECT_TRUE(series.points(query_of({}, 10), {}, 0, 0));
  series.add_row(1, 0, 5, 2.0);
  series.add_row(2, 0, 6, std::nan(""));
  EXPECT_EQ(series.view(query_of(Range{9, 3}, 10), {}).points_in_view, 0u);
  EXPECT_EQ(series.view(query_of(Range{5, 5}, 0), {}).points_in_view, 1u);
  EXPECT_EQ(series.view(query_of(Range{-kInf, kInf}, 10), {}).range, (Range{5, 6}));
  EXPECT_EQ(series.view(query_of(Range{std::nan(""), 1}, 10), {}).points_in_view, 0u);
  SeriesQuery wall = query_of({}, 10);
  wall.x = XKind::kWall;
  EXPECT_EQ(series.view(wall, {}).points_in_view, 0u);  // no times known
  EXPECT_EQ(series.best_of(false), std::pair(int64_t{5}, 2.0));
}

}  // namespace
}  // namespace oriel::store
