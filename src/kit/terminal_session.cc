#include "kit/terminal_session.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "draw/terminal_capability.h"
#include "kit/program.h"
#include "kit/terminal_lines.h"
#include "kit/terminal_place.h"

namespace oriel::detail {
namespace {

using kit::Field;

// Counts forks on the child's side, so that an inherited session knows that it is a copy.
std::atomic<uint64_t> g_generation{0};
uint64_t process_generation() {
  static const int registered =
      ::pthread_atfork(nullptr, nullptr, [] { g_generation.fetch_add(1); });
  (void)registered;
  return g_generation.load(std::memory_order_relaxed);
}

// Held for the time of a copy.
class Turn {
 public:
  explicit Turn(std::atomic_flag& busy) : busy_(busy) {
    while (busy_.test_and_set(std::memory_order_acquire)) std::this_thread::yield();
  }
  ~Turn() { busy_.clear(std::memory_order_release); }

 private:
  std::atomic_flag& busy_;
};

// Puts the scalars that are there one after the other, and tells which ones in `present`. A branch
// for each: a training sets the same ones at every step, and what is missing costs a comparison.
uint8_t* put_scalars(uint8_t* at, const TrainingSnapshot& s, uint16_t& present) {
  unsigned set = 0;
  const auto put = [&](Field field, OptionalNumber value) {
    if (!value) return;
    std::memcpy(at, &value, sizeof value);
    set |= 1U << field;
    at += sizeof value;
  };
  const SystemMetrics& system = s.system;
  put(kit::kTrainLoss, s.train_loss);
  put(kit::kValLoss, s.val_loss);
  put(kit::kLearningRate, s.learning_rate);
  put(kit::kAuxLoss, s.aux_loss);
  put(kit::kBatchSize, s.batch_size);
  put(kit::kSequenceLength, s.sequence_length);
  put(kit::kGpuMemory, s.gpu_memory_mb);
  put(kit::kGradientNorm, s.gradient_norm ? s.gradient_norm : system.gradient_norm);
  put(kit::kStepsPerSecond, s.throughput.steps_per_second);
  put(kit::kBatchesPerSecond, s.throughput.batches_per_second);
  put(kit::kSamplesPerSecond, s.throughput.samples_per_second);
  put(kit::kTokensPerSecond, s.throughput.tokens_per_second);
  put(kit::kGpuMemoryUsed, system.gpu_memory_used_mb);
  put(kit::kGpuMemoryTotal, system.gpu_memory_total_mb);
  put(kit::kGpuUtilization, system.gpu_utilization_percent);
  present = static_cast<uint16_t>(set);
  return at;
}

// Puts experts and custom metrics behind them; see LinkRecord.
class ContainerWriter {
 public:
  ContainerWriter(uint8_t* at, kit::LinkRecord& head) : head_(head), at_(at) {}

  void expert(int64_t expert, double share) {
    if (head_.experts == kit::kMaxExperts) return;
    ++head_.experts;
    put(expert);
    put(share);
  }
  void custom(const CustomMetric& metric) {
    if (head_.custom == kit::kMaxCustom) return;
    ++head_.custom;
    const size_t name = std::min(metric.name.size(), kit::kMaxMetricName);
    const size_t text =
        metric.value.is_text ? std::min(metric.value.text.size(), kit::kMaxMetricText) : 0;
    const uint16_t sizes[4] = {static_cast<uint16_t>(name),
                               metric.value.is_text ? static_cast<uint16_t>(text) : kit::kNotText,
                               0, 0};
    put(sizes);
    put(metric.value.number);
    std::memcpy(at_, metric.name.data(), name);
    std::memcpy(at_ + name, metric.value.text.data(), text);
    at_ += (name + text + 7) & ~size_t{7};
  }
  uint8_t* end() const { return at_; }

