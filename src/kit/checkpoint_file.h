// The checkpoint file (docs/checkpoint_format.md): a MetricTable and a TrainingState as bytes, and
// back. Foreign, damaged and newer files are refused with what is wrong.
//
// Pure functions on bytes, and the two that touch files. Any thread. Parsing allocates no more than
// a few times what the file holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "kit/metric_table.h"
#include "oriel/tracker.h"

namespace oriel::kit {

inline constexpr uint16_t kCheckpointVersion = 1;

struct Checkpoint {
  std::vector<std::string> names;
  std::vector<int64_t> episodes;
  std::vector<std::vector<double>> columns;  // one per name, one value per episode
  uint64_t recorded = 0;
  uint64_t dropped = 0;
  std::optional<TrainingState> state;
};

// The bytes of the table's sections, to be put into a file by write_checkpoint(): what has to be
// done while the table must not change.
base::ByteWriter encode_table(const MetricTable& table, uint64_t dropped);

// `state` may be null; its blobs are not copied.
base::Status write_checkpoint(const std::string& path, const base::ByteWriter& table,
                              size_t metrics, const TrainingState* state);
// The same bytes in memory.
base::Result<std::vector<uint8_t>> encode_checkpoint(const base::ByteWriter& table, size_t metrics,
                                                     const TrainingState* state);

base::Result<Checkpoint> parse_checkpoint(base::Bytes bytes);
base::Result<Checkpoint> read_checkpoint(const std::string& path);

}  // namespace oriel::kit
