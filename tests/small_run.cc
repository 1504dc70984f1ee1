#include "small_run.h"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "format/run_files.h"

namespace oriel::tests {
namespace {

constexpr int64_t kStart = 1'700'000'000'000'000;
constexpr uint32_t kSlow = 2, kStream = 3;
const char* const kNames[] = {"train/loss", "lr", "slow/accuracy", "pictures"};

uint64_t random_bits(uint64_t n) {
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9u;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebu;
  return n ^ (n >> 31);
}

base::Status write_text(base::FileSystem& fs, const std::string& path, const std::string& text) {
  return base::replace_file(fs, path, base::as_bytes(text));
}

format::WriterFile writer_file(const SmallRun& run) {
  format::WriterFile w;
  w.uuid = "0123456789abcdef0123456789abcdef";
  w.ring_dir = "/nowhere";
  w.started_us = kStart;
  w.generations.push_back({0, INT64_MIN, kStart});
  (void)run;
  return w;
}

}  // namespace

TempDir::TempDir() {
  // In memory where that is possible: thousands of small files are made.
  std::string pattern = "/dev/shm/oriel-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) {
    pattern = (std::filesystem::temp_directory_path() / "oriel-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
  }
  path_ = pattern;
}
TempDir::~TempDir() {
  std::filesystem::remove_all(path_);
}

std::string_view small_name(uint32_t id) {
  return kNames[id];
}

std::vector<uint8_t> small_frame(int i, bool noisy) {
  const auto time = static_cast<uint64_t>(
      kStart + 10'000 * i + static_cast<int64_t>(random_bits(static_cast<uint64_t>(i)) % 500));
  if (i < 3) return format::make_name_frame(static_cast<uint32_t>(i), kNames[i], time);
  if (i % 50 == 7) return format::make_event_frame("event " + std::to_string(i), i, time);
  if (i % 90 == 11) {
    const std::string bytes(static_cast<size_t>(i % 64), 'x');
    format::RecordBody r;
    r.stream = kStream;
    r.kind = format::RecordKind::kText;
    r.dtype = 5;
    r.shape = {static_cast<int64_t>(bytes.size())};
    r.bytes = base::as_bytes(bytes);
    return format::make_record_frame(r, i, time);
  }
  const uint64_t bits = random_bits(static_cast<uint64_t>(i));
  std::vector<std::pair<uint32_t, double>> samples{
      {0, noisy ? std::bit_cast<double>(bits)
                : static_cast<float>(2.0 / (1 + i) + 1e-3 * static_cast<double>(bits % 1000))}};
  if (i % 3 == 0) samples.emplace_back(1, 1e-3);
  if (i % 37 == 0)
    samples.emplace_back(kSlow, std::bit_cast<double>(random_bits(static_cast<uint64_t>(i))));
  std::vector<uint8_t> frame(format::kFrameHeaderSize + samples.size() * format::kScalarSize);
  for (size_t k = 0; k < samples.size(); ++k) {
    format::write_scalar(frame.data() + format::kFrameHeaderSize + k * format::kScalarSize,
                         samples[k].first, samples[k].second);
  }
  format::write_frame_header(frame.data(), static_cast<uint32_t>(frame.size()),
                             format::FrameKind::kScalars, static_cast<uint16_t>(samples.size()),
                             i % 100 == 99 ? -i : i, time);
  return frame;
}

base::Status make_small_run(base::FileSystem& fs, const std::string& dir, const SmallRun& run,
                            const std::function<void(uint64_t)>& synced) {
  for (const char* folder : {"log", "ring", "blobs"}) {
    if (auto s = fs.make_directory(base::join_path(dir, folder)); !s.ok()) return s;
  }
  format::WriterFile writer = writer_file(run);
  const std::string json = format::writer_file_path(dir, 0);
  if (auto s = write_text(fs, json, format::to_json(writer)); !s.ok()) return s;
  format::RunFile facts;
  facts.id = writer.uuid;
  facts.number = 1;
  if (auto s = write_text(fs, format::run_file_path(dir), format::to_json(facts)); !s.ok())
    return s;

  format::WriterLogOptions o;
  o.run_dir = dir;
  o.uuid = writer.uuid;
  o.tail_bytes = run.tail_bytes;
  o.chunk_bytes = run.chunk_bytes;
  o.index_bytes = run.index_bytes;
  o.segment_bytes = run.segment_bytes;
  format::WriterLog log(fs, o, small_name);
  uint64_t position = 0;
  for (int i = 0; i < run.frames;) {
    // As a drain does: some frames at a time.
    std::vector<uint8_t> frames;
    const int until =
        std::min(run.frames, i + (i == 0 ? 9 : 1) +
                                 static_cast<int>(random_bits(static_cast<uint64_t>(i)) % 23));
    for (; i < until; ++i) {
      const auto frame = small_frame(i, run.noisy);
      frames.insert(frames.end(), frame.begin(), frame.end());
    }
    const format::RingRange range{0, position, position + frames.size()};
    if (auto s = log.append(range, frames, nullptr); !s.ok()) return s;
    position += frames.size();
    if (run.sync_every > 0 && i / run.sync_every != (i - 23) / run.sync_every) {
      const uint64_t before = log.next_seq();
      if (auto s = log.sync(); !s.ok()) return s;
      if (synced) synced(before);
    }
  }
  if (!run.finished) return {};
  if (auto s = log.finish(); !s.ok()) return s;
  if (auto s = log.sync(); !s.ok()) return s;
  if (synced) synced(log.next_seq());
  writer.status = format::WriterStatus::kFinished;
  writer.points = log.points();
  writer.frames = log.next_seq();
  return write_text(fs, json, format::to_json(writer));
}

std::vector<Item> items_of(const format::Collected& found) {
  std::vector<Item> out;
  const auto add = [&](uint64_t seq, uint64_t a, uint64_t b, uint64_t c) {
    out.push_back({random_bits(random_bits(random_bits(random_bits(a) ^ b) ^ c) ^ seq), seq});
  };
  for (const auto& [name, points] : found.series) {
    const uint64_t series = std::hash<std::string>()(name);
    uint64_t before = UINT64_MAX;
    for (const auto& p : points) {
      add(p.seq, series, static_cast<uint64_t>(p.step), std::bit_cast<uint64_t>(p.value));
      // A frame's wall time once, under the series that most frames have.
      if (p.wall_us != 0 && name == kNames[0] && p.seq != before) {
        add(p.seq, 1, 2, static_cast<uint64_t>(p.wall_us));
      }
      before = p.seq;
    }
  }
  for (const auto& r : found.records) {
    add(r.seq, std::hash<std::string>()(r.stream), static_cast<uint64_t>(r.step),
        std::hash<std::string>()(r.bytes));
  }
  return out;
}

}  // namespace oriel::tests
