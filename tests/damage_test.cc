// Damage on disk: every truncation, every flipped bit, random mixtures. Whatever happens to a run's
// files: no crash; what is read is what was written; at most the damaged chunk is missing; and the
// doctor says that something is lost exactly if something is.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "format/chunk.h"
#include "format/doctor.h"
#include "small_run.h"

namespace oriel::tests {
namespace {

namespace fs = std::filesystem;
using format::collect;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr size_t kStride = 17;  // every test of a sanitized build would take minutes
#else
constexpr size_t kStride = 1;
#endif

// A run, and what it holds while it is whole.
class Patient {
 public:
  explicit Patient(const SmallRun& run) : finished_(run.finished) {
    const auto made = make_small_run(base::FileSystem::real(), dir_.path(), run);
    EXPECT_TRUE(made.ok()) << made.message();
    for (const Item& item : items_of(collect(dir_.path()))) whole_.insert({item.hash, item.seq});
    const auto examined = format::examine(dir_.path());
    EXPECT_FALSE(examined.damaged()) << examined.findings[0];
  }

  const std::string& dir() const { return dir_.path(); }
  bool finished() const { return finished_; }
  size_t size() const { return whole_.size(); }
  std::vector<std::string> files(std::string_view ending) const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(dir() + "/log")) {
      const std::string name = entry.path().string();
      if (std::string_view(name).ends_with(ending)) out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  struct Verdict {
    size_t missing = 0;
    bool damaged = false;
    uint64_t first_missing = UINT64_MAX, last_missing = 0;  // sequence numbers
    std::string findings;
  };
  // Reads it all. Fails the test if there is anything that was not in the whole run.
  Verdict read(const std::string& what) const {
    Verdict v;
    const auto found = collect(dir());
    std::unordered_set<uint64_t> seen;
    for (const Item& item : items_of(found)) {
      if (whole_.count(item.hash) == 0) {
        ADD_FAILURE() << what << ": made up: something in frame " << item.seq;
        return v;
      }
      EXPECT_TRUE(seen.insert(item.hash).second) << what << ": something is there twice";
    }
    v.missing = whole_.size() - seen.size();
    for (const auto& [hash, seq] : whole_) {
      if (v.missing == 0) break;
      if (seen.count(hash) != 0) continue;
      v.first_missing = std::min(v.first_missing, seq);
      v.last_missing = std::max(v.last_missing, seq);
    }
    v.damaged = !found.damage.empty();
    for (const auto& d : found.damage) v.findings += d.file + " " + d.what + "; ";
    // The doctor looks at everything again, and finds no less; asked less often to save time.
    if (reads_++ % 8 == 0 || (v.missing > 0 && !v.damaged)) {
      const auto examined = format::examine(dir());
      EXPECT_TRUE(examined.damaged() || !v.damaged) << what;
      v.damaged = examined.damaged();
      for (const auto& f : examined.findings) v.findings += f + "; ";
    }
    return v;
  }

 private:
  TempDir dir_;
  bool finished_;
  std::unordered_map<uint64_t, uint64_t> whole_;
  mutable size_t reads_ = 0;
};

// A file that is damaged and made whole again.
class File {
 public:
  explicit File(const std::string& path)
      : path_(path), fd_(::open(path.c_str(), O_RDWR)), bytes_(*base::read_file(path)) {}
  ~File() {
    restore();
    ::close(fd_);
  }
  const std::vector<uint8_t>& bytes() const { return bytes_; }
  void flip(size_t bit) {
    const uint8_t byte = bytes_[bit / 8] ^ static_cast<uint8_t>(1u << (bit % 8));
    ASSERT_EQ(::pwrite(fd_, &byte, 1, static_cast<off_t>(bit / 8)), 1);
  }
  void mend(size_t bit) {
    ASSERT_EQ(::pwrite(fd_, &bytes_[bit / 8], 1, static_cast<off_t>(bit / 8)), 1);
  }
  void cut(size_t size) { ASSERT_EQ(::ftruncate(fd_, static_cast<off_t>(size)), 0); }
  void write(size_t at, const std::vector<uint8_t>& bytes) {
    ASSERT_EQ(::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at)),
              static_cast<ssize_t>(bytes.size()));
  }
  void restore() {
    ASSERT_EQ(::ftruncate(fd_, 0), 0);
    write(0, bytes_);
  }

