// Records and events of one writer, ready to be looked up by stream and step.
//
// Small records (at most a quarter of a ring, 64 KiB by default) are kept in memory as they came;
// large ones stand in files and are read, and their checksum verified, when asked for. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "format/frame.h"
#include "store/source.h"

namespace oriel::store {

class RecordShelf {
 public:
  static constexpr size_t kMaxEvents = 1000;

  void add_event(uint64_t seq, const format::FrameView& frame);
  void add_record(uint64_t seq, const std::string& stream, const format::FrameView& frame);

  const std::vector<Event>& events() const { return events_; }
  std::vector<StreamInfo> streams() const;
  std::optional<RecordData> find(const std::string& run_dir, const std::string& stream,
                                 std::optional<int64_t> step) const;

 private:
  struct Stored {
    RecordData data;
    std::string file;
    uint32_t file_crc = 0;
    uint64_t file_size = 0;
  };
  using Place = std::pair<int64_t, uint64_t>;  // step, seq
  std::map<std::string, std::map<Place, Stored>> streams_;
  std::vector<Event> events_;  // by step; the last kMaxEvents
};

}  // namespace oriel::store
