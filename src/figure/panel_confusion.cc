// Confusion matrices: rows are the true classes, columns what was predicted.
#include <algorithm>
#include <cmath>

#include "figure/class_names.h"
#include "figure/panel_kinds.h"
#include "figure/values.h"
#include "figure/words.h"

namespace oriel::figure {
namespace {

constexpr size_t kMaxMatrices = 8;
constexpr size_t kMaxClasses = 200;
constexpr size_t kWritten = 20;  // classes up to which the counts stand in their cells

struct Matrix {
  size_t n = 0;
  std::vector<double> counts;  // row by row
  double at(size_t row, size_t column) const { return counts[row * n + column]; }
  double row_sum(size_t row) const {
    double sum = 0;
    for (size_t c = 0; c < n; ++c) sum += at(row, c);
    return sum;
  }
};

// What is wrong with it as a matrix of counts, or nothing.
std::string take(const store::RecordData& record, Matrix& matrix) {
  const auto& shape = record.shape;
  if (shape.size() != 2 || shape[0] != shape[1] || shape[0] < 1) return "is not a square matrix";
  if (static_cast<size_t>(shape[0]) > kMaxClasses) {
    return "has more than " + std::to_string(kMaxClasses) + " classes";
  }
  auto values = tensor_values(record);
  if (!values) return "cannot be read";
  const bool counts = std::all_of(values->begin(), values->end(),
                                  [](double v) { return std::isfinite(v) && v >= 0; });
  if (!counts) return "holds numbers that are no counts";
  matrix.n = static_cast<size_t>(shape[0]);
  matrix.counts = std::move(*values);
  return "";
}

bool is_confusion(const std::string& name) {
  const std::string_view last = last_part(name);
  return last == "confusion" || last == "confusion_matrix";
}

class ConfusionBuilder {
 public:
  ConfusionBuilder(const Request& request, const Runs& runs)
      : request_(request), runs_(runs), names_(short_names(runs)) {}

  Figure build() {
    figure_ = start_figure(request_, runs_, "Confusion matrix");
    size_t hidden = 0;
    for (size_t r = 0; r < runs_.size(); ++r) {
      for (const store::StreamInfo& stream :
           match_streams(request_.series, *runs_[r], store::RecordKind::kTensor)) {
        if (request_.series.empty() && !is_confusion(stream.name)) continue;
        if (figure_.panels.size() < kMaxMatrices) {
          add(r, stream.name);
        } else {
          ++hidden;
        }
      }
    }
    if (hidden > 0) {
      figure_.notes.push_back("showing the first " + std::to_string(kMaxMatrices) + " matrices; " +
                              count_text(static_cast<int64_t>(hidden)) + " more not shown");
    }
    figure_.reading =
        items_.empty() ? nothing_yet(runs_, "a confusion matrix") : join(items_, "; ");
    return std::move(figure_);
  }

 private:
  void add(size_t r, const std::string& stream) {
    const std::string name = runs_.size() > 1 ? names_[r] + " " + stream : stream;
    const auto record = runs_[r]->record(stream, request_.cursor);
    if (!record) {
      items_.push_back(name + ": no matrix at or before this step");
      return;
    }
    Matrix matrix;
    if (const std::string flaw = take(*record, matrix); !flaw.empty()) {
      items_.push_back(name + " " + flaw);
      return;
    }
    const std::vector<std::string> classes = class_names(runs_[r]->info().config_json, matrix.n);
    figure_.points += matrix.counts.size();
    figure_.panels.push_back(panel_of(r, stream, name, record->step, matrix, classes));
    items_.push_back((runs_.size() > 1 ? names_[r] + " " : "") +
                     read(record->step, matrix, classes));
  }

  Panel panel_of(size_t r, const std::string& stream, const std::string& name, int64_t step,
                 const Matrix& matrix, const std::vector<std::string>& classes) const {
    HeatMap map;
    map.run = static_cast<int>(r);
    map.entity = Entity{"stream", figure_.runs[r].id, stream};
    map.label = "share of the true class";
    map.colors = {0, 1};
    map.show_values = matrix.n <= kWritten;
    for (size_t i = 0; i <= matrix.n; ++i) map.x.push_back(static_cast<double>(i) - 0.5);
    map.y = map.x;
    for (size_t row = 0; row < matrix.n; ++row) {
      const double sum = matrix.row_sum(row);
      for (size_t column = 0; column < matrix.n; ++column) {
        map.values.push_back(sum > 0 ? matrix.at(row, column) / sum : std::nan(""));
      }
    }
    map.written = matrix.counts;
    Panel panel;
    panel.title = name + " at step " + count_text(step);
    panel.x.kind = panel.y.kind = AxisKind::kValue;
    panel.x.label = "predicted";
    panel.y.label = "true";
    panel.x.categories = panel.y.categories = classes;
    panel.y.reversed = true;
    panel.x.extent = panel.x.range = panel.y.extent = panel.y.range =
        std::pair{map.x.front(), map.x.back()};
    panel.marks.emplace_back(std::move(map));
    return panel;
  }

  // "97.2 % of 1,797 right at step 400; most confused: 4 → 9 (12 of 181)".
  static std::string read(int64_t step, const Matrix& matrix,
                          const std::vector<std::string>& classes) {
    double total = 0, right = 0;
    size_t worst_row = 0, worst_column = 0;
    double worst = 0;
    for (size_t row = 0; row < matrix.n; ++row) {
      for (size_t column = 0; column < matrix.n; ++column) {
        const double count = matrix.at(row, column);
        total += count;
        if (row == column) right += count;
        if (row == column || count <= worst) continue;
        worst = count;
        worst_row = row;
        worst_column = column;
      }
    }
    const std::string where = " at step " + count_text(step);
    if (!(total > 0)) return "an empty matrix" + where;
    std::string text = number_text(std::round(1000 * right / total) / 10) + " % of " +
                       number_text(total) + " right" + where;
    if (worst == 0) return text + "; nothing was confused";
    return text + "; most confused: " + classes[worst_row] + " → " + classes[worst_column] + " (" +
           number_text(worst) + " of " + number_text(matrix.row_sum(worst_row)) + ")";
  }

  const Request& request_;
  const Runs& runs_;
  const std::vector<std::string> names_;
  Figure figure_;
  std::vector<std::string> items_;
};

}  // namespace

Figure make_confusion(const Request& request, const Runs& runs) {
  return ConfusionBuilder(request, runs).build();
}

}  // namespace oriel::figure
