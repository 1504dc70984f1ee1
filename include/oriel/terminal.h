// oriel/terminal.h — a training in the terminal: progress, tables, curves, pinned below the output
// of the program, which scrolls on above it.
//
//   auto display = oriel::create_default_visualizer({.table_interval = 50});
//   display.start(total_steps, "Training MoE");
//   display.update({.step = step, .train_loss = loss, .learning_rate = rate,
//                   .expert_utilization = {{0, .2}, {1, .3}, {2, .5}},
//                   .custom_metrics = {{"position_error", e}}});
//   display.close();                                // the destructor does it too
//
// update() copies the numbers into shared memory and returns: no lock that somebody else may hold,
// no system call, no clock. A helper process (the `oriel` command) draws, at most
// `refresh_per_second` times a second; it also puts the terminal right when this process ends in
// any way, kill -9 included. The descriptors of this process are never redirected.
//
// Not on a terminal (a pipe, a file, CI): a timestamped line now and then instead, as text or JSON.
// NO_COLOR, FORCE_COLOR, TERM=dumb and CI are respected. Where the `oriel` command cannot be found
// (beside the program, in PATH, or as $ORIEL_BIN), it says so once and prints lines.
//
// Several processes on one terminal share one display: the first one's helper shows them all.
//
// Threads: any member function from any thread, the constructor and destructor excepted. After
// fork() the child's copy does nothing.
#pragma once

#include <oriel/run.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace oriel {

namespace detail {
class TerminalSession;
}

// The share of an expert in all assignments, 0 to 1. Borrowed pairs: a braced list or any range of
// pairs, a std::map<int, double> included.
struct ExpertShare {
  int expert = 0;
  double share = 0;
};
class ExpertShares {
 public:
  using Take = void (*)(void* sink, int expert, double share);

  ExpertShares() = default;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Winit-list-lifetime"    // borrowed for the call only, by contract
  ExpertShares(std::initializer_list<ExpertShare> list)  // NOLINT: implicit on purpose
      : range_(list.begin()), size_(list.size()) {
    visit_ = [](const void* range, size_t size, void* sink, Take take) {
      const auto* shares = static_cast<const ExpertShare*>(range);
      for (size_t i = 0; i < size; ++i) take(sink, shares[i].expert, shares[i].share);
    };
  }
#pragma GCC diagnostic pop
  template <class Range>
  requires requires(const Range& r) {
    r.begin();
    r.end();
  }
  ExpertShares(const Range& range) : range_(&range) {  // NOLINT: implicit on purpose
    visit_ = [](const void* r, size_t, void* sink, Take take) {
      for (const auto& [expert, share] : *static_cast<const Range*>(r)) {
        take(sink, static_cast<int>(expert), static_cast<double>(share));
      }
    };
  }

  bool empty() const {
    return visit_ == nullptr;
  }  // nothing was given (a range may have none)
  void for_each(void* sink, Take take) const {
    if (visit_ != nullptr) visit_(range_, size_, sink, take);
  }

 private:
  const void* range_ = nullptr;
  size_t size_ = 0;
  void (*visit_)(const void*, size_t, void*, Take) = nullptr;
};

// A number or a text.
struct MetricValue {
  template <class T>
  requires detail::Arithmetic<T>
  constexpr MetricValue(T v) : number(static_cast<double>(v)) {}  // NOLINT: implicit on purpose
  template <class Text>
  requires(!detail::Arithmetic<Text> &&
           requires(const Text& t) { StringRef(t); }) constexpr MetricValue(const Text& t)
      : text(t), is_text(true) {}  // NOLINT: implicit on purpose

  double number = 0;
  StringRef text = {};
  bool is_text = false;
};
struct CustomMetric {
  StringRef name;
  MetricValue value;
};
// Borrowed, like ExpertShares: a braced list or any contiguous container of CustomMetric.
class CustomMetrics {
 public:
  CustomMetrics() = default;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Winit-list-lifetime"
  CustomMetrics(std::initializer_list<CustomMetric> list)  // NOLINT: implicit on purpose
      : data_(list.begin()), size_(list.size()) {}
#pragma GCC diagnostic pop
  template <class Container>
  requires requires(const Container& c) {
    static_cast<const CustomMetric*>(c.data());
    static_cast<size_t>(c.size());
  }
  CustomMetrics(const Container& c) : data_(c.data()), size_(c.size()) {}  // NOLINT

  const CustomMetric* begin() const {
    return data_;
  }
  const CustomMetric* end() const {
    return data_ + size_;
  }
  size_t size() const {
    return size_;
  }

 private:
  const CustomMetric* data_ = nullptr;
  size_t size_ = 0;
};

