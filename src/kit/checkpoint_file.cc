#include "kit/checkpoint_file.h"

#include <array>
#include <unordered_set>

#include "base/clock.h"
#include "base/crc32c.h"
#include "kit/files.h"
#include "kit/values.h"

namespace oriel::kit {
namespace {

using base::ByteReader;
using base::Bytes;
using base::ByteWriter;
using base::Status;

constexpr std::string_view kMagic = "ORIELCKP";
constexpr size_t kHeaderBytes = 40;
constexpr size_t kSectionBytes = 24;
constexpr uint32_t kMaxSections = 4'200'000;
constexpr size_t kMaxBlobs = 4096;

enum class Kind : uint32_t {
  kRows = 0x53574F52,
  kMetric = 0x5254454D,
  kState = 0x54415453,
  kBlob = 0x424F4C42
};

// --- writing -------------------------------------------------------------------------------------

void put_section_header(ByteWriter& out, Kind kind, uint64_t length, uint32_t payload_crc) {
  const size_t at = out.size();
  out.put(static_cast<uint32_t>(kind));
  out.put(uint32_t{0});
  out.put(length);
  out.put(payload_crc);
  out.put(base::crc32c(out.bytes().subspan(at)));
}

// Room for the header of a section, whose payload is then written behind it.
size_t begin_section(ByteWriter& out) {
  const size_t at = out.size();
  for (size_t i = 0; i < kSectionBytes / 8; ++i) out.put(uint64_t{0});
  return at;
}

void end_section(ByteWriter& out, size_t at, Kind kind) {
  const Bytes payload = out.bytes().subspan(at + kSectionBytes);
  ByteWriter header;
  put_section_header(header, kind, payload.size(), base::crc32c(payload));
  std::memcpy(out.vector().data() + at, header.bytes().data(), kSectionBytes);
  out.align(8);
}

void put_name(ByteWriter& out, std::string_view name) {
  out.put_text(name);
  const size_t used = 2 + name.size();
  for (size_t i = used; i < base::align_up(used, 8); ++i) out.put(uint8_t{0});
}

ByteWriter encode_header(uint32_t sections, uint64_t file_size) {
  ByteWriter out;
  out.put_bytes(base::as_bytes(kMagic));
  out.put(kCheckpointVersion);
  out.put(uint16_t{0});
  out.put(sections);
  out.put(file_size);
  out.put(base::wall_us());
  out.put(uint32_t{0});
  out.put(base::crc32c(out.bytes()));
  return out;
}

// The pieces of a file, in order. What they borrow must outlive them.
struct Pieces {
  std::vector<ByteWriter> owned;  // never moved once `bytes` points into them: reserved
  std::vector<Bytes> bytes;
};

Status check_state(const TrainingState& state) {
  if (state.blobs.size() > kMaxBlobs) {
    return Status("a checkpoint holds at most 4,096 blobs; this state has " +
                  std::to_string(state.blobs.size()));
  }
  std::unordered_set<std::string_view> names;
  for (const auto& blob : state.blobs) {
    if (!is_metric_name(blob.name)) {
      return Status("a blob's name must have 1 to 512 bytes and no control characters");
    }
    if (!names.insert(blob.name).second) {
      return Status("two blobs of the state are called \"" + blob.name + "\"");
    }
  }
  return {};
}

void add_state(const TrainingState& state, Pieces& pieces) {
  static constexpr std::array<uint8_t, 8> kZeros{};
  pieces.owned.emplace_back();
  ByteWriter& head = pieces.owned.back();
  const size_t at = begin_section(head);
  head.put(state.step);
  head.put(static_cast<uint64_t>(state.blobs.size()));
  end_section(head, at, Kind::kState);
  pieces.bytes.push_back(head.bytes());
  for (const auto& blob : state.blobs) {
    ByteWriter name;
    put_name(name, blob.name);
    const Bytes content = base::as_bytes(blob.bytes);
    const uint64_t length = name.size() + content.size();
    pieces.owned.emplace_back();
    ByteWriter& section = pieces.owned.back();
    put_section_header(section, Kind::kBlob, length,
                       base::crc32c(content, base::crc32c(name.bytes())));
    section.put_bytes(name.bytes());
    pieces.bytes.push_back(section.bytes());
    pieces.bytes.push_back(content);
    pieces.bytes.push_back(Bytes(kZeros).first(base::align_up(length, 8) - length));
  }
}

base::Result<Pieces> make_pieces(const ByteWriter& table, size_t metrics,
                                 const TrainingState* state) {
  Pieces pieces;
  uint32_t sections = static_cast<uint32_t>(1 + metrics);
  pieces.owned.reserve(state == nullptr ? 1 : 2 + state->blobs.size());
  pieces.bytes.emplace_back();  // the header's place
  pieces.bytes.push_back(table.bytes());
  if (state != nullptr) {
    if (Status s = check_state(*state); !s.ok()) return s;
    sections += static_cast<uint32_t>(1 + state->blobs.size());
    add_state(*state, pieces);
  }
  uint64_t size = kHeaderBytes;
  for (const Bytes piece : pieces.bytes) size += piece.size();
  pieces.owned.push_back(encode_header(sections, size));
  pieces.bytes.front() = pieces.owned.back().bytes();
  return pieces;
}

// --- reading -------------------------------------------------------------------------------------

Status damaged(const std::string& what) {
  return Status("it is damaged (" + what + "); take an older checkpoint");
}

bool all_zero(Bytes bytes) {
  for (const uint8_t b : bytes) {
    if (b != 0) return false;
  }
  return true;
}

struct Section {
  Kind kind{};
  Bytes payload;
};

Status refuse_foreign(Bytes bytes) {
  if (bytes.empty()) return Status("it is empty");
  std::string guess;
  const std::string_view text = base::as_text(bytes.first(std::min<size_t>(bytes.size(), 8)));
  if (bytes[0] == 0x80) guess = ": it looks like a Python pickle, which Oriel never opens";
  if (text.starts_with("PK\x03\x04")) guess = ": it looks like a zip archive or a PyTorch file";
  if (text.starts_with("{")) guess = ": it looks like JSON; oriel plot opens that";
  return Status("it is not an Oriel checkpoint" + guess);
}

Status read_header(Bytes bytes, uint32_t& sections) {
  const std::string_view text = base::as_text(bytes);
  if (!text.starts_with(kMagic)) {
    const bool cut = !bytes.empty() && kMagic.starts_with(text);
    return cut ? damaged("it ends within its header") : refuse_foreign(bytes);
  }
  if (bytes.size() < kHeaderBytes) return damaged("it ends within its header");
  ByteReader in(bytes.first(kHeaderBytes));
  in.get_bytes(kMagic.size());
  const auto version = in.get<uint16_t>();
  const auto zero = in.get<uint16_t>();
  sections = in.get<uint32_t>();
  const auto size = in.get<uint64_t>();
  in.get<int64_t>();
  const auto zero2 = in.get<uint32_t>();
  if (in.get<uint32_t>() != base::crc32c(bytes.first(kHeaderBytes - 4))) {
    return damaged("the checksum of its header is wrong");
  }
  if (version > kCheckpointVersion) {
    return Status("it was written by a newer Oriel (format " + std::to_string(version) +
                  "; this one reads up to " + std::to_string(kCheckpointVersion) +
                  "); update Oriel to open it");
  }
  if (version == 0 || zero != 0 || zero2 != 0 || sections == 0 || sections > kMaxSections) {
    return damaged("its header says what no header says");
  }
  if (size != bytes.size()) {
    return damaged("it has " + std::to_string(bytes.size()) + " bytes and should have " +
                   std::to_string(size));
  }
  return {};
}

Status read_section(Bytes& rest, Section& out) {
  if (rest.size() < kSectionBytes) return damaged("a section is missing");
  ByteReader in(rest.first(kSectionBytes));
  out.kind = in.get<Kind>();
  const auto zero = in.get<uint32_t>();
  const auto length = in.get<uint64_t>();
  const auto crc = in.get<uint32_t>();
  if (in.get<uint32_t>() != base::crc32c(rest.first(kSectionBytes - 4)) || zero != 0) {
    return damaged("the checksum of a section's header is wrong");
  }
  rest = rest.subspan(kSectionBytes);
  if (length > rest.size() || base::align_up(length, 8) > rest.size()) {
    return damaged("a section is longer than the file");
  }
  out.payload = rest.first(length);
  if (base::crc32c(out.payload) != crc) return damaged("the checksum of a section is wrong");
  const size_t padded = base::align_up(length, 8);
  if (!all_zero(rest.subspan(length, padded - length))) return damaged("between two sections");
  rest = rest.subspan(padded);
  return {};
}

bool read_name(ByteReader& in, std::string& out) {
  out = std::string(in.get_text());
  const size_t used = 2 + out.size();
  const Bytes padding = in.get_bytes(base::align_up(used, 8) - used);
  return !in.failed() && all_zero(padding) && is_metric_name(out);
}

class Parser {
 public:
  Status add(const Section& section) {
    ByteReader in(section.payload);
    if (!started_ && section.kind != Kind::kRows) return damaged("it does not begin with its rows");
    switch (section.kind) {
      case Kind::kRows:
        return add_rows(in);
      case Kind::kMetric:
        return add_metric(in);
      case Kind::kState:
        return add_state(in);
      case Kind::kBlob:
        return add_blob(in);
    }
    return damaged("a section of a kind that is not known");
  }

