// TerminalModel: what the terminal shows of a training, made from its snapshots.
//
// Keeps the newest snapshot and, for the curves, at most kMaxColumns columns a curve (first, min,
// max, last; neighbours are merged when they are too many: nothing is sampled away). Pure but for
// what it is told; one thread. A snapshot costs about 100 ns; a screen a few µs.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/experts.h"
#include "draw/terminal_screen.h"
#include "kit/terminal_link.h"

namespace oriel::kit {

// A curve that never grows beyond kMaxColumns columns, and never loses an extreme.
class ColumnCurve {
 public:
  static constexpr size_t kMaxColumns = 512;

  void add(double x, double y);
  bool empty() const { return columns_.empty(); }
  figure::Line line(const std::string& label, figure::Role role) const;
  std::optional<std::pair<double, double>> extent() const;

 private:
  struct Column {
    double x0, x1, first, min, max, last;
    uint32_t count;
  };
  static void take(Column& column, const Column& next);

  std::vector<Column> columns_;
  uint32_t per_column_ = 1;
};

// How the process is, as the helper sees it.
struct ProcessFacts {
  std::optional<double> cpu_percent, rss_mib;
  std::vector<std::pair<std::string, double>> gpu;  // names as the system monitor's
};

enum class Ending : uint8_t { kRunning, kClosed, kLost };

class TerminalModel {
 public:
  explicit TerminalModel(LinkSettings settings) : settings_(std::move(settings)) {}

  void add(const LinkSnapshot& snapshot, int64_t now_us);
  void custom_table(std::string_view json);  // nonsense is left out
  void process(const ProcessFacts& facts) { facts_ = facts; }
  void dropped(uint64_t snapshots) { dropped_ = snapshots; }
  // The last training losses of the other processes on this terminal.
  void others(std::vector<double> losses) { others_ = std::move(losses); }

  draw::ScreenModel screen(int64_t now_us, uint32_t frame, Ending ending) const;
  // What remains on the terminal when it is over: a line or a few.
  std::string summary(Ending ending) const;

  bool any() const { return any_; }
  const LinkSettings& settings() const { return settings_; }
  const LinkSnapshot& newest() const { return newest_; }
  // Experts that got nothing for so long that chance does not explain it (analysis/experts.h).
  std::vector<int64_t> dead_experts() const;

 private:
  void count_experts(const LinkSnapshot& snapshot);
  draw::TableView status_table() const;
  draw::TableView throughput_table() const;
  draw::TableView system_table() const;
  draw::TableView custom_metrics_table() const;
  draw::BarsView experts() const;
  draw::FindingsView findings() const;
  figure::Panel loss_panel() const;

  const LinkSettings settings_;
  LinkSnapshot newest_;
  LinkSnapshot tabled_;  // what the tables show: renewed every table_interval steps
  bool any_ = false;
  int64_t first_step_ = 0;
  std::optional<double> val_loss_;  // the newest that was given
  std::optional<std::pair<double, int64_t>> best_train_, best_val_;
  std::optional<std::pair<std::string, int64_t>> first_not_finite_;  // which, and when
  std::map<int64_t, analysis::ExpertUse> experts_;
  ColumnCurve train_, val_, gradient_;
  draw::ProgressEstimator progress_;
  draw::TableView custom_;
  ProcessFacts facts_;
  uint64_t dropped_ = 0;
  std::vector<double> others_;
};

}  // namespace oriel::kit
