#include "store/record_shelf.h"

#include <algorithm>

#include "base/crc32c.h"
#include "base/file.h"

namespace oriel::store {

void RecordShelf::add_event(uint64_t, const format::FrameView& frame) {
  Event event{frame.step, static_cast<int64_t>(frame.time), std::string(format::read_event(frame))};
  const auto at = std::upper_bound(events_.begin(), events_.end(), event,
                                   [](const Event& a, const Event& b) { return a.step < b.step; });
  events_.insert(at, std::move(event));
  if (events_.size() > kMaxEvents) events_.erase(events_.begin());
}

void RecordShelf::add_record(uint64_t seq, const std::string& stream,
                             const format::FrameView& frame) {
  const auto body = format::read_record(frame);
  if (!body) return;
  Stored stored;
  stored.data.kind = static_cast<RecordKind>(body->kind);
  stored.data.dtype = body->dtype;
  stored.data.shape = body->shape;
  stored.data.step = frame.step;
  stored.data.wall_us = static_cast<int64_t>(frame.time);
  stored.data.caption = body->caption;
  stored.data.bytes.assign(body->bytes.begin(), body->bytes.end());
  stored.file = body->file;
  stored.file_crc = body->file_crc;
  stored.file_size = body->file_size;
  streams_[stream][{frame.step, seq}] = std::move(stored);
}

std::vector<StreamInfo> RecordShelf::streams() const {
  std::vector<StreamInfo> out;
  for (const auto& [name, records] : streams_) {
    const auto& last = *records.rbegin();
    out.push_back({name, last.second.data.kind, records.size(), records.begin()->first.first,
                   last.first.first});
  }
  return out;
}

std::optional<RecordData> RecordShelf::find(const std::string& run_dir, const std::string& stream,
                                            std::optional<int64_t> step) const {
  const auto records = streams_.find(stream);
  if (records == streams_.end()) return std::nullopt;
  auto at = step ? records->second.upper_bound({*step, UINT64_MAX}) : records->second.end();
  if (at == records->second.begin()) return std::nullopt;
  const Stored& stored = std::prev(at)->second;
  if (stored.file.empty()) return stored.data;
  // The name comes from the log, which somebody may have written to mislead us.
  if (!stored.file.starts_with("blobs/") || stored.file.find("..") != std::string::npos) {
    return std::nullopt;
  }
  auto bytes = base::read_file(base::join_path(run_dir, stored.file), stored.file_size);
  if (!bytes.ok() || bytes->size() != stored.file_size || base::crc32c(*bytes) != stored.file_crc) {
    return std::nullopt;
  }
  RecordData data = stored.data;
  data.bytes = std::move(*bytes);
  return data;
}

}  // namespace oriel::store