  base::Result<Checkpoint> finish() {
    if (!started_) return damaged("its rows are missing");
    if (out_.state && out_.state->blobs.size() != blobs_) return damaged("blobs are missing");
    return std::move(out_);
  }

 private:
  Status add_rows(ByteReader& in) {
    if (started_) return damaged("two tables");
    started_ = true;
    const auto rows = in.get<uint64_t>();
    out_.recorded = in.get<uint64_t>();
    out_.dropped = in.get<uint64_t>();
    if (in.failed() || rows != in.remaining() / 8 || in.remaining() % 8 != 0 ||
        out_.recorded < rows) {
      return damaged("its rows contradict themselves");
    }
    return get_numbers(in, rows, out_.episodes);
  }

  Status add_metric(ByteReader& in) {
    if (out_.state) return damaged("a metric behind the state");
    if (out_.names.size() >= MetricTable::kMaxMetrics) return damaged("too many metrics");
    std::string name;
    if (!read_name(in, name)) return damaged("a name");
    if (!names_.insert(name).second) return damaged("two metrics of one name");
    if (in.remaining() != out_.episodes.size() * 8) return damaged("a metric's length");
    out_.names.push_back(std::move(name));
    return get_numbers(in, out_.episodes.size(), out_.columns.emplace_back());
  }

