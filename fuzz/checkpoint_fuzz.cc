// Checkpoints (docs/checkpoint_format.md): the bytes come from the fuzzer; if the first one says
// so, all checksums are made right, so that it gets behind them. What is read must encode to what
// reads the same.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "kit/checkpoint_file.h"

namespace {

using namespace oriel;

constexpr size_t kHeader = 40, kSection = 24;

void mend(std::vector<uint8_t>& bytes) {
  if (bytes.size() < kHeader) return;
  base::store(&bytes[16], static_cast<uint64_t>(bytes.size()));
  base::store(&bytes[36], base::crc32c(base::Bytes(bytes).first(36)));
  for (size_t at = kHeader; at + kSection <= bytes.size();) {
    const auto length = base::load<uint64_t>(&bytes[at + 8]);
    if (length > bytes.size() - at - kSection) return;
    const base::Bytes payload = base::Bytes(bytes).subspan(at + kSection, length);
    base::store(&bytes[at + 16], base::crc32c(payload));
    base::store(&bytes[at + 20], base::crc32c(base::Bytes(bytes).subspan(at, 20)));
    at += kSection + base::align_up(length, 8);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::vector<uint8_t> bytes(data + 1, data + size);
  if (data[0] & 1) mend(bytes);
  const auto parsed = kit::parse_checkpoint(bytes);
  if (!parsed.ok()) {
    if (parsed.status().message().empty()) std::abort();
    return 0;
  }
  kit::MetricTable table(0);
  table.assign(parsed->names, parsed->episodes, parsed->columns, parsed->recorded);
  const auto again =
      kit::encode_checkpoint(kit::encode_table(table, parsed->dropped), table.metrics(),
                             parsed->state ? &*parsed->state : nullptr);
  if (!again.ok()) std::abort();
  const auto second = kit::parse_checkpoint(*again);
  if (!second.ok() || second->names != parsed->names || second->episodes != parsed->episodes ||
      second->recorded != parsed->recorded ||
      second->state.has_value() != parsed->state.has_value()) {
    std::abort();
  }
  return 0;
}
