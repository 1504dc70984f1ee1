// Power loss: everything that was written is replayed up to any operation; of what had not been
// synced by then, pieces and names are missing at random. Whatever had been synced is read back;
// nothing is made up; nothing crashes; and the run goes on from what is left.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "format/doctor.h"
#include "record/recorder.h"
#include "seam_fs.h"
#include "small_run.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;
using format::collect;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr size_t kStride = 7;
#else
constexpr size_t kStride = 1;
#endif

struct Acknowledged {
  size_t journal = 0;  // the sync had returned when this much had been done
  uint64_t frames = 0;
};

// The items that must be there if frames below `frames` were acknowledged.
void expect_kept(const std::string& dir, const std::vector<Item>& whole, uint64_t frames,
                 const std::string& what) {
  std::unordered_map<uint64_t, uint64_t> known;
  for (const Item& item : whole) known.insert({item.hash, item.seq});
  std::unordered_map<uint64_t, int> seen;
  for (const Item& item : items_of(collect(dir))) {
    ASSERT_EQ(known.count(item.hash), 1u) << what << ": made up: frame " << item.seq;
    ASSERT_EQ(++seen[item.hash], 1) << what << ": twice: frame " << item.seq;
  }
  for (const Item& item : whole) {
    if (item.seq < frames) {
      ASSERT_EQ(seen.count(item.hash), 1u) << what << ": frame " << item.seq << " is lost, "
                                           << frames << " had been synced; " << [&] {
                                                std::string all;
                                                for (const auto& f : format::examine(dir).findings)
                                                  all += f + "; ";
                                                return all;
                                              }();
    }
  }
}

uint64_t acknowledged(const std::vector<Acknowledged>& all, size_t prefix) {
  uint64_t frames = 0;
  for (const Acknowledged& a : all) {
    if (a.journal <= prefix) frames = std::max(frames, a.frames);
  }
  return frames;
}

SeamFs::PowerLoss loss_of(size_t prefix, uint64_t variant) {
  SeamFs::PowerLoss loss;
  loss.prefix = prefix;
  loss.seed = prefix * 101 + variant;
  loss.kept = std::array{0.0, 0.3, 0.7, 0.95}[variant % 4];
  loss.piece = std::array{512, 1024, 4096}[variant % 3];
  loss.zeros = variant % 2 == 1;
  return loss;
}

TEST(PowerLoss, SyncedFramesAreThereAfterEveryOperation) {
  for (const bool rotating : {false, true}) {
    SeamFs disk;
    TempDir place;
    const std::string from = place.path() + "/run", to = place.path() + "/after";
    fs::create_directory(from);
    SmallRun run{.frames = 500, .noisy = true, .finished = true, .sync_every = 40};
    if (rotating) run.tail_bytes = 3000;
    run.chunk_bytes = 1500;
    std::vector<Acknowledged> acks;
    const auto made = make_small_run(disk, from, run, [&](uint64_t n) {
      acks.push_back({disk.journal_size(), n});
    });
    ASSERT_TRUE(made.ok()) << made.message();
    const auto whole = items_of(collect(from));
    ASSERT_GT(acks.size(), 5u);
    for (size_t prefix = 0; prefix <= disk.journal_size(); prefix += kStride) {
      for (uint64_t variant = 0; variant < 6; ++variant) {
        disk.replay(loss_of(prefix, variant), from, to);
        const std::string what = "operation " + std::to_string(prefix) + " of " +
                                 std::to_string(disk.journal_size()) + ", variant " +
                                 std::to_string(variant) + (rotating ? ", rotating" : "");
        expect_kept(to, whole, acknowledged(acks, prefix), what);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// The whole recorder: two threads, records in files, the run's own files and directories.
TEST(PowerLoss, WhatSyncPromisedIsThere) {
  SeamFs disk;
  TempDir place;
  const std::string from = place.path() + "/runs", to = place.path() + "/after";
  std::vector<Acknowledged> acks;
  std::string path;
  const std::string picture(100'000, 'p');
  {
    RunOptions o;
    o.logdir = from;
    o.name = "deep/er";
    o.sync_interval_ms = 3;
    o.system_interval_ms = 5;
    record::Recorder recorder(o, disk);
    path = recorder.path();
    ASSERT_FALSE(path.empty());
    for (int i = 0; i < 1500; ++i) {
      (void)recorder.log(i, {{"train/loss", i}, {"name/" + std::to_string(i / 100), -i}});
      if (i % 300 == 17) {
        format::RecordBody r;
        r.kind = format::RecordKind::kText;
        r.bytes = base::as_bytes(picture);
        recorder.record(i, "picture", r);
      }
      if (i % 50 == 33 && !recorder.sync())
        acks.push_back({disk.journal_size(), static_cast<uint64_t>(i + 1)});
    }
    recorder.finish(format::WriterStatus::kFinished, "");
    acks.push_back({disk.journal_size(), 1500});
  }
  ASSERT_GT(acks.size(), 20u);
  ASSERT_FALSE(format::examine(path).damaged());
  for (size_t prefix = 0; prefix <= disk.journal_size(); prefix += 1 + 2 * kStride) {
    const uint64_t variant = prefix / 3;
    disk.replay(loss_of(prefix, variant), place.path(), to);
    const uint64_t steps = acknowledged(acks, prefix);
    const std::string what = "operation " + std::to_string(prefix) + ", variant " +
                             std::to_string(variant) + ", " + std::to_string(steps) + " synced";
    const std::string there = to + path.substr(place.path().size());
    const auto found = collect(there);
    const auto loss = found.series.find("train/loss");
    ASSERT_TRUE(steps == 0 || loss != found.series.end()) << what;
    uint64_t next = 0;
    if (loss != found.series.end()) {
      for (const auto& p : loss->second) {
        ASSERT_EQ(p.value, static_cast<double>(p.step)) << what;
        if (p.step == static_cast<int64_t>(next)) ++next;
      }
    }
    ASSERT_GE(next, steps) << what;
    size_t pictures = 0;
    for (const auto& r : found.records) {
      const auto bytes = base::read_file(there + "/" + r.file);
      const bool whole = bytes.ok() && base::as_text(*bytes) == picture;
      if (static_cast<uint64_t>(r.step) < steps) {
        ASSERT_TRUE(whole) << what << ": " << r.file;
      }
      pictures += whole && static_cast<uint64_t>(r.step) < steps;
    }
    ASSERT_EQ(pictures, (steps + 282) / 300) << what;
    const auto examined = format::examine(there);  // words, no crash
    for (const auto& finding : examined.findings) ASSERT_FALSE(finding.empty());
  }
}

}  // namespace
}  // namespace oriel::tests
