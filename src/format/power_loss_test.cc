// Power loss: everything a WriterLog asks of the file system is recorded, and replayed up to every
// instant, with what was not synced by then kept, dropped or torn piece by piece. What a completed
// sync covered is always read back; what is read back is always right.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "base/file.h"
#include "format/collect.h"
#include "format/run_files.h"
#include "format/writer_log.h"

namespace oriel::format {
namespace {

namespace fs = std::filesystem;

struct Operation {
  enum class Kind { kCreate, kWrite, kSync, kRemove, kSyncDirectory } kind;
  std::string name;  // of the file, within log/
  std::vector<uint8_t> bytes;
};

// A file system in memory that remembers what was asked of it.
class RecordingFileSystem final : public base::FileSystem {
 public:
  std::vector<Operation> operations;

  base::Result<std::unique_ptr<base::AppendFile>> create(const std::string& path) override {
    const std::string name = fs::path(path).filename();
    operations.push_back({Operation::Kind::kCreate, name, {}});
    return std::unique_ptr<base::AppendFile>(new File(*this, name));
  }
  base::Status rename(const std::string&, const std::string&) override { return {}; }
  base::Status remove(const std::string& path) override {
    operations.push_back({Operation::Kind::kRemove, fs::path(path).filename(), {}});
    return {};
  }
  base::Status make_directory(const std::string&) override { return {}; }
  base::Status sync_directory(const std::string&) override {
    operations.push_back({Operation::Kind::kSyncDirectory, "", {}});
    return {};
  }

 private:
  class File final : public base::AppendFile {
   public:
    File(RecordingFileSystem& owner, std::string name) : owner_(owner), name_(std::move(name)) {}
    base::Status append(base::Bytes bytes) override {
      owner_.operations.push_back({Operation::Kind::kWrite, name_, {bytes.begin(), bytes.end()}});
      size_ += bytes.size();
      return {};
    }
    base::Status sync() override {
      owner_.operations.push_back({Operation::Kind::kSync, name_, {}});
      return {};
    }
    uint64_t size() const override { return size_; }

   private:
    RecordingFileSystem& owner_;
    std::string name_;
    uint64_t size_ = 0;
  };
};

// What a disk may hold after operations [0, end), if the power goes then.
class Disk {
 public:
  Disk(const std::vector<Operation>& operations, size_t end, std::mt19937_64& random) {
    for (size_t i = 0; i < end; ++i) apply(operations[i]);
    lose(random);
  }
  void write_to(const std::string& dir) const {
    for (const auto& [name, file] : files_) {
      if (!file.exists) continue;
      std::ofstream(dir + "/" + name, std::ios::binary)
          .write(reinterpret_cast<const char*>(file.bytes.data()),
                 static_cast<std::streamsize>(file.bytes.size()));
    }
  }

 private:
  struct File {
    std::vector<uint8_t> bytes;
    size_t synced = 0;
    bool exists = true;
    bool entry_synced = false;  // its creation
    bool removal_pending = false;
  };

  void apply(const Operation& op) {
    switch (op.kind) {
      case Operation::Kind::kCreate:
        files_[op.name] = {};
        break;
      case Operation::Kind::kWrite: {
        auto& bytes = files_[op.name].bytes;
        bytes.insert(bytes.end(), op.bytes.begin(), op.bytes.end());
        break;
      }
      case Operation::Kind::kSync:
        files_[op.name].synced = files_[op.name].bytes.size();
        break;
      case Operation::Kind::kRemove:
        files_[op.name].removal_pending = true;
        break;
      case Operation::Kind::kSyncDirectory:
        for (auto& [name, file] : files_) {
          file.entry_synced = true;
          if (file.removal_pending) file.exists = false;
        }
    }
  }

  void lose(std::mt19937_64& random) {
    for (auto& [name, file] : files_) {
      if (!file.entry_synced && random() % 2 == 0) file.exists = false;
      if (file.removal_pending && random() % 2 == 0) file.exists = false;
      // Pieces of 512 to 4,096 bytes were written in any order, or not at all.
      const size_t piece = size_t{512} << (random() % 4);
      size_t length = file.synced;
      for (size_t at = file.synced; at < file.bytes.size();) {
        const size_t next = std::min(file.bytes.size(), (at / piece + 1) * piece);
        if (random() % 3 == 0) {
          std::fill(file.bytes.begin() + static_cast<int64_t>(at),
                    file.bytes.begin() + static_cast<int64_t>(next), uint8_t{0});
        } else {
          length = next;
        }
        at = next;
      }
      file.bytes.resize(length);
    }
  }