 private:
  template <class T>
  void put(const T& value) {
    std::memcpy(at_, &value, sizeof value);
    at_ += sizeof value;
  }
  kit::LinkRecord& head_;
  uint8_t* at_;
};

constexpr size_t kScalarBytes = sizeof(kit::LinkRecord) + 8 * kit::kFields;
constexpr size_t kCustomBytes =
    kit::kMaxCustom * (16 + kit::kMaxMetricName + kit::kMaxMetricText + 8);

constexpr size_t kTableRows = 100, kTableColumns = 16, kTableCell = 200;
constexpr size_t kTableBytes = 32 * 1024;

// A table as it travels: no more of it than a screen could show.
std::string json_of(const DisplayTable& table) {
  const auto cells_of = [](const std::vector<std::string>& cells) {
    auto json = nlohmann::json::array();
    for (size_t i = 0; i < std::min(cells.size(), kTableColumns); ++i) {
      json.push_back(cells[i].substr(0, kTableCell));
    }
    return json;
  };
  nlohmann::json json = {{"title", table.title.substr(0, kTableCell)},
                         {"columns", cells_of(table.columns)},
                         {"rows", nlohmann::json::array()}};
  size_t bytes = 0;
  for (const auto& row : table.rows) {
    for (const std::string& cell : row) bytes += std::min(cell.size(), kTableCell);
    if (json["rows"].size() == kTableRows || bytes > kTableBytes) break;
    json["rows"].push_back(cells_of(row));
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int rank_of_process() {
  for (const char* name : {"RANK", "LOCAL_RANK", "OMPI_COMM_WORLD_RANK", "SLURM_PROCID"}) {
    if (const char* rank = std::getenv(name)) return std::max(0, std::atoi(rank));
  }
  return 0;
}

kit::LinkSettings settings_of(const VisualizationConfig& config, int64_t total_steps,
                              StringRef description) {
  kit::LinkSettings s;
  s.pid = ::getpid();
  s.rank = rank_of_process();
  s.total_steps = total_steps;
  s.description.assign(description.data(), description.size());
  s.progress_bar = config.show_progress_bar;
  s.tables = config.show_tables;
  s.throughput = config.show_throughput;
  s.system = config.show_system_metrics;
  s.experts = config.show_expert_utilization;
  s.curves = config.show_curves;
  s.table_interval = std::max(1, config.table_update_interval);
  s.refresh_per_second = std::clamp(config.refresh_per_second, 1, 60);
  return s;
}

std::string link_name() {
  static std::atomic<uint64_t> count{0};
  return std::to_string(::getpid()) + "-" + std::to_string(count.fetch_add(1)) + ".link";
}

}  // namespace

TerminalSession::TerminalSession(VisualizationConfig config)
    : config_(std::move(config)), generation_(process_generation()) {}

TerminalSession::~TerminalSession() {
  if (mine()) {
    close();
  } else {  // the thread is the parent's, and so is the file
    new std::thread(std::move(lines_));
  }
}

bool TerminalSession::mine() const {
  return generation_ == g_generation.load(std::memory_order_relaxed);
}

void TerminalSession::start(int64_t total_steps, StringRef description) {
  if (!mine()) return;
  close();
  int output = config_.output;
  if (output < 0) output = ::isatty(STDOUT_FILENO) != 0 ? STDOUT_FILENO : STDERR_FILENO;
  const bool is_terminal = ::isatty(output) != 0;
  const auto caps = draw::detect_terminal(draw::terminal_environment(), is_terminal, 0, 0);
  const auto settings = settings_of(config_, total_steps, description);
  on_terminal_ = caps.interactive && is_terminal;
  // Lines of many ranks into one log would only repeat each other.
  if (!on_terminal_ && settings.rank > 0) return;

  const auto make_link = [&]() -> base::Result<std::unique_ptr<kit::LinkWriter>> {
    const auto place = kit::link_directory(on_terminal_ ? output : -1);
    if (!place.ok()) return place.status();
    return kit::LinkWriter::create(base::join_path(*place, link_name()), settings);
  };
  auto link = make_link();
  if (!link.ok()) link = make_link();  // the directory may just have gone with the last display
  if (!link.ok()) {
    std::fprintf(stderr, "oriel: no display: %s\n", link.status().message().c_str());
    return;
  }
  const Turn turn(busy_);
  link_ = std::move(*link);
  next_table_step_ = std::numeric_limits<int64_t>::min();
  if (on_terminal_ && start_helper(output)) return;
  on_terminal_ = false;
  start_lines(output);
}

bool TerminalSession::start_helper(int terminal) {
  const std::string program = kit::find_program("oriel");
  if (program.empty()) {
    std::fprintf(stderr,
                 "oriel: lines instead of a display: the program `oriel` was not found beside this "
                 "one, in PATH or as $ORIEL_BIN\n");
    return false;
  }
  const std::string place = link_->path().substr(0, link_->path().rfind('/'));
  return kit::start_detached(program, std::vector<std::string>{"terminal-helper", place}, terminal);
}

void TerminalSession::start_lines(int output) {
  auto reader = kit::LinkReader::open(link_->path());
  ::unlink(link_->path().c_str());
  if (!reader.ok()) return;
  const kit::LineOptions options{output, config_.log_format == LogFormat::kJson,
                                 config_.log_interval_seconds};
  lines_ =
      std::thread([reader = std::move(*reader), options] { kit::write_lines(*reader, options); });
}

void TerminalSession::update(const TrainingSnapshot& snapshot) noexcept {
  if (link_ == nullptr || !mine()) return;
  {
    const Turn turn(busy_);
    if (link_ == nullptr) return;
    push(snapshot);
    if (!config_.custom_table_builder || snapshot.step < next_table_step_) return;
    next_table_step_ = snapshot.step + std::max(1, config_.table_update_interval);
  }
  // The builder is somebody else's: it may take its time, throw, or call update() itself.
  if (building_.exchange(true, std::memory_order_acquire)) return;
  push_custom_table(snapshot);
  building_.store(false, std::memory_order_release);
}

void TerminalSession::push(const TrainingSnapshot& s) noexcept {
  // Most have no containers; those that have may be large.
  if (s.custom_metrics.size() > 0 || !s.expert_utilization.empty()) return push_large(s);
  uint8_t* room = link_->reserve(kScalarBytes);
  if (room == nullptr) return link_->drop();
  kit::LinkRecord head;
  head.kind = kit::kSnapshotRecord;
  head.step = s.step;
  head.bytes = static_cast<uint32_t>(put_scalars(room + sizeof head, s, head.present) - room);
  std::memcpy(room, &head, sizeof head);
  link_->commit(head.bytes);
}

void TerminalSession::push_large(const TrainingSnapshot& s) noexcept {
  uint8_t* room = link_->reserve(kScalarBytes + 16 * kit::kMaxExperts + kCustomBytes);
  if (room == nullptr) return link_->drop();
  kit::LinkRecord head;
  head.kind = kit::kSnapshotRecord;
  head.step = s.step;
  ContainerWriter containers(put_scalars(room + sizeof head, s, head.present), head);
  s.expert_utilization.for_each(&containers, [](void* sink, int expert, double share) {
    static_cast<ContainerWriter*>(sink)->expert(expert, share);
  });
  for (const CustomMetric& metric : s.custom_metrics) containers.custom(metric);
  head.bytes = static_cast<uint32_t>(containers.end() - room);
  std::memcpy(room, &head, sizeof head);
  link_->commit(head.bytes);
}

void TerminalSession::push_custom_table(const TrainingSnapshot& snapshot) noexcept {
  if (builder_failed_) return;
  std::string text;
  try {
    text = json_of(config_.custom_table_builder(snapshot));
  } catch (...) {
    builder_failed_ = true;
    std::fputs("oriel: the custom table builder failed and is not called again\n", stderr);
    return;
  }
  const Turn turn(busy_);
  if (link_ == nullptr) return;
  uint8_t* room = link_->reserve(sizeof(kit::LinkRecord) + 4 + text.size());
  if (room == nullptr) return link_->drop();
  kit::LinkRecord head;
  head.kind = kit::kTableRecord;
  head.bytes = static_cast<uint32_t>((sizeof head + 4 + text.size() + 7) & ~size_t{7});
  const auto size = static_cast<uint32_t>(text.size());
  std::memcpy(room, &head, sizeof head);
  std::memcpy(room + sizeof head, &size, sizeof size);
  std::memcpy(room + sizeof head + sizeof size, text.data(), text.size());
  link_->commit(head.bytes);
}

void TerminalSession::close() noexcept {
  std::unique_ptr<kit::LinkWriter> link;
  {
    const Turn turn(busy_);
    link = std::move(link_);
  }
  if (link == nullptr) return;
  link->close();
  if (lines_.joinable()) lines_.join();
  if (!on_terminal_) return;
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  while (!link->drawn_to_the_end() && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ::unlink(link->path().c_str());
}

}  // namespace oriel::detail

namespace oriel {

TerminalVisualizer::TerminalVisualizer(VisualizationConfig config)
    : session_(std::make_unique<detail::TerminalSession>(std::move(config))) {}
TerminalVisualizer::~TerminalVisualizer() = default;
TerminalVisualizer::TerminalVisualizer(TerminalVisualizer&&) noexcept = default;
TerminalVisualizer& TerminalVisualizer::operator=(TerminalVisualizer&&) noexcept = default;

void TerminalVisualizer::start(int64_t total_steps, StringRef description) {
  session_->start(total_steps, description);
}
void TerminalVisualizer::update(const TrainingSnapshot& snapshot) noexcept {
  session_->update(snapshot);
}
void TerminalVisualizer::close() noexcept {
  session_->close();
}

TerminalVisualizer create_default_visualizer(const DefaultVisualizer& options) {
  VisualizationConfig config;
  config.show_progress_bar = options.show_progress;
  config.show_tables = options.show_tables;
  config.table_update_interval = options.table_interval;
  return TerminalVisualizer(std::move(config));
}

}  // namespace oriel