// A number that may be missing: takes and gives what std::optional<double> does, in eight bytes.
// Missing is one NaN of 2^52 that no arithmetic makes; every other NaN is a value.
class OptionalNumber {
 public:
  constexpr OptionalNumber() = default;
  constexpr OptionalNumber(std::nullopt_t) {}  // NOLINT: implicit on purpose
  template <class T>
  requires detail::Arithmetic<T>
  constexpr OptionalNumber(T v) : value_(static_cast<double>(v)) {}  // NOLINT
  template <class T>
  requires detail::Arithmetic<T>
  constexpr OptionalNumber(const std::optional<T>& v)  // NOLINT
      : value_(v ? static_cast<double>(*v) : kMissing) {}

  constexpr bool has_value() const {
    return __builtin_bit_cast(unsigned long long, value_) != kMissingBits;
  }
  constexpr explicit operator bool() const { return has_value(); }
  constexpr double operator*() const { return value_; }
  constexpr double value_or(double otherwise) const { return has_value() ? value_ : otherwise; }
  constexpr operator std::optional<double>() const {  // NOLINT
    return has_value() ? std::optional<double>(value_) : std::nullopt;
  }
  constexpr void reset() { value_ = kMissing; }

 private:
  static constexpr unsigned long long kMissingBits = 0x7FFA4F52494C4E4FULL;
  static constexpr double kMissing = __builtin_bit_cast(double, kMissingBits);
  double value_ = kMissing;
};

struct ThroughputMetrics {
  OptionalNumber steps_per_second = {};
  OptionalNumber batches_per_second = {};
  OptionalNumber samples_per_second = {};
  OptionalNumber tokens_per_second = {};
};

struct SystemMetrics {
  OptionalNumber gpu_memory_used_mb = {};
  OptionalNumber gpu_memory_total_mb = {};
  OptionalNumber gpu_utilization_percent = {};
  OptionalNumber gradient_norm = {};
};

// What a training is at after one step. NaN and infinities are shown as what they are; what is not
// set is not shown. At most 256 experts and 64 custom metrics (names of 64 bytes, texts of 128) are
// taken; more are left out.
struct TrainingSnapshot {
  int64_t step = 0;
  double train_loss = 0;
  OptionalNumber val_loss = {};
  OptionalNumber learning_rate = {};
  OptionalNumber aux_loss = {};
  ExpertShares expert_utilization = {};
  OptionalNumber batch_size = {};
  OptionalNumber sequence_length = {};
  OptionalNumber gpu_memory_mb = {};
  OptionalNumber gradient_norm = {};
  CustomMetrics custom_metrics = {};
  // Measured by the program itself. Without them throughput is worked out from the steps (and
  // batch_size, sequence_length) and the system is asked about this process.
  ThroughputMetrics throughput = {};
  SystemMetrics system = {};
};

// What a custom table builder makes: rows of cells; numbers already in words.
struct DisplayTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

enum class LogFormat : uint8_t { kText, kJson };

struct VisualizationConfig {
  bool show_progress_bar = true;
  bool show_tables = true;
  int table_update_interval = 25;  // steps between changes of the tables
  int refresh_per_second = 4;
  bool show_throughput = true;
  bool show_system_metrics = true;
  bool show_expert_utilization = true;
  // Called by update(), in the caller's thread, every table_update_interval steps, by one thread at
  // a time. What it throws is swallowed, and it is not called again. At most 100 rows of 16 cells
  // are taken (cells of 200 bytes, 32 kB in all); rows may be of different lengths.
  std::function<DisplayTable(const TrainingSnapshot&)> custom_table_builder = nullptr;
  bool show_curves = true;
  LogFormat log_format = LogFormat::kText;  // where it is not a terminal
  double log_interval_seconds = 10;         // a line at least so often, and every 5 %
  int output =
      -1;  // a file descriptor; -1: standard output if it is a terminal, else standard error
};

class TerminalVisualizer {
 public:
  explicit TerminalVisualizer(VisualizationConfig config = {});
  ~TerminalVisualizer();  // close()
  TerminalVisualizer(TerminalVisualizer&&) noexcept;
  TerminalVisualizer& operator=(TerminalVisualizer&&) noexcept;

  // `total_steps` 0 or less: unknown. Called again: a new training, after a summary of the last.
  void start(int64_t total_steps, StringRef description = "Training");
  // Does nothing before start() and after close(). A snapshot that comes while 3,000 are waiting to
  // be looked at (no terminal is that fast) is counted, and shown as far as the next one says.
  void update(const TrainingSnapshot& snapshot) noexcept;
  // Prints the final summary and gives the terminal back; waits for that, two seconds at most.
  void close() noexcept;

 private:
  std::unique_ptr<detail::TerminalSession> session_;
};

struct DefaultVisualizer {
  bool show_progress = true;
  bool show_tables = true;
  int table_interval = 25;
};
TerminalVisualizer create_default_visualizer(const DefaultVisualizer& options = {});

}  // namespace oriel