  std::map<std::string, File> files_;
};

double value_of(uint64_t frame, uint32_t series) {
  return static_cast<double>(static_cast<float>(frame) * 0.37f) + series;
}

std::vector<uint8_t> make_frame(uint64_t i) {
  const uint16_t count = i % 7 == 0 ? 2 : 1;  // series 1 is the slow one
  std::vector<uint8_t> frame(kFrameHeaderSize + count * kScalarSize);
  write_frame_header(frame.data(), static_cast<uint32_t>(frame.size()), FrameKind::kScalars, count,
                     static_cast<int64_t>(i), 1'000'000 + i);
  for (uint16_t s = 0; s < count; ++s) {
    write_scalar(frame.data() + kFrameHeaderSize + s * kScalarSize, s, value_of(i, s));
  }
  return frame;
}

TEST(PowerLoss, WhatWasSyncedIsAlwaysThere) {
  const uint64_t seed =
      std::getenv("ORIEL_SEED") ? std::strtoull(std::getenv("ORIEL_SEED"), nullptr, 10) : 1;
  std::mt19937_64 random(seed);
  RecordingFileSystem disk;
  std::map<size_t, uint64_t> durable;  // after so many operations: frames that a sync covered
  constexpr uint64_t kFrames = 9000;
  {
    WriterLogOptions options;
    options.run_dir = "/x";
    options.uuid = std::string(32, 'a');
    options.tail_bytes = 48 << 10;
    options.chunk_bytes = 6 << 10;
    options.index_bytes = 24 << 10;
    const std::string names[] = {"fast", "slow"};
    WriterLog log(disk, options, [&](uint32_t id) { return std::string_view(names[id]); });
    for (uint64_t i = 0; i < kFrames;) {
      std::vector<uint8_t> batch;
      for (uint64_t n = 1 + random() % 200; n > 0 && i < kFrames; --n, ++i) {
        const auto frame = make_frame(i);
        batch.insert(batch.end(), frame.begin(), frame.end());
      }
      ASSERT_TRUE(log.append({}, batch, nullptr).ok());
      if (random() % 4 != 0) continue;
      ASSERT_TRUE(log.sync().ok());
      durable[disk.operations.size()] = i;
    }
    ASSERT_TRUE(log.finish().ok());
    ASSERT_TRUE(log.sync().ok());
    durable[disk.operations.size()] = kFrames;
  }

  std::string pattern = (fs::temp_directory_path() / "oriel-power-XXXXXX").string();
  const std::string dir = ::mkdtemp(pattern.data());
  WriterFile file;
  file.uuid = std::string(32, 'a');
  file.ring_dir = dir + "/ring";
  file.generations.push_back({0, INT64_MIN, 0});
  for (size_t end = 0; end <= disk.operations.size(); end += 1 + random() % 3) {
    fs::remove_all(dir);
    fs::create_directories(dir + "/log");
    const std::string json = to_json(file);
    ASSERT_TRUE(
        base::replace_file(base::FileSystem::real(), writer_file_path(dir, 0), base::as_bytes(json))
            .ok());
    Disk(disk.operations, end, random).write_to(dir + "/log");

    const auto after = durable.upper_bound(end);
    const uint64_t promised = after == durable.begin() ? 0 : std::prev(after)->second;
    const Collected found = collect(dir);
    for (uint32_t s = 0; s < 2; ++s) {
      const auto series = found.series.find(s == 0 ? "fast" : "slow");
      std::map<int64_t, double> points;
      if (series != found.series.end()) {
        for (const auto& p : series->second) {
          ASSERT_EQ(p.value, value_of(static_cast<uint64_t>(p.step), s)) << "seed " << seed;
          ASSERT_TRUE(points.emplace(p.step, p.value).second) << "a point came twice";
        }
      }
      for (uint64_t i = 0; i < promised; i += s == 0 ? 1 : 7) {
        ASSERT_TRUE(points.contains(static_cast<int64_t>(i)))
            << "frame " << i << " of " << promised << " that were synced, after operation " << end
            << " of " << disk.operations.size() << ", seed " << seed;
      }
    }
  }
  fs::remove_all(dir);
}

}  // namespace
}  // namespace oriel::format