 private:
  std::string path_;
  int fd_;
  std::vector<uint8_t> bytes_;
};

struct Span {
  uint64_t from, to;
  format::ChunkHeader header;
};

std::vector<Span> chunks_of(const std::vector<uint8_t>& file) {
  std::vector<Span> out;
  format::ChunkScanner scanner(file);
  while (const auto chunk = scanner.next()) {
    out.push_back({chunk->offset, scanner.position(), chunk->header});
  }
  return out;
}

void expect_honest(const Patient::Verdict& v, const std::string& what) {
  EXPECT_EQ(v.damaged, v.missing > 0)
      << what << ": " << v.missing << " missing; the doctor says: " << v.findings;
}

void flip_every_bit(const Patient& patient, const std::string& path) {
  File file(path);
  const auto chunks = chunks_of(file.bytes());
  for (size_t bit = 0; bit < file.bytes().size() * 8; bit += kStride) {
    file.flip(bit);
    const std::string what = path + " bit " + std::to_string(bit);
    const auto v = patient.read(what);
    expect_honest(v, what);
    if (v.missing > 0) {
      const auto chunk =
          std::find_if(chunks.begin(), chunks.end(), [&](const Span& c) { return bit / 8 < c.to; });
      ASSERT_NE(chunk, chunks.end());
      EXPECT_GE(v.first_missing, chunk->header.seq_first) << what;
      EXPECT_LT(v.last_missing, chunk->header.seq_end) << what;
    }
    file.mend(bit);
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(patient.read("mended").missing, 0u);
}

// `ends`: lengths at which a cut leaves a shorter run that nobody can tell from a whole one.
void cut_everywhere(const Patient& patient, const std::string& path,
                    const std::set<uint64_t>& ends) {
  File file(path);
  for (size_t size = 0; size < file.bytes().size(); size += kStride) {
    file.cut(size);
    const std::string what = path + " cut to " + std::to_string(size);
    const auto v = patient.read(what);
    if (ends.count(size) == 0) expect_honest(v, what);
    file.cut(size);
    file.restore();
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(Damage, EveryBitOfAFinishedLog) {
  const Patient patient({.frames = 640, .noisy = true});
  const auto logs = patient.files(".log");
  ASSERT_EQ(logs.size(), 1u);
  EXPECT_GE(fs::file_size(logs[0]), 8192u);
  EXPECT_TRUE(patient.files(".tail").empty());
  flip_every_bit(patient, logs[0]);
}

TEST(Damage, EveryBitOfACrashedRun) {
  const Patient patient({.frames = 150, .finished = false, .tail_bytes = 2000, .chunk_bytes = 700});
  for (const auto& path : patient.files("")) {
    if (path.ends_with(".log") || path.ends_with(".tail")) flip_every_bit(patient, path);
  }
}

TEST(Damage, EveryLengthOfAFinishedLog) {
  const Patient patient({.frames = 640, .noisy = true});
  cut_everywhere(patient, patient.files(".log")[0], {});
}

TEST(Damage, EveryLengthOfACrashedRun) {
  // With and without tails that were removed because they had been sealed.
  for (const int sync_every : {0, 50}) {
    const Patient patient({.frames = 220,
                           .noisy = true,
                           .finished = false,
                           .sync_every = sync_every,
                           .tail_bytes = 3000,
                           .chunk_bytes = 1000});
    ASSERT_FALSE(patient.files(".log").empty());
    for (const auto& path : patient.files(".log")) cut_everywhere(patient, path, {});
    const auto tails = patient.files(".tail");
    for (const auto& path : tails) {
      std::set<uint64_t> ends;
      // The last tail's chunks: a run that stopped earlier looks the same.
      if (path == tails.back()) {
        ends.insert(0);
        for (const Span& c : chunks_of(*base::read_file(path))) ends.insert(c.to);
      }
      cut_everywhere(patient, path, ends);
    }
  }
}

TEST(Damage, EveryLengthOf64KiB) {
  const Patient patient({.frames = 11000, .chunk_bytes = 16000, .index_bytes = 30000});
  const std::string path = patient.files(".log")[0];
  File file(path);
  EXPECT_GE(file.bytes().size(), 65536u);
  // What is read of each prefix grows with it, and is all that whole chunks hold.
  std::mt19937_64 random(3);
  for (size_t size = 0; size < file.bytes().size(); size += 1 + random() % (200 * kStride)) {
    file.restore();
    file.cut(size);
    const std::string what = "cut to " + std::to_string(size);
    expect_honest(patient.read(what), what);
    if (HasFailure()) return;
  }
}

TEST(Damage, FilesThatAreGone) {
  for (const bool finished : {true, false}) {
    const Patient patient({.frames = 3000,
                           .finished = finished,
                           .sync_every = 100,
                           .tail_bytes = 20000,
                           .chunk_bytes = 2000,
                           .segment_bytes = 6000});
    auto files = patient.files(".log");
    ASSERT_GT(files.size(), 2u);
    for (const auto& tail : patient.files(".tail")) files.push_back(tail);
    for (const auto& path : files) {
      if (path == files.back() && !finished) continue;  // the last: a run that stopped earlier
      fs::rename(path, patient.dir() + "/away");
      expect_honest(patient.read(path + " is gone"), path + " is gone");
      fs::rename(patient.dir() + "/away", path);
    }
  }
}

TEST(Damage, TheSmallFiles) {
  const Patient patient({.frames = 200});
  for (const std::string& path : {patient.dir() + "/run.json", patient.dir() + "/log/w000.json"}) {
    File file(path);
    for (size_t size = 0; size < file.bytes().size(); ++size) {
      file.restore();
      file.cut(size);
      EXPECT_EQ(patient.read(path).missing, 0u) << size;
      EXPECT_TRUE(format::examine(patient.dir()).damaged() || size + 1 == file.bytes().size());
    }
    file.restore();
    for (size_t bit = 0; bit < file.bytes().size() * 8; bit += kStride) {
      file.flip(bit);
      EXPECT_EQ(patient.read(path).missing, 0u) << bit;
      file.mend(bit);
    }
  }
}

// Several things at once: never a crash, nothing made up, a loss never unreported.
TEST(Damage, RandomMixtures) {
  std::mt19937_64 random(20240601);
  const Patient patients[] = {Patient({.frames = 640, .noisy = true}),
                              Patient({.frames = 700,
                                       .finished = false,
                                       .sync_every = 50,
                                       .tail_bytes = 8000,
                                       .chunk_bytes = 1000})};
  for (size_t round = 0; round < 3000 / kStride; ++round) {
    const Patient& patient = patients[round % 2];
    auto paths = patient.files(".log");
    for (const auto& tail : patient.files(".tail")) paths.push_back(tail);
    {
      std::vector<std::unique_ptr<File>> files;
      for (const auto& path : paths) files.push_back(std::make_unique<File>(path));
      const int wounds = 1 + static_cast<int>(random() % 6);
      for (int i = 0; i < wounds; ++i) {
        File& file = *files[random() % files.size()];
        const size_t size = file.bytes().size();
        std::vector<uint8_t> junk(random() % 600);
        for (uint8_t& b : junk) b = static_cast<uint8_t>(random());
        if (random() % 3 == 0) std::fill(junk.begin(), junk.end(), uint8_t{0});
        const size_t at = random() % size;
        junk.resize(std::min(junk.size(), size - at));
        // A piece of the same file elsewhere: chunks in the wrong place, twice.
        if (random() % 4 == 0 && !junk.empty()) {
          const size_t from = random() % (size - junk.size() + 1);
          std::copy_n(file.bytes().begin() + static_cast<ptrdiff_t>(from), junk.size(),
                      junk.begin());
        }
        file.write(at, junk);
      }
      const std::string what = "round " + std::to_string(round);
      const auto v = patient.read(what);
      EXPECT_TRUE(v.damaged || v.missing == 0) << what << ": " << v.missing << " missing";
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace oriel::tests
