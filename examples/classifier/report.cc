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

// counts[truth][prediction]
using Matrix = std::vector<std::vector<int64_t>>;

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

double ratio(int64_t part, int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void append_classes(std::string* text, const Matrix& counts) {
  append(text, "%5s %10s %8s %8s %6s\n", "class", "precision", "recall", "F1", "rows");
  int64_t right = 0, total = 0;
  for (size_t c = 0; c < counts.size(); ++c) {
    int64_t predicted = 0, rows = 0;
    for (size_t other = 0; other < counts.size(); ++other) {
      predicted += counts[other][c];
      rows += counts[c][other];
    }
    right += counts[c][c];
    total += rows;
    if (rows == 0 && predicted == 0) continue;
    append(text, "%5zu %10.3f %8.3f %8.3f %6lld\n", c, ratio(counts[c][c], predicted),
           ratio(counts[c][c], rows), ratio(2 * counts[c][c], rows + predicted),
           static_cast<long long>(rows));
  }
  append(text, "accuracy %.4f: %lld of %lld right\n", ratio(right, total),
         static_cast<long long>(right), static_cast<long long>(total));
}

void append_matrix(std::string* text, const Matrix& counts) {
  *text += "\nConfusion matrix: a row per true class, a column per predicted one\n     ";
  for (size_t c = 0; c < counts.size(); ++c) append(text, " %4zu", c);
  for (size_t c = 0; c < counts.size(); ++c) {
    append(text, "\n%5zu", c);
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

void append_confusions(std::string* text, const Matrix& counts) {
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
    append(text, "%5zu taken for %zu: %lld times\n", truth, guess,
           static_cast<long long>(-minus_count));
  }
}

}  // namespace

std::string classification_report(const torch::Tensor& labels, const torch::Tensor& predictions,
                                  int64_t classes) {
  const Matrix counts = confusion_matrix(labels, predictions, classes);
  std::string text;
  append_classes(&text, counts);
  if (classes <= kMatrixClasses) {
    append_matrix(&text, counts);
  } else {
    append_confusions(&text, counts);
  }
  return text;
}

}  // namespace oriel_train