  Status add_state(ByteReader& in) {
    if (out_.state) return damaged("two states");
    out_.state.emplace();
    out_.state->step = in.get<int64_t>();
    blobs_ = in.get<uint64_t>();
    if (in.failed() || in.remaining() != 0 || blobs_ > kMaxBlobs) return damaged("its state");
    return {};
  }

  Status add_blob(ByteReader& in) {
    if (!out_.state || out_.state->blobs.size() >= blobs_) return damaged("a blob too many");
    TrainingState::Blob blob;
    if (!read_name(in, blob.name)) return damaged("a blob's name");
    if (out_.state->find(blob.name) != nullptr) return damaged("two blobs of one name");
    blob.bytes = std::string(base::as_text(in.get_bytes(in.remaining())));
    out_.state->blobs.push_back(std::move(blob));
    return {};
  }

  template <class T>
  static Status get_numbers(ByteReader& in, size_t n, std::vector<T>& out) {
    const Bytes bytes = in.get_bytes(n * sizeof(T));
    out.resize(n);
    if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
    return {};
  }

  Checkpoint out_;
  bool started_ = false;
  uint64_t blobs_ = 0;
  std::unordered_set<std::string> names_;
};

}  // namespace

base::ByteWriter encode_table(const MetricTable& table, uint64_t dropped) {
  ByteWriter out;
  const size_t rows = table.rows();
  out.vector().reserve((rows + 80) * 8 * (table.metrics() + 1));
  const size_t at = begin_section(out);
  out.put(static_cast<uint64_t>(rows));
  out.put(table.recorded());
  out.put(dropped);
  std::vector<double> column(rows);
  std::vector<int64_t> episodes(rows);
  for (size_t row = 0; row < rows; ++row) episodes[row] = table.episode(row);
  out.put_bytes({reinterpret_cast<const uint8_t*>(episodes.data()), rows * 8});
  end_section(out, at, Kind::kRows);
  for (size_t m = 0; m < table.metrics(); ++m) {
    const size_t metric_at = begin_section(out);
    put_name(out, table.name(m));
    for (size_t row = 0; row < rows; ++row) column[row] = table.value(row, m);
    out.put_bytes({reinterpret_cast<const uint8_t*>(column.data()), rows * 8});
    end_section(out, metric_at, Kind::kMetric);
  }
  return out;
}

base::Status write_checkpoint(const std::string& path, const ByteWriter& table, size_t metrics,
                              const TrainingState* state) {
  const auto pieces = make_pieces(table, metrics, state);
  if (!pieces.ok()) return pieces.status();
  return write_whole(path, pieces->bytes);
}

base::Result<std::vector<uint8_t>> encode_checkpoint(const ByteWriter& table, size_t metrics,
                                                     const TrainingState* state) {
  const auto pieces = make_pieces(table, metrics, state);
  if (!pieces.ok()) return pieces.status();
  std::vector<uint8_t> out;
  for (const Bytes piece : pieces->bytes) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

base::Result<Checkpoint> parse_checkpoint(Bytes bytes) {
  uint32_t sections = 0;
  if (Status s = read_header(bytes, sections); !s.ok()) return s;
  Bytes rest = bytes.subspan(kHeaderBytes);
  Parser parser;
  for (uint32_t i = 0; i < sections; ++i) {
    Section section;
    if (Status s = read_section(rest, section); !s.ok()) return s;
    if (Status s = parser.add(section); !s.ok()) return s;
  }
  if (!rest.empty()) return damaged("something stands behind its last section");
  return parser.finish();
}

base::Result<Checkpoint> read_checkpoint(const std::string& path) {
  const auto file = base::MappedFile::open(path);
  if (!file.ok()) return file.status();
  auto parsed = parse_checkpoint(file->bytes());
  if (!parsed.ok()) return Status("cannot load " + path + ": " + parsed.status().message());
  return parsed;
}

}  // namespace oriel::kit
