// DerivedDocuments: the small documents beside a run's log that are replaced whole:
// derived/findings.json, which its companion makes, and dashboard.json, in which the training says
// how its panels are to be laid out. Anything else there is not looked at.
//
// Not thread-safe; LocalRun guards it. A poll that finds nothing new costs one stat a document.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace oriel::store {

// The folder of what is made from a run: derived/ of a run directory; of a file of metrics, which
// has no folder of its own, <file>.derived/ beside it.
std::string derived_dir(const std::string& run_path);

class DerivedDocuments {
 public:
  static constexpr uint64_t kMaxBytes = 4 << 20;  // what is larger is not read

  explicit DerivedDocuments(const std::string& run_dir);

  // Reads what was replaced since the last call. True if any text changed.
  bool poll();
  // Of "findings" or "dashboard"; empty if there is none.
  const std::string& text(std::string_view name) const;

 private:
  struct Document {
    std::string_view name;
    std::string path;
    std::array<int64_t, 4> stamp{};  // device, inode, size, time: what changes with the file
    std::string text;
  };
  std::array<Document, 2> documents_;
};

}  // namespace oriel::store
