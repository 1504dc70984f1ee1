#include "report.h"

#include <algorithm>
#include <cstdio>
#include <tuple>
#include <vector>

namespace oriel_train {
namespace {

constexpr int64_t kMatrixClasses = 20;
constexpr size_t kConfusions = 20;

template <class... Args>
void append(std::string* text, const char* format, Args... args) {
  char line[160];
  std::snprintf(line, sizeof line, format, args...);
  *text += line;
}

// Names of classes in a column: at least five wide.
int column_width(const std::vector<std::string>& classes) {
  size_t width = 5;
  for (const std::string& name : classes)
    width = std::max(width, std::min<size_t>(name.size(), 24));
  return static_cast<int>(width);
}

void append_classes(std::string* text, const Matrix& counts,
                    const std::vector<std::string>& classes) {
  const int width = column_width(classes);
  append(text, "%*s %10s %8s %8s %6s\n", width, "class", "precision", "recall", "F1", "rows");
  int64_t right = 0, total = 0;
  for (size_t c = 0; c < counts.size(); ++c) {
    const ClassCounts of = counts_of(counts, c);
    right += of.right;
    total += of.rows;
    if (of.rows == 0 && of.predicted == 0) continue;
    append(text, "%*s %10.3f %8.3f %8.3f %6lld\n", width, classes[c].substr(0, 24).c_str(),
           ratio(of.right, of.predicted), ratio(of.right, of.rows),
           ratio(2 * of.right, of.rows + of.predicted), static_cast<long long>(of.rows));
  }
  append(text, "accuracy %.4f: %lld of %lld right\n", ratio(right, total),
         static_cast<long long>(right), static_cast<long long>(total));
}

// Columns are headed by four characters of a name: enough to tell most apart, and rows say it all.
void append_matrix(std::string* text, const Matrix& counts,
                   const std::vector<std::string>& classes) {
  const int width = column_width(classes);
  *text += "\nConfusion matrix: a row per true class, a column per predicted one\n";
  append(text, "%*s", width, "");
  for (const std::string& name : classes) append(text, " %4s", name.substr(0, 4).c_str());
  for (size_t c = 0; c < counts.size(); ++c) {
    append(text, "\n%*s", width, classes[c].substr(0, 24).c_str());
    for (const int64_t count : counts[c]) {
      if (count == 0) {
        *text += "    ·";
      } else {
        append(text, " %4lld", static_cast<long long>(count));
      }
    }
  }
  *text += "\n";
}

void append_confusions(std::string* text, const Matrix& counts,
                       const std::vector<std::string>& classes) {
  std::vector<std::tuple<int64_t, size_t, size_t>> mistakes;  // minus how often, truth, prediction
  for (size_t truth = 0; truth < counts.size(); ++truth) {
    for (size_t guess = 0; guess < counts.size(); ++guess) {
      if (truth != guess && counts[truth][guess] > 0)
        mistakes.emplace_back(-counts[truth][guess], truth, guess);
    }
  }
  std::sort(mistakes.begin(), mistakes.end());
  if (mistakes.size() > kConfusions) mistakes.resize(kConfusions);
  *text += "\nMost frequent confusions\n";
  for (const auto& [minus_count, truth, guess] : mistakes) {
    append(text, "%5s taken for %s: %lld times\n", classes[truth].substr(0, 60).c_str(),
           classes[guess].substr(0, 60).c_str(), static_cast<long long>(-minus_count));
  }
}

}  // namespace

Matrix confusion_matrix(const torch::Tensor& labels, const torch::Tensor& predictions,
                        int64_t classes) {
  const auto size = static_cast<size_t>(classes);
  Matrix counts(size, std::vector<int64_t>(size));
  const auto truth = labels.accessor<int64_t, 1>();
  const auto guess = predictions.accessor<int64_t, 1>();
  for (int64_t i = 0; i < labels.size(0); ++i) {
    ++counts[static_cast<size_t>(truth[i])][static_cast<size_t>(guess[i])];
  }
  return counts;
}

ClassCounts counts_of(const Matrix& counts, size_t of_class) {
  ClassCounts result;
  result.right = counts[of_class][of_class];
  for (size_t other = 0; other < counts.size(); ++other) {
    result.predicted += counts[other][of_class];
    result.rows += counts[of_class][other];
  }
  return result;
}

std::string classification_report(const torch::Tensor& labels, const torch::Tensor& predictions,
                                  const std::vector<std::string>& classes) {
  const auto count = static_cast<int64_t>(classes.size());
  const Matrix counts = confusion_matrix(labels, predictions, count);
  std::string text;
  append_classes(&text, counts, classes);
  if (count <= kMatrixClasses) {
    append_matrix(&text, counts, classes);
  } else {
    append_confusions(&text, counts, classes);
  }
  return text;
}

}  // namespace oriel_train
