// Bytes on disk of a noisy float loss: disk_size --dir RUN_DIR --points N [--csv FILE --csv-points
// N]
//
// Records the run, then walks the chunks of its log and assigns every byte of the directory: wall
// times (their column data, directory and index entries) apart from value and step (everything
// else: pages with their sequence numbers, leaves, chunk headers, indexes, the small files). With
// --csv, the first points go as `step,wall_us,value` into a file as well. Prints JSON.
#include <cstdio>
#include <filesystem>

#include "format/chunk.h"
#include "synthetic_run.h"

namespace oriel::bench {
namespace {

struct Bytes {
  uint64_t all = 0;
  uint64_t wall = 0;  // data, entries and index entries of frame times
  uint64_t value_pages = 0;
  uint64_t heads = 0;
  uint64_t headers_and_indexes = 0;
};

size_t varint_size(uint64_t v) {
  size_t n = 1;
  for (; v >= 0x80; v >>= 7) ++n;
  return n;
}

// Of a frame times entry in the head (docs/log_format.md, "Head").
size_t entry_size(const format::BlockEntry& e) {
  const auto step = static_cast<uint64_t>(e.step_min);
  return 1 + varint_size(e.count) + 1 + varint_size(e.data_size) + varint_size(e.seq_first) +
         varint_size(e.seq_last - e.seq_first) + varint_size(step << 1) +
         varint_size(static_cast<uint64_t>(e.step_max) - step) + 4;
}

void count_columns(const format::FoundChunk& chunk, Bytes& bytes) {
  const auto view = format::ColumnsView::parse(chunk.payload);
  if (!view) {
    std::fprintf(stderr, "disk_size: a chunk cannot be read\n");
    std::exit(1);
  }
  bytes.heads += chunk.header.head_size;
  bytes.headers_and_indexes += chunk.header.chunk_size() - chunk.payload.size();
  for (const format::BlockEntry& entry : view->blocks()) {
    if (entry.series == format::kTimesSeries) {
      constexpr size_t kIndexEntry = 56;
      bytes.wall += entry.data_size + entry_size(entry) + kIndexEntry;
      bytes.heads -= entry_size(entry);
      bytes.headers_and_indexes -= kIndexEntry;  // of an index, which is counted whole
    } else {
      bytes.value_pages += entry.data_size;
    }
  }
}

Bytes measure(const std::string& dir) {
  Bytes bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (!entry.is_regular_file()) continue;
    bytes.all += entry.file_size();
    if (entry.path().extension() != ".log") continue;
    auto file = base::MappedFile::open(entry.path().string());
    check(file.status());
    format::ChunkScanner scanner(file->bytes());
    while (const auto chunk = scanner.next()) {
      if (chunk->header.type == format::ChunkType::kColumns) {
        count_columns(*chunk, bytes);
      } else {
        bytes.headers_and_indexes += chunk->header.chunk_size();
      }
    }
  }
  return bytes;
}

void record(const std::string& dir, double points, std::FILE* csv, double csv_points) {
  NoisyLoss loss(points);
  WallTimes times;
  SyntheticRun run(dir);
  for (double step = 0; step < points; ++step) {
    const int64_t wall = times.next();
    const double value = loss(step);
    run.add(static_cast<int64_t>(step), wall, value);
    if (csv != nullptr && step < csv_points) {
      std::fprintf(csv, "%.0f,%lld,%.9g\n", step, static_cast<long long>(wall), value);
    }
  }
  run.finish();
}

}  // namespace
}  // namespace oriel::bench

int main(int argc, char** argv) {
  using namespace oriel;
  const std::string dir = bench::text_argument(argc, argv, "--dir");
  if (dir.empty()) {
    std::fprintf(stderr, "disk_size: where to?\n  Try: disk_size --dir RUN_DIR --points N\n");
    return 2;
  }
  const double points = bench::number_argument(argc, argv, "--points", 1e7);
  const std::string csv_path = bench::text_argument(argc, argv, "--csv");
  std::FILE* csv = csv_path.empty() ? nullptr : std::fopen(csv_path.c_str(), "w");
  bench::record(dir, points, csv, bench::number_argument(argc, argv, "--csv-points", 1e6));
  if (csv != nullptr) std::fclose(csv);
  const bench::Bytes bytes = bench::measure(dir);
  const auto per_point = [&](uint64_t n) { return static_cast<double>(n) / points; };
  std::printf(
      "{\"points\": %.0f, \"value_step\": %.4f, \"wall\": %.4f, \"pages\": %.4f, "
      "\"heads\": %.4f, \"headers_and_indexes\": %.4f, \"all\": %.4f}\n",
      points, per_point(bytes.all - bytes.wall), per_point(bytes.wall),
      per_point(bytes.value_pages), per_point(bytes.heads), per_point(bytes.headers_and_indexes),
      per_point(bytes.all));
}
