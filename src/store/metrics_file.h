// Files of metrics, such as training_metrics.json, opened as runs: one JSON object whose lists of
// numbers are series over the epochs 1, 2, 3, … ("train_loss" is shown as train/loss, "val_loss" as
// val/loss).
//
// A list "epoch", "epochs", "episode", "episodes", "step" or "steps" of whole numbers (the first of
// these that there is) tells the steps of all lists that are as long. Values may be NaN, Infinity
// or -Infinity, as Python writes them, or the same as texts; null is no value. best_epoch and
// best_val_loss become the run's notes, other single values its config; anything else is passed
// over, and the notes name it. The whole file must be valid JSON but for those tokens, in UTF-8.
//
// parse_metrics() is pure and bounded: kMaxBytes of text, kMaxKeys keys, kMaxDepth levels; it needs
// 8 bytes per number beside the text. MetricsFileRun reads its file again when it has been
// replaced. Findings about it lie in <file>.derived/; they bear the file's own time, and are shown
// while it is that file's.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "store/memory_run.h"

namespace oriel::store {

inline constexpr const char* kMetricsFileName = "training_metrics.json";

struct MetricsFile {
  static constexpr uint64_t kMaxBytes = 64 << 20;
  static constexpr size_t kMaxKeys = 4096;
  static constexpr int kMaxDepth = 64;

  std::vector<int64_t> steps;         // as many as the longest list has values
  bool epochs = true;                 // is what steps are, as far as the file says
  std::vector<MemoryColumn> columns;  // in the order of the file
  std::string config_json = "{}";
  std::string notes;
};

// The message names line and column.
base::Result<MetricsFile> parse_metrics(std::string_view text);

// "train_losses" -> "train/loss", "learning_rate" -> "lr"; other names stay.
std::string series_name_of(std::string_view key);

// True for a regular file that is called *.json: what open_run() takes as a file of metrics.
bool is_metrics_file(const std::string& path);

// What a list of runs says of the file, without opening it as a run.
RunInfo read_metrics_info(const std::string& path, const std::string& id);

// True where the file's findings are there and about the file as of this time.
bool has_findings_of(const std::string& path, int64_t updated_us);

class MetricsFileRun final : public MemoryRun {
 public:
  // Reads the file. What is wrong with it is the info's damage; there are no series then.
  MetricsFileRun(const std::string& path, const std::string& id);
  bool poll() override;

  // Of the last reading.
  const base::Status& status() const { return status_; }

 private:
  struct Loaded {
    MemoryContent content;
    base::Status status;
    std::array<int64_t, 4> stamp{};
  };
  static Loaded load(const std::string& path, const std::string& id);
  static std::string findings_of(const std::string& path, int64_t updated_us);
  MetricsFileRun(const std::string& path, const std::string& id, Loaded loaded);

  const std::string path_;
  const std::string id_;
  base::Status status_;
  std::array<int64_t, 4> stamp_{};  // device, inode, size, time: what changes with the file
  std::array<int64_t, 4> findings_stamp_{};
};

}  // namespace oriel::store
