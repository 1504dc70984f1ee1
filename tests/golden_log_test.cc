// A run directory that version 1 wrote, kept for ever: every later version reads it to the same
// values. Made once, with ORIEL_UPDATE_GOLDEN=1; never made again when it fails.
#include <gtest/gtest.h>

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "format/doctor.h"
#include "small_run.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;
const std::string kGolden = ORIEL_GOLDEN;

// One line per point and record, values as their bits.
std::string text_of(const format::Collected& found) {
  std::ostringstream out;
  char line[200];
  for (const auto& [name, points] : found.series) {
    for (const auto& p : points) {
      std::snprintf(line, sizeof line, "%s seq %llu step %lld wall %lld bits %016llx\n",
                    name.c_str(), static_cast<unsigned long long>(p.seq),
                    static_cast<long long>(p.step), static_cast<long long>(p.wall_us),
                    static_cast<unsigned long long>(std::bit_cast<uint64_t>(p.value)));
      out << line;
    }
  }
  for (const auto& r : found.records) {
    out << "record " << r.seq << " " << r.step << " [" << r.stream << "] " << r.bytes << "\n";
  }
  return out.str();
}

TEST(GoldenLog, Version1IsReadToTheSameValues) {
  const std::string run = kGolden + "/log_v1", expected = kGolden + "/log_v1.txt";
  if (std::getenv("ORIEL_UPDATE_GOLDEN") != nullptr && !fs::exists(run)) {
    fs::create_directories(run);
    const auto made = make_small_run(base::FileSystem::real(), run,
                                     {.frames = 320,
                                      .finished = false,
                                      .tail_bytes = 5000,
                                      .chunk_bytes = 2000,
                                      .index_bytes = 800});
    ASSERT_TRUE(made.ok()) << made.message();
    std::ofstream(expected) << text_of(format::collect(run));
  }
  std::stringstream want;
  want << std::ifstream(expected).rdbuf();
  const auto found = format::collect(run);
  EXPECT_EQ(found.series.size(), 3u);
  EXPECT_FALSE(found.records.empty());
  ASSERT_GT(want.str().size(), 10'000u);
  EXPECT_EQ(text_of(found), want.str());
  EXPECT_FALSE(format::examine(run).damaged());
  // Columns, records, an index and rows: everything that version 1 writes is in it.
  bool types[8] = {};
  for (const auto& segment : format::list_segments(run, 0)) {
    const auto bytes = base::read_file(segment.path);
    format::ChunkScanner scanner(*bytes);
    while (const auto chunk = scanner.next())
      types[static_cast<size_t>(chunk->header.type) % 8] = true;
  }
  for (size_t type = 1; type <= 5; ++type) EXPECT_TRUE(types[type]) << type;
}

}  // namespace
}  // namespace oriel::tests
